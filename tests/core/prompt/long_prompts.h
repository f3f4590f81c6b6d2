// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Prompts that are deep, long and broken, for tests of how long reading them takes.
inline std::vector<std::string> longPrompts()
{
    constexpr std::size_t kMebibyte = std::size_t{1} << 20;
    const auto repeated = [](std::string_view text, std::size_t bytes) {
        std::string result;
        while (result.size() + text.size() <= bytes) {
            result.append(text);
        }
        return result;
    };
    std::vector<std::string> prompts;
    for (const char* text :
         {"(",          "[",           "{",    ")",      "]",        "}",     "|",     ":",       "#",
          "_",          "<",           "\\",   "([{",    "}])",      "[a|b]", "{a|b}", "(a:1.1)", "[a:b:3]",
          "a BREAK b ", "a AND b :1 ", "__a ", "<lora:", "# a\n",    "{a|[",  ": ",    "1",       ":1",
          "([a:b:.5])", "{{a|b}|",     "a, ",  "é",      "{2$$a|b}", "$$",    "1::",   "<b:c>"}) {
        prompts.push_back(repeated(text, kMebibyte));
    }
    prompts.push_back(repeated("[", kMebibyte / 2) + repeated("}", kMebibyte / 2));
    prompts.push_back(repeated("[", kMebibyte / 2) + repeated("|", kMebibyte / 4) + repeated("]", kMebibyte / 4));
    for (const auto& [open, close] : {std::pair{"(", ")"}, {"[", "]"}, {"{", "|}"}, {"(", ":1.1)"}, {"[a:", ":3]"}}) {
        prompts.push_back(repeated(open, std::string_view(open).size() * 10000) + "x" +
                          repeated(close, std::string_view(close).size() * 10000));
    }
    return prompts;
}
