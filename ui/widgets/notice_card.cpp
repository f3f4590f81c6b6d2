// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/notice_card.h"

#include "ui/theme/icon_engine.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fold_line.h"
#include "ui/widgets/icon_button.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace gesso::ui {

namespace {

QString iconOf(Notice::Kind kind)
{
    switch (kind) {
    case Notice::Kind::Warning:
        return QStringLiteral("alert-triangle");
    case Notice::Kind::Error:
        return QStringLiteral("alert-circle");
    case Notice::Kind::Info:
        break;
    }
    return QStringLiteral("info-circle");
}

QColor colorOf(Notice::Kind kind)
{
    switch (kind) {
    case Notice::Kind::Warning:
        return colors().accent;
    case Notice::Kind::Error:
        return colors().danger;
    case Notice::Kind::Info:
        break;
    }
    return colors().text2;
}

QLabel* textLabel(const char* role, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText); // the text may hold a user's words or a file's name
    label->setWordWrap(true);
    if (role != nullptr) {
        label->setProperty("role", role);
    }
    return label;
}

} // namespace

NoticeCard::NoticeCard(QWidget* parent) : NoticeCard(Notice{}, parent) {}

NoticeCard::NoticeCard(const Notice& notice, QWidget* parent) : QFrame(parent)
{
    build();
    setNotice(notice);
}

void NoticeCard::build()
{
    m_title = textLabel(nullptr, this);
    m_title->setFont(gesso::ui::font(TypeSize::kBody, QFont::DemiBold));
    m_text = textLabel("muted", this);
    m_detailsText = textLabel("caption", nullptr);
    m_detailsText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_details = new FoldLine(this);
    m_details->setText(tr("Details"));
    m_details->setContent(m_detailsText);
    m_action = new QPushButton;
    m_action->setProperty("dense", true);
    auto* close = new IconButton(QStringLiteral("x"), tr("Dismiss"), this);
    close->setProperty("dense", true);
    close->setShownShortcut(Qt::Key_Escape);
    m_close = close;

    // The space above the button is the button's own, so that there is none where there is no button.
    m_actionRow = new QWidget(this);
    auto* actionRow = new QVBoxLayout(m_actionRow);
    actionRow->setContentsMargins(0, Space::k8, 0, Space::k4);
    actionRow->addWidget(m_action, 0, Qt::AlignLeft);

    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    m_title->setMinimumHeight(Space::kDenseControl); // in line with the cross
    words->addWidget(m_title);
    words->addWidget(m_text);
    words->addWidget(m_actionRow);
    words->addWidget(m_details);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(Space::k12 + Space::kIcon + Space::k8, Space::k8, Space::k8, Space::k8);
    row->setSpacing(Space::k8);
    row->addLayout(words, 1);
    row->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_action, &QPushButton::clicked, this, &NoticeCard::acted);
    connect(close, &QToolButton::clicked, this, &NoticeCard::dismissed);
}

void NoticeCard::setNotice(const Notice& notice)
{
    m_notice = notice;
    m_title->setText(notice.title);
    m_text->setText(notice.text);
    m_text->setVisible(!notice.text.isEmpty());
    m_action->setText(notice.actionText);
    m_actionRow->setVisible(!notice.actionText.isEmpty());
    m_details->setUnfolded(false);
    m_detailsText->setText(notice.details);
    m_details->setVisible(!notice.details.isEmpty());
    m_close->setVisible(notice.dismissable);
    setAccessibleName(notice.title);
    setAccessibleDescription(notice.text);
    update();
}

void NoticeCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_notice.dismissable) {
        Q_EMIT dismissed();
    } else {
        QFrame::keyPressEvent(event);
    }
}

void NoticeCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    fillRounded(painter, rect(), colors().line, Space::kCardRadius);
    fillRounded(painter, QRectF(rect()).adjusted(1, 1, -1, -1), colors().surface1, Space::kCardRadius - 1);
    const QRectF line(Space::k12, m_title->geometry().top(), Space::kIcon, Space::kDenseControl);
    QRectF place(0, 0, Space::kIcon, Space::kIcon);
    place.moveCenter(line.center());
    paintIcon(painter, iconOf(m_notice.kind), place, colorOf(m_notice.kind));
}

} // namespace gesso::ui
