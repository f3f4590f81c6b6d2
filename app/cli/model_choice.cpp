// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/model_choice.h"

#include "app/engine_client/engine_command.h"
#include "core/base/folders.h"
#include "core/base/path_text.h"
#include "core/generation/request_json.h"
#include "core/generation/validate.h"
#include "core/models/find.h"
#include "core/models/model_defaults.h"
#include "core/studio/request_draft.h"

#include <random>

namespace gesso::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

bool isThere(const fs::path& path)
{
    std::error_code error;
    return fs::exists(path, error);
}

std::uint64_t randomSeed()
{
    // 32 bits, as designers' other tools draw: short enough to be noted down, and exact in every JSON reader.
    return std::random_device()();
}

} // namespace

Result<fs::path> chooseModel(std::string_view pathOrName, bool engineMayBeRemote)
{
    if (pathOrName.empty() || pathOrName == kStarterName) {
        if (const std::optional<fs::path> starter = starterModel(executableFolder())) {
            return *starter;
        }
        return fail(ErrorCode::ModelNotFound,
                    "The starter model is not there: choose another one with --model ('gesso-cli models' lists them).");
    }
    const fs::path path = pathOfText(pathOrName);
    if (engineMayBeRemote && path.is_absolute() && !isThere(path)) {
        return path;
    }
    return modelNamed(pathOrName, modelFolders());
}

Result<GenerationRequest> completeRequest(const json& given, const std::optional<Style>& style, bool engineMayBeRemote)
{
    const json model = given.value("model", json(""));
    if (!model.is_string()) {
        return requestFromJson(given); // whose error says what is wrong with it
    }
    return chooseModel(model.get<std::string>(), engineMayBeRemote)
        .and_then([](const fs::path& path) { return requestFor(path); })
        .and_then([&](const GenerationRequest& ofModel) { return RequestDraft::fromJson(given, {}, ofModel); })
        .and_then([&](RequestDraft draft) -> Result<GenerationRequest> {
            if (style) {
                draft.setStyle(style);
            }
            GenerationRequest request = draft.values();
            request.seed = draft.isTouched("seed") ? request.seed : randomSeed();
            return validate(request).map([&] { return request; });
        });
}

} // namespace gesso::cli
