// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/inputs.h"

#include <QTest>

using namespace gesso;

namespace {

std::shared_ptr<const Image> picture(int width, int height, int channels, std::uint8_t value)
{
    Image image{width, height, channels, {}};
    image.u8().assign(image.rowValues() * static_cast<std::size_t>(height), value);
    return std::make_shared<const Image>(std::move(image));
}

GenerationRequest requestOf(Task task)
{
    GenerationRequest request;
    request.task = task;
    return request;
}

} // namespace

class TestInputs final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachTaskNeedsItsPictures_data()
    {
        QTest::addColumn<int>("task");
        QTest::addColumn<int>("init"); // channels, 0: none
        QTest::addColumn<int>("mask"); // value, -1: none
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const char* name, Task task, int init, int mask, const char* named) {
            QTest::newRow(name) << static_cast<int>(task) << init << mask << QByteArray(named);
        };
        row("text alone", Task::TextToImage, 0, -1, "");
        row("panorama alone", Task::Panorama, 0, -1, "");
        row("text with a picture", Task::TextToImage, 3, -1, "leave the picture out");
        row("restyle", Task::ImageToImage, 3, -1, "");
        row("restyle nothing", Task::ImageToImage, 0, -1, "no picture to begin from");
        row("restyle with a mask", Task::ImageToImage, 3, 255, "no use for a mask");
        row("restyle grey", Task::ImageToImage, 1, -1, "it must have 3");
        row("repaint", Task::Inpaint, 3, 255, "");
        row("repaint without mask", Task::Inpaint, 3, -1, "There is no mask");
        row("repaint with a black mask", Task::Inpaint, 3, 0, "black all over");
        row("repaint with a dark mask", Task::Inpaint, 3, 127, "black all over");
        row("repaint without picture", Task::Inpaint, 0, 255, "no picture to begin from");
    }

    void eachTaskNeedsItsPictures()
    {
        QFETCH(int, task);
        QFETCH(int, init);
        QFETCH(int, mask);
        QFETCH(QByteArray, named);
        GenerationInputs inputs;
        inputs.init = init > 0 ? picture(16, 8, init, 9) : nullptr;
        inputs.mask = mask >= 0 ? picture(16, 8, 1, static_cast<std::uint8_t>(mask)) : nullptr;
        const Result<> outcome = validate(requestOf(static_cast<Task>(task)), inputs);
        QCOMPARE(outcome.has_value(), named.isEmpty());
        if (!outcome) {
            QCOMPARE(outcome.error().code, ErrorCode::InvalidRequest);
            QVERIFY2(outcome.error().message.find(named.toStdString()) != std::string::npos,
                     outcome.error().message.c_str());
        }
    }

    void masksOfAnotherSizeAreRefusedWithBoth()
    {
        const Result<> outcome = validate(requestOf(Task::Inpaint), {picture(16, 8, 3, 1), picture(8, 16, 1, 255)});
        QVERIFY(!outcome);
        QVERIFY(outcome.error().message.find("8x16") != std::string::npos);
        QVERIFY(outcome.error().message.find("16x8") != std::string::npos);
    }

    void invertedWhiteMasksAreRefused()
    {
        GenerationRequest request = requestOf(Task::Inpaint);
        request.inpaint.invert = true;
        const Result<> outcome = validate(request, {picture(8, 8, 3, 1), picture(8, 8, 1, 255)});
        QVERIFY(!outcome && outcome.error().message.find("white all over") != std::string::npos);
        request.inpaint.extension.left = 8;
        QVERIFY(validate(request, {picture(8, 8, 3, 1), picture(8, 8, 1, 255)}));
    }

    void pixelsThatAreNotThereAreRefused()
    {
        auto broken = std::make_shared<Image>(Image{8, 8, 3, std::vector<std::uint8_t>(191)});
        QVERIFY(!validate(requestOf(Task::ImageToImage), {broken, nullptr}));
    }

    void extensionsMayNotGrowBeyondTheLargestSide()
    {
        GenerationRequest request = requestOf(Task::Inpaint);
        request.inpaint.extension.right = 16380;
        const Result<> outcome = validate(request, {picture(8, 8, 3, 1), nullptr});
        QVERIFY(!outcome && outcome.error().message.find("16388x8") != std::string::npos);
    }

    void theResultIsTheCanvasWhereItsPixelsStay()
    {
        GenerationRequest request = requestOf(Task::Inpaint);
        const GenerationInputs inputs{picture(61, 43, 3, 1), picture(61, 43, 1, 255)};
        request.width = 64;
        request.height = 48;
        QCOMPARE(resultSize(request, inputs), (PictureSize{61, 43}));
        request.inpaint.composite = false;
        QCOMPARE(resultSize(request, inputs), (PictureSize{64, 48}));
        request.inpaint.onlyMasked = true;
        QCOMPARE(resultSize(request, inputs), (PictureSize{61, 43}));
        request.task = Task::ImageToImage;
        QCOMPARE(resultSize(request, inputs), (PictureSize{64, 48}));
    }

    void hashesTellPicturesApart()
    {
        const std::string hash = hashOf(*picture(4, 2, 3, 1));
        QCOMPARE(hash.size(), std::size_t{16});
        QCOMPARE(hashOf(*picture(4, 2, 3, 1)), hash);
        QVERIFY(hashOf(*picture(2, 4, 3, 1)) != hash);
        QVERIFY(hashOf(*picture(4, 2, 3, 2)) != hash);
    }
};

QTEST_APPLESS_MAIN(TestInputs)
#include "test_inputs.moc"
