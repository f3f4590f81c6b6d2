// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_line.h"
#include "app/cli/documents/export_documents.h"
#include "app/cli/generate.h"
#include "app/cli/information.h"
#include "app/cli/report.h"
#include "app/cli/style_choice.h"

#include <csignal>
#include <cstdlib>
#include <exception>

namespace gesso::cli {
namespace {

Result<> execute(const GenerateCommand& command)
{
    return generate(command);
}

Result<> execute(const ModelsCommand& command)
{
    return listModels(command);
}

Result<> execute(const StylesCommand& command)
{
    return listStyles(command);
}

Result<> execute(const InspectCommand& command)
{
    return inspectModel(command);
}

Result<> execute(const MetadataCommand& command)
{
    return showMetadata(command);
}

Result<> execute(const ExportCommand& command)
{
    return exportDocuments(command);
}

Result<> execute(const EngineToolCommand& command)
{
    return runEngineTool(command);
}

Result<> execute(const PrintCommand& command)
{
    return printOut(command.text);
}

int run(const std::vector<std::string>& words)
{
    const Result<> outcome = parseCommandLine(words).and_then(
        [](const Command& command) { return std::visit([](const auto& chosen) { return execute(chosen); }, command); });
    if (!outcome) {
        printError(outcome.error().message);
        return exitStatus(outcome.error().code);
    }
    return EXIT_SUCCESS;
}

} // namespace
} // namespace gesso::cli

int main(int argc, char** argv)
{
    std::signal(SIGXFSZ, SIG_IGN); // a limit on files' sizes is an error of that file, not the end
    try {
        return gesso::cli::run({argv + 1, argv + argc});
    } catch (const std::exception& error) {
        // Only what nobody expects comes here, such as the end of memory.
        gesso::cli::printError(std::string("Unexpected failure: ") + error.what() + ".");
        return gesso::exitStatus(gesso::ErrorCode::Internal);
    }
}
