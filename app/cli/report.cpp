// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/report.h"

#include "core/base/shown_text.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace gesso::cli {
namespace {

std::string oneDigit(double seconds)
{
    char text[32];
    std::snprintf(text, sizeof(text), "%.1f s", seconds);
    return text;
}

} // namespace

std::string jsonReport(const Result<JobResult>& outcome, const std::vector<SavedPicture>& pictures)
{
    nlohmann::ordered_json images = nlohmann::ordered_json::array();
    for (const SavedPicture& picture : pictures) {
        images.push_back({{"path", picture.path.string()},
                          {"seed", picture.seed},
                          {"width", picture.width},
                          {"height", picture.height}});
    }
    nlohmann::ordered_json report{{"images", std::move(images)}};
    MadeWith madeWith = pictures.empty() ? MadeWith() : pictures.back().madeWith;
    if (outcome) {
        const StageTimings& timings = outcome->timings;
        report["timings"] = {{"load", timings.load},
                             {"text", timings.text},
                             {"denoise", timings.denoise},
                             {"decode", timings.decode},
                             {"total", timings.total}};
        madeWith = {outcome->modelName, outcome->modelHash, outcome->device, outcome->precision};
    }
    report["model"] = {{"name", madeWith.modelName}, {"hash", madeWith.modelHash}};
    report["device"] = madeWith.device;
    report["precision"] = madeWith.precision;
    if (outcome && !outcome->deviceNote.empty()) {
        report["deviceNote"] = outcome->deviceNote;
    }
    if (!outcome) {
        report["error"] = {{"code", name(outcome.error().code)}, {"message", outcome.error().message}};
    }
    if (outcome && !outcome->notices.empty()) {
        report["notices"] = outcome->notices;
    }
    // A path may be no UTF-8.
    return report.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string summary(const JobResult& result, const std::vector<SavedPicture>& pictures)
{
    const std::uint64_t first = pictures.front().seed;
    const std::uint64_t last = pictures.back().seed;
    const std::string seeds = first == last ? "seed " + std::to_string(first)
                                            : "seeds " + std::to_string(first) + " to " + std::to_string(last);
    return seeds + ", " + oneDigit(result.timings.total) + " (" + oneDigit(result.timings.load) + " to load), " +
           result.modelName + " on " + result.device + " in " + result.precision;
}

Result<> printOut(const std::string& given)
{
    // Paths are bytes for whoever reads them; a terminal must not be commanded by them.
    const std::string text = ::isatty(STDOUT_FILENO) == 1 ? shownText(given) : given;
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
        return fail(ErrorCode::FileNotWritable, std::string("stdout cannot be written: ") + std::strerror(errno) + ".");
    }
    return {};
}

void printError(const std::string& message)
{
    std::fprintf(stderr, "gesso-cli: %s\n", shownLine(message.substr(0, message.find('\n'))).c_str());
}

} // namespace gesso::cli
