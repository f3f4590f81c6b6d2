// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/generate.h"

#include "app/cli/add_on_choice.h"
#include "app/cli/engine_run.h"
#include "app/cli/input_pictures.h"
#include "app/cli/latents_file.h"
#include "app/cli/model_choice.h"
#include "app/cli/report.h"
#include "app/cli/style_choice.h"
#include "app/engine_client/engine_command.h"
#include "core/base/atomic_file.h"
#include "core/models/prompt_add_ons.h"

#include <cstdlib>

namespace gesso::cli {
namespace {

using Paths = std::vector<std::filesystem::path>;

std::string engineSetting()
{
    const char* setting = std::getenv("GESSO_ENGINE");
    return setting == nullptr ? "" : setting;
}

/// Finds out before the work begins whether its results can be saved.
Result<> prepareOutput(const OutputChoice& output)
{
    return prepareFolder(output.save.folder).and_then([&]() -> Result<> {
        if (output.latents) {
            return AtomicFile::create(*output.latents).map([](const AtomicFile&) {});
        }
        return {};
    });
}

Result<Paths> savePictures(const GenerationRequest& request, const JobResult& result, const SaveOptions& save,
                           const Signals& signals)
{
    PictureMetadata metadata;
    metadata.request = request;
    metadata.request->modelHash = result.modelHash;
    metadata.modelName = result.modelName;
    Paths paths;
    for (const JobImage& image : result.images) {
        if (signals.interrupted()) {
            return fail(ErrorCode::Cancelled, "Interrupted: " + std::to_string(paths.size()) + " of " +
                                                  std::to_string(result.images.size()) + " pictures were saved.");
        }
        metadata.seed = image.seed;
        Result<std::filesystem::path> path = savePicture(save, image.picture, metadata);
        if (!path) {
            return tl::unexpected<Error>(path.error());
        }
        paths.push_back(std::move(*path));
    }
    return paths;
}

Result<> report(const OutputChoice& output, const JobResult& result, const Paths& paths)
{
    if (output.json) {
        return printOut(jsonReport(result, paths));
    }
    if (output.quiet) {
        return {};
    }
    std::string lines;
    for (const std::filesystem::path& path : paths) {
        lines += path.string() + "\n";
    }
    return printOut(lines).map([&] { printError(summary(result)); });
}

} // namespace

Result<> generate(const GenerateCommand& command)
{
    const Signals signals;
    const std::string setting = engineSetting();
    nlohmann::json given = command.given;
    if (Result<> added = addStyle(given, command.style).and_then([&] { return addAddOns(given, command.loras); });
        !added) {
        return added;
    }
    const Result<GenerationInputs> inputs = readInputs(given);
    const Result<GenerationRequest> request =
        inputs.and_then([&](const GenerationInputs&) { return completeRequest(given, !setting.empty()); })
            .and_then(withPromptAddOns);
    if (const Result<> fit = request.and_then([&](const auto& asked) { return validate(asked, *inputs); }); !fit) {
        return fit;
    }
    const OutputChoice& output = command.output;
    const Result<JobResult> result =
        prepareOutput(output)
            .and_then([&] { return engineCommand(setting, executableFolder()); })
            .and_then([&](const std::vector<std::string>& engine) {
                return runOnEngine(engine, *request, command.execution, *inputs, signals, !output.quiet);
            });
    if (!result) {
        return tl::unexpected<Error>(result.error());
    }
    if (output.latents) {
        if (Result<> written = writeLatents(*output.latents, *result); !written) {
            return written;
        }
    }
    return savePictures(*request, *result, output.save, signals).and_then([&](const Paths& paths) {
        return report(output, *result, paths);
    });
}

} // namespace gesso::cli
