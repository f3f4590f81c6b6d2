// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/settings_pictures.h"

#include "ui/dialogs/settings_dialog.h"
#include "ui/theme/theme.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/number_field.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QSignalBlocker>
#include <QStandardPaths>
#include <QThreadPool>

namespace gesso::ui {

namespace {

QString textOf(const std::filesystem::path& path)
{
    return QFile::decodeName(path.c_str());
}

QString standardFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::PicturesLocation) + QStringLiteral("/Gesso");
}

/// Whether pictures can be put there: the folder, or the nearest one above it that exists, can be written to. May wait
/// for a network: never on the GUI thread.
bool canHoldPictures(const QString& folder)
{
    QFileInfo info(folder);
    while (!info.exists() && !info.isRoot()) {
        info = QFileInfo(info.path());
    }
    return info.isDir() && info.isWritable();
}

QString formatText(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Png:
        return QStringLiteral("PNG");
    case PictureFormat::Jpg:
        return QStringLiteral("JPEG");
    case PictureFormat::Webp:
        return QStringLiteral("WebP");
    case PictureFormat::Tiff:
        return QStringLiteral("TIFF");
    case PictureFormat::Exr:
        return QStringLiteral("OpenEXR");
    }
    return {};
}

bool isLossy(PictureFormat format)
{
    return format == PictureFormat::Jpg || format == PictureFormat::Webp;
}

NameValues exampleValues()
{
    NameValues values;
    values.index = 42;
    values.metadata.seed = 2847190553;
    values.metadata.modelName = "Gesso starter";
    values.metadata.request.emplace().prompt = "cabin on a lake near mountains";
    return values;
}

} // namespace

SettingsPictures::SettingsPictures(QWidget* parent) : QWidget(parent)
{
    build();
    connect(m_folder, &QLineEdit::editingFinished, this, &SettingsPictures::onFolder);
    connect(m_format, &QComboBox::activated, this, &SettingsPictures::onFormat);
    connect(m_bits, &QComboBox::activated, this, [this] {
        m_settings.bits = m_bits->currentData().toInt();
        Q_EMIT changed();
    });
    connect(m_quality, &NumberField::editingFinished, this, [this] {
        m_settings.quality = static_cast<int>(m_quality->value());
        Q_EMIT changed();
    });
    connect(m_name, &QLineEdit::textEdited, this, &SettingsPictures::onName);
}

void SettingsPictures::build()
{
    QFormLayout* form = nullptr;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(settingsCard(tr("Kept pictures"), form, this));

    auto* folderRow = new QWidget;
    auto* folderLayout = new QHBoxLayout(folderRow);
    folderLayout->setContentsMargins(0, 0, 0, 0);
    m_folder = new QLineEdit;
    m_folder->setPlaceholderText(standardFolder());
    auto* browse = new IconButton(QStringLiteral("folder-open"), tr("Choose a folder…"));
    browse->setAutoRaise(false);
    connect(browse, &QToolButton::clicked, this, &SettingsPictures::chooseFolder);
    folderLayout->addWidget(m_folder, 1);
    folderLayout->addWidget(browse);
    addSettingsRow(*form, tr("Folder"), tr("Where kept pictures are saved"), folderRow);
    m_folder->setAccessibleName(tr("Folder"));
    m_folder->setToolTip(tr("Where kept pictures are saved"));
    m_folderProblem = new QLabel(tr("Pictures can't be saved in this folder. Choose another one."));
    m_folderProblem->setProperty("role", "error");
    m_folderProblem->setWordWrap(true);
    m_folderProblem->hide();
    addSettingsNote(*form, m_folderProblem);

    m_format = new QComboBox;
    for (const PictureFormat format :
         {PictureFormat::Png, PictureFormat::Jpg, PictureFormat::Webp, PictureFormat::Tiff, PictureFormat::Exr}) {
        m_format->addItem(formatText(format), static_cast<int>(format));
    }
    m_bits = new QComboBox;
    addSettingsRow(*form, tr("Format"), tr("File format of kept pictures"), m_format);
    addSettingsRow(*form, tr("Depth"), tr("Bits per colour channel"), m_bits);
    m_quality = new NumberField;
    m_quality->setRange({1, 100, 1, kUsualQuality, 0});
    addSettingsRow(*form, tr("Quality"), tr("Of JPEG and WebP files: more keeps finer detail and takes more space"),
                   m_quality);
    m_qualityLabel = qobject_cast<QLabel*>(form->labelForField(m_quality));

    m_name = new QLineEdit;
    addSettingsRow(*form, tr("Name"),
                   tr("Fields: {index} {seed} {model} {prompt} {words} {width} {height} {steps} {date} {time}"),
                   m_name);
    m_nameNote = new QLabel;
    m_nameNote->setWordWrap(true);
    m_nameNote->setTextFormat(Qt::PlainText);
    m_nameNote->setProperty("role", "caption");
    addSettingsNote(*form, m_nameNote);
}

void SettingsPictures::setSettings(const Settings& settings)
{
    m_settings = settings;
    m_folder->setText(textOf(settings.pictureFolder));
    m_format->setCurrentIndex(m_format->findData(static_cast<int>(settings.format)));
    m_quality->setValue(settings.quality);
    m_name->setText(QString::fromStdString(settings.nameTemplate));
    showBits();
    showExample();
    checkFolder();
}

Settings SettingsPictures::applied(Settings settings) const
{
    settings.pictureFolder = m_settings.pictureFolder;
    settings.format = m_settings.format;
    settings.bits = m_settings.bits;
    settings.quality = m_settings.quality;
    settings.nameTemplate = m_settings.nameTemplate;
    return settings;
}

void SettingsPictures::chooseFolder()
{
    auto* chooser = new QFileDialog(this, tr("Where kept pictures are saved"),
                                    m_folder->text().isEmpty() ? standardFolder() : m_folder->text());
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::Directory);
    chooser->setOption(QFileDialog::ShowDirsOnly);
    connect(chooser, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        m_folder->setText(folder);
        onFolder();
    });
    chooser->open();
}

void SettingsPictures::onFolder()
{
    QString folder = m_folder->text().trimmed();
    if (folder == QLatin1String("~") || folder.startsWith(QLatin1String("~/"))) {
        folder.replace(0, 1, QDir::homePath());
    }
    const std::filesystem::path path(QFile::encodeName(folder).toStdString());
    if (path == m_settings.pictureFolder) {
        return;
    }
    m_settings.pictureFolder = path;
    checkFolder();
    Q_EMIT changed();
}

void SettingsPictures::checkFolder()
{
    const QString folder = m_settings.pictureFolder.empty() ? standardFolder() : textOf(m_settings.pictureFolder);
    QPointer<SettingsPictures> self(this);
    QThreadPool::globalInstance()->start([self, folder, app = QCoreApplication::instance()] {
        const bool good = canHoldPictures(folder);
        QMetaObject::invokeMethod(app, [self, folder, good] {
            if (self == nullptr) {
                return;
            }
            const auto& now = self->m_settings.pictureFolder;
            if (folder == (now.empty() ? standardFolder() : textOf(now))) { // else it was changed meanwhile
                self->m_folderProblem->setVisible(!good);
            }
        });
    });
}

void SettingsPictures::onFormat()
{
    m_settings.format = static_cast<PictureFormat>(m_format->currentData().toInt());
    showBits();
    showExample();
    Q_EMIT changed();
}

void SettingsPictures::showBits()
{
    m_bits->clear();
    for (const int bits : possibleBits(m_settings.format)) {
        m_bits->addItem(tr("%n bits", nullptr, bits), bits);
    }
    const int at = m_bits->findData(m_settings.bits);
    m_bits->setCurrentIndex(std::max(0, at)); // the format may not have this depth
    m_settings.bits = m_bits->currentData().toInt();
    showQuality();
}

void SettingsPictures::showQuality()
{
    m_quality->setVisible(isLossy(m_settings.format));
    m_qualityLabel->setVisible(isLossy(m_settings.format));
}

void SettingsPictures::onName()
{
    const std::string text = m_name->text().toStdString();
    if (text.empty() || !NameTemplate::parse(text)) {
        m_nameNote->setProperty("role", "error");
        m_nameNote->setText(
            tr("Not a valid name. Use text and %1. Until then, the last valid name is used.")
                .arg(QStringLiteral("{index} {seed} {model} {prompt} {words} {width} {height} {steps} {date} "
                                    "{time}")));
        return;
    }
    m_settings.nameTemplate = text;
    showExample();
    Q_EMIT changed();
}

void SettingsPictures::showExample()
{
    const Result<NameTemplate> name = NameTemplate::parse(m_settings.nameTemplate);
    if (!name) {
        return; // loadSettings() has put the default in its place
    }
    m_nameNote->setProperty("role", "caption");
    m_nameNote->setText(
        QString::fromStdString(name->fill(exampleValues()) + "." + std::string(gesso::name(m_settings.format))));
}

} // namespace gesso::ui
