// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request.h"

#include <string_view>

namespace gesso {

/// A scheduler in the words of A1111's fields "Sampler" and "Schedule type".
struct SamplerNames {
    std::string_view sampler;
    std::string_view scheduleType;
};

/// A scheduler and how its sigmas are laid out.
struct Sampling {
    SchedulerKind kind = SchedulerKind::ModelDefault;
    SigmaSpacing sigmas = SigmaSpacing::Default;

    friend bool operator==(const Sampling&, const Sampling&) = default;
};

/// Both are empty for ModelDefault, which that text has no word for.
[[nodiscard]] SamplerNames samplerNames(SchedulerKind kind, SigmaSpacing spacing = SigmaSpacing::Default) noexcept;

/// The scheduler of such words; also of the older form "DPM++ 2M Karras" without a schedule type. ModelDefault for a
/// combination that we do not have.
[[nodiscard]] Sampling samplingOf(SamplerNames names) noexcept;

} // namespace gesso
