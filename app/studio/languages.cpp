// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/studio/languages.h"

#include "app/studio/pseudo_translator.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace gesso {

Languages::Languages(const QString& language)
{
    if (language == QStringLiteral("pseudo")) {
        install(std::make_unique<PseudoTranslator>());
        return;
    }
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    const QString folder = QStringLiteral(":/i18n");
    auto ours = std::make_unique<QTranslator>();
    if (!ours->load(locale, QStringLiteral("gesso"), QStringLiteral("_"), folder) &&
        !ours->load(QStringLiteral("gesso_en"), folder)) {
        return;
    }
    // Qt's own texts in the language of ours: a window of two languages would be odd.
    auto theirs = std::make_unique<QTranslator>();
    if (theirs->load(QLocale(ours->language()), QStringLiteral("qtbase"), QStringLiteral("_"),
                     QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        install(std::move(theirs));
    }
    install(std::move(ours));
}

Languages::~Languages() = default;

void Languages::install(std::unique_ptr<QTranslator> translator)
{
    QCoreApplication::installTranslator(translator.get());
    m_translators.push_back(std::move(translator));
}

} // namespace gesso
