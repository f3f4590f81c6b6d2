// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/bench_command.h"

#include "app/engine/measured_device.h"
#include "core/generation/names.h"
#include "inference/base/engine_error.h"
#include "inference/bench/stage_bench.h"
#include "inference/engine/precision.h"

#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <iostream>
#include <memory>

namespace gesso::app {
namespace {

struct Options {
    std::string model, synthetic, precision = "fp32", size = "512x512", device = "cpu";
    std::vector<std::string> stages{"text", "unet", "vae"};
    inference::StageBenchOptions bench;
    int threads = 0; ///< 0: libtorch's own choice
    bool json = false;
};

[[noreturn]] void refuse(const std::string& message)
{
    throw inference::EngineError(ErrorCode::InvalidRequest, message);
}

void readSize(const std::string& text, inference::StageBenchOptions& bench)
{
    char rest = 0;
    if (std::sscanf(text.c_str(), "%dx%d%c", &bench.width, &bench.height, &rest) != 2) {
        refuse("size '" + text + "' cannot be read: write WIDTHxHEIGHT in pixels, as in 512x768");
    }
}

inference::BenchModel modelOf(const Options& options)
{
    if (options.model.empty() == options.synthetic.empty()) {
        refuse("what to measure? Give either --model FOLDER or --synthetic sd15|sd21|tiny");
    }
    return options.model.empty() ? inference::BenchModel::synthetic(options.synthetic)
                                 : inference::BenchModel::open(options.model);
}

void printLines(const nlohmann::json& answer)
{
    for (const auto& [stage, timing] : answer.items()) {
        if (timing.is_object()) {
            std::printf("%-12s %9.3f s median, %9.3f s best of %zu\n", stage.c_str(),
                        timing.at("median_s").get<double>(), timing.at("min_s").get<double>(),
                        timing.at("runs").size());
        }
    }
}

int run(Options& options, const inference::DeviceTable& devices)
{
    const std::optional<Precision> precision = fromName<Precision>(options.precision);
    if (!precision) {
        refuse("precision '" + options.precision + "' is not known: use auto, fp32, bf16 or fp16");
    }
    readSize(options.size, options.bench);
    options.bench.stages = {options.stages.begin(), options.stages.end()};
    if (options.threads > 0) {
        at::set_num_threads(options.threads);
    }
    const MeasuredDevice device(devices, options.device);
    options.bench.dtype = inference::dtypeOf(*precision, device.bench().device);
    const nlohmann::json answer = inference::benchStages(modelOf(options), options.bench, device.bench());
    options.json ? void(std::cout << answer.dump() << '\n') : printLines(answer);
    return 0;
}

} // namespace

std::function<int(const inference::DeviceTable&)> addBenchCommand(CLI::App& command)
{
    const auto options = std::make_shared<Options>();
    command.add_option("--model", options->model, "folder of a model in diffusers' layout");
    command.add_option("--synthetic", options->synthetic, "random weights instead: sd15, sd21 or tiny");
    command.add_option("--precision", options->precision, "auto, fp32, bf16 or fp16")->capture_default_str();
    command.add_option("--stages", options->stages, "of text, unet, preview, vae and run, with commas")->delimiter(',');
    command.add_option("--repeats", options->bench.repetition.repeats, "timed runs")->capture_default_str();
    command.add_option("--warmup", options->bench.repetition.warmup, "runs before them")->capture_default_str();
    command.add_option("--steps", options->bench.steps, "denoising steps of 'run'")->capture_default_str();
    command.add_option("--size", options->size, "of the picture, WIDTHxHEIGHT")->capture_default_str();
    command.add_option("--threads", options->threads, "of the CPU")->check(CLI::Range(1, 1024));
    command.add_option("--device", options->device, "cpu or cuda:N")->capture_default_str();
    command.add_flag("--json", options->json, "print one JSON object");
    return [options](const inference::DeviceTable& devices) { return run(*options, devices); };
}

} // namespace gesso::app
