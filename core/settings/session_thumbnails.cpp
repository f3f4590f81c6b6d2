// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/settings/session_thumbnails.h"

#include "core/base/folders.h"
#include "core/image/levels.h"
#include "core/image/resize.h"
#include "core/picture_files/picture_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace gesso {
namespace {

namespace fs = std::filesystem;

constexpr int kThumbnailBits = 8;
constexpr std::string_view kSizeMark = "_";

/// The size that a thumbnail's file name says behind its stamp: "STAMP_640x480.png".
std::optional<PictureSize> sizeIn(const std::string& file)
{
    const std::size_t mark = file.rfind(kSizeMark);
    PictureSize size;
    char end = 0;
    const bool read = mark != std::string::npos &&
                      std::sscanf(file.c_str() + mark + 1, "%9dx%9d.pn%c", &size.width, &size.height, &end) == 3;
    return read && end == 'g' && size.width > 0 && size.height > 0 ? std::optional(size) : std::nullopt;
}

Image reduced(const Image& picture)
{
    const PictureSize most = SessionThumbnails::kMost;
    const double scale = std::min(
        {1., static_cast<double>(most.width) / picture.width, static_cast<double>(most.height) / picture.height});
    const auto side = [scale](int pixels) { return std::max(1, static_cast<int>(std::lround(pixels * scale))); };
    const Image small = scale < 1. ? resized(picture, side(picture.width), side(picture.height)) : picture;
    return small.format() == PixelFormat::U8 ? small : inFormat(small, PixelFormat::U8);
}

} // namespace

SessionThumbnails::SessionThumbnails(const fs::path& sessionFolder)
    : m_pictures(sessionFolder / "pictures"), m_folder(sessionFolder / "thumbnails")
{
    std::error_code error;
    for (fs::directory_iterator entry(m_folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string file = entry->path().filename().string();
        if (sizeIn(file)) {
            m_files.insert_or_assign(file.substr(0, file.rfind(kSizeMark)), file);
        }
    }
}

/// What tells the picture's file from all others and former ones: name, length and time. Empty when there is none.
std::string SessionThumbnails::stampOf(const std::string& name) const
{
    struct stat status = {};
    if (::stat((m_pictures / name).c_str(), &status) != 0) {
        return {};
    }
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "-%llx-%llx-%lx", static_cast<unsigned long long>(status.st_size),
                  static_cast<unsigned long long>(status.st_mtim.tv_sec),
                  static_cast<unsigned long>(status.st_mtim.tv_nsec));
    return fs::path(name).stem().string() + text.data();
}

std::optional<SessionThumbnails::Thumbnail> SessionThumbnails::find(const std::string& name) const
{
    const std::string stamp = stampOf(name);
    const auto file = m_files.find(stamp);
    if (stamp.empty() || file == m_files.end()) {
        return std::nullopt;
    }
    Result<Image> image = readPicture(m_folder / file->second);
    const bool usable = image && image->width <= kMost.width && image->height <= kMost.height;
    return usable ? std::optional(Thumbnail{*std::move(image), *sizeIn(file->second)}) : std::nullopt;
}

Image SessionThumbnails::put(const std::string& name, const Image& picture) const
{
    Image small = reduced(picture);
    const std::string stamp = stampOf(name);
    if (!stamp.empty() && makePrivateFolder(m_folder)) {
        const std::string file = stamp + std::string(kSizeMark) + std::to_string(picture.width) + "x" +
                                 std::to_string(picture.height) + ".png";
        static_cast<void>(writePicture(m_folder / file, small, PictureFormat::Png, kThumbnailBits, {}));
    }
    return small;
}

std::size_t SessionThumbnails::prune(std::span<const std::string> kept) const
{
    std::set<std::string> stamps;
    for (const std::string& name : kept) {
        stamps.insert(stampOf(name));
    }
    std::size_t removed = 0;
    for (const auto& [stamp, file] : m_files) {
        if (!stamps.contains(stamp) && ::unlink((m_folder / file).c_str()) == 0) {
            ++removed;
        }
    }
    return removed;
}

} // namespace gesso
