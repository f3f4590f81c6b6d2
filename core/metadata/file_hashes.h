// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <tuple>

namespace gesso {

/// What of a file a hash is of: all of it, or, as A1111 does with LoRAs, what follows a safetensors' header.
enum class HashedPart : std::uint8_t { Whole, AfterHeader };

/// The SHA-256 of a file's part as 64 hexadecimal digits. FileNotReadable; Cancelled when `stop` was asked for.
[[nodiscard]] Result<std::string> sha256OfFile(const std::filesystem::path& path, HashedPart part,
                                               const std::stop_token& stop);

/// The hashes that other tools name files by. They are worked out one after another on a thread of its own and
/// remembered by path, size and time of change, also on disk. Safe to be called from several threads.
class FileHashes final {
public:
    /// `store` is a JSON file, whose folder is made when it is needed.
    explicit FileHashes(std::filesystem::path store);
    /// Stops what is being worked out.
    ~FileHashes();
    FileHashes(const FileHashes&) = delete;
    FileHashes& operator=(const FileHashes&) = delete;

    /// The program's own, in $XDG_CACHE_HOME/gesso/file-hashes.json (else ~/.cache).
    [[nodiscard]] static FileHashes& shared();

    /// The hash of a file as it is now; nothing when it is not known yet.
    [[nodiscard]] std::optional<std::string> known(const std::filesystem::path& path, HashedPart part);

    /// Has it worked out, unless it is known. A file that cannot be read is passed over.
    void begin(const std::filesystem::path& path, HashedPart part);

    /// Waits until nothing is left to be worked out.
    void wait();

private:
    struct Key {
        std::string path;
        HashedPart part = HashedPart::Whole;

        friend bool operator==(const Key&, const Key&) = default;
        friend bool operator<(const Key& a, const Key& b)
        {
            return std::tie(a.path, a.part) < std::tie(b.path, b.part);
        }
    };
    struct Value {
        std::uint64_t bytes = 0;
        std::int64_t changed = 0; ///< nanoseconds
        std::string hash;
    };

    void work(const std::stop_token& stop);
    void load();
    void save();
    [[nodiscard]] static std::optional<Value> stateOf(const std::filesystem::path& path);

    const std::filesystem::path m_store;
    std::mutex m_mutex;
    std::condition_variable_any m_news;
    std::map<Key, Value> m_known; ///< guarded by m_mutex, as the following
    std::deque<Key> m_waiting;
    bool m_working = false, m_loaded = false;
    std::jthread m_thread; ///< the last: it uses the others
};

} // namespace gesso
