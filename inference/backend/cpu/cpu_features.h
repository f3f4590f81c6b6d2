// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gesso::inference {

/// Instruction sets of the processor that runs us, as far as a kernel of ours or the choice of a precision asks.
struct CpuFeatures {
    bool avx2 = false;       ///< and FMA
    bool avx512 = false;     ///< F, BW, VL and DQ: what oneDNN wants for bf16 at all
    bool avx512Bf16 = false; ///< native bf16 dot products and conversions
    bool amxBf16 = false;    ///< bf16 matrix tiles

    /// Whether bf16 arithmetic is native, so that it can be faster than fp32.
    [[nodiscard]] bool hasFastBf16() const noexcept { return avx512Bf16 || amxBf16; }
};

/// Asked of the processor once. All false on processors that are not x86-64.
[[nodiscard]] const CpuFeatures& cpuFeatures() noexcept;

} // namespace gesso::inference
