// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/studio/document_file/layer_stack.h"

#include <QTest>

using namespace gesso;

namespace {

std::string imageWith(const std::string& inside, const std::string& size = "w='10' h='20'")
{
    return "<?xml version='1.0' encoding='UTF-8'?>\n<image version=\"0.0.5\" " + size + "><stack>" + inside +
           "</stack></image>";
}

} // namespace

class TestLayerStack final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesUpWhatALayerSays()
    {
        const LayerStack stack =
            parseLayerStack(
                imageWith(
                    "<layer name='sky &amp; sea' x='-3' y='4' opacity='0.25' visibility='hidden' edit-locked='true' "
                    "composite-op='svg:color-dodge' src='data/1.png'/><layer src='data/0.png'/>"))
                .value();
        QCOMPARE(stack.width, 10);
        QCOMPARE(stack.height, 20);
        QCOMPARE(stack.entries.size(), std::size_t(2));
        QCOMPARE(stack.entries[0].src, std::string("data/0.png")); // the lowest first
        const Layer& plain = stack.entries[0].layer;
        QVERIFY(plain.visible && !plain.locked && plain.opacity == 1. && plain.blend == BlendMode::Normal);
        const Layer& layer = stack.entries[1].layer;
        QCOMPARE(layer.name, std::string("sky & sea"));
        QVERIFY(layer.left == -3 && layer.top == 4 && !layer.visible && layer.locked);
        QCOMPARE(layer.opacity, 0.25);
        QVERIFY(layer.blend == BlendMode::ColorDodge);
        QVERIFY(layer.id != plain.id);
        QVERIFY(stack.notices.empty());
    }

    void groupsHaveTheirLayersAndPlaces()
    {
        const LayerStack stack = parseLayerStack(imageWith("<stack name='all' x='5' y='1' isolation='auto'><layer "
                                                           "x='1' src='a'/><stack opacity='0.5'/></stack>"))
                                     .value();
        QCOMPARE(stack.entries.size(), std::size_t(1));
        const StackEntry& group = stack.entries[0];
        QVERIFY(group.layer.kind == Layer::Kind::Group && group.layer.passesThrough);
        QCOMPARE(group.children.size(), std::size_t(2));
        QVERIFY(!group.children[0].layer.passesThrough); // isolated unless it is said
        QCOMPARE(group.children[1].layer.left, 6);
        QCOMPARE(group.children[1].layer.top, 1);
    }

    void blendModesThatAreNotKnownAreSaidOnce()
    {
        const LayerStack stack =
            parseLayerStack(imageWith("<layer composite-op='krita:glow' src='a'/><layer composite-op='krita:glow' "
                                      "src='b'/> <layer composite-op='krita:exclusion' src='c'/>"))
                .value();
        QCOMPARE(stack.notices.size(), std::size_t(1));
        QVERIFY(stack.notices[0].find("krita:glow") != std::string::npos);
        QVERIFY(stack.entries[0].layer.blend == BlendMode::Exclusion);
        QVERIFY(stack.entries[1].layer.blend == BlendMode::Normal);
    }

    void whatMixesLightSaysSo()
    {
        const auto exponentOf = [](const std::string& value) {
            return parseLayerStack(imageWith({}, "w='1' h='1' mypaint:eotf='" + value + "'")).value().lightExponent;
        };
        QCOMPARE(exponentOf("2.2"), 2.2);
        QCOMPARE(exponentOf("nan"), 1.);
        QCOMPARE(exponentOf("900"), 1.);
    }

    void whatIsNoLayerStackIsRefused_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no XML") << QByteArray("PK\3\4");
        QTest::newRow("another root") << QByteArray("<svg/>");
        QTest::newRow("no stack") << QByteArray("<image w='1' h='1'/>");
        QTest::newRow("cut") << QByteArray("<image w='1' h='1'><stack><layer ");
        QTest::newRow("no size") << QByteArray("<image><stack/></image>");
        QTest::newRow("size below one") << QByteArray("<image w='0' h='-5'><stack/></image>");
        QTest::newRow("huge") << QByteArray("<image w='1e9' h='4'><stack/></image>");
        QTest::newRow("size in words") << QByteArray("<image w='ten' h='4'><stack/></image>");
        QTest::newRow("far away") << QByteArray("<image w='1' h='1'><stack><layer x='1e300' src='a'/></stack></image>");
        QTest::newRow("opacity") << QByteArray("<image w='1' h='1'><stack><layer opacity='much'/></stack></image>");
        QTest::newRow("entities") << QByteArray("<!DOCTYPE image [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>"
                                                "<image w='1' h='1'><stack><layer name='&b;'/></stack></image>");
        QByteArray deep("<image w='1' h='1'>");
        deep += QByteArray("<stack>").repeated(70) + QByteArray("</stack>").repeated(70) + "</image>";
        QTest::newRow("deep") << deep;
        QTest::newRow("many") << "<image w='1' h='1'><stack>" + QByteArray("<layer/>").repeated(10001) +
                                     "</stack></image>";
    }
    void whatIsNoLayerStackIsRefused()
    {
        QFETCH(QByteArray, xml);
        const auto stack = parseLayerStack({xml.constData(), static_cast<std::size_t>(xml.size())});
        QVERIFY(!stack);
        QVERIFY(stack.error().code == ErrorCode::FileDamaged);
        QVERIFY(!stack.error().message.empty());
    }

    void namesAreNoCommands()
    {
        const auto stack = parseLayerStack(imageWith("<layer name='a&#27;[2J&#10;b' src='a'/>")).value();
        for (const char letter : stack.entries[0].layer.name) {
            QVERIFY(static_cast<unsigned char>(letter) >= 0x20);
        }
    }
};

QTEST_APPLESS_MAIN(TestLayerStack)
#include "test_layer_stack.moc"
