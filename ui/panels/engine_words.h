// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/adapters/engine_status.h"
#include "ui/widgets/status_dot.h"

namespace gesso::ui {

/// What the pill says: "CPU · 2 cores", "H200 · 41 of 141 GB", "Starting…".
[[nodiscard]] QString pillText(const EngineStatus& status);

/// What its popover says: the state as one sentence, and what to do where the user can do something.
[[nodiscard]] QString stateSentence(EngineState state);
[[nodiscard]] QString adviceFor(EngineState state);

[[nodiscard]] StatusDot::State dotOf(EngineState state);

/// "H200", "CPU": a device's name without its maker and its figures.
[[nodiscard]] QString shortName(const DeviceInfo& device);

/// "41 of 141 GB": memory in use, of all; empty when the device does not say.
[[nodiscard]] QString memoryText(std::uint64_t usedBytes, std::uint64_t allBytes);

/// What should be known of the devices (why no GPU is used), a line each; empty when there is nothing.
[[nodiscard]] QString notesOf(const std::vector<DeviceInfo>& devices);

/// Share of the device's memory in use, 0..1.
[[nodiscard]] double memoryShare(const DeviceInfo& device);

} // namespace gesso::ui
