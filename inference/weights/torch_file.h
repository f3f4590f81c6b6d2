// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file.h"
#include "core/pickles/stored_archive.h"
#include "core/pickles/tensor_pickle.h"
#include "inference/weights/weight_source.h"

#include <filesystem>
#include <map>

namespace gesso::inference {

/// A file that torch.save() of PyTorch 1.6 or later wrote (.pt, .bin, .ckpt): its tensors, by the keys that lead to
/// them. Its pickle is read as data (pickle.h): nothing in it runs. Its records are read by stored_archive.h, which
/// takes no more memory than the file has bytes.
class TorchFile final : public WeightSource {
public:
    /// Opens the file and reads which tensors it holds. Throws EngineError (ModelDamaged, ModelUnsupported,
    /// FileNotReadable) naming file and cause.
    explicit TorchFile(std::filesystem::path path);

    [[nodiscard]] std::vector<std::string> names() const override;
    [[nodiscard]] bool contains(const std::string& name) const override;
    [[nodiscard]] std::vector<std::int64_t> shape(const std::string& name) const override;
    [[nodiscard]] at::Tensor load(const std::string& name) const override;
    void addFingerprints(Fingerprints& fingerprints) const override; ///< reads each tensor whole

private:
    [[noreturn]] void refuse(ErrorCode code, const std::string& why) const;
    [[nodiscard]] const PickledTensor& find(const std::string& name) const;
    [[nodiscard]] std::string record(const std::string& name, std::uint64_t most) const;

    std::filesystem::path m_path;
    UniqueFd m_descriptor;
    StoredArchive m_archive;
    std::map<std::string, PickledTensor> m_tensors;
};

} // namespace gesso::inference
