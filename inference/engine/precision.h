// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request.h"

#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>

namespace gesso::inference {

/// The dtype in which the networks work for a precision that is not Auto. Throws EngineError(Unsupported) where the
/// device cannot do it.
[[nodiscard]] at::ScalarType dtypeOf(Precision precision, at::Device device);

/// The precision that a dtype stands for.
[[nodiscard]] Precision precisionOf(at::ScalarType dtype) noexcept;

} // namespace gesso::inference
