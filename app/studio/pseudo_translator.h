// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTranslator>

namespace gesso {

/// A language for engineers: every text that goes through tr() gets accents, brackets and 40 % more length, so that
/// what is not translated, and what is cut off, can be seen. Plural forms ("%n") and placeholders stay usable.
class PseudoTranslator final : public QTranslator {
    Q_OBJECT

public:
    using QTranslator::QTranslator;

    [[nodiscard]] QString translate(const char* context, const char* sourceText, const char* disambiguation,
                                    int n) const override;
    [[nodiscard]] bool isEmpty() const override { return false; }
};

} // namespace gesso
