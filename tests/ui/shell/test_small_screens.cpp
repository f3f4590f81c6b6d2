// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/shell/window_stage.h"
#include "ui/panels/task_panel.h"
#include "ui/prompt/generate_button.h"
#include "ui/prompt/prompt_edit.h"
#include "ui/widgets/segments.h"

#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>

using namespace gesso;
using namespace gesso::ui;

namespace {

/// The area that the parameters scroll in.
QScrollArea& parametersOf(const WindowStage& stage)
{
    for (QScrollArea* area : stage.window->findChildren<QScrollArea*>()) {
        if (area->isAncestorOf(&stage.window->parametersPanel())) {
            return *area;
        }
    }
    qFatal("the parameters do not scroll");
}

bool isWhollySeen(const QWidget& widget)
{
    return widget.visibleRegion().boundingRect() == widget.rect() && widget.visibleRegion().rectCount() == 1;
}

} // namespace

/// The window on the screens of small laptops.
class TestSmallScreens final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstWindowFitsTheScreen()
    {
        const Theme theme(SchemeChoice::Dark);
        ServiceEvents events;
        FakeGenerationService service;
        Studio studio(service, events, {});
        MainWindow window(studio, {});
        window.show();
        const QSize room = window.screen()->availableSize();
        QVERIFY(room.height() < 900); // else this tests nothing
        QVERIFY2(window.height() < room.height(), qPrintable(QString::number(window.height())));
        QVERIFY(window.height() > room.height() - 100);
    }

    void promptAndButtonStayInSight_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("laptop") << QSize(1366, 728);
        QTest::newRow("netbook") << QSize(1024, 700);
        QTest::newRow("smallest") << QSize(1, 1);
    }
    void promptAndButtonStayInSight()
    {
        QFETCH(QSize, size);
        const WindowStage stage;
        stage.window->resize(size);
        PromptPanel& prompt = stage.window->promptPanel();
        prompt.setPrompt(QStringLiteral("a long description of hills and lakes ").repeated(20));
        prompt.setNegativePrompt(QStringLiteral("people, cars, houses, ").repeated(20));
        clickSegment(*stage.window->taskPanel().findChildren<Segments*>().at(0), 2);
        stage.window->parametersPanel().setUnfolded(true);
        QScrollBar* bar = parametersOf(stage).verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        auto* button = prompt.findChild<GenerateButton*>();
        for (const int place : {0, bar->maximum()}) {
            bar->setValue(place);
            QVERIFY(isWhollySeen(*button));
            QVERIFY(stage.window->rect().contains(QRect(prompt.mapTo(stage.window.get(), QPoint()), prompt.size())));
            for (const PromptEdit* box : prompt.findChildren<PromptEdit*>()) {
                QVERIFY(box->height() >= 3 * box->fontMetrics().lineSpacing());
            }
        }
        click(button);
        QTRY_COMPARE(stage.finished(), 1);
    }

    void allParametersCanBeScrolledTo()
    {
        const WindowStage stage;
        stage.window->resize(1024, 700);
        stage.window->parametersPanel().setUnfolded(true);
        QScrollArea& area = parametersOf(stage);
        QTRY_VERIFY(area.verticalScrollBar()->maximum() > 0);
        area.verticalScrollBar()->setValue(area.verticalScrollBar()->maximum());
        const QPoint end = stage.window->parametersPanel().rect().bottomLeft();
        const int last = stage.window->parametersPanel().mapTo(area.viewport(), end).y();
        QVERIFY2(last < area.viewport()->height(), qPrintable(QString::number(last)));
    }
};

QTEST_MAIN(TestSmallScreens)
#include "test_small_screens.moc"
