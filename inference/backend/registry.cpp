// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/registry.h"

#include "inference/backend/cpu/cpu_backend.h"
#include "inference/base/engine_error.h"

#include <cstdlib>
#include <string>

namespace gesso::inference {

namespace {

constexpr const char* kOverride = "GESSO_BACKEND";

const Backend& chooseCpuBackend()
{
    static const CpuBackend cpu;
    const char* const value = std::getenv(kOverride);
    const std::string wanted = value == nullptr ? "" : value;
    if (wanted.empty() || wanted == "cpu") {
        return cpu;
    }
    if (wanted == "reference") {
        return referenceBackend();
    }
    throw EngineError(ErrorCode::InvalidRequest, std::string(kOverride) + " is '" + wanted +
                                                     "', which is no backend: use cpu or reference, or unset it");
}

} // namespace

const Backend& backendFor(at::Device device)
{
    if (!device.is_cpu()) {
        throw EngineError(ErrorCode::DeviceUnavailable,
                          "device " + device.str() + " is not part of this program: use cpu, or install the plugin");
    }
    return chooseCpuBackend();
}

const Backend& referenceBackend()
{
    static const Backend reference;
    return reference;
}

} // namespace gesso::inference
