// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/time_judge.h"
#include "tests/support/user.h"
#include "tests/ui/results/results_test_kit.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/zoom_menu.h"
#include "ui/theme/theme.h"

#include <QMenu>
#include <QPaintEvent>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace gesso;
using namespace gesso::ui;
using gesso::test::TimeJudge;
using namespace std::chrono_literals;

namespace {

ShownPicture shownOf(const QImage& picture, QSize size = {})
{
    ShownPicture shown;
    shown.id = 1;
    shown.picture = picture;
    shown.size = size.isEmpty() ? picture.size() : size;
    return shown;
}

void turnWheel(QWidget& view, const QPointF& at, int angle)
{
    QWheelEvent event(at, view.mapToGlobal(at), {}, {0, angle}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&view, &event);
}

bool isNear(const QPointF& a, const QPointF& b, double distance)
{
    return std::hypot(a.x() - b.x(), a.y() - b.y()) <= distance;
}

} // namespace

/// Run at 1x; test_canvas_view_hidpi.cpp runs what depends on it at 1.5x.
class TestCanvasView final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(SchemeChoice::Dark); }

    void init()
    {
        m_view = std::make_unique<CanvasView>();
        m_view->resize(800, 600);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }

    void cleanup() { m_view.reset(); }

    void fitsAndFollowsTheSizeUntilItIsZoomed()
    {
        m_view->setShown(shownOf(gradientPicture(1000, 500)));
        QVERIFY(m_view->isFit());
        const QRectF place = m_view->pictureRect();
        QVERIFY(QRectF(m_view->rect()).contains(place));
        QVERIFY(std::abs(place.width() / place.height() - 2.) < 0.01);
        m_view->resize(1200, 900);
        QTRY_VERIFY(m_view->pictureRect().width() > place.width());
        m_view->setZoom(0.25);
        m_view->resize(500, 400);
        QTRY_COMPARE(m_view->width(), 500);
        QCOMPARE(m_view->zoom(), 0.25);
        QVERIFY(!m_view->isFit());
        m_view->fit();
        QVERIFY(m_view->isFit());
        QVERIFY(QRectF(m_view->rect()).contains(m_view->pictureRect()));
    }

    void aSmallPictureFillsTheViewToo()
    {
        m_view->setShown(shownOf(gradientPicture(64, 64)));
        QVERIFY(m_view->isFit());
        QVERIFY2(m_view->pictureRect().height() > m_view->height() / 2.,
                 qPrintable(QString::number(m_view->pictureRect().height())));
    }

    void theWheelKeepsThePointUnderTheCursor()
    {
        m_view->setShown(shownOf(gradientPicture(1000, 700)));
        for (const QPointF at : {QPointF(300, 200), QPointF(420, 310), QPointF(500, 380)}) {
            m_view->fit();
            const QPointF point = m_view->toPicture(at);
            for (const int angle : {120, 120, 120, 240, -360, 120, 960, -480}) {
                turnWheel(*m_view, at, angle);
                QVERIFY2(isNear(m_view->toPicture(at), point, 0.01), qPrintable(QString::number(m_view->zoom())));
            }
        }
    }

    void theZoomStaysInItsRange()
    {
        m_view->setShown(shownOf(gradientPicture(64, 64)));
        QSignalSpy changed(m_view.get(), &CanvasView::zoomChanged);
        for (int i = 0; i < 200; ++i) {
            turnWheel(*m_view, {400, 300}, 240);
        }
        QCOMPARE(m_view->zoom(), 64.);
        for (int i = 0; i < 200; ++i) {
            turnWheel(*m_view, {400, 300}, -240);
        }
        QCOMPARE(m_view->zoom(), 0.01);
        QVERIFY(changed.count() > 10);
        m_view->setZoom(std::nan(""));
        QCOMPARE(m_view->zoom(), 0.01);
    }

    void keysZoom()
    {
        m_view->setShown(shownOf(gradientPicture(1000, 700)));
        QTest::keyClick(m_view.get(), Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(m_view->zoom(), 1.);
        QTest::keyClick(m_view.get(), Qt::Key_Plus);
        QCOMPARE(m_view->zoom(), 1.5);
        QTest::keyClick(m_view.get(), Qt::Key_Minus);
        QTest::keyClick(m_view.get(), Qt::Key_Minus);
        QCOMPARE(m_view->zoom(), 0.67);
        QTest::keyClick(m_view.get(), Qt::Key_0, Qt::ControlModifier);
        QVERIFY(m_view->isFit());
    }

    void aPictureLooksTheSameWhereItIsMoved()
    {
        const auto show = [this] {
            m_view->setShown({});
            m_view->setShown(shownOf(gradientPicture(500, 350), {1000, 700})); // not painted pixel for pixel
            m_view->setZoom(0.6667);
        };
        show();
        const QImage still = m_view->grab().toImage();
        show();
        for (const auto& [key, modifier] :
             {std::pair(Qt::Key_Left, Qt::ShiftModifier), std::pair(Qt::Key_Up, Qt::NoModifier),
              std::pair(Qt::Key_Right, Qt::ShiftModifier), std::pair(Qt::Key_Down, Qt::NoModifier)}) { // and back
            m_view->repaint();
            QTest::keyClick(m_view.get(), key, modifier);
        }
        QCOMPARE(m_view->grab().toImage(), still);
    }

    void panningDoesNotPaintWhatFloatsElsewhere()
    {
        class Painted final : public QObject {
        public:
            QRegion region;
            bool eventFilter(QObject*, QEvent* event) override
            {
                if (event->type() == QEvent::Paint) {
                    region |= static_cast<QPaintEvent*>(event)->region();
                }
                return false;
            }
        } painted;
        m_view->setShown(shownOf(gradientPicture(200, 100)));
        m_view->setZoom(1.);
        QVERIFY(QTest::qWaitFor([this] { return m_view->isPrepared(); }));
        QCoreApplication::processEvents();
        m_view->installEventFilter(&painted);
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QTRY_VERIFY(!painted.region.isEmpty());
        QVERIFY(painted.region.contains(m_view->pictureRect().center().toPoint()));
        QVERIFY(!painted.region.contains(QPoint(20, 580)));
        QVERIFY(!painted.region.contains(QPoint(780, 20)));
    }

    void spaceAndTheMiddleButtonPan()
    {
        m_view->setShown(shownOf(gradientPicture(1000, 700)));
        m_view->setZoom(1.);
        const QPointF before = m_view->toPicture({400, 300});
        QTest::mousePress(m_view.get(), Qt::MiddleButton, {}, {400, 300});
        QTest::mouseMove(m_view.get(), {450, 330});
        QTest::mouseRelease(m_view.get(), Qt::MiddleButton, {}, {450, 330});
        QVERIFY(isNear(m_view->toPicture({450, 330}), before, 0.01));
        QTest::mouseMove(m_view.get(), {500, 500});
        QVERIFY(isNear(m_view->toPicture({450, 330}), before, 0.01));

        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, {400, 300}); // without Space: nothing
        QTest::mouseMove(m_view.get(), {300, 300});
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, {300, 300});
        QVERIFY(isNear(m_view->toPicture({450, 330}), before, 0.01));

        QTest::keyPress(m_view.get(), Qt::Key_Space);
        QCOMPARE(m_view->cursor().shape(), Qt::OpenHandCursor);
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, {450, 330});
        QTest::mouseMove(m_view.get(), {400, 300});
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, {400, 300});
        QTest::keyRelease(m_view.get(), Qt::Key_Space);
        QVERIFY(isNear(m_view->toPicture({400, 300}), before, 0.01));
        QCOMPARE(m_view->cursor().shape(), Qt::ArrowCursor);
    }

    void panningNeverLosesThePicture()
    {
        m_view->setShown(shownOf(gradientPicture(1000, 700)));
        m_view->setZoom(1.);
        for (int i = 0; i < 20; ++i) {
            QTest::mousePress(m_view.get(), Qt::MiddleButton, {}, {10, 10});
            QTest::mouseMove(m_view.get(), {790, 590});
            QTest::mouseRelease(m_view.get(), Qt::MiddleButton, {}, {790, 590});
        }
        QVERIFY(m_view->pictureRect().intersects(QRectF(m_view->rect())));
    }

    void thePictureTakesThePlaceOfItsPreview()
    {
        m_view->setShown(shownOf(gradientPicture(64, 64), {512, 512}));
        const QRectF place = m_view->pictureRect();
        m_view->setShown(shownOf(gradientPicture(512, 512), {512, 512}));
        QCOMPARE(m_view->pictureRect(), place);
        m_view->setZoom(3., QPointF(200, 220));
        const QRectF zoomed = m_view->pictureRect();
        m_view->setShown(shownOf(gradientPicture(128, 128), {512, 512}));
        QCOMPARE(m_view->pictureRect(), zoomed);
    }

    void atHundredPercentEveryPixelIsItself()
    {
        const QImage picture = gradientPicture(300, 200);
        m_view->setShown(shownOf(picture));
        m_view->setZoom(1.);
        const QImage shot = m_view->grab().toImage();
        const QPoint corner = m_view->pictureRect().topLeft().toPoint();
        for (int y = 0; y < 200; y += 7) {
            for (int x = 0; x < 300; x += 7) {
                QCOMPARE(shot.pixelColor(corner + QPoint(x, y)), picture.pixelColor(x, y));
            }
        }
    }

    void pixelsAreSquaresFarInAndPreviewsAreSmooth()
    {
        QImage two(2, 1, QImage::Format_RGB32);
        two.setPixelColor(0, 0, Qt::black);
        two.setPixelColor(1, 0, Qt::white);
        const QImage picture = two.scaled(64, 32, Qt::IgnoreAspectRatio, Qt::FastTransformation);
        const auto greys = [this] {
            const QImage shot = m_view->grab().toImage();
            QSet<int> seen;
            const QRect place = m_view->pictureRect().toAlignedRect().adjusted(4, 4, -4, -4) & m_view->rect();
            for (int x = place.left(); x < place.right(); ++x) {
                seen.insert(shot.pixelColor(x, place.center().y()).red());
            }
            return seen.size();
        };
        m_view->setShown(shownOf(picture));
        m_view->setZoom(8.);
        QCOMPARE(greys(), 2);
        m_view->fit(); // as far in, but to look at the whole
        QVERIFY(m_view->zoom() > 4.);
        QVERIFY(greys() > 4);
        m_view->setShown(shownOf(picture, {512, 256})); // the same pixels as a preview of a larger picture
        m_view->setZoom(1.);
        QVERIFY(greys() > 4);
    }

    void transparencyShowsChecks()
    {
        QImage picture(200, 200, QImage::Format_ARGB32);
        picture.fill(Qt::transparent);
        m_view->setShown(shownOf(picture));
        m_view->setZoom(1.);
        const QImage shot = m_view->grab().toImage();
        QSet<QRgb> seen;
        const QPoint corner = m_view->pictureRect().topLeft().toPoint();
        for (int x = 2; x < 190; ++x) {
            seen.insert(shot.pixel(corner + QPoint(x, 100)));
        }
        QCOMPARE(seen.size(), 2);
        QVERIFY(seen.contains(colors().surface2.rgb()) && seen.contains(colors().surface3.rgb()));
    }

    void progressIsALineUnderThePicture()
    {
        ShownPicture shown = shownOf(gradientPicture(256, 256));
        shown.progress = ShownPicture::Progress::Fraction;
        shown.fraction = 0.5;
        m_view->setShown(shown);
        const QRectF place = m_view->pictureRect();
        const QImage shot = m_view->grab().toImage();
        const int y = qRound(place.bottom()) + 2;
        QCOMPARE(shot.pixelColor(qRound(place.left() + place.width() * 0.25), y), colors().accent);
        QCOMPARE(shot.pixelColor(qRound(place.left() + place.width() * 0.75), y), colors().surface3);
    }

    void aHugePictureIsPaintedFastAndPreparedAside()
    {
        const int side = TimeJudge::judges() ? 20000 : 3000; // the longer one takes 1.2 GB
        QImage huge(side, side, QImage::Format_RGB888);
        QVERIFY(!huge.isNull());
        huge.fill(Qt::darkGreen);
        TimeJudge time;
        m_view->setShown(shownOf(huge));
        QVERIFY(time.within(50ms));
        QVERIFY(!m_view->isPrepared());
        (void)m_view->grab(); // its place, until it is ready
        QTRY_VERIFY_WITH_TIMEOUT(m_view->isPrepared(), 100000);
        QImage target(m_view->size(), QImage::Format_RGB32);
        for (const double zoom : {0.03, 0.1, 0.4, 1., 3.}) {
            m_view->setZoom(zoom);
            double best = 1e9;
            for (int i = 0; i < 5; ++i) {
                time.restart();
                m_view->render(&target);
                best = std::min(best, time.milliseconds());
            }
            QVERIFY2(TimeJudge::judged(best, 16.), qPrintable(QString::number(zoom)));
            QCOMPARE(target.pixelColor(400, 300), QColor(Qt::darkGreen));
        }
    }

    void goingAwayWhilePreparingIsQuick()
    {
        const int side = TimeJudge::judges() ? 12000 : 3000;
        QImage large(side, side, QImage::Format_RGB888);
        large.fill(Qt::blue);
        m_view->setShown(shownOf(large));
        TimeJudge time;
        m_view.reset();
        QVERIFY(time.within(1000ms));
    }

    void theZoomMenuShowsAndSetsTheZoom()
    {
        ZoomMenu menu(*m_view);
        m_view->setShown(shownOf(gradientPicture(1000, 700)));
        m_view->setZoom(0.82);
        QCOMPARE(menu.text(), QStringLiteral("82 %"));
        menu.show();
        chooseEntry(&menu, menu.rect().center(), QStringLiteral("100"));
        QCOMPARE(m_view->zoom(), 1.);
        QCOMPARE(menu.text(), QStringLiteral("100 %"));
        chooseEntry(&menu, menu.rect().center(), QStringLiteral("Fit"));
        QVERIFY(m_view->isFit());
        QVERIFY(!menu.accessibleName().isEmpty() && !menu.toolTip().isEmpty());
    }

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<CanvasView> m_view;
};

QTEST_MAIN(TestCanvasView)
#include "test_canvas_view.moc"
