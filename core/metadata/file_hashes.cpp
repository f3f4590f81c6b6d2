// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/file_hashes.h"

#include "core/base/atomic_file.h"
#include "core/base/byte_order.h"
#include "core/base/folders.h"
#include "core/base/utf8.h"
#include "core/protocol/bounded_json.h"

#include <nlohmann/json.hpp>

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace gesso {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kMaxStoreBytes = std::size_t{16} << 20U;
constexpr std::size_t kMostRemembered = 20'000;

/// Where the part begins: after the header's length and the header (kohya's scripts, whose hash A1111 shows).
Result<std::uint64_t> startOf(const UniqueFd& file, HashedPart part, const fs::path& path)
{
    constexpr std::size_t kLength = 8;
    if (part == HashedPart::Whole) {
        return 0;
    }
    std::array<char, kLength> bytes{};
    if (::pread(file.get(), bytes.data(), bytes.size(), 0) != static_cast<::ssize_t>(bytes.size())) {
        return fail(ErrorCode::FileDamaged, "'" + path.string() + "' is cut short.");
    }
    const std::string_view view(bytes.data(), bytes.size());
    const std::uint64_t low = readU32(view, ByteOrder::LittleEndian);
    const std::uint64_t high = readU32(view.substr(4), ByteOrder::LittleEndian);
    return high == 0 ? Result<std::uint64_t>(low + kLength)
                     : fail(ErrorCode::FileDamaged, "'" + path.string() + "' has no safetensors header.");
}

std::string hexadecimal(const unsigned char* bytes, unsigned size)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        text.push_back(kDigits[bytes[i] >> 4U]);
        text.push_back(kDigits[bytes[i] & 15U]);
    }
    return text;
}

} // namespace

Result<std::string> sha256OfFile(const fs::path& path, HashedPart part, const std::stop_token& stop)
{
    const auto file = openForReading(path);
    const auto start = file ? startOf(*file, part, path) : Result<std::uint64_t>(tl::unexpected(file.error()));
    if (!start) {
        return tl::unexpected(start.error());
    }
    const std::unique_ptr<EVP_MD_CTX, decltype(&::EVP_MD_CTX_free)> context(::EVP_MD_CTX_new(), &::EVP_MD_CTX_free);
    if (context == nullptr || ::EVP_DigestInit_ex(context.get(), ::EVP_sha256(), nullptr) != 1) {
        return fail(ErrorCode::Internal, "SHA-256 is not to be had in this libcrypto.");
    }
    std::vector<char> buffer(std::size_t{1} << 20U);
    for (std::uint64_t offset = *start;;) {
        if (stop.stop_requested()) {
            return fail(ErrorCode::Cancelled, "The hash of '" + path.string() + "' was not worked out.");
        }
        const ::ssize_t count = ::pread(file->get(), buffer.data(), buffer.size(), static_cast<::off_t>(offset));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return tl::unexpected(fileError(FileAction::Read, path, errno));
        }
        if (count == 0) {
            break;
        }
        ::EVP_DigestUpdate(context.get(), buffer.data(), static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    ::EVP_DigestFinal_ex(context.get(), digest.data(), &size);
    return hexadecimal(digest.data(), size);
}

FileHashes::FileHashes(fs::path store)
    : m_store(std::move(store)), m_thread([this](const std::stop_token& stop) { work(stop); })
{
}

FileHashes::~FileHashes() = default;

FileHashes& FileHashes::shared()
{
    static FileHashes hashes(xdgFolder("XDG_CACHE_HOME", ".cache") / "gesso" / "file-hashes.json");
    return hashes;
}

std::optional<FileHashes::Value> FileHashes::stateOf(const fs::path& path)
{
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return std::nullopt;
    }
    constexpr std::int64_t kNanoseconds = 1'000'000'000;
    return Value{
        static_cast<std::uint64_t>(status.st_size), status.st_mtim.tv_sec * kNanoseconds + status.st_mtim.tv_nsec, {}};
}

std::optional<std::string> FileHashes::known(const fs::path& path, HashedPart part)
{
    const auto now = stateOf(path);
    const std::lock_guard lock(m_mutex);
    load();
    const auto found = m_known.find({path.string(), part});
    const bool same =
        now && found != m_known.end() && found->second.bytes == now->bytes && found->second.changed == now->changed;
    return same ? std::optional(found->second.hash) : std::nullopt;
}

void FileHashes::begin(const fs::path& path, HashedPart part)
{
    if (path.empty() || known(path, part) || !stateOf(path)) {
        return;
    }
    const std::lock_guard lock(m_mutex);
    const Key key{path.string(), part};
    if (std::find(m_waiting.begin(), m_waiting.end(), key) == m_waiting.end()) {
        m_waiting.push_back(key);
        m_news.notify_all();
    }
}

void FileHashes::wait()
{
    std::unique_lock lock(m_mutex);
    m_news.wait(lock, [this] { return m_waiting.empty() && !m_working; });
}

void FileHashes::work(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (m_news.wait(lock, stop, [this] { return !m_waiting.empty(); })) {
        const Key key = m_waiting.front();
        m_waiting.pop_front();
        m_working = true;
        lock.unlock();
        const auto before = stateOf(key.path);
        const auto hash = sha256OfFile(key.path, key.part, stop);
        const auto after = stateOf(key.path);
        lock.lock();
        // What is written while it is read has no hash yet.
        if (hash && before && after && before->bytes == after->bytes && before->changed == after->changed) {
            m_known[key] = {before->bytes, before->changed, *hash};
            save();
        }
        m_working = false;
        m_news.notify_all();
    }
}

void FileHashes::load()
{
    if (m_loaded) {
        return;
    }
    m_loaded = true;
    const auto text = readFile(m_store, kMaxStoreBytes);
    const auto list = text ? protocol::parseBoundedJson(*text) : Result<json>(json());
    if (!list || !list->is_array()) {
        return; // it is made again
    }
    for (const json& each : *list) {
        try {
            const bool whole = each.at("part") == "whole";
            m_known.insert_or_assign({each.at("path"), whole ? HashedPart::Whole : HashedPart::AfterHeader},
                                     Value{each.at("bytes"), each.at("changed"), each.at("sha256")});
        } catch (const json::exception&) {
            continue; // an entry of another form
        }
    }
}

void FileHashes::save()
{
    load();
    json list = json::array();
    for (const auto& [key, value] : m_known) {
        if (!invalidUtf8At(key.path) && list.size() < kMostRemembered) {
            list.push_back({{"path", key.path},
                            {"part", key.part == HashedPart::Whole ? "whole" : "after-header"},
                            {"bytes", value.bytes},
                            {"changed", value.changed},
                            {"sha256", value.hash}});
        }
    }
    // What cannot be kept is worked out again.
    static_cast<void>(
        makePrivateFolder(m_store.parent_path()).and_then([&] { return writeFile(m_store, list.dump(1) + "\n"); }));
}

} // namespace gesso
