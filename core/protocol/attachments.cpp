// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/attachments.h"

#include "core/generation/validate.h"

#include <array>
#include <bit>
#include <cstring>

namespace gesso::protocol {
namespace {

/// As the header names the format of an attachment's elements.
const char* dtypeOf(PixelFormat format) noexcept
{
    switch (format) {
    case PixelFormat::U8:
        return "u8";
    case PixelFormat::U16:
        return "u16";
    case PixelFormat::F32:
        break;
    }
    return "f32";
}

/// A picture of values that come as bytes.
template <typename Value> Image pictureOf(int width, int height, int channels, std::span<const std::byte> bytes)
{
    std::vector<Value> values(bytes.size() / sizeof(Value));
    std::memcpy(values.data(), bytes.data(), bytes.size());
    return {width, height, channels, std::move(values)};
}

static_assert(std::endian::native == std::endian::little, "attachments are copied as they lie in memory");

constexpr std::size_t kMaxAttachments = 16;
constexpr std::uint64_t kMaxElements = kMaxPayloadBytes;

void append(Frame& frame, std::string_view name, const char* dtype, nlohmann::json shape,
            std::span<const std::byte> bytes)
{
    frame.header["attachments"].push_back({{"name", name}, {"dtype", dtype}, {"shape", std::move(shape)}});
    frame.payload.insert(frame.payload.end(), bytes.begin(), bytes.end());
}

} // namespace

void attach(Frame& frame, std::string_view name, const Image& picture)
{
    picture.visit([&](const auto& values) {
        append(frame, name, dtypeOf(picture.format()), {picture.height, picture.width, picture.channels},
               std::as_bytes(std::span(values)));
    });
}

void attach(Frame& frame, std::string_view name, std::span<const float> values)
{
    append(frame, name, "f32", nlohmann::json::array({values.size()}), std::as_bytes(values));
}

AttachmentReader::AttachmentReader(const Frame& frame, FieldReader& fields)
    : m_fields(fields), m_list(fields.list("attachments", kMaxAttachments)), m_rest(frame.payload)
{
}

std::string AttachmentReader::next() const
{
    if (m_taken >= m_list.size() || !m_list[m_taken].is_object()) {
        return {};
    }
    const auto name = m_list[m_taken].find("name");
    return name != m_list[m_taken].end() && name->is_string() ? name->get<std::string>() : std::string();
}

Image AttachmentReader::picture(std::string_view name, PixelFormat format)
{
    const bool deep = format == PixelFormat::U16;
    std::array<std::uint64_t, 3> shape{};
    const std::span<const std::byte> bytes =
        take(name, dtypeOf(format), deep ? sizeof(std::uint16_t) : sizeof(std::uint8_t), shape);
    const auto [height, width, channels] = shape;
    if (bytes.empty() || height > RequestLimits::kMaxSide || width > RequestLimits::kMaxSide ||
        (channels != 1 && channels != 3 && channels != 4)) {
        m_fields.refuse("its picture has an impossible shape");
        return {};
    }
    const int columns = static_cast<int>(width);
    const int rows = static_cast<int>(height);
    const int parts = static_cast<int>(channels);
    return deep ? pictureOf<std::uint16_t>(columns, rows, parts, bytes)
                : pictureOf<std::uint8_t>(columns, rows, parts, bytes);
}

std::vector<float> AttachmentReader::values(std::string_view name)
{
    std::array<std::uint64_t, 1> shape{};
    const std::span<const std::byte> bytes = take(name, "f32", sizeof(float), shape);
    std::vector<float> values(bytes.size() / sizeof(float));
    if (!values.empty()) {
        std::memcpy(values.data(), bytes.data(), bytes.size());
    }
    return values;
}

void AttachmentReader::finish()
{
    if (m_taken != m_list.size() || !m_rest.empty()) {
        m_fields.refuse("its payload holds more than it should");
    }
}

std::span<const std::byte> AttachmentReader::take(std::string_view name, std::string_view dtype,
                                                  std::size_t elementBytes, std::span<std::uint64_t> shape)
{
    if (m_taken == m_list.size()) {
        m_fields.refuse("its attachment '" + std::string(name) + "' is missing");
        return {};
    }
    FieldReader entry(m_list[m_taken++], name);
    const bool expected = entry.text("name", 64) == name && entry.text("dtype", 8) == dtype;
    const nlohmann::json& sides = entry.list("shape", shape.size());
    std::uint64_t elements = 1;
    bool bounded = expected && sides.size() == shape.size() && !entry.error();
    for (std::size_t i = 0; bounded && i < shape.size(); ++i) {
        const std::optional<std::uint64_t> side = wholeNumber(sides[i]);
        bounded = side && (*side == 0 || elements <= kMaxElements / *side);
        if (bounded) {
            shape[i] = *side;
            elements *= *side;
        }
    }
    if (!bounded || elements > m_rest.size() / elementBytes) {
        m_fields.refuse("its attachment '" + std::string(name) + "' is not as described");
        return {};
    }
    const std::span<const std::byte> bytes = m_rest.first(static_cast<std::size_t>(elements) * elementBytes);
    m_rest = m_rest.subspan(bytes.size());
    return bytes;
}

} // namespace gesso::protocol
