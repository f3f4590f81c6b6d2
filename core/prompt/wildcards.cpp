// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/wildcards.h"

#include "core/generation/validate.h"
#include "core/prompt/choices.h"
#include "core/prompt/comments.h"
#include "core/prompt/lora_tags.h"
#include "core/prompt/prompt_text.h"

#include <algorithm>
#include <map>

namespace gesso {
namespace {

constexpr std::string_view kMark = "__";
constexpr std::string_view kNotInNames = "\t\n\r\f\v()[]{}<>|:,;#\\";

bool isName(std::string_view text)
{
    return !text.empty() && text.front() != ' ' && text.back() != ' ' &&
           text.find_first_of(kNotInNames) == std::string_view::npos;
}

/// Writes wildcards out; each name's text is made once.
class WildcardWriter {
public:
    explicit WildcardWriter(const WildcardLookup& lookup) : m_lookup(lookup) {}

    [[nodiscard]] Result<std::string> written(std::string_view text)
    {
        std::string result;
        std::size_t done = 0;
        for (const TextRange& wildcard : findWildcards(text)) {
            const std::string name(text.substr(wildcard.begin + kMark.size(), wildcard.size() - 2 * kMark.size()));
            const Result<const std::string*> choice = choiceOf(name);
            if (!choice) {
                return tl::unexpected(choice.error());
            }
            result.append(text.substr(done, wildcard.begin - done)).append(**choice);
            done = wildcard.end;
            if (result.size() > RequestLimits::kMaxPromptBytes) {
                break;
            }
        }
        result += text.substr(done);
        if (result.size() > RequestLimits::kMaxPromptBytes) {
            return tooLong();
        }
        return result;
    }

private:
    [[nodiscard]] static tl::unexpected<Error> tooLong()
    {
        return fail(ErrorCode::InvalidRequest,
                    "The prompt is longer than 1 MiB with its wildcards written out: use fewer of them, or shorten "
                    "their files.");
    }

    /// `{line|line}`, in m_choices.
    [[nodiscard]] Result<const std::string*> choiceOf(const std::string& name)
    {
        if (const auto known = m_choices.find(name); known != m_choices.end()) {
            return &known->second;
        }
        if (std::find(m_open.begin(), m_open.end(), name) != m_open.end()) {
            return fail(ErrorCode::InvalidRequest,
                        "The wildcard " + path(name) + " holds itself: take it out of one of these files.");
        }
        if (m_open.size() == kMostNestedWildcards) {
            return fail(ErrorCode::InvalidRequest, "The wildcards " + path(name) + " stand in each other more than " +
                                                       std::to_string(kMostNestedWildcards) +
                                                       " deep: write the innermost into the file before it.");
        }
        const auto lines = m_lookup(name);
        if (!lines) {
            return tl::unexpected(lines.error());
        }
        if (!*lines) {
            return fail(ErrorCode::InvalidRequest, "There is no wildcard '" + name +
                                                       "': correct its name, or add a file of this name with one "
                                                       "choice a line.");
        }
        m_open.push_back(name);
        Result<std::string> choice = choiceOf(name, **lines);
        m_open.pop_back();
        if (!choice) {
            return tl::unexpected(choice.error());
        }
        return &m_choices.emplace(name, std::move(*choice)).first->second;
    }

    [[nodiscard]] Result<std::string> choiceOf(const std::string& name, const std::vector<std::string>& lines)
    {
        std::string choice;
        int options = 0;
        for (const std::string& line : lines) {
            const std::string plain = withoutComments(line);
            const std::string_view option = trimmed(plain, {0, plain.size()}).of(plain);
            if (option.empty()) {
                continue;
            }
            Result<std::string> text = written(asOption(option));
            if (!text) {
                return text;
            }
            choice.append(options++ == 0 ? "" : "|").append(*text);
            if (choice.size() > RequestLimits::kMaxPromptBytes) {
                return tooLong();
            }
        }
        if (options == 0) {
            return fail(ErrorCode::InvalidRequest, "The wildcard '" + name +
                                                       "' has no choices: write one a line into its file; blank lines "
                                                       "and comments do not count.");
        }
        return options == 1 ? choice : '{' + choice + '}';
    }

    [[nodiscard]] std::string path(const std::string& last) const
    {
        std::string names;
        for (const std::string& name : m_open) {
            names += '\'' + name + "' > ";
        }
        return names + '\'' + last + '\'';
    }

    const WildcardLookup& m_lookup;
    std::map<std::string, std::string, std::less<>> m_choices;
    std::vector<std::string> m_open; ///< those that are being written out, the outermost first
};

} // namespace

std::vector<TextRange> findWildcards(std::string_view text)
{
    std::vector<TextRange> hidden = findComments(text);
    for (const LoraTagText& tag : findLoraTags(text)) {
        hidden.push_back(tag.range);
    }
    const std::string shown = blanked(text, hidden);
    std::vector<TextRange> wildcards;
    for (std::size_t at = 0; (at = shown.find_first_of("_\\", at)) != std::string::npos;) {
        const std::size_t begin = at;
        at += shown[begin] == '\\' ? 2 : 1;
        const std::size_t name = begin + kMark.size();
        if (shown.compare(begin, kMark.size(), kMark) != 0 || name == shown.size() || shown[name] == '_') {
            continue;
        }
        const std::size_t end = shown.find(kMark, name);
        if (end == std::string::npos) {
            break;
        }
        if (isName(std::string_view(shown).substr(name, end - name))) {
            wildcards.push_back({begin, end + kMark.size()});
            at = end + kMark.size();
        }
    }
    return wildcards;
}

Result<std::string> withWildcards(std::string_view text, const WildcardLookup& lookup)
{
    return WildcardWriter(lookup).written(text);
}

} // namespace gesso
