// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/image.h"
#include "inference/backend/backend.h"
#include "inference/bench/bench_model.h"
#include "inference/models/autoencoder_kl.h"
#include "inference/models/clip_text_model.h"
#include "inference/models/unet_2d_condition_model.h"

#include <c10/core/Device.h>

#include <functional>
#include <optional>

namespace gesso::inference {

/// Where a measurement runs; `synchronize` waits for the device's work.
struct BenchDevice {
    at::Device device{at::kCPU};
    const Backend& backend;
    std::function<void()> synchronize = [] {};
};

/// The stages of a picture of one size, as a guided generation runs them, on seeded noise. Networks are loaded by the
/// prepare functions, which must come before the stages that need them.
class BenchStages {
public:
    /// `device` must outlive this. Sizes in pixels.
    BenchStages(BenchModel model, const BenchDevice& device, at::ScalarType dtype, int width, int height);

    void prepareText();
    void prepareUnet();
    void prepareVae();

    /// Embeddings of two prompts of full length.
    [[nodiscard]] at::Tensor text() const;
    /// Both halves of guidance for one picture.
    [[nodiscard]] at::Tensor unetStep() const;
    /// What a preview adds to a step, but for its sending.
    [[nodiscard]] Image preview() const;
    [[nodiscard]] at::Tensor decode() const;
    /// A whole picture: text, `steps` steps of the model's scheduler with guidance, decoding. [1, 3, H, W], -1..1.
    [[nodiscard]] at::Tensor run(int steps) const;

private:
    [[nodiscard]] WeightLoader loader(const std::shared_ptr<WeightSource>& source) const;
    [[nodiscard]] at::Tensor noise(at::IntArrayRef shape) const;

    const BenchModel m_model;
    const BenchDevice& m_device;
    const at::ScalarType m_dtype;
    const ClipTextConfig m_textConfig;
    const UNetConfig m_unetConfig;
    const VaeConfig m_vaeConfig;
    at::Tensor m_latents; ///< [1, 4, h, w]
    TextContext m_context;
    std::optional<ClipTextModel> m_text;
    std::optional<UNet2DConditionModel> m_unet;
    std::optional<AutoencoderKL> m_vae;
};

} // namespace gesso::inference
