// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pickles/tensor_pickle.h"

#include <QFile>
#include <QTest>

using namespace gesso;
using namespace std::string_literals;

namespace {

std::string seed(const char* name)
{
    QFile file(QStringLiteral(GESSO_SOURCE_DIR "/tests/fuzz/seeds/tensor_pickle/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    const std::size_t at = text.find(from);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

} // namespace

class TestTensorPickle final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTensorsInDictionaries()
    {
        const auto tensors = readTensorPickle(seed("a1111.pkl")).value();
        QCOMPARE(tensors.size(), std::size_t(1));
        QCOMPARE(tensors[0].name, std::string("string_to_param.*"));
        QCOMPARE(tensors[0].type, TensorType::F32);
        QCOMPARE(tensors[0].shape, (std::vector<std::int64_t>{3, 32}));
        QCOMPARE(tensors[0].strides, (std::vector<std::int64_t>{32, 1}));
        QCOMPARE(tensors[0].storageElements, std::int64_t{96});
    }

    void findsParametersOfModules()
    {
        const auto tensors = readTensorPickle(seed("module.pkl")).value();
        QCOMPARE(tensors.size(), std::size_t(2)); // the token's number is a tensor, too
        const PickledTensor& vectors = tensors[1];
        QVERIFY2(vectors.name.starts_with("string_to_param."), vectors.name.c_str());
        QCOMPARE(vectors.offset, std::int64_t{1});
        QCOMPARE(vectors.strides, (std::vector<std::int64_t>{1, 4}));
    }

    void whatWouldRunIsOnlyLookedAt()
    {
        QVERIFY(seed("calls.pkl").find("system") != std::string::npos);
        QVERIFY(readTensorPickle(seed("calls.pkl")).value().empty());
    }

    void aDictionaryMayHoldItself() { QVERIFY(readTensorPickle(seed("deep.pkl")).value().empty()); }

    void damageIsTold_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const std::string good = seed("diffusers.pkl");
        const auto row = [](const char* name, const std::string& bytes) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes);
        };
        row("nothing", "");
        row("cut", good.substr(0, good.size() / 2));
        row("a storage of another kind", replaced(good, "FloatStorage", "ErrorStorage"));
        row("a shape beyond the storage", replaced(good, "K\x03K\x20\x86", "K\x04K\x20\x86"));
        row("an offset beyond the storage", replaced(good, "QK\x00"s, "QM\xff\xff"s));
        row("a record outside", replaced(good,
                                         std::string("X\x01\0\0\0"
                                                     "0",
                                                     6),
                                         std::string("X\x01\0\0\0"
                                                     "/",
                                                     6)));
        row("an unknown instruction", std::string("\x80\x02\xff.", 4));
        row("no mark", std::string("\x80\x02t.", 4));
        row("a value never kept", std::string("\x80\x02h\x07.", 5));
        row("an endless text", std::string("\x80\x02X\xff\xff\xff\x7f.", 8));
        row("a class of a great name", std::string("\x80\x02X\0\x04\0\0", 7) + std::string(1024, 'a') + "2\x93.");
    }

    void damageIsTold()
    {
        QFETCH(QByteArray, bytes);
        const auto tensors = readTensorPickle(bytes.toStdString());
        QVERIFY(!tensors);
        QCOMPARE(tensors.error().code, ErrorCode::ModelDamaged);
        QVERIFY(tensors.error().message.starts_with("is damaged"));
    }
};

QTEST_GUILESS_MAIN(TestTensorPickle)
#include "test_tensor_pickle.moc"
