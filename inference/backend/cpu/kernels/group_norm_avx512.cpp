// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/cpu/kernels/group_norm_avx512.h"

namespace gesso::inference::kernels {

const GroupNormKernels<float> kGroupNormAvx512{moments<float>, apply<float>};

} // namespace gesso::inference::kernels
