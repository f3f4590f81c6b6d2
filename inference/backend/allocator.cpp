// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/allocator.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <malloc.h>
#include <map>
#include <mutex>
#include <new>
#include <sys/mman.h>

namespace gesso::inference {

namespace {

constexpr std::size_t kHeaderBytes = 64;                       // in front of each tensor; keeps oneDNN's alignment
constexpr std::size_t kPageBytes = 4096;                       // granularity of mapped blocks
constexpr std::size_t kSmallestMapped = std::size_t{1} << 20U; // below, glibc's heap serves
constexpr std::size_t kHeapThreshold = std::size_t{32} << 20U; // the most that glibc accepts
constexpr std::size_t kHeapTrim = std::size_t{256} << 20U;

struct Header {
    std::size_t bytes; ///< of the whole block, header included
};
static_assert(sizeof(Header) <= kHeaderBytes);

std::size_t roundUp(std::size_t bytes, std::size_t granularity)
{
    return (bytes + granularity - 1) / granularity * granularity;
}

/// Null when out of memory. Huge pages were tried: no step was faster, and the system spent seconds on finding them.
void* mapPages(std::size_t bytes) noexcept
{
    void* const pages = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return pages == MAP_FAILED ? nullptr : pages;
}

/// The CPU allocator of libtorch that keeps large freed blocks, oldest given back first when they pass the limit.
class KeepingAllocator final : public c10::Allocator {
public:
    void setLimit(std::size_t bytes)
    {
        const std::lock_guard lock(m_mutex);
        m_limit = bytes;
        releaseBeyond(m_limit);
    }

    void releaseAll()
    {
        const std::lock_guard lock(m_mutex);
        releaseBeyond(0);
    }

    AllocatorUse use() const
    {
        const std::lock_guard lock(m_mutex);
        return m_use;
    }

    c10::DataPtr allocate(std::size_t bytes) override
    {
        void* const data = bytes == 0 ? nullptr : allocateBytes(bytes);
        return {data, data, &KeepingAllocator::release, c10::Device(c10::DeviceType::CPU)};
    }

    c10::DeleterFnPtr raw_deleter() const override { return &KeepingAllocator::release; }

    void copy_data(void* target, const void* source, std::size_t bytes) const override
    {
        std::memcpy(target, source, bytes);
    }

    static KeepingAllocator& instance()
    {
        static auto* const allocator = new KeepingAllocator; // outlives every static tensor
        return *allocator;
    }

private:
    struct Kept {
        void* block;
        std::uint64_t age;
    };

    static void release(void* data)
    {
        if (data != nullptr) {
            instance().take(static_cast<std::byte*>(data) - kHeaderBytes);
        }
    }

    void* allocateBytes(std::size_t wanted)
    {
        TORCH_CHECK_WITH(OutOfMemoryError, wanted < SIZE_MAX / 2, "a tensor of ", wanted, " bytes was asked for");
        std::size_t bytes = wanted + kHeaderBytes;
        void* block = nullptr;
        if (bytes < kSmallestMapped) {
            block = std::aligned_alloc(kHeaderBytes, roundUp(bytes, kHeaderBytes));
        } else {
            bytes = roundUp(bytes, kPageBytes);
            block = reuse(bytes);
            if (block == nullptr) {
                block = mapPages(bytes);
            }
            if (block == nullptr) {
                releaseAll();
                block = mapPages(bytes);
            }
        }
        TORCH_CHECK_WITH(OutOfMemoryError, block != nullptr, "out of memory: no room for a tensor of ", wanted,
                         " bytes");
        *static_cast<Header*>(block) = {bytes};
        const std::lock_guard lock(m_mutex);
        m_use.inUse += bytes;
        return static_cast<std::byte*>(block) + kHeaderBytes;
    }

    /// The smallest kept block that fits without wasting more than a quarter; `bytes` becomes its size.
    void* reuse(std::size_t& bytes)
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_kept.lower_bound(bytes);
        if (found == m_kept.end() || found->first > bytes + bytes / 4) {
            return nullptr;
        }
        void* const block = found->second.block;
        bytes = found->first;
        m_use.kept -= bytes;
        m_kept.erase(found);
        return block;
    }

    void take(void* block)
    {
        const std::size_t bytes = static_cast<Header*>(block)->bytes;
        const std::lock_guard lock(m_mutex);
        m_use.inUse -= bytes;
        if (bytes < kSmallestMapped) {
            std::free(block);
            return;
        }
        m_kept.emplace(bytes, Kept{block, m_clock++});
        m_use.kept += bytes;
        releaseBeyond(m_limit);
    }

    void releaseBeyond(std::size_t limit)
    {
        while (m_use.kept > limit) {
            const auto oldest = std::min_element(
                m_kept.begin(), m_kept.end(), [](const auto& a, const auto& b) { return a.second.age < b.second.age; });
            munmap(oldest->second.block, oldest->first);
            m_use.kept -= oldest->first;
            m_kept.erase(oldest);
        }
    }

    mutable std::mutex m_mutex;
    std::multimap<std::size_t, Kept> m_kept; ///< by size; guarded by m_mutex, as all below
    AllocatorUse m_use;
    std::size_t m_limit = 0;
    std::uint64_t m_clock = 0;
};

} // namespace

void configureAllocator(std::size_t kept)
{
    mallopt(M_MMAP_THRESHOLD, static_cast<int>(kHeapThreshold)); // for what oneDNN allocates by itself
    mallopt(M_TRIM_THRESHOLD, static_cast<int>(kHeapTrim));
    KeepingAllocator::instance().setLimit(kept);
    c10::SetCPUAllocator(&KeepingAllocator::instance(), 1);
}

void releaseKeptMemory()
{
    KeepingAllocator::instance().releaseAll();
    malloc_trim(0);
}

AllocatorUse allocatorUse()
{
    return KeepingAllocator::instance().use();
}

} // namespace gesso::inference
