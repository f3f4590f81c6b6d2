// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: any bytes as a safetensors file. What is accepted has to lie within the file, without holes.
#include "core/models/model_kind.h"
#include "core/models/safetensors_header.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

void require(bool condition)
{
    if (!condition) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace gesso;
    const auto header = SafetensorsHeader::parse({reinterpret_cast<const char*>(data), size});
    if (!header) {
        require(header.error().code == ErrorCode::ModelDamaged && header.error().message.size() < 2048);
        return 0;
    }
    std::uint64_t bytes = 0;
    for (const SafetensorsHeader::Tensor& tensor : header->tensors()) {
        require(tensor.offset <= size && tensor.bytes <= size - tensor.offset);
        require(tensor.elements() <= tensor.bytes * 8);
        require(header->find(tensor.name) == &tensor);
        bytes += tensor.bytes;
    }
    require(bytes < size && header->fileBytes() == size);
    require(!name(kindOf(*header)).empty());
    return 0;
}
