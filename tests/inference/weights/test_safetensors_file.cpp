// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/weights/safetensors_file.h"
#include "tests/support/failure_message.h"
#include "tests/support/safetensors_writer.h"

#include <QTemporaryDir>
#include <QTest>

using namespace gesso;
using namespace gesso::inference;
using gesso::test::contains;
using gesso::test::failureMessage;

class TestSafetensorsFile final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void readsEveryTypeThatModelsUse()
    {
        const std::map<std::string, at::Tensor> tensors{
            {"single", at::randn({3, 4})},
            {"half", at::randn({2, 3, 1, 1}).to(at::kHalf)},
            {"brain", at::randn({5}).to(at::kBFloat16)},
            {"double", at::randn({2, 2}, at::kDouble)},
            {"long", at::arange(7)},
            {"int", at::arange(3, at::kInt)},
            {"byte", at::arange(3, at::kByte)},
            {"scalar", at::scalar_tensor(2.5)},
            {"none", at::empty({0, 4})},
        };
        test::writeSafetensors(path("model.safetensors"), tensors);
        const SafetensorsFile file(path("model.safetensors"));
        QCOMPARE(file.names().size(), tensors.size());
        for (const auto& [name, expected] : tensors) {
            QVERIFY(file.contains(name));
            QCOMPARE(file.shape(name), expected.sizes().vec());
            const at::Tensor loaded = file.load(name);
            QCOMPARE(loaded.scalar_type(), expected.scalar_type());
            QVERIFY2(at::equal(loaded, expected), name.c_str());
        }
        QVERIFY(!file.contains("other"));
        QVERIFY(contains(failureMessage([&] { (void)file.load("other"); }), "has no tensor 'other'"));
    }

    void aStoredBoolIsRead()
    {
        test::writeSafetensors(path("bool.safetensors"), {{"flags", at::arange(3).to(at::kBool)}});
        const at::Tensor flags = SafetensorsFile(path("bool.safetensors")).load("flags");
        QVERIFY(at::equal(flags, at::arange(3).clamp(0, 1).to(at::kByte)));
    }

    void refusesTypesThatLibtorchLacks()
    {
        const std::string json = R"({"a":{"dtype":"F4","shape":[2],"data_offsets":[0,1]}})";
        std::ofstream(path("f4.safetensors"), std::ios::binary)
            << std::string(1, static_cast<char>(json.size())) + std::string(7, '\0') + json + "x";
        const SafetensorsFile file(path("f4.safetensors"));
        QVERIFY(contains(failureMessage([&] { (void)file.load("a"); }), "is stored as F4, which is not supported"));
    }

    void namesFileAndCause()
    {
        const std::string missing = failureMessage([&] { SafetensorsFile file(path("none.safetensors")); });
        QVERIFY2(contains(missing, "none.safetensors"), missing.c_str());
        std::ofstream(path("lfs.safetensors")) << "version https://git-lfs.github.com/spec/v1\noid sha256:0\n";
        const std::string lfs = failureMessage([&] { SafetensorsFile file(path("lfs.safetensors")); });
        QVERIFY2(contains(lfs, "lfs.safetensors' is a git-lfs pointer"), lfs.c_str());
    }

    void aFileCutAfterOpeningIsAnError()
    {
        test::writeSafetensors(path("model.safetensors"), {{"a", at::ones({100})}, {"b", at::ones({100})}});
        const SafetensorsFile file(path("model.safetensors"));
        std::filesystem::resize_file(path("model.safetensors"),
                                     std::filesystem::file_size(path("model.safetensors")) - 1);
        QVERIFY(at::equal(file.load("a"), at::ones({100})));
        const std::string message = failureMessage([&] { (void)file.load("b"); });
        QVERIFY2(contains(message, "became shorter while it was read"), message.c_str());
    }

    void fingerprintsFollowTypeShapeAndContent()
    {
        const auto fingerprint = [this](const at::Tensor& tensor) {
            test::writeSafetensors(path("one.safetensors"), {{"a", tensor}});
            Fingerprints fingerprints;
            SafetensorsFile(path("one.safetensors")).addFingerprints(fingerprints);
            return fingerprints.at("a");
        };
        const std::uint64_t ones = fingerprint(at::ones({4, 8}));
        QCOMPARE(fingerprint(at::ones({4, 8})), ones);
        QVERIFY(fingerprint(at::ones({8, 4})) != ones);
        QVERIFY(fingerprint(at::ones({4, 8}, at::kInt)) != ones);
        QVERIFY(fingerprint(at::ones({4, 8}) * 1.5) != ones);
    }

private:
    std::filesystem::path path(const char* name) const { return m_folder->filePath(name).toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestSafetensorsFile)
#include "test_safetensors_file.moc"
