// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/path_text.h"

#include "core/base/utf8.h"

#include <QTest>

using namespace gesso;

class TestPathText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leavesTextAlone()
    {
        for (const char* path : {"/models/sd 15", "/models/caf\u00e9/\u6a21\u578b", "", "\U0001f600"}) {
            QCOMPARE(textOfPath(path), std::string(path));
            QCOMPARE(pathOfText(path), std::filesystem::path(path));
        }
    }

    void everyByteComesBack()
    {
        for (int first = 1; first < 256; ++first) {
            for (int second = 1; second < 256; ++second) {
                const std::string bytes{'/', static_cast<char>(first), static_cast<char>(second), 'x'};
                const std::string text = textOfPath(bytes);
                QVERIFY(!invalidUtf8At(text));
                QCOMPARE(pathOfText(text).native(), bytes);
            }
        }
        QCOMPARE(textOfPath("caf\xe9"), std::string("caf\uefe9"));
    }

    void privateCharactersComeBackToo()
    {
        for (const char* path : {"\uef80", "\uefe9x", "\xe9\uefe9\xff", "\uefee\uefbe", "\xee\xbe"}) {
            const std::string text = textOfPath(path);
            QVERIFY(!invalidUtf8At(text));
            QCOMPARE(pathOfText(text).native(), std::string(path));
        }
    }
};

QTEST_GUILESS_MAIN(TestPathText)
#include "test_path_text.moc"
