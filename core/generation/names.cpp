// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/names.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace gesso {
namespace {

// Each table is in the order of its enumerators, so that an enumerator is the index of its name.
constexpr std::array<std::string_view, 7> kSchedulers{"default",         "ddim",  "pndm",   "dpmpp-2m",
                                                      "dpmpp-2m-karras", "euler", "euler-a"};
constexpr std::array<std::string_view, 2> kSyntaxes{"plain", "weighted"};
constexpr std::array<std::string_view, 4> kPrecisions{"auto", "fp32", "fp16", "bf16"};

static_assert(kSchedulers[static_cast<std::size_t>(SchedulerKind::EulerAncestral)] == "euler-a");
static_assert(kSyntaxes[static_cast<std::size_t>(PromptSyntax::Weighted)] == "weighted");
static_assert(kPrecisions[static_cast<std::size_t>(Precision::Bf16)] == "bf16");

template <typename Enum, std::size_t N>
std::string_view nameIn(const std::array<std::string_view, N>& names, Enum value) noexcept
{
    const auto index = static_cast<std::size_t>(value);
    return index < N ? names[index] : std::string_view{};
}

template <typename Enum, std::size_t N>
std::optional<Enum> valueIn(const std::array<std::string_view, N>& names, std::string_view name) noexcept
{
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
        return std::nullopt;
    }
    return static_cast<Enum>(found - names.begin());
}

} // namespace

std::string_view name(SchedulerKind kind) noexcept
{
    return nameIn(kSchedulers, kind);
}

std::optional<SchedulerKind> schedulerFromName(std::string_view name) noexcept
{
    return valueIn<SchedulerKind>(kSchedulers, name);
}

std::span<const std::string_view> schedulerNames() noexcept
{
    return kSchedulers;
}

std::string_view name(PromptSyntax syntax) noexcept
{
    return nameIn(kSyntaxes, syntax);
}

std::optional<PromptSyntax> promptSyntaxFromName(std::string_view name) noexcept
{
    return valueIn<PromptSyntax>(kSyntaxes, name);
}

std::span<const std::string_view> promptSyntaxNames() noexcept
{
    return kSyntaxes;
}

std::string_view name(Precision precision) noexcept
{
    return nameIn(kPrecisions, precision);
}

std::optional<Precision> precisionFromName(std::string_view name) noexcept
{
    return valueIn<Precision>(kPrecisions, name);
}

std::span<const std::string_view> precisionNames() noexcept
{
    return kPrecisions;
}

std::string listed(std::span<const std::string_view> names)
{
    std::string text;
    for (const std::string_view name : names) {
        text += text.empty() ? "" : ", ";
        text += name;
    }
    return text;
}

} // namespace gesso
