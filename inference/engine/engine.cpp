// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/engine/engine.h"

#include "core/generation/device_choice.h"
#include "inference/base/engine_error.h"
#include "inference/engine/failure.h"

#include <algorithm>

namespace gesso::inference {
namespace {

DeviceChoice choiceOf(const std::string& text)
{
    Result<DeviceChoice> choice = parseDeviceChoice(text);
    if (!choice) {
        throw EngineError(choice.error().code, choice.error().message);
    }
    return std::move(*choice);
}

} // namespace

Engine::Engine(DeviceTable devices, EventSink sink, DeviceLossHandler lost)
    : m_devices(std::move(devices)), m_sink(std::move(sink)), m_lost(std::move(lost))
{
}

Engine::~Engine()
{
    m_queue.close();
    m_workers.clear();
}

Result<> Engine::submit(const protocol::Submit& message) noexcept
{
    if (m_queue.contains(message.job)) {
        return fail(ErrorCode::ProtocolViolation,
                    "job " + std::to_string(message.job) + " was submitted twice: ids must not be used again");
    }
    try {
        const auto job = std::make_shared<Job>();
        job->id = message.job;
        job->request = message.request;
        job->options = message.options;
        job->inputs = message.inputs;
        job->made = message.made;
        m_sink(protocol::Accepted{message.job});
        enqueue(job);
    } catch (...) {
        m_sink(protocol::Failed{message.job, describeCurrentException()});
    }
    return {};
}

void Engine::load(const protocol::Load& message) noexcept
{
    try {
        const auto job = std::make_shared<Job>();
        job->request.model = message.model;
        job->options = message.options;
        job->onlyLoad = true;
        enqueue(job);
    } catch (...) {
        return; // the hint is dropped; the job that follows will say what is wrong
    }
}

void Engine::cancel(JobId job)
{
    if (const std::optional<protocol::FromEngine> end = m_queue.cancel(job)) {
        m_sink(*end);
    }
}

void Engine::enqueue(std::shared_ptr<Job> job)
{
    const DeviceChoice choice = choiceOf(job->options.device);
    job->devices = m_devices.choose(choice);
    if (choice.kind == DeviceChoice::Kind::Auto && job->devices.front().device.is_cpu()) {
        job->deviceNote = m_devices.whyNoGpu();
    }
    ensureWorkers(job->devices);
    m_queue.push(std::move(job));
}

void Engine::ensureWorkers(const std::vector<WorkerDevice>& devices)
{
    for (const WorkerDevice& device : devices) {
        const auto serves = [&](const std::unique_ptr<DeviceWorker>& worker) { return worker->device() == device; };
        if (std::ranges::none_of(m_workers, serves)) {
            m_workers.push_back(
                std::make_unique<DeviceWorker>(device, m_devices, m_queue, m_models, m_precisions, m_sink, m_lost));
        }
    }
}

} // namespace gesso::inference
