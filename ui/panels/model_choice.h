// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request.h"

#include <QString>

#include <filesystem>

namespace gesso::ui {

/// A model that can be chosen, or why it cannot.
struct ModelChoice {
    QString name;
    std::filesystem::path path;
    GenerationRequest defaults;  ///< what the model is best run with; its own size
    QString problem;             ///< why it cannot be used, one line; empty: it can
    QString family;              ///< "SD 1.5"; empty: not known
    std::uint64_t textWidth = 0; ///< of the texts that it reads (core/models/model_list.h); 0: not known

    friend bool operator==(const ModelChoice&, const ModelChoice&) = default;
};

} // namespace gesso::ui
