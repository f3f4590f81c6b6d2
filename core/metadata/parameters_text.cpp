// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/parameters_text.h"

#include "core/metadata/made_prompt.h"
#include "core/metadata/sampler_names.h"
#include "core/protocol/bounded_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace gesso {
namespace {

using nlohmann::json;

constexpr std::string_view kNegative = "Negative prompt:";
constexpr std::string_view kWhiteSpace = " \t\n\r\f\v";
constexpr std::string_view kTemplate = "Template:";
constexpr std::string_view kNegativeTemplate = "Negative Template:";
constexpr std::size_t kMinFields = 3;
constexpr std::array<std::string_view, 4> kMaskedContents{"original", "fill", "latent noise", "latent nothing"};

std::string_view stripped(std::string_view text) noexcept
{
    const std::size_t first = text.find_first_not_of(kWhiteSpace);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(kWhiteSpace) - first + 1);
}

// ---- writing

std::string numberText(double value)
{
    std::array<char, 32> digits{}; // the shortest text of a double has at most 24 characters
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc{} ? std::string(digits.data(), end) : std::string();
}

std::string quoted(std::string_view value)
{
    if (value.find_first_of(",:\n") == std::string_view::npos) {
        return std::string(value);
    }
    return json(value).dump(-1, ' ', false, json::error_handler_t::replace);
}

/// Collects "key: value, key: value"; a field without a value is left out.
class FieldLine final {
public:
    void add(std::string_view key, std::string_view value)
    {
        if (value.empty()) {
            return;
        }
        m_line.append(m_line.empty() ? "" : ", ").append(key);
        if (key != value) {
            m_line.append(": ").append(quoted(value));
        }
    }
    [[nodiscard]] const std::string& text() const noexcept { return m_line; }

private:
    std::string m_line;
};

/// What the web UI writes of samplers and tasks beside the usual fields.
void addTaskFields(FieldLine& line, const GenerationRequest& request)
{
    line.add("Eta", request.sampler.eta > 0. ? numberText(request.sampler.eta) : "");
    line.add("Sigma churn", request.sampler.churn > 0. ? numberText(request.sampler.churn) : "");
    line.add("Sigma noise", request.sampler.sNoise != 1. ? numberText(request.sampler.sNoise) : "");
    if (request.task == Task::Inpaint) {
        line.add("Mask blur", request.inpaint.blur > 0. ? numberText(request.inpaint.blur) : "");
        line.add("Masked content", kMaskedContents[static_cast<std::size_t>(request.inpaint.content)]);
        line.add("Inpaint area", request.inpaint.onlyMasked ? "Only masked" : "Whole picture");
        line.add("Masked area padding", request.inpaint.onlyMasked ? std::to_string(request.inpaint.padding) : "");
    }
    line.add("Tiling",
             request.task == Task::Panorama && request.panorama.wrapX && request.panorama.wrapY ? "True" : "");
    line.add("Init image hash", request.init.hash);
}

/// "a: 0123, b: 4567"; what has no hash is left out.
std::string hashList(const std::vector<NamedHash>& files)
{
    std::string list;
    for (const NamedHash& file : files) {
        if (!file.hash.empty()) {
            list.append(list.empty() ? "" : ", ").append(file.name).append(": ").append(file.hash);
        }
    }
    return list;
}

std::string fieldLine(const GenerationRequest& request, const PictureMetadata& metadata)
{
    const SamplerNames names = samplerNames(request.scheduler, request.sampler.sigmas);
    FieldLine line;
    line.add("Steps", request.steps > 0 ? std::to_string(request.steps) : "");
    line.add("Sampler", names.sampler);
    line.add("Schedule type", names.scheduleType);
    line.add("CFG scale", request.guidanceScale >= 0. ? numberText(request.guidanceScale) : "");
    line.add("Seed", std::to_string(metadata.seed));
    line.add("Size", request.width > 0 ? std::to_string(request.width) + "x" + std::to_string(request.height) : "");
    line.add("Model hash", metadata.modelFileHash);
    line.add("Model", metadata.modelName);
    line.add("VAE hash", metadata.vae.hash);
    line.add("VAE", metadata.vae.name);
    if (request.variationStrength > 0.) {
        line.add("Variation seed", std::to_string(request.variationSeed));
        line.add("Variation seed strength", numberText(request.variationStrength));
    }
    const bool fromPicture = request.task == Task::ImageToImage || request.task == Task::Inpaint;
    line.add("Denoising strength", fromPicture ? numberText(request.strength) : "");
    line.add("Clip skip", request.clipSkip > 1 ? std::to_string(request.clipSkip) : "");
    line.add("RNG", metadata.software.starts_with("Gesso") ? "CPU" : "");
    line.add("CFG rescale", request.guidanceRescale > 0. ? numberText(request.guidanceRescale) : "");
    addTaskFields(line, request);
    line.add("Lora hashes", hashList(metadata.loras));
    line.add("TI hashes", hashList(metadata.embeddings));
    line.add("Version", metadata.software);
    return line.text();
}

// ---- reading

bool isWordByte(char character) noexcept
{
    const auto byte = static_cast<unsigned char>(character);
    const bool letter = (byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z';
    return letter || (byte >= '0' && byte <= '9') || byte == '_' || byte >= 0x80; // of a letter beyond ASCII
}

bool isKeyByte(char character) noexcept
{
    return isWordByte(character) || character == ' ' || character == '-' || character == '/';
}

/// The length of `"(?:\\.|[^\\"])+"` at the start of `text`, 0 when it is not there.
std::size_t quotedLength(std::string_view text) noexcept
{
    if (!text.starts_with('"')) {
        return 0;
    }
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            return i > 1 ? i + 1 : 0;
        }
    }
    return 0;
}

std::string unquoted(std::string_view value)
{
    if (value.size() < 2 || !value.starts_with('"') || !value.ends_with('"')) {
        return std::string(value);
    }
    const json parsed = protocol::parseBoundedJson(value).value_or(json());
    return parsed.is_string() ? parsed.get<std::string>() : std::string(value);
}

/// Every match of `\s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)`, left to right.
std::vector<std::pair<std::string, std::string>> fieldsOf(std::string_view line)
{
    std::vector<std::pair<std::string, std::string>> fields;
    std::size_t at = 0;
    while (at < line.size()) {
        if (!isWordByte(line[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < line.size() && isKeyByte(line[end])) {
            ++end;
        }
        if (end == line.size() || line[end] != ':' || end - at < 2) {
            at = end; // no start within this run of characters can reach a colon either
            continue;
        }
        const std::string_view key = line.substr(at, end - at);
        const std::size_t start = std::min(line.find_first_not_of(kWhiteSpace, end + 1), line.size());
        std::size_t length = quotedLength(line.substr(start));
        if (length == 0 || (start + length < line.size() && line[start + length] != ',')) {
            length = std::min(line.find(',', start), line.size()) - start;
        }
        fields.emplace_back(key, unquoted(line.substr(start, length)));
        at = start + length + 1;
    }
    return fields;
}

void appendLine(std::string& text, std::string_view line)
{
    text.append(text.empty() ? "" : "\n").append(line);
}

template <typename Number> std::optional<Number> numberFrom(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

template <typename Number> void setNumber(Number& number, std::string_view text)
{
    number = numberFrom<Number>(text).value_or(number);
}

void setSize(GenerationRequest& request, std::string_view text)
{
    const std::size_t cross = text.find('x');
    if (cross == std::string_view::npos) {
        return;
    }
    const auto width = numberFrom<int>(text.substr(0, cross));
    const auto height = numberFrom<int>(text.substr(cross + 1));
    if (width && height) {
        request.width = *width;
        request.height = *height;
    }
}

} // namespace

std::string parametersText(const PictureMetadata& metadata, bool withTemplate)
{
    const GenerationRequest request = metadata.request.value_or(GenerationRequest{});
    const std::string negative = madePrompt(request, request.negativePrompt, metadata.seed);
    std::string text = withLoraTags(request, madePrompt(request, request.prompt, metadata.seed));
    if (!negative.empty()) {
        text.append("\n").append(kNegative).append(" ").append(negative);
    }
    text.append("\n").append(fieldLine(request, metadata));
    constexpr std::size_t kMostTemplate = 8192; // our own JSON has longer ones
    const auto addTemplate = [&](std::string_view title, const std::string& typed, const std::string& prompt) {
        const std::string& original = typed.empty() ? prompt : typed;
        const bool isOther = !typed.empty() || hasChoices(request, prompt);
        if (withTemplate && isOther && original.size() <= kMostTemplate) {
            text.append("\n").append(title).append(" ").append(original);
        }
    };
    addTemplate(kTemplate, request.typed.prompt, request.prompt);
    addTemplate(kNegativeTemplate, request.typed.negativePrompt, request.negativePrompt);
    return std::string(stripped(text));
}

namespace {

/// Where the line with the fields stands: npos when there is none.
struct FieldsPlace {
    std::size_t start = std::string_view::npos, end = 0;
};

FieldsPlace placeOfFields(std::string_view text)
{
    const std::size_t lastBreak = text.rfind('\n');
    const std::size_t lastStart = lastBreak == std::string_view::npos ? 0 : lastBreak + 1;
    // Lines after those of the web UI hide its fields: an extension's, or a template's, which may look like fields.
    for (std::size_t end = text.size(); end != std::string_view::npos;) {
        const std::size_t before = end == 0 ? std::string_view::npos : text.rfind('\n', end - 1);
        const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
        if (text.substr(start).starts_with("Steps: ") &&
            fieldsOf(text.substr(start, end - start)).size() >= kMinFields) {
            return {start, end};
        }
        end = before;
    }
    return fieldsOf(text.substr(lastStart)).size() >= kMinFields ? FieldsPlace{lastStart, text.size()} : FieldsPlace{};
}

/// What stands behind the fields: templates of one or more lines.
void readTemplates(ParametersText& parsed, std::string_view text)
{
    std::string* current = nullptr;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = stripped(text.substr(0, end));
        if (line.starts_with(kNegativeTemplate)) {
            current = &parsed.negativeTemplate;
            line = stripped(line.substr(kNegativeTemplate.size()));
        } else if (line.starts_with(kTemplate)) {
            current = &parsed.promptTemplate;
            line = stripped(line.substr(kTemplate.size()));
        }
        if (current != nullptr) {
            appendLine(*current, line);
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
}

} // namespace

ParametersText parseParametersText(std::string_view text)
{
    ParametersText parsed;
    text = stripped(text);
    const FieldsPlace place = placeOfFields(text);
    if (place.start != std::string_view::npos) {
        parsed.fields = fieldsOf(text.substr(place.start, place.end - place.start));
        readTemplates(parsed, text.substr(place.end));
        if (place.start == 0) {
            return parsed;
        }
        text = text.substr(0, place.start - 1); // without the newline before the fields
    }
    bool negative = false;
    while (true) {
        const std::size_t end = text.find('\n');
        std::string_view line = stripped(text.substr(0, end));
        if (line.starts_with(kNegative)) {
            negative = true;
            line = stripped(line.substr(kNegative.size()));
        }
        appendLine(negative ? parsed.negativePrompt : parsed.prompt, line);
        if (end == std::string_view::npos) {
            return parsed;
        }
        text.remove_prefix(end + 1);
    }
}

namespace {

/// "name: hash, name: hash"
std::vector<NamedHash> hashesOf(std::string_view list)
{
    std::vector<NamedHash> files;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(','), list.size());
        const std::string_view file = stripped(list.substr(0, end));
        const std::size_t colon = file.rfind(':');
        if (colon != std::string_view::npos && colon > 0) {
            files.push_back(
                {std::string(stripped(file.substr(0, colon))), std::string(stripped(file.substr(colon + 1)))});
        }
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return files;
}

/// Fields of tasks: how a picture was begun from, and repainted.
bool readTaskField(GenerationRequest& request, std::string_view key, const std::string& value)
{
    if (key == "Denoising strength") {
        setNumber(request.strength, value);
        request.task = request.task == Task::TextToImage ? Task::ImageToImage : request.task;
    } else if (key == "Mask blur") {
        setNumber(request.inpaint.blur, value);
    } else if (key == "Masked content") {
        const auto found = std::find(kMaskedContents.begin(), kMaskedContents.end(), value);
        if (found != kMaskedContents.end()) {
            request.inpaint.content = static_cast<MaskedContent>(found - kMaskedContents.begin());
        }
        request.task = Task::Inpaint;
    } else if (key == "Inpaint area") {
        request.inpaint.onlyMasked = value == "Only masked";
        request.task = Task::Inpaint;
    } else if (key == "Masked area padding") {
        setNumber(request.inpaint.padding, value);
    } else if (key == "Tiling" && value == "True") {
        request.task = Task::Panorama;
        request.panorama.wrapX = request.panorama.wrapY = true;
    } else if (key == "Init image hash") {
        request.init.hash = value;
    } else {
        return false;
    }
    return true;
}

/// Fields of what a picture was made with.
bool readFileField(PictureMetadata& metadata, std::string_view key, const std::string& value)
{
    if (key == "Model hash") {
        metadata.modelFileHash = value;
    } else if (key == "Model") {
        metadata.modelName = value;
    } else if (key == "VAE hash") {
        metadata.vae.hash = value;
    } else if (key == "VAE") {
        metadata.vae.name = value;
    } else if (key == "Lora hashes") {
        metadata.loras = hashesOf(value);
    } else if (key == "TI hashes") {
        metadata.embeddings = hashesOf(value);
    } else if (key == "Version") {
        metadata.software = value;
    } else {
        return false;
    }
    return true;
}

void readField(GenerationRequest& request, std::string_view key, const std::string& value)
{
    if (key == "Steps") {
        setNumber(request.steps, value);
    } else if (key == "CFG scale") {
        setNumber(request.guidanceScale, value);
    } else if (key == "CFG rescale") {
        setNumber(request.guidanceRescale, value);
    } else if (key == "Seed") {
        setNumber(request.seed, value);
    } else if (key == "Size") {
        setSize(request, value);
    } else if (key == "Clip skip") {
        setNumber(request.clipSkip, value);
    } else if (key == "Variation seed") {
        setNumber(request.variationSeed, value);
    } else if (key == "Variation seed strength") {
        setNumber(request.variationStrength, value);
    } else if (key == "Eta") {
        setNumber(request.sampler.eta, value);
    } else if (key == "Sigma churn") {
        setNumber(request.sampler.churn, value);
    } else if (key == "Sigma noise") {
        setNumber(request.sampler.sNoise, value);
    }
}

} // namespace

PictureMetadata metadataFromParameters(std::string_view text)
{
    GenerationRequest request;
    PictureMetadata metadata;
    metadata.software.clear();
    metadata.parameters = text;
    if (stripped(text).starts_with('{')) {
        return metadata;
    }
    ParametersText parsed = parseParametersText(text);
    SamplerNames names;
    for (const auto& [key, value] : parsed.fields) {
        if (key == "Sampler") {
            names.sampler = value;
        } else if (key == "Schedule type") {
            names.scheduleType = value;
        } else if (!readFileField(metadata, key, value) && !readTaskField(request, key, value)) {
            readField(request, key, value);
        }
    }
    const Sampling sampling = samplingOf(names);
    request.scheduler = sampling.kind;
    request.sampler.sigmas = sampling.sigmas;
    request.prompt = std::move(parsed.prompt);
    request.negativePrompt = std::move(parsed.negativePrompt);
    metadata.promptTemplate = std::move(parsed.promptTemplate);
    metadata.negativeTemplate = std::move(parsed.negativeTemplate);
    metadata.seed = request.seed;
    metadata.request = std::move(request);
    return metadata;
}

} // namespace gesso
