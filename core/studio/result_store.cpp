// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/studio/result_store.h"

#include <list>
#include <mutex>
#include <utility>
#include <vector>

namespace gesso {

struct ResultStore::Shared {
    Read read;
    std::size_t budget = 0;
    std::mutex mutex;
    // Guarded by it, as the entries are.
    std::size_t bytes = 0;
    std::list<StoredPicture::Entry*> inMemory; ///< the one that was wanted last at the end

    /// Takes pictures that stand in files out of memory until there is room; they are freed when the lock is not held.
    [[nodiscard]] std::vector<Picture> makeRoom();
};

struct StoredPicture::Entry {
    std::shared_ptr<ResultStore::Shared> store;
    // Guarded by the store's mutex.
    Picture picture;
    std::filesystem::path file;
    std::list<Entry*>::iterator place; ///< where there is a picture

    explicit Entry(std::shared_ptr<ResultStore::Shared> of) : store(std::move(of)) {}
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    ~Entry()
    {
        Picture last; // freed when the lock is not held
        const std::lock_guard lock(store->mutex);
        last = leaveMemory();
    }

    void enterMemory(Picture pixels)
    {
        picture = std::move(pixels);
        store->bytes += picture->byteCount();
        place = store->inMemory.insert(store->inMemory.end(), this);
    }
    /// Gives the pixels, which are the caller's to free.
    Picture leaveMemory()
    {
        if (picture != nullptr) {
            store->bytes -= picture->byteCount();
            store->inMemory.erase(place);
        }
        return std::exchange(picture, nullptr);
    }
    void noteUse() { store->inMemory.splice(store->inMemory.end(), store->inMemory, place); }
};

std::vector<Picture> ResultStore::Shared::makeRoom()
{
    std::vector<Picture> gone;
    for (auto next = inMemory.begin(); bytes > budget && next != inMemory.end();) {
        StoredPicture::Entry& entry = **next++;
        if (!entry.file.empty() && &entry != inMemory.back()) { // the latest is wanted now
            gone.push_back(entry.leaveMemory());
        }
    }
    return gone;
}

Picture StoredPicture::inMemory() const
{
    if (m_entry == nullptr) {
        return nullptr;
    }
    const std::lock_guard lock(m_entry->store->mutex);
    if (m_entry->picture != nullptr) {
        m_entry->noteUse();
    }
    return m_entry->picture;
}

std::filesystem::path StoredPicture::file() const
{
    if (m_entry == nullptr) {
        return {};
    }
    const std::lock_guard lock(m_entry->store->mutex);
    return m_entry->file;
}

Result<Picture> StoredPicture::read() const
{
    if (Picture known = inMemory()) {
        return known;
    }
    std::filesystem::path path = file();
    if (path.empty()) {
        return fail(ErrorCode::FileNotReadable, "There is no picture.");
    }
    Result<Image> image = m_entry->store->read(path);
    while (!image && file() != path) { // it was written again meanwhile, and its former file removed
        path = file();
        image = m_entry->store->read(path);
    }
    if (!image) {
        return tl::unexpected(image.error());
    }
    auto picture = std::make_shared<const Image>(*std::move(image));
    std::vector<Picture> gone;
    const std::lock_guard lock(m_entry->store->mutex);
    if (m_entry->picture == nullptr) {
        m_entry->enterMemory(std::move(picture));
    } else { // another thread has read it too; now it is wanted here, and must not make room
        m_entry->noteUse();
    }
    gone = m_entry->store->makeRoom();
    return m_entry->picture;
}

void StoredPicture::setFile(const std::filesystem::path& path) const
{
    if (m_entry != nullptr) {
        std::vector<Picture> gone;
        const std::lock_guard lock(m_entry->store->mutex);
        m_entry->file = path;
        gone = m_entry->store->makeRoom();
    }
}

ResultStore::ResultStore(Read read, std::size_t budget) : m_shared(std::make_shared<Shared>())
{
    m_shared->read = std::move(read);
    m_shared->budget = budget;
}

StoredPicture ResultStore::add(Picture picture) const
{
    if (picture == nullptr) {
        return {};
    }
    auto entry = std::make_shared<StoredPicture::Entry>(m_shared);
    std::vector<Picture> gone;
    const std::lock_guard lock(m_shared->mutex);
    entry->enterMemory(std::move(picture));
    gone = m_shared->makeRoom();
    return StoredPicture(std::move(entry));
}

StoredPicture ResultStore::add(const std::filesystem::path& file) const
{
    auto entry = std::make_shared<StoredPicture::Entry>(m_shared);
    entry->file = file;
    return StoredPicture(std::move(entry));
}

std::size_t ResultStore::bytes() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->bytes;
}

} // namespace gesso
