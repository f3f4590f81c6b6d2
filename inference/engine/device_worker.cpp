// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/engine/device_worker.h"

#include "core/base/path_text.h"
#include "core/generation/names.h"
#include "inference/base/engine_error.h"
#include "inference/engine/failure.h"
#include "inference/engine/precision.h"
#include "inference/lora/lora_choice.h"
#include "inference/memory/host_memory.h"
#include "inference/memory/memory_estimate.h"
#include "inference/pipelines/panorama_denoiser.h"

#include <c10/core/InferenceMode.h>

namespace gesso::inference {
namespace {

/// Turns what a pipeline tells into events of its job.
class EventObserver final : public PipelineObserver {
public:
    EventObserver(const EventSink& sink, JobId job, int image) : m_sink(sink), m_job(job), m_image(image) {}
    void progressed(const char* stage, int step, int of) override
    {
        m_sink(protocol::Progress{m_job, {stage, m_image, step, of}});
    }
    void previewed(const Image& preview) override { m_sink(protocol::Preview{m_job, m_image, preview}); }
    void noticed(const std::string& notice) override { m_sink(protocol::Notice{m_job, notice}); }

private:
    const EventSink& m_sink;
    const JobId m_job;
    const int m_image;
};

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

DeviceWorker::DeviceWorker(WorkerDevice device, const DeviceTable& devices, JobQueue& queue, ModelCache& models,
                           PrecisionChoice& precisions, const EventSink& sink, const DeviceLossHandler& lost)
    : m_device(std::move(device)), m_devices(devices), m_queue(queue), m_models(models), m_precisions(precisions),
      m_sink(sink), m_lost(lost), m_thread([this] { run(); })
{
}

void DeviceWorker::run()
{
    const c10::InferenceMode noGradients;
    while (std::optional<Claim> claim = m_queue.take(m_device)) {
        const std::optional<Error> closed = enterDevice();
        if (closed && m_queue.giveBack(*claim, m_device)) {
            continue;
        }
        Outcome outcome;
        if (closed) {
            outcome.error = closed;
        } else {
            outcome = work(*claim);
        }
        if (outcome.error) {
            noteFailure(*outcome.error);
        }
        JobQueue::AfterClaim after = m_queue.finish(*claim, outcome);
        if (outcome.error || !after.moreToTake) {
            m_current = {}; // its model may then make room for another
            m_models.trim(m_device.device);
        }
        if (after.end) {
            m_sink(std::move(*after.end));
        }
    }
    m_current = {};
    m_scope = nullptr; // on the thread that it belongs to
}

std::optional<Error> DeviceWorker::enterDevice() noexcept
{
    try {
        if (m_scope == nullptr) {
            m_scope = m_devices.enter(m_device.device);
        }
        return std::nullopt;
    } catch (...) {
        return describeCurrentException();
    }
}

void DeviceWorker::noteFailure(const Error& error) const
{
    if (error.code != ErrorCode::DeviceFailure && error.code != ErrorCode::Internal) {
        return;
    }
    if (const std::string why = m_devices.lostReason(m_device.device); !why.empty()) {
        m_lost({ErrorCode::DeviceFailure, why + " (" + error.message + ")"});
    }
}

Outcome DeviceWorker::work(const Claim& claim) noexcept
{
    Outcome outcome;
    try {
        if (claim.first && !claim.job->onlyLoad) {
            m_sink(protocol::Started{claim.job->id, m_device.id});
        }
        makeImage(claim, outcome);
    } catch (...) {
        outcome.error = describeCurrentException();
    }
    return outcome;
}

void DeviceWorker::makeImage(const Claim& claim, Outcome& outcome)
{
    const Job& job = *claim.job;
    std::vector<LoraUse> loras = lorasOf(job.request, claim.image);
    if (m_current.job != claim.job || m_current.loras != loras) {
        m_current = {};
        prepare(claim, std::move(loras), outcome);
    }
    outcome.modelName = m_current.model->files().name();
    outcome.modelHash = m_current.model->files().hash();
    outcome.precision = name(precisionOf(m_current.dtype));
    if (job.onlyLoad) {
        return;
    }
    EventObserver observer(m_sink, job.id, claim.image);
    JobImage image = m_current.pipeline->make(claim.image, outcome.timings, observer, job.stop.get_token());
    image.madeWith = {outcome.modelName, outcome.modelHash, m_device.id, outcome.precision};
    m_sink(protocol::PictureMade{job.id, std::move(image)});
}

void DeviceWorker::prepare(const Claim& claim, std::vector<LoraUse> loras, Outcome& outcome)
{
    const Job& job = *claim.job;
    const auto start = std::chrono::steady_clock::now();
    const ModelOptions& wanted = job.request.modelOptions;
    Current next;
    next.job = claim.job;
    next.model = m_models.find({job.request.model, {pathOfText(wanted.vae), wanted.ema}}, m_device.device, loras);
    next.loras = std::move(loras);
    next.dtype = m_precisions.choose(job.options.precision, *next.model, m_devices.availableMemory(m_device.device),
                                     job.stop.get_token());
    PipelineOptions options;
    options.dtype = next.dtype;
    options.previews = job.options.previews;
    options.latents = job.options.returnLatents;
    options.viewsAtOnce = planMemory(*next.model, job, next.dtype);
    next.pipeline = std::make_unique<ImagePipeline>(*next.model, job.request, job.inputs, options);
    next.model->load(next.dtype, job.stop.get_token(), [&](int done, int of) {
        if (!job.onlyLoad) {
            m_sink(protocol::Progress{job.id, {"load", claim.image, done, of}});
        }
    });
    for (const std::vector<std::string>& notices : {next.model->notices(), loraNotices(job.request)}) {
        for (const std::string& notice : notices) {
            if (!job.onlyLoad) {
                m_sink(protocol::Notice{job.id, notice});
            }
        }
    }
    m_current = std::move(next);
    outcome.timings.load = secondsSince(start);
}

std::size_t DeviceWorker::planMemory(const DiffusionModel& model, const Job& job, at::ScalarType dtype)
{
    const GenerationRequest& request = job.request;
    const auto neededFor = [&](std::size_t views) {
        const bool inViews = request.task == Task::Panorama;
        const PictureWork work{request.width, request.height,
                               inViews ? std::min(request.width, request.panorama.viewSize) : request.width,
                               inViews ? std::min(request.height, request.panorama.viewSize) : request.height,
                               static_cast<std::int64_t>(views)};
        return model.missingWeightBytes(dtype) + activationBytes(model.unetConfig(), model.vaeConfig(), work,
                                                                 request.guidanceScale > 1.,
                                                                 static_cast<std::int64_t>(c10::elementSize(dtype)));
    };
    const std::size_t wished =
        request.task == Task::Panorama
            ? viewsWorthDoingTogether(m_device.device, std::min(request.width, request.panorama.viewSize),
                                      std::min(request.height, request.panorama.viewSize))
            : 1;
    const std::uint64_t available = m_models.makeRoom(neededFor(wished), m_device.device);
    std::size_t views = wished;
    while (views > 1 && available < neededFor(views)) {
        --views;
    }
    const std::uint64_t needed = neededFor(views);
    if (available < needed) {
        const bool isHost = m_device.device.is_cpu();
        throw EngineError(isHost ? ErrorCode::OutOfHostMemory : ErrorCode::OutOfDeviceMemory,
                          "model " + model.files().name() + " at " + std::to_string(job.request.width) + "x" +
                              std::to_string(job.request.height) + " needs about " + readableBytes(needed) + " on " +
                              m_device.id + ", but only " + readableBytes(available) +
                              " are free: take a smaller size, a smaller model, or close other programs");
    }
    return views;
}

} // namespace gesso::inference
