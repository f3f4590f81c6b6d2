// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/user.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/widgets/segments.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace gesso;
using namespace gesso::ui;

namespace {

template <typename T> T* named(const QWidget& in, const char* name)
{
    for (T* child : in.findChildren<T*>()) {
        if (child->accessibleName() == QLatin1String(name)) {
            return child;
        }
    }
    return nullptr;
}

void choose(QComboBox& box, int index)
{
    chooseRow(&box, index);
}

bool saysError(const QWidget& in)
{
    for (const QLabel* label : in.findChildren<QLabel*>()) {
        if (label->property("role") == QLatin1String("error") && label->isVisible()) {
            return true;
        }
    }
    return false;
}

} // namespace

class TestSettingsDialog final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dialog = std::make_unique<SettingsDialog>(Settings{});
        m_dialog->show();
        m_changed = std::make_unique<QSignalSpy>(m_dialog.get(), &SettingsDialog::settingsChanged);
    }

    void cleanup()
    {
        m_changed.reset();
        m_dialog.reset();
    }

    void isNoModalWall() { QVERIFY(!m_dialog->isModal()); }

    void theThemeAppliesAtOnce()
    {
        auto* scheme = named<Segments>(*m_dialog, "Theme");
        QVERIFY(scheme != nullptr);
        QTest::mouseClick(scheme->findChildren<QRadioButton*>().at(2), Qt::LeftButton, {}, QPoint(3, 3));
        QCOMPARE(m_changed->count(), 1);
        QCOMPARE(m_dialog->settings().scheme, ColorScheme::Light);
    }

    void theLanguageAppliesAtOnce()
    {
        auto* language = named<QComboBox>(*m_dialog, "Language");
        QCOMPARE(language->count(), 3); // no pseudo translation unless asked for
        choose(*language, 2);
        QCOMPARE(m_dialog->settings().language, std::string("zh_CN"));
        QCOMPARE(m_changed->count(), 1);
    }

    void thePseudoTranslationIsForThoseWhoAsk()
    {
        qputenv("GESSO_PSEUDO", "1");
        const SettingsDialog dialog(Settings{});
        qunsetenv("GESSO_PSEUDO");
        QCOMPARE(named<QComboBox>(dialog, "Language")->count(), 4);
    }

    void aNewFormatBringsItsDepths()
    {
        auto* format = named<QComboBox>(*m_dialog, "Format");
        auto* depth = named<QComboBox>(*m_dialog, "Depth");
        choose(*format, format->findText(QStringLiteral("OpenEXR")));
        QCOMPARE(m_dialog->settings().format, PictureFormat::Exr);
        const auto bits = possibleBits(PictureFormat::Exr);
        QCOMPARE(depth->count(), static_cast<int>(bits.size()));
        QVERIFY(checkBits(m_dialog->settings().format, m_dialog->settings().bits).has_value());
        QCOMPARE(m_changed->count(), 1);
    }

    void aDepthIsKeptAsLongAsTheFormatHasIt()
    {
        choose(*named<QComboBox>(*m_dialog, "Depth"), 1);
        QCOMPARE(m_dialog->settings().bits, 16);
        choose(*named<QComboBox>(*m_dialog, "Format"), 1);
        QCOMPARE(m_dialog->settings().bits, 8); // a JPEG has no other
    }

    void aBadNameIsSaidAndNotSent_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("unknown field") << "{sead}";
        QTest::newRow("open brace") << "{index";
        QTest::newRow("slash") << "../{index}";
        QTest::newRow("empty") << "";
    }

    void aBadNameIsSaidAndNotSent()
    {
        QFETCH(QString, name);
        auto* field = named<QLineEdit>(*m_dialog, "Name");
        pasteInto(field, name); // typed, ".." would be a good name on the way
        QCOMPARE(m_changed->count(), 0);
        QVERIFY(saysError(*m_dialog));
        const QString good = QStringLiteral("{date}-{index}");
        typeInto(field, good);
        QVERIFY(!saysError(*m_dialog));
        QCOMPARE(m_dialog->settings().nameTemplate, good.toStdString());
    }

    void anUnwritableFolderIsSaid()
    {
        auto* folder = named<QLineEdit>(*m_dialog, "Folder");
        QTemporaryDir there;
        typeInto(folder, there.filePath(QStringLiteral("new/below")));
        QCOMPARE(m_dialog->settings().pictureFolder, std::filesystem::path(folder->text().toStdString()));
        QTRY_VERIFY(!saysError(*m_dialog));
        typeInto(folder, QStringLiteral("/dev/null/pictures"));
        QTRY_VERIFY(saysError(*m_dialog));
    }

    void theEngineCommandIsTrimmed()
    {
        auto* engine = named<QLineEdit>(*m_dialog, "Start command");
        typeInto(engine, QStringLiteral("  gesso-engine serve "));
        QCOMPARE(m_dialog->settings().engineCommand, std::string("gesso-engine serve"));
        QTest::keyClick(engine, Qt::Key_Return);
        QCOMPARE(m_changed->count(), 1); // only what differs is sent
    }

    void previewsCanBeTurnedOff()
    {
        QTest::mouseClick(m_dialog->findChild<QCheckBox*>(), Qt::LeftButton, {}, QPoint(5, 8));
        QVERIFY(!m_dialog->settings().previews);
    }

    void setFromOutsideStaysSilentAndKeepsWhatItDoesNotShow()
    {
        Settings settings;
        settings.scheme = ColorScheme::Dark;
        settings.language = "xx_YY";
        m_dialog->setSettings(settings);
        QCOMPARE(m_changed->count(), 0);
        QCOMPARE(named<Segments>(*m_dialog, "Theme")->currentIndex(), 1);
        QTest::mouseClick(m_dialog->findChild<QCheckBox*>(), Qt::LeftButton, {}, QPoint(5, 8));
        QCOMPARE(m_dialog->settings().language, std::string("xx_YY"));
    }

    void everyFieldHasANameAndATooltip()
    {
        for (const QWidget* widget : m_dialog->findChildren<QWidget*>()) {
            if (widget->focusPolicy() != Qt::NoFocus && widget->isVisible() && widget->focusProxy() == nullptr &&
                qobject_cast<const QRadioButton*>(widget) == nullptr) {
                const auto* button = qobject_cast<const QAbstractButton*>(widget);
                const bool hasName = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
                QVERIFY2(hasName, widget->metaObject()->className());
                QVERIFY2(!widget->toolTip().isEmpty(), widget->metaObject()->className());
            }
        }
    }

private:
    std::unique_ptr<SettingsDialog> m_dialog;
    std::unique_ptr<QSignalSpy> m_changed;
};

QTEST_MAIN(TestSettingsDialog)
#include "test_settings_dialog.moc"
