// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/openmp_waiting.h"

#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace gesso::app {
namespace {

// About ten microseconds: the gap between two operators of a large picture, a small part of a futex wait's cost.
constexpr const char* kSpins = "5000";

} // namespace

void limitOpenMpSpinning(char** argv)
{
    if (std::getenv("GOMP_SPINCOUNT") != nullptr || std::getenv("OMP_WAIT_POLICY") != nullptr) {
        return;
    }
    if (setenv("GOMP_SPINCOUNT", kSpins, 1) == 0) {
        // By its own path, so that the process keeps the program's name.
        std::error_code error;
        const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
        execv(error ? "/proc/self/exe" : program.c_str(), argv); // returns only on failure: then the default has to do
    }
}

} // namespace gesso::app
