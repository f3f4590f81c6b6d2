// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/notice_card.h"

#include "ui/theme/icon_engine.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fold_line.h"
#include "ui/widgets/icon_button.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
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

/// As much of a text as a card shows at once.
QString beginningOf(const QString& text)
{
    constexpr int kLines = 6;
    constexpr qsizetype kCharacters = 480;
    return text.section(u'\n', 0, kLines - 1).left(kCharacters);
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
    m_details = new FoldLine(this);
    m_details->setText(tr("Details"));
    m_details->setContent(buildDetails());
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

QWidget* NoticeCard::buildDetails()
{
    constexpr int kLeastHeight = 48;
    constexpr int kHeight = 132;
    auto* content = new QWidget;
    m_detailsText = new QPlainTextEdit(content);
    m_detailsText->setReadOnly(true);
    m_detailsText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_detailsText->setTabChangesFocus(true);
    m_detailsText->setFont(gesso::ui::font(TypeSize::kCaption));
    m_detailsText->setMinimumHeight(kLeastHeight);
    m_detailsText->setMaximumHeight(kHeight);
    m_detailsText->setAccessibleName(tr("Details"));
    m_detailsText->setToolTip(tr("What helps to find the cause"));
    auto* copy = new QToolButton(content);
    copy->setText(tr("Copy details"));
    copy->setAccessibleName(copy->text());
    copy->setToolTip(tr("Copy all of it, to send it to someone"));
    copy->setFocusPolicy(Qt::TabFocus);
    copy->setProperty("dense", true);
    connect(copy, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_notice.title + u'\n' + m_notice.text + u'\n' +
                                              m_detailsText->toPlainText());
    });
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, Space::k4);
    column->setSpacing(Space::k4);
    column->addWidget(m_detailsText);
    column->addWidget(copy, 0, Qt::AlignLeft);
    return content;
}

void NoticeCard::setNotice(const Notice& notice)
{
    m_notice = notice;
    const QString shown = beginningOf(notice.text);
    const bool isWhole = shown.size() == notice.text.size();
    m_title->setText(notice.title);
    m_text->setText(isWhole ? shown : shown + QChar(0x2026));
    m_text->setVisible(!notice.text.isEmpty());
    m_action->setText(notice.actionText);
    m_actionRow->setVisible(!notice.actionText.isEmpty());
    m_details->setUnfolded(false);
    m_detailsText->setPlainText(isWhole ? notice.details : notice.text + u'\n' + notice.details);
    m_details->setVisible(!m_detailsText->document()->isEmpty());
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
