// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/style_menu.h"

#include <map>

namespace gesso::ui {

StyleMenu::StyleMenu(QWidget* parent) : QMenu(parent)
{
    setAccessibleName(tr("Styles"));
    setToolTipsVisible(true);
    connect(this, &QMenu::aboutToShow, this, &StyleMenu::fill);
}

void StyleMenu::showBelow(const QWidget& button)
{
    fill(); // for its width
    popup(button.mapToGlobal(QPoint(button.width() - sizeHint().width(), button.height())));
}

void StyleMenu::setStyle(const Style* style)
{
    m_style = style != nullptr ? style->name : std::string();
}

void StyleMenu::fill()
{
    Q_EMIT aboutToFill();
    clear();
    QAction* none = addAction(tr("No style"));
    none->setEnabled(!m_style.empty());
    none->setToolTip(tr("Take the style's words out of the prompt, and its guidance and strength back"));
    connect(none, &QAction::triggered, this, [this] { Q_EMIT chosen(std::nullopt); });
    addStyles();
    addSeparator();
    addFiles(AddOnKind::Lora, tr("LoRAs"));
    addFiles(AddOnKind::Embedding, tr("Embeddings"));
}

void StyleMenu::addFiles(AddOnKind kind, const QString& title)
{
    QMenu* menu = addMenu(title);
    menu->setToolTipsVisible(true);
    const std::vector<AddOn> files = findAddOns(kind, addOnFolders(kind));
    for (const AddOn& file : files) {
        const QString name = QString::fromStdString(file.name);
        QAction* action = menu->addAction(QString(name).replace(u'&', QStringLiteral("&&")));
        action->setToolTip(QString::fromStdString(file.path.string()));
        const QString text = kind == AddOnKind::Lora ? QStringLiteral("<lora:%1:1>").arg(name) : name;
        connect(action, &QAction::triggered, this, [this, text] { Q_EMIT words(text); });
    }
    if (files.empty()) {
        const QString folder =
            QStringLiteral("~/.local/share/gesso/%1")
                .arg(kind == AddOnKind::Lora ? QStringLiteral("loras") : QStringLiteral("embeddings"));
        menu->addAction(tr("None yet: put files in %1").arg(folder))->setEnabled(false);
    }
}

void StyleMenu::addStyles()
{
    const Result<std::vector<Style>> styles = readStyles(styleFiles());
    if (!styles) {
        addAction(tr("The styles can't be read"))->setEnabled(false);
        Q_EMIT failed(QString::fromStdString(styles.error().message));
        return;
    }
    std::map<std::string, QMenu*> groups;
    for (const Style& style : *styles) {
        const std::string group = style.group.empty() ? tr("Your own").toStdString() : style.group;
        QMenu*& menu = groups[group];
        if (menu == nullptr) {
            menu = addMenu(QString::fromStdString(group));
            menu->setToolTipsVisible(true);
        }
        QAction* action = menu->addAction(QString::fromStdString(style.title));
        action->setToolTip(QString::fromStdString(style.prompt));
        action->setCheckable(true);
        action->setChecked(style.name == m_style);
        connect(action, &QAction::triggered, this, [this, style] { Q_EMIT chosen(style); });
    }
}

} // namespace gesso::ui
