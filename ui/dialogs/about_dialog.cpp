// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/about_dialog.h"

#include "ui/theme/icon_engine.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace gesso::ui {

namespace {

constexpr int kLogo = 64;
constexpr int kTextWidth = 480;
constexpr int kLicencesHeight = 240;

struct Part {
    const char* name;
    const char* licence;
};

/// docs/third-party.md in short.
constexpr Part kParts[] = {
    {"Qt " QT_VERSION_STR, "LGPL-3.0"},
    {"libtorch (PyTorch), oneDNN", "BSD-3-Clause, Apache-2.0"},
    {"CUDA, cuDNN, cuBLAS", "NVIDIA EULA"},
    {"nlohmann_json", "MIT"},
    {"tl::expected", "CC0-1.0"},
    {"OpenImageIO", "BSD-3-Clause"},
    {"Little CMS", "MIT"},
    {"utf8proc", "MIT"},
    {"ICU", "Unicode licence"},
    {"zlib", "Zlib"},
    {"CLI11", "BSD-3-Clause"},
    {"Tabler icons", "MIT"},
};

QString licences()
{
    QString text;
    for (const Part& part : kParts) {
        text += QStringLiteral("%1 · %2\n").arg(QString::fromUtf8(part.name), QString::fromUtf8(part.licence));
    }
    QFile tabler(QStringLiteral(":/gesso/icons/LICENSE-tabler.txt"));
    if (tabler.open(QIODevice::ReadOnly)) {
        text += QStringLiteral("\nTabler icons\n\n") + QString::fromUtf8(tabler.readAll());
    }
    return text;
}

QLabel* label(const QString& text, const char* role)
{
    auto* result = new QLabel(text);
    result->setProperty("role", role);
    result->setWordWrap(true);
    result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return result;
}

} // namespace

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("About Gesso"));
    auto* logo = new QLabel;
    logo->setPixmap(applicationIcon().pixmap(QSize(kLogo, kLogo), devicePixelRatioF()));
    logo->setAccessibleName(QStringLiteral("Gesso"));

    auto* words = new QVBoxLayout;
    words->setSpacing(Space::k4);
    words->addWidget(label(QStringLiteral("Gesso"), "page"));
    words->addWidget(label(tr("Version %1").arg(QCoreApplication::applicationVersion()), "muted"));
    words->addWidget(label(tr("A studio for making pictures from words. Apache-2.0 licence."), "muted"));
    auto* head = new QHBoxLayout;
    head->setSpacing(Space::k16);
    head->addWidget(logo, 0, Qt::AlignTop);
    head->addLayout(words, 1);

    auto* text = new QPlainTextEdit(licences());
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setAccessibleName(tr("Licences"));
    text->setFixedHeight(kLicencesHeight);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(Space::k24, Space::k24, Space::k24, Space::k24);
    column->setSpacing(Space::k16);
    column->addLayout(head);
    column->addWidget(label(tr("Gesso builds on the work of others:"), "caption"));
    column->addWidget(text);
    setMinimumWidth(kTextWidth);
}

} // namespace gesso::ui
