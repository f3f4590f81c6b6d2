// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/weights/stored_type.h"

#include "inference/base/engine_error.h"

namespace gesso::inference {

std::optional<at::ScalarType> storedType(TensorType type)
{
    switch (type) {
    case TensorType::Bool: // read as bytes: another value than 0 and 1 must not become a C++ bool
    case TensorType::U8:
        return at::kByte;
    case TensorType::I8:
        return at::kChar;
    case TensorType::F8E5M2:
        return at::kFloat8_e5m2;
    case TensorType::F8E4M3:
        return at::kFloat8_e4m3fn;
    case TensorType::F8E5M2Fnuz:
        return at::kFloat8_e5m2fnuz;
    case TensorType::F8E4M3Fnuz:
        return at::kFloat8_e4m3fnuz;
    case TensorType::U16:
        return at::kUInt16;
    case TensorType::I16:
        return at::kShort;
    case TensorType::F16:
        return at::kHalf;
    case TensorType::Bf16:
        return at::kBFloat16;
    case TensorType::U32:
        return at::kUInt32;
    case TensorType::I32:
        return at::kInt;
    case TensorType::F32:
        return at::kFloat;
    case TensorType::U64:
        return at::kUInt64;
    case TensorType::I64:
        return at::kLong;
    case TensorType::F64:
        return at::kDouble;
    case TensorType::C64:
        return at::kComplexFloat;
    case TensorType::F8E8M0:
    case TensorType::F4:
    case TensorType::F6E2M3:
    case TensorType::F6E3M2:
        break;
    }
    return std::nullopt;
}

UniqueFd openWeights(const std::filesystem::path& path)
{
    Result<UniqueFd> descriptor = openForReading(path);
    if (!descriptor) {
        throw EngineError(descriptor.error().code, descriptor.error().message);
    }
    return std::move(*descriptor);
}

} // namespace gesso::inference
