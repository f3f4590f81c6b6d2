// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/lora/lora_change.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <initializer_list>

namespace gesso::inference {
namespace {

using enum LoraPart;

/// The part, undefined where it is not there.
at::Tensor part(const LoraParts& parts, LoraPart which)
{
    const auto found = parts.find(which);
    return found == parts.end() ? at::Tensor() : found->second;
}

/// A tensor as a matrix of its first axis by all others; undefined for less than two axes.
at::Tensor rows(const at::Tensor& tensor)
{
    return tensor.defined() && tensor.dim() > 1 ? tensor.flatten(1) : at::Tensor();
}

/// a @ b; undefined where one is, or they do not fit.
at::Tensor product(const at::Tensor& a, const at::Tensor& b)
{
    return a.defined() && b.defined() && a.size(1) == b.size(0) ? at::matmul(a, b) : at::Tensor();
}

at::Tensor transposed(const at::Tensor& matrix)
{
    return matrix.defined() ? matrix.transpose(0, 1) : at::Tensor();
}

/// Tucker's product: up [O, m], core [m, n, kh, kw], down [n, I] -> [O, I * kh * kw].
at::Tensor tucker(const at::Tensor& up, const at::Tensor& core, const at::Tensor& down)
{
    if (!up.defined() || !down.defined() || core.dim() < 3 || core.size(1) != down.size(0)) {
        return {};
    }
    const at::Tensor half = product(up, core.flatten(1)); // [O, n * kh * kw]
    return half.defined() ? at::matmul(half.reshape({up.size(0), core.size(1), -1}).transpose(1, 2), down)
                                .transpose(1, 2)
                                .flatten(1)
                          : at::Tensor();
}

/// w1 [a, c] (x) w2 [b, d * kh * kw] -> [a * b, c * d * kh * kw].
at::Tensor kronecker(const at::Tensor& w1, const at::Tensor& w2)
{
    if (!w1.defined() || !w2.defined()) {
        return {};
    }
    const at::Tensor spread = w1.unsqueeze(1).unsqueeze(3) * w2.unsqueeze(0).unsqueeze(2); // [a, b, c, d * kh * kw]
    return spread.reshape({w1.size(0) * w2.size(0), w1.size(1) * w2.size(1)});
}

at::Tensor plainProduct(const LoraParts& parts)
{
    const at::Tensor up = rows(part(parts, Up));
    const at::Tensor down = rows(part(parts, Down));
    return parts.contains(Mid) ? tucker(up, part(parts, Mid), down) : product(up, down);
}

/// a [O, r] @ b [r, I * kh * kw]; with a core [r, r, kh, kw] they are a [r, O] and b [r, I].
at::Tensor withCore(const at::Tensor& a, const at::Tensor& b, const at::Tensor& core)
{
    return core.defined() ? tucker(transposed(rows(a)), core, rows(b)) : product(rows(a), rows(b));
}

at::Tensor hadamardProduct(const LoraParts& parts)
{
    const at::Tensor w1 = withCore(part(parts, Hada1A), part(parts, Hada1B), part(parts, Hada1T));
    const at::Tensor w2 = withCore(part(parts, Hada2A), part(parts, Hada2B), part(parts, Hada2T));
    return w1.defined() && w2.defined() && w1.sizes() == w2.sizes() ? w1 * w2 : at::Tensor();
}

at::Tensor kroneckerProduct(const LoraParts& parts)
{
    const at::Tensor w1 = parts.contains(Kron1) ? rows(part(parts, Kron1))
                                                : product(rows(part(parts, Kron1A)), rows(part(parts, Kron1B)));
    const at::Tensor w2 = parts.contains(Kron2)
                              ? rows(part(parts, Kron2))
                              : withCore(part(parts, Kron2A), part(parts, Kron2B), part(parts, Kron2T));
    return kronecker(w1, w2);
}

bool isOneOf(std::uint32_t set, std::initializer_list<std::uint32_t> sets)
{
    return std::find(sets.begin(), sets.end(), set) != sets.end();
}

constexpr std::uint32_t setOf(std::initializer_list<LoraPart> parts)
{
    std::uint32_t set = 0;
    for (const LoraPart part : parts) {
        set |= 1U << static_cast<unsigned>(part);
    }
    return set;
}

constexpr std::uint32_t kBesides = setOf({Alpha, Magnitude, MagnitudeOfOutputs, BiasDifference});

/// The parts that the product is made of.
std::uint32_t factorsOf(const LoraParts& parts)
{
    std::uint32_t set = 0;
    for (const auto& [which, tensor] : parts) {
        set |= setOf({which});
    }
    return set & ~kBesides;
}

constexpr std::uint32_t kHadamard = setOf({Hada1A, Hada1B, Hada2A, Hada2B});
constexpr std::uint32_t kFirstKron = setOf({Kron1, Kron1A, Kron1B});

bool isPlain(std::uint32_t factors)
{
    return isOneOf(factors, {setOf({Up, Down}), setOf({Up, Down, Mid})});
}

bool isHadamard(std::uint32_t factors)
{
    return isOneOf(factors, {kHadamard, kHadamard | setOf({Hada1T, Hada2T})});
}

bool isKronecker(std::uint32_t factors)
{
    return isOneOf(factors & kFirstKron, {setOf({Kron1}), setOf({Kron1A, Kron1B})}) &&
           isOneOf(factors & ~kFirstKron, {setOf({Kron2}), setOf({Kron2A, Kron2B}), setOf({Kron2A, Kron2B, Kron2T})});
}

/// dW / scale as a matrix [O, rest]; undefined where the parts are not whole, or do not fit one another.
at::Tensor matrixOf(const LoraParts& parts)
{
    const std::uint32_t factors = factorsOf(parts);
    if (isPlain(factors)) {
        return plainProduct(parts);
    }
    if (isHadamard(factors)) {
        return hadamardProduct(parts);
    }
    if (isKronecker(factors)) {
        return kroneckerProduct(parts);
    }
    if (factors == setOf({Difference})) {
        const at::Tensor difference = part(parts, Difference);
        return difference.dim() == 1 ? difference.unsqueeze(1) : rows(difference);
    }
    return {};
}

enum class Axis : std::uint8_t { None, Outputs, Inputs };

/// The axis that a magnitude has a number for each place of; None where it fits neither.
Axis axisOf(const LoraParts& parts, at::IntArrayRef shape)
{
    if (const at::Tensor ofOutputs = part(parts, MagnitudeOfOutputs); ofOutputs.defined()) {
        return ofOutputs.numel() == shape[0] ? Axis::Outputs : Axis::None;
    }
    const at::Tensor magnitude = part(parts, Magnitude);
    if (magnitude.dim() > 0 && magnitude.size(0) == shape[0] && magnitude.numel() == shape[0]) {
        return Axis::Outputs;
    }
    const bool isRow = magnitude.dim() > 1 && magnitude.size(0) == 1 && magnitude.size(1) == shape[1];
    return isRow && magnitude.numel() == shape[1] ? Axis::Inputs : Axis::None;
}

bool hasMagnitude(const LoraParts& parts)
{
    return parts.contains(Magnitude) || parts.contains(MagnitudeOfOutputs);
}

/// m * W / ||W||.
at::Tensor withMagnitude(const at::Tensor& weight, const LoraParts& parts)
{
    const std::int64_t axis = axisOf(parts, weight.sizes()) == Axis::Outputs ? 0 : 1;
    std::vector<std::int64_t> others;
    std::vector<std::int64_t> shape(static_cast<std::size_t>(weight.dim()), 1);
    for (std::int64_t i = 0; i < weight.dim(); ++i) {
        if (i != axis) {
            others.push_back(i);
        }
    }
    shape[static_cast<std::size_t>(axis)] = weight.size(axis);
    const at::Tensor norm = at::linalg_vector_norm(weight, 2, others, true);
    const at::Tensor magnitude = part(parts, parts.contains(Magnitude) ? Magnitude : MagnitudeOfOutputs);
    // A row of zeros has no direction to keep: it stays zero.
    return weight * (magnitude.to(at::kFloat).reshape(shape) / norm.clamp_min(1e-12));
}

} // namespace

bool isWhole(const LoraParts& parts)
{
    const std::uint32_t factors = factorsOf(parts);
    if (factors == 0) {
        return parts.contains(BiasDifference) && !hasMagnitude(parts);
    }
    return isPlain(factors) || isHadamard(factors) || isKronecker(factors) || factors == setOf({Difference});
}

bool changesWeight(const LoraParts& parts)
{
    return factorsOf(parts) != 0;
}

bool fits(const LoraParts& parts, at::IntArrayRef shape)
{
    const bool hasEmpty = std::ranges::any_of(parts, [](const auto& part) { return part.second.numel() == 0; });
    const at::Tensor alpha = part(parts, Alpha);
    if (!isWhole(parts) || hasEmpty || (alpha.defined() && alpha.numel() != 1)) {
        return false;
    }
    const at::Tensor bias = part(parts, BiasDifference);
    if (bias.defined() && (bias.dim() != 1 || bias.size(0) != shape[0])) {
        return false;
    }
    if (hasMagnitude(parts) && (shape.size() < 2 || axisOf(parts, shape) == Axis::None)) {
        return false;
    }
    const at::Tensor matrix = matrixOf(parts);
    return !changesWeight(parts) ||
           (matrix.defined() && matrix.size(0) == shape[0] && matrix.numel() == c10::multiply_integers(shape));
}

std::int64_t rankOf(const LoraParts& parts)
{
    for (const LoraPart which : {Down, Hada1B, Kron2B, Kron1B}) {
        if (const at::Tensor found = part(parts, which); found.defined()) {
            return found.size(0);
        }
    }
    return 0;
}

at::Tensor changed(const at::Tensor& weight, const LoraParts& parts, double scale, double factor)
{
    LoraParts exact;
    for (const auto& [which, tensor] : parts) {
        exact.emplace(which, tensor.to(at::kFloat));
    }
    const at::Tensor change = matrixOf(exact).reshape(weight.sizes()) * scale;
    if (!hasMagnitude(exact)) {
        return weight.add(change, factor);
    }
    return weight.lerp(withMagnitude(weight + change, exact), factor);
}

} // namespace gesso::inference
