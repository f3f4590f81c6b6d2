// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/drops.h"
#include "tests/support/time_judge.h"
#include "tests/support/user.h"
#include "tests/ui/results/results_test_kit.h"
#include "ui/canvas/canvas_page.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/empty_state.h"
#include "ui/results/candidate_strip.h"
#include "ui/results/thumbnail_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fold_line.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <random>

using namespace gesso;
using namespace gesso::ui;
using gesso::test::TimeJudge;
using namespace std::chrono_literals;

namespace {

Error memoryError()
{
    return {ErrorCode::OutOfDeviceMemory, "4096 x 4096 needs 30 GB and cuda:0 has 12 GB free: take a smaller size."};
}

} // namespace

class TestCanvasPage final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_theme = std::make_unique<Theme>(SchemeChoice::Dark);
    }

    void init()
    {
        m_staged = std::make_unique<StagedCandidates>();
        m_list = &m_staged->model;
        m_page = std::make_unique<CanvasPage>(*m_list, m_staged->commands);
        m_page->emptyState().setExamples({{QStringLiteral("a cabin"), {}}, {QStringLiteral("a boat"), {}}});
        m_page->resize(1000, 780);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }

    void cleanup()
    {
        m_page.reset();
        m_staged.reset();
    }

    void startsEmptyAndShowsTheFirstPicture()
    {
        QVERIFY(m_page->emptyState().isVisible());
        QVERIFY(!m_page->view().isVisible());
        m_staged->list.addJob(1, requestOf(2));
        QVERIFY(!m_page->emptyState().isVisible());
        QVERIFY(m_page->view().isVisible());
        QCOMPARE(m_page->view().shown().size, QSize(512, 512));
        QVERIFY(m_page->view().shown().picture.isNull());
        m_staged->setPreview(1, 0, gradientPicture(64, 64));
        QCOMPARE(m_page->view().shown().picture.size(), QSize(64, 64));
        QVERIFY(m_page->view().shown().progress == ShownPicture::Progress::Busy);
        m_staged->list.setFraction(1, 0, 0.25);
        QCOMPARE(m_page->view().shown().fraction, 0.25);
        const QRectF place = m_page->view().pictureRect();
        m_staged->finish(1, 0, gradientPicture(512, 512), 100);
        QVERIFY(m_page->view().shown().progress == ShownPicture::Progress::None);
        QCOMPARE(m_page->view().pictureRect(), place);
        m_staged->list.cancel(1);
        (void)m_staged->list.remove(m_list->currentId());
        QVERIFY(m_page->emptyState().isVisible());
    }

    void anExampleIsChosenWithMouseAndKeys()
    {
        QSignalSpy chosen(m_page.get(), &CanvasPage::exampleChosen);
        const QList<ExampleCard*> cards = m_page->emptyState().findChildren<ExampleCard*>();
        QCOMPARE(cards.size(), 2);
        QTest::mouseClick(cards[0], Qt::LeftButton);
        QVERIFY(cards[1]->focusPolicy() & Qt::TabFocus);
        cards[1]->setFocus();
        QTest::keyClick(cards[1], Qt::Key_Space);
        QCOMPARE(chosen.count(), 2);
        QCOMPARE(chosen.at(1).at(0).toString(), QStringLiteral("a boat"));
    }

    void theArrowsWorkFromTheCanvas()
    {
        m_staged->addFinished(1, 3);
        m_page->view().setFocus();
        QTest::keyClick(&m_page->view(), Qt::Key_Right);
        QCOMPARE(m_list->currentId(), m_list->at(1).id);
        QTest::keyClick(&m_page->view(), Qt::Key_Left);
        QTest::keyClick(&m_page->view(), Qt::Key_Left);
        QCOMPARE(m_list->currentId(), m_list->at(0).id);
        QTest::keyClick(&m_page->view(), Qt::Key_Return);
        QTest::keyClick(&m_page->view(), Qt::Key_Delete);
        QCOMPARE(m_staged->timesRun("picture.keep"), 1);
        QCOMPARE(m_staged->timesRun("picture.discard"), 1);
    }

    void goesToANewJobOnlyFromTheNewest()
    {
        m_staged->addFinished(1, 2);
        m_staged->addFinished(2, 2);
        m_list->setCurrent(m_list->at(3).id);
        m_staged->list.addJob(3, requestOf(2));
        QCOMPARE(m_list->currentId(), m_list->at(3).id); // it waits
        m_staged->list.start(3);
        QCOMPARE(m_list->currentId(), m_list->at(4).id);
        m_list->setCurrent(m_list->at(0).id);
        m_staged->list.addJob(4, requestOf(1));
        m_staged->list.start(4);
        QCOMPARE(m_list->currentId(), m_list->at(0).id); // the user looks at an older one
    }

    void aFailureShowsItsCardAndCanBeTriedAgain()
    {
        m_staged->list.addJob(1, requestOf(2));
        m_staged->list.fail(1, {ErrorCode::EngineDied, "The engine ended with SIGSEGV in at::native."});
        QVERIFY(m_page->errorCard().isVisible());
        QVERIFY(m_page->errorCard().notice().text.contains(QStringLiteral("smaller size")));
        QVERIFY(m_page->errorCard().notice().details.contains(QStringLiteral("engine-died")));
        QVERIFY(m_page->errorCard().notice().details.contains(QStringLiteral("SIGSEGV")));
        press(m_page->errorCard(), m_page->errorCard().notice().actionText);
        QCOMPARE(m_staged->timesRun("picture.retry"), 1);
        QTest::keyClick(const_cast<NoticeCard*>(&m_page->errorCard()), Qt::Key_Escape);
        QCOMPARE(m_staged->timesRun("picture.discard"), 1);
        m_staged->addFinished(2, 1);
        m_list->setCurrent(m_list->at(1).id);
        QVERIFY(!m_page->errorCard().isVisible());
    }

    void unfoldedDetailsFitIntoTheCard()
    {
        m_staged->list.addJob(1, requestOf(1));
        m_staged->list.fail(1, memoryError());
        const NoticeCard& card = m_page->errorCard();
        const int folded = card.height();
        auto* details = card.findChild<FoldLine*>();
        QVERIFY(details != nullptr);
        details->setUnfolded(true);
        QTRY_VERIFY(card.height() > folded + 100);
        QVERIFY(m_page->rect().contains(card.geometry()));
        QVERIFY(card.rect().contains(QRect(details->mapTo(&card, QPoint()), details->size())));
    }

    void theCardOfAnErrorNeverLeavesTheCanvas_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("usual") << QSize(1000, 700);
        QTest::newRow("smallest") << QSize(536, 488);
    }
    void theCardOfAnErrorNeverLeavesTheCanvas()
    {
        QFETCH(QSize, size);
        m_page->resize(size);
        GenerationRequest request = requestOf(1);
        request.prompt = std::string(5000, 'x');
        m_staged->list.addJob(1, request);
        std::string message(900, 'y');
        for (int line = 0; line < 200; ++line) {
            message += "\nframe of the stack";
        }
        m_staged->list.fail(1, {ErrorCode::InvalidRequest, message});
        const NoticeCard& card = m_page->errorCard();
        card.findChild<FoldLine*>()->setUnfolded(true);
        auto* details = card.findChild<QPlainTextEdit*>();
        QTRY_VERIFY(details != nullptr && details->isVisible());
        QTRY_VERIFY(m_page->rect().contains(card.geometry()));
        QVERIFY(details->verticalScrollBar()->maximum() > 0);
        auto* copy = qobject_cast<QToolButton*>(buttonIn(card, QStringLiteral("Copy details")));
        QVERIFY(copy != nullptr && !copy->visibleRegion().isEmpty());
        click(copy);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("frame of the stack")));
    }

    void aVeryLongPromptIsCutOnlyWhereItIsShown()
    {
        GenerationRequest request = requestOf(1);
        request.prompt.clear();
        while (request.prompt.size() < (1U << 20) - 8) {
            request.prompt += "\u00e4\u4e2d <b>";
        }
        TimeJudge time;
        m_staged->list.addJob(1, request);
        m_staged->setPreview(1, 0, gradientPicture(64, 64));
        (void)m_page->grab();
        QVERIFY(time.within(200ms));
        const QString tip = m_list->index(0).data(Qt::ToolTipRole).toString();
        QVERIFY(tip.size() < 2000 && !tip.contains(QChar::ReplacementCharacter));
        QCOMPARE(m_list->at(0).request.prompt.size(), request.prompt.size());
    }

    void settingsThatCannotBeAreTakenUpNotTriedAgain()
    {
        m_staged->list.addJob(1, requestOf(1));
        m_staged->list.fail(1, {ErrorCode::InvalidRequest, "width 7 is not a multiple of 8"});
        press(m_page->errorCard(), m_page->errorCard().notice().actionText);
        QCOMPARE(m_staged->timesRun("picture.retry"), 0);
        QCOMPARE(m_staged->timesRun("picture.all"), 1);
    }

    void whatIsDroppedIsHandedOn()
    {
        QSignalSpy files(m_page.get(), &CanvasPage::fileDropped);
        QSignalSpy pictures(m_page.get(), &CanvasPage::pictureDropped);
        const QString path = m_folder.filePath(QStringLiteral("any.png"));
        dropFile(*m_page, path);
        QCOMPARE(files.count(), 1);
        QCOMPARE(files.at(0).at(0).toString(), path);
        QMimeData pixels;
        pixels.setImageData(gradientPicture(16, 16));
        drop(*m_page, pixels);
        QCOMPARE(pictures.count(), 1);
        QCOMPARE(pictures.at(0).at(0).value<QImage>().size(), QSize(16, 16));
        QVERIFY(!m_page->noticeCard().isVisible());
    }

    void whatCannotBeUsedIsExplained()
    {
        QSignalSpy dropped(m_page.get(), &CanvasPage::fileDropped);
        const auto expectNotice = [this](const char* part) {
            QVERIFY(m_page->noticeCard().isVisible());
            QVERIFY2(m_page->noticeCard().notice().text.contains(QString::fromUtf8(part)),
                     qPrintable(m_page->noticeCard().notice().text));
            m_page->hideNotice();
        };
        QMimeData several;
        several.setUrls({QUrl::fromLocalFile(QStringLiteral("/a.png")), QUrl::fromLocalFile(QStringLiteral("/b.png"))});
        drop(*m_page, several);
        expectNotice("several");
        QMimeData words;
        words.setText(QStringLiteral("a cabin"));
        drop(*m_page, words);
        expectNotice("text");
        QMimeData address;
        address.setUrls({QUrl(QStringLiteral("https://example.org/a.png"))});
        drop(*m_page, address);
        expectNotice("address");
        QCOMPARE(dropped.count(), 0);
    }

    void aNoticeDoesWhatItsButtonSays()
    {
        bool done = false;
        m_page->showNotice({Notice::Kind::Warning, QStringLiteral("Title"), {}, QStringLiteral("Do it"), {}, true},
                           [&done] { done = true; });
        press(m_page->noticeCard(), QStringLiteral("Do it"));
        QVERIFY(done);
        QVERIFY(!m_page->noticeCard().isVisible());
    }

    void thePictureIsNotUnderTheStrip()
    {
        m_staged->addFinished(1, 4, 600);
        const QRectF place = m_page->view().pictureRect().translated(m_page->view().pos());
        QVERIFY(!place.intersects(QRectF(m_page->strip().geometry())));
    }

    void randomUseKeepsItsOrder_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (const unsigned seed : {1U, 2U, 3U, 4U}) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }

    void randomUseKeepsItsOrder()
    {
        QFETCH(unsigned, seed);
        std::mt19937 random(seed);
        std::vector<CandidateList::Removed> removed;
        for (int i = 0; i < 600; ++i) {
            randomListEvent(random, removed);
            randomUserEvent(random);
            const Candidate* current = m_list->current();
            QCOMPARE(m_list->rowCount() == 0, current == nullptr);
            QCOMPARE(m_page->emptyState().isVisible(), current == nullptr);
            if (current != nullptr) {
                QCOMPARE(m_page->view().shown().id, current->id);
                QCOMPARE(m_page->strip().thumbnails()->currentIndex().row(), m_list->rowOf(current->id));
                QCOMPARE(m_page->errorCard().isVisible(), current->state == Candidate::State::Failed);
                QVERIFY(m_page->rect().contains(m_page->strip().geometry()));
                const double zoom = m_page->view().zoom();
                QVERIFY(zoom >= Viewport::kMinZoom && zoom <= Viewport::kMaxZoom);
            }
            if (i % 50 == 0) {
                (void)m_page->grab();
                QCoreApplication::processEvents();
            }
        }
    }

private:
    static void press(const NoticeCard& card, const QString& text)
    {
        QVERIFY(!text.isEmpty());
        for (QPushButton* button : card.findChildren<QPushButton*>()) {
            if (button->text() == text) {
                button->click();
                return;
            }
        }
        QFAIL("the card has no such button");
    }

    void randomListEvent(std::mt19937& random, std::vector<CandidateList::Removed>& removed)
    {
        const JobId job = 1 + random() % 12;
        const int index = int(random() % 3);
        const QImage picture(int(1 + random() % 90), int(1 + random() % 90), QImage::Format_RGB888);
        switch (random() % 11) {
        case 0:
            if (m_staged->list.ofJob(job).empty()) {
                m_staged->list.addJob(job, requestOf(3, 8 + 8 * int(random() % 90), 8 + 8 * int(random() % 90)));
            }
            break;
        case 1:
            m_staged->list.start(job);
            break;
        case 2:
            m_staged->setPreview(job, index, picture);
            break;
        case 3:
            m_staged->list.setFraction(job, index, double(random() % 100) / 90.);
            break;
        case 4:
            m_staged->finish(job, index, picture, random());
            break;
        case 5:
            m_staged->list.fail(job, memoryError());
            break;
        case 6:
            m_staged->list.cancel(job);
            break;
        case 7:
            m_staged->list.wait(job);
            break;
        case 8:
            if (auto taken = m_staged->list.remove(m_list->currentId())) {
                removed.push_back(*taken);
            }
            break;
        case 9:
            if (!removed.empty()) {
                m_staged->list.restore(removed.back());
                removed.pop_back();
            }
            break;
        default:
            m_staged->list.setKept(m_list->currentId(), {});
        }
    }

    void randomUserEvent(std::mt19937& random)
    {
        constexpr Qt::Key kKeys[] = {Qt::Key_Left, Qt::Key_Right,  Qt::Key_Plus,  Qt::Key_Minus, Qt::Key_Up,
                                     Qt::Key_Down, Qt::Key_Return, Qt::Key_Space, Qt::Key_0,     Qt::Key_1};
        CanvasView& view = m_page->view();
        const QPoint at(int(random() % unsigned(view.width())), int(random() % unsigned(view.height())));
        switch (random() % 4) {
        case 0:
            QTest::keyClick(&view, kKeys[random() % std::size(kKeys)],
                            random() % 3 == 0 ? Qt::ControlModifier : Qt::NoModifier);
            break;
        case 1:
            QTest::mousePress(&view, Qt::MiddleButton, {}, at);
            QTest::mouseMove(&view, QPoint(at.y(), at.x()));
            QTest::mouseRelease(&view, Qt::MiddleButton, {}, at);
            break;
        case 2:
            view.setZoom(view.zoom() * (0.5 + double(random() % 200) / 100.), QPointF(at));
            break;
        default:
            m_page->resize(500 + int(random() % 900), 500 + int(random() % 500));
        }
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<StagedCandidates> m_staged;
    CandidateModel* m_list = nullptr;
    std::unique_ptr<CanvasPage> m_page;
};

QTEST_MAIN(TestCanvasPage)
#include "test_canvas_page.moc"
