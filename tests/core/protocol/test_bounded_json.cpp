// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/bounded_json.h"

#include <QTest>

using namespace gesso;
using namespace gesso::protocol;
using namespace std::string_literals;

class TestBoundedJson final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsJson() { QCOMPARE(parseBoundedJson(R"({"a": [1, "\u0000"]})").value().at("a").at(0).get<int>(), 1); }

    void refusesWhatIsNotWholeJson()
    {
        for (const std::string& text :
             {""s, "{"s, "{} {}"s, "{}\0"s, "{}\0{{{"s, "\0{}"s, "{\"a\": 1\0}"s, "\"x\0y\""s, "1\0002"s}) {
            QVERIFY2(!parseBoundedJson(text), text.c_str());
        }
    }

    void refusesDeepNesting()
    {
        QVERIFY(parseBoundedJson(std::string(kMaxJsonDepth, '[') + std::string(kMaxJsonDepth, ']')).has_value());
        QVERIFY(!parseBoundedJson(std::string(kMaxJsonDepth + 1, '[') + std::string(kMaxJsonDepth + 1, ']')));
    }
};

QTEST_GUILESS_MAIN(TestBoundedJson)
#include "test_bounded_json.moc"
