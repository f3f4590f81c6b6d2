// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/engine_command.h"

#include <system_error>

namespace gesso {
namespace {

/// Takes a shell-like line apart. One pass: `quote` is the quote that is open, `inWord` tells "" from no word.
class WordSplitter final {
public:
    /// Nothing when a quote or a backslash is left open.
    [[nodiscard]] bool split(std::string_view line)
    {
        for (const char character : line) {
            take(character);
        }
        endWord();
        return m_quote == '\0' && !m_escaped;
    }
    [[nodiscard]] std::vector<std::string> words() && { return std::move(m_words); }

private:
    void take(char character)
    {
        if (m_escaped) {
            m_word += character;
            m_escaped = false;
        } else if (character == '\\' && m_quote != '\'') {
            m_escaped = m_inWord = true;
        } else if (m_quote != '\0') {
            character == m_quote ? void(m_quote = '\0') : m_word.push_back(character);
        } else if (character == '"' || character == '\'') {
            m_quote = character;
            m_inWord = true;
        } else if (character == ' ' || character == '\t' || character == '\n') {
            endWord();
        } else {
            m_word += character;
            m_inWord = true;
        }
    }

    void endWord()
    {
        if (m_inWord) {
            m_words.push_back(std::move(m_word));
        }
        m_word.clear();
        m_inWord = false;
    }

    std::vector<std::string> m_words;
    std::string m_word;
    char m_quote = '\0';
    bool m_escaped = false;
    bool m_inWord = false;
};

} // namespace

Result<std::vector<std::string>> engineCommand(std::string_view setting, const std::filesystem::path& folder)
{
    WordSplitter splitter;
    if (!splitter.split(setting)) {
        return fail(ErrorCode::InvalidRequest, "GESSO_ENGINE is '" + std::string(setting) +
                                                   "', which has a quote that does not close: close it, or unset it.");
    }
    std::vector<std::string> words = std::move(splitter).words();
    if (words.empty()) {
        words.push_back((folder / "gesso-engine").string());
    }
    if (words.size() == 1) {
        words.emplace_back("serve");
    }
    return words;
}

} // namespace gesso
