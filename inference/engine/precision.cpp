// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/engine/precision.h"

#include "inference/base/engine_error.h"

namespace gesso::inference {

at::ScalarType dtypeOf(Precision precision, at::Device device)
{
    switch (precision) {
    case Precision::Fp32:
        return at::kFloat;
    case Precision::Bf16:
        return at::kBFloat16;
    case Precision::Fp16:
        if (device.is_cpu()) {
            throw EngineError(ErrorCode::Unsupported,
                              "precision fp16 is not for processors; use fp32, bf16 or auto with --device cpu");
        }
        return at::kHalf;
    case Precision::Auto:
        break;
    }
    throw EngineError(ErrorCode::Internal, "precision auto must be decided before it is used");
}

Precision precisionOf(at::ScalarType dtype) noexcept
{
    return dtype == at::kHalf ? Precision::Fp16 : dtype == at::kBFloat16 ? Precision::Bf16 : Precision::Fp32;
}

} // namespace gesso::inference
