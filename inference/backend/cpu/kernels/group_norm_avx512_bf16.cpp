// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/cpu/kernels/avx512_bf16.h"
#include "inference/backend/cpu/kernels/group_norm_avx512.h"

namespace gesso::inference::kernels {

const GroupNormKernels<std::uint16_t> kGroupNormAvx512Bf16{moments<std::uint16_t>, apply<std::uint16_t>};

} // namespace gesso::inference::kernels
