// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/pipelines/diffusion_model.h"

#include "core/models/json_file.h"
#include "core/models/model_kind.h"
#include "inference/base/engine_error.h"
#include "inference/lora/merged_weights.h"
#include "inference/weights/ignored_tensors.h"
#include "inference/weights/weight_loader.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace gesso::inference {
namespace {

std::optional<PreviewFactors> previewFactorsOf(const ModelFiles& files, const VaeConfig& vae)
{
    if (vae.latentChannels != static_cast<std::int64_t>(PreviewFactors::kLatentChannels)) {
        return std::nullopt;
    }
    const std::filesystem::path file = files.path() / "gesso.json";
    if (!std::filesystem::exists(file)) {
        return PreviewFactors{};
    }
    const Result<nlohmann::json> json = readJsonObject(file);
    if (!json) {
        throw EngineError(json.error().code, json.error().message);
    }
    return PreviewFactors::fromJson(*json, file);
}

/// What whole CLIP models and trainings leave in a file, and may be large.
constexpr std::array<std::string_view, 3> kNeverLoaded{"vision_model.", "loss.", "model_ema."};

/// Of the tensors that no stock has.
std::uint64_t weightBytes(const WeightSource& source, at::ScalarType dtype, const LayerExchange& layers)
{
    const LayerExchange::Stocks stocks = layers.of(dtype);
    std::uint64_t elements = 0;
    for (const std::string& name : source.names()) {
        if (std::ranges::any_of(kNeverLoaded, [&](std::string_view part) { return name.starts_with(part); })) {
            continue;
        }
        const std::string versioned = LayerStock::versioned(source, name);
        const bool isThere = std::ranges::any_of(
            stocks, [&versioned](const std::shared_ptr<const LayerStock>& stock) { return stock->has(versioned); });
        elements += isThere ? 0 : static_cast<std::uint64_t>(c10::multiply_integers(source.shape(name)));
    }
    return elements * c10::elementSize(dtype);
}

/// A network with the stock of its layers, which lives as long as the network.
template <typename Network> struct Stocked {
    Network network;
    std::shared_ptr<const LayerStock> stock;
};

} // namespace

DiffusionModel::DiffusionModel(ModelFiles files, at::Device device, const Backend& backend)
    : m_files(std::move(files)), m_device(device), m_backend(backend),
      m_tokenizer(std::make_shared<const ClipTokenizer>(ClipTokenizer::load(m_files.tokenizerFolder()))),
      m_textConfig(ClipTextConfig::fromJson(m_files.textEncoderConfig())),
      m_unetConfig(UNetConfig::fromJson(m_files.unetConfig())), m_vaeConfig(VaeConfig::fromJson(m_files.vaeConfig())),
      m_previewFactors(previewFactorsOf(m_files, m_vaeConfig))
{
    checkPartsFit();
}

void DiffusionModel::checkPartsFit() const
{
    if (m_textConfig.width != m_unetConfig.contextWidth) {
        throw EngineError(ErrorCode::ModelDamaged,
                          "The parts of the model " + m_files.name() + " are of different models: " +
                              widthMismatch("its text encoder", static_cast<std::uint64_t>(m_textConfig.width),
                                            static_cast<std::uint64_t>(m_unetConfig.contextWidth)) +
                              ". Download the model's folder again, or choose another model.");
    }
    if (m_unetConfig.outChannels != m_vaeConfig.latentChannels) {
        throw EngineError(ErrorCode::ModelDamaged,
                          "The parts of the model " + m_files.name() + " are of different models: its UNet makes " +
                              std::to_string(m_unetConfig.outChannels) + " channels, and its VAE has " +
                              std::to_string(m_vaeConfig.latentChannels) +
                              ". Choose another VAE, or download the model's folder again.");
    }
}

LoraTargets DiffusionModel::loraTargets() const
{
    return {*m_files.unetWeights(), *m_files.textEncoderWeights()};
}

std::shared_ptr<const DiffusionModel> DiffusionModel::withLoras(std::vector<AppliedLora> loras) const
{
    const std::shared_ptr<DiffusionModel> model(new DiffusionModel(*this));
    model->m_loras = std::move(loras);
    const auto changes = [&](LoraNetwork network) {
        return std::ranges::any_of(model->m_loras,
                                   [network](const AppliedLora& lora) { return lora.changes(network); });
    };
    if (changes(LoraNetwork::TextEncoder)) {
        model->m_textEncoder = std::make_shared<LazyNetwork<ClipTextModel>>();
    }
    if (changes(LoraNetwork::UNet)) {
        model->m_unet = std::make_shared<LazyNetwork<UNet2DConditionModel>>();
    }
    return model;
}

std::shared_ptr<WeightSource> DiffusionModel::merged(std::shared_ptr<WeightSource> weights, LoraNetwork network) const
{
    return m_loras.empty() ? weights : std::make_shared<MergedWeights>(std::move(weights), network, m_loras);
}

void DiffusionModel::noteIgnored(std::string_view part, const WeightLoader& loader) const
{
    std::vector<std::string> names = loader.leftOver();
    if (!names.empty()) {
        const std::lock_guard lock(m_notes->mutex);
        m_notes->texts.insert("The " + std::string(part) + " of the model " + m_files.name() + " holds " +
                              ignoredTensors(std::move(names)));
    }
}

std::vector<std::string> DiffusionModel::notices() const
{
    std::vector<std::string> notices;
    {
        const std::lock_guard lock(m_notes->mutex);
        notices.assign(m_notes->texts.begin(), m_notes->texts.end());
    }
    for (const AppliedLora& lora : m_loras) {
        notices.insert(notices.end(), lora.file->notices().begin(), lora.file->notices().end());
    }
    return notices;
}

std::vector<BundledEmbedding> DiffusionModel::bundledEmbeddings() const
{
    std::vector<BundledEmbedding> embeddings;
    for (const AppliedLora& lora : m_loras) {
        for (const auto& [word, tensor] : lora.file->embeddings()) {
            embeddings.push_back({word, lora.file->path(), lora.file->tensors(), tensor});
        }
    }
    return embeddings;
}

void DiffusionModel::load(at::ScalarType dtype, const std::stop_token& stop, const LoadProgress& progress) const
{
    const std::array<std::function<void()>, 3> parts{[&] { (void)textEncoder(dtype); }, [&] { (void)unet(dtype); },
                                                     [&] { (void)vae(dtype); }};
    int done = 0;
    for (const auto& part : parts) {
        checkStop(stop);
        progress(done++, static_cast<int>(parts.size()));
        part();
    }
    progress(done, static_cast<int>(parts.size()));
}

void DiffusionModel::release(at::ScalarType dtype) const
{
    m_textEncoder->release(dtype);
    m_unet->release(dtype);
    m_vae->release(dtype);
}

std::uint64_t DiffusionModel::missingWeightBytes(at::ScalarType dtype) const
{
    std::uint64_t bytes = 0;
    bytes += m_textEncoder->isLoaded(dtype) ? 0 : weightBytes(*textEncoderWeights(), dtype, *m_textLayers);
    bytes += m_unet->isLoaded(dtype) ? 0 : weightBytes(*unetWeights(), dtype, *m_unetLayers);
    bytes += m_vae->isLoaded(dtype) ? 0 : weightBytes(*m_files.vaeWeights(), dtype, {});
    return bytes;
}

template <typename Network, typename Config>
std::shared_ptr<const Network> DiffusionModel::loaded(std::string_view part, const Config& config,
                                                      std::shared_ptr<WeightSource> weights, at::ScalarType dtype,
                                                      LayerExchange& layers) const
{
    const auto stock = std::make_shared<LayerStock>(dtype);
    const WeightLoader loader(std::move(weights), m_backend, dtype, m_device, stock, layers.of(dtype));
    const auto stocked = std::make_shared<const Stocked<Network>>(Stocked<Network>{Network(config, loader), stock});
    layers.add(stock);
    noteIgnored(part, loader);
    return {stocked, &stocked->network};
}

std::shared_ptr<WeightSource> DiffusionModel::textEncoderWeights() const
{
    return merged(m_files.textEncoderWeights(), LoraNetwork::TextEncoder);
}

std::shared_ptr<WeightSource> DiffusionModel::unetWeights() const
{
    return merged(m_files.unetWeights(), LoraNetwork::UNet);
}

std::shared_ptr<const ClipTextModel> DiffusionModel::textEncoder(at::ScalarType dtype) const
{
    return m_textEncoder->get(dtype, [this](at::ScalarType type) {
        return loaded<ClipTextModel>("text encoder", m_textConfig, textEncoderWeights(), type, *m_textLayers);
    });
}

std::shared_ptr<const UNet2DConditionModel> DiffusionModel::unet(at::ScalarType dtype) const
{
    return m_unet->get(dtype, [this](at::ScalarType type) {
        return loaded<UNet2DConditionModel>("UNet", m_unetConfig, unetWeights(), type, *m_unetLayers);
    });
}

std::shared_ptr<const AutoencoderKL> DiffusionModel::vae(at::ScalarType dtype) const
{
    return m_vae->get(dtype, [this](at::ScalarType type) {
        const WeightLoader loader(m_files.vaeWeights(), m_backend, type, m_device);
        auto network = std::make_shared<const AutoencoderKL>(m_vaeConfig, loader);
        noteIgnored("VAE", loader);
        return network;
    });
}

} // namespace gesso::inference
