// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/engine/model_cache.h"

#include "inference/backend/allocator.h"

#include <algorithm>

namespace gesso::inference {

std::shared_ptr<const DiffusionModel> ModelCache::find(const std::string& folder, at::Device device)
{
    ModelFolder opened = ModelFolder::open(folder);
    const std::lock_guard lock(m_mutex);
    const auto isSame = [&](const std::shared_ptr<const DiffusionModel>& model) {
        return model->device() == device && model->folder().path() == opened.path() &&
               model->folder().hash() == opened.hash();
    };
    const auto found = std::ranges::find_if(m_models, isSame);
    if (found != m_models.end()) {
        m_models.splice(m_models.begin(), m_models, found);
    } else {
        m_models.push_front(
            std::make_shared<const DiffusionModel>(std::move(opened), device, m_devices.backend(device)));
    }
    return m_models.front();
}

std::uint64_t ModelCache::makeRoom(std::uint64_t needed, at::Device device)
{
    std::uint64_t available = m_devices.availableMemory(device);
    while (available < needed && dropOldest(device)) {
        releaseKeptMemory();
        available = m_devices.availableMemory(device);
    }
    return available;
}

bool ModelCache::dropOldest(at::Device device)
{
    const std::lock_guard lock(m_mutex);
    const auto isUnused = [device](const std::shared_ptr<const DiffusionModel>& model) {
        return model.use_count() == 1 && model->device() == device;
    };
    const auto oldest = std::find_if(m_models.rbegin(), m_models.rend(), isUnused);
    if (oldest == m_models.rend()) {
        return false;
    }
    m_models.erase(std::next(oldest).base());
    return true;
}

std::size_t ModelCache::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_models.size();
}

} // namespace gesso::inference
