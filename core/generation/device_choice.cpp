// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/device_choice.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace gesso {
namespace {

std::optional<int> wholeNumber(std::string_view text, int low, int high)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < low || value > high) {
        return std::nullopt;
    }
    return value;
}

std::optional<std::vector<int>> distinctIndexes(std::string_view text)
{
    std::vector<int> indexes;
    while (true) {
        const std::size_t comma = text.find(',');
        const auto index = wholeNumber(text.substr(0, comma), 0, DeviceChoice::kMaxDevices - 1);
        if (!index || std::find(indexes.begin(), indexes.end(), *index) != indexes.end()) {
            return std::nullopt;
        }
        indexes.push_back(*index);
        if (comma == std::string_view::npos) {
            return indexes;
        }
        text.remove_prefix(comma + 1);
    }
}

std::optional<DeviceChoice> choiceFrom(std::string_view text)
{
    constexpr std::string_view kCpu = "cpu:";
    constexpr std::string_view kCuda = "cuda:";
    DeviceChoice choice;
    if (text == "auto") {
        return choice;
    }
    if (text == "cpu") {
        choice.kind = DeviceChoice::Kind::Cpu;
        return choice;
    }
    if (text == "cuda") {
        choice.kind = DeviceChoice::Kind::Cuda;
        return choice;
    }
    if (text.starts_with(kCpu)) {
        const auto devices = wholeNumber(text.substr(kCpu.size()), 1, DeviceChoice::kMaxDevices);
        choice.kind = DeviceChoice::Kind::Cpu;
        choice.cpuDevices = devices.value_or(0);
        return devices ? std::optional(choice) : std::nullopt;
    }
    if (text.starts_with(kCuda)) {
        const auto indexes = distinctIndexes(text.substr(kCuda.size()));
        choice.kind = DeviceChoice::Kind::Cuda;
        choice.cudaIndexes = indexes.value_or(std::vector<int>{});
        return indexes ? std::optional(choice) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace

Result<DeviceChoice> parseDeviceChoice(std::string_view text)
{
    constexpr std::size_t kShown = 60;
    if (auto choice = choiceFrom(text)) {
        return *choice;
    }
    return fail(ErrorCode::InvalidRequest, "The device '" + std::string(text.substr(0, kShown)) +
                                               "' is not known: use auto, cpu, cpu:N (1 to 64), cuda, or cuda:i,j "
                                               "(indexes 0 to 63, each once).");
}

} // namespace gesso
