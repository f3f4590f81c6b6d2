// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/generate_options.h"

#include "app/cli/numbers.h"
#include "core/base/path_text.h"
#include "core/generation/names.h"
#include "core/generation/validate.h"

#include <CLI/CLI.hpp>

namespace gesso::cli {
namespace {

using Limits = RequestLimits;

tl::unexpected<Error> unknownName(const std::string& option, const std::string& text,
                                  std::span<const std::string_view> names)
{
    return fail(ErrorCode::InvalidRequest, option + " is '" + text + "': choose one of " + listed(names) + ".");
}

std::string range(int min, int max)
{
    return std::to_string(min) + " to " + std::to_string(max);
}

} // namespace

void TypedOptions::addRequestOptions(CLI::App& command)
{
    add(command, "PROMPT", "What the picture shows", "");
    add(command, "--prompt", "The same as an option; may be empty (\"\")", "TEXT");
    add(command, "--negative", "What it must not show", "TEXT");
    add(command, "--style", "A look put on the prompt (see 'styles')", "NAME");
    add(command, "--model", "Folder, file or name of a model (see 'models'); the starter model if left out", "MODEL");
    add(command, "--vae", "Another autoencoder: its file, or a folder that has one", "PATH");
    flag(command, "--ema", "The averaged weights of a single file that has them beside the trained ones");
    add(command, "--steps", "Denoising steps, " + range(1, Limits::kMaxSteps), "N");
    add(command, "--guidance", "How closely the prompt is followed, 0 to 100; above 1 it has an effect", "G");
    add(command, "--guidance-rescale", "Against overexposure by strong guidance, 0 to 1", "R");
    add(command, "--scheduler", listed(namesOf<SchedulerKind>()), "NAME");
    add(command, "--size", "Width and height, multiples of 8 from 8 to 16384", "WxH");
    add(command, "--seed", "0 to 18446744073709551615; random if left out", "N");
    add(command, "--count", "Number of pictures, " + range(1, Limits::kMaxCount) + "; picture i has the seed N + i",
        "N");
    add(command, "--clip-skip", "Layer of the text encoder, counted from its end: " + range(1, Limits::kMaxClipSkip),
        "N");
    add(command, "--prompt-syntax",
        "weighted (the default): (a:1.3), [a], [a:b:0.5], [a|b], {a|b}, BREAK, AND, any length; plain: the text as it "
        "is, cut at 77 tokens",
        "NAME");
}

void TypedOptions::addOutputOptions(CLI::App& command)
{
    add(command, "--device", "auto, cpu, cpu:N (N virtual devices), cuda or cuda:i,j", "DEVICE");
    add(command, "--precision", listed(namesOf<Precision>()), "NAME");
    add(command, "--out", "Folder for the pictures, made if it is not there (default: the current folder)", "DIR");
    add(command, "--name",
        "File names: {index} {seed} {model} {prompt} {width} {height} {steps} {date} {time} (default: " +
            std::string(NameTemplate::kDefault) + ")",
        "TEMPLATE");
    addFormat(command);
    add(command, "--save-latents", "Also save the final latents, [count, 4, height/8, width/8]", "FILE.safetensors");
    command.add_flag("--json", m_json, "Print one JSON object about the result on stdout");
    command.add_flag("--quiet", m_quiet, "Print nothing but errors and notes, and the JSON if asked for");
}

void TypedOptions::addFormat(CLI::App& command)
{
    add(command, "--format", listed(pictureFormatNames()), "NAME");
    add(command, "--bits", "Bits per channel that the format can have: 8, 16 or 32", "N");
}

void TypedOptions::addFileOptions(CLI::App& command)
{
    add(command, "--out", "Folder for the pictures, made if it is not there (default: the current folder)", "DIR");
    addFormat(command);
    add(command, "--quality", "Of lossy formats, 1 to 100 (default: " + std::to_string(kUsualQuality) + ")", "N");
}

Result<SaveOptions> TypedOptions::readFiles() const
{
    constexpr int kBest = 100;
    const std::string* folder = typed("--out");
    const std::string* quality = typed("--quality");
    return NameTemplate::parse(NameTemplate::kDefault).and_then([&](const NameTemplate& name) -> Result<SaveOptions> {
        SaveOptions save{folder != nullptr ? *folder : ".", name};
        const Result<int> number =
            quality != nullptr ? wholeNumber("--quality", *quality, 1, kBest) : Result<int>(kUsualQuality);
        if (!number) {
            return tl::unexpected<Error>(number.error());
        }
        save.quality = *number;
        return readFormat(save).map([&] { return save; });
    });
}

Result<GenerateCommand> TypedOptions::read() const
{
    Result<GenerateCommand> command = readOutput();
    if (!command) {
        return command;
    }
    return readPrompt(command->given)
        .and_then([&] { return readNumbers(command->given); })
        .and_then([&] { return readNames(command->given); })
        .and_then([&] { return readPicture(command->given); })
        .and_then([&] { return readPanorama(command->given); })
        .and_then([&] { return readTaskValues(command->given); })
        .map([&] { return *command; });
}

Result<GenerateCommand> TypedOptions::readOutput() const
{
    const std::string* pattern = typed("--name");
    Result<NameTemplate> nameTemplate = NameTemplate::parse(pattern != nullptr ? *pattern : NameTemplate::kDefault);
    if (!nameTemplate) {
        return fail(nameTemplate.error().code, "--name: " + nameTemplate.error().message);
    }
    const std::string* style = typed("--style");
    GenerateCommand command{nlohmann::json::object(),
                            m_loras,
                            style != nullptr ? *style : std::string(),
                            {},
                            {{".", std::move(*nameTemplate)}, std::nullopt, m_json, m_quiet}};
    if (const std::string* folder = typed("--out")) {
        command.output.save.folder = *folder;
    }
    if (const std::string* latents = typed("--save-latents")) {
        command.output.latents = *latents;
        command.execution.returnLatents = true;
    }
    return readExecution(command.execution).and_then([&] { return readFormat(command.output.save); }).map([&] {
        return command;
    });
}

void TypedOptions::add(CLI::App& command, const std::string& name, const std::string& help, const std::string& value)
{
    command
        .add_option_function<std::string>(
            name, [this, name](const std::string& text) { m_texts[name] = text; }, help)
        ->type_name(value);
}

void TypedOptions::flag(CLI::App& command, const std::string& name, const std::string& help)
{
    command.add_flag_callback(
        name, [this, name] { m_flags.insert(name); }, help);
}

const std::string* TypedOptions::typed(const std::string& name) const
{
    const auto found = m_texts.find(name);
    return found == m_texts.end() ? nullptr : &found->second;
}

Result<> TypedOptions::readPrompt(nlohmann::json& given) const
{
    const std::string* positional = typed("PROMPT");
    const std::string* option = typed("--prompt");
    if (positional != nullptr && option != nullptr) {
        return fail(ErrorCode::InvalidRequest, "The prompt was given twice, plainly and with --prompt: leave one out.");
    }
    if (positional == nullptr && option == nullptr) {
        return fail(ErrorCode::InvalidRequest,
                    "There is no prompt: say what the picture shows, as in gesso-cli generate \"cabin on a lake\", "
                    "or give an empty one with --prompt \"\".");
    }
    given["prompt"] = positional != nullptr ? *positional : *option;
    if (const std::string* negative = typed("--negative")) {
        given["negativePrompt"] = *negative;
    }
    if (const std::string* model = typed("--model")) {
        given["model"] = *model;
    }
    if (const std::string* vae = typed("--vae")) {
        std::error_code error;
        given["modelOptions"]["vae"] = textOfPath(std::filesystem::absolute(*vae, error));
    }
    if (m_flags.contains("--ema")) {
        given["modelOptions"]["ema"] = true;
    }
    return {};
}

Result<> TypedOptions::readNumbers(nlohmann::json& given) const
{
    Result<> outcome;
    // Reads one option with its parser, unless it was not typed or an earlier one was wrong.
    const auto read = [&](const char* option, auto&& parse, auto&& store) {
        if (const std::string* text = typed(option); text != nullptr && outcome) {
            outcome = parse(option, *text).map(store);
        }
    };
    const auto whole = [](int max) {
        return [max](const char* option, const std::string& text) { return wholeNumber(option, text, 1, max); };
    };
    const auto real = [](double max) {
        return [max](const char* option, const std::string& text) { return realNumber(option, text, 0., max); };
    };
    const auto storeAs = [&given](const char* key) { return [&given, key](auto value) { given[key] = value; }; };
    read("--steps", whole(Limits::kMaxSteps), storeAs("steps"));
    read("--guidance", real(Limits::kMaxGuidance), storeAs("guidanceScale"));
    read("--guidance-rescale", real(Limits::kMaxRescale), storeAs("guidanceRescale"));
    read("--count", whole(Limits::kMaxCount), storeAs("count"));
    read("--clip-skip", whole(Limits::kMaxClipSkip), storeAs("clipSkip"));
    read("--seed", seedNumber, storeAs("seed"));
    read("--size", pictureSize, [&given](PictureSize size) {
        given["width"] = size.width;
        given["height"] = size.height;
    });
    return outcome;
}

Result<> TypedOptions::readNames(nlohmann::json& given) const
{
    if (const std::string* text = typed("--masked-content")) {
        if (!fromName<MaskedContent>(*text)) {
            return unknownName("--masked-content", *text, namesOf<MaskedContent>());
        }
        given["inpaint"]["content"] = *text;
    }
    if (const std::string* text = typed("--emphasis")) {
        if (!fromName<Emphasis>(*text)) {
            return unknownName("--emphasis", *text, namesOf<Emphasis>());
        }
        given["emphasis"] = *text;
    }
    if (const std::string* text = typed("--prediction")) {
        if (!fromName<PredictionChoice>(*text)) {
            return unknownName("--prediction", *text, namesOf<PredictionChoice>());
        }
        given["modelOptions"]["prediction"] = *text;
    }
    if (const std::string* text = typed("--sigmas")) {
        if (!fromName<SigmaSpacing>(*text)) {
            return unknownName("--sigmas", *text, namesOf<SigmaSpacing>());
        }
        given["sampler"]["sigmas"] = *text;
    }
    if (const std::string* text = typed("--scheduler")) {
        if (!fromName<SchedulerKind>(*text)) {
            return unknownName("--scheduler", *text, namesOf<SchedulerKind>());
        }
        given["scheduler"] = *text;
    }
    if (const std::string* text = typed("--prompt-syntax")) {
        if (!fromName<PromptSyntax>(*text)) {
            return unknownName("--prompt-syntax", *text, namesOf<PromptSyntax>());
        }
        given["syntax"] = *text;
    }
    return {};
}

Result<> TypedOptions::readExecution(ExecutionOptions& execution) const
{
    if (const std::string* text = typed("--precision")) {
        const std::optional<Precision> precision = fromName<Precision>(*text);
        if (!precision) {
            return unknownName("--precision", *text, namesOf<Precision>());
        }
        execution.precision = *precision;
    }
    if (const std::string* text = typed("--device")) {
        execution.device = *text;
    }
    return validate(execution);
}

Result<> TypedOptions::readFormat(SaveOptions& save) const
{
    if (const std::string* text = typed("--format")) {
        const std::optional<PictureFormat> format = pictureFormatFromName(*text);
        if (!format) {
            return unknownName("--format", *text, pictureFormatNames());
        }
        save.format = *format;
    }
    save.bits = possibleBits(save.format).front();
    const std::string* text = typed("--bits");
    if (text == nullptr) {
        return {};
    }
    constexpr int kMaxBits = 32;
    return wholeNumber("--bits", *text, 1, kMaxBits).and_then([&](int bits) {
        save.bits = bits;
        return checkBits(save.format, bits);
    });
}

} // namespace gesso::cli
