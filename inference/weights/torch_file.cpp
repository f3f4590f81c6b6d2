// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/weights/torch_file.h"

#include "core/models/foreign_file.h"
#include "inference/base/engine_error.h"
#include "inference/weights/fingerprint.h"
#include "inference/weights/stored_type.h"

#include <ATen/ATen.h>
#include <unistd.h>

#include <algorithm>

namespace gesso::inference {
namespace {

constexpr std::uint64_t kMaxPickleBytes = 8 << 20; ///< a model of thousands of tensors has a few hundred KiB
constexpr std::size_t kShortRecordBytes = 64;

} // namespace

TorchFile::TorchFile(std::filesystem::path path) : m_path(std::move(path)), m_descriptor(openWeights(m_path))
{
    std::string start(kRecognisedBytes, '\0');
    const ::ssize_t got = ::pread(m_descriptor.get(), start.data(), start.size(), 0);
    start.resize(static_cast<std::size_t>(std::max<::ssize_t>(got, 0)));
    const ForeignFile kind = recogniseForeignFile(start);
    if (kind == ForeignFile::Pickle) {
        refuse(ErrorCode::ModelUnsupported,
               "was written by a PyTorch before 1.6: save it again with a later one, or get "
               "it as .safetensors");
    }
    if (kind != ForeignFile::TorchArchive) {
        refuse(ErrorCode::ModelDamaged,
               kind == ForeignFile::Unknown
                   ? "is not a PyTorch file: it is damaged or of another format; download it again"
                   : std::string(causeAndRemedy(kind)));
    }
    Result<StoredArchive> archive = StoredArchive::read(m_descriptor.get());
    if (!archive) {
        refuse(archive.error().code, archive.error().message);
    }
    m_archive = std::move(*archive);
    if (m_archive.contains("byteorder") && record("byteorder", kShortRecordBytes) != "little") {
        refuse(ErrorCode::ModelUnsupported, "was written on another kind of processor: get it as .safetensors");
    }
    Result<std::vector<PickledTensor>> tensors = readTensorPickle(record("data.pkl", kMaxPickleBytes));
    if (!tensors) {
        refuse(tensors.error().code, tensors.error().message + "; download the file again");
    }
    for (PickledTensor& tensor : *tensors) {
        m_tensors.insert_or_assign(tensor.name, std::move(tensor));
    }
}

void TorchFile::refuse(ErrorCode code, const std::string& why) const
{
    throw EngineError(code, "'" + m_path.string() + "' " + why + ".");
}

std::string TorchFile::record(const std::string& name, std::uint64_t most) const
{
    Result<std::string> bytes = m_archive.bytesOf(name, most);
    if (!bytes) {
        refuse(bytes.error().code, bytes.error().message);
    }
    return std::move(*bytes);
}

std::vector<std::string> TorchFile::names() const
{
    std::vector<std::string> names;
    for (const auto& [name, tensor] : m_tensors) {
        names.push_back(name);
    }
    return names;
}

bool TorchFile::contains(const std::string& name) const
{
    return m_tensors.contains(name);
}

const PickledTensor& TorchFile::find(const std::string& name) const
{
    const auto found = m_tensors.find(name);
    if (found == m_tensors.end()) {
        refuse(ErrorCode::ModelDamaged, "lacks the tensor '" + name + "'");
    }
    return found->second;
}

std::vector<std::int64_t> TorchFile::shape(const std::string& name) const
{
    return find(name).shape;
}

at::Tensor TorchFile::load(const std::string& name) const
{
    const PickledTensor& stored = find(name);
    const at::ScalarType type = storedType(stored.type).value();
    constexpr std::uint64_t kBits = 8;
    std::string storage = record("data/" + stored.storage, UINT64_MAX);
    if (static_cast<std::uint64_t>(stored.storageElements) > storage.size() / (bitsOf(stored.type) / kBits)) {
        refuse(ErrorCode::ModelDamaged, "is cut: the tensor '" + name + "' is not whole; download the file again");
    }
    const at::Tensor all =
        at::from_blob(storage.data(), {stored.storageElements}, at::TensorOptions(at::kCPU).dtype(type));
    return all.as_strided(stored.shape, stored.strides, stored.offset).clone(at::MemoryFormat::Contiguous);
}

void TorchFile::addFingerprints(Fingerprints& fingerprints) const
{
    for (const auto& [name, stored] : m_tensors) {
        const at::Tensor tensor = load(name);
        const std::size_t size = std::min(tensor.nbytes(), kShortRecordBytes);
        Fingerprint fingerprint;
        fingerprint.add(gesso::name(stored.type));
        for (const std::int64_t dimension : stored.shape) {
            fingerprint.add(static_cast<std::uint64_t>(dimension));
        }
        fingerprint.add(
            std::string_view(static_cast<const char*>(tensor.const_data_ptr()) + (tensor.nbytes() - size) / 2, size));
        fingerprints[name] = fingerprint.value();
    }
}

} // namespace gesso::inference
