// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/studio/languages.h"
#include "tests/ui/shell/window_stage.h"
#include "ui/widgets/fold_line.h"

#include <QAbstractButton>
#include <QLabel>
#include <QToolButton>

using namespace gesso;
using namespace gesso::ui;

namespace {

constexpr int kSlack = 1; ///< pixels, of rounding

QString described(const QWidget& widget, const QString& text)
{
    return QStringLiteral("%1 '%2' in %3 has %4x%5, wants %6x%7")
        .arg(QString::fromLatin1(widget.metaObject()->className()), text.left(60),
             widget.parentWidget() != nullptr ? QString::fromLatin1(widget.parentWidget()->metaObject()->className())
                                              : QString())
        .arg(widget.width())
        .arg(widget.height())
        .arg(widget.sizeHint().width())
        .arg(widget.sizeHint().height());
}

bool fits(const QLabel& label)
{
    if (qobject_cast<const ElidedLabel*>(&label) != nullptr) {
        return true; // ends in an ellipsis on purpose, with the whole text as its tooltip
    }
    return label.wordWrap() ? label.height() + kSlack >= label.heightForWidth(label.width())
                            : label.width() + kSlack >= label.fontMetrics().size(0, label.text()).width();
}

bool fits(const QAbstractButton& button)
{
    const auto* tool = qobject_cast<const QToolButton*>(&button);
    const bool isIcon = tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !tool->icon().isNull();
    const bool isElided = qobject_cast<const FoldLine*>(button.parentWidget()) != nullptr;
    return isIcon || isElided ||
           button.width() + kSlack >= button.fontMetrics().size(Qt::TextShowMnemonic, button.text()).width();
}

QStringList cutOff(const QWidget& window)
{
    QStringList found;
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        if (label->isVisible() && !label->text().isEmpty() && !fits(*label)) {
            found << described(*label, label->text());
        }
    }
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
        if (button->isVisible() && !fits(*button)) {
            found << described(*button, button->text());
        }
    }
    return found;
}

} // namespace

/// No text of the window is cut off in any language, nor in one with words half as long again.
class TestWordsFit final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsCutOff_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QSize>("size");
        for (const char* language : {"en", "zh_CN", "pseudo"}) {
            QTest::addRow("%s, usual", language) << QString::fromLatin1(language) << QSize(1440, 900);
            QTest::addRow("%s, smallest", language) << QString::fromLatin1(language) << QSize(1, 1);
        }
    }

    void nothingIsCutOff()
    {
        QFETCH(QString, language);
        QFETCH(QSize, size);
        const Languages speaking(language);
        FakeBehaviour behaviour;
        behaviour.failure = Error{ErrorCode::ModelUnsupported, "the model is odd"};
        WindowStage stage;
        stage.window->resize(size);
        stage.setCount(2);
        stage.makePicture();
        QCoreApplication::processEvents(); // the prompt's tokens may have been counted just now
        QStringList found = cutOff(*stage.window);
        stage.service.behave(behaviour);
        stage.generate();
        QTRY_VERIFY(stage.window->canvasPage().errorCard().isVisible());
        found += cutOff(*stage.window);
        stage.press(Qt::Key_2, Qt::AltModifier);
        QCoreApplication::processEvents();
        found += cutOff(*stage.window);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    /// The test above would pass if no text were ever measured.
    void whatIsCutOffIsFound()
    {
        QWidget window;
        QLabel label(QStringLiteral("far too long for this"), &window);
        label.setGeometry(0, 0, 20, 20);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(cutOff(window).size(), 1);
    }
};

QTEST_MAIN(TestWordsFit)
#include "test_words_fit.moc"
