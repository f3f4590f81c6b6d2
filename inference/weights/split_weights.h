// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/weights/weight_source.h"

#include <memory>

namespace gesso::inference {

/// A source in which the joined projections of an attention, "X.in_proj_weight" [3d, d] and "X.in_proj_bias" [3d], are
/// seen as their thirds "X.q_proj.weight", "X.k_proj.weight", "X.v_proj.weight" and so on (torch's
/// nn.MultiheadAttention, as OpenCLIP has it). What is not of that shape stays as it is.
class SplitWeights final : public WeightSource {
public:
    explicit SplitWeights(std::shared_ptr<const WeightSource> source);

    [[nodiscard]] std::vector<std::string> names() const override;
    [[nodiscard]] bool contains(const std::string& name) const override;
    [[nodiscard]] std::vector<std::int64_t> shape(const std::string& name) const override;
    [[nodiscard]] at::Tensor load(const std::string& name) const override;
    void addFingerprints(Fingerprints& fingerprints) const override;

private:
    /// Where the rows of a shown tensor stand.
    struct Rows {
        std::string stored;
        int third = -1; ///< 0..2; -1 for the whole tensor
    };
    [[nodiscard]] const Rows& rows(const std::string& name) const;

    std::shared_ptr<const WeightSource> m_source;
    std::map<std::string, Rows> m_rows; ///< by shown name
};

} // namespace gesso::inference
