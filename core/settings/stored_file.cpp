// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/settings/stored_file.h"

#include "core/base/atomic_file.h"
#include "core/base/folders.h"
#include "core/protocol/bounded_json.h"

#include <cerrno>
#include <chrono>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gesso {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int kMostAside = 1000;

/// What a file of ours holds.
struct Content {
    json object = json::object();
    std::string aside;  ///< how the name goes on when it is moved aside; empty when it can be used
    std::string reason; ///< why it cannot be used
};

bool isThere(const fs::path& file)
{
    struct stat status = {};
    return ::lstat(file.c_str(), &status) == 0;
}

/// Whether something of this name is no file: a folder, a pipe, a device. Nothing is opened, so nothing waits.
bool isNoFile(const fs::path& file)
{
    struct stat status = {};
    return ::stat(file.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

Content damaged(std::string reason)
{
    return {json::object(), ".damaged-", std::move(reason)};
}

/// Errors: those of readFile.
Result<Content> readContent(const fs::path& file, int version)
{
    if (isNoFile(file)) {
        return damaged("it is no file");
    }
    const Result<std::string> read = readFile(file, kMaxStoredBytes);
    if (!read && read.error().code == ErrorCode::FileDamaged) {
        return damaged("it is larger than such a file can be");
    }
    return read.map([version](const std::string& text) {
        Result<json> parsed = protocol::parseBoundedJson(text);
        if (!parsed || !parsed->is_object()) {
            return damaged("it is cut or damaged");
        }
        const json found = parsed->value("version", json());
        if (!found.is_number_integer() || found.get<std::int64_t>() < 1) {
            return damaged("it does not tell its version");
        }
        const auto number = found.get<std::int64_t>();
        if (number > version) {
            return Content{json::object(), ".from-version-" + std::to_string(number),
                           "it was written by a newer version of Gesso"};
        }
        return Content{std::move(*parsed), "", ""};
    });
}

/// A disk that fails once may read the second time.
Result<Content> readContentPatiently(const fs::path& file, int version)
{
    constexpr int kAttempts = 3;
    constexpr std::chrono::milliseconds kPause{20};
    Result<Content> content = readContent(file, version);
    for (int attempt = 1; attempt < kAttempts && !content; ++attempt) {
        std::this_thread::sleep_for(kPause);
        content = readContent(file, version);
    }
    return content;
}

/// Renames a file to the first name that is free, without ever replacing another.
Result<fs::path> moveAside(const fs::path& file, const std::string& ending)
{
    const bool numbered = ending.ends_with('-');
    for (int number = 1; number <= kMostAside; ++number) {
        fs::path to = file;
        to += ending;
        if (numbered || number > 1) {
            to += (numbered ? "" : "-") + std::to_string(number);
        }
        if (::renameat2(AT_FDCWD, file.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) {
            return to;
        }
        if (errno == EINVAL && !isThere(to) && ::rename(file.c_str(), to.c_str()) == 0) {
            return to; // a file system that does not know how not to replace
        }
        if (errno != EEXIST && errno != EINVAL) {
            return tl::unexpected(fileError(FileAction::Write, file, errno));
        }
    }
    return fail(ErrorCode::FileNotWritable, "'" + file.string() + "' cannot be moved aside: there are " +
                                                std::to_string(kMostAside) +
                                                " such files beside it already; remove old ones.");
}

} // namespace

Stored<json> loadStored(const fs::path& file, int version)
{
    Stored<json> stored{json::object(), {}, false};
    if (!isThere(file)) {
        return stored;
    }
    Result<Content> content = readContentPatiently(file, version);
    if (!content) {
        stored.unread = true;
        stored.notices.push_back(content.error().message + " It stays as it is; nothing is saved there meanwhile.");
    } else if (content->aside.empty()) {
        stored.value = std::move(content->object);
    } else if (const Result<fs::path> to = moveAside(file, content->aside); to) {
        stored.notices.push_back("'" + file.string() + "' could not be used: " + content->reason +
                                 ". It was kept as '" + to->string() + "'.");
    } else {
        stored.unread = true;
        stored.notices.push_back("'" + file.string() + "' could not be used: " + content->reason + ". " +
                                 to.error().message + " It stays as it is; nothing is saved there meanwhile.");
    }
    return stored;
}

Result<> saveStored(const fs::path& file, int version, json content)
{
    if (Result<> folder = makePrivateFolder(file.parent_path()); !folder) {
        return folder;
    }
    if (isThere(file)) {
        const Result<Content> old = readContent(file, version);
        if (!old) {
            return tl::unexpected(old.error());
        }
        if (!old->aside.empty()) {
            if (const Result<fs::path> to = moveAside(file, old->aside); !to) {
                return tl::unexpected(to.error());
            }
        }
    }
    content["version"] = version;
    const std::string text = content.dump(1, ' ', false, json::error_handler_t::replace) + '\n';
    if (text.size() > kMaxStoredBytes) {
        return fail(ErrorCode::InvalidRequest, "'" + file.string() + "' was not written: it would have " +
                                                   std::to_string(text.size()) + " bytes; shorten the texts.");
    }
    return writeFile(file, text);
}

} // namespace gesso
