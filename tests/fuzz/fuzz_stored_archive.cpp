// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: any bytes as the zip archive of a torch.save() file. What it gives lies within the file.
#include "core/base/file.h"
#include "core/pickles/stored_archive.h"
#include "tests/fuzz/stored_bytes.h"

#include <sys/mman.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace gesso;
    const UniqueFd file(::memfd_create("archive", MFD_CLOEXEC));
    require(file && ::write(file.get(), data, size) == static_cast<ssize_t>(size));
    const auto archive = StoredArchive::read(file.get());
    if (!archive) {
        require(archive.error().code == ErrorCode::ModelDamaged && !archive.error().message.empty());
        return 0;
    }
    for (const char* name : {"data.pkl", "byteorder", "version", "data/0", ""}) {
        const auto bytes = archive->bytesOf(name, size);
        require(!bytes || (archive->contains(name) && bytes->size() <= size));
        const auto none = archive->bytesOf(name, 0);
        require(!none || none->empty());
    }
    return 0;
}
