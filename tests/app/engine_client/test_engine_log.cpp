// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/engine_log.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <string>

using namespace gesso;

namespace {

/// Counts what is passed on.
class Listener final : public GenerationListener {
public:
    void engineReady(const std::vector<DeviceInfo>&) override { heard += "ready "; }
    void engineLost(const Error&, bool) override { heard += "lost "; }
    void started(JobId, const std::string&) override { heard += "started "; }
    void progressed(JobId, const JobProgress&) override { heard += "progressed "; }
    void previewed(JobId, int, const Image&) override { heard += "previewed "; }
    void pictureReady(JobId, const JobImage&) override { heard += "picture "; }
    void noticed(JobId, const std::string&) override { heard += "noticed "; }
    void finished(JobId, JobResult) override { heard += "finished "; }
    void failed(JobId, const Error&) override { heard += "failed "; }
    void cancelled(JobId) override { heard += "cancelled "; }

    std::string heard;
};

} // namespace

class TestEngineLog final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatBecameOfAJobAndPassesItOn()
    {
        EngineLog log(m_listener, file());
        GenerationRequest request;
        request.prompt = "a \xe2\x98\x80 cabin";
        log.submitted(7, request, {});
        log.engineReady({});
        log.started(7, "cpu:0");
        log.printed("a line");
        log.progressed(7, {});
        log.noticed(7, "skipped");
        log.failed(7, {ErrorCode::EngineDied, "it died"});
        log.engineLost({ErrorCode::EngineDied, "it died"}, true);
        QCOMPARE(m_listener.heard, std::string("ready started progressed noticed failed lost "));
        const QByteArray text = written();
        for (const char* part : {"job 7 submitted", "a \xe2\x98\x80 cabin", "started on cpu:0", "engine prints: a line",
                                 "job 7 failed", "started again: it died"}) {
            QVERIFY2(text.contains(part), part);
        }
    }

    void staysSmall()
    {
        EngineLog log(m_listener, file());
        const std::string line(100'000, 'x');
        for (int i = 0; i < 2000; ++i) {
            log.printed(line);
        }
        qint64 bytes = 0;
        for (const QFileInfo& each : QDir(m_folder.filePath("log")).entryInfoList(QDir::Files)) {
            bytes += each.size();
        }
        QVERIFY(bytes > 0 && bytes <= qint64{5} << 20);
    }

    void doesWithoutAFile()
    {
        QFile(m_folder.filePath("taken")).open(QIODevice::WriteOnly);
        EngineLog log(m_listener, m_folder.filePath("taken/log").toStdString());
        log.printed("nowhere");
        log.engineReady({});
        QVERIFY(m_listener.heard.ends_with("ready "));
    }

private:
    std::filesystem::path file() const { return m_folder.filePath("log/gesso.log").toStdString(); }
    QByteArray written() const
    {
        QFile log(m_folder.filePath("log/gesso.log"));
        return log.open(QIODevice::ReadOnly) ? log.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
    Listener m_listener;
};

QTEST_APPLESS_MAIN(TestEngineLog)
#include "test_engine_log.moc"
