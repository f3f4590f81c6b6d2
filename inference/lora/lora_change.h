// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/lora/lora_key.h"

#include <ATen/core/Tensor.h>

#include <map>

namespace gesso::inference {

/// The tensors that a LoRA file has for one module.
using LoraParts = std::map<LoraPart, at::Tensor>;

/// Whether the parts are all of one kind of change: none is missing, and none is of another kind. Needs no shapes.
[[nodiscard]] bool isWhole(const LoraParts& parts);

/// Whether the parts change the weight, and not the bias alone.
[[nodiscard]] bool changesWeight(const LoraParts& parts);

/// Whether the parts are, with or without magnitude and alpha, the whole of one kind of change to a weight of this
/// shape ([O, I], [O, I, kh, kw] or [C]), or to its bias alone. Needs the parts' shapes only: they may be on "meta".
[[nodiscard]] bool fits(const LoraParts& parts, at::IntArrayRef shape);

/// The rank that alpha is divided by; 0 where alpha has no meaning (LoKr of two full matrices, plain differences).
[[nodiscard]] std::int64_t rankOf(const LoraParts& parts);

/// W + factor * dW for parts that fit, in float32; `weight` is W in float32 and not changed. dW is `scale` times
///   up @ down                          LoRA; of convolutions with the kernel in `down`, or in a core between the two
///   (w1a @ w1b) * (w2a @ w2b)          LoHa, each product with or without a core
///   w1 (x) w2                          LoKr, Kronecker's product of matrices that may be products themselves
/// or the difference that the file holds. With a magnitude m (DoRA) it is m * (W + dW) / ||W + dW|| - W instead, with
/// the norm over all but the axis of outputs, or of inputs where m has that axis, as LyCORIS 3 and PEFT 0.17 train it.
/// A factor other than 1 moves along the straight line between the two, as in stable-diffusion-webui and ComfyUI.
[[nodiscard]] at::Tensor changed(const at::Tensor& weight, const LoraParts& parts, double scale, double factor);

} // namespace gesso::inference
