// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/comfy_graph.h"

#include "core/metadata/foreign_values.h"

#include <algorithm>

namespace gesso {
namespace {

using nlohmann::json;

constexpr int kMostSteps = 64; ///< from one node to the next, so that a ring has an end

/// A node of the graph: {"class_type": ..., "inputs": {...}}.
class Node final {
public:
    Node(const json& graph, const json* node) : m_graph(&graph), m_node(node) {}

    [[nodiscard]] bool exists() const { return m_node != nullptr && m_node->is_object(); }
    [[nodiscard]] std::string type() const { return exists() ? textOf(memberOf(*m_node, {"class_type"})) : ""; }
    [[nodiscard]] const json* input(std::initializer_list<const char*> names) const
    {
        const json* const inputs = exists() ? memberOf(*m_node, {"inputs"}) : nullptr;
        return inputs == nullptr ? nullptr : memberOf(*inputs, names);
    }
    /// The node that an input is linked to: ["4", 0].
    [[nodiscard]] Node linked(std::initializer_list<const char*> names) const
    {
        const json* const link = input(names);
        const bool isLink = link != nullptr && link->is_array() && link->size() == 2;
        return {*m_graph, isLink ? memberOf(*m_graph, {textOf(&link->front()).c_str()}) : nullptr};
    }

private:
    const json* m_graph;
    const json* m_node;
};

/// A value that may come from another node, which holds it as a text or number of its own.
const json* valueOf(const Node& node, std::initializer_list<const char*> names)
{
    const json* value = node.input(names);
    Node from = node.linked(names);
    for (int i = 0; i < kMostSteps && value != nullptr && value->is_array() && from.exists(); ++i) {
        const auto held = {"text", "value", "string", "seed", "noise_seed", "Text", "int"};
        value = from.input(held);
        from = from.linked(held);
    }
    return value;
}

/// The text that a conditioning comes from, through whatever changes it on its way.
std::string promptOf(Node node)
{
    for (int i = 0; i < kMostSteps && node.exists(); ++i) {
        if (const json* const text = valueOf(node, {"text", "text_g", "prompt"});
            text != nullptr && text->is_string()) {
            return text->get<std::string>();
        }
        node = node.linked({"conditioning", "conditioning_1", "conditioning_to", "positive", "guider"});
    }
    return {};
}

void readModel(PictureMetadata& metadata, Node node)
{
    for (int i = 0; i < kMostSteps && node.exists(); ++i) {
        if (const json* const file = node.input({"ckpt_name", "unet_name"})) {
            metadata.modelName = stemOf(textOf(file));
            return;
        }
        if (const json* const lora = node.input({"lora_name"})) {
            addLora(metadata, stemOf(textOf(lora)),
                    {numberOf(node.input({"strength_model"})).value_or(1.), numberOf(node.input({"strength_clip"}))},
                    "");
        }
        node = node.linked({"model", "MODEL", "unet"});
    }
}

void readSize(GenerationRequest& request, Node node)
{
    for (int i = 0; i < kMostSteps && node.exists(); ++i) {
        if (node.input({"width"}) != nullptr && node.input({"height"}) != nullptr) {
            setWhole(request.width, valueOf(node, {"width"}));
            setWhole(request.height, valueOf(node, {"height"}));
            return;
        }
        if (node.type() == "VAEEncode" || node.type() == "VAEEncodeForInpaint") {
            request.task = Task::ImageToImage;
            return;
        }
        node = node.linked({"samples", "latent", "latent_image", "pixels"});
    }
}

void readWholeGraph(PictureMetadata& metadata, const json& graph)
{
    for (const json& each : graph) {
        const Node node(graph, &each);
        if (const json* const vae = node.input({"vae_name"})) {
            metadata.vae.name = textOf(vae);
        }
        if (const json* const layer = node.input({"stop_at_clip_layer"})) {
            const auto number = numberOf(layer);
            const bool sensible = number && *number <= -1. && *number >= -12.;
            metadata.request->clipSkip = sensible ? static_cast<int>(-*number) : 1;
        }
    }
}

bool isSampler(const Node& node)
{
    const bool hasSeed = node.input({"seed", "noise_seed"}) != nullptr;
    return hasSeed && node.input({"steps"}) != nullptr && node.input({"positive"}) != nullptr;
}

} // namespace

std::optional<PictureMetadata> metadataFromComfy(const json& graph)
{
    if (!graph.is_object()) {
        return std::nullopt;
    }
    const auto found = std::find_if(graph.begin(), graph.end(), [&](const json& each) {
        return isSampler({graph, &each});
    });
    if (found == graph.end()) {
        return std::nullopt;
    }
    const Node sampler(graph, &*found);
    PictureMetadata metadata = beginForeign("ComfyUI");
    GenerationRequest& request = *metadata.request;
    request.prompt = promptOf(sampler.linked({"positive"}));
    request.negativePrompt = promptOf(sampler.linked({"negative"}));
    request.emphasis = Emphasis::Comfy;
    setSeed(metadata, valueOf(sampler, {"seed", "noise_seed"}));
    setWhole(request.steps, valueOf(sampler, {"steps"}));
    setReal(request.guidanceScale, valueOf(sampler, {"cfg"}));
    const Sampling sampling =
        samplingOfForeign(textOf(valueOf(sampler, {"sampler_name"})), textOf(valueOf(sampler, {"scheduler"})));
    request.scheduler = sampling.kind;
    request.sampler.sigmas = sampling.sigmas;
    readSize(request, sampler.linked({"latent_image"}));
    if (request.task == Task::ImageToImage) {
        setReal(request.strength, valueOf(sampler, {"denoise"}));
    }
    readWholeGraph(metadata, graph);
    readModel(metadata, sampler.linked({"model"}));
    return metadata;
}

} // namespace gesso
