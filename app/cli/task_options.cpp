// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/generate_options.h"

#include "app/cli/numbers.h"
#include "core/generation/names.h"
#include "core/generation/validate.h"

#include <CLI/CLI.hpp>

#include <array>

// The options of the tasks that begin from a picture, and of panoramas, variations and samplers.

namespace gesso::cli {
namespace {

using nlohmann::json;
using Limits = RequestLimits;

/// "128", or "LEFT,TOP,RIGHT,BOTTOM": pixels of the four sides.
Result<json> extension(const std::string& text)
{
    std::vector<std::string> parts{""};
    for (const char character : text) {
        if (character == ',') {
            parts.emplace_back();
        } else {
            parts.back().push_back(character);
        }
    }
    constexpr std::array<const char*, 4> kSides{"left", "top", "right", "bottom"};
    if (parts.size() == 1) {
        parts.resize(kSides.size(), parts.front());
    }
    if (parts.size() != kSides.size()) {
        return fail(ErrorCode::InvalidRequest, "--extend is '" + text +
                                                   "': give the pixels of all sides as one number, or of each as "
                                                   "LEFT,TOP,RIGHT,BOTTOM.");
    }
    json result = json::object();
    for (std::size_t i = 0; i < kSides.size(); ++i) {
        const Result<int> pixels = wholeNumber("--extend", parts[i], 0, Limits::kMaxSide);
        if (!pixels) {
            return tl::unexpected<Error>(pixels.error());
        }
        result[kSides[i]] = *pixels;
    }
    return result;
}

Result<json> seeds(const std::string& text)
{
    json result = json::array();
    std::size_t start = 0;
    while (start <= text.size()) {
        const std::size_t end = std::min(text.find(',', start), text.size());
        const Result<std::uint64_t> seed = seedNumber("--seeds", text.substr(start, end - start));
        if (!seed) {
            return tl::unexpected<Error>(seed.error());
        }
        result.push_back(*seed);
        start = end + 1;
    }
    return result;
}

} // namespace

void TypedOptions::addTaskOptions(CLI::App& command)
{
    add(command, "--init", "Picture to restyle, or with --mask or --extend to repaint", "FILE");
    add(command, "--strength", "How much of it is repainted, 0 to 1 (default 0.8; with a mask 1)", "S");
    add(command, "--mask", "Picture of its size, white where it is repainted", "FILE");
    add(command, "--extend", "Widen the picture by so many pixels: N, or LEFT,TOP,RIGHT,BOTTOM", "N");
    flag(command, "--no-composite", "Leave what the network makes around the mask, as diffusers does");
    flag(command, "--only-masked", "Work on the masked part alone, at --size, and put it back");
    flag(command, "--invert-mask", "Repaint where the mask is black");
    add(command, "--padding", "Pixels around the mask that --only-masked also sees (default 32)", "N");
    add(command, "--mask-blur", "Softens the mask's edge, by so many pixels", "PIXELS");
    add(command, "--feather", "Pixels inside the mask over which the original fades out (default 8)", "PIXELS");
    add(command, "--masked-content", "What is under the mask at first: " + listed(namesOf<MaskedContent>()), "NAME");
    flag(command, "--panorama", "Make a picture of any size from overlapping views");
    add(command, "--wrap", "Edges of a panorama that continue on the other side: x, y or xy", "AXES");
    add(command, "--view", "Pixels of a view's side (default: the model's own, else 512)", "N");
    add(command, "--stride", "Pixels from one view to the next (default 64)", "N");
    command
        .add_option("--lora", m_loras, "LoRA file or name, with its weight (default 1) or two: text encoder's, UNet's")
        ->type_name("FILE[:W[:W]]")
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    add(command, "--emphasis", "What weights in a prompt do: " + listed(namesOf<Emphasis>()), "NAME");
    add(command, "--prediction", "What the network predicts: " + listed(namesOf<PredictionChoice>()), "NAME");
    add(command, "--seeds", "The seed of each picture, instead of --seed and --count", "N,N,...");
    add(command, "--variation-seed", "Turns the noise towards that of another seed", "N");
    add(command, "--variation-strength", "How far, 0 to 1", "V");
    add(command, "--sigmas", "How noise levels are laid out: " + listed(namesOf<SigmaSpacing>()), "NAME");
    add(command, "--eta", "Noise that ddim adds in each step, 0 to 1", "ETA");
    add(command, "--churn", "Noise that euler adds in each step, 0 to 100", "S");
    add(command, "--s-noise", "Factor of the noise that --churn adds, 0 to 10 (default 1)", "F");
}

Result<> TypedOptions::readPicture(json& given) const
{
    const bool repaints = typed("--mask") != nullptr || typed("--extend") != nullptr;
    const char* const needInit[] = {"--strength", "--mask", "--extend"};
    for (const char* option : needInit) {
        if (typed(option) != nullptr && typed("--init") == nullptr) {
            return fail(ErrorCode::InvalidRequest,
                        std::string(option) + " needs a picture to begin from: name it with --init.");
        }
    }
    if (typed("--init") != nullptr) {
        given["init"]["path"] = *typed("--init");
        given["task"] = name(repaints ? Task::Inpaint : Task::ImageToImage);
    }
    if (const std::string* mask = typed("--mask")) {
        given["mask"]["path"] = *mask;
    }
    const std::pair<const char*, const char*> needMask[] = {
        {"--no-composite", "composite"}, {"--only-masked", "onlyMasked"}, {"--invert-mask", "invert"}};
    for (const auto& [option, key] : needMask) {
        if (!isSet(option)) {
            continue;
        }
        if (!repaints) {
            return fail(ErrorCode::InvalidRequest, std::string(option) + " needs --mask or --extend: add one.");
        }
        given["inpaint"][key] = std::string_view(option) != "--no-composite";
    }
    return {};
}

Result<> TypedOptions::readPanorama(json& given) const
{
    if (!isSet("--panorama")) {
        for (const char* option : {"--wrap", "--view", "--stride"}) {
            if (typed(option) != nullptr) {
                return fail(ErrorCode::InvalidRequest, std::string(option) + " is for panoramas: add --panorama.");
            }
        }
        return {};
    }
    if (typed("--init") != nullptr) {
        return fail(ErrorCode::InvalidRequest,
                    "--panorama makes a picture of the prompt alone: leave out --init, or --panorama.");
    }
    given["task"] = name(Task::Panorama);
    if (const std::string* wrap = typed("--wrap")) {
        if (*wrap != "x" && *wrap != "y" && *wrap != "xy") {
            return fail(ErrorCode::InvalidRequest, "--wrap is '" + *wrap + "': choose x, y or xy.");
        }
        given["panorama"]["wrapX"] = wrap->find('x') != std::string::npos;
        given["panorama"]["wrapY"] = wrap->find('y') != std::string::npos;
    }
    return {};
}

Result<> TypedOptions::readTaskValues(json& given) const
{
    Result<> outcome;
    const auto read = [&](const char* option, auto&& parse, const char* pointer) {
        if (const std::string* text = typed(option); text != nullptr && outcome) {
            outcome = parse(option, *text).map([&](auto value) { given[json::json_pointer(pointer)] = value; });
        }
    };
    const auto whole = [](int min, int max) {
        return [=](const char* option, const std::string& text) { return wholeNumber(option, text, min, max); };
    };
    const auto real = [](double max) {
        return [max](const char* option, const std::string& text) { return realNumber(option, text, 0., max); };
    };
    read("--strength", real(1.), "/strength");
    read("--padding", whole(0, Limits::kMaxPadding), "/inpaint/padding");
    read("--mask-blur", real(Limits::kMaxMaskRadius), "/inpaint/blur");
    read("--feather", real(Limits::kMaxMaskRadius), "/inpaint/feather");
    read("--view", whole(Limits::kMinViewSize, Limits::kMaxViewSize), "/panorama/viewSize");
    read("--stride", whole(Limits::kSideMultiple, Limits::kMaxViewSize), "/panorama/stride");
    read("--variation-seed", seedNumber, "/variationSeed");
    read("--variation-strength", real(1.), "/variationStrength");
    read("--eta", real(1.), "/sampler/eta");
    read("--churn", real(Limits::kMaxChurn), "/sampler/churn");
    read("--s-noise", real(Limits::kMaxNoiseFactor), "/sampler/sNoise");
    read(
        "--extend", [](const char*, const std::string& text) { return extension(text); }, "/inpaint/extension");
    read(
        "--seeds", [](const char*, const std::string& text) { return seeds(text); }, "/seeds");
    if (outcome && given.contains("seeds")) {
        given["count"] = given["seeds"].size();
    }
    return outcome;
}

} // namespace gesso::cli
