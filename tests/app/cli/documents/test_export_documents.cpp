// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/picture_file.h"
#include "tests/app/cli/cli_runner.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace gesso;

class TestExportDocuments final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void writesAPictureOfEachDocument()
    {
        const CliOutcome outcome =
            cli().run({"export", document("krita.ora"), document("mypaint.ora"), "--out", "out"});
        QCOMPARE(outcome.status, 0);
        QCOMPARE(outcome.out, QByteArray("out/krita.png\nout/mypaint.png\n"));
        const Image picture = readPicture(file("out/krita.png")).value();
        QVERIFY(picture.width == 96 && picture.height == 64);
        // Nothing is replaced.
        QCOMPARE(cli().run({"export", document("krita.ora"), "--out", "out"}).out, QByteArray("out/krita-2.png\n"));
    }

    void sixteenBitsHoldMoreThanEight()
    {
        const CliOutcome outcome =
            cli().run({"export", document("mypaint.ora"), "--bits", "16", "--format", "tiff", "--json"});
        QCOMPARE(outcome.status, 0);
        const QJsonObject image = QJsonDocument::fromJson(outcome.out)["images"][0].toObject();
        QCOMPARE(image["width"].toInt(), 96);
        const Image picture = readDeepPicture(file(image["path"].toString())).value();
        QVERIFY(picture.format() == PixelFormat::U16);
        const auto isFine = [](std::uint16_t value) { return value % 257 != 0; };
        QVERIFY(std::count_if(picture.u16().begin(), picture.u16().end(), isFine) > 1000);
    }

    void oneThatCannotBeReadDoesNotKeepTheOthers()
    {
        QFile broken(m_folder->filePath("broken.ora"));
        QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("no document") > 0);
        broken.close();
        const CliOutcome outcome = cli().run({"export", "broken.ora", document("krita.ora")});
        QCOMPARE(outcome.status, 3);
        QCOMPARE(outcome.out, QByteArray("./krita.png\n"));
        QVERIFY2(outcome.err.contains("broken.ora"), outcome.err);
        QCOMPARE(outcome.err.count("broken.ora"), 1);
    }

    void wrongUseIsSaid()
    {
        QCOMPARE(cli().run({"export"}).status, 2);
        QCOMPARE(cli().run({"export", document("krita.ora"), "--bits", "12"}).status, 2);
        QCOMPARE(cli().run({"export", document("krita.ora"), "--quality", "0"}).status, 2);
        QCOMPARE(cli().run({"export", "none.ora"}).status, 3);
    }

private:
    [[nodiscard]] CliRunner cli() const { return CliRunner(m_folder->path()); }
    [[nodiscard]] static QString document(const char* name)
    {
        return QStringLiteral(GESSO_FIXTURES "/openraster/") + QString::fromLatin1(name);
    }
    [[nodiscard]] std::filesystem::path file(const QString& name) const
    {
        return m_folder->filePath(name).toStdString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestExportDocuments)
#include "test_export_documents.moc"
