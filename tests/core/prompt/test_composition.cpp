// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/composition.h"

#include <QTest>

using namespace gesso;

class TestComposition final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cutsAtAnd_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("parts");
        const auto row = [](const char* text, const char* parts) { QTest::newRow(text) << text << parts; };
        row("a cat", "<a cat>*1");
        row("a cat AND a dog", "<a cat >*1 < a dog>*1");
        row("a cat AND a dog :0.5", "<a cat >*1 < a dog>*0.5");
        row("a cat :1.2\nAND a dog", "<a cat>*1.2 < a dog>*1");
        row("a cat :1.2AND a dog", "<a cat :1.2AND a dog>*1"); // no word of its own
        row("a cat:1.2 AND a dog : -0.5 AND b", "<a cat>*1.2 < a dog>*-0.5 < b>*1");
        row("ANDROID and SAND", "<ANDROID and SAND>*1");
        row("sand AND", "<sand >*1 <>*1");
        row("poster, 16:9", "<poster, 16:9>*1"); // no AND, so no weight
        row("(a:1.3) AND b:c", "<(a:1.3) >*1 < b:c>*1");
        row("a AND :2", "<a >*1 <>*2");
        row("a AND b:9999999", "<a >*1 < b>*1000");
    }

    void cutsAtAnd()
    {
        QFETCH(QString, text);
        QFETCH(QString, parts);
        const std::string bytes = text.toStdString();
        QStringList found;
        for (const ComposedPart& part : splitComposition(bytes)) {
            const auto of = part.text.of(bytes);
            found << QStringLiteral("<%1>*%2").arg(QString::fromUtf8(of.data(), qsizetype(of.size()))).arg(part.weight);
        }
        QCOMPARE(found.join(' '), parts);
    }
};

QTEST_GUILESS_MAIN(TestComposition)
#include "test_composition.moc"
