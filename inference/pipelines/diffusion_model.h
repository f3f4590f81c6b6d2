// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/lora/lora_file.h"
#include "inference/models/autoencoder_kl.h"
#include "inference/models/clip_text_model.h"
#include "inference/models/unet_2d_condition_model.h"
#include "inference/pipelines/lazy_network.h"
#include "inference/pipelines/preview.h"
#include "inference/prompt/embedding_table.h"
#include "inference/tokenizer/clip_tokenizer.h"
#include "inference/weights/layer_stock.h"
#include "inference/weights/model_files.h"

#include <functional>
#include <mutex>
#include <optional>
#include <set>

namespace gesso::inference {

/// A latent diffusion model on one device: its files, settings and networks.
///
/// Networks are loaded when they are first asked for, once for each dtype, and then kept. May be shared by threads.
class DiffusionModel {
public:
    /// Called before each network is read: how many are loaded, of how many.
    using LoadProgress = std::function<void(int done, int of)>;

    /// Reads the settings and the tokenizer, but no weights. `backend` is that of `device`. Throws EngineError when
    /// the parts do not belong together or have a field that this version cannot do.
    DiffusionModel(ModelFiles files, at::Device device, const Backend& backend);

    [[nodiscard]] const ModelFiles& files() const noexcept { return m_files; }
    [[nodiscard]] at::Device device() const noexcept { return m_device; }
    [[nodiscard]] const ClipTokenizer& tokenizer() const noexcept { return *m_tokenizer; }
    [[nodiscard]] const UNetConfig& unetConfig() const noexcept { return m_unetConfig; }
    [[nodiscard]] const VaeConfig& vaeConfig() const noexcept { return m_vaeConfig; }
    /// None where there is no linear map from this model's latents to colours.
    [[nodiscard]] const std::optional<PreviewFactors>& previewFactors() const noexcept { return m_previewFactors; }

    /// What LoRA files can change in this model.
    [[nodiscard]] LoraTargets loraTargets() const;
    /// This model with LoRAs, which were opened for its loraTargets(), merged into its networks as they are loaded.
    /// Networks that no LoRA changes are shared with this model, and so are layers that are alike in both.
    [[nodiscard]] std::shared_ptr<const DiffusionModel> withLoras(std::vector<AppliedLora> loras) const;
    /// What the user should know of it, a sentence each, as far as it is loaded: tensors that are ignored, of the model
    /// and of its LoRAs.
    [[nodiscard]] std::vector<std::string> notices() const;
    /// The textual inversions that its LoRAs bring with them.
    [[nodiscard]] std::vector<BundledEmbedding> bundledEmbeddings() const;
    /// Those that are merged into it.
    [[nodiscard]] const std::vector<AppliedLora>& loras() const noexcept { return m_loras; }

    /// Loads what is missing in `dtype`. Throws Cancelled between two networks.
    void load(at::ScalarType dtype, const std::stop_token& stop, const LoadProgress& progress) const;
    /// Forgets the networks of this dtype.
    void release(at::ScalarType dtype) const;
    /// Bytes of the weights that load() would still read, in that dtype.
    [[nodiscard]] std::uint64_t missingWeightBytes(at::ScalarType dtype) const;

    [[nodiscard]] std::shared_ptr<const ClipTextModel> textEncoder(at::ScalarType dtype) const;
    [[nodiscard]] std::shared_ptr<const UNet2DConditionModel> unet(at::ScalarType dtype) const;
    [[nodiscard]] std::shared_ptr<const AutoencoderKL> vae(at::ScalarType dtype) const;

private:
    DiffusionModel(const DiffusionModel&) = default;
    void checkPartsFit() const;
    /// Notes what `loader` found and nothing needs.
    void noteIgnored(std::string_view part, const WeightLoader& loader) const;
    [[nodiscard]] std::shared_ptr<WeightSource> merged(std::shared_ptr<WeightSource> weights,
                                                       LoraNetwork network) const;
    [[nodiscard]] std::shared_ptr<WeightSource> textEncoderWeights() const;
    [[nodiscard]] std::shared_ptr<WeightSource> unetWeights() const;
    template <typename Network, typename Config>
    [[nodiscard]] std::shared_ptr<const Network> loaded(std::string_view part, const Config& config,
                                                        std::shared_ptr<WeightSource> weights, at::ScalarType dtype,
                                                        LayerExchange& layers) const;

    /// What was noted while networks were loaded; shared with the models that have other LoRAs.
    struct Notes {
        std::mutex mutex;
        std::set<std::string> texts; ///< guarded by mutex
    };

    ModelFiles m_files;
    at::Device m_device;
    const Backend& m_backend;
    std::shared_ptr<const ClipTokenizer> m_tokenizer;
    ClipTextConfig m_textConfig;
    UNetConfig m_unetConfig;
    VaeConfig m_vaeConfig;
    std::optional<PreviewFactors> m_previewFactors;
    std::vector<AppliedLora> m_loras;
    std::shared_ptr<Notes> m_notes = std::make_shared<Notes>();
    std::shared_ptr<LayerExchange> m_textLayers = std::make_shared<LayerExchange>(); ///< with those of other LoRAs
    std::shared_ptr<LayerExchange> m_unetLayers = std::make_shared<LayerExchange>(); ///< likewise
    std::shared_ptr<LazyNetwork<ClipTextModel>> m_textEncoder = std::make_shared<LazyNetwork<ClipTextModel>>();
    std::shared_ptr<LazyNetwork<UNet2DConditionModel>> m_unet = std::make_shared<LazyNetwork<UNet2DConditionModel>>();
    std::shared_ptr<LazyNetwork<AutoencoderKL>> m_vae = std::make_shared<LazyNetwork<AutoencoderKL>>();
};

} // namespace gesso::inference
