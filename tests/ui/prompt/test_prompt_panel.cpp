// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/validate.h"
#include "tests/support/idle_queue.h"
#include "tests/support/safetensors_text.h"
#include "tests/support/time_judge.h"
#include "tests/support/user.h"
#include "ui/prompt/generate_button.h"
#include "ui/prompt/prompt_colours.h"
#include "ui/prompt/prompt_edit.h"
#include "ui/prompt/prompt_panel.h"
#include "ui/prompt/prompt_text.h"
#include "ui/prompt/style_menu.h"
#include "ui/theme/theme.h"
#include "ui/widgets/notice_card.h"

#include <QClipboard>
#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

using namespace gesso;
using namespace gesso::ui;
using gesso::test::TimeJudge;

namespace {

constexpr qsizetype kMostBytes = RequestLimits::kMaxPromptBytes;
constexpr std::chrono::milliseconds kStall{250}; ///< of one event, on a slow and busy machine

void paste(PromptEdit& box, QMimeData* data)
{
    QGuiApplication::clipboard()->setMimeData(data);
    box.paste();
}

void paste(PromptEdit& box, const QString& text)
{
    auto* data = new QMimeData;
    data->setText(text);
    paste(box, data);
}

} // namespace

class TestPromptPanel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_panel.reset();
        m_workspace = std::make_unique<WorkspaceSignals>(GenerationRequest{}, m_idle.queue);
        m_panel = std::make_unique<PromptPanel>(*m_workspace);
        m_panel->resize(340, 300);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        const QList<PromptEdit*> boxes = m_panel->findChildren<PromptEdit*>();
        QCOMPARE(boxes.size(), 2);
        m_prompt = boxes[0];
        m_negative = boxes[1];
        m_panel->focusPrompt();
    }

    void holdsTexts()
    {
        QSignalSpy changed(m_panel.get(), &PromptPanel::promptChanged);
        m_panel->setPrompt(QStringLiteral("a boat\non a lake"));
        m_panel->setNegativePrompt(QStringLiteral("people"));
        QCOMPARE(m_panel->prompt(), QStringLiteral("a boat\non a lake"));
        QCOMPARE(m_panel->negativePrompt(), QStringLiteral("people"));
        QCOMPARE(changed.count(), 2);
    }

    void controlUpAndDownChangeTheWeight()
    {
        m_panel->setPrompt(QStringLiteral("ein Bär\nam See"));
        QTextCursor cursor = m_prompt->textCursor();
        cursor.setPosition(5); // in "Bär"
        m_prompt->setTextCursor(cursor);
        QTest::keyClick(m_prompt, Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(m_panel->prompt(), QStringLiteral("ein (Bär:1.05)\nam See"));
        QCOMPARE(m_prompt->textCursor().selectedText(), QStringLiteral("Bär"));
        QTest::keyClick(m_prompt, Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(m_panel->prompt(), QStringLiteral("ein (Bär:1.1)\nam See"));
        m_prompt->undo();
        QCOMPARE(m_panel->prompt(), QStringLiteral("ein (Bär:1.05)\nam See"));
        m_prompt->redo();
        cursor.setPosition(6); // within the word again, wherever redoing has put the cursor
        m_prompt->setTextCursor(cursor);
        for (int i = 0; i < 2; ++i) {
            QTest::keyClick(m_prompt, Qt::Key_Down, Qt::ControlModifier);
        }
        QCOMPARE(m_panel->prompt(), QStringLiteral("ein Bär\nam See"));
        m_panel->setPrompt({});
        QTest::keyClick(m_prompt, Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(m_panel->prompt(), QString());
    }

    void weightsShowAsColours()
    {
        const auto colourOf = [this](const QString& text) {
            for (QTextBlock block = m_prompt->document()->begin(); block.isValid(); block = block.next()) {
                for (const QTextLayout::FormatRange& range : block.layout()->formats()) {
                    if (block.text().mid(range.start, range.length) == text) {
                        return range.format.foreground().color();
                    }
                }
            }
            return QColor();
        };
        m_prompt->setLoras(nullptr); // it is not known which there are
        m_panel->setPrompt(QStringLiteral("a häuschen, (lake:1.5), (sky:1.2), (fog:0.5) BREAK <lora:ink:1> (open"));
        QCOMPARE(colourOf(QStringLiteral("lake")), colors().accent);
        QCOMPARE(colourOf(QStringLiteral("fog")), colors().text3);
        QCOMPARE(colourOf(QStringLiteral("BREAK")), colors().accent);
        QCOMPARE(colourOf(QStringLiteral("<lora:ink:1>")), colors().accent);
        const QColor sky = colourOf(QStringLiteral("sky"));
        QVERIFY(sky.isValid() && sky != colors().accent && sky != colors().text1);
        QVERIFY(!colourOf(QStringLiteral("a häuschen, ")).isValid());
        m_panel->setPrompt(QStringLiteral("plain"));
        QVERIFY(m_prompt->document()->begin().layout()->formats().isEmpty());
        m_panel->setPrompt(QStringLiteral("one (two\nthree:1.5) four\n\nBREAK"));
        QCOMPARE(colourOf(QStringLiteral("two")), colors().accent);
        QCOMPARE(colourOf(QStringLiteral("three")), colors().accent);
        QCOMPARE(colourOf(QStringLiteral("BREAK")), colors().accent);
        m_panel->setPrompt(QStringLiteral("(a:1.5) ") + QString(kMostColouredBytes, u'b'));
        QVERIFY(!colourOf(QStringLiteral("a")).isValid());
        m_panel->setPrompt({});
        QTest::keyClicks(m_prompt, QStringLiteral("a (red:1.5) house, [day:night:0.5]"));
        QCOMPARE(colourOf(QStringLiteral("red")), colors().accent);
        QCOMPARE(colourOf(QStringLiteral("[")), colors().text3);
        const QImage shot = m_prompt->viewport()->grab().toImage();
        int inAccent = 0;
        for (int y = 0; y < shot.height(); ++y) {
            for (int x = 0; x < shot.width(); ++x) {
                const QColor seen = shot.pixelColor(x, y);
                inAccent += seen.red() - seen.blue() > 60 ? 1 : 0;
            }
        }
        QVERIFY(inAccent > 5);
    }

    void stylesArePutOnThePrompt()
    {
        m_panel->setPrompt(QStringLiteral("a cabin"));
        m_panel->setNegativePrompt(QStringLiteral("people"));
        chooseFromStyles(QStringLiteral("Drawing"), QStringLiteral("Ink drawing"));
        QVERIFY(m_panel->prompt().startsWith(QStringLiteral("ink drawing of a cabin, ")));
        QVERIFY(m_panel->negativePrompt().startsWith(QStringLiteral("people, ")));
        m_prompt->undo();
        QCOMPARE(m_panel->prompt(), QStringLiteral("a cabin"));
        QCOMPARE(m_panel->negativePrompt(), QStringLiteral("people")); // both go together
        m_prompt->redo();
        QVERIFY(m_panel->prompt().startsWith(QStringLiteral("ink drawing of a cabin, ")));
        QVERIFY(m_panel->negativePrompt().startsWith(QStringLiteral("people, ")));
        chooseFromStyles(QStringLiteral("Painting"), QStringLiteral("Oil painting"));
        QVERIFY(m_panel->prompt().startsWith(QStringLiteral("oil painting of a cabin, ")));
        QVERIFY(!m_panel->negativePrompt().contains(QStringLiteral("colour,")));
    }

    void theDraftHasWhatTheBoxesSay()
    {
        QTest::keyClicks(m_prompt, QStringLiteral("a cabin"));
        QTest::keyClicks(m_negative, QStringLiteral("people"));
        QCOMPARE(m_workspace->values().prompt, std::string("a cabin"));
        QCOMPARE(m_workspace->values().negativePrompt, std::string("people"));
    }

    void lorasArePutInAtTheCursor()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath("loras"));
        QFile file(folder.filePath("loras/ink & wash.safetensors"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        qputenv("GESSO_ADD_ONS", folder.path().toUtf8());
        m_panel->setPrompt(QStringLiteral("a cabin"));
        chooseFromStyles(QStringLiteral("LoRAs"), QStringLiteral("ink && wash"));
        QCOMPARE(m_panel->prompt(), QStringLiteral("a cabin <lora:ink & wash:1>"));
        m_prompt->undo();
        QCOMPARE(m_panel->prompt(), QStringLiteral("a cabin"));
        QTextCursor cursor = m_prompt->textCursor();
        cursor.setPosition(2);
        m_prompt->setTextCursor(cursor);
        chooseFromStyles(QStringLiteral("LoRAs"), QStringLiteral("ink && wash"));
        QCOMPARE(m_panel->prompt(), QStringLiteral("a <lora:ink & wash:1> cabin"));
        const QMenu* embeddings = entryOf(*m_panel->findChild<StyleMenu*>(), QStringLiteral("Embeddings"))->menu();
        QCOMPARE(embeddings->actions().size(), 1);
        QVERIFY(!embeddings->actions().front()->isEnabled()); // there are none
        qunsetenv("GESSO_ADD_ONS");
    }

    void lorasThatFitTheModelStandFirst()
    {
        const QTemporaryDir folder;
        const auto write = [&folder](const QString& name, int width) {
            QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("loras")));
            QFile file(folder.filePath(QStringLiteral("loras/%1.safetensors").arg(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray::fromStdString(safetensorsOf({{"a.attn2.to_k.lora_A.weight", {4, width}}})));
        };
        write(QStringLiteral("a-large"), 2048);
        write(QStringLiteral("b-small"), 768);
        qputenv("GESSO_ADD_ONS", folder.path().toUtf8());
        m_panel->setTextWidth(768);
        auto* menu = m_panel->findChild<StyleMenu*>();
        click(menu->parentWidget());
        clickEntry(menu, QStringLiteral("LoRAs"));
        QMenu* loras = entryOf(*menu, QStringLiteral("LoRAs"))->menu();
        QTRY_VERIFY(loras->isVisible());
        QCOMPARE(loras->actions().front()->text(), QStringLiteral("b-small"));
        QVERIFY(loras->actions().back()->text().startsWith(QStringLiteral("a-large")));
        QVERIFY(loras->actions().back()->text().contains(QStringLiteral("XL")));
        clickEntry(loras, QStringLiteral("b-small"));
        QCOMPARE(m_panel->prompt(), QStringLiteral("<lora:b-small:1>"));
        qunsetenv("GESSO_ADD_ONS");
    }

    void aLoraThatIsNotThereLooksMissing()
    {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("loras")));
        QFile file(folder.filePath(QStringLiteral("loras/ink.safetensors")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        qputenv("GESSO_ADD_ONS", folder.path().toUtf8());
        m_panel->setPrompt(QStringLiteral("<lora:ink:1> <lora:lost:1>"));
        m_panel->refreshAddOns();
        const auto isUnderlined = [this](int at) {
            const QList<QTextLayout::FormatRange> formats = m_prompt->document()->begin().layout()->formats();
            return std::any_of(formats.begin(), formats.end(), [at](const QTextLayout::FormatRange& range) {
                return range.start <= at && at < range.start + range.length &&
                       range.format.underlineStyle() == QTextCharFormat::WaveUnderline;
            });
        };
        QTRY_VERIFY(isUnderlined(20) && !isUnderlined(5));
        QFile lost(folder.filePath(QStringLiteral("loras/lost.safetensors")));
        QVERIFY(lost.open(QIODevice::WriteOnly));
        m_panel->refreshAddOns();
        QTRY_VERIFY(!isUnderlined(20));
        qunsetenv("GESSO_ADD_ONS");
    }

    void controlReturnGeneratesFromBothBoxes()
    {
        QSignalSpy generate(m_panel.get(), &PromptPanel::generateRequested);
        QTest::keyClick(m_prompt, Qt::Key_Return, Qt::ControlModifier);
        QTest::keyClick(m_negative, Qt::Key_Enter, Qt::ControlModifier | Qt::KeypadModifier);
        QTest::keyClick(m_prompt, Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(generate.count(), 3);
        QCOMPARE(generate[0][0].toBool(), false);
        QCOMPARE(generate[1][0].toBool(), false);
        QCOMPARE(generate[2][0].toBool(), true);
        QVERIFY(m_panel->prompt().isEmpty());
        QTest::keyClick(m_prompt, Qt::Key_Return);
        QCOMPARE(generate.count(), 3);
        QCOMPARE(m_panel->prompt(), QStringLiteral("\n"));
    }

    void returnWhileComposingDoesNothing()
    {
        QSignalSpy generate(m_panel.get(), &PromptPanel::generateRequested);
        QInputMethodEvent composing(QStringLiteral("に"), {});
        QApplication::sendEvent(m_prompt, &composing);
        QTest::keyClick(m_prompt, Qt::Key_Return, Qt::ControlModifier);
        QTest::keyClick(m_prompt, Qt::Key_Return);
        QCOMPARE(generate.count(), 0);
        QVERIFY(m_panel->prompt().isEmpty());
        QInputMethodEvent done(QString(), {});
        done.setCommitString(QStringLiteral("日"));
        QApplication::sendEvent(m_prompt, &done);
        QCOMPARE(m_panel->prompt(), QStringLiteral("日"));
        QTest::keyClick(m_prompt, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(generate.count(), 1);
    }

    void buttonAndMenuGenerate()
    {
        QSignalSpy generate(m_panel.get(), &PromptPanel::generateRequested);
        auto* button = m_panel->findChild<GenerateButton*>();
        QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(40, button->height() / 2));
        QCOMPARE(generate.count(), 1);
        chooseEntry(button, QPoint(button->width() - 10, button->height() / 2), QStringLiteral("Generate next"));
        QCOMPARE(generate.count(), 2);
        QCOMPARE(generate[1][0].toBool(), true);
        QCOMPARE(button->height(), Space::kPrimaryControl);
    }

    void aProblemTurnsGenerateOff()
    {
        QSignalSpy generate(m_panel.get(), &PromptPanel::generateRequested);
        auto* button = m_panel->findChild<GenerateButton*>();
        m_panel->setProblem(QStringLiteral("Choose a model first."));
        QVERIFY(!button->isEnabled());
        QVERIFY(button->toolTip().contains(QStringLiteral("Choose a model")));
        QTest::keyClick(m_prompt, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(generate.count(), 0);
        m_panel->setProblem({});
        QVERIFY(button->isEnabled());
    }

    void tabLeavesTheBoxes()
    {
        QTest::keyClick(m_prompt, Qt::Key_Tab);
        QVERIFY(m_panel->prompt().isEmpty());
        QVERIFY(!m_prompt->hasFocus());
    }

    void historyKeepsTheUnsentText()
    {
        m_panel->setHistory({{QStringLiteral("second"), QStringLiteral("b")}, {QStringLiteral("first"), {}}});
        m_panel->setPrompt(QStringLiteral("unsent"));
        m_panel->setNegativePrompt(QStringLiteral("n"));
        const auto walk = [this](Qt::Key key) {
            QTest::keyClick(m_prompt, key, Qt::AltModifier);
            return PromptText{m_panel->prompt(), m_panel->negativePrompt()};
        };
        QCOMPARE(walk(Qt::Key_Down).prompt, QStringLiteral("unsent"));
        QCOMPARE(walk(Qt::Key_Up), (PromptText{QStringLiteral("second"), QStringLiteral("b")}));
        QCOMPARE(walk(Qt::Key_Up), (PromptText{QStringLiteral("first"), {}}));
        QCOMPARE(walk(Qt::Key_Up).prompt, QStringLiteral("first"));
        QCOMPARE(walk(Qt::Key_Down).prompt, QStringLiteral("second"));
        QCOMPARE(walk(Qt::Key_Down), (PromptText{QStringLiteral("unsent"), QStringLiteral("n")}));
        walk(Qt::Key_Up);
        m_prompt->undo();
        QCOMPARE(m_panel->prompt(), QStringLiteral("unsent"));
    }

    void remembersOnce()
    {
        m_panel->setPrompt(QStringLiteral("a"));
        m_panel->remember();
        m_panel->setPrompt(QStringLiteral("b"));
        m_panel->remember();
        m_panel->setPrompt(QStringLiteral("a"));
        m_panel->remember();
        QCOMPARE(m_panel->history().size(), std::size_t{2});
        QCOMPARE(m_panel->history().front().prompt, QStringLiteral("a"));
    }

    void showsWhatFallsOff()
    {
        const QString text = QStringLiteral("a größe, and what falls off");
        m_panel->setPrompt(text);
        const qsizetype cut = text.indexOf(QStringLiteral("and"));
        m_panel->setTokenCount(TokenCount{80, 75, static_cast<std::size_t>(text.left(cut).toUtf8().size())});
        QCOMPARE(m_prompt->fallenOff(), QStringLiteral("and what falls off"));
        const QTextEdit::ExtraSelection shown = m_prompt->extraSelections().value(0);
        QVERIFY(shown.format.fontStrikeOut());
        QCOMPARE(shown.format.foreground().color(), colors().text3);
        QVERIFY(m_prompt->accessibleDescription().contains(QStringLiteral("and what falls off")));
        QVERIFY(hasLabel(QStringLiteral("80 / 75"), QStringLiteral("error")));
        m_panel->setTokenCount(TokenCount{14, 75, std::string::npos});
        QVERIFY(m_prompt->extraSelections().isEmpty());
        QVERIFY(hasLabel(QStringLiteral("14 / 75"), QStringLiteral("caption")));
        m_panel->setTokenCount(std::nullopt);
        QVERIFY(m_prompt->accessibleDescription().isEmpty());
    }

    void pastesPlainTextAlone()
    {
        auto* rich = new QMimeData;
        rich->setHtml(QStringLiteral("<b>bold</b>"));
        rich->setText(QStringLiteral("bold"));
        paste(*m_prompt, rich);
        QCOMPARE(m_panel->prompt(), QStringLiteral("bold"));
        auto* files = new QMimeData;
        files->setUrls({QUrl(QStringLiteral("file:///tmp/x.png"))});
        paste(*m_prompt, files);
        QCOMPARE(m_panel->prompt(), QStringLiteral("bold"));
    }

    void aMebibyteStaysResponsive_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("one line of words") << QStringLiteral("lake mountain ").repeated(80000);
        QTest::newRow("one word") << QString(kMostBytes + 10, u'a');
        QTest::newRow("new lines") << QString(kMostBytes + 10, u'\n');
        QTest::newRow("short lines") << QStringLiteral("ab\n").repeated(400000);
        QTest::newRow("pairs") << QStringLiteral("😀").repeated(300000);
    }

    void aMebibyteStaysResponsive()
    {
        QFETCH(QString, text);
        const QString kept = cutToBytes(text, kMostBytes);
        TimeJudge time;
        paste(*m_prompt, text);
        QVERIFY(time.within(kStall));
        time.restart();
        QApplication::processEvents();
        QVERIFY(time.within(kStall));
        QCOMPARE(m_panel->prompt().size(), kept.size());
        QVERIFY(m_panel->prompt() == kept);
        time.restart();
        m_panel->setTokenCount(TokenCount{9000, 75, 300});
        QTest::keyClick(m_prompt, Qt::Key_Backspace);
        QApplication::processEvents();
        QVERIFY(time.within(kStall));
        QVERIFY(m_panel->prompt().size() < kept.size());
    }

    void whatDoesNotFitIsCutWithANotice()
    {
        auto* notice = m_panel->findChild<NoticeCard*>();
        QVERIFY(notice->isHidden());
        paste(*m_prompt, QString(kMostBytes - 3, u'a'));
        QVERIFY(notice->isHidden());
        paste(*m_prompt, QStringLiteral("€€"));
        QCOMPARE(utf8Bytes(m_panel->prompt()), kMostBytes);
        QVERIFY(!notice->isHidden());
        QTest::keyClick(notice, Qt::Key_Escape);
        QVERIFY(notice->isHidden());
        QTest::keyClick(m_prompt, Qt::Key_X);
        QCOMPARE(utf8Bytes(m_panel->prompt()), kMostBytes);
        QVERIFY(!notice->isHidden());
        m_prompt->selectAll();
        QTest::keyClick(m_prompt, Qt::Key_X);
        QCOMPARE(m_panel->prompt(), QStringLiteral("x"));
    }

    void negativeBoxGrowsToThreeLines()
    {
        const int one = m_negative->height();
        m_panel->setNegativePrompt(QStringLiteral("a\nb"));
        const int two = m_negative->height();
        m_panel->setNegativePrompt(QStringLiteral("a\nb\nc"));
        const int three = m_negative->height();
        m_panel->setNegativePrompt(QStringLiteral("a\nb\nc\nd\ne"));
        QVERIFY(one < two && two < three);
        QCOMPARE(m_negative->height(), three);
        m_panel->setNegativePrompt({});
        QCOMPARE(m_negative->height(), one);
    }

    void everythingHasANameAndAToolTip()
    {
        for (QWidget* widget : m_panel->findChildren<QWidget*>()) {
            if (widget->focusPolicy() != Qt::NoFocus && !qobject_cast<QMenu*>(widget) && widget->isVisible()) {
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
                QVERIFY2(!widget->toolTip().isEmpty(), widget->metaObject()->className());
            }
        }
    }

private:
    /// Clicks an entry of one of the groups in the menu of styles.
    void chooseFromStyles(const QString& group, const QString& title)
    {
        auto* menu = m_panel->findChild<StyleMenu*>();
        click(menu->parentWidget());
        clickEntry(menu, group);
        clickEntry(entryOf(*menu, group)->menu(), title);
        QTRY_VERIFY(!menu->isVisible());
    }

    bool hasLabel(const QString& text, const QString& role) const
    {
        const QList<QLabel*> labels = m_panel->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->text() == text && label->property("role").toString() == role;
        });
    }

    Theme m_theme{SchemeChoice::Dark};
    gesso::test::IdleQueue m_idle;
    std::unique_ptr<WorkspaceSignals> m_workspace;
    std::unique_ptr<PromptPanel> m_panel;
    PromptEdit* m_prompt = nullptr;
    PromptEdit* m_negative = nullptr;
};

QTEST_MAIN(TestPromptPanel)
#include "test_prompt_panel.moc"
