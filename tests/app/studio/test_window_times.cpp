// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/picture_file.h"
#include "core/settings/session_pictures.h"
#include "core/settings/session_thumbnails.h"
#include "tests/app/studio/engine_stage.h"
#include "tests/app/studio/watched_application.h"
#include "tests/support/time_judge.h"
#include "tests/ui/shell/window_stage.h"
#include "ui/canvas/canvas_view.h"

using namespace gesso;
using namespace gesso::test;
using namespace gesso::ui;
using namespace std::chrono_literals;

namespace {

constexpr int kLongMs = 120'000;
constexpr double kMostLatencyMs = 8.; ///< of 99 movements of 100
constexpr double kMostBlockMs = 50.;

WatchedApplication& application()
{
    return static_cast<WatchedApplication&>(*qApp);
}

/// A batch as it is asked for, smaller where nothing is judged.
struct Batch {
    int count, steps, side;
};

Batch batch()
{
    return TimeJudge::judges() ? Batch{8, 20, 1024} : Batch{2, 4, 64};
}

/// What was measured in one of the tests, told and judged.
class Measured {
public:
    explicit Measured(const QWidget* widget = nullptr) { application().watch(widget); }

    [[nodiscard]] bool isSmooth(const char* what) const
    {
        const std::vector<double>& latencies = application().latencies();
        const WatchedApplication::Longest& longest = application().longest();
        if (!latencies.empty()) {
            qInfo("%s: pointer to paint p50 %.1f ms, p99 %.1f ms, max %.1f ms of %zu movements", what,
                  quantile(latencies, .5), quantile(latencies, .99), quantile(latencies, 1.), latencies.size());
            const std::vector<double>& work = application().work();
            qInfo("%s: the window's own work for a frame p50 %.1f ms, p99 %.1f ms", what, quantile(work, .5),
                  quantile(work, .99));
        }
        qInfo("%s: longest event %.1f ms, a %s; event loop late at most %.1f ms", what, longest.milliseconds,
              qPrintable(longest.name), m_stalls.quantile(1.));
        return TimeJudge::judged(quantile(latencies, .99), kMostLatencyMs) &&
               TimeJudge::judged(m_stalls.quantile(1.), kMostBlockMs);
    }

private:
    StallWatch m_stalls;
};

/// A folder with a session of so many pictures with their thumbnails.
Session manyPictures(const std::filesystem::path& folder, int count)
{
    Session session;
    const SessionPictures pictures = SessionPictures::open(folder).value();
    const SessionThumbnails thumbnails(folder);
    PictureMetadata metadata;
    metadata.request.emplace();
    metadata.request->model = "/fake";
    metadata.request->prompt = "a red cabin on a lake near mountains at sunset";
    for (int i = 0; i < count; ++i) {
        const Image image = FakeGenerationService::pictureOf(static_cast<std::uint64_t>(i), 256, 256);
        Session::StripPicture picture;
        picture.file = pictures.put(image, metadata).value();
        picture.id = picture.job = static_cast<std::uint64_t>(i + 1);
        thumbnails.put(picture.file, image);
        session.results.push_back(picture);
    }
    session.shown = session.results.back().id;
    return session;
}

} // namespace

/// How smooth the window is under its hardest work: pointer to paint, and what blocks its event loop.
class TestWindowTimes final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBatchWithPreviews()
    {
        const QTemporaryDir folder;
        FakeBehaviour behaviour;
        behaviour.stepTime = TimeJudge::judges() ? 40ms : 1ms;
        behaviour.previewSide = batch().side / 8;
        WindowStage stage(behaviour, {folder.path().toStdString(), {}, {}, false});
        stage.edit([](GenerationRequest& request) {
            request.count = batch().count;
            request.steps = batch().steps;
            request.width = request.height = batch().side;
        });
        CanvasView& view = stage.window->canvasPage().view();
        stage.generate();
        QTRY_VERIFY(stage.studio->candidates().current() != nullptr);
        const Measured measured(&view);
        {
            const DraggingHand hand(application(), view);
            QVERIFY(runUntil([&] { return stage.finished() == batch().count && view.isPrepared(); }));
        }
        QVERIFY(!application().latencies().empty());
        QVERIFY(measured.isSmooth("batch"));
    }

    void aBatchOfTheRealEngine()
    {
        EngineStage stage;
        QTRY_COMPARE_WITH_TIMEOUT(stage.studio->engine().status().state, EngineState::Ready, kLongMs);
        stage.studio->workspace().edit([](GenerationRequest& request) {
            request.count = batch().count;
            request.steps = batch().steps;
        });
        CanvasView& view = stage.window->canvasPage().view();
        CandidateModel& candidates = stage.studio->candidates();
        stage.window->promptPanel().focusPrompt();
        QTest::keyClicks(QApplication::focusWidget(), "a red cabin");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(
            candidates.current() != nullptr && !candidates.picture(candidates.currentId()).isNull(), kLongMs);
        const Measured measured(&view);
        {
            const DraggingHand hand(application(), view);
            QVERIFY(runUntil([&] { return stage.studio->queue().empty(); }));
        }
        QVERIFY(!application().latencies().empty());
        QVERIFY(measured.isSmooth("engine"));
    }

    void aSessionOfManyPictures()
    {
        const int count = TimeJudge::judges() ? 1000 : 20;
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        SessionPlace place{path, manyPictures(path, count), {}, true};
        const Theme theme{SchemeChoice::Dark};
        ServiceEvents events;
        FakeGenerationService service;
        service.start(events);
        Studio studio(service, events, {});
        MainWindow window(studio, place);
        window.show();
        const Measured measured; // from the first frame on
        QVERIFY(runUntil([&] {   // until it is written again
            return studio.candidates().rowCount() == count &&
                   !studio.candidates().picture(studio.candidates().currentId()).isNull() &&
                   std::filesystem::exists(path / "session.json");
        }));
        QVERIFY(measured.isSmooth("session"));
    }

    void aPictureOf24Megapixels()
    {
        const QSize size = TimeJudge::judges() ? QSize(6000, 4000) : QSize(300, 200);
        const WindowStage stage;
        const std::filesystem::path file = stage.path("large.jpg").toStdString();
        QVERIFY(writePicture(file, FakeGenerationService::pictureOf(3, size.width(), size.height()), PictureFormat::Jpg,
                             8, {}));
        stage.makePicture();
        CanvasView& view = stage.window->canvasPage().view();
        const Measured measured(&view);
        {
            const DraggingHand hand(application(), view);
            stage.window->openFiles({QString::fromStdString(file.string())});
            QVERIFY(runUntil([&] { return view.shown().size == size && view.isPrepared(); }));
        }
        QVERIFY(measured.isSmooth("24 megapixels"));
    }
};

int main(int argc, char** argv)
{
    WatchedApplication application(argc, argv);
    TestWindowTimes test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_window_times.moc"
