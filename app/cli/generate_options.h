// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/commands.h"
#include "core/base/result.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace gesso::cli {

/// The texts that were typed for the options of generate and run, by the option's name; what was not typed is absent.
class TypedOptions final {
public:
    /// Adds to a subcommand the options that say what picture is to be made.
    void addRequestOptions(CLI::App& command);
    /// Adds the options of tasks other than text to image, of variations and of samplers (task_options.cpp).
    void addTaskOptions(CLI::App& command);
    /// Adds the options that say how it is made and what becomes of it.
    void addOutputOptions(CLI::App& command);

    /// Adds the options of files alone: --out, --format, --bits, --quality.
    void addFileOptions(CLI::App& command);

    /// What the options of files say. Errors: InvalidRequest.
    [[nodiscard]] Result<SaveOptions> readFiles() const;
    /// The command that the texts stand for, with the request's fields. Errors: InvalidRequest, Unsupported.
    [[nodiscard]] Result<GenerateCommand> read() const;
    /// The same without the request's fields.
    [[nodiscard]] Result<GenerateCommand> readOutput() const;

private:
    void add(CLI::App& command, const std::string& name, const std::string& help, const std::string& value);
    void flag(CLI::App& command, const std::string& name, const std::string& help);
    [[nodiscard]] const std::string* typed(const std::string& name) const;
    [[nodiscard]] bool isSet(const std::string& name) const { return m_flags.contains(name); }

    [[nodiscard]] Result<> readPrompt(nlohmann::json& given) const;
    [[nodiscard]] Result<> readNumbers(nlohmann::json& given) const;
    [[nodiscard]] Result<> readNames(nlohmann::json& given) const;
    [[nodiscard]] Result<> readPicture(nlohmann::json& given) const;
    [[nodiscard]] Result<> readPanorama(nlohmann::json& given) const;
    [[nodiscard]] Result<> readTaskValues(nlohmann::json& given) const;
    [[nodiscard]] Result<> readExecution(ExecutionOptions& execution) const;
    [[nodiscard]] Result<> readFormat(SaveOptions& save) const;
    void addFormat(CLI::App& command);

    std::map<std::string, std::string> m_texts; ///< filled while the command line is parsed
    std::set<std::string> m_flags;              ///< likewise
    std::vector<std::string> m_loras;           ///< likewise
    bool m_json = false;
    bool m_quiet = false;
};

} // namespace gesso::cli
