// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/lora_tags.h"

#include <QTest>

using namespace gesso;

class TestLoraTags final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesTagsOut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("rest");
        QTest::addColumn<QString>("tags");
        const auto row = [](const char* text, const char* rest, const char* tags) {
            QTest::newRow(text) << text << rest << tags;
        };
        row("plain", "plain", "");
        row("a <lora:name:0.8> b", "a  b", "name*0.8");
        row("<lora:name>", "", "name*1");
        row("<lora:name:>", "", "name*1");
        row("<LoRA: My Style v1.2 : -1.5 >x", "x", "My Style v1.2*-1.5");
        row("<lora:a:0.5><lora:b:.25><lora:a:1>", "", "a*0.5 b*0.25 a*1");
        row("(<lora:a>cat:1.2)", "(cat:1.2)", "a*1");
        row("<lora:>", "<lora:>", "");
        row("<lora:a", "<lora:a", "");
        row("<lora:a<lora:b>", "<lora:a", "b*1");
        row("<lyco:a:0.5> <LyCO:b>", " ", "a*0.5 b*1");
        row("<lora:a:0.5:0.5><lora:b:te=0.7:unet=0.7><lora:c:te=2>", "", "a*0.5 b*0.7 c*2");
        row("<lora:a:0.5:0.8><lora:b:te=0.5:unet=-1><lora:c:0: 2 >", "", "a*0.5/0.8 b*0.5/-1 c*0/2");
        row("<lora:a:unet=0.5><lora:b:unet=0.5:0.8><lora:c::0.5>", "", "a*1/0.5 b*0.8/0.5 c*1/0.5");
        row("<lora:a:1:te=0.5><lora:b:1:unet=0.5:te=0.7:3>", "", "a*0.5 b*0.7/0.5"); // names go before
        row("<lora:add_detail.v2:1>", "", "add_detail.v2*1");
        row("\\<lora:a:1> \\<hypernet:a:1>", "\\<lora:a:1> \\<hypernet:a:1>", "");
        row("\\\\<lora:a:1>", "\\\\", "a*1");
        row("3 < 4 <3 <:b> <1a:b> <cat-toy> <b> a<b:c", "3 < 4 <3 <:b> <1a:b> <cat-toy> <b> a<b:c", "");
    }

    void takesTagsOut()
    {
        QFETCH(QString, text);
        QFETCH(QString, rest);
        QFETCH(QString, tags);
        const auto taken = takeLoraTags(text.toStdString());
        QVERIFY(taken.has_value());
        QCOMPARE(QString::fromStdString(taken->text), rest);
        QStringList found;
        for (const LoraTag& tag : taken->loras) {
            const QString unet = tag.unetWeight ? QStringLiteral("/%1").arg(*tag.unetWeight) : QString();
            found << QStringLiteral("%1*%2%3").arg(QString::fromStdString(tag.name)).arg(tag.weight).arg(unet);
        }
        QCOMPARE(found.join(' '), tags);
    }

    void refusesWeightsThatAreNone()
    {
        for (const char* weight : {"strong", "10.5", "-11", "1:11", "unet=-11", "1e1", "nan", "te=0.5:te=1", "1:1:8",
                                   "1:dyn=8", "0.5:lbw=OUTALL", "1:te=", "0.5:"}) {
            const auto refused = takeLoraTags("a <lora:ink:" + std::string(weight) + ">");
            QVERIFY2(!refused, weight);
            QCOMPARE(refused.error().code, ErrorCode::InvalidRequest);
            QVERIFY2(refused.error().message.find("'" + std::string(weight) + "'") != std::string::npos, weight);
            QVERIFY2(refused.error().message.find("<lora:ink:0.8>") != std::string::npos, weight);
        }
    }

    void refusesTagsOfOtherTools()
    {
        for (const char* tag : {"<hypernet:a:1>", "<segment:face>", "<embed:hands>", "<random:a,b>", "<LoHa:x:1>"}) {
            const auto refused = takeLoraTags("a " + std::string(tag) + " <lora:b:1>");
            QVERIFY2(!refused, tag);
            QCOMPARE(refused.error().code, ErrorCode::InvalidRequest);
            QVERIFY2(refused.error().message.find(tag) != std::string::npos, refused.error().message.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestLoraTags)
#include "test_lora_tags.moc"
