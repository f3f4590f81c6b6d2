// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/input_pictures.h"

#include "app/cli/report.h"
#include "core/base/path_text.h"
#include "core/generation/names.h"
#include "core/generation/validate.h"
#include "core/picture_files/read/input_picture.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <string>
#include <unistd.h>
#include <vector>

namespace gesso::cli {
namespace {

using nlohmann::json;
/// Ends the program at once when it is interrupted: nothing has been started or written yet, and no decoder can be
/// waited for. What handled the signals before does so again afterwards.
class EndedBySignals final {
public:
    EndedBySignals()
    {
        struct sigaction action {};
        action.sa_handler = [](int) {
            constexpr std::string_view kWords = "gesso-cli: Interrupted: no picture was saved.\n";
            static_cast<void>(::write(STDERR_FILENO, kWords.data(), kWords.size()));
            ::_exit(exitStatus(ErrorCode::Cancelled));
        };
        for (std::size_t i = 0; i < kSignals.size(); ++i) {
            ::sigaction(kSignals[i], nullptr, &m_before[i]);
            if (m_before[i].sa_handler != SIG_IGN || kSignals[i] != SIGHUP) {
                ::sigaction(kSignals[i], &action, nullptr);
            }
        }
    }
    ~EndedBySignals()
    {
        for (std::size_t i = 0; i < kSignals.size(); ++i) {
            ::sigaction(kSignals[i], &m_before[i], nullptr);
        }
    }
    EndedBySignals(const EndedBySignals&) = delete;
    EndedBySignals& operator=(const EndedBySignals&) = delete;

private:
    static constexpr std::array<int, 3> kSignals{SIGINT, SIGTERM, SIGHUP};
    std::array<struct sigaction, kSignals.size()> m_before{};
};

/// A picture, and what was done to it.
struct Read {
    Image image;
    std::vector<std::string> notices; ///< sentences
};
using Reader = Result<Read> (*)(const std::filesystem::path&);

Result<Read> readInit(const std::filesystem::path& path)
{
    return readInputPicture(path).map([&](InputPicture picture) {
        const std::string named = "'" + path.string() + "' has ";
        Read read{std::move(picture.image), {}};
        if (picture.transparent) {
            read.notices.push_back(named + "transparent parts: white is put under them.");
        }
        if (picture.profileIgnored) {
            read.notices.push_back(named + "a colour profile that cannot be used: it is taken for sRGB.");
        }
        return read;
    });
}

Result<Read> readMaskPicture(const std::filesystem::path& path)
{
    return readMask(path).map([&](InputMask mask) {
        Read read{std::move(mask.image), {}};
        if (mask.fromAlpha) {
            read.notices.push_back("The mask is what is not transparent in '" + path.string() +
                                   "': that is repainted; --invert-mask repaints the rest.");
        }
        return read;
    });
}

/// The picture under a key, if there is one; its reference gets an absolute path and a hash.
Result<Picture> readPicture(json& given, const char* key, Reader read, bool talks)
{
    const json::json_pointer where(std::string("/") + key + "/path");
    if (!given.contains(where) || !given.at(where).is_string() || given.at(where).get<std::string>().empty()) {
        return nullptr;
    }
    std::error_code error;
    const std::filesystem::path path = std::filesystem::absolute(pathOfText(given.at(where).get<std::string>()), error);
    return read(path)
        .map([&](Read&& picture) {
            for (const std::string& notice : picture.notices) {
                if (talks) {
                    printError(notice);
                }
            }
            given[key] = {{"path", textOfPath(path)}, {"hash", hashOf(picture.image)}};
            return makePicture(std::move(picture.image));
        })
        .map_error([](Error cause) {
            // A file of another kind is a bad file, not a bad use of the program.
            cause.code = cause.code == ErrorCode::Unsupported ? ErrorCode::FileDamaged : cause.code;
            return cause;
        });
}

/// A side that the network can make of one of a picture.
int madeSide(int pixels, bool up)
{
    constexpr int kMultiple = RequestLimits::kSideMultiple;
    const int side = (up ? pixels + kMultiple - 1 : pixels) / kMultiple * kMultiple;
    return std::clamp(side, kMultiple, RequestLimits::kMaxSide);
}

/// The size for the picture, where the fields can be understood; otherwise none, and requestFromJson says why.
void chooseSize(json& given, const GenerationInputs& inputs)
{
    GenerationRequest request;
    const json& inpaint = given.value("inpaint", json::object());
    const bool repainted = given.value("task", json()) == std::string(name(Task::Inpaint));
    if (inpaint.value("onlyMasked", json()) == true || given.contains("width") || given.contains("height")) {
        return;
    }
    PictureSize size{inputs.init->width, inputs.init->height};
    if (repainted) {
        const json& more = inpaint.value("extension", json::object());
        const auto side = [&](const char* key) {
            const json value = more.is_object() ? more.value(key, json(0)) : json(0);
            return value.is_number_integer() ? std::clamp(value.get<int>(), 0, RequestLimits::kMaxSide) : 0;
        };
        size.width += side("left") + side("right");
        size.height += side("top") + side("bottom");
    }
    const bool up = repainted && inpaint.value("composite", json(true)) != false;
    given["width"] = madeSide(size.width, up);
    given["height"] = madeSide(size.height, up);
}

} // namespace

Result<GenerationInputs> readInputs(json& given, bool talks)
{
    GenerationInputs inputs;
    if (!given.is_object()) {
        return inputs;
    }
    const EndedBySignals endedBySignals;
    return readPicture(given, "init", readInit, talks)
        .and_then([&](Picture init) {
            inputs.init = std::move(init);
            return readPicture(given, "mask", readMaskPicture, talks);
        })
        .map([&](Picture mask) {
            inputs.mask = std::move(mask);
            if (inputs.init != nullptr) {
                chooseSize(given, inputs);
            }
            return inputs;
        });
}

} // namespace gesso::cli
