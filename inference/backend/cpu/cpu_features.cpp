// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/cpu/cpu_features.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace gesso::inference {

namespace {

CpuFeatures detect() noexcept
{
    CpuFeatures features;
#if defined(__x86_64__)
    __builtin_cpu_init();
    features.avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    features.avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
    features.avx512Bf16 = features.avx512 && __builtin_cpu_supports("avx512bf16");
    // g++ 12 has no name for AMX: leaf 7 of cpuid, edx bit 22 (AMX-BF16) and 24 (AMX-TILE).
    constexpr unsigned kAmx = (1U << 22U) | (1U << 24U);
    unsigned eax = 0;
    unsigned ebx = 0;
    unsigned ecx = 0;
    unsigned edx = 0;
    features.amxBf16 = features.avx512 && __get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) != 0 && (edx & kAmx) == kAmx;
#endif
    return features;
}

} // namespace

const CpuFeatures& cpuFeatures() noexcept
{
    static const CpuFeatures features = detect();
    return features;
}

} // namespace gesso::inference
