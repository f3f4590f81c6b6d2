// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/settings/session_pictures.h"

#include "core/base/file.h"
#include "core/base/folders.h"
#include "core/export/picture_file.h"
#include "core/generation/inputs.h"
#include "core/metadata/read_metadata.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <random>
#include <regex>
#include <unistd.h>

namespace gesso {
namespace {

namespace fs = std::filesystem;

constexpr int kBits = 8;

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
    static const std::regex pattern("[0-9a-f]{16}\\.png");
    return std::regex_match(name, pattern);
}

/// What AtomicFile leaves behind when a process is killed in the midst of writing; not what this one writes now.
bool isLeftover(const std::string& name)
{
    return name.starts_with(".gesso-") && name.ends_with(".part") &&
           !name.starts_with(".gesso-" + std::to_string(::getpid()) + "-");
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
    return writePicture(m_folder / name, image, PictureFormat::Png, kBits, metadata, Existing::Keep).map([&] {
        return std::move(name);
    });
}

Result<SessionPictures::Picture> SessionPictures::get(const std::string& name) const
{
    return checkName(name).and_then([&] { return readPicture(m_folder / name); }).and_then([&](Image image) {
        return readMetadata(m_folder / name).map([&](PictureMetadata metadata) {
            return Picture{std::move(image), std::move(metadata)};
        });
    });
}

Result<std::string> SessionPictures::putInput(const Image& image, const std::string& hash) const
{
    const std::string name = inputName(hash);
    std::error_code ignored;
    return checkName(name).and_then([&]() -> Result<std::string> {
        if (fs::exists(m_folder / name, ignored)) {
            return name;
        }
        return writePicture(m_folder / name, image, PictureFormat::Png, kBits, {}, Existing::Keep).map([&] {
            return name;
        });
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

std::size_t SessionPictures::prune(std::span<const std::string> kept) const
{
    std::vector<fs::path> unwanted;
    std::error_code error;
    for (fs::directory_iterator entry(m_folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        const bool wanted = std::find(kept.begin(), kept.end(), name) != kept.end();
        if ((isOurs(name) && !wanted) || isLeftover(name)) {
            unwanted.push_back(entry->path());
        }
    }
    return static_cast<std::size_t>(std::count_if(unwanted.begin(), unwanted.end(),
                                                  [](const fs::path& path) { return ::unlink(path.c_str()) == 0; }));
}

} // namespace gesso
