// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/base/cache_folder.h"
#include "inference/engine/device_worker.h"
#include "inference/engine/failure.h"

#include <memory>
#include <vector>

namespace gesso::inference {

/// Jobs in, events out: keeps the queue, the models and one worker thread for each device.
///
/// Every submitted job is answered by Accepted and later by exactly one of Finished, Failed or Cancelled; nothing is
/// thrown. Called from one thread; events come from the workers' threads and from the caller's.
class Engine {
public:
    /// `lost` hears when a device fails so that only another process can use it again: by default this one ends, and
    /// whoever started it starts another and gives it the jobs again (docs/decisions/0001).
    Engine(DeviceTable devices, EventSink sink, DeviceLossHandler lost = endProcess);
    /// Stops all jobs and waits for the workers. What they work on ends with Cancelled, what waits without an event.
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    [[nodiscard]] std::vector<DeviceInfo> devices() const { return m_devices.infos(); }

    /// Queues a job, whose request is valid as every Submit that was read, or answers with Failed. ProtocolViolation,
    /// and no event, for the id of a job that is not done.
    [[nodiscard]] Result<> submit(const protocol::Submit& message) noexcept;
    /// Loads a model ahead of its first job; what goes wrong is said by that job.
    void load(const protocol::Load& message) noexcept;
    void cancel(JobId job);

private:
    void enqueue(std::shared_ptr<Job> job);
    void ensureWorkers(const std::vector<WorkerDevice>& devices);

    const DeviceTable m_devices;
    const EventSink m_sink;
    const DeviceLossHandler m_lost;
    JobQueue m_queue;
    ModelCache m_models{m_devices};
    PrecisionChoice m_precisions{cacheFolder() / "precision.json"};
    std::vector<std::unique_ptr<DeviceWorker>> m_workers; ///< made when first asked for
};

} // namespace gesso::inference
