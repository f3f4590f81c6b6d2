// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/style_choice.h"

#include "app/cli/report.h"

#include <algorithm>

namespace gesso::cli {
namespace {

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

Result<std::optional<Style>> chooseStyle(const std::string& name)
{
    if (name.empty()) {
        return std::optional<Style>();
    }
    return readStyles(styleFiles())
        .and_then([&name](const std::vector<Style>& styles) { return styleNamed(name, styles); })
        .map([](const Style& style) { return std::optional(style); });
}

Result<> listStyles(const StylesCommand& command)
{
    return readStyles(styleFiles()).and_then([&command](const std::vector<Style>& styles) {
        if (!command.json) {
            return printOut(asLines(styles));
        }
        constexpr int kIndent = 2;
        nlohmann::json list = nlohmann::json::array();
        std::ranges::transform(styles, std::back_inserter(list),
                               [](const Style& style) { return gesso::toJson(style); });
        return printOut(nlohmann::json{{"styles", list}}.dump(kIndent) + "\n");
    });
}

} // namespace gesso::cli
