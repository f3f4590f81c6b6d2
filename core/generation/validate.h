// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/generation/request.h"

#include <cstddef>
#include <cstdint>

namespace gesso {

/// The bounds of a request that can be run. The ones of a side are for each of width and height.
struct RequestLimits {
    static constexpr int kSideMultiple = 8;
    static constexpr int kMaxSide = 16384;
    static constexpr std::int64_t kMaxPixels = 8192LL * 8192LL;
    static constexpr int kMaxSteps = 1000;
    static constexpr int kMaxCount = 1024;
    static constexpr int kMaxClipSkip = 12;
    static constexpr double kMaxGuidance = 100.;
    static constexpr double kMaxRescale = 1.;
    static constexpr std::size_t kMaxPromptBytes = std::size_t{1} << 20;
    static constexpr std::size_t kMaxModelPathBytes = 4096;
    static constexpr std::size_t kMaxHashDigits = 64;
    static constexpr int kMaxAddOns = 64; ///< LoRAs, and embeddings
    static constexpr double kMaxLoraWeight = 10.;
    static constexpr double kMaxChurn = 100.;
    static constexpr double kMaxNoiseFactor = 10.;
    static constexpr int kMaxPadding = 4096;
    static constexpr double kMaxMaskRadius = 256.;
    static constexpr int kMinViewSize = 64;
    static constexpr int kMaxViewSize = 4096;
};

/// Whether the request can be run at all: ranges, sizes, well-formed UTF-8 without zero bytes. InvalidRequest names the
/// value, its bounds and so the remedy; An empty model passes: the
/// engine looks for it and says what it misses.
[[nodiscard]] Result<> validate(const GenerationRequest& request);

/// Whether the options are well formed: the device's text (device_choice.h). Which devices exist the engine knows.
[[nodiscard]] Result<> validate(const ExecutionOptions& options);

} // namespace gesso
