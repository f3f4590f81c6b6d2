// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file.h"
#include "core/models/tensor_type.h"

#include <c10/core/ScalarType.h>

#include <filesystem>
#include <optional>

namespace gesso::inference {

/// libtorch's type for a stored one; nothing for the sub-byte types, which it does not have. Truth values are bytes.
[[nodiscard]] std::optional<at::ScalarType> storedType(TensorType type);

/// Opens a file of weights. Throws EngineError (FileNotReadable) naming file and cause.
[[nodiscard]] UniqueFd openWeights(const std::filesystem::path& path);

} // namespace gesso::inference
