// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/idle_queue.h"
#include "tests/support/user.h"
#include "ui/panels/model_box.h"
#include "ui/panels/model_delegate.h"
#include "ui/panels/parameters_panel.h"
#include "ui/panels/sampling_box.h"
#include "ui/panels/size_field.h"
#include "ui/theme/theme.h"
#include "ui/widgets/number_field.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QWheelEvent>

using namespace gesso;
using namespace gesso::ui;

namespace {

ModelChoice model(const QString& name, int side, int steps, double guidance, const QString& problem = {})
{
    ModelChoice choice;
    choice.name = name;
    choice.path = "/models/" + name.toStdString();
    choice.defaults.width = choice.defaults.height = side;
    choice.defaults.steps = steps;
    choice.defaults.guidanceScale = guidance;
    choice.problem = problem;
    return choice;
}

std::vector<ModelChoice> models()
{
    return {model(QStringLiteral("broken"), 512, 25, 7., QStringLiteral("the UNet is missing")),
            model(QStringLiteral("starter"), 256, 12, 3.5), model(QStringLiteral("large"), 1024, 30, 5.)};
}

void choose(ModelBox& box, const QString& name)
{
    chooseRow(&box, box.findText(name));
}

} // namespace

class TestParametersPanel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_panel.reset();
        m_workspace = std::make_unique<WorkspaceSignals>(GenerationRequest{}, m_idle.queue);
        m_panel = std::make_unique<ParametersPanel>(*m_workspace);
        m_panel->resize(340, 400);
        m_panel->show();
        m_box = m_panel->findChild<ModelBox*>();
    }

    void takesTheFirstUsableModelAndItsDefaults()
    {
        QSignalSpy changed(m_workspace.get(), &WorkspaceSignals::parametersChanged);
        QVERIFY(!m_panel->problem().isEmpty());
        m_panel->setModels(models());
        QCOMPARE(m_workspace->values().model, std::string("/models/starter"));
        QCOMPARE(m_workspace->values().width, 256);
        QCOMPARE(m_workspace->values().steps, 12);
        QVERIFY(m_panel->problem().isEmpty());
        QCOMPARE(changed.count(), 1);
    }

    void untouchedFieldsFollowTheModelTouchedOnesStay()
    {
        m_panel->setModels(models());
        typeSteps(QStringLiteral("40"));
        choose(*m_box, QStringLiteral("large"));
        QCOMPARE(m_workspace->values().model, std::string("/models/large"));
        QCOMPARE(m_workspace->values().steps, 40);
        QCOMPARE(m_workspace->values().width, 1024);
        QCOMPARE(m_workspace->values().guidanceScale, 5.);
        typeSteps(QStringLiteral("30")); // the model's own: untouched again
        choose(*m_box, QStringLiteral("starter"));
        QCOMPARE(m_workspace->values().steps, 12);
        QCOMPARE(m_workspace->values().width, 256);
    }

    void aTouchedValueStaysThroughAModelWithThatDefault()
    {
        m_panel->setModels(models());
        typeSteps(QStringLiteral("30"));
        choose(*m_box, QStringLiteral("large")); // whose default is 30 as well
        choose(*m_box, QStringLiteral("starter"));
        QCOMPARE(m_workspace->values().steps, 30);
    }

    void aRestoredRequestStaysAsItWas()
    {
        GenerationRequest request;
        request.model = "/models/starter";
        request.steps = 33;
        request.guidanceScale = 3.5;
        (*m_workspace)->restoreDraft(request);
        m_panel->setModels(models());
        QVERIFY(m_workspace->values() == request);
        choose(*m_box, QStringLiteral("large"));
        QCOMPARE(m_workspace->values().steps, 33);         // was not the starter's
        QCOMPARE(m_workspace->values().width, 512);        // neither
        QCOMPARE(m_workspace->values().guidanceScale, 5.); // was
    }

    void anotherModelDropsTheHash()
    {
        m_panel->setModels(models());
        m_workspace->edit([](GenerationRequest& request) { request.modelHash = "0123456789abcdef"; });
        choose(*m_box, QStringLiteral("large"));
        QVERIFY(m_workspace->values().modelHash.empty());
    }

    void brokenModelsAreShownAndCannotBePicked()
    {
        m_panel->setModels(models());
        const int row = m_box->findText(QStringLiteral("broken"), Qt::MatchStartsWith);
        QCOMPARE(m_box->itemData(row, ModelDelegate::kProblemRole).toString(), QStringLiteral("the UNet is missing"));
        QVERIFY(
            m_box->itemData(row, Qt::AccessibleTextRole).toString().contains(QStringLiteral("the UNet is missing")));
        QVERIFY(!qobject_cast<QStandardItemModel*>(m_box->model())->item(row)->isEnabled());
    }

    void theListSaysWhatAModelIsAndNoPathHidesWhyItCannotBeUsed()
    {
        ModelChoice good = model(QStringLiteral("lakes"), 512, 25, 7.);
        good.family = QStringLiteral("SD 1.5");
        const ModelChoice bad =
            model(QStringLiteral("odd"), 512, 25, 7., QStringLiteral("The model '/models/odd' is not whole"));
        m_panel->setModels({good, bad});
        QCOMPARE(m_box->itemData(0, ModelDelegate::kDetailsRole).toString(), QStringLiteral("SD 1.5 · 512 × 512"));
        QCOMPARE(m_box->itemData(1, ModelDelegate::kProblemRole).toString(),
                 QStringLiteral("The model 'odd' is not whole"));
        QCOMPARE(m_box->itemData(1, Qt::ToolTipRole).toString(), bad.problem);
    }

    void theListIsWhatIsOnDiskWhenItOpens()
    {
        m_panel->setModels({models()[1]});
        const QSignalSpy wanted(m_panel.get(), &ParametersPanel::modelsWanted);
        m_box->showPopup();
        QCOMPARE(wanted.count(), 1);
        m_panel->setModels(models()); // the answer comes while it is open
        QVERIFY(m_box->view()->isVisible());
        QVERIFY(m_box->findText(QStringLiteral("large")) >= 0);
        QCOMPARE(m_box->currentText(), QStringLiteral("starter"));
        m_box->hidePopup();
    }

    void aModelThatIsGoneStaysWithItsReason()
    {
        m_panel->setModels(models());
        m_panel->setModels({models()[2]});
        QCOMPARE(m_workspace->values().model, std::string("/models/starter"));
        QVERIFY(m_panel->problem().contains(QStringLiteral("starter")));
        QVERIFY(!m_panel->problem().contains(QStringLiteral("/models"))); // the name is enough
        QVERIFY(m_box->currentText().startsWith(QStringLiteral("starter")));
        choose(*m_box, QStringLiteral("large"));
        QVERIFY(m_panel->problem().isEmpty());
        QCOMPARE(m_box->findText(QStringLiteral("starter"), Qt::MatchStartsWith), -1);
    }

    void theLastEntryAsksForAFolder()
    {
        m_panel->setModels(models());
        QSignalSpy folder(m_panel.get(), &ParametersPanel::addModelFolderRequested);
        QSignalSpy changed(m_workspace.get(), &WorkspaceSignals::parametersChanged);
        choose(*m_box, m_box->itemText(m_box->count() - 1));
        QCOMPARE(folder.count(), 1);
        QCOMPARE(m_box->currentText(), QStringLiteral("starter"));
        QTest::keyClick(m_box, Qt::Key_End);
        QTest::keyClick(m_box, Qt::Key_Down);
        QCOMPARE(folder.count(), 1); // no dialog by walking through the list
        QVERIFY(changed.count() <= 1);
    }

    void theFoldLineSaysTheValues()
    {
        GenerationRequest request;
        request.scheduler = SchedulerKind::Dpmpp2mKarras;
        request.guidanceScale = 7;
        QCOMPARE(SamplingBox::summary(request), QStringLiteral("DPM++ 2M Karras · 25 step(s) · 7.0"));
    }

    void editingOneNumberLeavesTheOthersExact()
    {
        GenerationRequest request;
        request.guidanceScale = 7.123456789;
        request.guidanceRescale = 1. / 3.;
        (*m_workspace)->restoreDraft(request);
        m_panel->setUnfolded(true);
        const QList<NumberField*> fields = m_panel->findChild<SamplingBox*>()->findChildren<NumberField*>();
        const auto steps = std::find_if(fields.begin(), fields.end(), [](const NumberField* field) {
            return field->accessibleName() == QStringLiteral("Steps");
        });
        QVERIFY(steps != fields.end());
        (*steps)->setValue(31);
        QCOMPARE(m_workspace->values().steps, 31);
        QCOMPARE(m_workspace->values().guidanceScale, 7.123456789);
        QCOMPARE(m_workspace->values().guidanceRescale, 1. / 3.);
    }

    void aWheelThatPassesByChangesNothing()
    {
        m_panel->setModels(models());
        m_panel->setUnfolded(true);
        const GenerationRequest before = m_workspace->values();
        QSignalSpy changed(m_workspace.get(), &WorkspaceSignals::parametersChanged);
        const QList<QComboBox*> combos = m_panel->findChildren<QComboBox*>();
        QVERIFY(combos.size() >= 3);
        for (QComboBox* combo : combos) {
            const QPointF middle(combo->rect().center());
            QWheelEvent wheel(middle, combo->mapToGlobal(middle), {}, QPoint(0, -120), Qt::NoButton, Qt::NoModifier,
                              Qt::NoScrollPhase, false);
            QApplication::sendEvent(combo, &wheel);
        }
        QCOMPARE(changed.count(), 0);
        QVERIFY(m_workspace->values() == before);
    }

    void aDeviceThatCannotBeIsNotTaken()
    {
        m_panel->setUnfolded(true);
        QSignalSpy changed(m_workspace.get(), &WorkspaceSignals::parametersChanged);
        QLineEdit* device = nullptr;
        for (QLineEdit* edit : m_panel->findChild<SamplingBox*>()->findChildren<QLineEdit*>()) {
            device = edit->accessibleName() == QStringLiteral("Device") ? edit : device;
        }
        QVERIFY(device != nullptr);
        typeInto(device, QStringLiteral("gpu!"));
        QCOMPARE(m_workspace->draft().options.device, std::string("auto"));
        QCOMPARE(changed.count(), 0);
        typeInto(device, QStringLiteral("cuda:0,1"));
        QCOMPARE(m_workspace->draft().options.device, std::string("cuda:0,1"));
        QCOMPARE(changed.count(), 1);
    }

private:
    void typeSteps(const QString& steps)
    {
        m_panel->setUnfolded(true);
        for (NumberField* field : m_panel->findChildren<NumberField*>()) {
            if (field->accessibleName() == QStringLiteral("Steps")) {
                QTest::keyClick(field, Qt::Key_Return);
                typeInto(field->findChildren<QLineEdit*>().constLast(), steps); // the one before may still go
                return;
            }
        }
        QFAIL("there is no field of steps");
    }

    Theme m_theme{SchemeChoice::Dark};
    gesso::test::IdleQueue m_idle;
    std::unique_ptr<WorkspaceSignals> m_workspace;
    std::unique_ptr<ParametersPanel> m_panel;
    ModelBox* m_box = nullptr;
};

QTEST_MAIN(TestParametersPanel)
#include "test_parameters_panel.moc"
