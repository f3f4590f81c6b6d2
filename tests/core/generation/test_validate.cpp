// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/validate.h"

#include <QTest>

#include <functional>
#include <limits>

using namespace gesso;

using Change = std::function<void(GenerationRequest&)>;
Q_DECLARE_METATYPE(Change)

class TestValidate final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void acceptsTheDefaults() { QVERIFY(validate(GenerationRequest{})); }

    void acceptsBothEndsOfEachRange()
    {
        GenerationRequest low;
        low.steps = low.count = low.clipSkip = 1;
        low.guidanceScale = low.guidanceRescale = 0.;
        low.width = low.height = 8;
        QVERIFY(validate(low));

        GenerationRequest high;
        high.steps = 1000;
        high.count = 1024;
        high.clipSkip = 12;
        high.guidanceScale = 100.;
        high.guidanceRescale = 1.;
        high.width = 16384;
        high.height = 4096;
        high.seed = std::numeric_limits<std::uint64_t>::max();
        high.prompt = std::string(std::size_t{1} << 20, 'x');
        high.modelHash = "0123456789abcdef";
        QVERIFY(validate(high));
    }

    void refuses_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QByteArray>("named"); // what the message must name
        const auto row = [](const char* title, Change change, const char* named) {
            QTest::newRow(title) << std::move(change) << QByteArray(named);
        };
        row(
            "no steps", [](auto& r) { r.steps = 0; }, "steps is 0: choose from 1 to 1000");
        row(
            "negative steps", [](auto& r) { r.steps = -5; }, "steps is -5");
        row(
            "many steps", [](auto& r) { r.steps = 1001; }, "steps is 1001");
        row(
            "no pictures", [](auto& r) { r.count = 0; }, "pictures is 0");
        row(
            "many pictures", [](auto& r) { r.count = 1025; }, "pictures is 1025");
        row(
            "clip skip 0", [](auto& r) { r.clipSkip = 0; }, "clip skip is 0");
        row(
            "clip skip 13", [](auto& r) { r.clipSkip = 13; }, "clip skip is 13");
        row(
            "negative guidance", [](auto& r) { r.guidanceScale = -1.; }, "guidance scale is -1");
        row(
            "huge guidance", [](auto& r) { r.guidanceScale = 100.5; }, "guidance scale is 100.5");
        row(
            "guidance NaN", [](auto& r) { r.guidanceScale = std::nan(""); }, "guidance scale is nan");
        row(
            "guidance infinite", [](auto& r) { r.guidanceScale = HUGE_VAL; }, "guidance scale is inf");
        row(
            "rescale 1.1", [](auto& r) { r.guidanceRescale = 1.1; }, "guidance rescale is 1.1");
        row(
            "rescale NaN", [](auto& r) { r.guidanceRescale = std::nan(""); }, "guidance rescale is nan");
        row(
            "zero width", [](auto& r) { r.width = 0; }, "width is 0");
        row(
            "negative height", [](auto& r) { r.height = -512; }, "height is -512");
        row(
            "width not of 8", [](auto& r) { r.width = 513; }, "(512 or 520 is near)");
        row(
            "huge width", [](auto& r) { r.width = 16392; }, "width is 16392");
        row(
            "too many pixels", [](auto& r) { r.width = r.height = 16384; }, "16384x16384");
        row(
            "prompt over 1 MiB", [](auto& r) { r.prompt.assign((1 << 20) + 1, 'x'); }, "prompt has 1048577 bytes");
        row(
            "prompt not UTF-8", [](auto& r) { r.prompt = "caf\xE9"; }, "prompt is not valid UTF-8 from byte 3");
        row(
            "negative not UTF-8", [](auto& r) { r.negativePrompt = "\xFF"; }, "negative prompt is not valid UTF-8");
        row(
            "zero byte", [](auto& r) { r.prompt = std::string("a\0b", 3); }, "zero byte at byte 1");
        row(
            "model path not UTF-8", [](auto& r) { r.model = "/m\xFF"; }, "model's path");
        row(
            "hash not hex", [](auto& r) { r.modelHash = "xyz"; }, "model hash");
    }

    void refuses()
    {
        QFETCH(Change, change);
        QFETCH(QByteArray, named);
        GenerationRequest request;
        change(request);
        const auto outcome = validate(request);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::InvalidRequest);
        QVERIFY2(outcome.error().message.find(named.toStdString()) != std::string::npos,
                 outcome.error().message.c_str());
        QVERIFY(outcome.error().message.size() < 300);
    }

    void optionsNeedAKnownFormOfDevice()
    {
        ExecutionOptions options;
        QVERIFY(validate(options));
        options.device = "cuda:0,1";
        QVERIFY(validate(options));
        options.device = "tpu";
        QCOMPARE(validate(options).error().code, ErrorCode::InvalidRequest);
    }
};

QTEST_APPLESS_MAIN(TestValidate)
#include "test_validate.moc"
