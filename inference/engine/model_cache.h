// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/engine/device_table.h"
#include "inference/pipelines/diffusion_model.h"

#include <list>
#include <mutex>

namespace gesso::inference {

/// The models that were used lately, with their loaded weights, the newest first. May be shared by threads.
///
/// A model is known by its folder, its device and its hash, so that a folder whose files have changed is read anew.
class ModelCache {
public:
    explicit ModelCache(const DeviceTable& devices) : m_devices(devices) {}

    /// The model of a folder on a device, without loading weights. Throws EngineError as ModelFolder::open does.
    [[nodiscard]] std::shared_ptr<const DiffusionModel> find(const std::string& folder, at::Device device);

    /// Drops models on this device that no job uses, the oldest first, until `needed` bytes are available there.
    /// Returns what is available then.
    std::uint64_t makeRoom(std::uint64_t needed, at::Device device);

    /// How many models are kept.
    [[nodiscard]] std::size_t size() const;

private:
    [[nodiscard]] bool dropOldest(at::Device device);

    const DeviceTable& m_devices;
    mutable std::mutex m_mutex;
    std::list<std::shared_ptr<const DiffusionModel>> m_models; ///< guarded by m_mutex
};

} // namespace gesso::inference
