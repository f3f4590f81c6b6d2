// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace gesso::ui {

/// How well a command answers what was typed: 0 not at all, more is better. Each word of the query must begin a word of
/// the name or the category, or stand within one, or all together be its initials ("zf": "Zoom to fit").
[[nodiscard]] int searchScore(const QString& query, const QString& name, const QString& category,
                              const QString& synonyms = {});

} // namespace gesso::ui
