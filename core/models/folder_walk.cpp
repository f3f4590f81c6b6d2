// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/folder_walk.h"

#include <algorithm>
#include <deque>
#include <map>
#include <sys/stat.h>
#include <system_error>
#include <vector>

namespace gesso {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxEntries = 100'000;
constexpr int kMaxDepth = 64;
constexpr int kMaxWays = 4; ///< by which one folder is entered

/// Device and number of a file.
using Identity = std::pair<::dev_t, ::ino_t>;

struct Folder {
    fs::path path;
    std::string place;
    int depth = 0;
    std::vector<Identity> within; ///< the folders that it stands in, and itself
};

std::vector<fs::path> entriesOf(const fs::path& folder, std::size_t most)
{
    std::vector<fs::path> entries;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end && entries.size() < most;
         entry.increment(error)) {
        if (!entry->path().filename().native().starts_with('.')) {
            entries.push_back(entry->path());
        }
    }
    std::ranges::sort(entries);
    return entries;
}

class Walk {
public:
    explicit Walk(const std::function<bool(const WalkedEntry&)>& visit) : m_visit(visit) {}

    void through(const fs::path& folder)
    {
        struct stat status = {};
        if (::stat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) {
            enter({folder, "", 0, {}}, {status.st_dev, status.st_ino});
        }
        while (!m_waiting.empty() && m_seen < kMaxEntries) {
            const Folder next = std::move(m_waiting.front());
            m_waiting.pop_front();
            lookInto(next);
        }
    }

private:
    void enter(Folder folder, Identity identity)
    {
        const bool isLoop = std::ranges::find(folder.within, identity) != folder.within.end();
        if (!isLoop && folder.depth <= kMaxDepth && m_ways[identity]++ < kMaxWays) {
            folder.within.push_back(identity);
            m_waiting.push_back(std::move(folder));
        }
    }

    void lookInto(const Folder& folder)
    {
        for (const fs::path& path : entriesOf(folder.path, kMaxEntries - m_seen)) {
            ++m_seen;
            struct stat status = {};
            if (::stat(path.c_str(), &status) != 0) {
                continue;
            }
            WalkedEntry entry{path, folder.place + path.filename().string(), S_ISDIR(status.st_mode)};
            if (m_visit(entry) && entry.isFolder) {
                enter({path, entry.place + '/', folder.depth + 1, folder.within}, {status.st_dev, status.st_ino});
            }
        }
    }

    const std::function<bool(const WalkedEntry&)>& m_visit;
    std::deque<Folder> m_waiting;
    std::map<Identity, int> m_ways;
    std::size_t m_seen = 0;
};

} // namespace

void walkFolder(const fs::path& folder, const std::function<bool(const WalkedEntry&)>& visit)
{
    Walk(visit).through(folder);
}

} // namespace gesso
