// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/shell/window_stage.h"
#include "ui/panels/task_panel.h"
#include "ui/widgets/fold_line.h"

using namespace gesso;
using namespace gesso::ui;

namespace {

ModelChoice modelNamed(const QString& name, int side)
{
    ModelChoice model{name, "/" + name.toStdString(), {}, {}, QStringLiteral("SD 1.5"), 768};
    model.defaults.width = model.defaults.height = side;
    model.defaults.model = model.path.string();
    return model;
}

} // namespace

/// Ctrl+K and a few letters: everything that the window has.
class TestPalette final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parametersAreFoundByTheWordsOfOtherTools_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("field");
        QTest::newRow("steps") << "steps"
                               << "Steps";
        QTest::newRow("cfg") << "cfg scale"
                             << "Guidance";
        QTest::newRow("clip skip") << "clip skip"
                                   << "Clip skip";
        QTest::newRow("seed") << "seed param"
                              << "Seed";
        QTest::newRow("negative prompt") << "negative"
                                         << "Avoid";
        QTest::newRow("denoising") << "denoising"
                                   << "Strength";
    }
    void parametersAreFoundByTheWordsOfOtherTools()
    {
        QFETCH(QString, words);
        QFETCH(QString, field);
        const WindowStage stage;
        stage.command(words);
        QVERIFY(QApplication::focusWidget() != nullptr);
        QCOMPARE(QApplication::focusWidget()->accessibleName(), field);
        QVERIFY(QApplication::focusWidget()->isVisible());
    }

    void modelsSamplersAndSizesAreChosen()
    {
        const WindowStage stage;
        stage.window->setModels({modelNamed(QStringLiteral("lakes"), 512), modelNamed(QStringLiteral("hills"), 768)});
        const auto values = [&stage] { return stage.studio->workspace().values(); };
        stage.command(QStringLiteral("hills"));
        QCOMPARE(values().model, std::string("/hills"));
        stage.command(QStringLiteral("euler ancestral"));
        QVERIFY(values().scheduler == SchedulerKind::EulerAncestral);
        stage.command(QStringLiteral("16:9"));
        QVERIFY(values().width > values().height);
        stage.command(QStringLiteral("2:3"));
        QVERIFY(values().width < values().height);
    }

    void stylesThemeAndLanguageAreChosen()
    {
        const WindowStage stage;
        stage.window->promptPanel().setPrompt(QStringLiteral("a cabin"));
        stage.command(QStringLiteral("watercolour"));
        QVERIFY2(stage.window->promptPanel().prompt().size() > 12, qPrintable(stage.window->promptPanel().prompt()));
        stage.command(QStringLiteral("light mode"));
        QVERIFY(stage.studio->settings().scheme == ColorScheme::Light);
        stage.command(QStringLiteral("english language"));
        QCOMPARE(stage.studio->settings().language, std::string("en"));
    }

    void commandsAreFoundByOtherWords()
    {
        const WindowStage stage;
        stage.command(QStringLiteral("preferences"));
        QTRY_VERIFY(QApplication::activeWindow() != stage.window.get());
    }
};

QTEST_MAIN(TestPalette)
#include "test_palette.moc"
