// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/engine_pill.h"

#include "ui/panels/engine_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/status_dot.h"
#include "ui/widgets/thin_progress.h"

#include <QEvent>
#include <QLabel>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace gesso::ui {
namespace {

constexpr int kPopupWidth = Space::kSidePanel;

QLabel* addText(QVBoxLayout* layout, QWidget* parent, const char* role)
{
    auto* label = new QLabel(parent);
    label->setProperty("role", role);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    layout->addWidget(label);
    return label;
}

} // namespace

EnginePill::EnginePill(QWidget* parent)
    : QPushButton(parent), m_dot(new StatusDot(this)), m_icon(new QLabel(this)), m_text(new QLabel(this)),
      m_popup(new QFrame(this, Qt::Popup))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(Space::k12, 0, Space::k12, 0);
    layout->setSpacing(Space::k8);
    layout->addWidget(m_dot);
    layout->addWidget(m_icon);
    layout->addWidget(m_text);
    for (QWidget* child :
         {static_cast<QWidget*>(m_dot), static_cast<QWidget*>(m_icon), static_cast<QWidget*>(m_text)}) {
        child->setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    m_text->setProperty("role", "muted");
    m_text->setForegroundRole(QPalette::WindowText); // not the button's
    setFixedHeight(Space::kDenseControl);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    showIcon();
    buildPopup();
    connect(this, &QPushButton::clicked, this, &EnginePill::openPopup);
    setStatus({});
}

void EnginePill::buildPopup()
{
    m_popup->setProperty("role", "floating");
    m_popup->setAccessibleName(tr("Engine"));
    m_popup->setFixedWidth(kPopupWidth);
    auto* layout = new QVBoxLayout(m_popup);
    layout->setContentsMargins(Space::k16, Space::k16, Space::k16, Space::k12);
    layout->setSpacing(Space::k8);
    m_state = addText(layout, m_popup, "title");
    m_message = addText(layout, m_popup, "error");
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_advice = addText(layout, m_popup, "muted");
    m_devices = new QVBoxLayout;
    m_devices->setSpacing(Space::k4);
    layout->addLayout(m_devices);
    m_startAgain = new QPushButton(tr("Restart"), m_popup);
    m_startAgain->setToolTip(tr("Restart the engine now"));
    auto* settings = new QPushButton(tr("Settings…"), m_popup);
    settings->setToolTip(tr("Which engine and which device make the pictures"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(Space::k8);
    buttons->addStretch();
    buttons->addWidget(m_startAgain);
    buttons->addWidget(settings);
    layout->addLayout(buttons);
    connect(m_startAgain, &QPushButton::clicked, this, [this] {
        m_popup->hide();
        Q_EMIT startAgainRequested();
    });
    connect(settings, &QPushButton::clicked, this, [this] {
        m_popup->hide();
        Q_EMIT settingsRequested();
    });
}

void EnginePill::setStatus(const EngineStatus& status)
{
    m_status = status;
    m_dot->setState(dotOf(status.state));
    m_text->setText(pillText(status));
    const QString sentence = stateSentence(status.state);
    setAccessibleName(tr("Engine: %1").arg(shownText()));
    const QString notes = notesOf(status.devices);
    setAccessibleDescription(notes.isEmpty() ? sentence : sentence + u'\n' + notes);
    setToolTip(accessibleDescription());
    updateGeometry();
    fillPopup();
}

QString EnginePill::shownText() const
{
    return m_text->text();
}

QSize EnginePill::sizeHint() const
{
    return {layout()->sizeHint().width(), Space::kDenseControl};
}

void EnginePill::fillPopup()
{
    m_state->setText(stateSentence(m_status.state));
    m_message->setText(m_status.message);
    m_message->setVisible(!m_status.message.isEmpty());
    m_advice->setText(adviceFor(m_status.state));
    m_advice->setVisible(!m_advice->text().isEmpty());
    m_startAgain->setVisible(m_status.needsUser());
    while (QLayoutItem* item = m_devices->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const DeviceInfo& device : m_status.devices) {
        addDevice(device);
    }
    if (m_popup->isVisible()) {
        m_popup->adjustSize();
    }
}

void EnginePill::addDevice(const DeviceInfo& device)
{
    auto* row = new QWidget(m_popup);
    auto* name = new ElidedLabel(QString::fromStdString(device.name), row);
    auto* memory = new QLabel(
        memoryText(device.memoryBytes - std::min(device.freeBytes, device.memoryBytes), device.memoryBytes), row);
    memory->setProperty("role", "caption");
    auto* bar = new ThinProgress(row);
    bar->setFraction(memoryShare(device));
    bar->setVisible(device.memoryBytes > 0);
    bar->setAccessibleName(tr("Memory of %1").arg(QString::fromStdString(device.name)));
    auto* line = new QHBoxLayout;
    line->addWidget(name, 1);
    line->addWidget(memory);
    auto* layout = new QVBoxLayout(row);
    layout->setContentsMargins(0, Space::k4, 0, Space::k4);
    layout->setSpacing(Space::k4);
    layout->addLayout(line);
    layout->addWidget(bar);
    if (!device.note.empty()) {
        addText(layout, row, "caption")->setText(QString::fromStdString(device.note));
    }
    m_devices->addWidget(row);
}

void EnginePill::openPopup()
{
    m_popup->adjustSize();
    const QRect room = screen()->availableGeometry();
    QPoint at = mapToGlobal(QPoint(width() - m_popup->width(), height() + Space::k4));
    at.setX(qBound(room.left(), at.x(), qMax(room.left(), room.right() - m_popup->width())));
    m_popup->move(at);
    m_popup->show();
    m_popup->setFocus();
}

void EnginePill::showIcon()
{
    m_icon->setPixmap(ui::icon(QStringLiteral("cpu")).pixmap(QSize(Space::k16, Space::k16), devicePixelRatioF()));
}

void EnginePill::changeEvent(QEvent* event)
{
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        showIcon();
    }
}

} // namespace gesso::ui
