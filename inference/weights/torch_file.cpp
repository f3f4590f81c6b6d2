// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/weights/torch_file.h"

#include "core/models/foreign_file.h"
#include "inference/base/engine_error.h"
#include "inference/weights/fingerprint.h"
#include "inference/weights/stored_type.h"

#include <ATen/ATen.h>
#include <caffe2/serialize/inline_container.h>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace gesso::inference {
namespace {

constexpr std::uint64_t kMaxPickleBytes = 32 << 20;
constexpr std::size_t kSampleBytes = 64;
constexpr std::size_t kFirstBytes = 64; ///< tell other kinds of files

} // namespace

/// The file as libtorch's archive reader wants it.
class TorchFile::Bytes final : public caffe2::serialize::ReadAdapterInterface {
public:
    explicit Bytes(const std::filesystem::path& path) : m_descriptor(openWeights(path))
    {
        struct stat status = {};
        if (::fstat(m_descriptor.get(), &status) == 0 && status.st_size > 0) {
            m_size = static_cast<std::size_t>(status.st_size);
        }
    }
    [[nodiscard]] std::size_t size() const override { return m_size; }
    std::size_t read(std::uint64_t offset, void* target, std::size_t count, const char* /*what*/ = "") const override
    {
        std::size_t done = 0;
        while (done < count) {
            const ::ssize_t got = ::pread(m_descriptor.get(), static_cast<char*>(target) + done, count - done,
                                          static_cast<::off_t>(offset + done));
            if (got < 0 && errno == EINTR) {
                continue;
            }
            if (got <= 0) {
                break; // the archive's reader takes a short read for damage
            }
            done += static_cast<std::size_t>(got);
        }
        return done;
    }

private:
    UniqueFd m_descriptor;
    std::size_t m_size = 0;
};

TorchFile::TorchFile(std::filesystem::path path) : m_path(std::move(path)), m_bytes(std::make_shared<Bytes>(m_path))
{
    std::string start(kFirstBytes, '\0');
    start.resize(m_bytes->read(0, start.data(), start.size()));
    const ForeignFile kind = recogniseForeignFile(start);
    if (kind == ForeignFile::Pickle) {
        refuse(ErrorCode::ModelUnsupported,
               "was written by a PyTorch before 1.6: save it anew with a later one, or get "
               "it as .safetensors");
    }
    if (kind != ForeignFile::TorchArchive) {
        refuse(ErrorCode::ModelDamaged, std::string(causeAndRemedy(kind)));
    }
    try {
        m_archive = std::make_unique<caffe2::serialize::PyTorchStreamReader>(m_bytes);
    } catch (const c10::Error&) {
        refuse(ErrorCode::ModelDamaged, "is cut or damaged: fetch the file again");
    }
    if (m_archive->hasRecord("byteorder") && record("byteorder", kSampleBytes) != "little") {
        refuse(ErrorCode::ModelUnsupported, "was written on another kind of processor: get it as .safetensors");
    }
    Result<std::vector<PickledTensor>> tensors = readTensorPickle(record("data.pkl", kMaxPickleBytes));
    if (!tensors) {
        refuse(tensors.error().code, tensors.error().message + "; fetch the file again");
    }
    for (PickledTensor& tensor : *tensors) {
        m_tensors.insert_or_assign(tensor.name, std::move(tensor));
    }
}

TorchFile::~TorchFile() = default;

void TorchFile::refuse(ErrorCode code, const std::string& why) const
{
    throw EngineError(code, "'" + m_path.string() + "' " + why + ".");
}

std::string TorchFile::record(const std::string& name, std::uint64_t most) const
{
    try {
        // Records are stored as they are: one that is larger than its file would have been packed to exhaust memory.
        if (m_archive->hasRecord(name) &&
            m_archive->getRecordSize(name) <= std::min<std::uint64_t>(most, m_bytes->size())) {
            std::string bytes(m_archive->getRecordSize(name), '\0');
            m_archive->getRecord(name, bytes.data(), bytes.size());
            return bytes;
        }
    } catch (const c10::Error&) { // told below
    }
    refuse(ErrorCode::ModelDamaged, "is cut or damaged: its part '" + name + "' cannot be read; fetch the file again");
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
    const std::uint64_t bytes = static_cast<std::uint64_t>(stored.storageElements) * (bitsOf(stored.type) / kBits);
    std::string storage = record("data/" + stored.storage, m_bytes->size());
    if (storage.size() < bytes) {
        refuse(ErrorCode::ModelDamaged, "is cut: the tensor '" + name + "' is not whole; fetch the file again");
    }
    const at::Tensor all =
        at::from_blob(storage.data(), {stored.storageElements}, at::TensorOptions(at::kCPU).dtype(type));
    return all.as_strided(stored.shape, stored.strides, stored.offset).clone(at::MemoryFormat::Contiguous);
}

void TorchFile::addFingerprints(Fingerprints& fingerprints) const
{
    for (const auto& [name, stored] : m_tensors) {
        const at::Tensor tensor = load(name);
        const std::size_t size = std::min(tensor.nbytes(), kSampleBytes);
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
