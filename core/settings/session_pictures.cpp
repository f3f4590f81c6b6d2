// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/settings/session_pictures.h"

#include "core/base/atomic_file.h"
#include "core/base/folders.h"
#include "core/generation/inputs.h"
#include "core/metadata/read_metadata.h"
#include "core/picture_files/picture_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <random>
#include <sys/stat.h>
#include <unistd.h>

namespace gesso {
namespace {

namespace fs = std::filesystem;

/// As many bits as tell all that an engine's picture has.
int bitsOf(const Image& image)
{
    constexpr int kOfU8 = 8, kOfOthers = 16;
    return image.format() == PixelFormat::U8 ? kOfU8 : kOfOthers;
}

/// A name that no other picture has, now or earlier: 64 random bits.
std::string newName()
{
    std::random_device random;
    const std::uint64_t number = std::uint64_t{random()} << 32 | random();
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%016llx.png", static_cast<unsigned long long>(number));
    return text.data();
}

bool isOurs(const std::string& name)
{
    constexpr std::size_t kDigits = 16;
    return name.size() == kDigits + 4 && name.ends_with(".png") &&
           name.find_first_not_of("0123456789abcdef") == kDigits;
}

Result<> checkName(const std::string& name)
{
    return isOurs(name) ? Result<>()
                        : fail(ErrorCode::InvalidRequest, "'" + name + "' is no picture of a session's folder.");
}

} // namespace

Result<SessionPictures> SessionPictures::open(const fs::path& sessionFolder)
{
    fs::path folder = sessionFolder / "pictures";
    return makePrivateFolder(folder).map([&] { return SessionPictures(std::move(folder)); });
}

Result<std::string> SessionPictures::put(const Image& image, const PictureMetadata& metadata) const
{
    std::string name = newName();
    return writePicture(m_folder / name, image, PictureFormat::Png, bitsOf(image), metadata, Existing::Keep)
        .map([&](const WrittenPicture&) { return std::move(name); });
}

Result<SessionPictures::Picture> SessionPictures::get(const std::string& name) const
{
    return checkName(name).and_then([&] { return readDeepPicture(m_folder / name); }).and_then([&](Image image) {
        return readOwnMetadata(m_folder / name).map([&](PictureMetadata metadata) {
            return Picture{std::move(image), std::move(metadata)};
        });
    });
}

Result<std::string> SessionPictures::putInput(const Image& image, const std::string& hash) const
{
    std::string name = inputName(hash);
    std::error_code ignored;
    return checkName(name).and_then([&]() -> Result<std::string> {
        if (fs::exists(m_folder / name, ignored)) {
            return name;
        }
        return writePicture(m_folder / name, image, PictureFormat::Png, bitsOf(image), {}, Existing::Keep)
            .map([&](const WrittenPicture&) { return name; });
    });
}

Result<Image> SessionPictures::getInput(const std::string& hash) const
{
    const std::string name = inputName(hash);
    return checkName(name).and_then([&] { return readPicture(m_folder / name); }).and_then([&](Image image) {
        return hashOf(image) == hash ? Result<Image>(std::move(image))
                                     : fail(ErrorCode::FileDamaged, "'" + (m_folder / name).string() +
                                                                        "' is not the picture that was kept there.");
    });
}

Result<> SessionPictures::remove(const std::string& name) const
{
    return checkName(name).and_then([&]() -> Result<> {
        if (::unlink((m_folder / name).c_str()) != 0 && errno != ENOENT) {
            return tl::unexpected(fileError(FileAction::Write, m_folder / name, errno));
        }
        return {};
    });
}

bool SessionPictures::has(const std::string& name) const
{
    struct stat status = {};
    return ::lstat((m_folder / name).c_str(), &status) == 0 || errno != ENOENT;
}

Result<fs::path> SessionPictures::setAside(const std::string& name) const
{
    return checkName(name).and_then([&]() -> Result<fs::path> {
        fs::path to = m_folder / name;
        to += ".damaged"; // the name is random: what stands there is the same picture
        if (::rename((m_folder / name).c_str(), to.c_str()) != 0) {
            return tl::unexpected(fileError(FileAction::Write, m_folder / name, errno));
        }
        return to;
    });
}

std::vector<std::string> SessionPictures::others(std::span<const std::string> known) const
{
    std::vector<std::pair<fs::file_time_type, std::string>> found;
    std::error_code error;
    for (fs::directory_iterator entry(m_folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (isOurs(name) && std::find(known.begin(), known.end(), name) == known.end()) {
            std::error_code ignored;
            found.emplace_back(fs::last_write_time(entry->path(), ignored), name);
        }
    }
    std::sort(found.begin(), found.end());
    std::vector<std::string> names;
    names.reserve(found.size());
    for (const auto& [time, name] : found) {
        names.push_back(name);
    }
    return names;
}

Result<PictureMetadata> SessionPictures::metadata(const std::string& name) const
{
    return checkName(name).and_then([&] { return readOwnMetadata(m_folder / name); });
}

std::size_t SessionPictures::prune(std::span<const std::string> kept) const
{
    const std::vector<std::string> unwanted = others(kept);
    return removeLeftovers(m_folder) +
           static_cast<std::size_t>(std::count_if(unwanted.begin(), unwanted.end(), [this](const std::string& name) {
               return ::unlink((m_folder / name).c_str()) == 0;
           }));
}

} // namespace gesso
