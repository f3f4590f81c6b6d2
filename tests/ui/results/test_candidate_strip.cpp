// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/read_metadata.h"
#include "core/picture_files/picture_file.h"
#include "tests/support/user.h"
#include "tests/ui/results/results_test_kit.h"
#include "ui/adapters/picture.h"
#include "ui/results/candidate_delegate.h"
#include "ui/results/candidate_strip.h"
#include "ui/results/thumbnail_view.h"
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
        m_staged = std::make_unique<StagedCandidates>();
        m_list = &m_staged->model;
        m_window = std::make_unique<QWidget>();
        m_window->resize(1000, 300);
        m_strip = new CandidateStrip(*m_list, m_staged->commands, m_window.get());
        m_strip->placeIn(m_window->rect());
        m_staged->addFinished(1, 4);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void cleanup()
    {
        m_window.reset();
        m_staged.reset();
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
        m_staged->addFinished(2, 2);
        QCOMPARE(m_strip->width(), before); // the pointer may be on its way to a button
        QTRY_VERIFY(m_strip->width() > before);
        m_staged->addFinished(3, 1);
        QVERIFY(m_strip->width() > before); // at once: nobody is aiming
        const int grown = m_strip->width();
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, middleOf(0));
        m_staged->addFinished(4, 1);
        QCOMPARE(m_strip->width(), grown);
    }

    void aDoubleClickAndEnterKeep()
    {
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, middleOf(1));
        QTest::mouseDClick(view()->viewport(), Qt::LeftButton, {}, middleOf(1));
        const QString kept = QStringLiteral("picture.keep %1").arg(m_list->at(1).id);
        QCOMPARE(m_staged->ran, QStringList{kept});
        QTest::keyClick(view(), Qt::Key_Return);
        QCOMPARE(m_staged->ran, (QStringList{kept, kept}));
    }

    void whatFormsCannotBeKept()
    {
        m_list->setCurrent(m_staged->list.addJob(2, requestOf(1)));
        m_staged->setPreview(2, 0, gradientPicture(64, 64));
        QTest::keyClick(view(), Qt::Key_Enter);
        QCOMPARE(m_staged->ran, QStringList());
        QVERIFY(!button(QStringLiteral("Keep"))->isEnabled());
        QVERIFY(button(QStringLiteral("discard"))->isEnabled());
        m_staged->finish(2, 0, gradientPicture(512, 512), 100);
        QVERIFY(button(QStringLiteral("Keep"))->isEnabled());
    }

    void deleteAndTheButtonsAsk()
    {
        QTest::keyClick(view(), Qt::Key_Delete);
        for (const char* text : {"Keep", "Save as…", "copy", "discard"}) {
            click(button(QString::fromUtf8(text)));
        }
        for (const char* command : {"picture.keep", "picture.saveAs", "picture.copy"}) {
            QCOMPARE(m_staged->timesRun(command), 1);
        }
        QCOMPARE(m_staged->timesRun("picture.discard"), 2);
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
        const auto ink = [this] { return button(QStringLiteral("Keep"))->palette().color(QPalette::ButtonText); };
        const QColor calls = ink();
        m_staged->list.setKept(m_list->currentId(), "/pictures/1.png");
        QVERIFY(ink() != calls);
        m_list->step(1);
        QCOMPARE(ink(), calls);
    }

    void theMenuAsksForTheOneUnderThePointer()
    {
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
        QCOMPARE(m_staged->ran, QStringList{QStringLiteral("picture.seed %1").arg(m_list->at(2).id)});
    }

    void pullingAThumbnailStartsADrag()
    {
        ThumbnailView alone; // the strip would go on to drag, until a button is let go that nobody holds
        alone.setModel(m_list);
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
        m_staged->list.addJob(2, requestOf(1));
        const quint64 id = m_list->at(4).id;
        m_staged->setPreview(2, 0, gradientPicture(64, 64));
        m_strip->dragFiles().prepare(*m_list->find(id));
        QVERIFY(m_strip->dragData(id) == nullptr);
    }

    void theDragsFilesGoWithTheStrip()
    {
        QString path;
        {
            CandidateStrip strip(*m_list, m_staged->commands);
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
        m_staged->list.addJob(2, requestOf(2, 768, 512));
        QTRY_VERIFY(view()->visualRect(m_list->index(5)).isValid());
        const QRect card = m_strip->geometry();
        const QRect cell = view()->visualRect(m_list->index(5));
        m_staged->setPreview(2, 0, gradientPicture(32, 32));
        m_staged->setPreview(2, 1, gradientPicture(96, 64));
        m_staged->finish(2, 1, gradientPicture(768, 512), 101);
        QCoreApplication::processEvents();
        QCOMPARE(m_strip->geometry(), card);
        QCOMPARE(view()->visualRect(m_list->index(5)), cell);
    }

    void batchesAreFurtherApart()
    {
        m_staged->list.addJob(2, requestOf(1, 64, 64));
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
        m_staged->addFinished(3, 40, 16);
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
    std::unique_ptr<StagedCandidates> m_staged;
    CandidateModel* m_list = nullptr;
    std::unique_ptr<QWidget> m_window;
    CandidateStrip* m_strip = nullptr;
};

QTEST_MAIN(TestCandidateStrip)
#include "test_candidate_strip.moc"
