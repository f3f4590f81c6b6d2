// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/openmp_waiting.h"

#include <cstdlib>
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
        execv("/proc/self/exe", argv); // returns only on failure: then the default has to do
    }
}

} // namespace gesso::app
