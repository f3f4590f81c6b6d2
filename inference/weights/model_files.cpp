// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/weights/model_files.h"

#include "core/models/hub_cache.h"
#include "core/models/json_file.h"
#include "core/models/single_file.h"
#include "inference/base/engine_error.h"
#include "inference/weights/fingerprint.h"
#include "inference/weights/ldm_checkpoint.h"
#include "inference/weights/renamed_weights.h"
#include "inference/weights/safetensors_file.h"
#include "inference/weights/sharded_weights.h"

#include <ATen/ATen.h>

#include <system_error>
#include <utility>

namespace gesso::inference {
namespace {

namespace fs = std::filesystem;

template <typename T> T valueOf(Result<T> result)
{
    if (!result) {
        throw EngineError(result.error().code, result.error().message);
    }
    return std::move(*result);
}

bool isFile(const fs::path& path)
{
    std::error_code error;
    return fs::is_regular_file(path, error);
}

bool isThere(const fs::path& path)
{
    std::error_code error;
    return fs::exists(path, error);
}

std::shared_ptr<WeightSource> openWeights(const WeightFiles& files)
{
    if (!files.file.empty()) {
        return std::make_shared<SafetensorsFile>(files.folder / files.file);
    }
    return std::make_shared<ShardedWeights>(files.folder, files.weightMap);
}

std::shared_ptr<WeightSource> currentVae(const WeightFiles& files)
{
    return std::make_shared<RenamedWeights>(openWeights(files), currentVaeName);
}

void addConfig(Fingerprint& fingerprint, nlohmann::json config)
{
    config.erase("_diffusers_version");
    config.erase("_name_or_path");
    config.erase("transformers_version");
    fingerprint.add(config.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace));
}

/// What tells tokenizers apart: words and merges as they stand, and of the settings what changes a prompt's tokens.
/// Which version of transformers saved them, and where, does not count.
void addTokenizer(Fingerprint& fingerprint, const fs::path& folder)
{
    constexpr std::size_t kMaxBytes = 16 << 20;
    const bool isWhole = isThere(folder / "vocab.json") || !isThere(folder / "tokenizer.json");
    for (const char* file : {isWhole ? "vocab.json" : "tokenizer.json", "merges.txt"}) {
        fingerprint.add(readFile(folder / file, kMaxBytes).value_or(std::string()));
    }
    for (const char* file : {"tokenizer_config.json", "special_tokens_map.json", "added_tokens.json"}) {
        nlohmann::json settings = isThere(folder / file)
                                      ? readJsonObject(folder / file, kMaxBytes).value_or(nlohmann::json::object())
                                      : nlohmann::json::object();
        for (const char* key : {"name_or_path", "tokenizer_file", "special_tokens_map_file", "tokenizer_class",
                                "clean_up_tokenization_spaces", "extra_special_tokens"}) {
            settings.erase(key);
        }
        addConfig(fingerprint, std::move(settings));
    }
}

} // namespace

ModelFiles ModelFiles::open(const fs::path& path, const PartChoice& choice)
{
    ModelFiles model;
    if (isFile(path)) {
        model.openSingleFile(path, choice.ema);
    } else if (choice.ema) {
        throw EngineError(ErrorCode::InvalidRequest,
                          "'" + path.string() +
                              "' is a folder, which has one set of weights: averaged (EMA) weights "
                              "can be chosen in single files that have both");
    } else {
        model.openFolder(path);
    }
    if (!choice.vae.empty()) {
        model.takeVae(choice.vae);
    }
    model.checkIsWhole();
    model.m_hash = model.computeHash();
    return model;
}

void ModelFiles::openFolder(const fs::path& path)
{
    DiffusersFolder folder = valueOf(DiffusersFolder::open(path));
    m_path = folder.path;
    m_name = folder.name;
    m_unet = openWeights(folder.unet.weights);
    m_vae = currentVae(folder.vae.weights);
    m_textEncoder = std::make_shared<RenamedWeights>(openWeights(folder.textEncoder.weights), currentTextEncoderName);
    m_configs = {std::move(folder.unet.config), std::move(folder.vae.config), std::move(folder.textEncoder.config),
                 std::move(folder.scheduler), std::move(folder.tokenizer)};
}

void ModelFiles::openSingleFile(const fs::path& path, bool ema)
{
    SingleFile file = valueOf(SingleFile::open(path));
    m_path = path;
    m_name = path.stem().string();
    m_configs = std::move(file.configs);
    const LdmChoice choice{.ema = ema, .textLayers = m_configs.textEncoder.value("num_hidden_layers", std::int64_t{0})};
    LdmParts parts = ldmParts(std::make_shared<const SafetensorsFile>(path), choice);
    m_unet = std::move(parts.unet);
    m_vae = std::move(parts.vae);
    m_textEncoder = std::move(parts.textEncoder);
}

void ModelFiles::takeVae(const fs::path& path)
{
    if (isFile(path)) {
        m_vae = vaeOf(std::make_shared<const SafetensorsFile>(path));
        if (m_vae == nullptr) {
            throw EngineError(ErrorCode::ModelUnsupported,
                              "'" + path.string() + "' has no autoencoder (VAE) in it: choose another file");
        }
        return;
    }
    const fs::path model = resolvedSnapshot(path);
    const fs::path folder = isThere(model / "vae") ? model / "vae" : model;
    if (!isThere(folder / "config.json")) {
        throw EngineError(ErrorCode::ModelNotFound, "there is no autoencoder (VAE) at '" + path.string() +
                                                        "': name a file, or a folder with a config.json");
    }
    m_configs.vae = valueOf(readJsonObject(folder / "config.json"));
    m_vae = currentVae(valueOf(findWeightFiles(folder, "diffusion_pytorch_model")));
}

void ModelFiles::checkIsWhole() const
{
    const auto require = [this](const std::shared_ptr<WeightSource>& part, const char* what, const char* remedy) {
        if (part == nullptr) {
            throw EngineError(ErrorCode::ModelDamaged,
                              "'" + m_path.string() + "' has no " + what + " in it: " + remedy);
        }
    };
    require(m_unet, "UNet", "choose a whole checkpoint");
    require(m_vae, "autoencoder (VAE)", "choose one beside it (--vae), or a whole checkpoint");
    require(m_textEncoder, "text encoder", "choose a whole checkpoint");
}

std::string ModelFiles::computeHash() const
{
    Fingerprint fingerprint;
    for (const nlohmann::json* config : {&unetConfig(), &vaeConfig(), &textEncoderConfig(), &schedulerConfig()}) {
        addConfig(fingerprint, *config);
    }
    addTokenizer(fingerprint, tokenizerFolder());
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
