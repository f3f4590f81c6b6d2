// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: any bytes as stack.xml of an OpenRaster document. What it gives is within its bounds.
#include "core/studio/document_file/layer_stack.h"
#include "tests/fuzz/stored_bytes.h"

namespace {

void check(const std::vector<gesso::StackEntry>& entries)
{
    for (const gesso::StackEntry& entry : entries) {
        gesso::require(entry.layer.opacity >= 0. && entry.layer.opacity <= 1.);
        gesso::require(entry.layer.kind == gesso::Layer::Kind::Group || entry.children.empty());
        check(entry.children);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace gesso;
    const auto stack = parseLayerStack({reinterpret_cast<const char*>(data), size});
    if (!stack) {
        require(stack.error().code == ErrorCode::FileDamaged && !stack.error().message.empty());
        return 0;
    }
    require(stack->width >= 1 && stack->width <= kMaxDocumentSide && stack->height >= 1);
    check(stack->entries);
    return 0;
}
