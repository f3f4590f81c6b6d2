// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/engine/model_cache.h"

#include "core/base/path_text.h"

#include <algorithm>
#include <filesystem>
#include <sys/resource.h>

namespace gesso::inference {

namespace {

/// Whether more than half of the files that this process may have open are open.
bool fewDescriptorsLeft()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) {
        return false;
    }
    std::error_code error;
    const std::filesystem::directory_iterator open("/proc/self/fd", error);
    const auto count = error ? 0 : std::distance(begin(open), end(open));
    return static_cast<rlim_t>(count) > limit.rlim_cur / 2;
}

bool isSameBase(const DiffusionModel& a, const ModelFiles& files, at::Device device)
{
    return a.device() == device && a.files().path() == files.path() && a.files().hash() == files.hash();
}

bool isSameLora(const AppliedLora& a, const AppliedLora& b)
{
    return a.file->path() == b.file->path() && a.file->fingerprint() == b.file->fingerprint() && a.weight == b.weight &&
           a.unetWeight == b.unetWeight;
}

bool hasLoras(const DiffusionModel& model, const std::vector<AppliedLora>& loras)
{
    return std::ranges::equal(model.loras(), loras, isSameLora);
}

} // namespace

std::shared_ptr<const DiffusionModel> ModelCache::find(const ModelQuery& query, at::Device device,
                                                       const std::vector<LoraUse>& loras)
{
    std::shared_ptr<const DiffusionModel> plain = findPlain(query, device);
    if (loras.empty()) {
        return plain;
    }
    const LoraTargets targets = plain->loraTargets();
    std::vector<AppliedLora> applied;
    applied.reserve(loras.size());
    for (const LoraUse& use : loras) {
        applied.push_back(
            {std::make_shared<const LoraFile>(pathOfText(use.path), targets), use.weight, use.unetWeight});
    }
    return findWith(*plain, std::move(applied));
}

std::shared_ptr<const DiffusionModel> ModelCache::findPlain(const ModelQuery& query, at::Device device)
{
    ModelFiles opened = ModelFiles::open(pathOfText(query.path), query.parts);
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find_if(m_models, [&](const std::shared_ptr<const DiffusionModel>& model) {
        return model->loras().empty() && isSameBase(*model, opened, device);
    });
    if (found != m_models.end()) {
        m_models.splice(m_models.begin(), m_models, found);
    } else {
        m_models.push_front(
            std::make_shared<const DiffusionModel>(std::move(opened), device, m_devices.backend(device)));
    }
    return m_models.front();
}

std::shared_ptr<const DiffusionModel> ModelCache::findWith(const DiffusionModel& plain, std::vector<AppliedLora> loras)
{
    const std::lock_guard lock(m_mutex);
    const auto isOfPlain = [&plain](const std::shared_ptr<const DiffusionModel>& model) {
        return !model->loras().empty() && isSameBase(*model, plain.files(), plain.device());
    };
    const auto found = std::ranges::find_if(m_models, [&](const std::shared_ptr<const DiffusionModel>& model) {
        return isOfPlain(model) && hasLoras(*model, loras);
    });
    if (found != m_models.end()) {
        m_models.splice(m_models.begin(), m_models, found);
        return m_models.front();
    }
    std::ptrdiff_t kept = 0;
    const std::size_t dropped = m_models.remove_if([&](const std::shared_ptr<const DiffusionModel>& model) {
        return isOfPlain(model) && model.use_count() == 1 && ++kept >= kKeptWithLoras;
    });
    if (dropped > 0) {
        m_devices.releaseMemory(plain.device());
    }
    m_models.push_front(plain.withLoras(std::move(loras)));
    return m_models.front();
}

std::uint64_t ModelCache::makeRoom(std::uint64_t needed, at::Device device)
{
    std::uint64_t available = m_devices.availableMemory(device);
    while (available < needed && dropOldest(device)) {
        m_devices.releaseMemory(device);
        available = m_devices.availableMemory(device);
    }
    return available;
}

void ModelCache::trim(at::Device device)
{
    try {
        const std::uint64_t least = m_devices.totalMemory(device) / kFreeShare;
        while (m_devices.availableMemory(device) < least && dropOldest(device, 1)) {
            m_devices.releaseMemory(device);
        }
    } catch (const std::exception&) {
        return; // a device that fails fails its next job, which tells
    }
    while (fewDescriptorsLeft() && dropOldest(std::nullopt, 1)) {
    }
}

bool ModelCache::dropOldest(std::optional<at::Device> among, std::size_t spared)
{
    std::shared_ptr<const DiffusionModel> dropped; // its memory is given back after the lock
    const std::lock_guard lock(m_mutex);
    const auto isCandidate = [&](const std::shared_ptr<const DiffusionModel>& model) {
        return !among || model->device() == *among;
    };
    auto candidates = static_cast<std::size_t>(std::ranges::count_if(m_models, isCandidate));
    for (auto model = m_models.end(); model != m_models.begin() && candidates > spared;) {
        --model;
        if (!isCandidate(*model)) {
            continue;
        }
        --candidates;
        if (model->use_count() == 1) {
            dropped = std::move(*model);
            m_models.erase(model);
            return true;
        }
    }
    return false;
}

std::size_t ModelCache::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_models.size();
}

} // namespace gesso::inference
