// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/latents_file.h"

#include "core/base/atomic_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <optional>

namespace gesso::cli {
namespace {

constexpr std::size_t kChannels = 4;
constexpr std::size_t kHeaderAlignment = 8;

static_assert(std::endian::native == std::endian::little, "safetensors are little-endian");

struct Shape {
    std::size_t height, width;
};

/// The sides of so many values of a picture: it is a power of two times as large, for most models 8 times.
std::optional<Shape> shapeOf(std::size_t values, const SavedPicture& picture)
{
    constexpr std::size_t kMaxScale = 64;
    const auto height = static_cast<std::size_t>(picture.height);
    const auto width = static_cast<std::size_t>(picture.width);
    for (std::size_t scale = 1; scale <= kMaxScale && height % scale == 0 && width % scale == 0; scale *= 2) {
        if (kChannels * (height / scale) * (width / scale) == values) {
            return Shape{height / scale, width / scale};
        }
    }
    return std::nullopt;
}

std::string header(std::size_t count, const Shape& shape)
{
    const std::size_t bytes = count * kChannels * shape.height * shape.width * sizeof(float);
    std::string text = nlohmann::json{{"latents",
                                       {{"dtype", "F32"},
                                        {"shape", {count, kChannels, shape.height, shape.width}},
                                        {"data_offsets", {std::size_t{0}, bytes}}}}}
                           .dump();
    text.resize((text.size() + kHeaderAlignment - 1) / kHeaderAlignment * kHeaderAlignment, ' ');
    return text;
}

} // namespace

Result<> writeLatents(const std::filesystem::path& path, const std::vector<SavedPicture>& pictures)
{
    const SavedPicture& first = pictures.front();
    const std::size_t values = first.latents.size();
    const std::optional<Shape> shape = shapeOf(values, first);
    const bool alike = std::ranges::all_of(
        pictures, [values](const SavedPicture& picture) { return picture.latents.size() == values; });
    if (!shape || !alike) {
        return fail(ErrorCode::ProtocolViolation, "The engine sent " + std::to_string(values) +
                                                      " latents for a picture of " + std::to_string(first.width) + "x" +
                                                      std::to_string(first.height) + " pixels, which do not fit.");
    }
    Result<AtomicFile> file = AtomicFile::create(path);
    if (!file) {
        return tl::unexpected<Error>(file.error());
    }
    const std::string text = header(pictures.size(), *shape);
    const std::uint64_t length = text.size();
    Result<> written = file->write(std::as_bytes(std::span(&length, 1)));
    if (written) {
        written = file->write(std::as_bytes(std::span(text)));
    }
    for (const SavedPicture& picture : pictures) {
        if (written) {
            written = file->write(std::as_bytes(std::span(picture.latents)));
        }
    }
    return written.and_then([&] { return file->commit(); });
}

} // namespace gesso::cli
