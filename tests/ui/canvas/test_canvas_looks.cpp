// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/results/results_test_kit.h"
#include "ui/canvas/canvas_page.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/empty_state.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QTest>

using namespace gesso;
using namespace gesso::ui;

/// The page in its states and both schemes. With GESSO_SCREENSHOTS naming a folder the pictures are left there; with
/// GESSO_SAMPLE naming a picture file, that is what was "made".
class TestCanvasLooks final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_sample = QImage(qEnvironmentVariable("GESSO_SAMPLE"));
        if (m_sample.isNull()) {
            m_sample = gradientPicture(512, 352);
        }
    }

    void init()
    {
        m_staged = std::make_unique<StagedCandidates>();
        m_list = &m_staged->model;
        m_page = std::make_unique<CanvasPage>(*m_list, m_staged->commands);
        m_page->resize(1048, 820);
        m_page->emptyState().setModelLine(
            QStringLiteral("The starter model is ready. It knows landscapes, cabins, boats and balloons."));
        m_page->emptyState().setExamples({{QStringLiteral("cabin on a lake near mountains at sunset"), m_sample},
                                          {QStringLiteral("cabin under a starry night sky, still water"), {}},
                                          {QStringLiteral("hot air balloon over a blue lake and snowy peaks"), {}}});
        m_page->show();
    }

    void cleanup()
    {
        m_page.reset();
        m_staged.reset();
    }

    void looksRightIn_data()
    {
        QTest::addColumn<bool>("light");
        QTest::newRow("dark") << false;
        QTest::newRow("light") << true;
    }

    void looksRightIn()
    {
        QFETCH(bool, light);
        const Theme theme(light ? SchemeChoice::Light : SchemeChoice::Dark);
        look("empty", light);
        addBatch(1, 4);
        m_staged->list.setKept(m_list->at(1).id, "a.png");
        m_list->setCurrent(m_list->at(2).id);
        look("finished", light);
        m_staged->list.addJob(2, requestOf(4, m_sample.width(), m_sample.height()));
        m_staged->list.start(2);
        m_list->setCurrent(m_list->at(4).id);
        m_staged->setPreview(2, 0, m_sample.scaled(m_sample.size() / 8, Qt::KeepAspectRatio, Qt::SmoothTransformation));
        m_staged->list.setFraction(2, 0, 0.48);
        look("preview", light);
        m_staged->list.fail(
            2, {ErrorCode::OutOfDeviceMemory,
                "4096 × 4096 needs 30 GB and cuda:0 has 12 GB free: take a smaller size or fewer pictures."});
        look("error", light);
        m_page->view().setFocus(Qt::TabFocusReason);
        m_list->setCurrent(m_list->at(0).id);
        m_page->view().setZoom(6.);
        look("zoomed", light);
    }

private:
    void addBatch(JobId job, int count)
    {
        m_staged->list.addJob(job, requestOf(count, m_sample.width(), m_sample.height()));
        for (int index = 0; index < count; ++index) {
            m_staged->finish(job, index, index % 2 == 0 ? m_sample : m_sample.mirrored(true, false), 100);
        }
    }

    void look(const char* state, bool light)
    {
        QCoreApplication::processEvents();
        QTRY_VERIFY(m_list->current() == nullptr || m_page->view().shown().picture.isNull() ||
                    m_page->view().isPrepared());
        const QImage shot = m_page->grab().toImage();
        const QPoint besideThePicture(shot.width() - 4, shot.height() / 2);
        const Colors& expected = colorsOf(light ? Scheme::Light : Scheme::Dark);
        if (m_page->view().isFit()) {
            QCOMPARE(shot.pixelColor(besideThePicture), expected.canvas);
        } else {
            QVERIFY(shot.pixelColor(besideThePicture) != expected.canvas); // the picture goes up to the edge
        }
        const QString folder = qEnvironmentVariable("GESSO_SCREENSHOTS");
        if (!folder.isEmpty()) {
            const QString name = QStringLiteral("canvas-%1-%2.png").arg(QLatin1String(state), light ? "light" : "dark");
            QVERIFY(shot.save(QDir(folder).filePath(name)));
        }
    }

    QImage m_sample;
    std::unique_ptr<StagedCandidates> m_staged;
    CandidateModel* m_list = nullptr;
    std::unique_ptr<CanvasPage> m_page;
};

QTEST_MAIN(TestCanvasLooks)
#include "test_canvas_looks.moc"
