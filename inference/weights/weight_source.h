// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace gesso::inference {

/// A short hash of each tensor's type, shape and a sample of its bytes, by the tensor's name.
using Fingerprints = std::map<std::string, std::uint64_t>;

/// Tensors by name: a safetensors file, several shards, or a view of one with other names.
class WeightSource {
public:
    virtual ~WeightSource() = default;
    [[nodiscard]] virtual std::vector<std::string> names() const = 0;
    [[nodiscard]] virtual bool contains(const std::string& name) const = 0;
    [[nodiscard]] virtual std::vector<std::int64_t> shape(const std::string& name) const = 0;
    /// What a network that wants the shape `wanted` is told: the stored shape, but for sources that make tensors up.
    [[nodiscard]] virtual std::vector<std::int64_t> shapeFor(const std::string& name, at::IntArrayRef /*wanted*/) const
    {
        return shape(name);
    }
    /// Reads the tensor in its stored dtype, contiguous, on the CPU. Throws EngineError(ModelDamaged) when the file
    /// no longer holds it.
    [[nodiscard]] virtual at::Tensor load(const std::string& name) const = 0;
    /// Tells apart what load() gives for this name in sources that are views of the same files; 0 is what is stored.
    [[nodiscard]] virtual std::uint64_t version(const std::string& /*name*/) const { return 0; }
    /// Adds one entry for each tensor; reads 64 bytes of each.
    virtual void addFingerprints(Fingerprints& fingerprints) const = 0;
};

} // namespace gesso::inference
