// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/engine/precision_choice.h"

#include "core/image/levels.h"
#include "inference/backend/cpu/cpu_features.h"
#include "inference/base/engine_error.h"
#include "inference/engine/precision.h"
#include "inference/pipelines/image_pipeline.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <numeric>

namespace gesso::inference {
namespace {

constexpr int kTrialSteps = 3;
constexpr int kLargestTrialSide = 256;
constexpr int kSmallestTrialSide = 64;

/// Keeps the time of the fastest denoising step but the first, which also warms up.
class StepClock final : public PipelineObserver {
public:
    void progressed(const char* /*stage*/, int step, int of) override
    {
        const auto now = std::chrono::steady_clock::now();
        if (of == kTrialSteps && step > 1) {
            m_fastest = std::min(m_fastest, now - m_last);
        }
        m_last = now;
    }
    void previewed(const Image& /*preview*/) override {}
    [[nodiscard]] std::chrono::steady_clock::duration fastestStep() const noexcept { return m_fastest; }

private:
    std::chrono::steady_clock::time_point m_last;
    std::chrono::steady_clock::duration m_fastest = std::chrono::steady_clock::duration::max();
};

/// A short, small request that any text-to-image model can make something of.
GenerationRequest trialRequest(const DiffusionModel& model)
{
    const std::int64_t latents = model.unetConfig().sampleSize ? model.unetConfig().sampleSize->front() : 64;
    const std::int64_t pixels = latents * model.vaeConfig().pixelsPerLatent() / 8 * 8;
    GenerationRequest request;
    request.prompt = "a house by a lake with mountains behind";
    request.scheduler = SchedulerKind::Dpmpp2m;
    request.steps = kTrialSteps;
    request.guidanceScale = 5.;
    request.width = static_cast<int>(std::clamp<std::int64_t>(pixels, kSmallestTrialSide, kLargestTrialSide));
    request.height = request.width;
    const bool forInpainting = model.unetConfig().inChannels > model.vaeConfig().latentChannels;
    request.task = forInpainting ? Task::Inpaint : Task::TextToImage;
    request.strength = GenerationRequest::kInpaintStrength;
    request.syntax = PromptSyntax::Plain;
    return request;
}

/// A grey picture to be repainted all over, for models that need one.
GenerationInputs trialInputs(const GenerationRequest& request)
{
    if (request.task != Task::Inpaint) {
        return {};
    }
    const auto filled = [&](int channels, std::uint8_t value) {
        Image image{request.width, request.height, channels, {}};
        image.u8().assign(image.rowValues() * static_cast<std::size_t>(image.height), value);
        return makePicture(std::move(image));
    };
    constexpr std::uint8_t kGrey = 128;
    constexpr std::uint8_t kWhite = 255;
    return {filled(3, kGrey), filled(1, kWhite)};
}

struct TrialRun {
    Image picture; ///< in 8 bits
    std::chrono::steady_clock::duration step;
};

TrialRun tryOut(const DiffusionModel& model, at::ScalarType dtype, const std::stop_token& stop)
{
    PipelineOptions options;
    options.dtype = dtype;
    const GenerationRequest request = trialRequest(model);
    ImagePipeline pipeline(model, request, trialInputs(request), options);
    StepClock clock;
    StageTimings timings;
    JobImage image = pipeline.make(0, timings, clock, stop);
    return {inFormat(*image.picture, PixelFormat::U8), clock.fastestStep()};
}

double averageDifference(const Image& a, const Image& b)
{
    const double sum = std::transform_reduce(
        a.u8().begin(), a.u8().end(), b.u8().begin(), 0., std::plus<>(),
        [](std::uint8_t x, std::uint8_t y) { return std::abs(static_cast<int>(x) - static_cast<int>(y)); });
    return sum / static_cast<double>(a.u8().size());
}

/// Name of processor, threads and version: what a trial counts for.
std::string machine()
{
    return processorName() + " | " + std::to_string(at::get_num_threads()) + " threads | " + GESSO_VERSION;
}

} // namespace

bool bfloat16Wins(const DiffusionModel& model, const std::stop_token& stop)
{
    const TrialRun exact = tryOut(model, at::kFloat, stop);
    const TrialRun fast = tryOut(model, at::kBFloat16, stop);
    return averageDifference(exact.picture, fast.picture) <= PrecisionChoice::kMostDifference && fast.step < exact.step;
}

PrecisionChoice::PrecisionChoice(std::filesystem::path file) : m_memory(std::move(file), machine()) {}

at::ScalarType PrecisionChoice::choose(Precision wanted, const DiffusionModel& model, std::uint64_t available,
                                       const std::stop_token& stop)
{
    if (wanted != Precision::Auto) {
        return dtypeOf(wanted, model.device());
    }
    return model.device().is_cpu() ? chooseForProcessor(model, available, stop) : at::kHalf;
}

at::ScalarType PrecisionChoice::chooseForProcessor(const DiffusionModel& model, std::uint64_t available,
                                                   const std::stop_token& stop)
{
    if (!cpuFeatures().hasFastBf16()) {
        return at::kFloat;
    }
    const std::string name = "bf16 " + model.files().hash();
    if (!m_memory.known(name)) {
        const std::uint64_t exactBytes = model.missingWeightBytes(at::kFloat);
        if (exactBytes + model.missingWeightBytes(at::kBFloat16) > available) {
            return exactBytes > available ? at::kBFloat16 : at::kFloat;
        }
    }
    const bool isFast = m_memory.outcome(name, [&] {
        const bool wins = bfloat16Wins(model, stop);
        model.release(wins ? at::kFloat : at::kBFloat16);
        return wins;
    });
    return isFast ? at::kBFloat16 : at::kFloat;
}

} // namespace gesso::inference
