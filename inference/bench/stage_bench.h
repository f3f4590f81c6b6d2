// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/bench/bench_stages.h"
#include "inference/bench/timing.h"

#include <nlohmann/json_fwd.hpp>

#include <set>
#include <string>

namespace gesso::inference {

struct StageBenchOptions {
    at::ScalarType dtype = at::kFloat;                      ///< of the networks: float32 or bfloat16, on GPUs float16
    std::set<std::string> stages = {"text", "unet", "vae"}; ///< of text, unet, preview, vae and run
    Repetition repetition;
    int width = 512, height = 512; ///< of the picture, multiples of 8
    int steps = 20;                ///< of the whole run
};

/// Times the stages that were asked for, each after loading what it needs, and answers {"text": {...}, "unet_step":
/// {...}, "preview": {...}, "vae_decode": {...}, "run": {...}, "precision", "backend", "device", "threads", "size"}
/// with Timing's JSON for each. Throws EngineError(InvalidRequest) for unknown stages, sizes and counts, and what
/// loading throws.
[[nodiscard]] nlohmann::json benchStages(BenchModel model, const StageBenchOptions& options, const BenchDevice& device);

} // namespace gesso::inference
