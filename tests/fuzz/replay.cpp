// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// Runs a fuzz target on every file of a folder, once; for compilers without libFuzzer.
#include "core/base/file.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv)
{
    constexpr std::size_t kMaxSeedBytes = 1 << 20;
    std::error_code error;
    int replayed = 0;
    for (std::filesystem::directory_iterator entry(argc > 1 ? argv[1] : "", error), end; !error && entry != end;
         entry.increment(error)) {
        const auto bytes = gesso::readFile(entry->path(), kMaxSeedBytes);
        if (!bytes) {
            std::fprintf(stderr, "%s\n", bytes.error().message.c_str());
            return 1;
        }
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size());
        ++replayed;
    }
    std::printf("%d seeds replayed\n", replayed);
    return replayed > 0 ? 0 : 1;
}
