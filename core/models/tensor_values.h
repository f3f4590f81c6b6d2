// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/models/tensor_type.h"

#include <string_view>
#include <vector>

namespace gesso {

/// The numbers of a small tensor, whatever the type that it is stored in: little-endian, types of less than 8 bits
/// packed from the lowest bit on. Of complex numbers the real parts. What is infinite or no number is left out.
[[nodiscard]] std::vector<double> valuesOf(std::string_view bytes, TensorType type);

} // namespace gesso
