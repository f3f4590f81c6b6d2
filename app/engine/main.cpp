// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
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

namespace {

constexpr int kBadUse = 2;

/// The devices of this machine. The plugin must be opened before anything asks libtorch for CUDA.
gesso::inference::DeviceTable openDevices()
{
    return gesso::inference::DeviceTable(gesso::inference::openCudaPlugin());
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
    const auto benchCommand = gesso::app::addBenchCommand(*bench);
    CLI::App* const doctor = app.add_subcommand("doctor", "compare a device's kernels with plain libtorch");
    std::string device = "cpu";
    doctor->add_option("--device", device, "cpu or cuda:N")->capture_default_str();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kBadUse;
    }
    if (serve->parsed()) {
        return gesso::app::serveCommand(openDevices);
    }
    if (bench->parsed()) {
        return benchCommand(openDevices());
    }
    if (hashes->parsed()) {
        return gesso::app::hashesCommand(models);
    }
    if (doctor->parsed()) {
        return gesso::app::doctorCommand(openDevices(), device);
    }
    return info->parsed() ? gesso::app::infoCommand(openDevices()) : kBadUse;
}

} // namespace

int main(int argc, char** argv)
{
    gesso::app::limitOpenMpSpinning(argv);
    gesso::inference::configureAllocator();
    try {
        return run(argc, argv);
    } catch (...) {
        const gesso::Error error = gesso::inference::describeCurrentException();
        std::cerr << "gesso-engine: " << error.message << '\n';
        return gesso::exitStatus(error.code);
    }
}
