// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/prompt/embedding_file.h"

#include "inference/base/engine_error.h"
#include "prompt_fixtures.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace gesso;
using namespace gesso::inference;
using namespace gesso::test;

class TestEmbeddingFile final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTrainersWrite()
    {
        const at::Tensor three = readEmbeddingFile(fixture("embeddings/emb-params.safetensors"));
        QCOMPARE(three.sizes(), (at::IntArrayRef{3, 32}));
        QVERIFY(readEmbeddingFile(fixture("embeddings/single-key.safetensors")).equal(three));
        const at::Tensor one = readEmbeddingFile(fixture("embeddings/single-vector.safetensors"));
        QCOMPARE(one.sizes(), (at::IntArrayRef{1, 32}));
        QVERIFY(readEmbeddingFile(fixture("embeddings/a1111.pt")).equal(three));
        QVERIFY(readEmbeddingFile(fixture("embeddings/diffusers.bin")).equal(three));
        QVERIFY(readEmbeddingFile(fixture("embeddings/module.pt")).equal(three));
        const at::Tensor half = readEmbeddingFile(fixture("embeddings/half.safetensors"));
        QCOMPARE(half.scalar_type(), at::kFloat);
        QVERIFY(at::allclose(half, one, 1e-3, 1e-3));
    }

    void refusesOtherFiles_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* file, ErrorCode code, const char* part) {
            QTest::newRow(file) << file << static_cast<int>(code) << part;
        };
        row("sdxl.safetensors", ErrorCode::ModelUnsupported, "Stable Diffusion XL");
        row("two.safetensors", ErrorCode::ModelDamaged, "2 tensors");
        row("cube.safetensors", ErrorCode::ModelDamaged, "[1, 2, 32]");
        row("integers.safetensors", ErrorCode::ModelDamaged, "[2, 32]");
        row("endless.safetensors", ErrorCode::ModelDamaged, "finite");
        row("legacy.pt", ErrorCode::ModelUnsupported, "1.6");
        row("cut.bin", ErrorCode::ModelDamaged, "damaged");
        row("calls.pt", ErrorCode::ModelDamaged, "0 tensors");
    }

    void refusesOtherFiles()
    {
        QFETCH(QString, file);
        QFETCH(int, code);
        QFETCH(QString, part);
        const std::filesystem::path path = fixture("embeddings/" + file.toStdString());
        try {
            (void)readEmbeddingFile(path);
            QFAIL("not refused");
        } catch (const EngineError& error) {
            QCOMPARE(static_cast<int>(error.code()), code);
            QVERIFY2(std::string(error.what()).find(path.string()) != std::string::npos, error.what());
            QVERIFY2(std::string(error.what()).find(part.toStdString()) != std::string::npos, error.what());
        }
    }

    void saysWhenThereIsNoFile()
    {
        QVERIFY_EXCEPTION_THROWN((void)readEmbeddingFile(fixture("embeddings/none.safetensors")), EngineError);
    }
};

QTEST_GUILESS_MAIN(TestEmbeddingFile)
#include "test_embedding_file.moc"
