// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_line.h"

#include "app/cli/generate_options.h"
#include "core/base/file.h"
#include "core/protocol/bounded_json.h"
#include "core/protocol/frame.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>

namespace gesso::cli {
namespace {

/// Commands that later versions have: someone who knows them should hear that, not that they are misspelt.
constexpr std::array<std::string_view, 1> kLaterCommands{"upscale"};

constexpr const char* kDescription = "Gesso makes pictures with diffusion models.";
constexpr const char* kFooter =
    "Exit status: 0 done, 2 bad use, 3 bad file, folder or model, 4 engine or device failure, 130 interrupted.\n"
    "GESSO_ENGINE names the command that starts the engine, for example 'ssh host gesso-engine serve'.";

/// The words with each "--option=" as the two words "--option" and "", which CLI11 takes for a value left out.
std::vector<std::string> withEmptyValues(const std::vector<std::string>& words)
{
    std::vector<std::string> split;
    for (const std::string& word : words) {
        if (word.starts_with("--") && word.size() > 3 && word.find('=') == word.size() - 1) {
            split.push_back(word.substr(0, word.size() - 1));
            split.emplace_back();
        } else {
            split.push_back(word);
        }
    }
    return split;
}

/// A fresh parser of the whole command line, and what its options were given.
class Parser final {
public:
    Parser();

    [[nodiscard]] Result<Command> parse(const std::vector<std::string>& words);

private:
    void addGenerate();
    void addRun();
    void addInformation();
    void addExport();
    void addEngineTools();
    [[nodiscard]] Result<Command> command();
    [[nodiscard]] Result<Command> runCommand();
    [[nodiscard]] tl::unexpected<Error> wrongUse(const CLI::ParseError& error) const;
    [[nodiscard]] bool isCommand(const std::string& word);
    [[nodiscard]] std::string chosenName() const;

    CLI::App m_app{kDescription, "gesso-cli"};
    CLI::App* m_generate = nullptr;
    CLI::App* m_run = nullptr;
    CLI::App* m_models = nullptr;
    CLI::App* m_styles = nullptr;
    CLI::App* m_inspect = nullptr;
    CLI::App* m_metadata = nullptr;
    CLI::App* m_export = nullptr;
    CLI::App* m_bench = nullptr;
    CLI::App* m_doctor = nullptr;
    TypedOptions m_generateOptions, m_runOptions, m_exportOptions;
    std::vector<std::string> m_documents; ///< of export
    std::string m_path;                   ///< of run, inspect and metadata
    bool m_json = false;                  ///< of models, styles, inspect, metadata and export
    bool m_quiet = false;                 ///< of export
};

Parser::Parser()
{
    m_app.set_version_flag("--version", "gesso-cli " GESSO_VERSION);
    m_app.require_subcommand(1);
    m_app.footer(kFooter);
    addGenerate();
    addRun();
    addInformation();
    addExport();
    addEngineTools();
}

void Parser::addGenerate()
{
    m_generate = m_app.add_subcommand("generate", "Make pictures of a prompt");
    m_generateOptions.addRequestOptions(*m_generate);
    m_generateOptions.addTaskOptions(*m_generate);
    m_generateOptions.addOutputOptions(*m_generate);
    m_generate->footer("What is left out is the model's own default (its gesso.json), else 25 steps, guidance 7.5.\n"
                       "Prints the path of each picture.");
}

void Parser::addRun()
{
    m_run = m_app.add_subcommand("run", "Make the pictures of a job file");
    m_run->add_option("JOB.json", m_path, "A request as JSON, as in the metadata of Gesso's pictures")->required();
    m_runOptions.addOutputOptions(*m_run);
}

void Parser::addInformation()
{
    m_models = m_app.add_subcommand("models", "List the models that are found");
    m_styles = m_app.add_subcommand("styles", "List the styles that --style takes");
    m_inspect = m_app.add_subcommand("inspect", "Say what a model file or folder is");
    m_inspect->add_option("PATH", m_path, "A .safetensors file or a folder in diffusers' layout")->required();
    m_metadata = m_app.add_subcommand("metadata", "Say how a picture was made");
    m_metadata->add_option("FILE", m_path, "A picture")->required();
    for (CLI::App* command : {m_models, m_styles, m_inspect, m_metadata}) {
        command->add_flag("--json", m_json, "Print JSON");
    }
}

void Parser::addExport()
{
    m_export = m_app.add_subcommand("export", "Flatten layered documents into pictures");
    m_export->add_option("FILE", m_documents, "OpenRaster documents (.ora)")->required();
    m_exportOptions.addFileOptions(*m_export);
    m_export->add_flag("--json", m_json, "Print one JSON object about the pictures on stdout");
    m_export->add_flag("--quiet", m_quiet, "Print nothing but errors, and the JSON if asked for");
}

void Parser::addEngineTools()
{
    m_bench = m_app.add_subcommand("bench", "Measure the engine ('bench --help' lists its options)");
    m_doctor = m_app.add_subcommand("doctor", "Check the engine's kernels, and say where the log is");
    for (CLI::App* tool : {m_bench, m_doctor}) {
        tool->set_help_flag();
        tool->prefix_command();
    }
}

Result<Command> Parser::parse(const std::vector<std::string>& words)
{
    if (!words.empty() && std::find(kLaterCommands.begin(), kLaterCommands.end(), words[0]) != kLaterCommands.end()) {
        return fail(ErrorCode::Unsupported, "The command '" + words[0] + "' comes in a later version of Gesso.");
    }
    if (!words.empty() && !words[0].starts_with('-') && !isCommand(words[0])) {
        return fail(ErrorCode::InvalidRequest, "There is no command '" + words[0] + "'. See 'gesso-cli --help'.");
    }
    try {
        std::vector<std::string> reversed = withEmptyValues(words);
        std::reverse(reversed.begin(), reversed.end()); // CLI11 wants the last word first
        m_app.parse(std::move(reversed));
    } catch (const CLI::CallForHelp&) {
        const std::vector<CLI::App*> chosen = m_app.get_subcommands();
        return PrintCommand{chosen.empty() ? m_app.help() : chosen[0]->help("gesso-cli")};
    } catch (const CLI::CallForVersion& version) {
        return PrintCommand{std::string(version.what()) + "\n"};
    } catch (const CLI::ParseError& error) {
        return wrongUse(error);
    }
    return command();
}

Result<Command> Parser::command()
{
    if (m_generate->parsed()) {
        return m_generateOptions.read().map([](GenerateCommand&& command) { return Command(std::move(command)); });
    }
    if (m_run->parsed()) {
        return runCommand();
    }
    if (m_models->parsed()) {
        return ModelsCommand{m_json};
    }
    if (m_styles->parsed()) {
        return StylesCommand{m_json};
    }
    if (m_inspect->parsed()) {
        return InspectCommand{m_path, m_json};
    }
    if (m_metadata->parsed()) {
        return MetadataCommand{m_path, m_json};
    }
    if (m_export->parsed()) {
        return m_exportOptions.readFiles().map([this](const SaveOptions& save) {
            return Command(ExportCommand{{m_documents.begin(), m_documents.end()}, save, m_json, m_quiet});
        });
    }
    const CLI::App* tool = m_bench->parsed() ? m_bench : m_doctor;
    return EngineToolCommand{tool->get_name(), tool->remaining()};
}

Result<Command> Parser::runCommand()
{
    Result<GenerateCommand> command = m_runOptions.readOutput();
    if (!command) {
        return tl::unexpected<Error>(command.error());
    }
    return readFile(m_path, protocol::kMaxHeaderBytes).and_then([&](const std::string& text) -> Result<Command> {
        Result<nlohmann::json> given = protocol::parseBoundedJson(text);
        if (!given || !given->is_object()) {
            return fail(ErrorCode::FileDamaged, "The job file '" + m_path + "' cannot be read: " +
                                                    (given ? "it is not a JSON object" : given.error().message) + ".");
        }
        command->given = std::move(*given);
        return Command(std::move(*command));
    });
}

tl::unexpected<Error> Parser::wrongUse(const CLI::ParseError& error) const
{
    std::string what = error.what();
    std::replace(what.begin(), what.end(), '\n', ' ');
    if (!what.ends_with('.')) {
        what += '.';
    }
    return fail(ErrorCode::InvalidRequest, what + " See '" + chosenName() + " --help'.");
}

bool Parser::isCommand(const std::string& word)
{
    return !m_app.get_subcommands([&word](const CLI::App* command) { return command->get_name() == word; }).empty();
}

std::string Parser::chosenName() const
{
    const std::vector<CLI::App*> chosen = m_app.get_subcommands();
    return chosen.empty() ? "gesso-cli" : "gesso-cli " + chosen[0]->get_name();
}

} // namespace

Result<Command> parseCommandLine(const std::vector<std::string>& words)
{
    return Parser().parse(words);
}

} // namespace gesso::cli
