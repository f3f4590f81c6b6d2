// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/device_plugin.h"

#include <memory>
#include <string>
#include <vector>

namespace gesso::test {

/// GPUs that work in this process and on the CPU: libtorch's private device type, whose tensors lie in the main memory
/// and whose operators are the CPU's. What a real one makes hard to see is exact here: every byte, context and stream
/// is counted, as by CUDA's runtime and libtorch's allocator, and failures come when they are asked for. One at a time
/// in a process, since libtorch has one allocator for a type of device.
class FakeGpus final : public inference::DevicePlugin {
public:
    static constexpr int kMost = 4;

    /// `count` devices of so many bytes each; `missing` is why there is none.
    FakeGpus(int count, std::uint64_t bytes, std::string missing = {});
    ~FakeGpus() override;

    struct Counts {
        int contexts = 0; ///< 1 once the device was opened
        int scopes = 0;   ///< that were entered in all, each with a stream of its own
        int released = 0; ///< how often kept memory was given back
        std::uint64_t used = 0, kept = 0, peak = 0;
    };
    [[nodiscard]] Counts counts(int index) const;

    /// Bytes of the device that another program has.
    void occupy(int index, std::uint64_t bytes);
    /// The next attempt to enter the device fails, and all later ones.
    void breakAtOpening(int index, const std::string& why);
    /// After so many more allocations the next one throws a libtorch error with this message; where it is `lost`, all
    /// that follow do too, and lostReason() says it.
    void failAfter(int index, int allocations, const std::string& message, bool lost);

    [[nodiscard]] at::Device device(int index) const override;
    [[nodiscard]] std::string missing() const override { return m_missing; }
    [[nodiscard]] std::vector<DeviceInfo> devices() const override;
    [[nodiscard]] const inference::Backend& backend(int index) const override;
    [[nodiscard]] std::unique_ptr<inference::DeviceScope> enter(int index) override;
    void synchronize(int index) override;
    [[nodiscard]] inference::DeviceMemory memory(int index) const override;
    void releaseMemory(int index) override;
    [[nodiscard]] std::string lostReason(int index) noexcept override;
    [[nodiscard]] std::vector<inference::KernelReport> checkKernels(int index) override;

private:
    const int m_count;
    const std::string m_missing;
};

} // namespace gesso::test
