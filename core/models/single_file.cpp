// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/single_file.h"

#include "core/base/file.h"
#include "core/generation/names.h"
#include "core/models/json_file.h"
#include "core/models/tensor_type.h"

#include <bit>
#include <cmath>
#include <numeric>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace gesso {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kUnetInput = "model.diffusion_model.input_blocks.0.0.weight";
constexpr const char* kTellingBias = "model.diffusion_model.output_blocks.11.1.transformer_blocks.0.norm1.bias";
constexpr double kVelocitySpread = 0.09;
constexpr std::uint64_t kMaxBias = 1 << 16;

bool isThere(const fs::path& path)
{
    std::error_code error;
    return fs::exists(path, error);
}

/// Source tree or installation: "families" beside the starter model.
fs::path familiesFolder()
{
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    const fs::path installed = program.parent_path().parent_path() / "share" / "gesso" / "families";
    return !error && isThere(installed) ? installed : fs::path(GESSO_FAMILIES);
}

Result<json> notesOf(const fs::path& file)
{
    const fs::path notes = notesBeside(file);
    return isThere(notes) ? readJsonObject(notes) : Result<json>(json::object());
}

tl::unexpected<Error> badNote(const fs::path& file, const std::string& cause)
{
    return fail(ErrorCode::ModelDamaged, "'" + notesBeside(file).string() + "' cannot be used: " + cause + ".");
}

/// The folder of the configs: the one of the notes, else the family's.
Result<fs::path> configFolder(const fs::path& file, ModelKind kind, const json& notes)
{
    if (const auto named = notes.find("config"); named != notes.end()) {
        if (!named->is_string() || !isThere(file.parent_path() / named->get<std::string>())) {
            return badNote(file, "its \"config\" " + named->dump(-1, ' ', true, json::error_handler_t::replace) +
                                     " is no folder: name one in diffusers' layout, relative to the file");
        }
        return file.parent_path() / named->get<std::string>();
    }
    if (const std::optional<fs::path> family = familyFolder(kind)) {
        return *family;
    }
    return fail(ErrorCode::ModelUnsupported,
                "'" + file.string() + "' is one file (" + std::string(description(kind)) +
                    ") of a kind that cannot be run: use a Stable Diffusion 1 or 2 model.");
}

std::optional<PredictionChoice> predictionInMetadata(const SafetensorsHeader& header)
{
    const auto told = header.metadata().find("modelspec.prediction_type");
    if (told != header.metadata().end() && (told->second == "v" || told->second == "v_prediction")) {
        return PredictionChoice::Velocity;
    }
    if (told != header.metadata().end() && told->second == "epsilon") {
        return PredictionChoice::Epsilon;
    }
    return header.find("v_pred") != nullptr ? std::optional(PredictionChoice::Velocity) : std::nullopt;
}

/// FromModel: what the configs say.
Result<PredictionChoice> predictionOf(const fs::path& file, int descriptor, const SafetensorsHeader& header,
                                      ModelKind kind, const json& notes)
{
    if (const auto noted = notes.find("prediction"); noted != notes.end()) {
        const auto known = noted->is_string() ? fromName<PredictionChoice>(noted->get<std::string>()) : std::nullopt;
        if (!known) {
            return badNote(file, "its \"prediction\" must be \"epsilon\" or \"velocity\"");
        }
        return *known;
    }
    if (const auto told = predictionInMetadata(header)) {
        return *told;
    }
    if (kind != ModelKind::Sd2 || notes.contains("config")) {
        return PredictionChoice::FromModel;
    }
    return looksLikeVelocity(descriptor, header).map([](bool velocity) {
        return velocity ? PredictionChoice::Velocity : PredictionChoice::Epsilon;
    });
}

/// The numbers of a small tensor; empty for types of no floating point.
std::vector<double> numbersOf(const std::string& bytes, TensorType type)
{
    std::vector<double> numbers;
    const auto at = [&bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const std::size_t size = type == TensorType::F32 ? 4 : 2;
    for (std::size_t i = 0; i + size <= bytes.size(); i += size) {
        const std::uint32_t low = at(i) | static_cast<std::uint32_t>(at(i + 1)) << 8;
        if (type == TensorType::F16) {
            const int exponent = static_cast<int>(low >> 10 & 31);
            const double fraction = (low & 1023) / 1024.;
            const double size16 = exponent == 0 ? std::ldexp(fraction, -14) : std::ldexp(1. + fraction, exponent - 15);
            numbers.push_back((low & 0x8000) != 0 ? -size16 : size16);
        } else {
            const bool isHalfLong = type == TensorType::Bf16; // the upper half of a float
            const std::uint32_t high = isHalfLong ? low : at(i + 2) | static_cast<std::uint32_t>(at(i + 3)) << 8;
            numbers.push_back(std::bit_cast<float>(high << 16 | (isHalfLong ? 0 : low)));
        }
    }
    return numbers;
}

} // namespace

fs::path notesBeside(const fs::path& file)
{
    return fs::path(file).replace_extension(".json");
}

std::optional<fs::path> familyFolder(ModelKind kind)
{
    switch (kind) {
    case ModelKind::Sd1:
    case ModelKind::Sd1Inpaint:
        return familiesFolder() / "sd1";
    case ModelKind::Sd2:
    case ModelKind::Sd2Inpaint:
        return familiesFolder() / "sd2";
    default:
        return std::nullopt;
    }
}

Result<bool> looksLikeVelocity(int descriptor, const SafetensorsHeader& header)
{
    const SafetensorsHeader::Tensor* bias = header.find(kTellingBias);
    const bool isFloat = bias != nullptr && (bias->type == TensorType::F32 || bias->type == TensorType::F16 ||
                                             bias->type == TensorType::Bf16);
    if (!isFloat || bias->bytes == 0 || bias->bytes > kMaxBias) {
        return true;
    }
    std::string bytes(bias->bytes, '\0');
    const ssize_t got = ::pread(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(bias->offset));
    if (got != static_cast<ssize_t>(bytes.size())) {
        return fail(ErrorCode::FileNotReadable, "the tensor '" + bias->name + "' cannot be read: check the disk.");
    }
    const std::vector<double> values = numbersOf(bytes, bias->type);
    const auto count = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.) / count;
    const double squares = std::accumulate(values.begin(), values.end(), 0.,
                                           [mean](double sum, double v) { return sum + (v - mean) * (v - mean); });
    return std::sqrt(squares / count) > kVelocitySpread;
}

Result<SingleFile> SingleFile::open(const fs::path& path)
{
    const Result<UniqueFd> descriptor = openForReading(path);
    if (!descriptor) {
        return tl::unexpected(descriptor.error());
    }
    const Result<SafetensorsHeader> header = SafetensorsHeader::read(descriptor->get());
    if (!header) {
        return fail(header.error().code, "'" + path.string() + "' " + header.error().message + ".");
    }
    SingleFile file{path, kindOf(*header), {}, json::object()};
    return notesOf(path)
        .and_then([&](json notes) {
            file.notes = std::move(notes);
            return configFolder(path, file.kind, file.notes);
        })
        .and_then([](const fs::path& folder) { return readModelConfigs(folder); })
        .and_then([&](ModelConfigs configs) {
            file.configs = std::move(configs);
            return predictionOf(path, descriptor->get(), *header, file.kind, file.notes);
        })
        .map([&](PredictionChoice prediction) {
            if (prediction != PredictionChoice::FromModel) {
                const bool isVelocity = prediction == PredictionChoice::Velocity;
                file.configs.scheduler["prediction_type"] = isVelocity ? "v_prediction" : "epsilon";
            }
            if (const SafetensorsHeader::Tensor* input = header->find(kUnetInput); input != nullptr) {
                file.configs.unet["in_channels"] = input->shape.size() > 1 ? input->shape[1] : 0;
            }
            return file;
        });
}

} // namespace gesso
