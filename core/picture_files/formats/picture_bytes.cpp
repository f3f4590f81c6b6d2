// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/formats/picture_bytes.h"

#include "core/base/file.h"

#include <array>
#include <unistd.h>

namespace gesso {
namespace {

/// The bytes that tell what a file is; fewer where it has fewer.
Result<std::string> firstBytes(const std::filesystem::path& path)
{
    return openForReading(path).map([](const UniqueFd& file) {
        std::array<char, 16> bytes{};
        const ::ssize_t count = ::pread(file.get(), bytes.data(), bytes.size(), 0);
        return std::string(bytes.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    });
}

/// What a file is that is no picture Gesso reads: with a comma and the word "which", or empty.
std::string_view foreignKind(std::string_view bytes)
{
    struct Kind {
        std::string_view start;
        std::size_t at;
        std::string_view name;
    };
    constexpr std::array<Kind, 10> kKinds{{{"GIF8", 0, "a GIF"},
                                           {"BM", 0, "a BMP"},
                                           {"8BPS", 0, "a Photoshop file"},
                                           {"gimp xcf", 0, "a GIMP file"},
                                           {"ftypavif", 4, "an AVIF"},
                                           {"ftypheic", 4, "a HEIC"},
                                           {"ftypmif1", 4, "a HEIF"},
                                           {"\xFF\x0A", 0, "a JPEG XL"},
                                           {"JXL ", 4, "a JPEG XL"},
                                           {"%PDF", 0, "a PDF"}}};
    for (const Kind& kind : kKinds) {
        if (bytes.size() > kind.at && bytes.substr(kind.at).starts_with(kind.start)) {
            return kind.name;
        }
    }
    return {};
}

} // namespace

Result<PictureBytes> readPictureBytes(const std::filesystem::path& path)
{
    return firstBytes(path).and_then([&](const std::string& start) -> Result<PictureBytes> {
        const auto format = pictureFormatFromBytes(start);
        if (!format) {
            const std::string_view kind = foreignKind(start);
            const std::string what = kind.empty() ? "' is not a picture that Gesso reads: name "
                                                  : "' is " + std::string(kind) + ", which Gesso does not read: name ";
            return fail(ErrorCode::Unsupported,
                        "'" + path.string() + what + "a PNG, JPEG, WebP, TIFF or OpenEXR file.");
        }
        return readFile(path, kMaxPictureFileBytes).map([&](std::string bytes) {
            return PictureBytes{*format, std::move(bytes)};
        });
    });
}

} // namespace gesso
