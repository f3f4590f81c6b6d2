// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/validate.h"
#include "tests/support/drops.h"
#include "tests/support/idle_queue.h"
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
    gesso::test::IdleQueue m_idle;
    std::unique_ptr<WorkspaceSignals> m_workspace;
    std::unique_ptr<TaskPanel> m_panel;

    GenerationRequest applied() const { return m_workspace->draft().request(); }
    void setTask(Task task)
    {
        (*m_workspace)->editDraft([task](RequestDraft& draft) { draft.setTask(task); });
    }
    void pressTask(Task task)
    {
        const int place = task == Task::TextToImage ? 0 : task == Task::ImageToImage ? 1 : 2;
        clickSegment(*m_panel->findChildren<Segments*>().at(0), place);
    }

private Q_SLOTS:
    void init()
    {
        GenerationRequest program;
        program.strength = 0.75;
        m_panel.reset();
        m_workspace = std::make_unique<WorkspaceSignals>(program, m_idle.queue);
        program.model = "/models/small";
        (*m_workspace)->setModels({{program}});
        m_panel = std::make_unique<TaskPanel>(*m_workspace);
        m_panel->resize(316, 400);
        m_panel->show();
    }

    void wordsAloneAtFirst()
    {
        QCOMPARE(m_panel->task(), Task::TextToImage);
        QVERIFY((*m_workspace)->inputs().empty());
        QCOMPARE((*m_workspace)->nextTask().obstacle, NextTask::Obstacle::None);
        QVERIFY(!m_panel->findChild<SourceBox*>()->isVisible());
        QVERIFY(applied().init.hash.empty());
    }

    void aPictureIsBegunFrom()
    {
        pressTask(Task::ImageToImage);
        QCOMPARE(m_panel->task(), Task::ImageToImage);
        QCOMPARE((*m_workspace)->nextTask().obstacle, NextTask::Obstacle::NoPicture);
        QVERIFY(m_panel->findChild<SourceBox*>()->isVisible());
        m_panel->setSource(someSource());
        QCOMPARE((*m_workspace)->nextTask().obstacle, NextTask::Obstacle::None);
        const GenerationRequest request = applied();
        QCOMPARE(request.task, Task::ImageToImage);
        QCOMPARE(request.init.path, std::string("/pictures/red.png"));
        QCOMPARE(request.init.hash, hashOf(*(*m_workspace)->inputs().init));
        QCOMPARE(request.strength, 0.75);
        QVERIFY(validate(request, (*m_workspace)->inputs()));
    }

    void undoBringsTheFormerPictureBack()
    {
        m_panel->takeSource(someSource(), true);
        QCOMPARE(m_panel->task(), Task::ImageToImage);
        m_panel->setSource({});
        QVERIFY(m_panel->source().empty());
        QVERIFY((*m_workspace)->undo().has_value());
        QCOMPARE(m_panel->source().name, someSource().name);
        QCOMPARE(m_panel->source().path, someSource().path);
        QVERIFY(!m_panel->source().thumbnail.isNull());
        QVERIFY((*m_workspace)->undo().has_value());
        QVERIFY(m_panel->source().empty());
        QCOMPARE(m_panel->task(), Task::TextToImage);
    }

    void theChosenPictureStaysWhileWordsAreTried()
    {
        m_panel->setSource(someSource());
        setTask(Task::TextToImage);
        QVERIFY((*m_workspace)->inputs().empty());
        QVERIFY(validate(applied(), (*m_workspace)->inputs()));
        setTask(Task::ImageToImage);
        QVERIFY(!(*m_workspace)->inputs().empty());
    }

    void strengthSaysWhatItDoes()
    {
        QCOMPARE(TaskPanel::strengthText(0.65), QStringLiteral("0.65 · reshapes"));
        QCOMPARE(TaskPanel::strengthText(0.), QStringLiteral("0.00 · no change"));
        QCOMPARE(TaskPanel::strengthText(1.), QStringLiteral("1.00 · starts over"));
        pressTask(Task::ImageToImage);
        auto* field = m_panel->findChild<NumberField*>();
        QTest::keyClick(field, Qt::Key_Return);
        typeInto(field->findChildren<QLineEdit*>().constLast(), QStringLiteral("0.4"));
        QCOMPARE(applied().strength, 0.4);
        QCOMPARE(field->text(), QStringLiteral("0.40 · keeps the shapes"));
    }

    void panoramasMayBeSeamless()
    {
        GenerationRequest request;
        request.task = Task::Panorama;
        request.panorama.wrapX = true;
        request.panorama.stride = 32;
        (*m_workspace)->restoreDraft(request);
        QCOMPARE(m_panel->task(), Task::Panorama);
        const auto segments = m_panel->findChildren<Segments*>();
        QCOMPARE(segments.at(1)->currentIndex(), 1);
        clickSegment(*segments.at(1), 3);
        QVERIFY(applied().panorama.wrapX && applied().panorama.wrapY);
        QCOMPARE(applied().panorama.stride, 32);
        QCOMPARE(applied().task, Task::Panorama);
    }

    void theButtonSaysWhatItWillDo()
    {
        QCOMPARE(m_panel->verb(), QStringLiteral("Generate"));
        setTask(Task::ImageToImage);
        QCOMPARE(m_panel->verb(), QStringLiteral("Restyle"));
        setTask(Task::Panorama);
        QCOMPARE(m_panel->verb(), QStringLiteral("Panorama"));
    }

    void badNumbersAreNotShown()
    {
        GenerationRequest request;
        request.strength = std::numeric_limits<double>::quiet_NaN();
        (*m_workspace)->restoreDraft(request);
        QCOMPARE(applied().strength, 0.75);
        request.strength = 7.;
        (*m_workspace)->restoreDraft(request);
        QCOMPARE(applied().strength, 1.);
    }

    void dropsAreHandedOn()
    {
        setTask(Task::ImageToImage);
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
        setTask(Task::ImageToImage);
        m_panel->setSource(someSource());
        click(buttonIn(*m_panel->findChild<SourceBox*>(), QStringLiteral("Remove the picture")));
        QVERIFY(m_panel->source().empty());
        QCOMPARE((*m_workspace)->nextTask().obstacle, NextTask::Obstacle::NoPicture);
    }
};

QTEST_MAIN(TestTaskPanel)
#include "test_task_panel.moc"
