// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/validate.h"
#include "tests/support/drops.h"
#include "tests/support/user.h"
#include "ui/panels/source_box.h"
#include "ui/panels/task_panel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/segments.h"

#include <QSignalSpy>
#include <QTest>

using namespace gesso;
using namespace gesso::ui;

namespace {

SourcePicture someSource()
{
    QImage picture(40, 20, QImage::Format_RGB888);
    picture.fill(Qt::red);
    return sourceOf(picture, QStringLiteral("/pictures/red.png"), QStringLiteral("red.png"));
}

} // namespace

class TestTaskPanel final : public QObject {
    Q_OBJECT

    std::unique_ptr<Theme> m_theme = std::make_unique<Theme>(SchemeChoice::Dark);
    std::unique_ptr<TaskPanel> m_panel;

    GenerationRequest applied()
    {
        GenerationRequest request;
        m_panel->applyTo(request);
        return request;
    }
    void pressTask(Task task)
    {
        const int place = task == Task::TextToImage ? 0 : task == Task::ImageToImage ? 1 : 2;
        clickSegment(*m_panel->findChildren<Segments*>().at(0), place);
    }

private Q_SLOTS:
    void init()
    {
        m_panel = std::make_unique<TaskPanel>();
        m_panel->resize(316, 400);
        m_panel->show();
    }

    void wordsAloneAtFirst()
    {
        QCOMPARE(m_panel->task(), Task::TextToImage);
        QVERIFY(m_panel->inputs().empty());
        QVERIFY(m_panel->problem().isEmpty());
        QVERIFY(!m_panel->findChild<SourceBox*>()->isVisible());
        QVERIFY(applied().init.hash.empty());
    }

    void aPictureIsBegunFrom()
    {
        QSignalSpy chosen(m_panel.get(), &TaskPanel::taskChosen);
        pressTask(Task::ImageToImage);
        QCOMPARE(chosen.count(), 1);
        QVERIFY(!m_panel->problem().isEmpty());
        QVERIFY(m_panel->findChild<SourceBox*>()->isVisible());
        m_panel->setSource(someSource());
        QVERIFY(m_panel->problem().isEmpty());
        const GenerationRequest request = applied();
        QCOMPARE(request.task, Task::ImageToImage);
        QCOMPARE(request.init.path, std::string("/pictures/red.png"));
        QCOMPARE(request.init.hash, hashOf(*m_panel->inputs().init));
        QCOMPARE(request.strength, TaskPanel::kStrength);
        QVERIFY(validate(request, m_panel->inputs()));
    }

    void theChosenPictureStaysWhileWordsAreTried()
    {
        m_panel->setSource(someSource());
        m_panel->setTask(Task::TextToImage);
        QVERIFY(m_panel->inputs().empty());
        QVERIFY(validate(applied(), m_panel->inputs()));
        m_panel->setTask(Task::ImageToImage);
        QVERIFY(!m_panel->inputs().empty());
    }

    void strengthSaysWhatItDoes()
    {
        QCOMPARE(TaskPanel::strengthText(0.65), QStringLiteral("0.65 · reshapes"));
        QCOMPARE(TaskPanel::strengthText(0.), QStringLiteral("0.00 · no change"));
        QCOMPARE(TaskPanel::strengthText(1.), QStringLiteral("1.00 · starts over"));
        QSignalSpy changed(m_panel.get(), &TaskPanel::changed);
        m_panel->setStrength(0.4);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(applied().strength, 0.4);
        QCOMPARE(m_panel->findChild<NumberField*>()->text(), QStringLiteral("0.40 · keeps the shapes"));
    }

    void panoramasMayBeSeamless()
    {
        GenerationRequest request;
        request.task = Task::Panorama;
        request.panorama.wrapX = true;
        request.panorama.stride = 32;
        m_panel->setRequest(request);
        QCOMPARE(m_panel->task(), Task::Panorama);
        GenerationRequest shown;
        shown.panorama.stride = 32;
        m_panel->applyTo(shown);
        QCOMPARE(shown.panorama, request.panorama);
        QCOMPARE(shown.task, Task::Panorama);
    }

    void theButtonSaysWhatItWillDo()
    {
        QCOMPARE(m_panel->verb(), QStringLiteral("Generate"));
        m_panel->setTask(Task::ImageToImage);
        QCOMPARE(m_panel->verb(), QStringLiteral("Restyle"));
        m_panel->setTask(Task::Panorama);
        QCOMPARE(m_panel->verb(), QStringLiteral("Panorama"));
    }

    void badNumbersAreNotShown()
    {
        GenerationRequest request;
        request.strength = std::numeric_limits<double>::quiet_NaN();
        m_panel->setRequest(request);
        QCOMPARE(applied().strength, TaskPanel::kStrength);
        request.strength = 7.;
        m_panel->setRequest(request);
        QCOMPARE(applied().strength, 1.);
    }

    void dropsAreHandedOn()
    {
        m_panel->setTask(Task::ImageToImage);
        auto* box = m_panel->findChild<SourceBox*>();
        QSignalSpy files(m_panel.get(), &TaskPanel::fileDropped);
        QSignalSpy pictures(m_panel.get(), &TaskPanel::pictureDropped);
        QSignalSpy refused(m_panel.get(), &TaskPanel::dropRefused);
        dropFile(*box, QStringLiteral("/pictures/red.png"));
        QCOMPARE(files.count(), 1);
        QMimeData pixels;
        pixels.setImageData(QImage(4, 4, QImage::Format_RGB32));
        drop(*box, pixels);
        QCOMPARE(pictures.count(), 1);
        QMimeData words;
        words.setText(QStringLiteral("a cabin"));
        drop(*box, words);
        QCOMPARE(refused.count(), 1);
    }

    void thePictureCanBeTakenOut()
    {
        m_panel->setTask(Task::ImageToImage);
        m_panel->setSource(someSource());
        click(buttonIn(*m_panel->findChild<SourceBox*>(), QStringLiteral("Remove the picture")));
        QVERIFY(m_panel->source().empty());
        QVERIFY(!m_panel->problem().isEmpty());
    }
};

QTEST_MAIN(TestTaskPanel)
#include "test_task_panel.moc"
