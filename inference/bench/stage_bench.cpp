// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/bench/stage_bench.h"

#include "inference/base/engine_error.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>

namespace gesso::inference {

namespace {

constexpr int kLargestSide = 16384;

[[noreturn]] void refuse(const std::string& message)
{
    throw EngineError(ErrorCode::InvalidRequest, message);
}

void check(const StageBenchOptions& options)
{
    static const std::set<std::string> known{"text", "unet", "preview", "vae", "run"};
    for (const std::string& stage : options.stages) {
        if (!known.contains(stage)) {
            refuse("stage '" + stage + "' is not known: use text, unet, preview, vae or run");
        }
    }
    for (const int side : {options.width, options.height}) {
        if (side < 8 || side > kLargestSide || side % 8 != 0) {
            refuse("a picture's side of " + std::to_string(side) + " cannot be: use a multiple of 8 from 8 to " +
                   std::to_string(kLargestSide));
        }
    }
    if (options.repetition.repeats < 1 || options.repetition.warmup < 0 || options.steps < 1) {
        refuse("repeats and steps must be at least 1, and warmup at least 0");
    }
}

std::string precisionName(at::ScalarType dtype)
{
    return dtype == at::kFloat ? "fp32" : dtype == at::kBFloat16 ? "bf16" : "fp16";
}

} // namespace

nlohmann::json benchStages(BenchModel model, const StageBenchOptions& options, const BenchDevice& device)
{
    check(options);
    const c10::InferenceMode inference;
    BenchStages stages(std::move(model), device, options.dtype, options.width, options.height);
    nlohmann::json answer = {{"precision", precisionName(options.dtype)},
                             {"backend", device.backend.name()},
                             {"device", device.device.str()},
                             {"threads", at::get_num_threads()},
                             {"size", std::to_string(options.width) + "x" + std::to_string(options.height)}};
    const auto time = [&](const auto& stage) {
        const auto run = [&] {
            const auto result = stage();
            device.synchronize();
        };
        return toJson(measure(run, options.repetition));
    };
    const auto asked = [&](const char* stage) { return options.stages.contains(stage); };
    const bool whole = asked("run");
    if (whole || asked("text")) {
        stages.prepareText();
    }
    if (asked("text")) {
        answer["text"] = time([&] { return stages.text(); });
    }
    if (whole || asked("unet")) {
        stages.prepareUnet();
    }
    if (asked("unet")) {
        answer["unet_step"] = time([&] { return stages.unetStep(); });
    }
    if (asked("preview")) {
        answer["preview"] = time([&] { return stages.preview(); });
    }
    if (whole || asked("vae")) {
        stages.prepareVae();
    }
    if (asked("vae")) {
        answer["vae_decode"] = time([&] { return stages.decode(); });
    }
    if (whole) {
        answer["run"] = time([&] { return stages.run(options.steps); });
    }
    return answer;
}

} // namespace gesso::inference
