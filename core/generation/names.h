// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gesso {

/// The names that users type and that JSON carries. `name` gives "default" for SchedulerKind::ModelDefault; the
/// `...FromName` functions are exact (lower case) and give nothing for a name that is not known.
[[nodiscard]] std::string_view name(SchedulerKind kind) noexcept;
[[nodiscard]] std::optional<SchedulerKind> schedulerFromName(std::string_view name) noexcept;
[[nodiscard]] std::span<const std::string_view> schedulerNames() noexcept;

[[nodiscard]] std::string_view name(PromptSyntax syntax) noexcept;
[[nodiscard]] std::optional<PromptSyntax> promptSyntaxFromName(std::string_view name) noexcept;
[[nodiscard]] std::span<const std::string_view> promptSyntaxNames() noexcept;

[[nodiscard]] std::string_view name(Precision precision) noexcept;
[[nodiscard]] std::optional<Precision> precisionFromName(std::string_view name) noexcept;
[[nodiscard]] std::span<const std::string_view> precisionNames() noexcept;

/// "ddim, pndm, euler": the names for a message that says what can be chosen.
[[nodiscard]] std::string listed(std::span<const std::string_view> names);

} // namespace gesso
