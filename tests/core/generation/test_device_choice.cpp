// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/device_choice.h"

#include <QTest>

using namespace gesso;

class TestDeviceChoice final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryForm()
    {
        using Kind = DeviceChoice::Kind;
        QCOMPARE(parseDeviceChoice("auto").value(), (DeviceChoice{Kind::Auto, 1, {}}));
        QCOMPARE(parseDeviceChoice("cpu").value(), (DeviceChoice{Kind::Cpu, 1, {}}));
        QCOMPARE(parseDeviceChoice("cpu:2").value(), (DeviceChoice{Kind::Cpu, 2, {}}));
        QCOMPARE(parseDeviceChoice("cuda").value(), (DeviceChoice{Kind::Cuda, 1, {}}));
        QCOMPARE(parseDeviceChoice("cuda:3").value(), (DeviceChoice{Kind::Cuda, 1, {3}}));
        QCOMPARE(parseDeviceChoice("cuda:1,0,7").value(), (DeviceChoice{Kind::Cuda, 1, {1, 0, 7}}));
    }

    void refusesOtherText_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"", "gpu", "CPU", "cpu:", "cpu:0", "cpu:65", "cpu:-1", "cpu: 2", "cpu:2x", "cuda:",
                                 "cuda:0,", "cuda:,0", "cuda:0,0", "cuda:64", "cuda:99999999999999999999", "auto "}) {
            QTest::newRow(text) << QByteArray(text);
        }
    }

    void refusesOtherText()
    {
        QFETCH(QByteArray, text);
        const auto choice = parseDeviceChoice(text.toStdString());
        QVERIFY(!choice);
        QCOMPARE(choice.error().code, ErrorCode::InvalidRequest);
        QVERIFY(choice.error().message.find("'" + text.toStdString() + "'") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestDeviceChoice)
#include "test_device_choice.moc"
