// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// A libgesso_cuda.so of fake GPUs, for tests of the programs. Environment variables: FAKE_GPUS (how many),
// FAKE_GPU_BYTES, FAKE_GPU_SICK (index of one that cannot be opened), FAKE_GPU_LOST (index of one that fails for good
// after some work), FAKE_GPU_ONCE (a file: where it is there, nothing fails; it is made when something is to).
#include "tests/support/fake_gpus.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace {

using gesso::test::FakeGpus;

std::uint64_t setting(const char* name, std::uint64_t standard)
{
    const char* const text = std::getenv(name);
    return text == nullptr ? standard : std::strtoull(text, nullptr, 10);
}

bool isToFail()
{
    const char* const once = std::getenv("FAKE_GPU_ONCE");
    if (once == nullptr) {
        return true;
    }
    const bool failed = std::filesystem::exists(once);
    std::ofstream(once).put('\n');
    return !failed;
}

FakeGpus* makeGpus()
{
    auto* const gpus =
        new FakeGpus(static_cast<int>(setting("FAKE_GPUS", 1)), setting("FAKE_GPU_BYTES", std::uint64_t{1} << 30U));
    if (std::getenv("FAKE_GPU_SICK") != nullptr) {
        gpus->breakAtOpening(static_cast<int>(setting("FAKE_GPU_SICK", 0)), "uncorrectable memory errors");
    }
    if (std::getenv("FAKE_GPU_LOST") != nullptr && isToFail()) {
        gpus->failAfter(static_cast<int>(setting("FAKE_GPU_LOST", 0)), 400,
                        "CUDA error: an illegal memory access was encountered", true);
    }
    return gpus;
}

} // namespace

extern "C" const char* gessoPluginBuiltWith()
{
    static const std::string with = gesso::inference::builtWith();
    return with.c_str();
}

extern "C" gesso::inference::DevicePlugin* gessoOpenDevicePlugin()
{
    static FakeGpus* const gpus = makeGpus();
    return gpus;
}
