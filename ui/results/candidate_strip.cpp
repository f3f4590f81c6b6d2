// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/results/candidate_strip.h"

#include "ui/commands/command_registry.h"
#include "ui/results/candidate_delegate.h"
#include "ui/results/candidate_model.h"
#include "ui/results/thumbnail_view.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/floating_card.h"

#include <QDrag>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QToolButton>
#include <QUrl>

#include <algorithm>

namespace gesso::ui {
namespace {

const QString kKeep = QStringLiteral("picture.keep");
const QString kDiscard = QStringLiteral("picture.discard");

quint64 idOf(const QModelIndex& index)
{
    return index.data(CandidateModel::IdRole).toULongLong();
}

} // namespace

CandidateStrip::CandidateStrip(CandidateModel& list, const CommandRegistry& commands, QWidget* parent)
    : QWidget(parent), m_list(list), m_commands(commands), m_view(new ThumbnailView(this))
{
    m_view->setModel(&list);
    auto* row = new QHBoxLayout(this);
    constexpr int kAround = kCardShadow + Space::k4;
    row->setContentsMargins(kAround, kCardShadow, kAround + Space::k4, kCardShadow);
    row->setSpacing(Space::k8);
    row->addWidget(m_view, 1);
    buildButtons();
    connectList();
    connect(m_view, &ThumbnailView::keepPressed, this, [this] { m_commands.run(kKeep); });
    connect(m_view, &ThumbnailView::discardPressed, this, [this] { m_commands.run(kDiscard); });
    connect(m_view, &QListView::doubleClicked, this, [this] { m_commands.run(kKeep); }); // the first click showed it
    connect(m_view, &ThumbnailView::focusChanged, this, qOverload<>(&QWidget::update));
    connect(m_view, &QWidget::customContextMenuRequested, this, &CandidateStrip::showMenuAt);
    connect(m_view, &ThumbnailView::pressedOn, this, [this](const QModelIndex& index) {
        m_dragWaits = 0;
        m_files.prepare(m_list.at(index.row()));
    });
    connect(m_view, &ThumbnailView::dragStarted, this, [this](const QModelIndex& index) { startDrag(idOf(index)); });
    connect(&m_files, &DragFiles::ready, this, [this](quint64 id) {
        if (id == m_dragWaits && (QGuiApplication::mouseButtons() & Qt::LeftButton)) {
            startDrag(id);
        }
    });
    connect(&m_files, &DragFiles::failed, this,
            [this](quint64 /*id*/, const Error& error) { Q_EMIT dragFailed(error); });
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &CandidateStrip::onRest);
    connect(m_view, &QListView::pressed, this, [this] { m_restsAt.reset(); });
    showCurrent();
}

void CandidateStrip::connectList()
{
    connect(&m_list, &CandidateModel::currentChanged, this, &CandidateStrip::showCurrent);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (index.isValid()) {
            m_list.setCurrent(idOf(index));
        }
    });
    connect(&m_list, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& index, const QModelIndex& /*last*/, const QList<int>& roles) {
                const bool matters =
                    roles.contains(CandidateModel::StateRole) || roles.contains(CandidateModel::KeptRole);
                if (matters && idOf(index) == m_list.currentId()) {
                    showState();
                }
            });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(&m_list, signal, this, [this] {
            showCurrent(); // the view may have chosen another row
            place();
        });
    }
}

void CandidateStrip::buildButtons()
{
    m_keep = addButton(kKeep);
    m_saveAs = addButton(QStringLiteral("picture.saveAs"));
    addButton(QStringLiteral("picture.copy"));
    addButton(kDiscard);
}

QToolButton* CandidateStrip::addButton(const QString& command)
{
    auto* button = new QToolButton(this);
    button->setDefaultAction(m_commands.find(command));
    button->setAccessibleName(button->text());
    button->setIconSize({Space::kIcon, Space::kIcon});
    button->setFocusPolicy(Qt::TabFocus);
    button->setMinimumSize(Space::kControl, Space::kControl);
    layout()->addWidget(button);
    connect(button, &QToolButton::pressed, this, [this] { m_restsAt.reset(); });
    m_buttons.push_back(button);
    return button;
}

/// "Keep" calls to be pressed, "Kept" does not. The command says which it is.
void CandidateStrip::showKeep(const Candidate* current)
{
    const bool kept = current != nullptr && current->kept;
    m_keep->setAccessibleName(m_keep->text());
    QPalette ink = m_keep->palette();
    for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive}) {
        ink.setColor(group, QPalette::ButtonText, kept ? colors().text2 : colors().accent);
    }
    if (ink != m_keep->palette()) {
        m_keep->setPalette(ink);
    }
}

void CandidateStrip::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_keep != nullptr) {
        showKeep(m_list.current());
    }
}

void CandidateStrip::showCurrent()
{
    const int row = m_list.rowOf(m_list.currentId());
    const QModelIndex index = m_list.index(row);
    if (m_view->currentIndex() != index) {
        m_view->setCurrentIndex(index);
    }
    if (index.isValid()) {
        if (!underMouse()) {
            m_view->scrollTo(index);
        } else {
            place(); // which scrolls, when the pointer does not aim at anything
        }
    }
    showState();
}

void CandidateStrip::showState()
{
    const Candidate* current = m_list.current();
    showKeep(current);
    constexpr qint64 kWrittenUnasked = 16LL << 20; // pixels: larger ones are written when they are pressed on
    if (current != nullptr && current->isFinished() &&
        qint64{current->request.width} * current->request.height <= kWrittenUnasked) {
        m_files.prepare(*current);
    }
}

std::unique_ptr<QMimeData> CandidateStrip::dragData(quint64 id) const
{
    const Candidate* candidate = m_list.find(id);
    const QString path = m_files.path(id);
    if (candidate == nullptr || !candidate->isFinished() || path.isEmpty()) {
        return nullptr;
    }
    auto data = std::make_unique<QMimeData>();
    data->setUrls({QUrl::fromLocalFile(path)});
    if (const QImage picture = m_list.picture(id); !picture.isNull()) { // else the file alone is had
        data->setImageData(picture);
    }
    return data;
}

void CandidateStrip::startDrag(quint64 id)
{
    std::unique_ptr<QMimeData> data = dragData(id);
    m_dragWaits = data ? 0 : id;
    if (!data) {
        if (const Candidate* candidate = m_list.find(id)) {
            m_files.prepare(*candidate); // and ready() goes on from here
        }
        return;
    }
    auto* drag = new QDrag(this);
    drag->setMimeData(data.release());
    QPixmap pixmap = QPixmap::fromImage(m_list.thumbnail(id).scaledToHeight(
        qRound(CandidateDelegate::kThumbHeight * devicePixelRatioF()), Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    drag->setPixmap(pixmap);
    drag->exec(Qt::CopyAction);
}

void CandidateStrip::showMenuAt(const QPoint& inView)
{
    const QModelIndex under = m_view->indexAt(inView);
    const QModelIndex index = under.isValid() ? under : m_view->currentIndex();
    const QPoint at = under.isValid() ? inView : m_view->visualRect(index).center();
    if (index.isValid()) {
        m_list.setCurrent(idOf(index));
        showMenu(m_view->viewport()->mapToGlobal(at));
    }
}

void CandidateStrip::showMenu(const QPoint& at)
{
    if (m_list.current() == nullptr) {
        return;
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_commands.addTo(*menu, {kKeep, "picture.saveAs", "picture.copy", "picture.folder", "", "picture.restyle",
                             "picture.seed", "picture.all", "", kDiscard});
    menu->popup(at);
}

int CandidateStrip::cardHeight() const
{
    return CandidateDelegate::kCellHeight + Space::k4;
}

void CandidateStrip::placeIn(const QRect& room)
{
    const bool moved = room != m_room;
    m_room = room;
    if (moved) {
        place();
    }
}

void CandidateStrip::place()
{
    if (m_room.isEmpty()) {
        return;
    }
    if (isVisible() && underMouse() && m_room.contains(geometry()) && isAimedAt()) {
        return; // not under a pointer that aims: leaveEvent() makes up for it, or the pointer's rest
    }
    const int others = layout()->contentsMargins().left() + layout()->contentsMargins().right();
    bool words = true;
    const auto buttonsWidth = [&] {
        int width = 0;
        for (QToolButton* button : m_buttons) {
            const bool withText = words && (button == m_keep || button == m_saveAs);
            button->setToolButtonStyle(withText ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
            width += std::max(button->sizeHint().width(), button->minimumWidth()) + layout()->spacing();
        }
        return width;
    };
    constexpr int kNarrow = 480;
    words = m_room.width() > kNarrow;
    const int width = std::min(m_room.width(), others + buttonsWidth() + m_view->contentWidth(m_room.width()));
    const int height = cardHeight() + 2 * kCardShadow;
    setGeometry(m_room.x() + (m_room.width() - width) / 2, m_room.bottom() + 1 - height, width, height);
    m_view->scrollTo(m_view->currentIndex());
}

bool CandidateStrip::isAimedAt()
{
    constexpr int kRestMs = 1200; // a pointer that neither moved nor pressed for so long was only left there
    const QPoint pointer = QCursor::pos();
    if (pointer == m_restsAt) {
        return false;
    }
    m_watchedAt = pointer;
    m_rest.start(kRestMs);
    return true;
}

void CandidateStrip::onRest()
{
    if (QCursor::pos() == m_watchedAt) {
        m_restsAt = m_watchedAt;
    }
    place(); // or waits again
}

void CandidateStrip::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QRectF card = QRectF(rect()).adjusted(kCardShadow, kCardShadow, -kCardShadow, -kCardShadow);
    paintFloatingCard(painter, card);
    if (showsFocusRing(*m_view)) {
        drawFocusRing(painter, card, Space::kCardRadius);
    }
}

void CandidateStrip::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    QMetaObject::invokeMethod(this, &CandidateStrip::place, Qt::QueuedConnection); // underMouse() is false by then
}

} // namespace gesso::ui
