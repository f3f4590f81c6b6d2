// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/weights/sharded_weights.h"

#include "inference/base/engine_error.h"

#include <ATen/ATen.h>

#include <initializer_list>
#include <string_view>

namespace gesso::inference {
namespace {

[[noreturn]] void throwDamaged(std::initializer_list<std::string_view> parts)
{
    std::string message;
    for (const std::string_view part : parts) {
        message.append(part);
    }
    throw EngineError(ErrorCode::ModelDamaged, message.append(": download the model's folder again."));
}

} // namespace

ShardedWeights::ShardedWeights(const std::filesystem::path& folder, const std::map<std::string, std::string>& weightMap)
{
    for (const auto& [tensor, file] : weightMap) {
        if (!m_files.contains(file)) {
            m_files.emplace(file, folder / file);
        }
    }
    for (const auto& [fileName, file] : m_files) {
        for (const std::string& tensor : file.names()) {
            if (!m_holders.emplace(tensor, &file).second) {
                throwDamaged({"Tensor '", tensor, "' stands in two files of '", folder.native(), "'"});
            }
        }
    }
    for (const auto& [tensor, file] : weightMap) {
        const auto holder = m_holders.find(tensor);
        if (holder == m_holders.end() || holder->second != &m_files.at(file)) {
            throwDamaged({"'", (folder / file).native(), "' lacks the tensor '", tensor, "' that its index names"});
        }
    }
}

std::vector<std::string> ShardedWeights::names() const
{
    std::vector<std::string> names;
    names.reserve(m_holders.size());
    for (const auto& [tensor, file] : m_holders) {
        names.push_back(tensor);
    }
    return names;
}

bool ShardedWeights::contains(const std::string& name) const
{
    return m_holders.contains(name);
}

std::vector<std::int64_t> ShardedWeights::shape(const std::string& name) const
{
    return holderOf(name).shape(name);
}

at::Tensor ShardedWeights::load(const std::string& name) const
{
    return holderOf(name).load(name);
}

void ShardedWeights::addFingerprints(Fingerprints& fingerprints) const
{
    for (const auto& [fileName, file] : m_files) {
        file.addFingerprints(fingerprints);
    }
}

const SafetensorsFile& ShardedWeights::holderOf(const std::string& name) const
{
    const auto holder = m_holders.find(name);
    if (holder == m_holders.end()) {
        throwDamaged({"The model has no tensor '", name, "'"});
    }
    return *holder->second;
}

} // namespace gesso::inference
