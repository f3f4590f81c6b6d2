// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/variables.h"

#include <QTest>

using namespace gesso;

class TestVariables final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesThoseOfDynamicPrompts()
    {
        for (const char* text : {"in ${season}", "${season={summer|winter}} a", "${season=!__season__}", "${a:b}"}) {
            const Result<> checked = checkVariables(text);
            QVERIFY2(!checked && checked.error().code == ErrorCode::InvalidRequest, text);
        }
        QVERIFY(checkVariables("in ${season}").error().message.find("'${season}'") != std::string::npos);
    }

    void leavesTextAlone()
    {
        for (const char* text : {"", "$", "$5", "${5}", "{2$$a|b}", "{2$${a|b}}", "\\${season}", "${", "a $ {b}"}) {
            QVERIFY2(checkVariables(text).has_value(), text);
        }
    }
};

QTEST_GUILESS_MAIN(TestVariables)
#include "test_variables.moc"
