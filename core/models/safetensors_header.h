// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/models/tensor_type.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// The checked header of a safetensors file: which tensors it holds, and where.
///
/// The format is 8 bytes little-endian length N, N bytes of JSON, then the tensors, without holes. Nothing in a file is
/// trusted: whatever parse() and read() accept lies within the file, and sizes do not overflow. Errors are
/// ModelDamaged (FileNotReadable where reading failed); their messages follow the file's name: "is a git-lfs
/// pointer ...", "has a damaged header: ...".
class SafetensorsHeader {
public:
    /// One tensor, row-major and little-endian.
    struct Tensor {
        std::string name;
        TensorType type = TensorType::F32;
        std::vector<std::uint64_t> shape; ///< at most kMaxRank sizes; their product fits int64 even when one is 0
        std::uint64_t offset = 0;         ///< of its first byte in the file
        std::uint64_t bytes = 0;

        /// Number of elements.
        [[nodiscard]] std::uint64_t elements() const noexcept;
    };

    static constexpr std::uint64_t kMaxHeaderBytes = 100'000'000; ///< the format's own limit
    static constexpr std::size_t kMaxTensors = 100'000;
    static constexpr std::size_t kMaxRank = 8;

    /// Reads and checks the header of an open file by pread; the file's position does not move.
    [[nodiscard]] static Result<SafetensorsHeader> read(int descriptor);
    /// Checks a whole file that is in memory.
    [[nodiscard]] static Result<SafetensorsHeader> parse(std::string_view file);

    /// All tensors, ordered by name.
    [[nodiscard]] const std::vector<Tensor>& tensors() const noexcept { return m_tensors; }
    /// The tensor of that name, or nullptr.
    [[nodiscard]] const Tensor* find(std::string_view name) const noexcept;
    /// The free-form strings under "__metadata__".
    [[nodiscard]] const std::map<std::string, std::string>& metadata() const noexcept { return m_metadata; }
    [[nodiscard]] std::uint64_t fileBytes() const noexcept { return m_fileBytes; }

private:
    [[nodiscard]] static Result<SafetensorsHeader> fromJson(std::string_view json, std::uint64_t fileBytes);

    std::vector<Tensor> m_tensors;
    std::map<std::string, std::string> m_metadata;
    std::uint64_t m_fileBytes = 0;
};

} // namespace gesso
