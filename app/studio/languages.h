// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <memory>
#include <vector>

class QTranslator;

namespace gesso {

/// The translators of the language that the window speaks; they go with this object.
class Languages final {
public:
    /// "" is the system's language, "en" the one that the texts are written in (its translation has their plural
    /// forms), "pseudo" PseudoTranslator's. A language that there is no translation for is English.
    explicit Languages(const QString& language);
    ~Languages();

private:
    void install(std::unique_ptr<QTranslator> translator);

    std::vector<std::unique_ptr<QTranslator>> m_translators;
};

} // namespace gesso
