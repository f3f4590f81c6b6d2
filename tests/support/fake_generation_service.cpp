// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_generation_service.h"

#include "core/generation/validate.h"
#include "core/image/levels.h"

#include <algorithm>

namespace gesso {
namespace {

const MadeWith kMadeWith{"fake", "0123456789abcdef", "cpu:0", "fp32"};

} // namespace

FakeGenerationService::FakeGenerationService() = default;

FakeGenerationService::~FakeGenerationService() = default; // the thread, which is last, is stopped and joined first

void FakeGenerationService::start(GenerationListener& listener, std::vector<DeviceInfo> devices)
{
    m_listener = &listener;
    m_devices = std::move(devices);
    const bool there = [this] {
        const std::lock_guard lock(m_mutex);
        return !m_behaviour.missing;
    }();
    if (there) {
        m_listener->engineReady(m_devices);
    } else {
        m_listener->engineLost(*m_behaviour.missing, false);
    }
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void FakeGenerationService::behave(const FakeBehaviour& behaviour)
{
    const std::lock_guard lock(m_mutex);
    m_behaviour = behaviour;
    m_news.notify_all();
}

void FakeGenerationService::release()
{
    const std::lock_guard lock(m_mutex);
    m_behaviour.holdAtStep = -1;
    m_news.notify_all();
}

void FakeGenerationService::submit(JobId job, const GenerationRequest& request, const ExecutionOptions& options,
                                   const GenerationInputs& inputs)
{
    const Result<> valid = validate(request).and_then([&] { return validate(options); }).and_then([&] {
        return validate(request, inputs);
    });
    const std::lock_guard lock(m_mutex);
    m_jobs.push_back({job, request, valid ? std::nullopt : std::optional(valid.error()), {}});
    m_submitted.push_back(request);
    m_inputs.push_back(inputs);
    m_news.notify_all();
}

void FakeGenerationService::cancel(JobId job)
{
    const std::lock_guard lock(m_mutex);
    m_cancelled.insert(job);
    m_news.notify_all();
}

void FakeGenerationService::countTokens(std::uint64_t inquiry, std::string model, std::string text,
                                        PromptSyntax /*syntax*/)
{
    if (model.empty()) {
        m_listener->tokensCounted(inquiry, std::nullopt);
        return;
    }
    // A token a word is near enough for a window.
    TokenCount count{0, 75, std::string::npos};
    for (std::size_t at = text.find_first_not_of(' '); at != std::string::npos;
         at = text.find_first_not_of(' ', text.find(' ', at))) {
        if (++count.tokens == count.limit + 1) {
            count.cutAt = at;
        }
        if (text.find(' ', at) == std::string::npos) {
            break;
        }
    }
    m_listener->tokensCounted(inquiry, count);
}

void FakeGenerationService::restart()
{
    const std::lock_guard lock(m_mutex);
    if (!m_behaviour.missing) {
        m_listener->engineReady(m_devices);
    }
}

std::vector<GenerationInputs> FakeGenerationService::inputs() const
{
    const std::lock_guard lock(m_mutex);
    return m_inputs;
}

std::vector<GenerationRequest> FakeGenerationService::submitted() const
{
    const std::lock_guard lock(m_mutex);
    return m_submitted;
}

Image FakeGenerationService::pictureOf(std::uint64_t seed, int width, int height)
{
    Image image{width, height, 3, {}};
    image.u8().reserve(image.rowValues() * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            image.u8().push_back(static_cast<std::uint8_t>(x * 255 / width));
            image.u8().push_back(static_cast<std::uint8_t>(y * 255 / height));
            image.u8().push_back(static_cast<std::uint8_t>(seed * 37));
        }
    }
    return image;
}

Picture FakeGenerationService::finishedOf(std::uint64_t seed, int width, int height)
{
    const Image eight = pictureOf(seed, width, height);
    std::vector<std::uint16_t> levels;
    levels.reserve(eight.valueCount());
    for (std::size_t i = 0; i < eight.valueCount(); ++i) { // finer, but of the same 8 bits
        const int finer = static_cast<int>(i * 31 % kLevelRatio) - kLevelRatio / 2;
        levels.push_back(sixteenOf(eight.u8()[i], eight.u8()[i] * kLevelRatio + finer));
    }
    return gesso::makePicture({width, height, 3, std::move(levels)});
}

void FakeGenerationService::run(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        std::unique_lock lock(m_mutex);
        if (!m_news.wait(lock, stop, [this] { return !m_jobs.empty(); })) {
            return;
        }
        Job job = m_jobs.front();
        lock.unlock();
        runJob(job, stop);
        lock.lock();
        m_jobs.pop_front();
    }
}

void FakeGenerationService::runJob(Job& job, const std::stop_token& stop)
{
    {
        std::unique_lock lock(m_mutex);
        if (const std::optional<Error> missing = m_behaviour.missing) {
            lock.unlock();
            m_listener->engineLost(*missing, false);
            m_listener->failed(job.id, *missing);
            return;
        }
    }
    if (job.refusal) {
        m_listener->failed(job.id, *job.refusal);
        return;
    }
    m_listener->started(job.id, kMadeWith.device);
    m_listener->progressed(job.id, {"text", 0, 1, 1});
    for (int index = job.made; index < job.request.count; ++index) {
        if (!makePicture(job, index, stop)) {
            return;
        }
    }
    m_listener->finished(
        job.id,
        {{0.1, 0.1, 1., 0.1, 1.3}, kMadeWith.modelName, kMadeWith.modelHash, kMadeWith.device, kMadeWith.precision});
}

bool FakeGenerationService::makePicture(Job& job, int index, const std::stop_token& stop)
{
    for (int at = 1; at <= job.request.steps; ++at) {
        if (!waitForStep(job, at, stop)) {
            if (!stop.stop_requested()) {
                m_listener->cancelled(job.id);
            }
            return false;
        }
        if (endsEarly(job, at)) {
            return false;
        }
        step(job, index, at);
    }
    const MadeWith madeWith = [this] {
        const std::lock_guard lock(m_mutex);
        return m_behaviour.tellsModelLate ? MadeWith{} : kMadeWith;
    }();
    m_listener->progressed(job.id, {"decode", index, 1, 1});
    m_listener->pictureReady(job.id, {finishedOf(job.request.seedOf(index), job.request.width, job.request.height),
                                      job.request.seedOf(index),
                                      index,
                                      {},
                                      madeWith});
    ++job.made;
    return true;
}

void FakeGenerationService::step(const Job& job, int index, int step)
{
    int side = 0;
    bool senseless = false;
    {
        const std::lock_guard lock(m_mutex);
        side = m_behaviour.previewSide;
        senseless = m_behaviour.senseless;
    }
    m_listener->progressed(job.id, {"denoise", index, step, job.request.steps});
    m_listener->previewed(job.id, index, pictureOf(static_cast<std::uint64_t>(step), side, side));
    if (senseless) {
        saySenseless(job);
    }
}

bool FakeGenerationService::waitForStep(const Job& job, int step, const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    const auto cancelled = [&] { return m_cancelled.contains(job.id); };
    if (m_behaviour.stepTime.count() > 0) {
        m_news.wait_for(lock, stop, m_behaviour.stepTime, cancelled);
    }
    m_news.wait(lock, stop, [&] { return cancelled() || m_behaviour.holdAtStep != step; });
    return !cancelled() && !stop.stop_requested();
}

bool FakeGenerationService::endsEarly(const Job& job, int step)
{
    std::unique_lock lock(m_mutex);
    if (step != std::max(1, job.request.steps / 2)) {
        return false;
    }
    if (const std::optional<Error> failure = m_behaviour.failure) {
        lock.unlock();
        m_listener->failed(job.id, *failure);
        return true;
    }
    if (m_behaviour.deaths > 0) {
        --m_behaviour.deaths;
        m_jobs.push_back(job); // taken up again once this run of it is taken from the front
        std::rotate(m_jobs.begin() + 1, m_jobs.end() - 1, m_jobs.end());
        lock.unlock();
        m_listener->engineLost({ErrorCode::EngineDied, "The engine stopped (killed)."}, true);
        m_listener->engineReady(m_devices);
        return true;
    }
    return false;
}

void FakeGenerationService::saySenseless(const Job& job)
{
    constexpr JobId kUnknown = 987654321;
    m_listener->progressed(kUnknown, {"denoise", 0, 1, 2});
    m_listener->previewed(kUnknown, 0, pictureOf(1, 8, 8));
    m_listener->previewed(job.id, job.request.count + 7, pictureOf(1, 8, 8));
    m_listener->previewed(job.id, -1, pictureOf(1, 8, 8));
    m_listener->previewed(job.id, 0, Image{});
    m_listener->previewed(job.id, 0, Image{1 << 20, 1 << 20, 3, {1, 2, 3}});
    m_listener->progressed(job.id, {"denoise", 99, -5, 0});
    m_listener->progressed(job.id, {"nonsense", 0, 7, 3});
    m_listener->finished(kUnknown, {});
    m_listener->failed(kUnknown, {ErrorCode::Internal, "nobody's"});
    m_listener->cancelled(kUnknown);
    m_listener->tokensCounted(kUnknown, TokenCount{-1, 0, 5});
}

} // namespace gesso
