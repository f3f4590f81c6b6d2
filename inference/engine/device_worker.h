// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/engine/job_queue.h"
#include "inference/engine/model_cache.h"
#include "inference/engine/precision_choice.h"
#include "inference/pipelines/image_pipeline.h"

#include <functional>
#include <thread>

namespace gesso::inference {

/// Receives what the engine tells; called from the threads of the workers, several at a time.
using EventSink = std::function<void(protocol::FromEngine event)>;

/// Hears that this process can work on a device no more, and why; ends the process.
using DeviceLossHandler = std::function<void(const Error& error)>;

/// The thread of one device: takes images from the queue and makes them, until the queue is closed.
class DeviceWorker {
public:
    /// All collaborators must outlive the worker.
    DeviceWorker(WorkerDevice device, const DeviceTable& devices, JobQueue& queue, ModelCache& models,
                 PrecisionChoice& precisions, const EventSink& sink, const DeviceLossHandler& lost);

    [[nodiscard]] const WorkerDevice& device() const noexcept { return m_device; }

private:
    /// The pipeline of the job that is being worked on: its prompt is encoded once for all its images, as far as they
    /// have the same LoRAs.
    struct Current {
        std::shared_ptr<Job> job;
        std::vector<LoraUse> loras;
        at::ScalarType dtype = at::kFloat;
        std::shared_ptr<const DiffusionModel> model;
        std::unique_ptr<ImagePipeline> pipeline;
    };

    void run();
    /// Enters the device where that is not done yet; why that cannot be.
    [[nodiscard]] std::optional<Error> enterDevice() noexcept;
    /// What is done about a failure that may have cost this process its device.
    void noteFailure(const Error& error) const;
    [[nodiscard]] Outcome work(const Claim& claim) noexcept;
    void makeImage(const Claim& claim, Outcome& outcome);
    void prepare(const Claim& claim, std::vector<LoraUse> loras, Outcome& outcome);
    /// Makes room for the job; how many views of a panorama fit into one pass. Throws where not even one does.
    [[nodiscard]] std::size_t planMemory(const DiffusionModel& model, const Job& job, at::ScalarType dtype);

    const WorkerDevice m_device;
    const DeviceTable& m_devices;
    JobQueue& m_queue;
    ModelCache& m_models;
    PrecisionChoice& m_precisions;
    const EventSink& m_sink;
    const DeviceLossHandler& m_lost;
    std::unique_ptr<DeviceScope> m_scope; ///< owned by m_thread: from its first job to its end
    Current m_current;                    ///< owned by m_thread
    std::jthread m_thread;
};

} // namespace gesso::inference
