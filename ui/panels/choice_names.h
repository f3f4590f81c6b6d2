// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request.h"

#include <QString>

namespace gesso::ui {

/// What designers call a scheduler: "DPM++ 2M Karras"; "Model default" for ModelDefault.
[[nodiscard]] QString schedulerText(SchedulerKind kind);

/// A request's sampler with its schedule, where that is not the sampler's own: "Euler Karras".
[[nodiscard]] QString samplerText(const GenerationRequest& request);

/// "Automatic", "32 bit" ...
[[nodiscard]] QString precisionText(Precision precision);

} // namespace gesso::ui
