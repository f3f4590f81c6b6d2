// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/generate.h"

#include "app/cli/add_on_choice.h"
#include "app/cli/engine_run.h"
#include "app/cli/input_pictures.h"
#include "app/cli/latents_file.h"
#include "app/cli/model_choice.h"
#include "app/cli/report.h"
#include "app/cli/saved_pictures.h"
#include "app/cli/style_choice.h"
#include "app/engine_client/engine_command.h"
#include "core/add_ons/prompt_add_ons.h"
#include "core/base/atomic_file.h"
#include "core/base/folders.h"
#include "core/metadata/known_hashes.h"

#include <cstdlib>

namespace gesso::cli {
namespace {

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

/// The words for a run that failed, with what there is of it all the same.
Error withPicturesSaved(Error error, std::size_t saved, int count)
{
    const std::string pictures = std::to_string(saved) + " of " + std::to_string(count) + " pictures were saved.";
    if (error.code == ErrorCode::Cancelled) {
        error.message += saved == 0 ? ": no picture was saved." : ": " + pictures;
    } else if (saved > 0) {
        error.message += " " + pictures;
    }
    return error;
}

Result<> report(const OutputChoice& output, const Result<JobResult>& outcome, const SavedPictures& pictures)
{
    if (output.json) {
        return printOut(jsonReport(outcome, pictures.all()));
    }
    if (outcome && !output.quiet) {
        printError(summary(*outcome, pictures.all()));
    }
    return pictures.told();
}

/// Makes the pictures, each of which is a file as soon as it is finished, and says what there is, also after a failure.
Result<> makePictures(const std::vector<std::string>& engine, const GenerationRequest& request,
                      const GenerationInputs& inputs, const GenerateCommand& command, const Signals& signals)
{
    const OutputChoice& output = command.output;
    SavedPictures pictures(request, output);
    Result<JobResult> outcome =
        runOnEngine(engine, request, command.execution, inputs, signals, !output.quiet, [&](const JobImage& image) {
            return pictures.add(image);
        }).map_error([&](const Error& error) {
            return withPicturesSaved(error, pictures.all().size(), request.count);
        });
    if (output.latents && !pictures.all().empty()) {
        if (const Result<> written = writeLatents(*output.latents, pictures.all()); !written && outcome) {
            outcome = tl::unexpected<Error>(written.error());
        }
    }
    const Result<> told = report(output, outcome, pictures);
    return outcome ? told : tl::unexpected<Error>(outcome.error());
}

} // namespace

Result<> generate(const GenerateCommand& command)
{
    const Signals signals;
    const std::string setting = engineSetting();
    nlohmann::json given = command.given;
    const Result<std::optional<Style>> style = chooseStyle(command.style);
    if (!style) {
        return tl::unexpected(style.error());
    }
    if (Result<> added = addAddOns(given, command.loras); !added) {
        return added;
    }
    const Result<GenerationInputs> inputs = readInputs(given, !command.output.quiet);
    const Result<GenerationRequest> request =
        inputs.and_then([&](const GenerationInputs&) { return completeRequest(given, *style, !setting.empty()); })
            .and_then(withPromptAddOns);
    if (Result<> fit = request.and_then([&](const auto& asked) { return validate(asked, *inputs); }); !fit) {
        return fit;
    }
    beginHashing(*request);
    return prepareOutput(command.output)
        .and_then([&] { return engineCommand(setting, executableFolder()); })
        .and_then([&](const std::vector<std::string>& engine) {
            return makePictures(engine, *request, *inputs, command, signals);
        });
}

} // namespace gesso::cli
