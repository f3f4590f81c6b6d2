// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/ATen.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>

namespace gesso::test {

/// The name that a safetensors header has for a tensor's type.
inline std::string storedTypeName(at::ScalarType type)
{
    static const std::map<at::ScalarType, std::string> names{
        {at::kFloat, "F32"},
        {at::kHalf, "F16"},
        {at::kBFloat16, "BF16"},
        {at::kDouble, "F64"},
        {at::kLong, "I64"},
        {at::kInt, "I32"},
        {at::kByte, "U8"},
        {at::kBool, "BOOL"},
        {at::kFloat8_e5m2, "F8_E5M2"},
        {at::kFloat8_e4m3fn, "F8_E4M3"},
    };
    return names.at(type);
}

/// Writes tensors as a safetensors file, plainly and independently of the code under test.
inline void writeSafetensors(const std::filesystem::path& path, const std::map<std::string, at::Tensor>& tensors)
{
    std::ostringstream header;
    std::string data;
    for (const auto& [name, tensor] : tensors) {
        const at::Tensor plain = tensor.contiguous();
        const std::size_t begin = data.size();
        data.append(static_cast<const char*>(plain.const_data_ptr()), plain.nbytes());
        header << (header.tellp() == 0 ? '{' : ',') << '"' << name << R"(":{"dtype":")"
               << storedTypeName(plain.scalar_type()) << R"(","shape":[)";
        for (std::int64_t i = 0; i < plain.dim(); ++i) {
            header << (i == 0 ? "" : ",") << plain.size(i);
        }
        header << R"(],"data_offsets":[)" << begin << ',' << data.size() << "]}";
    }
    header << (tensors.empty() ? "{}" : "}");
    const std::string json = header.str();
    std::ofstream file(path, std::ios::binary);
    for (int shift = 0; shift < 64; shift += 8) {
        file.put(static_cast<char>(json.size() >> shift));
    }
    file << json << data;
    if (!file.flush()) {
        throw std::runtime_error("cannot write " + path.string());
    }
}

} // namespace gesso::test
