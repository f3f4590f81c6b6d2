// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/adapters/error_words.h"

#include <QCoreApplication>
#include <QTest>
#include <QTranslator>

#include <algorithm>
#include <array>

using namespace gesso;
using namespace gesso::ui;

namespace {

constexpr std::array kCodes{
    ErrorCode::InvalidRequest,   ErrorCode::Unsupported,     ErrorCode::ModelNotFound,     ErrorCode::ModelDamaged,
    ErrorCode::ModelUnsupported, ErrorCode::FileNotReadable, ErrorCode::FileNotWritable,   ErrorCode::DiskFull,
    ErrorCode::FileDamaged,      ErrorCode::FileExists,      ErrorCode::DeviceUnavailable, ErrorCode::OutOfDeviceMemory,
    ErrorCode::OutOfHostMemory,  ErrorCode::DeviceFailure,   ErrorCode::BadPicture,        ErrorCode::EngineNotFound,
    ErrorCode::EngineDied,       ErrorCode::EngineHung,      ErrorCode::ProtocolViolation, ErrorCode::VersionMismatch,
    ErrorCode::Cancelled,        ErrorCode::Internal};

/// Errors whose message only says what broke within.
bool isOfTheMachine(ErrorCode code)
{
    constexpr std::array kThese{ErrorCode::OutOfDeviceMemory, ErrorCode::OutOfHostMemory, ErrorCode::DeviceFailure,
                                ErrorCode::BadPicture,        ErrorCode::EngineDied,      ErrorCode::EngineHung,
                                ErrorCode::ProtocolViolation, ErrorCode::Internal};
    return std::find(kThese.begin(), kThese.end(), code) != kThese.end();
}

/// Every text in capitals.
class Capitals final : public QTranslator {
public:
    QString translate(const char*, const char* text, const char*, int) const override
    {
        return QString::fromUtf8(text).toUpper();
    }
    bool isEmpty() const override { return false; }
};

} // namespace

/// Errors are told in the window's language, with the particulars as core and engine wrote them.
class TestErrorWords final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void inEnglishTheMessageSaysItAll()
    {
        for (const ErrorCode code : kCodes) {
            QVERIFY(!titleOf(code).isEmpty());
            if (!isOfTheMachine(code)) {
                QCOMPARE(textOf({code, "steps is 0: take 1 to 1000"}), QStringLiteral("steps is 0: take 1 to 1000"));
            }
        }
    }

    void whatIsOfTheMachineIsToldAsARemedy()
    {
        for (const ErrorCode code : kCodes) {
            if (isOfTheMachine(code)) {
                const Error error{code, "libtorch failed: at::native\nmore of it"};
                QVERIFY(textOf(error).size() > 20 && !textOf(error).contains(u'\n'));
                QVERIFY(!textOf(error).contains(QStringLiteral("libtorch")));
                QCOMPARE(detailsOf(error), QString::fromStdString(error.message));
            }
        }
    }

    void inAnotherLanguageCauseAndRemedyComeFirst()
    {
        Capitals capitals;
        QVERIFY(QCoreApplication::installTranslator(&capitals));
        for (const ErrorCode code : kCodes) {
            const QStringList lines = textOf({code, "steps is 0"}).split(u'\n');
            QCOMPARE(lines.size(), isOfTheMachine(code) ? 1 : 2);
            QCOMPARE(lines[0], lines[0].toUpper());
            QVERIFY(lines[0].size() > 20);
            QVERIFY(lines.size() == 1 || lines[1] == QStringLiteral("steps is 0"));
        }
    }
};

QTEST_GUILESS_MAIN(TestErrorWords)
#include "test_error_words.moc"
