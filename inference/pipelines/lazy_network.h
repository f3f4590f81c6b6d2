// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace gesso::inference {

/// A network that is loaded when it is first asked for, once for each dtype. May be shared by threads: one loads, the
/// others wait for it.
template <typename Network> class LazyNetwork {
public:
    using Loader = std::function<std::shared_ptr<const Network>(at::ScalarType dtype)>;

    [[nodiscard]] std::shared_ptr<const Network> get(at::ScalarType dtype, const Loader& load) const
    {
        const std::lock_guard lock(m_mutex);
        std::shared_ptr<const Network>& network = m_loaded[dtype];
        if (network == nullptr) {
            network = load(dtype);
        }
        return network;
    }

    [[nodiscard]] bool isLoaded(at::ScalarType dtype) const
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_loaded.find(dtype);
        return found != m_loaded.end() && found->second != nullptr;
    }

    /// Forgets the network of this dtype; who still uses it keeps it alive.
    void release(at::ScalarType dtype) const
    {
        const std::lock_guard lock(m_mutex);
        m_loaded.erase(dtype);
    }

private:
    mutable std::mutex m_mutex;
    mutable std::map<at::ScalarType, std::shared_ptr<const Network>> m_loaded; ///< guarded by m_mutex
};

} // namespace gesso::inference
