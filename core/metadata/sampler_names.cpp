// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/sampler_names.h"

#include <array>

namespace gesso {
namespace {

struct Row {
    SchedulerKind kind;
    SamplerNames names;
};

constexpr std::string_view kAutomatic = "Automatic";
constexpr std::string_view kUniform = "Uniform";
constexpr std::string_view kKarras = "Karras";

// "Automatic" is the sampler's own choice: Karras for DPM++ 2M, uniform for the others here.
constexpr std::array kRows{
    Row{SchedulerKind::Ddim, {"DDIM", kAutomatic}},      Row{SchedulerKind::Pndm, {"PLMS", kAutomatic}},
    Row{SchedulerKind::Dpmpp2m, {"DPM++ 2M", kUniform}}, Row{SchedulerKind::Dpmpp2mKarras, {"DPM++ 2M", kKarras}},
    Row{SchedulerKind::Euler, {"Euler", kAutomatic}},    Row{SchedulerKind::EulerAncestral, {"Euler a", kAutomatic}},
};

bool isDpmpp2m(std::string_view sampler) noexcept
{
    return sampler == samplerNames(SchedulerKind::Dpmpp2m).sampler;
}

/// The one word for the schedule types that mean the same for `sampler`.
std::string_view canonicalType(std::string_view sampler, std::string_view type) noexcept
{
    if (isDpmpp2m(sampler)) {
        return type.empty() ? kUniform : type == kAutomatic ? kKarras : type;
    }
    return type.empty() || type == kUniform ? kAutomatic : type;
}

} // namespace

SamplerNames samplerNames(SchedulerKind kind) noexcept
{
    for (const Row& row : kRows) {
        if (row.kind == kind) {
            return row.names;
        }
    }
    return {};
}

SchedulerKind schedulerOf(SamplerNames names) noexcept
{
    constexpr std::string_view kKarrasSuffix = " Karras";
    if (names.scheduleType.empty() && names.sampler.ends_with(kKarrasSuffix)) {
        names.sampler.remove_suffix(kKarrasSuffix.size());
        names.scheduleType = kKarras;
    }
    const std::string_view type = canonicalType(names.sampler, names.scheduleType);
    for (const Row& row : kRows) {
        if (row.names.sampler == names.sampler && row.names.scheduleType == type) {
            return row.kind;
        }
    }
    return SchedulerKind::ModelDefault;
}

} // namespace gesso
