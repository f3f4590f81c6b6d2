// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/save_picture.h"
#include "core/generation/request.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace gesso::cli {

/// What becomes of the pictures and of the words about them.
struct OutputChoice {
    SaveOptions save;
    std::optional<std::filesystem::path> latents; ///< --save-latents
    bool json = false;
    bool quiet = false;
};

/// generate, and run: both say some of a request's fields, and the model has defaults for the others.
struct GenerateCommand {
    nlohmann::json given = nlohmann::json::object(); ///< fields of a request as in request_json.h
    std::vector<std::string> loras;                  ///< --lora, as typed
    std::string style;                               ///< --style; empty: none
    ExecutionOptions execution;
    OutputChoice output;
};

struct ModelsCommand {
    bool json = false;
};

struct StylesCommand {
    bool json = false;
};

struct InspectCommand {
    std::filesystem::path path;
    bool json = false;
};

struct MetadataCommand {
    std::filesystem::path path;
    bool json = false;
};

/// export: documents as pictures.
struct ExportCommand {
    std::vector<std::filesystem::path> documents;
    SaveOptions save; ///< each picture is named as its document
    bool json = false;
    bool quiet = false;
};

/// A tool of the engine's own, with the words that follow.
struct EngineToolCommand {
    std::string tool; ///< "bench", "doctor"
    std::vector<std::string> words;
};

/// --help and --version: text for stdout, and nothing else to do.
struct PrintCommand {
    std::string text;
};

using Command = std::variant<GenerateCommand, ModelsCommand, StylesCommand, InspectCommand, MetadataCommand,
                             ExportCommand, EngineToolCommand, PrintCommand>;

} // namespace gesso::cli
