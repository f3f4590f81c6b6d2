// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/pipelines/picture_start.h"

#include "inference/base/engine_error.h"
#include "inference/models/posterior.h"
#include "inference/pipelines/picture.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace gesso::inference {
namespace {

std::string shown(double value)
{
    std::ostringstream text;
    text << value;
    return text.str();
}

/// The least strength, in hundredths, that leaves one of the steps.
std::string leastStrength(int steps)
{
    constexpr int kHundred = 100;
    int hundredths = 1;
    while (hundredths < kHundred && static_cast<int>(steps * (hundredths / double{kHundred})) < 1) {
        ++hundredths;
    }
    return shown(hundredths / double{kHundred});
}

} // namespace

int skippedSteps(int steps, double strength)
{
    if (!(strength >= 0. && strength <= 1.)) {
        throw EngineError(ErrorCode::InvalidRequest,
                          "the strength is " + shown(strength) + ": choose a number from 0 to 1");
    }
    const int done = std::min(static_cast<int>(steps * strength), steps);
    if (done < 1) {
        throw EngineError(ErrorCode::InvalidRequest, "a strength of " + shown(strength) + " leaves none of " +
                                                         std::to_string(steps) +
                                                         " steps to do: choose a strength of at least " +
                                                         leastStrength(steps) + ", or more steps");
    }
    return steps - done;
}

at::Tensor encodePicture(const AutoencoderKL& vae, const Image& picture, NoiseStream& noise,
                         const std::stop_token& stop)
{
    return encodePixels(vae, toTensor(picture), noise, stop);
}

at::Tensor encodePixels(const AutoencoderKL& vae, const at::Tensor& pixels, NoiseStream& noise,
                        const std::stop_token& stop)
{
    const std::int64_t scale = vae.config().pixelsPerLatent();
    if (pixels.size(3) % scale != 0 || pixels.size(2) % scale != 0) {
        throw EngineError(ErrorCode::InvalidRequest,
                          "the picture has " + std::to_string(pixels.size(3)) + "x" + std::to_string(pixels.size(2)) +
                              " pixels: give it sides that are multiples of " + std::to_string(scale));
    }
    const Posterior posterior = Posterior::fromMoments(vae.encodeMoments(pixels, stop));
    return posterior.sampleWith(noise.draw(posterior.mean.sizes())) * vae.config().scalingFactor;
}

} // namespace gesso::inference
