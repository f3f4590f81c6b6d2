// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: any bytes as an OpenRaster document, which is read and composited in part.
#include "core/base/file.h"
#include "core/document/compose.h"
#include "core/studio/document_file/read_document.h"
#include "tests/fuzz/stored_bytes.h"

#include <sys/mman.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace gesso;
    const UniqueFd file(::memfd_create("document", MFD_CLOEXEC));
    require(file && ::write(file.get(), data, size) == static_cast<ssize_t>(size));
    const auto opened = readOpenRaster("/proc/self/fd/" + std::to_string(file.get()));
    if (!opened) {
        require(!opened.error().message.empty());
        return 0;
    }
    const Image corner = compose(opened->document, {0, 0, 16, 16}, PixelFormat::U8);
    require(corner.isWhole());
    return 0;
}
