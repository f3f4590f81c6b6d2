// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/settings_dialog.h"

#include "ui/dialogs/settings_pictures.h"
#include "ui/theme/theme.h"
#include "ui/widgets/segments.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace gesso::ui {

namespace {

constexpr int kWidth = 520;
constexpr int kLabelWidth = 112; ///< so that the fields of all cards stand in one line

QString widgetName(const QString& label)
{
    return QString(label).remove(QLatin1Char('&'));
}

} // namespace

void addSettingsRow(QFormLayout& form, const QString& label, const QString& toolTip, QWidget* field)
{
    auto* text = new QLabel(label);
    text->setProperty("role", "muted");
    text->setMinimumSize(kLabelWidth, Space::kControl);
    text->setBuddy(field);
    field->setMinimumHeight(Space::kControl);
    if (field->sizePolicy().horizontalPolicy() != QSizePolicy::Expanding) {
        field->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    field->setAccessibleName(widgetName(label));
    field->setToolTip(toolTip);
    form.addRow(text, field);
}

void addSettingsNote(QFormLayout& form, QWidget* note)
{
    form.addRow(QString(), note); // nothing of the row is left when the note is hidden
}

QWidget* settingsCard(const QString& heading, QFormLayout*& form, QWidget* parent)
{
    auto* card = new QFrame(parent);
    card->setProperty("role", "card");
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(Space::k16, Space::k12, Space::k16, Space::k16);
    column->setSpacing(Space::k12);
    auto* title = new QLabel(heading);
    title->setProperty("role", "title");
    column->addWidget(title);
    form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setHorizontalSpacing(Space::k16);
    form->setVerticalSpacing(Space::k8);
    column->addLayout(form);
    return card;
}

SettingsDialog::SettingsDialog(const Settings& settings, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Settings"));
    setModal(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(Space::k12, Space::k12, Space::k12, Space::k12);
    column->setSpacing(Space::k12);
    column->addWidget(buildAppearance());
    m_pictures = new SettingsPictures(this);
    column->addWidget(m_pictures);
    column->addWidget(buildEngine());
    column->addStretch();
    setMinimumWidth(kWidth);
    setSettings(settings);

    connect(m_pictures, &SettingsPictures::changed, this, [this] { change(m_pictures->applied(m_settings)); });
}

QWidget* SettingsDialog::buildAppearance()
{
    QFormLayout* form = nullptr;
    QWidget* card = settingsCard(tr("Appearance"), form, this);
    m_scheme = new Segments;
    m_scheme->setChoices({tr("System"), tr("Dark"), tr("Light")}); // in the order of ColorScheme
    addSettingsRow(*form, tr("Theme"), tr("Dark or light appearance"), m_scheme);
    connect(m_scheme, &Segments::chosen, this, [this](int index) {
        Settings next = m_settings;
        next.scheme = static_cast<ColorScheme>(index);
        change(next);
    });
    m_language = new QComboBox;
    m_language->addItem(tr("System"), QString());
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    m_language->addItem(QString::fromUtf8("中文"), QStringLiteral("zh_CN"));
    if (!qEnvironmentVariableIsEmpty("GESSO_PSEUDO")) {
        m_language->addItem(QString::fromUtf8("[Ƥšéûðó]"), QString::fromLatin1(kPseudoLanguage));
    }
    addSettingsRow(*form, tr("Language"), tr("Takes effect at the next start"), m_language);
    auto* note = new QLabel(tr("Takes effect at the next start"));
    note->setProperty("role", "caption");
    addSettingsNote(*form, note);
    connect(m_language, &QComboBox::activated, this, [this] {
        Settings next = m_settings;
        next.language = m_language->currentData().toString().toStdString();
        change(next);
    });
    return card;
}

QWidget* SettingsDialog::buildEngine()
{
    QFormLayout* form = nullptr;
    QWidget* card = settingsCard(tr("Engine"), form, this);
    m_engine = new QLineEdit;
    m_engine->setPlaceholderText(tr("The engine that came with this program"));
    addSettingsRow(
        *form, tr("Start command"),
        tr("Program and options, such as ssh gpu-server gesso-engine serve. Takes effect at the next start."),
        m_engine);
    connect(m_engine, &QLineEdit::editingFinished, this, &SettingsDialog::onEngineCommand);
    m_previews = new QCheckBox(tr("Show previews while generating"));
    m_previews->setToolTip(tr("Makes each step slightly slower"));
    addSettingsNote(*form, m_previews);
    connect(m_previews, &QCheckBox::clicked, this, [this](bool on) {
        Settings next = m_settings;
        next.previews = on;
        change(next);
    });
    return card;
}

void SettingsDialog::setSettings(const Settings& settings)
{
    m_settings = settings;
    m_scheme->setCurrentIndex(static_cast<int>(settings.scheme));
    const int language = m_language->findData(QString::fromStdString(settings.language));
    m_language->setCurrentIndex(std::max(0, language)); // one that is not offered here: as the system
    m_pictures->setSettings(settings);
    m_engine->setText(QString::fromStdString(settings.engineCommand));
    m_previews->setChecked(settings.previews);
}

void SettingsDialog::onEngineCommand()
{
    Settings next = m_settings;
    next.engineCommand = m_engine->text().trimmed().toStdString();
    change(next);
}

void SettingsDialog::change(const Settings& settings)
{
    if (settings != m_settings) {
        m_settings = settings;
        Q_EMIT settingsChanged(m_settings);
    }
}

} // namespace gesso::ui
