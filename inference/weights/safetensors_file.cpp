// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/weights/safetensors_file.h"

#include "inference/base/engine_error.h"
#include "inference/weights/fingerprint.h"
#include "inference/weights/stored_type.h"

#include <ATen/ATen.h>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>

namespace gesso::inference {
namespace {

constexpr std::uint64_t kSampleBytes = 64;

SafetensorsHeader checkedHeader(int descriptor, const std::filesystem::path& path)
{
    Result<SafetensorsHeader> header = SafetensorsHeader::read(descriptor);
    if (!header) {
        throw EngineError(header.error().code, "'" + path.string() + "' " + header.error().message + ".");
    }
    return std::move(*header);
}

} // namespace

SafetensorsFile::SafetensorsFile(std::filesystem::path path)
    : m_path(std::move(path)), m_descriptor(openWeights(m_path)), m_header(checkedHeader(m_descriptor.get(), m_path))
{
}

std::vector<std::string> SafetensorsFile::names() const
{
    std::vector<std::string> names;
    names.reserve(m_header.tensors().size());
    for (const SafetensorsHeader::Tensor& tensor : m_header.tensors()) {
        names.push_back(tensor.name);
    }
    return names;
}

bool SafetensorsFile::contains(const std::string& name) const
{
    return m_header.find(name) != nullptr;
}

std::vector<std::int64_t> SafetensorsFile::shape(const std::string& name) const
{
    const SafetensorsHeader::Tensor& tensor = find(name);
    return {tensor.shape.begin(), tensor.shape.end()}; // each size fits int64: the header's check saw to that
}

at::Tensor SafetensorsFile::load(const std::string& name) const
{
    const SafetensorsHeader::Tensor& stored = find(name);
    const std::optional<at::ScalarType> type = storedType(stored.type);
    if (!type) {
        throw EngineError(ErrorCode::ModelUnsupported,
                          "Tensor '" + name + "' of '" + m_path.string() + "' is stored as " +
                              std::string(gesso::name(stored.type)) +
                              ", which is not supported: use weights in F16, BF16 or F32.");
    }
    at::Tensor tensor = at::empty(shape(name), at::TensorOptions(at::kCPU).dtype(*type));
    read(tensor.mutable_data_ptr(), stored.bytes, stored.offset);
    return tensor;
}

void SafetensorsFile::addFingerprints(Fingerprints& fingerprints) const
{
    for (const SafetensorsHeader::Tensor& tensor : m_header.tensors()) {
        std::array<char, kSampleBytes> sample = {};
        const std::uint64_t size = std::min(tensor.bytes, kSampleBytes);
        read(sample.data(), size, tensor.offset + (tensor.bytes - size) / 2);
        Fingerprint fingerprint;
        fingerprint.add(gesso::name(tensor.type));
        for (const std::uint64_t dimension : tensor.shape) {
            fingerprint.add(dimension);
        }
        fingerprint.add(std::string_view(sample.data(), size));
        fingerprints[tensor.name] = fingerprint.value();
    }
}

const SafetensorsHeader::Tensor& SafetensorsFile::find(const std::string& name) const
{
    const SafetensorsHeader::Tensor* tensor = m_header.find(name);
    if (tensor == nullptr) {
        throw EngineError(ErrorCode::ModelDamaged, "'" + m_path.string() + "' has no tensor '" + name + "'.");
    }
    return *tensor;
}

void SafetensorsFile::read(void* target, std::uint64_t bytes, std::uint64_t offset) const
{
    auto* bytesLeft = static_cast<char*>(target);
    while (bytes > 0) {
        const ssize_t count = ::pread(m_descriptor.get(), bytesLeft, bytes, static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            const Error error = fileError(FileAction::Read, m_path, errno);
            throw EngineError(error.code, error.message);
        }
        if (count == 0) {
            throw EngineError(ErrorCode::ModelDamaged,
                              "'" + m_path.string() + "' became shorter while it was read: download the file again.");
        }
        bytesLeft += count;
        bytes -= static_cast<std::uint64_t>(count);
        offset += static_cast<std::uint64_t>(count);
    }
}

} // namespace gesso::inference
