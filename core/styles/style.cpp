// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/styles/style.h"

#include "core/base/folders.h"
#include "core/generation/validate.h"
#include "core/models/json_file.h"

#include <algorithm>
#include <system_error>

namespace gesso {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view kPlace = "{prompt}";

/// Commas and spaces that stand at an end are left over where the prompt is empty.
std::string_view withoutEnds(std::string_view text)
{
    constexpr std::string_view kLoose = " ,";
    const std::size_t first = text.find_first_not_of(kLoose);
    const std::size_t last = text.find_last_not_of(kLoose);
    return first == std::string_view::npos ? std::string_view() : text.substr(first, last - first + 1);
}

/// What of a style stands around a prompt.
struct Around {
    std::string_view words; ///< the prompt without it
    std::size_t before = 0; ///< bytes of the style before them
    std::size_t after = 0;  ///< and behind them
    int parts = 0;          ///< how many of the two the style has
    bool isWhole = false;   ///< the style alone, without words

    Around(const Style& style, std::string_view prompt) : words(prompt)
    {
        const std::string_view all = style.prompt;
        const std::size_t place = all.find(kPlace);
        const std::string_view head = all.substr(0, place);
        const std::string_view tail =
            place == std::string_view::npos ? std::string_view() : all.substr(place + kPlace.size());
        parts = static_cast<int>(!head.empty()) + static_cast<int>(!tail.empty());
        if (prompt == styled(style, {}, {}).prompt) {
            isWhole = true;
            words = {};
            return;
        }
        if (!head.empty() && words.starts_with(head)) {
            before = head.size();
            words.remove_prefix(before);
        }
        if (!tail.empty() && words.ends_with(tail)) {
            after = tail.size();
            words.remove_suffix(after);
        }
    }
};

/// Takes a number within a range; false where it is there and not one.
bool takeNumber(const json& row, const char* key, double max, std::optional<double>& to)
{
    const auto found = row.find(key);
    if (found == row.end()) {
        return true;
    }
    if (!found->is_number() || found->get<double>() < 0. || found->get<double>() > max) {
        return false;
    }
    to = found->get<double>();
    return true;
}

/// What is wrong with a style; empty when nothing is.
std::string readStyle(const json& row, Style& style)
{
    if (!row.is_object()) {
        return "it is no object";
    }
    style = {textOf(row, "name"),
             textOf(row, "title"),
             textOf(row, "group"),
             textOf(row, "prompt"),
             textOf(row, "negative"),
             {},
             {}};
    style.title = style.title.empty() ? style.name : style.title;
    const bool isName = !style.name.empty() && style.name.find_first_of(" \t\r\n,:") == std::string::npos;
    if (!isName) {
        return "its \"name\" must be one word, such as \"ink-drawing\"";
    }
    const std::size_t place = style.prompt.find(kPlace);
    if (place == std::string::npos || style.prompt.find(kPlace, place + 1) != std::string::npos) {
        return "its \"prompt\" must hold {prompt} once, where the user's words go";
    }
    if (!takeNumber(row, "strength", 1., style.strength)) {
        return "its \"strength\" must be a number from 0 to 1";
    }
    if (!takeNumber(row, "guidance", RequestLimits::kMaxGuidance, style.guidance)) {
        return "its \"guidance\" must be a number from 0 to 100";
    }
    return {};
}

Result<> addStyles(const fs::path& file, std::vector<Style>& styles)
{
    const Result<json> read = readJsonObject(file);
    if (!read) {
        return fail(read.error().code == ErrorCode::ModelDamaged ? ErrorCode::FileDamaged : read.error().code,
                    read.error().message);
    }
    const auto rows = read->find("styles");
    if (rows == read->end() || !rows->is_array()) {
        return fail(ErrorCode::FileDamaged, "'" + file.string() + "' has no list \"styles\": correct or remove it.");
    }
    for (std::size_t i = 0; i < rows->size(); ++i) {
        Style style;
        if (const std::string wrong = readStyle((*rows)[i], style); !wrong.empty()) {
            return fail(ErrorCode::FileDamaged, "Style " + std::to_string(i + 1) +
                                                    (style.name.empty() ? "" : " (" + style.name + ")") + " of '" +
                                                    file.string() + "' cannot be used: " + wrong + ".");
        }
        const auto same = std::ranges::find(styles, style.name, &Style::name);
        (same != styles.end() ? *same : styles.emplace_back()) = style;
    }
    return {};
}

} // namespace

StyledPrompt styled(const Style& style, std::string_view prompt, std::string_view negative)
{
    StyledPrompt result{style.prompt, std::string(negative)};
    const std::string_view words = withoutEnds(prompt);
    const std::size_t place = result.prompt.find(kPlace);
    if (words.empty()) {
        const std::size_t of = result.prompt.rfind(" of ", place);
        const bool isOf = of != std::string::npos && of + 4 == place;
        result.prompt.erase(isOf ? of : place, kPlace.size() + (isOf ? 4 : 0));
        result.prompt = withoutEnds(result.prompt);
    } else {
        result.prompt.replace(place, kPlace.size(), words);
    }
    if (!style.negative.empty()) {
        const bool alone = withoutEnds(negative).empty();
        result.negative = alone ? style.negative : result.negative + ", " + style.negative;
    }
    return result;
}

StyleTrace traceOf(const Style& style, std::string_view prompt)
{
    const Around around(style, prompt);
    if (around.isWhole) {
        return StyleTrace::Whole;
    }
    const int parts = static_cast<int>(around.before > 0) + static_cast<int>(around.after > 0);
    return parts == around.parts ? StyleTrace::Whole : parts > 0 ? StyleTrace::Part : StyleTrace::None;
}

StyledPrompt unstyled(const Style& style, std::string_view prompt, std::string_view negative)
{
    const Around around(style, prompt);
    StyledPrompt bare{std::string(around.words), std::string(negative)};
    const std::string appended = ", " + style.negative;
    if (!style.negative.empty() && negative == style.negative) {
        bare.negative.clear();
    } else if (!style.negative.empty() && negative.ends_with(appended)) {
        bare.negative.resize(negative.size() - appended.size());
    }
    return bare;
}

std::vector<fs::path> styleFiles()
{
    std::error_code error;
    std::vector<fs::path> files{resourceFolder() / "styles" / "styles.json"};
    files.push_back(xdgFolder("XDG_CONFIG_HOME", ".config") / "gesso" / "styles.json");
    std::erase_if(files, [&error](const fs::path& file) { return !fs::exists(file, error); });
    return files;
}

Result<std::vector<Style>> readStyles(const std::vector<fs::path>& files)
{
    std::vector<Style> styles;
    for (const fs::path& file : files) {
        if (Result<> added = addStyles(file, styles); !added) {
            return tl::unexpected(added.error());
        }
    }
    return styles;
}

json toJson(const Style& style)
{
    json object{{"name", style.name},
                {"title", style.title},
                {"group", style.group},
                {"prompt", style.prompt},
                {"negative", style.negative}};
    if (style.strength) {
        object["strength"] = *style.strength;
    }
    if (style.guidance) {
        object["guidance"] = *style.guidance;
    }
    return object;
}

Result<Style> styleFromJson(const json& object)
{
    Style style;
    if (const std::string wrong = readStyle(object, style); !wrong.empty()) {
        return fail(ErrorCode::FileDamaged, "A style cannot be used: " + wrong + ".");
    }
    return style;
}

Result<Style> styleNamed(std::string_view name, const std::vector<Style>& styles)
{
    const auto found = std::ranges::find(styles, name, &Style::name);
    if (found != styles.end()) {
        return *found;
    }
    std::string known;
    for (const Style& style : styles) {
        known += (known.empty() ? "" : ", ") + style.name;
    }
    return fail(ErrorCode::InvalidRequest,
                "There is no style '" + std::string(name) + "': choose one of " + known + ".");
}

} // namespace gesso
