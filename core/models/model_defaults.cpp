// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/model_defaults.h"

#include "core/base/path_text.h"
#include "core/generation/request_json.h"
#include "core/generation/validate.h"
#include "core/models/json_file.h"
#include "core/models/single_file.h"

namespace gesso {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kDefaultsFile = "gesso.json";
constexpr int kUsualLatentScale = 8; ///< of every Stable Diffusion

bool isThere(const fs::path& path)
{
    std::error_code error;
    return fs::exists(path, error);
}

/// A part's config; empty when it cannot be read, which is the engine's to complain of.
json configOf(const fs::path& model, const char* part)
{
    return readJsonObject(model / part / "config.json").value_or(json::object());
}

/// The pixels for each latent: a VAE halves its picture between two levels.
int latentScale(const json& vaeConfig)
{
    constexpr std::size_t kMaxLevels = 8;
    const json levels = vaeConfig.value("block_out_channels", json());
    return levels.is_array() && !levels.empty() && levels.size() <= kMaxLevels ? 1 << (levels.size() - 1)
                                                                               : kUsualLatentScale;
}

/// The pixels of a side that a UNet was made for: "sample_size" is a number, or a list of them, of latents.
int nativeSide(const json& unetConfig, int scale, int fallback)
{
    json size = unetConfig.value("sample_size", json());
    if (size.is_array() && !size.empty()) {
        size = json(size.front());
    }
    const bool possible = size.is_number_unsigned() && size.get<std::uint64_t>() > 0 &&
                          size.get<std::uint64_t>() <= static_cast<std::uint64_t>(RequestLimits::kMaxSide / scale);
    const int side = possible ? size.get<int>() * scale : fallback;
    return side % RequestLimits::kSideMultiple == 0 ? side : fallback;
}

/// gesso.json as fields of a request. Its own keys are the command line's words.
json requestFields(const json& defaults)
{
    json fields = json::object();
    const std::pair<const char*, const char*> keys[] = {{"steps", "steps"},
                                                        {"guidance", "guidanceScale"},
                                                        {"width", "width"},
                                                        {"height", "height"},
                                                        {"scheduler", "scheduler"}};
    for (const auto& [theirs, ours] : keys) {
        if (const auto found = defaults.find(theirs); found != defaults.end()) {
            fields[ours] = *found;
        }
    }
    if (const auto view = defaults.find("view"); view != defaults.end()) {
        fields["panorama"]["viewSize"] = *view;
    }
    return fields;
}

/// The request with what `file` says.
Result<GenerationRequest> withDefaults(const fs::path& file, const json& defaults, const GenerationRequest& request)
{
    json fields = toJson(request);
    fields.merge_patch(requestFields(defaults));
    return requestFromJson(fields).map_error([&](const Error& error) {
        return Error{ErrorCode::ModelDamaged, "'" + file.string() + "' cannot be used: " + error.message};
    });
}

/// Models that predict velocity were made for 768 pixels, those of noise for 512 (Stable Diffusion 2's model cards).
int nativeSide(const SingleFile& file, int fallback)
{
    const bool isBase = file.kind == ModelKind::Sd2 && textOf(file.configs.scheduler, "prediction_type") == "epsilon";
    constexpr int kBaseSide = 512;
    return isBase || file.kind == ModelKind::Sd2Inpaint
               ? kBaseSide
               : nativeSide(file.configs.unet, latentScale(file.configs.vae), fallback);
}

Result<GenerationRequest> requestForFile(const fs::path& path, GenerationRequest request)
{
    return SingleFile::open(path).and_then([&](const SingleFile& file) {
        request.width = request.height = nativeSide(file, request.width);
        return withDefaults(notesBeside(path), file.notes, request);
    });
}

} // namespace

std::optional<fs::path> starterModel(const fs::path& programFolder)
{
    const fs::path folder = programFolder.parent_path() / "share" / "gesso" / "starter-model";
    return isThere(folder / "model_index.json") ? std::optional(folder) : std::nullopt;
}

Result<GenerationRequest> requestFor(const fs::path& model)
{
    GenerationRequest request;
    request.model = textOfPath(model);
    std::error_code error;
    if (fs::is_regular_file(model, error)) {
        return requestForFile(model, std::move(request));
    }
    if (const fs::path file = model / kDefaultsFile; isThere(file)) {
        return readJsonObject(file).and_then(
            [&](const json& defaults) { return withDefaults(file, defaults, request); });
    }
    request.width = request.height =
        nativeSide(configOf(model, "unet"), latentScale(configOf(model, "vae")), request.width);
    return request;
}

} // namespace gesso
