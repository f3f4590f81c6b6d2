// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/progress_line.h"

#include <QtTest/QtTest>

using namespace gesso;
using namespace gesso::cli;
using namespace std::chrono_literals;

namespace {

const ProgressLine::Clock::time_point kStart{};
constexpr std::size_t kWide = 200;

} // namespace

class TestProgressLine final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAStageWithoutSteps()
    {
        ProgressLine line(1);
        QCOMPARE(line.text({"load", 0, 0, 0}, kStart, kWide), std::string("Loading the model"));
        QCOMPARE(line.text({"text", 0, 0, 0}, kStart, kWide), std::string("Reading the prompt"));
    }

    void showsStepsAndTimeLeft()
    {
        ProgressLine line(1);
        QCOMPARE(line.text({"denoise", 0, 0, 10}, kStart, kWide),
                 std::string("Denoising [                              ] 0/10"));
        QCOMPARE(line.text({"denoise", 0, 5, 10}, kStart + 10s, kWide),
                 std::string("Denoising [===============               ] 5/10, 0:10 left"));
        QCOMPARE(line.text({"denoise", 0, 10, 10}, kStart + 20s, kWide),
                 std::string("Denoising [==============================] 10/10, 0:00 left"));
    }

    void countsPicturesInTheTimeLeft()
    {
        ProgressLine line(3);
        static_cast<void>(line.text({"denoise", 0, 0, 10}, kStart, kWide));
        const std::string text = line.text({"denoise", 1, 5, 10}, kStart + 150s, kWide);
        QVERIFY2(text.starts_with("Denoising 2 of 3 ["), text.c_str());
        QVERIFY2(text.ends_with(" 5/10, 2:30 left"), text.c_str());
    }

    void startsTheClockAnewForEachStage()
    {
        ProgressLine line(1);
        static_cast<void>(line.text({"denoise", 0, 0, 10}, kStart, kWide));
        static_cast<void>(line.text({"decode", 0, 0, 4}, kStart + 1000s, kWide));
        const std::string text = line.text({"decode", 0, 2, 4}, kStart + 1004s, kWide);
        QVERIFY2(text.ends_with("2/4, 0:04 left"), text.c_str());
    }

    void startsTheClockAnewAfterARestart()
    {
        ProgressLine line(1);
        static_cast<void>(line.text({"denoise", 0, 5, 10}, kStart, kWide));
        static_cast<void>(line.text({"denoise", 0, 1, 10}, kStart + 1000s, kWide));
        const std::string text = line.text({"denoise", 0, 2, 10}, kStart + 1001s, kWide);
        QVERIFY2(text.ends_with("2/10, 0:08 left"), text.c_str());
    }

    void fitsTheTerminal()
    {
        ProgressLine line(1);
        QCOMPARE(line.text({"denoise", 0, 5, 10}, kStart, 20).size(), std::size_t{20});
    }

    void survivesStepsBeyondTheirNumber()
    {
        ProgressLine line(1);
        QVERIFY(line.text({"denoise", 0, 12, 10}, kStart, kWide).find("12/10") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestProgressLine)
#include "test_progress_line.moc"
