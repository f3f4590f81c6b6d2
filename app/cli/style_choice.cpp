// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/style_choice.h"

#include "app/cli/report.h"
#include "core/styles/style.h"

#include <algorithm>

namespace gesso::cli {
namespace {

nlohmann::json toJson(const Style& style)
{
    nlohmann::json json{{"name", style.name},
                        {"title", style.title},
                        {"group", style.group},
                        {"prompt", style.prompt},
                        {"negative", style.negative}};
    if (style.strength) {
        json["strength"] = *style.strength;
    }
    if (style.guidance) {
        json["guidance"] = *style.guidance;
    }
    return json;
}

std::string asLines(const std::vector<Style>& styles)
{
    constexpr std::size_t kGap = 2;
    std::size_t width = 0;
    for (const Style& style : styles) {
        width = std::max(width, style.name.size() + kGap);
    }
    std::string lines, group;
    for (const Style& style : styles) {
        if (style.group != group) {
            group = style.group;
            lines += (lines.empty() ? "" : "\n") + group + "\n";
        }
        lines += "  " + style.name + std::string(width - style.name.size(), ' ') + style.prompt + "\n";
    }
    return lines;
}

} // namespace

Result<> addStyle(nlohmann::json& given, const std::string& name)
{
    if (name.empty()) {
        return {};
    }
    const auto text = [&given](const char* key) {
        return given.contains(key) ? given[key].get<std::string>() : std::string();
    };
    return readStyles(styleFiles())
        .and_then([&name](const std::vector<Style>& styles) { return styleNamed(name, styles); })
        .map([&](const Style& style) {
            const StyledPrompt words = styled(style, text("prompt"), text("negativePrompt"));
            given["prompt"] = words.prompt;
            given["negativePrompt"] = words.negative;
            if (style.guidance && !given.contains("guidanceScale")) {
                given["guidanceScale"] = *style.guidance;
            }
            if (style.strength && given.value("task", "") == "image-to-image" && !given.contains("strength")) {
                given["strength"] = *style.strength;
            }
        });
}

Result<> listStyles(const StylesCommand& command)
{
    return readStyles(styleFiles()).and_then([&command](const std::vector<Style>& styles) {
        if (!command.json) {
            return printOut(asLines(styles));
        }
        constexpr int kIndent = 2;
        nlohmann::json list = nlohmann::json::array();
        std::ranges::transform(styles, std::back_inserter(list), toJson);
        return printOut(nlohmann::json{{"styles", list}}.dump(kIndent) + "\n");
    });
}

} // namespace gesso::cli
