// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/report.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace gesso::cli {
namespace {

std::string oneDigit(double seconds)
{
    char text[32];
    std::snprintf(text, sizeof(text), "%.1f s", seconds);
    return text;
}

bool isControl(char character)
{
    return static_cast<unsigned char>(character) < ' ' || character == '\x7f';
}

} // namespace

std::string jsonReport(const JobResult& result, const std::vector<std::filesystem::path>& paths)
{
    nlohmann::ordered_json images = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < result.images.size(); ++i) {
        const JobImage& image = result.images[i];
        images.push_back({{"path", paths[i].string()},
                          {"seed", image.seed},
                          {"width", image.picture.width},
                          {"height", image.picture.height}});
    }
    const StageTimings& timings = result.timings;
    nlohmann::ordered_json report{{"images", std::move(images)},
                                  {"timings",
                                   {{"load", timings.load},
                                    {"text", timings.text},
                                    {"denoise", timings.denoise},
                                    {"decode", timings.decode},
                                    {"total", timings.total}}},
                                  {"model", {{"name", result.modelName}, {"hash", result.modelHash}}},
                                  {"device", result.device},
                                  {"precision", result.precision}};
    if (!result.deviceNote.empty()) {
        report["deviceNote"] = result.deviceNote;
    }
    // A path may be no UTF-8.
    return report.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string summary(const JobResult& result)
{
    const std::uint64_t first = result.images.front().seed;
    const std::uint64_t last = result.images.back().seed;
    const std::string seeds = first == last ? "seed " + std::to_string(first)
                                            : "seeds " + std::to_string(first) + " to " + std::to_string(last);
    return seeds + ", " + oneDigit(result.timings.total) + " (" + oneDigit(result.timings.load) + " to load), " +
           result.modelName + " on " + result.device + " in " + result.precision;
}

Result<> printOut(const std::string& text)
{
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
        return fail(ErrorCode::FileNotWritable, std::string("stdout cannot be written: ") + std::strerror(errno) + ".");
    }
    return {};
}

void printError(const std::string& message)
{
    std::string line = "gesso-cli: " + message;
    std::replace_if(line.begin(), line.end(), isControl, ' ');
    std::fprintf(stderr, "%s\n", line.c_str());
}

} // namespace gesso::cli
