// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/lora/lora_file.h"

#include "inference/base/engine_error.h"
#include "inference/lora/lora_change.h"
#include "inference/lora/lora_mismatch.h"
#include "inference/lora/lora_scale.h"
#include "inference/weights/fingerprint.h"
#include "inference/weights/ignored_tensors.h"

#include <ATen/ATen.h>

#include <cmath>

namespace gesso::inference {
namespace {

std::uint64_t fingerprintOf(const SafetensorsFile& file)
{
    Fingerprints tensors;
    file.addFingerprints(tensors);
    Fingerprint fingerprint;
    for (const auto& [name, value] : tensors) {
        fingerprint.add(name);
        fingerprint.add(value);
    }
    return fingerprint.value();
}

[[noreturn]] void throwDamaged(const std::filesystem::path& path, const std::string& what)
{
    throw EngineError(ErrorCode::ModelDamaged, "the LoRA '" + path.string() + "' is damaged: " + what +
                                                   ": download the file again, or choose another one");
}

} // namespace

LoraFile::LoraFile(std::filesystem::path path, const LoraTargets& targets)
    : m_path(std::move(path)), m_file(std::make_shared<const SafetensorsFile>(m_path)),
      m_fingerprint(fingerprintOf(*m_file))
{
    readChanges(targets);
    const LoraScales scales(*m_file, m_path);
    for (std::size_t i = 0; i < m_changes.size(); ++i) {
        Change& change = m_changes[i];
        change.scale = scaleOf(change, scales);
        ChangedTensors& tensors = change.target->network == LoraNetwork::UNet ? m_unet : m_textEncoder;
        if (changesWeight(meta(change))) {
            tensors.emplace(change.target->module + ".weight", i);
        }
        if (change.tensors.contains(LoraPart::BiasDifference)) {
            tensors.emplace(change.target->module + ".bias", i);
        }
        change.target = nullptr; // does not live as long as this
    }
}

void LoraFile::readChanges(const LoraTargets& targets)
{
    LoraMismatch mismatch;
    std::map<const LoraTarget*, Change> changes;
    for (const std::string& name : m_file->names()) {
        if (takeEmbedding(name)) {
            continue;
        }
        const std::optional<LoraKey> key = splitLoraKey(name);
        const LoraTarget* const target = key ? targets.find(key->stem) : nullptr;
        if (target == nullptr) {
            (key ? mismatch.homeless : mismatch.endings).push_back(name);
            continue;
        }
        Change& change = changes[target];
        change.target = target;
        const auto [first, isNew] = change.tensors.emplace(key->part, name);
        if (!isNew) {
            throwDamaged(m_path, "'" + first->second + "' and '" + name + "' are the same part of the same module");
        }
    }
    for (auto& [target, change] : changes) {
        if (fits(meta(change), target->shape)) {
            m_changes.push_back(std::move(change));
            continue;
        }
        const std::string& first = change.tensors.begin()->second;
        if (!isWhole(meta(change))) {
            throwDamaged(m_path, "parts that belong to '" + first + "' are missing");
        }
        mismatch.misfits.push_back(first);
    }
    if (m_changes.empty() || isOfAnotherModel(m_file->header(), targets, mismatch)) {
        throw mismatchError(m_path, m_file->header(), targets, mismatch);
    }
    noteIgnored(mismatch);
}

bool LoraFile::takeEmbedding(const std::string& tensor)
{
    constexpr std::string_view kBundle = "bundle_emb.";
    if (!tensor.starts_with(kBundle)) {
        return false;
    }
    const std::string_view rest = std::string_view(tensor).substr(kBundle.size());
    for (const std::string_view ending : {".string_to_param.*", ".emb_params", ".clip_l"}) {
        if (rest.ends_with(ending) && rest.size() > ending.size()) {
            m_embeddings.emplace(rest.substr(0, rest.size() - ending.size()), tensor);
            return true;
        }
    }
    return false;
}

void LoraFile::noteIgnored(const LoraMismatch& mismatch)
{
    std::vector<std::string> ignored = mismatch.endings;
    ignored.insert(ignored.end(), mismatch.homeless.begin(), mismatch.homeless.end());
    if (!ignored.empty()) {
        m_notices.push_back("The LoRA '" + m_path.stem().string() + "' holds " + ignoredTensors(std::move(ignored)));
    }
}

double LoraFile::scaleOf(const Change& change, const LoraScales& scales) const
{
    const std::int64_t rank = rankOf(meta(change));
    const auto alpha = change.tensors.find(LoraPart::Alpha);
    double scale = 1.;
    if (alpha == change.tensors.end()) {
        scale = scales.of(*change.target, rank);
    } else if (rank > 0) {
        scale = sound(alpha->second).item<double>() / static_cast<double>(rank);
    }
    if (!std::isfinite(scale)) {
        throwDamaged(m_path, "the scale of '" + change.target->module + "' is " + std::to_string(scale));
    }
    return scale;
}

std::map<LoraPart, at::Tensor> LoraFile::meta(const Change& change) const
{
    LoraParts parts;
    for (const auto& [part, name] : change.tensors) {
        parts.emplace(part, at::empty(m_file->shape(name), at::TensorOptions(at::kMeta).dtype(at::kFloat)));
    }
    return parts;
}

at::Tensor LoraFile::sound(const std::string& name) const
{
    at::Tensor tensor = m_file->load(name).to(at::kFloat);
    if (!at::isfinite(tensor).all().item<bool>()) {
        throwDamaged(m_path, "'" + name + "' holds numbers that are infinite or not a number");
    }
    return tensor;
}

const LoraFile::ChangedTensors& LoraFile::tensorsOf(LoraNetwork network) const
{
    return network == LoraNetwork::UNet ? m_unet : m_textEncoder;
}

bool LoraFile::changes(LoraNetwork network, const std::string& tensor) const
{
    return tensorsOf(network).contains(tensor);
}

bool LoraFile::changes(LoraNetwork network) const
{
    return !tensorsOf(network).empty();
}

at::Tensor LoraFile::changed(LoraNetwork network, const std::string& tensor, const at::Tensor& weight,
                             double factor) const
{
    const Change& change = m_changes[tensorsOf(network).at(tensor)];
    if (tensor.ends_with(".bias")) {
        return weight.add(sound(change.tensors.at(LoraPart::BiasDifference)), factor);
    }
    LoraParts parts;
    for (const auto& [part, name] : change.tensors) {
        parts.emplace(part, sound(name));
    }
    return inference::changed(weight, parts, change.scale, factor);
}

} // namespace gesso::inference
