// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/sampler_names.h"

#include <array>

namespace gesso {
namespace {

struct Row {
    SchedulerKind kind = SchedulerKind::Ddim;
    SamplerNames names;
};

constexpr std::string_view kAutomatic = "Automatic";
constexpr std::string_view kUniform = "Uniform";
constexpr std::string_view kKarras = "Karras";

// "Automatic" is the sampler's own choice: Karras for DPM++ 2M, exponential for its SDE, uniform for the others here.
constexpr std::array kRows{
    Row{SchedulerKind::Ddim, {"DDIM", kAutomatic}},      Row{SchedulerKind::Pndm, {"PLMS", kAutomatic}},
    Row{SchedulerKind::Dpmpp2m, {"DPM++ 2M", kUniform}}, Row{SchedulerKind::Dpmpp2mKarras, {"DPM++ 2M", kKarras}},
    Row{SchedulerKind::Euler, {"Euler", kAutomatic}},    Row{SchedulerKind::EulerAncestral, {"Euler a", kAutomatic}},
    Row{SchedulerKind::Heun, {"Heun", kAutomatic}},      Row{SchedulerKind::Lms, {"LMS", kAutomatic}},
    Row{SchedulerKind::Ddpm, {"DDPM", kAutomatic}},      Row{SchedulerKind::Dpmpp2mSde, {"DPM++ 2M SDE", kUniform}},
    Row{SchedulerKind::UniPc, {"UniPC", kAutomatic}},    Row{SchedulerKind::Lcm, {"LCM", kAutomatic}},
};

struct SpacingWord {
    SigmaSpacing spacing;
    std::string_view word;
};
constexpr std::array kSpacings{
    SpacingWord{SigmaSpacing::Karras, kKarras}, SpacingWord{SigmaSpacing::Exponential, "Exponential"},
    SpacingWord{SigmaSpacing::Beta, "Beta"}, SpacingWord{SigmaSpacing::SgmUniform, "SGM Uniform"}};

/// The one word for the schedule types that mean the same for `sampler`.
std::string_view canonicalType(std::string_view sampler, std::string_view type) noexcept
{
    if (sampler == samplerNames(SchedulerKind::Dpmpp2m).sampler) {
        return type.empty() ? kUniform : type == kAutomatic ? kKarras : type;
    }
    if (sampler == samplerNames(SchedulerKind::Dpmpp2mSde).sampler) {
        return type.empty() ? kUniform : type == kAutomatic ? kSpacings[1].word : type;
    }
    return type.empty() || type == kUniform ? kAutomatic : type;
}

} // namespace

SamplerNames samplerNames(SchedulerKind kind, SigmaSpacing spacing) noexcept
{
    SamplerNames names;
    for (const Row& row : kRows) {
        names = row.kind == kind ? row.names : names;
    }
    for (const SpacingWord& word : kSpacings) {
        if (word.spacing == spacing && !names.sampler.empty()) {
            names.scheduleType = word.word;
        }
    }
    return names;
}

Sampling samplingOf(SamplerNames names) noexcept
{
    for (const SpacingWord& word : kSpacings) {
        const std::string_view sampler = names.sampler;
        if (names.scheduleType.empty() && sampler.size() > word.word.size() + 1 && sampler.ends_with(word.word) &&
            sampler[sampler.size() - word.word.size() - 1] == ' ') {
            names.sampler.remove_suffix(word.word.size() + 1);
            names.scheduleType = word.word;
        }
    }
    const std::string_view type = canonicalType(names.sampler, names.scheduleType);
    Sampling found;
    for (const Row& row : kRows) {
        if (row.names.sampler != names.sampler) {
            continue;
        }
        if (row.names.scheduleType == type) {
            return {row.kind, SigmaSpacing::Default};
        }
        for (const SpacingWord& word : kSpacings) {
            if (word.word == type && found.kind == SchedulerKind::ModelDefault) {
                found = {row.kind, word.spacing};
            }
        }
    }
    return found;
}

} // namespace gesso
