// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/model_options.h"
#include "inference/engine/device_table.h"
#include "inference/pipelines/diffusion_model.h"

#include <list>
#include <mutex>
#include <optional>

namespace gesso::inference {

/// Which model is wanted.
struct ModelQuery {
    std::string path; ///< as GenerationRequest::model
    PartChoice parts;
};

/// The models that were used lately, with their loaded weights, the newest first. May be shared by threads.
///
/// A model is known by its path, its device and its hash, so that one whose files have changed is read again; one
/// with LoRAs by these too, with their weights. It shares with the model without them what they do not change.
class ModelCache {
public:
    explicit ModelCache(const DeviceTable& devices) : m_devices(devices) {}

    /// Models with LoRAs that no job uses are kept up to so many of each model: switching between a few is then quick,
    /// and trying out weights does not fill the memory.
    static constexpr std::ptrdiff_t kKeptWithLoras = 2;

    /// A model on a device, with these LoRAs (their tags do not count), without loading weights. Throws
    /// EngineError as ModelFiles::open and LoraFile do.
    [[nodiscard]] std::shared_ptr<const DiffusionModel> find(const ModelQuery& query, at::Device device,
                                                             const std::vector<LoraUse>& loras = {});

    /// Drops models on this device that no job uses, the oldest first, until `needed` bytes are available there.
    /// Returns what is available then.
    std::uint64_t makeRoom(std::uint64_t needed, at::Device device);

    /// Drops models on this device that no job uses, the oldest first, until a kFreeShare-th of its memory can be had,
    /// and on any device until half of the files that this process may have open are to be had. The one that was used
    /// last on the device stays. To be called when a job is done: models that pile up would take the memory of other
    /// programs, and the descriptors of the next model.
    void trim(at::Device device);
    static constexpr std::uint64_t kFreeShare = 4;

    /// How many models are kept.
    [[nodiscard]] std::size_t size() const;

private:
    [[nodiscard]] std::shared_ptr<const DiffusionModel> findPlain(const ModelQuery& query, at::Device device);
    [[nodiscard]] std::shared_ptr<const DiffusionModel> findWith(const DiffusionModel& plain,
                                                                 std::vector<AppliedLora> loras);
    /// Drops the oldest of `among` (all devices where there is none) that no job uses, but not the newest `spared`.
    [[nodiscard]] bool dropOldest(std::optional<at::Device> among, std::size_t spared = 0);

    const DeviceTable& m_devices;
    mutable std::mutex m_mutex;
    std::list<std::shared_ptr<const DiffusionModel>> m_models; ///< guarded by m_mutex
};

} // namespace gesso::inference
