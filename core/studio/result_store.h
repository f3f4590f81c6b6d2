// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/image/image.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace gesso {

/// A finished picture of a ResultStore: in memory, or in its file alone, from which it is read when it is wanted. A
/// handle: copies are the same picture, which goes with the last of them. It may outlive the store. Any thread.
class StoredPicture final {
public:
    StoredPicture() = default; ///< none

    [[nodiscard]] explicit operator bool() const noexcept { return m_entry != nullptr; }
    /// The pixels if they are in memory; else null.
    [[nodiscard]] Picture inMemory() const;
    /// The pixels, read from the file if need be: then it takes as long as that. Errors: those of the store's reader;
    /// FileNotReadable for none.
    [[nodiscard]] Result<Picture> read() const;
    /// It stands in this file from now on, as exactly as in memory, which it may leave.
    void setFile(const std::filesystem::path& file) const;
    [[nodiscard]] std::filesystem::path file() const; ///< empty: it is in memory alone

    friend bool operator==(const StoredPicture&, const StoredPicture&) = default;

private:
    friend class ResultStore;
    struct Entry;
    explicit StoredPicture(std::shared_ptr<Entry> entry) : m_entry(std::move(entry)) {}

    std::shared_ptr<Entry> m_entry;
};

/// Holds finished pictures, of which as many are in memory as there is room for: those that were wanted last, and those
/// that have no file. Any thread.
class ResultStore final {
public:
    using Read = std::function<Result<Image>(const std::filesystem::path&)>;
    static constexpr std::size_t kBudget = std::size_t{1} << 30; ///< bytes of pixels

    /// `read` reads a picture's file on whatever thread wants it.
    explicit ResultStore(Read read, std::size_t budget = kBudget);

    /// A picture that has no file yet.
    [[nodiscard]] StoredPicture add(Picture picture) const;
    /// One that stands in a file alone.
    [[nodiscard]] StoredPicture add(const std::filesystem::path& file) const;
    [[nodiscard]] std::size_t bytes() const; ///< of the pixels in memory

    struct Shared; ///< what the pictures know of their store

private:
    std::shared_ptr<Shared> m_shared;
};

} // namespace gesso
