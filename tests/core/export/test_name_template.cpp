// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/name_template.h"

#include "core/base/utf8.h"

#include <QTest>

#include <cstdlib>
#include <random>

using namespace gesso;
using namespace std::string_literals;

namespace {

NameValues values()
{
    NameValues values;
    values.index = 42;
    values.when = std::chrono::system_clock::from_time_t(1795457109); // 2026-11-23 18:05:09 UTC
    values.metadata.request.emplace();
    values.metadata.request->prompt = "a cabin, by night";
    values.metadata.request->width = 768;
    values.metadata.request->height = 512;
    values.metadata.request->steps = 7;
    values.metadata.seed = 965400086;
    values.metadata.modelName = "lakes";
    return values;
}

std::string filled(std::string_view text, const NameValues& with = values())
{
    const auto parsed = NameTemplate::parse(text);
    return parsed ? parsed->fill(with) : "refused: " + parsed.error().message;
}

} // namespace

class TestNameTemplate final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        ::setenv("TZ", "UTC", 1);
        ::tzset();
    }

    void fillsEveryField()
    {
        QCOMPARE(filled(NameTemplate::kDefault), "00042-965400086"s);
        QCOMPARE(filled("{index}_{seed:012}_{model}"), "42_000965400086_lakes"s);
        QCOMPARE(filled("{prompt} {width}x{height} {steps:03}"), "a cabin, by night 768x512 007"s);
        QCOMPARE(filled("{date} {time}"), "2026-11-23 18-05-09"s);
        QCOMPARE(filled("{{{index}}}"), "{42}"s);
        QCOMPARE(filled("plain"), "plain"s);
        QCOMPARE(filled("{index:01}"), "42"s);
        QCOMPARE(filled(NameTemplate::kByWords), "a-cabin-by-night-965400086"s);
    }

    void theFirstWordsAreWithoutGrammar()
    {
        NameValues odd = values();
        const auto words = [&odd](std::string prompt) {
            odd.metadata.request->prompt = std::move(prompt);
            return filled("{words}", odd);
        };
        QCOMPARE(words("a (red:1.3) cabin <lora:ink:0.8>, on a lake. Near mountains"), "a-red-cabin-on-a-lake"s);
        QCOMPARE(words("{{old|new} house:1.2"), "old-new-house"s);
        QCOMPARE(words(""), "picture"s);
        QCOMPARE(words("<lora:ink:1>"), "picture"s);
        QCOMPARE(words("<lora"), "picture"s);
        QVERIFY(words(std::string(500, 'x')).size() <= 48);
        QCOMPARE(words("水墨 山"), "水墨-山"s);
    }

    void refusesWhatItDoesNotKnow_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"{seeds}", "{}", "{index", "index}", "{{index}", "{index:5}", "{index:0}", "{index:021}", "{index:-1}",
              "{index:05x}", "{prompt:05}", "a/b", "../{index}", "{index:}"}) {
            QTest::newRow(text) << text;
        }
        QTest::newRow("not UTF-8") << QString();
    }

    void refusesWhatItDoesNotKnow()
    {
        QFETCH(QString, text);
        const auto parsed = NameTemplate::parse(text.isNull() ? "\xFF" : text.toStdString());
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, ErrorCode::InvalidRequest);
        QVERIFY(parsed.error().message.find("{prompt}") != std::string::npos);
    }

    void namesAreSafe_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("name");
        const auto row = [](const char* title, const std::string& text, const std::string& name) {
            QTest::newRow(title) << QByteArray::fromStdString(text) << QByteArray::fromStdString(name);
        };
        row("path", "../../etc/passwd", "_.._etc_passwd");
        row("absolute", "/etc/passwd", "_etc_passwd");
        row("windows", "C:\\x*?\"<>|", "C__x______");
        row("hidden", ".bashrc", "bashrc");
        row("dots", "...", "picture");
        row("nothing", "", "picture");
        row("spaces", "  a \n\t b  ", "a b");
        row("zero", "a\0b"s, "ab");
        row("escape", "\x1B[31mred", "[31mred");
        row("reversed", "gnp.\xE2\x80\xAEtxt", "gnp.txt");
        row("no-break space", "a\xC2\xA0 b", "a b");
        row("unicode", "桜 🌲 é", "桜 🌲 é");
        row("decomposed", "e\xCC\x81", "é");
        row("not UTF-8", "a\xFF\xFE", "a__");
        row("device", "con", "_con");
        row("device with an end", "NUL.tar", "_NUL.tar");
        row("port", "COM7", "_COM7");
        row("no device", "COMB", "COMB");
        row("long", std::string(5000, 'x'), std::string(200, 'x'));
        row("long unicode", "a" + QString(300, QChar(0x685C)).toStdString(),
            "a" + QString(66, QChar(0x685C)).toStdString());
        row("cut at a space", std::string(199, 'x') + " yz", std::string(199, 'x'));
    }

    void namesAreSafe()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, name);
        QCOMPARE(QByteArray::fromStdString(safeFileName(text.toStdString())), name);
    }

    void aPromptIsAName()
    {
        NameValues with = values();
        with.metadata.request->prompt = "../a/b: " + std::string(500, 'x');
        const std::string name = filled("{prompt}-{seed}", with);
        QVERIFY(name.starts_with("_a_b_ xxx"));
        QVERIFY(name.ends_with("x-965400086"));
        QVERIFY(name.size() < 100);
    }

    void randomTextIsNeverAPath()
    {
        std::mt19937 random(1);
        const std::string alphabet = "./\\ :a\0\n\xE2\x80\xAE\xFF\xC3\xA9{}CON"s;
        for (int i = 0; i < 20'000; ++i) {
            std::string text(random() % 400, ' ');
            for (char& character : text) {
                character = alphabet[random() % alphabet.size()];
            }
            const std::string name = safeFileName(text);
            QVERIFY(!name.empty() && name.size() <= 204);
            QVERIFY(name.find('/') == std::string::npos && name.find('\0') == std::string::npos);
            QVERIFY(!name.starts_with('.') && !invalidUtf8At(name));
            QCOMPARE(safeFileName(name), name);
        }
    }
};

QTEST_APPLESS_MAIN(TestNameTemplate)
#include "test_name_template.moc"
