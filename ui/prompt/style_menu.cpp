// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/style_menu.h"

#include "core/models/model_kind.h"
#include "core/models/model_list.h"

#include <map>

namespace gesso::ui {
namespace {

QString loraTag(const AddOn& lora)
{
    return QStringLiteral("<lora:%1:1>").arg(QString::fromStdString(lora.name));
}

/// loraTextWidth() of a file, read again only when the file is another one.
std::uint64_t widthOf(const std::filesystem::path& file)
{
    static std::map<std::filesystem::path, std::pair<std::filesystem::file_time_type, std::uint64_t>> known;
    std::error_code error;
    const auto written = std::filesystem::last_write_time(file, error);
    auto& [time, width] = known[file];
    if (error || time != written) {
        time = written;
        width = loraTextWidth(file);
    }
    return width;
}

} // namespace

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
    if (files.empty()) {
        const QString folder =
            QStringLiteral("~/.local/share/gesso/%1")
                .arg(kind == AddOnKind::Lora ? QStringLiteral("loras") : QStringLiteral("embeddings"));
        menu->addAction(tr("None yet: put files in %1").arg(folder))->setEnabled(false);
    } else if (kind == AddOnKind::Lora) { // their headers are read when they are wanted
        connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillLoras(*menu); });
        menu->addAction(QString()); // a menu without entries does not open
    } else {
        for (const AddOn& file : files) {
            addFile(*menu, file, QString::fromStdString(file.name));
        }
    }
}

void StyleMenu::fillLoras(QMenu& menu)
{
    menu.clear();
    std::vector<std::pair<AddOn, std::uint64_t>> others;
    for (const AddOn& file : findAddOns(AddOnKind::Lora, addOnFolders(AddOnKind::Lora))) {
        const std::uint64_t width = widthOf(file.path);
        if (m_textWidth != 0 && width != 0 && width != m_textWidth) {
            others.emplace_back(file, width);
        } else {
            addFile(menu, file, loraTag(file));
        }
    }
    if (!others.empty()) {
        menu.addSeparator();
        menu.addAction(tr("For other models"))->setEnabled(false);
    }
    for (const auto& [file, width] : others) {
        const std::string_view family = familyOfTextWidth(width);
        addFile(menu, file, loraTag(file), QString::fromUtf8(family.data(), static_cast<qsizetype>(family.size())));
    }
}

void StyleMenu::addFile(QMenu& menu, const AddOn& file, const QString& words, const QString& remark)
{
    const QString name = QString::fromStdString(file.name).replace(u'&', QStringLiteral("&&"));
    QAction* action = menu.addAction(remark.isEmpty() ? name : name + u'\t' + remark);
    action->setToolTip(QString::fromStdString(file.path.string()));
    connect(action, &QAction::triggered, this, [this, words] { Q_EMIT this->words(words); });
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
