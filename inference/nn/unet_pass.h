// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/backend.h"
#include "inference/base/engine_error.h"
#include "inference/nn/text_context.h"

namespace gesso::inference {

/// One run through a UNet: what all its blocks share, and how far it has come in the text context.
///
/// It lives on the stack of UNet2DConditionModel::forward, which checks that the context fits the network.
class UNetPass {
public:
    UNetPass(const Backend& backend, at::Tensor timeEmbedding, const TextContext& context, const std::stop_token& stop)
        : m_backend(backend), m_timeEmbedding(std::move(timeEmbedding)), m_context(context), m_stop(stop)
    {
    }

    [[nodiscard]] const Backend& backend() const noexcept { return m_backend; }
    /// [1, width], after its SiLU.
    [[nodiscard]] const at::Tensor& timeEmbedding() const noexcept { return m_timeEmbedding; }
    /// Keys and values of the next cross-attention: each takes its own, in the network's order.
    [[nodiscard]] const KeyValue& nextKeyValue() { return m_context.layers[m_next++]; }
    /// Throws Cancelled once a stop was asked for.
    void checkStop() const { gesso::inference::checkStop(m_stop); }

private:
    const Backend& m_backend;
    at::Tensor m_timeEmbedding;
    const TextContext& m_context;
    const std::stop_token& m_stop;
    std::size_t m_next = 0;
};

} // namespace gesso::inference
