// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/read_metadata.h"
#include "core/picture_files/picture_file.h"
#include "tests/ui/canvas/canvas_test_kit.h"
#include "ui/adapters/picture.h"
#include "ui/canvas/candidate_delegate.h"
#include "ui/canvas/candidate_strip.h"
#include "ui/canvas/thumbnail_view.h"
#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QUrl>

using namespace gesso;
using namespace gesso::ui;

class TestCandidateStrip final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(SchemeChoice::Dark); }

    void init()
    {
        QCursor::setPos(0, 0); // where an earlier test left it, the card may be
        m_list = std::make_unique<CandidateList>();
        m_window = std::make_unique<QWidget>();
        m_window->resize(1000, 300);
        m_strip = new CandidateStrip(*m_list, m_window.get());
        m_strip->placeIn(m_window->rect());
        addFinished(*m_list, 1, 4);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void cleanup()
    {
        m_window.reset();
        m_list.reset();
    }

    void aClickAndTheArrowsShow()
    {
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, middleOf(2));
        QCOMPARE(m_list->currentId(), m_list->at(2).id);
        QTest::keyClick(view(), Qt::Key_Left);
        QCOMPARE(m_list->currentId(), m_list->at(1).id);
        QTest::keyClick(view(), Qt::Key_Right);
        QTest::keyClick(view(), Qt::Key_Right);
        QTest::keyClick(view(), Qt::Key_Right);
        QCOMPARE(m_list->currentId(), m_list->at(3).id);
        m_list->setCurrent(m_list->at(0).id);
        QCOMPARE(view()->currentIndex().row(), 0);
    }

    void itGrowsWhenThePointerHasComeToRestOnIt()
    {
        m_strip->placeIn(m_window->rect());
        QTest::mouseMove(m_window.get(), m_strip->geometry().center());
        QTRY_VERIFY(m_strip->underMouse());
        const int before = m_strip->width();
        addFinished(*m_list, 2, 2);
        QCOMPARE(m_strip->width(), before); // the pointer may be on its way to a button
        QTRY_VERIFY(m_strip->width() > before);
        addFinished(*m_list, 3, 1);
        QVERIFY(m_strip->width() > before); // at once: nobody is aiming
        const int grown = m_strip->width();
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, middleOf(0));
        addFinished(*m_list, 4, 1);
        QCOMPARE(m_strip->width(), grown);
    }

    void aDoubleClickAndEnterKeep()
    {
        QSignalSpy keep(m_strip, &CandidateStrip::keepRequested);
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, middleOf(1));
        QTest::mouseDClick(view()->viewport(), Qt::LeftButton, {}, middleOf(1));
        QCOMPARE(keep.count(), 1);
        QCOMPARE(keep.takeFirst().at(0).toULongLong(), m_list->at(1).id);
        QTest::keyClick(view(), Qt::Key_Return);
        QCOMPARE(keep.count(), 1);
    }

    void whatFormsCannotBeKept()
    {
        QSignalSpy keep(m_strip, &CandidateStrip::keepRequested);
        m_list->setCurrent(m_list->addJob(2, requestOf(1)));
        m_list->setPreview(2, 0, gradientPicture(64, 64));
        QTest::keyClick(view(), Qt::Key_Enter);
        QCOMPARE(keep.count(), 0);
        QVERIFY(!button(QStringLiteral("Keep"))->isEnabled());
        QVERIFY(button(QStringLiteral("Discard"))->isEnabled());
        m_list->finish(2, 0, gradientPicture(512, 512), 100);
        QVERIFY(button(QStringLiteral("Keep"))->isEnabled());
    }

    void deleteAndTheButtonsAsk()
    {
        QSignalSpy discard(m_strip, &CandidateStrip::discardRequested);
        QSignalSpy keep(m_strip, &CandidateStrip::keepRequested);
        QSignalSpy copy(m_strip, &CandidateStrip::copyRequested);
        QSignalSpy save(m_strip, &CandidateStrip::saveAsRequested);
        QTest::keyClick(view(), Qt::Key_Delete);
        for (const char* text : {"Keep", "Save as…", "Copy", "Discard"}) {
            button(QString::fromUtf8(text))->click();
        }
        QCOMPARE(discard.count(), 2);
        QCOMPARE(keep.count(), 1);
        QCOMPARE(copy.count(), 1);
        QCOMPARE(save.count(), 1);
    }

    void everyControlHasANameAndATooltip()
    {
        for (const QToolButton* control : m_strip->findChildren<QToolButton*>()) {
            QVERIFY(!control->accessibleName().isEmpty());
            QVERIFY(!control->toolTip().isEmpty());
            QVERIFY(control->focusPolicy() & Qt::TabFocus);
        }
        QVERIFY(!view()->accessibleName().isEmpty());
    }

    void whatIsKeptLooksSo()
    {
        QVERIFY(button(QStringLiteral("Kept")) == nullptr);
        const QColor calls = button(QStringLiteral("Keep"))->palette().color(QPalette::ButtonText);
        m_list->setKept(m_list->currentId(), true, QStringLiteral("/pictures/1.png"));
        QToolButton* kept = button(QStringLiteral("Kept"));
        QVERIFY(kept != nullptr);
        QVERIFY(kept->palette().color(QPalette::ButtonText) != calls);
        QVERIFY2(kept->toolTip().contains(QStringLiteral("1.png")), qPrintable(kept->toolTip()));
        m_list->step(1);
        QVERIFY(button(QStringLiteral("Keep")) != nullptr);
    }

    void theMenuAsksForTheOneUnderThePointer()
    {
        QSignalSpy seed(m_strip, &CandidateStrip::reuseSeedRequested);
        QContextMenuEvent asked(QContextMenuEvent::Mouse, middleOf(2), view()->viewport()->mapToGlobal(middleOf(2)));
        QCoreApplication::sendEvent(view()->viewport(), &asked);
        auto* menu = m_strip->findChild<QMenu*>();
        QVERIFY(menu != nullptr);
        for (QAction* action : menu->actions()) {
            if (action->text() == QStringLiteral("Use its seed")) {
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
                break;
            }
        }
        QCOMPARE(seed.count(), 1);
        QCOMPARE(seed.at(0).at(0).toULongLong(), m_list->at(2).id);
    }

    void pullingAThumbnailStartsADrag()
    {
        ThumbnailView alone; // the strip would go on to drag, until a button is let go that nobody holds
        alone.setModel(m_list.get());
        alone.show();
        QVERIFY(QTest::qWaitForWindowExposed(&alone));
        const QSignalSpy started(&alone, &ThumbnailView::dragStarted);
        const QPoint from = alone.visualRect(m_list->index(1)).center();
        QTest::mousePress(alone.viewport(), Qt::LeftButton, {}, from);
        for (int i = 1; i <= 4; ++i) {
            QTest::mouseMove(alone.viewport(), from + QPoint(0, -i * QApplication::startDragDistance()));
        }
        QTest::mouseRelease(alone.viewport(), Qt::LeftButton, {}, from);
        QVERIFY(started.count() > 0);
        QCOMPARE(started.front().front().toModelIndex().row(), 1);
    }

    void aDragBringsAFileAndThePicture()
    {
        const quint64 id = m_list->at(1).id;
        QTest::mousePress(view()->viewport(), Qt::LeftButton, {}, middleOf(1));
        QTRY_VERIFY(m_strip->dragData(id) != nullptr);
        QTest::mouseRelease(view()->viewport(), Qt::LeftButton, {}, middleOf(1));
        const auto data = m_strip->dragData(id);
        QCOMPARE(data->urls().size(), 1);
        QVERIFY(data->hasImage());
        QCOMPARE(data->imageData().value<QImage>().size(), QSize(64, 64));
        const QString path = data->urls().front().toLocalFile();
        QVERIFY(path.endsWith(QStringLiteral(".png")));
        const auto read = readPicture(path.toStdString());
        QVERIFY(read.has_value());
        QCOMPARE(toQImage(*read), gradientPicture(64, 64));
        const auto metadata = readOwnMetadata(path.toStdString());
        QVERIFY(metadata.has_value() && metadata->request.has_value());
        QCOMPARE(metadata->seed, 101U);
        QCOMPARE(metadata->modelName, std::string("starter"));
    }

    void thereIsNoDragOfWhatForms()
    {
        m_list->addJob(2, requestOf(1));
        const quint64 id = m_list->at(4).id;
        m_list->setPreview(2, 0, gradientPicture(64, 64));
        m_strip->dragFiles().prepare(*m_list->find(id));
        QVERIFY(m_strip->dragData(id) == nullptr);
    }

    void theDragsFilesGoWithTheStrip()
    {
        QString path;
        {
            CandidateStrip strip(*m_list);
            const quint64 id = m_list->at(0).id;
            strip.dragFiles().prepare(*m_list->find(id));
            QTRY_VERIFY(!strip.dragFiles().path(id).isEmpty());
            path = strip.dragFiles().path(id);
            QVERIFY(QFile::exists(path));
        }
        QVERIFY(!QFile::exists(path));
    }

    void nothingMovesWhenPreviewsArrive()
    {
        m_list->addJob(2, requestOf(2, 768, 512));
        QTRY_VERIFY(view()->visualRect(m_list->index(5)).isValid());
        const QRect card = m_strip->geometry();
        const QRect cell = view()->visualRect(m_list->index(5));
        m_list->setPreview(2, 0, gradientPicture(32, 32));
        m_list->setPreview(2, 1, gradientPicture(96, 64));
        m_list->finish(2, 1, gradientPicture(768, 512), 101);
        QCoreApplication::processEvents();
        QCOMPARE(m_strip->geometry(), card);
        QCOMPARE(view()->visualRect(m_list->index(5)), cell);
    }

    void batchesAreFurtherApart()
    {
        m_list->addJob(2, requestOf(1, 64, 64));
        QTRY_VERIFY(view()->visualRect(m_list->index(4)).isValid());
        const auto gap = [this](int row) {
            const auto thumb = [this](int at) {
                return CandidateDelegate::thumbRect(view()->visualRect(m_list->index(at)), m_list->index(at));
            };
            return thumb(row).left() - thumb(row - 1).right();
        };
        QVERIFY(gap(4) > gap(3));
        QCOMPARE(gap(3), gap(2));
    }

    void theCardStaysInTheRoomHoweverMany()
    {
        addFinished(*m_list, 3, 40, 16);
        QVERIFY(m_window->rect().contains(m_strip->geometry()));
        m_list->setCurrent(m_list->at(43).id);
        const QRect last = view()->visualRect(m_list->index(43));
        QVERIFY(view()->viewport()->rect().intersects(last));
    }

private:
    [[nodiscard]] ThumbnailView* view() const { return m_strip->thumbnails(); }
    [[nodiscard]] QPoint middleOf(int row) const { return view()->visualRect(m_list->index(row)).center(); }
    [[nodiscard]] QToolButton* button(const QString& text) const
    {
        for (QToolButton* candidate : m_strip->findChildren<QToolButton*>()) {
            if (candidate->text() == text) {
                return candidate;
            }
        }
        return nullptr;
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<CandidateList> m_list;
    std::unique_ptr<QWidget> m_window;
    CandidateStrip* m_strip = nullptr;
};

QTEST_MAIN(TestCandidateStrip)
#include "test_candidate_strip.moc"
