// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/weights/safetensors_file.h"

#include <map>
#include <memory>

namespace gesso::inference {

/// Several safetensors files that make one component, as `*.safetensors.index.json` lists them.
class ShardedWeights final : public WeightSource {
public:
    /// Opens each file once. `weightMap` is the index: tensor name -> name of a file in `folder`. Throws EngineError
    /// (ModelDamaged) for a file that lacks a tensor that the index promises, or a tensor that two files hold.
    ShardedWeights(const std::filesystem::path& folder, const std::map<std::string, std::string>& weightMap);

    [[nodiscard]] std::vector<std::string> names() const override;
    [[nodiscard]] bool contains(const std::string& name) const override;
    [[nodiscard]] std::vector<std::int64_t> shape(const std::string& name) const override;
    [[nodiscard]] at::Tensor load(const std::string& name) const override;
    void addFingerprints(Fingerprints& fingerprints) const override;

private:
    [[nodiscard]] const SafetensorsFile& holderOf(const std::string& name) const;

    std::map<std::string, SafetensorsFile> m_files;          ///< by file name
    std::map<std::string, const SafetensorsFile*> m_holders; ///< by tensor name
};

} // namespace gesso::inference
