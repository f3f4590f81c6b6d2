// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/foreign_file.h"

#include <QTest>

using namespace gesso;
using namespace std::string_literals;

class TestForeignFile final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsFilesByTheirFirstBytes_data()
    {
        QTest::addColumn<std::string>("bytes");
        QTest::addColumn<int>("expected");
        const auto row = [](const char* name, std::string bytes, ForeignFile expected) {
            QTest::newRow(name) << std::move(bytes) << static_cast<int>(expected);
        };
        row("empty", "", ForeignFile::Empty);
        row("git-lfs", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1\n",
            ForeignFile::GitLfsPointer);
        row("html", "<!DOCTYPE html><html>", ForeignFile::Html);
        row("html after space", "\n  <HTML lang=en>", ForeignFile::Html);
        row("html after a byte order mark", "\xef\xbb\xbf<html>", ForeignFile::Html);
        row("xml error", "<?xml version='1.0'?><Error><Code>AccessDenied</Code>", ForeignFile::Html);
        row("torch zip", "PK\x03\x04\x00\x00archive/data.pkl"s, ForeignFile::TorchArchive);
        row("pickled dict", "\x80\x02}q\x00(X"s, ForeignFile::Pickle);
        row("pickle 4 with a frame", "\x80\x04\x95\x10\x00"s, ForeignFile::Pickle);
        row("torch before 1.6", "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."s, ForeignFile::Pickle);
        row("not a pickle's protocol", "\x80\x09}q"s, ForeignFile::Unknown);
        row("gguf", "GGUF\x03\x00\x00\x00"s, ForeignFile::Gguf);
        row("json error", "{\"error\": \"Access to model is restricted\"}", ForeignFile::Json);
        row("zeros", std::string(64, '\0'), ForeignFile::Zeros);
        row("text", "Entry not found", ForeignFile::Unknown);
        row("one byte", "\x80", ForeignFile::Unknown);
    }

    void tellsFilesByTheirFirstBytes()
    {
        QFETCH(std::string, bytes);
        QFETCH(int, expected);
        QCOMPARE(static_cast<int>(recogniseForeignFile(bytes)), expected);
    }

    void everyCauseComesWithARemedy()
    {
        for (const auto file :
             {ForeignFile::Empty, ForeignFile::GitLfsPointer, ForeignFile::Html, ForeignFile::TorchArchive,
              ForeignFile::Pickle, ForeignFile::Gguf, ForeignFile::Json, ForeignFile::Zeros, ForeignFile::Unknown}) {
            const std::string_view text = causeAndRemedy(file);
            QVERIFY2(text.find_first_of(":;") != std::string_view::npos, std::string(text).c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestForeignFile)
#include "test_foreign_file.moc"
