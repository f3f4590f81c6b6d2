// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gesso {

/// The name of a value that users type and that JSON carries; "default" for SchedulerKind::ModelDefault. Empty for a
/// number that is no value.
[[nodiscard]] std::string_view name(Task task) noexcept;
[[nodiscard]] std::string_view name(MaskedContent content) noexcept;
[[nodiscard]] std::string_view name(SchedulerKind kind) noexcept;
[[nodiscard]] std::string_view name(SigmaSpacing spacing) noexcept;
[[nodiscard]] std::string_view name(PromptSyntax syntax) noexcept;
[[nodiscard]] std::string_view name(Emphasis emphasis) noexcept;
[[nodiscard]] std::string_view name(PredictionChoice prediction) noexcept;
[[nodiscard]] std::string_view name(Precision precision) noexcept;

/// All names of one of these enumerations, in the order of its values.
template <typename Enum> [[nodiscard]] std::span<const std::string_view> namesOf() noexcept;

template <> std::span<const std::string_view> namesOf<Task>() noexcept;
template <> std::span<const std::string_view> namesOf<MaskedContent>() noexcept;
template <> std::span<const std::string_view> namesOf<SchedulerKind>() noexcept;
template <> std::span<const std::string_view> namesOf<SigmaSpacing>() noexcept;
template <> std::span<const std::string_view> namesOf<PromptSyntax>() noexcept;
template <> std::span<const std::string_view> namesOf<Emphasis>() noexcept;
template <> std::span<const std::string_view> namesOf<PredictionChoice>() noexcept;
template <> std::span<const std::string_view> namesOf<Precision>() noexcept;

/// The value of a name, exactly as it is written (lower case); nothing for one that is not known.
template <typename Enum> [[nodiscard]] std::optional<Enum> fromName(std::string_view name) noexcept
{
    const std::span<const std::string_view> names = namesOf<Enum>();
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) {
            return static_cast<Enum>(i);
        }
    }
    return std::nullopt;
}

/// "ddim, pndm, euler": the names for a message that says what can be chosen.
[[nodiscard]] std::string listed(std::span<const std::string_view> names);

} // namespace gesso
