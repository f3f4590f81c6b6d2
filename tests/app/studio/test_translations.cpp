// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/studio/languages.h"
#include "ui/dialogs/about_dialog.h"
#include "ui/panels/seed_field.h"

#include <QApplication>
#include <QFile>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace gesso;

namespace {

struct Message {
    QString context;
    QString source;
    QString comment;
    QStringList forms; ///< one without plural
    bool plural = false;
    bool unfinished = false;

    [[nodiscard]] QString id() const
    {
        return context + u'|' + source + u'|' + comment + (plural ? QStringLiteral("|n") : QString());
    }
};

void readTranslation(QXmlStreamReader& xml, Message& message)
{
    message.unfinished = !xml.attributes().value("type").isEmpty();
    if (!message.plural) {
        message.forms << xml.readElementText();
        return;
    }
    while (xml.readNextStartElement()) {
        message.forms << xml.readElementText();
    }
}

Message readMessage(QXmlStreamReader& xml, const QString& context)
{
    Message message;
    message.context = context;
    message.plural = xml.attributes().value("numerus") == QLatin1String("yes");
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("source")) {
            message.source = xml.readElementText();
        } else if (xml.name() == QLatin1String("comment")) {
            message.comment = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            readTranslation(xml, message);
        } else {
            xml.skipCurrentElement();
        }
    }
    return message;
}

QList<Message> readMessages(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QList<Message> messages;
    QXmlStreamReader xml(&file);
    xml.readNextStartElement(); // TS
    while (xml.readNextStartElement()) {
        QString context;
        while (xml.readNextStartElement()) {
            if (xml.name() == QLatin1String("name")) {
                context = xml.readElementText();
            } else {
                messages << readMessage(xml, context);
            }
        }
    }
    return xml.hasError() ? QList<Message>() : messages;
}

QString fileOf(const QString& language)
{
    return QStringLiteral(GESSO_SOURCE_DIR "/translations/gesso_%1.ts").arg(language);
}

/// The placeholders of a text (%1, %L2, %n, {seed}), sorted.
QStringList placeholders(const QString& text)
{
    static const QRegularExpression kPattern(QStringLiteral("%L?[0-9]+|%n|\\{[a-z]+\\}|\\*\\.[a-z]+"));
    QStringList found;
    for (auto matches = kPattern.globalMatch(text); matches.hasNext();) {
        found << matches.next().captured();
    }
    found.sort();
    return found;
}

QSet<QString> ids(const QList<Message>& messages)
{
    QSet<QString> result;
    for (const Message& each : messages) {
        result << each.id();
    }
    return result;
}

void addLanguages()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("plurals");
    QTest::newRow("en") << "en" << 2;
    QTest::newRow("zh_CN") << "zh_CN" << 1;
}

QString steps(int count)
{
    return QCoreApplication::translate("gesso::ui::SamplingBox", "%n step(s)", nullptr, count);
}

} // namespace

class TestTranslations final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMessageIsTranslated_data() { addLanguages(); }
    void everyMessageIsTranslated()
    {
        QFETCH(const QString, language);
        QFETCH(const int, plurals);
        const QList<Message> messages = readMessages(fileOf(language));
        QVERIFY(!messages.isEmpty());
        for (const Message& each : messages) {
            QVERIFY2(!each.unfinished, qPrintable(each.id()));
            QVERIFY2(each.forms.size() == (each.plural ? plurals : 1), qPrintable(each.id()));
            for (const QString& form : each.forms) {
                QVERIFY2(!form.trimmed().isEmpty(), qPrintable(each.id()));
            }
        }
    }

    void placeholdersAreKept_data() { addLanguages(); }
    void placeholdersAreKept()
    {
        QFETCH(const QString, language);
        for (const Message& each : readMessages(fileOf(language))) {
            for (const QString& form : each.forms) {
                QVERIFY2(placeholders(form) == placeholders(each.source), qPrintable(each.id() + u'|' + form));
                QVERIFY2(form.count(u'&') == each.source.count(u'&'), qPrintable(each.id() + u'|' + form));
            }
        }
    }

    void filesAreUpToDateWithTheSources()
    {
        QTemporaryDir folder;
        for (const char* language : {"en", "zh_CN"}) {
            const QString path = fileOf(QLatin1String(language));
            QVERIFY(QFile::copy(path, folder.filePath(QFileInfo(path).fileName())));
        }
        QProcess update;
        update.setProcessChannelMode(QProcess::MergedChannels);
        update.start(QStringLiteral(GESSO_SOURCE_DIR "/tools/translate"), {folder.path()});
        constexpr int kTimeoutMs = 60000;
        QVERIFY(update.waitForFinished(kTimeoutMs));
        // Also what it warns about: tr() whose context at run time is another than that of the file.
        QCOMPARE(update.readAll(), QByteArray());
        QCOMPARE(update.exitCode(), 0);
        for (const char* language : {"en", "zh_CN"}) {
            const QString path = fileOf(QLatin1String(language));
            const QSet<QString> now = ids(readMessages(path));
            const QSet<QString> updated = ids(readMessages(folder.filePath(QFileInfo(path).fileName())));
            QVERIFY(!updated.isEmpty());
            QVERIFY2(now == updated,
                     qPrintable(QStringLiteral("run tools/translate; new: ") +
                                QStringList((updated - now).values()).join(u'\n') + QStringLiteral("\ngone: ") +
                                QStringList((now - updated).values()).join(u'\n')));
        }
    }

    void chineseChangesWhatWidgetsSay()
    {
        const Languages languages(QStringLiteral("zh_CN"));
        const ui::SeedField seed;
        QCOMPARE(seed.accessibleName(), QString::fromUtf8("种子"));
        const ui::AboutDialog about;
        QCOMPARE(about.windowTitle(), QString::fromUtf8("关于 Gesso"));
        QCOMPARE(steps(1), QString::fromUtf8("1 步"));
        QCOMPARE(steps(20), QString::fromUtf8("20 步"));
    }

    void qtsOwnTextsAreChineseToo()
    {
        const QString folder = QLibraryInfo::path(QLibraryInfo::TranslationsPath);
        QVERIFY2(QFile::exists(folder + QStringLiteral("/qtbase_zh_CN.qm")), qPrintable(folder));
        const Languages languages(QStringLiteral("zh_CN"));
        QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QString::fromUtf8("取消"));
    }

    void englishHasPluralForms_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << "en";
        QTest::newRow("British English") << "en_GB";
        QTest::newRow("a language without a translation") << "fi_FI";
        QTest::newRow("no language at all") << "xx-nonsense";
    }
    void englishHasPluralForms()
    {
        QFETCH(const QString, language);
        const Languages languages(language);
        QCOMPARE(steps(1), QStringLiteral("1 step"));
        QCOMPARE(steps(2), QStringLiteral("2 steps"));
        QCOMPARE(QCoreApplication::translate("gesso::ui::QueuePage", "Queue"), QStringLiteral("Queue"));
        QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("Cancel"));
    }

    void theLanguageGoesWithItsObject()
    {
        {
            const Languages languages(QStringLiteral("zh_CN"));
            QCOMPARE(QCoreApplication::translate("gesso::ui::QueuePage", "Queue"), QString::fromUtf8("队列"));
        }
        QCOMPARE(QCoreApplication::translate("gesso::ui::QueuePage", "Queue"), QStringLiteral("Queue"));
    }

    void pseudoLengthensTextsButQts()
    {
        const Languages languages(QStringLiteral("pseudo"));
        QCOMPARE(QCoreApplication::translate("gesso::ui::QueuePage", "Queue"), QString::fromUtf8("[Qüéüé~~]"));
        QCOMPARE(QCoreApplication::translate("JobWords", "waiting"), QString::fromUtf8("[wáítíñğ~~]"));
        QVERIFY(steps(3).startsWith(QString::fromUtf8("[3 štép")));
        QVERIFY(QCoreApplication::translate("DurationText", "%1 left").contains(QStringLiteral("%1")));
        QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("Cancel"));
        QCOMPARE(QCoreApplication::translate("gesso::ui::MainWindow", "*.png"), QStringLiteral("*.png"));
    }
};

QTEST_MAIN(TestTranslations)
#include "test_translations.moc"
