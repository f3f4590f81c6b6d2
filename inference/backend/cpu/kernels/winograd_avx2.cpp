// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/cpu/kernels/winograd_transforms.h"

namespace gesso::inference::kernels {

const WinogradKernels kWinogradAvx2 = WinogradTransforms<8>::kernels();

} // namespace gesso::inference::kernels
