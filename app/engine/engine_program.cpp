// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/engine_program.h"

#include "app/engine/bench_command.h"
#include "app/engine/doctor_command.h"
#include "app/engine/hashes_command.h"
#include "app/engine/info_command.h"
#include "app/engine/openmp_waiting.h"
#include "app/engine/serve_command.h"
#include "inference/backend/allocator.h"
#include "inference/engine/failure.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace gesso::app {
namespace {

constexpr int kBadUse = 2;

/// The devices of this machine. The plugin must be opened before anything asks libtorch for CUDA.
inference::DeviceTable openDevices()
{
    return inference::DeviceTable(inference::openCudaPlugin());
}

int run(int argc, char** argv)
{
    CLI::App app("Gesso's engine: makes pictures with diffusion models.", "gesso-engine");
    app.require_subcommand(1);
    app.set_version_flag("--version", GESSO_VERSION);
    const CLI::App* const serve =
        app.add_subcommand("serve", "speak the engine's protocol on standard input and output");
    const CLI::App* const info = app.add_subcommand("info", "say what this engine is and which devices it can use");
    CLI::App* const hashes = app.add_subcommand("hashes", "say the hashes of models, a line each");
    std::vector<std::string> models;
    hashes->add_option("MODEL", models, "folders or single files")->required();
    CLI::App* const bench = app.add_subcommand("bench", "time the stages of a picture");
    const auto benchCommand = addBenchCommand(*bench);
    CLI::App* const doctor = app.add_subcommand("doctor", "compare a device's kernels with plain libtorch");
    std::string device = "cpu";
    doctor->add_option("--device", device, "cpu or cuda:N")->capture_default_str();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kBadUse;
    }
    if (serve->parsed()) {
        return serveCommand(openDevices);
    }
    if (bench->parsed()) {
        return benchCommand(openDevices());
    }
    if (hashes->parsed()) {
        return hashesCommand(models);
    }
    if (doctor->parsed()) {
        return doctorCommand(openDevices(), device);
    }
    return info->parsed() ? infoCommand(openDevices()) : kBadUse;
}

} // namespace

int engineProgram(int argc, char** argv)
{
    limitOpenMpSpinning(argv);
    inference::configureAllocator();
    try {
        return run(argc, argv);
    } catch (...) {
        const Error error = inference::describeCurrentException();
        std::cerr << "gesso-engine: " << error.message << '\n';
        return exitStatus(error.code);
    }
}

} // namespace gesso::app
