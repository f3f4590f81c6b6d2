// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/engine_pill.h"
#include "ui/panels/engine_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/status_dot.h"
#include "ui/widgets/thin_progress.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace gesso;
using namespace gesso::ui;

namespace {

constexpr std::uint64_t kGigabyte = 1'000'000'000;

DeviceInfo card(int index)
{
    return {"cuda:" + std::to_string(index), "NVIDIA H200", 141 * kGigabyte, 100 * kGigabyte};
}

DeviceInfo sickCard()
{
    DeviceInfo sick = card(0);
    sick.note = "this GPU does not answer";
    return sick;
}

QPushButton* buttonNamed(const QWidget& parent, const QString& text)
{
    for (QPushButton* button : parent.findChildren<QPushButton*>()) {
        if (button->text() == text) {
            return button;
        }
    }
    return nullptr;
}

} // namespace

Q_DECLARE_METATYPE(gesso::ui::EngineStatus)

class TestEnginePill final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhereTheEngineStands_data()
    {
        QTest::addColumn<EngineStatus>("status");
        QTest::addColumn<QString>("text");
        QTest::addColumn<StatusDot::State>("dot");
        using State = EngineState;
        const DeviceInfo cpu{"cpu:0", "AMD EPYC, 2 threads", 8 * kGigabyte, 2 * kGigabyte};
        QTest::newRow("starting") << EngineStatus{State::Starting, {}, {}} << "Starting…" << StatusDot::State::Waiting;
        QTest::newRow("cpu") << EngineStatus{State::Ready, {cpu}, {}} << "CPU · 2 core(s)" << StatusDot::State::Ok;
        QTest::newRow("unknown cpu") << EngineStatus{State::Ready, {{"cpu:0", "Odd", 0, 0}}, {}} << "CPU"
                                     << StatusDot::State::Ok;
        QTest::newRow("card") << EngineStatus{State::Working, {card(0)}, {}} << "H200 · 41 of 141 GB"
                              << StatusDot::State::Working;
        QTest::newRow("cards") << EngineStatus{State::Ready, {cpu, card(0), card(1)}, {}} << "2 × H200 · 82 of 282 GB"
                               << StatusDot::State::Ok;
        QTest::newRow("sick card") << EngineStatus{State::Ready, {sickCard(), cpu}, {}} << "CPU · 2 core(s)"
                                   << StatusDot::State::Ok;
        QTest::newRow("sick card beside one") << EngineStatus{State::Ready, {sickCard(), card(1), cpu}, {}}
                                              << "H200 · 41 of 141 GB" << StatusDot::State::Ok;
        QTest::newRow("silent") << EngineStatus{State::Silent, {cpu}, {}} << "Not responding…"
                                << StatusDot::State::Waiting;
        QTest::newRow("restarting") << EngineStatus{State::Restarting, {cpu}, {}} << "Restarting…"
                                    << StatusDot::State::Waiting;
        QTest::newRow("stopped") << EngineStatus{State::Stopped, {}, "x"} << "Engine stopped" << StatusDot::State::Off;
        QTest::newRow("not found") << EngineStatus{State::NotFound, {}, "x"} << "Engine not found"
                                   << StatusDot::State::Error;
        QTest::newRow("version") << EngineStatus{State::OtherVersion, {}, "x"} << "Engine version differs"
                                 << StatusDot::State::Error;
    }

    void saysWhereTheEngineStands()
    {
        QFETCH(EngineStatus, status);
        QFETCH(QString, text);
        QFETCH(StatusDot::State, dot);
        EnginePill pill;
        pill.setStatus(status);
        QCOMPARE(pill.shownText(), text);
        QCOMPARE(pill.findChild<StatusDot*>()->state(), dot);
        QVERIFY(pill.accessibleName().contains(text));
        QVERIFY(!pill.toolTip().isEmpty());
        QPushButton* again = buttonNamed(pill, QStringLiteral("Restart"));
        QCOMPARE(again->isVisibleTo(again->parentWidget()), status.needsUser());
        QVERIFY(status.needsUser() <= !adviceFor(status.state).isEmpty());
    }

    void shortensNames()
    {
        QCOMPARE(shortName({"cuda:0", "NVIDIA H100 80GB HBM3", 0, 0}), QStringLiteral("H100"));
        QCOMPARE(shortName({"cuda:0", "NVIDIA GeForce RTX 4090", 0, 0}), QStringLiteral("RTX 4090"));
        QCOMPARE(shortName({"cuda:3", "", 0, 0}), QStringLiteral("cuda:3"));
    }

    void memoryMakesSense()
    {
        QCOMPARE(memoryShare({"x", "x", 100, 25}), 0.75);
        QCOMPARE(memoryShare({"x", "x", 0, 25}), 0.);
        QCOMPARE(memoryShare({"x", "x", 100, 400}), 0.);
        QVERIFY(memoryText(1, 0).isEmpty());
    }

    void saysWhyNoCardIsUsed()
    {
        const QString why = QStringLiteral("No GPU is used: the NVIDIA driver is too old");
        EnginePill pill;
        pill.show();
        pill.setStatus({EngineState::Ready, {{"cpu:0", "CPU, 2 cores", 8, 4, why.toStdString()}}, {}});
        QVERIFY(pill.toolTip().contains(why));
        QVERIFY(pill.accessibleDescription().contains(why));
        QTest::mouseClick(&pill, Qt::LeftButton);
        const QList<QLabel*> labels = pill.findChildren<QLabel*>();
        const auto saysIt = [&](const QLabel* label) { return label->text() == why && label->isVisible(); };
        QCOMPARE(std::count_if(labels.begin(), labels.end(), saysIt), 1);
        pill.setStatus({EngineState::Ready, {{"cpu:0", "CPU, 2 cores", 8, 4}}, {}});
        QVERIFY(!pill.toolTip().contains(why));
    }

    void clickOpensDevicesAndWhatToDo()
    {
        EnginePill pill;
        pill.show();
        pill.setStatus({EngineState::NotFound, {card(0), card(1)}, QStringLiteral("no such program")});
        QTest::mouseClick(&pill, Qt::LeftButton);
        QWidget* popup = &pill;
        for (QWidget* each : pill.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
            popup = each->isWindow() ? each : popup;
        }
        QVERIFY(popup != &pill && popup->isVisible());
        QCOMPARE(popup->findChildren<ThinProgress*>().size(), 2);
        QVERIFY(qAbs(popup->findChild<ThinProgress*>()->fraction() - 41. / 141.) < 0.01);
        QSignalSpy again(&pill, &EnginePill::startAgainRequested);
        QSignalSpy settings(&pill, &EnginePill::settingsRequested);
        buttonNamed(*popup, QStringLiteral("Restart"))->click();
        QCOMPARE(again.count(), 1);
        QVERIFY(!popup->isVisible());
        QTest::keyClick(&pill, Qt::Key_Space);
        QVERIFY(popup->isVisible());
        buttonNamed(*popup, QStringLiteral("Settings…"))->click();
        QCOMPARE(settings.count(), 1);
    }

private:
    Theme m_theme{SchemeChoice::Dark};
};

QTEST_MAIN(TestEnginePill)
#include "test_engine_pill.moc"
