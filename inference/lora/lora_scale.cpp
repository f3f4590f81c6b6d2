// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/lora/lora_scale.h"

#include "core/models/json_file.h"
#include "core/protocol/bounded_json.h"

#include <cmath>

namespace gesso::inference {
namespace {

using nlohmann::json;

/// The settings of one network: what begins with its prefix, else what has none.
const json* setting(const json& settings, LoraNetwork network, const std::string& name)
{
    const char* const prefix = network == LoraNetwork::UNet ? "unet." : "text_encoder.";
    for (const std::string& key : {prefix + name, name}) {
        if (const auto found = settings.find(key); found != settings.end()) {
            return &*found;
        }
    }
    return nullptr;
}

/// PEFT's patterns name a module, or the last words of its name.
const json* matching(const json& pattern, const std::string& module)
{
    for (const auto& [name, value] : pattern.items()) {
        if (module == name || module.ends_with("." + name)) {
            return &value;
        }
    }
    return nullptr;
}

json settingsOf(const SafetensorsFile& file, const std::filesystem::path& path)
{
    const std::map<std::string, std::string>& metadata = file.header().metadata();
    if (const auto found = metadata.find("lora_adapter_metadata"); found != metadata.end()) {
        Result<json> settings = protocol::parseBoundedJson(found->second);
        return settings && settings->is_object() ? std::move(*settings) : json::object();
    }
    if (path.filename() == "adapter_model.safetensors") {
        if (Result<json> settings = readJsonObject(path.parent_path() / "adapter_config.json")) {
            return std::move(*settings);
        }
    }
    return json::object();
}

} // namespace

LoraScales::LoraScales(const SafetensorsFile& file, const std::filesystem::path& path)
    : m_settings(settingsOf(file, path))
{
}

double LoraScales::of(const LoraTarget& target, std::int64_t rank) const
{
    const json* alpha = setting(m_settings, target.network, "lora_alpha");
    if (const json* pattern = setting(m_settings, target.network, "alpha_pattern")) {
        const json* own = pattern->is_object() ? matching(*pattern, target.module) : nullptr;
        alpha = own != nullptr ? own : alpha;
    }
    if (alpha == nullptr || !alpha->is_number() || rank == 0) {
        return 1.;
    }
    const json* rooted = setting(m_settings, target.network, "use_rslora");
    const bool byRoot = rooted != nullptr && rooted->is_boolean() && rooted->get<bool>();
    const auto divisor = static_cast<double>(rank);
    return alpha->get<double>() / (byRoot ? std::sqrt(divisor) : divisor);
}

} // namespace gesso::inference
