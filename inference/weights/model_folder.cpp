// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/weights/model_folder.h"

#include "core/models/model_kind.h"
#include "inference/base/engine_error.h"
#include "inference/weights/fingerprint.h"
#include "inference/weights/renamed_weights.h"
#include "inference/weights/sharded_weights.h"

#include <ATen/ATen.h>

#include <system_error>
#include <utility>

namespace gesso::inference {
namespace {

std::shared_ptr<WeightSource> openWeights(const WeightFiles& files)
{
    if (!files.file.empty()) {
        return std::make_shared<SafetensorsFile>(files.folder / files.file);
    }
    return std::make_shared<ShardedWeights>(files.folder, files.weightMap);
}

// A single file is no folder: says what it is, after checking that it is what its name says.
[[noreturn]] void throwForSingleFile(const std::filesystem::path& path)
{
    const SafetensorsFile file(path); // throws for whatever is not safetensors, and names it
    std::string message = "'";
    message.append(path.native()).append("' is one file (").append(description(kindOf(file.header())));
    message.append("); models are loaded from folders in diffusers' layout: convert it with diffusers' "
                   "StableDiffusionPipeline.from_single_file(FILE).save_pretrained(FOLDER).");
    throw EngineError(ErrorCode::ModelUnsupported, message);
}

void addConfig(Fingerprint& fingerprint, nlohmann::json config)
{
    config.erase("_diffusers_version");
    config.erase("_name_or_path");
    config.erase("transformers_version");
    fingerprint.add(config.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace));
}

} // namespace

ModelFolder ModelFolder::open(const std::filesystem::path& path)
{
    std::error_code error;
    if (std::filesystem::is_regular_file(path, error)) {
        throwForSingleFile(path);
    }
    Result<DiffusersFolder> folder = DiffusersFolder::open(path);
    if (!folder) {
        throw EngineError(folder.error().code, folder.error().message);
    }
    return ModelFolder(std::move(*folder));
}

ModelFolder::ModelFolder(DiffusersFolder folder)
    : m_folder(std::move(folder)), m_unet(openWeights(m_folder.unet.weights)),
      m_vae(std::make_shared<RenamedWeights>(openWeights(m_folder.vae.weights), currentVaeName)),
      m_textEncoder(
          std::make_shared<RenamedWeights>(openWeights(m_folder.textEncoder.weights), currentTextEncoderName)),
      m_hash(computeHash())
{
}

std::string ModelFolder::computeHash() const
{
    Fingerprint fingerprint;
    for (const nlohmann::json* config : {&unetConfig(), &vaeConfig(), &textEncoderConfig(), &schedulerConfig()}) {
        addConfig(fingerprint, *config);
    }
    for (const WeightSource* weights : {m_unet.get(), m_vae.get(), m_textEncoder.get()}) {
        Fingerprints tensors;
        weights->addFingerprints(tensors);
        fingerprint.add(tensors.size());
        for (const auto& [name, value] : tensors) {
            fingerprint.add(name);
            fingerprint.add(value);
        }
    }
    return fingerprint.text();
}

} // namespace gesso::inference
