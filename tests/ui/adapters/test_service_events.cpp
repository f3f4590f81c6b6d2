// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/adapters/service_events.h"

#include "tests/support/fake_generation_service.h"
#include "ui/adapters/picture.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace gesso;
using gesso::ui::FinishedPicture;
using gesso::ui::ServiceEvents;
using gesso::ui::toQImage;

namespace {

GenerationRequest smallRequest()
{
    GenerationRequest request;
    request.model = "fake";
    request.width = request.height = 16;
    request.steps = 4;
    request.count = 2;
    request.seed = 5;
    return request;
}

} // namespace

class TestServiceEvents final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aJobIsHeardWholeAndInOrderOnThisThread()
    {
        ServiceEvents events;
        QStringList heard;
        const auto note = [&](const QString& what) {
            QCOMPARE(QThread::currentThread(), thread());
            heard << what;
        };
        connect(&events, &ServiceEvents::readyHeard, this, [&] { note("ready"); });
        connect(&events, &ServiceEvents::startedHeard, this, [&] { note("started"); });
        connect(&events, &ServiceEvents::pictureHeard, this, [&](JobId, const FinishedPicture& picture) {
            QCOMPARE(picture.seed, quint64(5 + picture.index));
            note(QStringLiteral("picture %1").arg(picture.index));
        });
        connect(&events, &ServiceEvents::finishedHeard, this, [&] { note("finished"); });
        FakeGenerationService service;
        service.start(events);
        service.submit(1, smallRequest(), {}, {});
        QTRY_VERIFY(heard.contains("finished"));
        QCOMPARE(heard, QStringList({"ready", "started", "picture 0", "picture 1", "finished"}));
    }

    void noticesAreAllHeard()
    {
        ServiceEvents events;
        QSignalSpy heard(&events, &ServiceEvents::noticeHeard);
        events.noticed(7, "The embedding 'caf\u00e9' is skipped.");
        events.noticed(7, "Another.");
        QCOMPARE(heard.count(), 0);
        QTRY_COMPARE(heard.count(), 2);
        QCOMPARE(heard[0][1].toString(), QStringLiteral("The embedding 'caf\u00e9' is skipped."));
    }

    void onlyTheLatestPreviewWaits()
    {
        ServiceEvents events;
        std::vector<QImage> previews;
        std::vector<int> steps;
        connect(&events, &ServiceEvents::previewHeard, this,
                [&](JobId, int, const QImage& preview) { previews.push_back(preview); });
        connect(&events, &ServiceEvents::progressHeard, this,
                [&](JobId, const JobProgress& progress) { steps.push_back(progress.step); });
        for (int i = 1; i <= 100; ++i) { // this thread does not listen meanwhile
            events.progressed(1, {"denoise", 0, i, 100});
            events.previewed(1, 0, FakeGenerationService::pictureOf(static_cast<std::uint64_t>(i), 4, 4));
            events.previewed(1, 1, FakeGenerationService::pictureOf(static_cast<std::uint64_t>(i), 4, 4));
        }
        QTRY_COMPARE(previews.size(), std::size_t(2));
        QCOMPARE(steps, std::vector<int>({100}));
        QCOMPARE(previews[0].pixelColor(0, 0).blue(), (100 * 37) % 256);
    }

    void picturesComeAsTheEngineSentThem()
    {
        ServiceEvents events;
        std::vector<FinishedPicture> pictures;
        connect(&events, &ServiceEvents::pictureHeard, this,
                [&](JobId, const FinishedPicture& picture) { pictures.push_back(picture); });
        bool finished = false;
        connect(&events, &ServiceEvents::finishedHeard, this, [&] { finished = true; });
        const JobImage image{FakeGenerationService::finishedOf(1, 8, 8), 1, 0, {}};
        events.pictureReady(7, image);
        events.engineLost({ErrorCode::EngineDied, "killed"}, true);
        events.engineReady({});
        events.finished(7, {});
        QTRY_VERIFY(finished);
        QCOMPARE(pictures.size(), std::size_t(1));
        QCOMPARE(pictures.front().picture, image.picture); // the same one, not a copy
        QCOMPARE(pictures.front().shown, toQImage(FakeGenerationService::pictureOf(1, 8, 8)));
    }
};

QTEST_GUILESS_MAIN(TestServiceEvents)
#include "test_service_events.moc"
