// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/input_pictures.h"

#include "core/codec/input_picture.h"
#include "core/generation/names.h"
#include "core/generation/validate.h"

#include <algorithm>

namespace gesso::cli {
namespace {

using nlohmann::json;
using Reader = Result<Image> (*)(const std::filesystem::path&);

/// The picture under a key, if there is one; its reference gets an absolute path and a hash.
Result<std::shared_ptr<const Image>> readPicture(json& given, const char* key, Reader read)
{
    const json::json_pointer where(std::string("/") + key + "/path");
    if (!given.contains(where) || !given.at(where).is_string() || given.at(where).get<std::string>().empty()) {
        return nullptr;
    }
    std::error_code error;
    const std::filesystem::path path = std::filesystem::absolute(given.at(where).get<std::string>(), error);
    return read(path)
        .map([&](Image&& image) {
            given[key] = {{"path", path.string()}, {"hash", hashOf(image)}};
            return std::make_shared<const Image>(std::move(image));
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

Result<GenerationInputs> readInputs(json& given)
{
    GenerationInputs inputs;
    if (!given.is_object()) {
        return inputs;
    }
    return readPicture(given, "init", readInputPicture)
        .and_then([&](std::shared_ptr<const Image> init) {
            inputs.init = std::move(init);
            return readPicture(given, "mask", readMask);
        })
        .map([&](std::shared_ptr<const Image> mask) {
            inputs.mask = std::move(mask);
            if (inputs.init != nullptr) {
                chooseSize(given, inputs);
            }
            return inputs;
        });
}

} // namespace gesso::cli
