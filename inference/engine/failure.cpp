// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/engine/failure.h"

#include "inference/base/engine_error.h"

#include <c10/util/Exception.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <iostream>
#include <new>
#include <string_view>

namespace gesso::inference {
namespace {

constexpr const char* kOutOfHostMemory =
    "the machine's memory is used up: take a smaller picture, close other programs, or use a smaller model";
constexpr const char* kOutOfDeviceMemory =
    "the device's memory is used up: take a smaller picture, or close other programs that use the device";

/// Whether a message of libtorch says that a device's memory ran out: of its own allocator, of the CUDA runtime, or of
/// one of the libraries, each of which has a status of its own for it.
bool saysDeviceMemory(const std::string& what)
{
    if (what.find("CUDA out of memory") != std::string::npos ||
        what.find("CUDA error: out of memory") != std::string::npos) {
        return true;
    }
    // CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED, CUBLAS_STATUS_ALLOC_FAILED, NVRTC_... and the like.
    for (const char* cause : {"_ALLOC_FAILED", "_DEVICE_ALLOCATION_FAILED", "_INSUFFICIENT_RESOURCES"}) {
        for (std::size_t at = what.find(cause); at != std::string::npos; at = what.find(cause, at + 1)) {
            const std::size_t before = what.find_last_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_", at);
            const std::string_view status = std::string_view(what).substr(before + 1, at - before - 1);
            for (const char* library : {"CUDNN", "CUBLAS", "CUSPARSE", "CUSOLVER", "CUFFT", "NVRTC"}) {
                if (status.find(library) != std::string_view::npos) {
                    return true;
                }
            }
        }
    }
    return false;
}

Error describeTorch(const c10::Error& error)
{
    const std::string what = error.what_without_backtrace();
    // libtorch's allocator for the main memory has only a message; ours has the class that GPUs have.
    const bool hasClass = dynamic_cast<const c10::OutOfMemoryError*>(&error) != nullptr;
    if (saysDeviceMemory(what)) {
        return {ErrorCode::OutOfDeviceMemory, kOutOfDeviceMemory};
    }
    if (hasClass || what.find("can't allocate memory") != std::string::npos) {
        return {ErrorCode::OutOfHostMemory, kOutOfHostMemory};
    }
    return {ErrorCode::Internal, "libtorch failed: " + what};
}

Error describe()
{
    try {
        throw;
    } catch (const EngineError& error) {
        return {error.code(), error.what()};
    } catch (const c10::Error& error) {
        return describeTorch(error);
    } catch (const nlohmann::json::exception&) {
        return {ErrorCode::ModelDamaged,
                "a settings file of the model has a value of another kind than it must be: download "
                "the model's folder again, or choose another model"};
    } catch (const std::bad_alloc&) {
        return {ErrorCode::OutOfHostMemory, kOutOfHostMemory};
    } catch (const std::exception& error) {
        return {ErrorCode::Internal, std::string("the engine failed: ") + error.what()};
    } catch (...) {
        return {ErrorCode::Internal, "the engine failed for a cause that it does not know"};
    }
}

} // namespace

void endProcess(const Error& error) noexcept
{
    try {
        std::cerr << "gesso-engine: " << error.message << std::endl;
    } catch (...) {
        // The exit status says enough.
    }
    std::_Exit(exitStatus(error.code));
}

Error describeCurrentException() noexcept
{
    try {
        return describe();
    } catch (...) {
        return {ErrorCode::OutOfHostMemory, {}};
    }
}

} // namespace gesso::inference
