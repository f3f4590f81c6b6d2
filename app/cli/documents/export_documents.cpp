// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/documents/export_documents.h"

#include "app/cli/report.h"
#include "app/cli/signals.h"
#include "core/base/path_text.h"
#include "core/document/compose.h"
#include "core/studio/document_file/read_document.h"

#include <poll.h>

#include <stop_token>
#include <thread>

namespace gesso::cli {
namespace {

/// Asks for a stop when the program is interrupted.
class StopOnSignals final {
public:
    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }

private:
    void watch(const std::stop_token& ended)
    {
        constexpr int kLookMs = 100;
        while (!ended.stop_requested()) {
            pollfd signal{m_signals.descriptor(), POLLIN, 0};
            if (::poll(&signal, 1, kLookMs) > 0) {
                m_stop.request_stop();
                return;
            }
        }
    }

    Signals m_signals;
    std::stop_source m_stop;
    std::jthread m_watcher{[this](const std::stop_token& ended) { watch(ended); }};
};

/// A template for the name of this document's picture: the document's own, whatever braces it has.
Result<NameTemplate> templateFor(const std::filesystem::path& document)
{
    std::string text;
    for (const char letter : document.stem().string()) {
        text += letter == '{' || letter == '}' ? std::string(2, letter) : std::string(1, letter);
    }
    return NameTemplate::parse(text);
}

struct Exported {
    std::filesystem::path path;
    int width = 0, height = 0;
};

Result<Exported> exportOne(const std::filesystem::path& document, const ExportCommand& command,
                           const std::stop_token& stop)
{
    const Result<OpenedDocument> opened = readOpenRaster(document, stop);
    if (!opened) {
        return tl::unexpected<Error>(opened.error());
    }
    for (const std::string& notice : opened->notices) {
        if (!command.quiet) {
            printError("'" + document.string() + "': " + notice);
        }
    }
    const PixelFormat format = command.save.bits == 8 ? PixelFormat::U8 : PixelFormat::U16;
    const Image picture = flattened(opened->document, format, stop);
    if (picture.empty()) {
        return fail(ErrorCode::Cancelled, "Interrupted: '" + document.string() + "' was not exported.");
    }
    return templateFor(document)
        .and_then([&](const NameTemplate& name) {
            SaveOptions save = command.save;
            save.nameTemplate = name;
            return savePicture(save, picture, PictureMetadata{});
        })
        .map([&](const WrittenPicture& written) {
            return Exported{written.path, picture.width, picture.height};
        });
}

} // namespace

Result<> exportDocuments(const ExportCommand& command)
{
    if (Result<> ready = prepareFolder(command.save.folder); !ready) {
        return ready;
    }
    const StopOnSignals signals;
    nlohmann::json pictures = nlohmann::json::array();
    Result<> outcome;
    for (const std::filesystem::path& document : command.documents) {
        const Result<Exported> exported = exportOne(document, command, signals.token());
        if (!exported) {
            if (!outcome) { // the first is told at the end
                printError(exported.error().message);
            }
            outcome = outcome ? tl::unexpected<Error>(exported.error()) : outcome;
            if (exported.error().code == ErrorCode::Cancelled) {
                break;
            }
            continue;
        }
        pictures.push_back({{"path", textOfPath(exported->path)},
                            {"document", textOfPath(document)},
                            {"width", exported->width},
                            {"height", exported->height}});
        if (!command.json && !command.quiet) {
            if (Result<> told = printOut(exported->path.string() + "\n"); !told) {
                return told;
            }
        }
    }
    if (command.json) {
        const Result<> told = printOut(nlohmann::json{{"images", pictures}}.dump() + "\n");
        return outcome ? told : outcome;
    }
    return outcome;
}

} // namespace gesso::cli
