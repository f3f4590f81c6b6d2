// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/save_picture.h"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace gesso {
namespace {

namespace fs = std::filesystem;

/// One more than the largest number that a name in the folder begins with; 1 in a folder without such names.
Result<std::uint64_t> nextIndex(const fs::path& folder)
{
    constexpr std::uint64_t kLargest = 999'999'999; // longer digits are dates or seeds
    std::uint64_t largest = 0;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        std::uint64_t number = 0;
        const auto [digitsEnd, failed] = std::from_chars(name.data(), name.data() + name.size(), number);
        if (failed == std::errc{} && number < kLargest) {
            largest = std::max(largest, number);
        }
    }
    if (error) {
        return tl::unexpected(fileError(FileAction::Read, folder, error.value()));
    }
    return largest + 1;
}

/// Whether anything has this name: a file, a folder, a pipe, a link to nothing. Nothing is opened, so nothing waits.
bool isTaken(const fs::path& path)
{
    std::error_code ignored;
    return fs::exists(fs::symlink_status(path, ignored));
}

} // namespace

Result<> prepareFolder(const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        return tl::unexpected(fileError(FileAction::Write, folder, error.value()));
    }
    removeLeftovers(folder);
    return tryFolder(folder);
}

Result<WrittenPicture> savePicture(const SaveOptions& options, const Image& image, const PictureMetadata& metadata)
{
    constexpr int kAttempts = 10000;
    if (Result<> outcome = prepareFolder(options.folder); !outcome) {
        return tl::unexpected(outcome.error());
    }
    const auto index = nextIndex(options.folder);
    if (!index) {
        return tl::unexpected(index.error());
    }
    const NameValues values{.index = *index, .metadata = metadata};
    const std::string stem = options.nameTemplate.fill(values);
    Result<WrittenPicture> outcome;
    for (int attempt = 1; attempt <= kAttempts; ++attempt) {
        const std::string number = attempt == 1 ? "" : "-" + std::to_string(attempt);
        const fs::path path = options.folder / (stem + number + "." + std::string(name(options.format)));
        if (isTaken(path)) {
            outcome = fail(ErrorCode::FileExists, "'" + path.string() +
                                                      "' and many like it are there already: choose "
                                                      "another name, or another folder.");
            continue;
        }
        outcome = writePicture(path, image, options.format, options.bits, metadata, Existing::Keep, options.quality);
        if (outcome || outcome.error().code != ErrorCode::FileExists) {
            break;
        }
    }
    return outcome;
}

} // namespace gesso
