// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/lora/lora_key.h"
#include "inference/lora/lora_targets.h"
#include "inference/weights/safetensors_file.h"

#include <map>
#include <memory>
#include <optional>

namespace gesso::inference {

class LoraScales;
struct LoraMismatch;

/// A LoRA file that fits a model: which of the model's tensors it changes, and how.
///
/// Read are files of kohya's sd-scripts (with diffusers' and with the latent diffusion code's names of blocks), PEFT,
/// diffusers since 0.11, and LyCORIS (LoCon, LoHa, LoKr, DoRA, full differences). The file stays open, and its tensors
/// are read when they are merged. May be used from several threads.
class LoraFile {
public:
    /// Opens the file and checks that it fits the model whose modules are `targets`. Single tensors that have no place
    /// in it are ignored (notices). Throws EngineError: ModelUnsupported for a file that is no LoRA, is made for
    /// another kind of model or by a method that is not known, naming what it seems to be made for; ModelDamaged for a
    /// change with parts missing, and what SafetensorsFile throws.
    LoraFile(std::filesystem::path path, const LoraTargets& targets);

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }
    /// Tells files apart by names, types, shapes and a sample of their tensors.
    [[nodiscard]] std::uint64_t fingerprint() const noexcept { return m_fingerprint; }
    /// What the user should know of it, a sentence each: which tensors are ignored.
    [[nodiscard]] const std::vector<std::string>& notices() const noexcept { return m_notices; }

    /// The textual inversions that the file brings with it ("bundle_emb.WORD.*", as OneTrainer and
    /// stable-diffusion-webui have it): words, and the names of their tensors.
    [[nodiscard]] const std::map<std::string, std::string>& embeddings() const noexcept { return m_embeddings; }
    [[nodiscard]] std::shared_ptr<const WeightSource> tensors() const { return m_file; }

    /// Whether it changes the tensor of this name.
    [[nodiscard]] bool changes(LoraNetwork network, const std::string& tensor) const;
    [[nodiscard]] bool changes(LoraNetwork network) const;

    /// The tensor with `factor` times this LoRA's change, in float32. `weight` is in float32 and not changed. Throws
    /// EngineError(ModelDamaged) where the file's numbers are not finite.
    [[nodiscard]] at::Tensor changed(LoraNetwork network, const std::string& tensor, const at::Tensor& weight,
                                     double factor) const;

private:
    /// What is done to one module.
    struct Change {
        const LoraTarget* target = nullptr; ///< used while the file is opened only
        std::map<LoraPart, std::string> tensors;
        double scale = 1.;
    };
    /// Tensors of a model that are changed, with their Change.
    using ChangedTensors = std::map<std::string, std::size_t>;

    void readChanges(const LoraTargets& targets);
    /// Whether the tensor is an embedding's, which is then noted.
    bool takeEmbedding(const std::string& tensor);
    void noteIgnored(const LoraMismatch& mismatch);
    [[nodiscard]] double scaleOf(const Change& change, const LoraScales& scales) const;
    /// The parts with their shapes, without memory.
    [[nodiscard]] std::map<LoraPart, at::Tensor> meta(const Change& change) const;
    /// A tensor of the file in float32, all of it finite.
    [[nodiscard]] at::Tensor sound(const std::string& name) const;
    [[nodiscard]] const ChangedTensors& tensorsOf(LoraNetwork network) const;

    std::filesystem::path m_path;
    std::shared_ptr<const SafetensorsFile> m_file;
    std::uint64_t m_fingerprint = 0;
    std::vector<Change> m_changes;
    ChangedTensors m_unet, m_textEncoder; ///< places in m_changes
    std::map<std::string, std::string> m_embeddings;
    std::vector<std::string> m_notices;
};

/// A LoRA with the factor that its changes are taken by. 0 is no change; below 0 they are turned round.
struct AppliedLora {
    std::shared_ptr<const LoraFile> file;
    double weight = 1.;
    std::optional<double> unetWeight = std::nullopt; ///< the UNet's where it has one of its own

    [[nodiscard]] double weightOf(LoraNetwork network) const noexcept
    {
        return network == LoraNetwork::UNet ? unetWeight.value_or(weight) : weight;
    }
    /// Whether it changes anything of a network, or a tensor of it.
    template <typename... Tensor> [[nodiscard]] bool changes(LoraNetwork network, const Tensor&... tensor) const
    {
        return weightOf(network) != 0. && file->changes(network, tensor...);
    }
};

} // namespace gesso::inference
