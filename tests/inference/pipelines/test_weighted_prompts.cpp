// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/registry.h"
#include "inference/pipelines/image_pipeline.h"

#include <QTest>

#include <cmath>

using namespace gesso;
using namespace gesso::inference;

namespace {

class SilentObserver final : public PipelineObserver {
public:
    void progressed(const char* /*stage*/, int /*step*/, int /*of*/) override {}
    void previewed(const Image& /*preview*/) override {}
};

double difference(const std::vector<float>& a, const std::vector<float>& b)
{
    double worst = 0.;
    for (std::size_t i = 0; i < a.size(); ++i) {
        worst = std::max(worst, std::abs(static_cast<double>(a[i]) - b[i]));
    }
    return a.size() == b.size() ? worst : std::nan("");
}

constexpr double kSame = 1e-4; ///< rows of one pass may be summed in another order than alone

} // namespace

/// The weighted syntax from text to latents.
class TestWeightedPrompts final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutSignsIsThePlainSyntax()
    {
        QCOMPARE(latents("a red boat"), latents("a red boat", 0, PromptSyntax::Plain));
        QVERIFY(latents("a (red) boat") != latents("a (red) boat", 0, PromptSyntax::Plain));
    }

    void weightsChangeThePicture()
    {
        QVERIFY(difference(latents("a (red:1.5) boat"), latents("a red boat")) > kSame);
        QVERIFY(difference(latents("a (red:1) boat"), latents("a red boat")) <= kSame);
    }

    void editsChangeItFromTheirStepOn()
    {
        const auto cat = latents("cat");
        QVERIFY(difference(latents("[cat:moss:4]"), cat) <= kSame);
        QVERIFY(difference(latents("[cat:moss:0]"), latents("moss")) <= kSame);
        const auto between = latents("[cat:moss:2]");
        QVERIFY(difference(between, cat) > kSame && difference(between, latents("moss")) > kSame);
        QVERIFY(difference(latents("[cat|moss]"), between) > kSame);
    }

    void andJoinsByWeight()
    {
        const auto cat = latents("cat");
        QVERIFY(difference(latents("cat AND moss :0"), cat) <= kSame);
        QVERIFY(difference(latents("cat :0.5 AND cat :0.5"), cat) <= kSame);
        QVERIFY(difference(latents("cat AND moss"), cat) > kSame);
    }

    void longPromptsAreReadToTheirEnd()
    {
        std::string text;
        for (int i = 0; i < 80; ++i) {
            text += "x ";
        }
        QVERIFY(difference(latents(text + "cat"), latents(text + "moss")) > kSame);
        QVERIFY(latents(text + "cat", 0, PromptSyntax::Plain) == latents(text + "moss", 0, PromptSyntax::Plain));
    }

    void choicesOfABatchAreThoseOfSinglePictures()
    {
        GenerationRequest request = requestOf("a {cat|moss|red boat}", 40);
        request.count = 4;
        ImagePipeline batch(m_model, request, {}, m_options);
        SilentObserver observer;
        StageTimings timings;
        for (int i = 0; i < request.count; ++i) {
            const auto together = batch.make(i, timings, observer, {}).latents;
            QCOMPARE(together, latents(request.prompt, request.seed + static_cast<std::uint64_t>(i)));
        }
    }

private:
    static GenerationRequest requestOf(const std::string& prompt, std::uint64_t seed)
    {
        GenerationRequest request;
        request.prompt = prompt;
        request.scheduler = SchedulerKind::Ddim;
        request.steps = 4;
        request.width = 32;
        request.height = 32;
        request.seed = seed;
        return request;
    }
    std::vector<float> latents(const std::string& prompt, std::uint64_t seed = 0,
                               PromptSyntax syntax = PromptSyntax::Weighted) const
    {
        GenerationRequest request = requestOf(prompt, seed);
        request.syntax = syntax;
        SilentObserver observer;
        StageTimings timings;
        return ImagePipeline(m_model, request, {}, m_options).make(0, timings, observer, {}).latents;
    }

    const DiffusionModel m_model{ModelFiles::open(GESSO_FIXTURES "/models/sd1-tiny"), at::Device(at::kCPU),
                                 backendFor(at::kCPU)};
    const PipelineOptions m_options{.dtype = at::kFloat, .latents = true};
};

QTEST_APPLESS_MAIN(TestWeightedPrompts)
#include "test_weighted_prompts.moc"
