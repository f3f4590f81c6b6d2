// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/checkpoint_yaml.h"

#include "core/base/file.h"

#include <yaml-cpp/yaml.h>

#include <array>
#include <system_error>

namespace gesso {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxYamlBytes = 256 << 10; ///< those that ship have 2 KB

constexpr std::array<std::pair<const char*, const char*>, 5> kParameterizations{{{"eps", "epsilon"},
                                                                                 {"epsilon", "epsilon"},
                                                                                 {"v", "v_prediction"},
                                                                                 {"v_prediction", "v_prediction"},
                                                                                 {"x0", "sample"}}};

/// The text of a scalar below a map; empty for anything else.
std::string textBelow(const YAML::Node& map, const char* key)
{
    if (!map.IsMap()) {
        return {};
    }
    const YAML::Node value = map[key];
    return value.IsDefined() && value.IsScalar() ? value.Scalar() : std::string();
}

std::optional<double> numberBelow(const YAML::Node& map, const char* key)
{
    double number = 0.;
    const bool isNumber = map.IsMap() && map[key].IsDefined() && YAML::convert<double>::decode(map[key], number);
    return isNumber ? std::optional(number) : std::nullopt;
}

tl::unexpected<Error> unusable(const fs::path& path, const std::string& cause)
{
    return fail(ErrorCode::ModelDamaged, "'" + path.string() + "', the config beside the model, cannot be used: " +
                                             cause + ". Correct it, or remove it.");
}

Result<CheckpointYaml> readParameters(const fs::path& path, const YAML::Node& parameters)
{
    CheckpointYaml config;
    if (const std::string told = textBelow(parameters, "parameterization"); !told.empty()) {
        for (const auto& [theirs, ours] : kParameterizations) {
            config.predictionType = told == theirs ? ours : config.predictionType;
        }
        if (config.predictionType.empty()) {
            return unusable(path, "its parameterization is '" + told.substr(0, 40) + "', and must be eps, v or x0");
        }
    }
    const std::optional<double> start = numberBelow(parameters, "linear_start");
    const std::optional<double> end = numberBelow(parameters, "linear_end");
    if (start && end && *start > 0. && *start <= *end && *end < 1.) {
        config.betaStart = start;
        config.betaEnd = end;
    }
    return config;
}

} // namespace

std::optional<fs::path> yamlBeside(const fs::path& file)
{
    for (const char* extension : {".yaml", ".yml"}) {
        std::error_code error;
        if (const fs::path beside = fs::path(file).replace_extension(extension); fs::exists(beside, error)) {
            return beside;
        }
    }
    return std::nullopt;
}

Result<CheckpointYaml> readCheckpointYaml(const fs::path& path)
{
    const Result<std::string> text = readFile(path, kMaxYamlBytes);
    if (!text) {
        return tl::unexpected(text.error());
    }
    if (text->find('\0') != std::string::npos) {
        return unusable(path, "it holds zero bytes, as no text does");
    }
    try {
        const YAML::Node root = YAML::Load(*text);
        const YAML::Node model = root.IsMap() ? root["model"] : YAML::Node();
        const YAML::Node parameters = model.IsDefined() && model.IsMap() ? model["params"] : YAML::Node();
        return parameters.IsDefined() ? readParameters(path, parameters) : CheckpointYaml{};
    } catch (const std::exception&) { // the library's own, and those of the standard library within it
        return unusable(path, "it is not valid YAML");
    }
}

} // namespace gesso
