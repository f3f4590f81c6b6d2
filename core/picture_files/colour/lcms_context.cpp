// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/colour/lcms_context.h"

#include <lcms2_plugin.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace gesso {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 20U;

/// Before each block of memory: its size.
struct alignas(std::max_align_t) BlockHead {
    std::size_t size;
};

/// What is left of a context's memory; null while the context itself is made or deleted.
std::size_t* bytesLeft(cmsContext context)
{
    return static_cast<std::size_t*>(cmsGetContextUserData(context));
}

void* take(cmsContext context, cmsUInt32Number size)
{
    std::size_t* const left = bytesLeft(context);
    if (size > (left == nullptr ? kMostBytes : *left)) {
        return nullptr;
    }
    auto* const head = static_cast<BlockHead*>(std::malloc(sizeof(BlockHead) + size));
    if (head == nullptr) {
        return nullptr;
    }
    head->size = size;
    if (left != nullptr) {
        *left -= size;
    }
    return head + 1;
}

void giveBack(cmsContext context, void* block)
{
    if (block == nullptr) {
        return;
    }
    BlockHead* const head = static_cast<BlockHead*>(block) - 1;
    if (std::size_t* const left = bytesLeft(context); left != nullptr) {
        *left += head->size; // what was taken before they were counted is little
    }
    std::free(head);
}

void* takeAnew(cmsContext context, void* block, cmsUInt32Number size)
{
    void* const other = take(context, size);
    if (other != nullptr && block != nullptr) {
        const std::size_t before = (static_cast<BlockHead*>(block) - 1)->size;
        std::memcpy(other, block, std::min<std::size_t>(before, size));
        giveBack(context, block);
    }
    return other;
}

} // namespace

LcmsContext::LcmsContext() : m_left(kMostBytes)
{
    cmsPluginMemHandler memory{};
    memory.base = {cmsPluginMagicNumber, 2000, cmsPluginMemHandlerSig, nullptr};
    memory.MallocPtr = &take;
    memory.FreePtr = &giveBack;
    memory.ReallocPtr = &takeAnew;
    m_context = cmsCreateContext(&memory, &m_left);
    if (m_context != nullptr) {
        cmsSetLogErrorHandlerTHR(m_context, [](cmsContext, cmsUInt32Number, const char*) {});
    }
}

LcmsContext::~LcmsContext()
{
    if (m_context != nullptr) {
        cmsDeleteContext(m_context);
    }
}

} // namespace gesso
