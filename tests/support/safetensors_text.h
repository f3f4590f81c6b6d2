// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace gesso {

/// The bytes of a safetensors file with tensors of these names and two sizes each, of F32 zeros.
inline std::string safetensorsOf(const std::vector<std::pair<std::string, std::pair<int, int>>>& tensors)
{
    std::string header = "{";
    std::size_t offset = 0;
    for (const auto& [name, shape] : tensors) {
        const std::size_t end = offset + std::size_t(4) * std::size_t(shape.first) * std::size_t(shape.second);
        header += (header.size() > 1 ? ",\"" : "\"") + name + R"(":{"dtype":"F32","shape":[)" +
                  std::to_string(shape.first) + "," + std::to_string(shape.second) + R"(],"data_offsets":[)" +
                  std::to_string(offset) + "," + std::to_string(end) + "]}";
        offset = end;
    }
    header += "}";
    std::string file;
    for (std::uint64_t size = header.size(), byte = 0; byte < 8; ++byte, size >>= 8U) {
        file += static_cast<char>(size & 0xFFU);
    }
    return file + header + std::string(offset, '\0');
}

} // namespace gesso
