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

/// A Stable Diffusion model on the disk, opened: its configs read, the headers of all its weights checked.
///
/// The weights have today's names whatever wrote them (renamed_weights.h). An opened model keeps its files open and
/// may be used from several threads.
class ModelFolder {
public:
    /// Opens a folder in diffusers' layout. Throws EngineError (ModelNotFound, ModelDamaged, ModelUnsupported,
    /// FileNotReadable) naming what is missing or wrong; a single file is told to be one, or what it really is.
    [[nodiscard]] static ModelFolder open(const std::filesystem::path& path);

    [[nodiscard]] const nlohmann::json& unetConfig() const noexcept { return m_folder.unet.config; }
    [[nodiscard]] const nlohmann::json& vaeConfig() const noexcept { return m_folder.vae.config; }
    [[nodiscard]] const nlohmann::json& textEncoderConfig() const noexcept { return m_folder.textEncoder.config; }
    [[nodiscard]] const nlohmann::json& schedulerConfig() const noexcept { return m_folder.scheduler; }
    [[nodiscard]] const std::filesystem::path& tokenizerFolder() const noexcept { return m_folder.tokenizer; }

    [[nodiscard]] std::shared_ptr<WeightSource> unetWeights() const { return m_unet; }
    [[nodiscard]] std::shared_ptr<WeightSource> vaeWeights() const { return m_vae; }
    [[nodiscard]] std::shared_ptr<WeightSource> textEncoderWeights() const { return m_textEncoder; }

    [[nodiscard]] const std::string& name() const noexcept { return m_folder.name; }
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_folder.path; }
    /// 16 hex digits that tell models apart: of the configs (but for who wrote them) and of each tensor's name, type,
    /// shape and a sample of its bytes. The same wherever the folder lies and however its weights are sharded.
    [[nodiscard]] const std::string& hash() const noexcept { return m_hash; }

private:
    explicit ModelFolder(DiffusersFolder folder);
    [[nodiscard]] std::string computeHash() const;

    DiffusersFolder m_folder;
    std::shared_ptr<WeightSource> m_unet, m_vae, m_textEncoder;
    std::string m_hash;
};

} // namespace gesso::inference
