// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/engine/failure.h"

#include "inference/base/engine_error.h"

#include <c10/util/Exception.h>
#include <nlohmann/json.hpp>

#include <new>

namespace gesso::inference {
namespace {

constexpr const char* kOutOfHostMemory =
    "the machine's memory is used up: take a smaller picture, close other programs, or use a smaller model";
constexpr const char* kOutOfDeviceMemory =
    "the device's memory is used up: take a smaller picture, or close other programs that use the device";

Error describeTorch(const c10::Error& error)
{
    const std::string what = error.what_without_backtrace();
    // libtorch's allocator for the main memory has only a message; ours has the class that GPUs have.
    const bool hasClass = dynamic_cast<const c10::OutOfMemoryError*>(&error) != nullptr;
    if (hasClass && what.find("CUDA") != std::string::npos) {
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
                "a settings file of the model has a value of another kind than it must be: fetch "
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

Error describeCurrentException() noexcept
{
    try {
        return describe();
    } catch (...) {
        return {ErrorCode::OutOfHostMemory, {}};
    }
}

} // namespace gesso::inference
