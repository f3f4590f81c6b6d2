// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/ATen.h>
#include <QString>

namespace gesso::inference {

/// Largest difference between two results, over the largest value of the second: infinite where shapes, dtypes or
/// finiteness differ.
inline double relativeDifference(const at::Tensor& own, const at::Tensor& reference)
{
    if (own.sizes() != reference.sizes() || own.scalar_type() != reference.scalar_type()) {
        return INFINITY;
    }
    const at::Tensor difference = (own.to(at::kDouble) - reference.to(at::kDouble)).abs().max();
    const double largest = reference.to(at::kDouble).abs().max().item<double>();
    const double relative = difference.item<double>() / std::max(largest, 1e-30);
    return std::isfinite(relative) ? relative : INFINITY;
}

/// What two roundings of one exact result may differ by: some sums' rounding in fp32, two of 2^-8 in bf16.
inline double toleranceFor(at::ScalarType type)
{
    return type == at::kFloat ? 1e-5 : 8e-3;
}

inline QString shown(double value)
{
    return QString::number(value, 'g', 3);
}

} // namespace gesso::inference
