// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/lora/lora_targets.h"

#include "inference/lora/ldm_names.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gesso::inference {
namespace {

constexpr std::string_view kWeight = ".weight";

/// The last word of the names that diffusers gave to attention's LoRA before PEFT.
struct ProcessorNames {
    std::string_view now, before;
};
constexpr std::array<ProcessorNames, 4> kUNetProcessors{
    {{".to_q", ".to_q"}, {".to_k", ".to_k"}, {".to_v", ".to_v"}, {".to_out.0", ".to_out"}}};
constexpr std::array<ProcessorNames, 4> kTextProcessors{
    {{".q_proj", ".to_q"}, {".k_proj", ".to_k"}, {".v_proj", ".to_v"}, {".out_proj", ".to_out"}}};

std::string underscored(std::string name)
{
    std::ranges::replace(name, '.', '_');
    return name;
}

/// The module under the name of its attention's processor, with `between` before the last word; empty for others.
std::string processorName(const std::string& module, const std::array<ProcessorNames, 4>& names,
                          std::string_view between)
{
    for (const ProcessorNames& name : names) {
        if (module.ends_with(name.now)) {
            return module.substr(0, module.size() - name.now.size()).append(between).append(name.before);
        }
    }
    return {};
}

/// The modules of a network: each tensor "NAME.weight" makes one.
std::vector<LoraTarget> targetsOf(const WeightSource& weights, LoraNetwork network)
{
    std::vector<LoraTarget> targets;
    for (const std::string& name : weights.names()) {
        if (name.ends_with(kWeight)) {
            const std::string module = name.substr(0, name.size() - kWeight.size());
            targets.push_back({network, module, weights.shape(name), weights.contains(module + ".bias")});
        }
    }
    return targets;
}

} // namespace

LoraTargets::LoraTargets(const WeightSource& unet, const WeightSource& textEncoder)
{
    addUNet(unet);
    addTextEncoder(textEncoder);
}

void LoraTargets::addUNet(const WeightSource& weights)
{
    std::vector<LoraTarget> targets = targetsOf(weights, LoraNetwork::UNet);
    std::set<std::string> modules;
    for (const LoraTarget& target : targets) {
        modules.insert(target.module);
    }
    const std::map<std::string, std::string> ldm = ldmUNetNames(modules);
    for (LoraTarget& target : targets) {
        const std::string& module = target.module;
        const std::size_t place = m_targets.size();
        add("lora_unet_" + underscored(module), place);
        if (const auto found = ldm.find(module); found != ldm.end()) {
            add("lora_unet_" + underscored(found->second), place);
        }
        for (const std::string& prefix : {std::string("unet."), std::string(), std::string("base_model.model.")}) {
            add(prefix + module, place);
            if (const std::string processor = processorName(module, kUNetProcessors, ".processor");
                !processor.empty()) {
                add(prefix + processor, place);
            }
        }
        if (module.ends_with(".attn2.to_k") && target.shape.size() > 1) {
            m_textWidth = target.shape[1];
        }
        m_targets.push_back(std::move(target));
    }
}

void LoraTargets::addTextEncoder(const WeightSource& weights)
{
    for (LoraTarget& target : targetsOf(weights, LoraNetwork::TextEncoder)) {
        const std::string& module = target.module;
        const std::size_t place = m_targets.size();
        add("lora_te_" + underscored(module), place);
        add("lora_te1_" + underscored(module), place);
        add("text_encoder." + module, place);
        add("base_model.model." + module, place);
        if (const std::string processor = processorName(module, kTextProcessors, ""); !processor.empty()) {
            add("text_encoder." + processor, place);
        }
        m_targets.push_back(std::move(target));
    }
}

void LoraTargets::add(std::string stem, std::size_t target)
{
    // Two modules of one name do not occur; if they did, neither could be told: the first keeps it, and the other's
    // tensors are then refused as given twice.
    m_places.emplace(std::move(stem), target);
}

const LoraTarget* LoraTargets::find(std::string_view stem) const
{
    const auto found = m_places.find(stem);
    return found == m_places.end() ? nullptr : &m_targets[found->second];
}

} // namespace gesso::inference
