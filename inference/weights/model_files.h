// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/models/diffusers_folder.h"
#include "inference/weights/weight_source.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>
#include <string>

namespace gesso::inference {

/// What is taken instead of a model's own parts.
struct PartChoice {
    /// A file with an autoencoder (a VAE alone or a whole checkpoint), or a folder in diffusers' layout: of a VAE, or
    /// of a model that has one. Empty: the model's own.
    std::filesystem::path vae;
    bool ema = false; ///< the averaged weights of a single file that has both
};

/// A Stable Diffusion model on the disk, opened: its configs read, the headers of all its weights checked.
///
/// The weights have today's names whatever wrote them (renamed_weights.h, ldm_checkpoint.h). An opened model keeps its
/// files open and may be used from several threads.
class ModelFiles {
public:
    /// Opens a folder in diffusers' layout, or a checkpoint that is one file. Throws EngineError (ModelNotFound,
    /// ModelDamaged, ModelUnsupported, FileNotReadable, InvalidRequest) naming what is missing or wrong.
    [[nodiscard]] static ModelFiles open(const std::filesystem::path& path, const PartChoice& choice = {});

    [[nodiscard]] const nlohmann::json& unetConfig() const noexcept { return m_configs.unet; }
    [[nodiscard]] const nlohmann::json& vaeConfig() const noexcept { return m_configs.vae; }
    [[nodiscard]] const nlohmann::json& textEncoderConfig() const noexcept { return m_configs.textEncoder; }
    [[nodiscard]] const nlohmann::json& schedulerConfig() const noexcept { return m_configs.scheduler; }
    [[nodiscard]] const std::filesystem::path& tokenizerFolder() const noexcept { return m_configs.tokenizer; }

    [[nodiscard]] std::shared_ptr<WeightSource> unetWeights() const { return m_unet; }
    [[nodiscard]] std::shared_ptr<WeightSource> vaeWeights() const { return m_vae; }
    [[nodiscard]] std::shared_ptr<WeightSource> textEncoderWeights() const { return m_textEncoder; }

    [[nodiscard]] const std::string& name() const noexcept { return m_name; }
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }
    /// 16 hex digits that tell models apart: of the configs (but for who wrote them), the tokenizer, and each tensor's
    /// name, type, shape and a sample of its bytes. The same wherever the folder lies and however its weights are
    /// sharded.
    [[nodiscard]] const std::string& hash() const noexcept { return m_hash; }

private:
    ModelFiles() = default;
    void openFolder(const std::filesystem::path& path);
    void openSingleFile(const std::filesystem::path& path, bool ema);
    void takeVae(const std::filesystem::path& path);
    void checkIsWhole() const;
    [[nodiscard]] std::string computeHash() const;

    std::filesystem::path m_path;
    std::string m_name;
    ModelConfigs m_configs;
    std::shared_ptr<WeightSource> m_unet, m_vae, m_textEncoder;
    std::string m_hash;
};

} // namespace gesso::inference
