// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/results/results_test_kit.h"
#include "ui/canvas/canvas_view.h"
#include "ui/theme/theme.h"

#include <QTest>

using namespace gesso::ui;

/// What must be exact on a screen of 1.5 device pixels per pixel.
class TestCanvasViewHidpi final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void atHundredPercentEveryPixelIsItself_data()
    {
        QTest::addColumn<QPoint>("at");
        QTest::newRow("at the window's corner") << QPoint(0, 0);
        QTest::newRow("between two device pixels") << QPoint(11, 7);
    }

    void atHundredPercentEveryPixelIsItself()
    {
        QFETCH(QPoint, at);
        const Theme theme(SchemeChoice::Dark);
        QWidget window;
        auto* view = new CanvasView(&window);
        view->setGeometry(QRect(at, QSize(601, 403)));
        window.resize(640, 480);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const double ratio = view->devicePixelRatioF();
        QCOMPARE(ratio, 1.5);
        const QImage picture = gradientPicture(300, 200);
        ShownPicture shown;
        shown.id = 1;
        shown.picture = picture;
        shown.size = picture.size();
        view->setShown(shown);
        view->setZoom(1.);
        const QImage shot = window.grab().toImage();
        QCOMPARE(shot.size(), QSize(960, 720));
        const QPointF expected = (view->pictureRect().topLeft() + QPointF(at)) * ratio;
        const QPoint corner(qRound(expected.x()), qRound(expected.y()));
        bool exact = false;
        for (const QPoint shift : {QPoint(0, 0), QPoint(-1, 0), QPoint(0, -1), QPoint(-1, -1)}) {
            exact =
                exact || shot.copy(QRect(corner + shift, picture.size())).convertToFormat(picture.format()) == picture;
        }
        QVERIFY(exact);
    }
};

int main(int argc, char** argv)
{
    qputenv("QT_SCALE_FACTOR", "1.5");
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    const QApplication application(argc, argv);
    TestCanvasViewHidpi test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_canvas_view_hidpi.moc"
