// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/canvas_page.h"

#include "core/base/utf8.h"
#include "ui/adapters/dropped.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/drop_veil.h"
#include "ui/canvas/empty_state.h"
#include "ui/canvas/zoom_menu.h"
#include "ui/commands/command_registry.h"
#include "ui/results/candidate_model.h"
#include "ui/results/candidate_strip.h"
#include "ui/results/candidate_text.h"
#include "ui/results/error_notice.h"
#include "ui/results/result_follower.h"
#include "ui/results/thumbnail_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/floating_card.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QKeyEvent>
#include <QMimeData>
#include <QPushButton>

#include <algorithm>

namespace gesso::ui {
namespace {

using State = Candidate::State;

constexpr int kCardWidth = 440;

QString toQString(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

ShownPicture shownOf(const Candidate& candidate, const CandidateModel& list)
{
    ShownPicture shown;
    shown.id = candidate.id;
    shown.size = sizeOf(candidate);
    shown.caption = toQString(candidate.note);
    if (candidate.state != State::Failed) {
        shown.picture = list.picture(candidate.id);
        shown.standIn = list.thumbnail(candidate.id);
    }
    if (candidate.state == State::Forming) {
        shown.progress = candidate.fraction < 0. ? ShownPicture::Progress::Busy : ShownPicture::Progress::Fraction;
        shown.fraction = candidate.fraction;
    } else if (candidate.state == State::Waiting && shown.caption.isEmpty()) {
        shown.caption = CanvasPage::tr("waiting");
    }
    return shown;
}

} // namespace

CanvasPage::CanvasPage(CandidateModel& list, const CommandRegistry& commands, QWidget* parent)
    : QWidget(parent), m_list(list), m_commands(commands), m_title(new ElidedLabel({}, this)),
      m_view(new CanvasView(this)), m_zoom(new ZoomMenu(*m_view, this)), m_empty(new EmptyState(this)),
      m_strip(new CandidateStrip(list, commands, this)), m_news(new QPushButton(this)), m_notice(new NoticeCard(this)),
      m_error(new NoticeCard(this)), m_veil(new DropVeil(this)), m_follower(new ResultFollower(list, this))
{
    m_news->setProperty("dense", true);
    m_news->setIcon(ui::icon(QStringLiteral("photo")));
    m_news->setToolTip(tr("Show the pictures that were finished meanwhile"));
    m_news->hide();
    m_title->setProperty("role", "caption");
    m_title->setTextFormat(Qt::PlainText);
    m_notice->hide();
    m_error->hide();
    setAcceptDrops(true);
    connectList();
    connectStrip();
    connect(m_empty, &EmptyState::exampleChosen, this, &CanvasPage::exampleChosen);
    connect(m_empty, &EmptyState::choosePictureRequested, this, &CanvasPage::choosePicture);
    connect(m_notice, &NoticeCard::dismissed, this, qOverload<>(&CanvasPage::hideNotice));
    connect(m_notice, &NoticeCard::acted, this, [this] {
        const std::function<void()> act = m_noticeAct;
        hideNotice();
        if (act) {
            act();
        }
    });
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { m_strip->showMenu(m_view->mapToGlobal(at)); });
    showCurrent();
}

CanvasPage::~CanvasPage() = default;

void CanvasPage::connectList()
{
    connect(&m_list, &CandidateModel::currentChanged, this, &CanvasPage::showCurrent);
    connect(m_follower, &ResultFollower::unseenChanged, this, &CanvasPage::showNews);
    connect(m_news, &QPushButton::clicked, m_follower, &ResultFollower::showUnseen);
    connect(m_strip->thumbnails(), &QListView::pressed, m_follower, &ResultFollower::leave);
    connect(m_strip->thumbnails(), &ThumbnailView::walked, m_follower, &ResultFollower::leave);
    connect(&m_list, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& index) {
        if (m_list.at(index.row()).id == m_list.currentId()) {
            showCurrent();
        }
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(&m_list, signal, this, &CanvasPage::showCurrent);
    }
}

void CanvasPage::connectStrip()
{
    connect(m_strip, &CandidateStrip::dragFailed, this, [this](const Error& error) { showNotice(dragNotice(error)); });
    connect(m_error, &NoticeCard::dismissed, this, [this] { m_commands.run(QStringLiteral("picture.discard")); });
    connect(m_error, &NoticeCard::acted, this, [this] {
        const Candidate* failed = m_list.find(m_errorOf);
        const bool retry = failed != nullptr && helpFor(failed->error.code) == ErrorHelp::Retry;
        m_commands.run(retry ? QStringLiteral("picture.retry") : QStringLiteral("picture.all"));
    });
}

QSize CanvasPage::minimumSizeHint() const
{
    return m_empty->minimumSizeHint().expandedTo(m_view->minimumSizeHint()) + QSize(0, Space::kOptionsBar);
}

bool CanvasPage::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest) { // a card's details were unfolded
        placeCards();
    }
    return QWidget::event(event);
}

void CanvasPage::resizeEvent(QResizeEvent* /*event*/)
{
    place();
}

void CanvasPage::place()
{
    const QSize zoom = m_zoom->sizeHint();
    const int zoomLeft = width() - zoom.width() - Space::k8;
    m_zoom->setGeometry(zoomLeft, (Space::kOptionsBar - zoom.height()) / 2, zoom.width(), zoom.height());
    m_title->setGeometry(Space::k12, 0, std::max(0, zoomLeft - Space::k24), Space::kOptionsBar);
    const QRect area = rect().adjusted(0, Space::kOptionsBar, 0, 0);
    for (QWidget* filling :
         {static_cast<QWidget*>(m_view), static_cast<QWidget*>(m_empty), static_cast<QWidget*>(m_veil)}) {
        filling->setGeometry(area);
    }
    m_strip->placeIn(area.adjusted(Space::k12, 0, -Space::k12, -(Space::k24 - kCardShadow)));
    placeNews();
    m_view->setBottomInset(m_strip->cardHeight() + 2 * Space::k24);
    placeCards();
}

void CanvasPage::placeCards()
{
    const QRect area = m_view->geometry();
    const int cardWidth = std::min(kCardWidth, area.width() - 2 * Space::k24);
    const int mostHeight = area.height() - 2 * Space::k16;
    const auto sized = [cardWidth, mostHeight](NoticeCard& card) {
        const int height = card.hasHeightForWidth() ? card.heightForWidth(cardWidth) : card.sizeHint().height();
        card.resize(cardWidth, std::min(mostHeight, std::max(height, card.minimumSizeHint().height())));
    };
    sized(*m_notice);
    m_notice->move(area.x() + (area.width() - cardWidth) / 2, area.y() + Space::k16);
    sized(*m_error);
    const QPoint middle = m_view->pictureRect().center().toPoint() + area.topLeft();
    const QRect room = area.adjusted(Space::k24, Space::k24, -Space::k24, -Space::k24);
    m_error->move(std::clamp(middle.x() - cardWidth / 2, room.left(), std::max(room.left(), room.right() - cardWidth)),
                  std::clamp(middle.y() - m_error->height() / 2, room.top(),
                             std::max(room.top(), room.bottom() - m_error->height())));
}

void CanvasPage::setExpecting(bool expecting)
{
    m_expecting = expecting;
    showCurrent();
}

void CanvasPage::showCurrent()
{
    const Candidate* current = m_list.current();
    const bool any = current != nullptr;
    m_empty->setVisible(!any && !m_expecting);
    m_view->setVisible(any);
    m_zoom->setVisible(any);
    m_strip->setVisible(any);
    m_title->setVisible(any);
    if (!any) {
        m_view->setShown({});
        m_error->hide();
        m_errorOf = 0;
        return;
    }
    constexpr std::size_t kMostOfPrompt = 400; // more is never seen
    const QString prompt = toQString(utf8Prefix(current->request.prompt, kMostOfPrompt)).simplified();
    m_title->setText(tr("%1 of %2").arg(m_list.rowOf(current->id) + 1).arg(m_list.rowCount()) +
                     (prompt.isEmpty() ? QString() : QStringLiteral("  ·  ") + prompt));
    m_view->setAccessibleDescription(m_list.index(m_list.rowOf(current->id)).data(Qt::AccessibleTextRole).toString());
    m_view->setShown(shownOf(*current, m_list));
    if (current->state == State::Failed) {
        showError(*current);
    } else {
        m_error->hide();
        m_errorOf = 0;
    }
}

void CanvasPage::showError(const Candidate& candidate)
{
    if (m_errorOf != candidate.id) {
        m_errorOf = candidate.id;
        m_error->setNotice(errorNotice(candidate));
    }
    m_error->show();
    placeCards();
}

void CanvasPage::expectJob()
{
    m_follower->expectJob();
}

void CanvasPage::step(int by)
{
    m_follower->leave();
    m_list.step(by);
}

void CanvasPage::showCandidate(quint64 id)
{
    m_follower->leave();
    m_list.setCurrent(id);
}

void CanvasPage::showNews()
{
    m_news->setText(tr("%n new", nullptr, m_follower->unseen()));
    m_news->setVisible(m_follower->unseen() > 0);
    placeNews();
}

/// Above the strip, in the middle: there the strip has its pictures, however many.
void CanvasPage::placeNews()
{
    const QSize size = m_news->sizeHint();
    const QRect strip = m_strip->geometry();
    m_news->setGeometry(strip.center().x() - size.width() / 2, strip.top() + kCardShadow - size.height() - Space::k4,
                        size.width(), size.height());
    m_news->raise();
}

void CanvasPage::showNotice(const Notice& notice, std::function<void()> act)
{
    m_noticeAct = std::move(act);
    m_notice->setNotice(notice);
    m_notice->show();
    m_notice->raise();
    placeCards();
}

void CanvasPage::hideNotice()
{
    m_noticeAct = {};
    m_notice->hide();
}

void CanvasPage::hideNotice(Notice::Topic topic)
{
    if (m_notice->notice().topic == topic) {
        hideNotice();
    }
}

void CanvasPage::keyPressEvent(QKeyEvent* event)
{
    const Candidate* current = m_list.current();
    if (current == nullptr || !(m_view->hasFocus() || m_strip->thumbnails()->hasFocus())) {
        QWidget::keyPressEvent(event);
        return;
    }
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (plain && event->key() == Qt::Key_Left) {
        step(-1);
    } else if (plain && event->key() == Qt::Key_Right) {
        step(1);
    } else if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        m_commands.run(QStringLiteral("picture.keep"));
    } else if (plain && event->key() == Qt::Key_Delete) {
        m_commands.run(QStringLiteral("picture.discard"));
    } else {
        QWidget::keyPressEvent(event);
    }
}

void CanvasPage::setDropHint(bool shown)
{
    m_empty->setDropHint(shown);
    m_veil->setVisible(shown && m_view->isVisible());
    m_veil->raise();
}

void CanvasPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->source() != nullptr) { // a candidate on its way out
        return;
    }
    // Also what cannot be used is taken, to say so.
    event->setDropAction(Qt::CopyAction);
    event->accept();
    setDropHint(!std::holds_alternative<DropRefused>(readDrop(*event->mimeData())));
}

void CanvasPage::dragLeaveEvent(QDragLeaveEvent* /*event*/)
{
    setDropHint(false);
}

void CanvasPage::dropEvent(QDropEvent* event)
{
    setDropHint(false);
    event->setDropAction(Qt::CopyAction);
    event->accept();
    const Dropped dropped = readDrop(*event->mimeData());
    if (const auto* file = std::get_if<DroppedFile>(&dropped)) {
        hideNotice();
        Q_EMIT fileDropped(file->path);
    } else if (const auto* picture = std::get_if<QImage>(&dropped)) {
        hideNotice();
        Q_EMIT pictureDropped(*picture);
    } else {
        refuse(std::get<DropRefused>(dropped).why);
    }
}

void CanvasPage::refuse(const QString& why)
{
    showNotice({Notice::Kind::Info, tr("This can't be dropped here"), why, {}, {}, true});
}

void CanvasPage::choosePicture()
{
    auto* dialog = new QFileDialog(this, tr("Choose a picture"), {},
                                   tr("Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &CanvasPage::fileDropped);
    dialog->open();
}

} // namespace gesso::ui
