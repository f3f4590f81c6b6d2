// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file.h"
#include "core/models/safetensors_header.h"
#include "inference/weights/weight_source.h"

#include <filesystem>

namespace gesso::inference {

/// One safetensors file. Tensors are read by pread, never mapped: a file that is cut or replaced meanwhile ends in an
/// error, not in a SIGBUS. May be used from several threads at once.
class SafetensorsFile final : public WeightSource {
public:
    /// Opens the file and checks its header. Throws EngineError (ModelDamaged, FileNotReadable) naming file and cause.
    explicit SafetensorsFile(std::filesystem::path path);

    [[nodiscard]] std::vector<std::string> names() const override;
    [[nodiscard]] bool contains(const std::string& name) const override;
    [[nodiscard]] std::vector<std::int64_t> shape(const std::string& name) const override;
    [[nodiscard]] at::Tensor load(const std::string& name) const override;
    void addFingerprints(Fingerprints& fingerprints) const override;

    [[nodiscard]] const SafetensorsHeader& header() const noexcept { return m_header; }

private:
    [[nodiscard]] const SafetensorsHeader::Tensor& find(const std::string& name) const;
    void read(void* target, std::uint64_t bytes, std::uint64_t offset) const;

    std::filesystem::path m_path;
    UniqueFd m_descriptor;
    SafetensorsHeader m_header;
};

} // namespace gesso::inference
