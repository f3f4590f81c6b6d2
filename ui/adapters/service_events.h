// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/generation_service.h"

#include <QImage>
#include <QObject>
#include <QString>

#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace gesso::ui {

/// One finished picture of a job.
struct FinishedPicture {
    int index = 0; ///< place in the request, 0-based
    quint64 seed = 0;
    Picture picture; ///< as the engine sent it: 16 bits
    QImage shown;    ///< the same in 8 bits, made before the window's thread hears of it
    QString modelName{}, modelHash{};
};

/// What a finished job says beside its pictures.
struct JobSummary {
    StageTimings timings;
    QString modelName, modelHash;
    QString device, precision;
};

/// Hears the generation service on the service's thread and says it again, in order, on the thread it lives on.
///
/// Of several progresses of a job, and of several previews of a picture, that wait for that thread only the latest is
/// said. Finished pictures are all said.
class ServiceEvents final : public QObject, public GenerationListener {
    Q_OBJECT

public:
    explicit ServiceEvents(QObject* parent = nullptr) : QObject(parent) {}

    void engineReady(const std::vector<DeviceInfo>& devices) override;
    void devicesChanged(const std::vector<DeviceInfo>& devices) override;
    void engineSilent(bool silent) override;
    void engineLost(const Error& error, bool restarting) override;
    void started(JobId job, const std::string& device) override;
    void progressed(JobId job, const JobProgress& progress) override;
    void previewed(JobId job, int index, const Image& preview) override;
    void pictureReady(JobId job, const JobImage& image) override;
    void noticed(JobId job, const std::string& notice) override;
    void finished(JobId job, JobResult result) override;
    void failed(JobId job, const Error& error) override;
    void cancelled(JobId job) override;
    void tokensCounted(std::uint64_t inquiry, const std::optional<TokenCount>& count) override;

Q_SIGNALS:
    void readyHeard(const std::vector<gesso::DeviceInfo>& devices);
    void devicesHeard(const std::vector<gesso::DeviceInfo>& devices);
    void silentHeard(bool silent);
    void lostHeard(const gesso::Error& error, bool restarting);
    void startedHeard(gesso::JobId job, const QString& device);
    void progressHeard(gesso::JobId job, const gesso::JobProgress& progress);
    void previewHeard(gesso::JobId job, int index, const QImage& preview);
    void pictureHeard(gesso::JobId job, const gesso::ui::FinishedPicture& picture);
    void noticeHeard(gesso::JobId job, const QString& notice);
    void finishedHeard(gesso::JobId job, const gesso::ui::JobSummary& summary);
    void failedHeard(gesso::JobId job, const gesso::Error& error);
    void cancelledHeard(gesso::JobId job);
    void tokensHeard(quint64 inquiry, const std::optional<gesso::TokenCount>& count);

private:
    /// What a later event of the same kind replaces; nothing for those that must all be heard.
    struct Subject {
        enum class Kind : std::uint8_t { Devices, Progress, Preview } kind;
        JobId job = 0;
        int index = 0;
        friend bool operator==(const Subject&, const Subject&) = default;
    };
    struct Event {
        std::optional<Subject> subject;
        std::function<void()> say;
    };

    void post(std::function<void()> say, std::optional<Subject> subject = std::nullopt);
    void sayAll();

    // Guarded by m_mutex.
    std::mutex m_mutex;
    std::vector<Event> m_waiting;
};

} // namespace gesso::ui
