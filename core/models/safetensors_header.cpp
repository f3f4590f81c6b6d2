// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/safetensors_header.h"

#include "core/base/byte_order.h"
#include "core/models/foreign_file.h"
#include "core/models/safetensors_json.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <optional>

namespace gesso {
namespace {

using Tensor = SafetensorsHeader::Tensor;

constexpr std::uint64_t kLengthBytes = 8;
/// The format allows more (kMaxHeaderBytes), but the largest headers of models have 1 MB, and reading one may take
/// eight times its bytes.
constexpr std::uint64_t kMostHeaderBytes = 32 << 20;
static_assert(kMostHeaderBytes <= SafetensorsHeader::kMaxHeaderBytes);

tl::unexpected<Error> damagedFile(std::string message)
{
    return fail(ErrorCode::ModelDamaged, std::move(message));
}

tl::unexpected<Error> damagedHeader(const std::string& message)
{
    return damagedFile("has a damaged header: " + message + "; download the file again");
}

// Length of the JSON as the first 8 bytes say; nothing when these cannot be the start of a safetensors file.
std::optional<std::uint64_t> statedLength(std::string_view start)
{
    if (start.size() <= kLengthBytes || start[kLengthBytes] != '{') {
        return std::nullopt;
    }
    return readU64(start, ByteOrder::LittleEndian);
}

// The length of the header's JSON, once it is known to lie within the file.
Result<std::uint64_t> checkedLength(std::string_view start, std::uint64_t fileBytes)
{
    const std::optional<std::uint64_t> length = statedLength(start);
    const bool tooLong = length && *length > kMostHeaderBytes;
    if (!length || tooLong) {
        const ForeignFile foreign = recogniseForeignFile(start);
        if (!length || foreign != ForeignFile::Unknown) {
            return damagedFile(std::string(causeAndRemedy(foreign)));
        }
        return damagedHeader("its length is given as " + std::to_string(*length) + " bytes, more than the " +
                             std::to_string(kMostHeaderBytes) + " that one may have");
    }
    if (*length > fileBytes - kLengthBytes) {
        return damagedFile("is cut short: it ends after " + std::to_string(fileBytes) +
                           " bytes, inside its header of " + std::to_string(*length) +
                           " bytes; download the file again");
    }
    return *length;
}

bool multiplies(std::uint64_t a, std::uint64_t b, std::uint64_t& product)
{
    return !__builtin_mul_overflow(a, b, &product);
}

std::string shapeText(const Tensor& tensor)
{
    std::string text = "[";
    for (const std::uint64_t size : tensor.shape) {
        text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    }
    return text + "]";
}

// Bytes that a tensor's type and shape ask for; nothing where they overflow or do not fill whole bytes. The strides
// that libtorch computes take empty dimensions for 1, so that product has to fit int64, too.
std::optional<std::uint64_t> bytesOf(const Tensor& tensor)
{
    std::uint64_t strides = 1;
    for (const std::uint64_t size : tensor.shape) {
        if (!multiplies(strides, std::max<std::uint64_t>(size, 1), strides)) {
            return std::nullopt;
        }
    }
    std::uint64_t bits = 0;
    if (strides > std::numeric_limits<std::int64_t>::max() || !multiplies(strides, bitsOf(tensor.type), bits) ||
        !multiplies(tensor.elements(), bitsOf(tensor.type), bits) || bits % 8 != 0) {
        return std::nullopt;
    }
    return bits / 8;
}

// Turns [begin, end) of the data into a place in the file, after checking it against type and shape.
Result<> place(Tensor& tensor, std::uint64_t dataStart)
{
    const std::uint64_t begin = tensor.offset;
    const std::uint64_t end = tensor.bytes;
    const std::optional<std::uint64_t> needed = bytesOf(tensor);
    const auto what = [&] {
        return "tensor " + quotedName(tensor.name) + " of " + std::string(name(tensor.type)) + " " + shapeText(tensor);
    };
    if (!needed) {
        return damagedHeader(what() + ": its size is too large to count, or no whole number of bytes");
    }
    if (end < begin || end - begin != *needed) {
        return damagedHeader(what() + " needs " + std::to_string(*needed) + " bytes, but its data_offsets are " +
                             std::to_string(begin) + " and " + std::to_string(end));
    }
    std::uint64_t endInFile = 0;
    if (__builtin_add_overflow(end, dataStart, &endInFile)) {
        return damagedHeader(what() + ": its data_offsets are out of range");
    }
    tensor.offset = begin + dataStart;
    tensor.bytes = *needed;
    return {};
}

// Tensors have to follow one another from the header to the end of the file.
Result<> checkContiguous(std::vector<Tensor>& tensors, std::uint64_t dataStart, std::uint64_t fileBytes)
{
    std::sort(tensors.begin(), tensors.end(), [](const Tensor& a, const Tensor& b) {
        return a.offset != b.offset ? a.offset < b.offset : a.bytes < b.bytes;
    });
    std::uint64_t end = dataStart;
    for (const Tensor& tensor : tensors) {
        if (tensor.offset != end) {
            return damagedHeader(
                "tensor " + quotedName(tensor.name) +
                (tensor.offset < end ? " overlaps the one before it" : " leaves a hole after the one before it"));
        }
        end = tensor.offset + tensor.bytes;
    }
    if (end > fileBytes) {
        return damagedFile("is cut short: " + std::to_string(fileBytes) + " of its " + std::to_string(end) +
                           " bytes are there; download the file again");
    }
    if (end < fileBytes) {
        return damagedFile("is damaged: " + std::to_string(fileBytes - end) +
                           " bytes that belong to no tensor follow its last one; download the file again");
    }
    return {};
}

bool byName(const Tensor& a, const Tensor& b)
{
    return a.name < b.name;
}

// Leaves the tensors ordered by name.
Result<> checkUnique(std::vector<Tensor>& tensors)
{
    std::sort(tensors.begin(), tensors.end(), byName);
    const auto twice = std::adjacent_find(tensors.begin(), tensors.end(),
                                          [](const Tensor& a, const Tensor& b) { return a.name == b.name; });
    if (twice != tensors.end()) {
        return damagedHeader("tensor " + quotedName(twice->name) + " stands there twice");
    }
    return {};
}

// Reads up to `size` bytes; less only at the end of the file.
Result<std::string> readStart(int descriptor, std::uint64_t size)
{
    std::string bytes(size, '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::pread(descriptor, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return fail(ErrorCode::FileNotReadable, std::string("cannot be read: ") + std::strerror(errno));
        }
        if (count == 0) {
            break;
        }
        done += static_cast<std::size_t>(count);
    }
    bytes.resize(done);
    return bytes;
}

} // namespace

std::uint64_t SafetensorsHeader::Tensor::elements() const noexcept
{
    std::uint64_t product = 1;
    for (const std::uint64_t size : shape) {
        product *= size;
    }
    return product;
}

Result<SafetensorsHeader> SafetensorsHeader::read(int descriptor)
{
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0) {
        return fail(ErrorCode::FileNotReadable, std::string("cannot be read: ") + std::strerror(errno));
    }
    if (!S_ISREG(status.st_mode)) {
        return fail(ErrorCode::FileNotReadable, "is not a file: name a .safetensors file");
    }
    const auto fileBytes = static_cast<std::uint64_t>(status.st_size);
    const Result<std::string> start = readStart(descriptor, std::min<std::uint64_t>(fileBytes, kRecognisedBytes));
    if (!start) {
        return tl::unexpected(start.error());
    }
    const Result<std::uint64_t> length = checkedLength(*start, fileBytes);
    if (!length) {
        return tl::unexpected(length.error());
    }
    const Result<std::string> header = readStart(descriptor, kLengthBytes + *length);
    if (!header) {
        return tl::unexpected(header.error());
    }
    if (header->size() != kLengthBytes + *length) {
        return damagedFile("became shorter while it was read; download the file again");
    }
    return fromJson(std::string_view(*header).substr(kLengthBytes), fileBytes);
}

Result<SafetensorsHeader> SafetensorsHeader::parse(std::string_view file)
{
    const Result<std::uint64_t> length = checkedLength(file, file.size());
    if (!length) {
        return tl::unexpected(length.error());
    }
    return fromJson(file.substr(kLengthBytes, *length), file.size());
}

Result<SafetensorsHeader> SafetensorsHeader::fromJson(std::string_view json, std::uint64_t fileBytes)
{
    Result<SafetensorsJson> parsed = parseSafetensorsJson(json);
    if (!parsed) {
        return damagedHeader(parsed.error().message);
    }
    SafetensorsHeader header;
    header.m_tensors = std::move(parsed->tensors);
    header.m_metadata = std::move(parsed->metadata);
    header.m_fileBytes = fileBytes;
    if (Result<> unique = checkUnique(header.m_tensors); !unique) {
        return tl::unexpected(unique.error());
    }
    const std::uint64_t dataStart = kLengthBytes + json.size();
    for (Tensor& tensor : header.m_tensors) {
        if (Result<> placed = place(tensor, dataStart); !placed) {
            return tl::unexpected(placed.error());
        }
    }
    if (Result<> contiguous = checkContiguous(header.m_tensors, dataStart, fileBytes); !contiguous) {
        return tl::unexpected(contiguous.error());
    }
    std::sort(header.m_tensors.begin(), header.m_tensors.end(), byName);
    return header;
}

const SafetensorsHeader::Tensor* SafetensorsHeader::find(std::string_view name) const noexcept
{
    const auto found =
        std::lower_bound(m_tensors.begin(), m_tensors.end(), name,
                         [](const Tensor& tensor, std::string_view wanted) { return tensor.name < wanted; });
    return found != m_tensors.end() && found->name == name ? &*found : nullptr;
}

} // namespace gesso
