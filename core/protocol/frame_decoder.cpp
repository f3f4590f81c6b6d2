// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/frame_decoder.h"

#include "core/protocol/bounded_json.h"

#include <algorithm>
#include <cctype>

namespace gesso::protocol {
namespace {

/// Payloads up to this size get their memory at once; longer ones as their bytes arrive.
constexpr std::uint64_t kReserveAtMost = 64U << 20;

template <typename T> T littleEndian(std::span<const std::byte> bytes, std::size_t offset)
{
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        value = static_cast<T>(value | static_cast<T>(std::to_integer<std::uint8_t>(bytes[offset + i])) << (8 * i));
    }
    return value;
}

/// The readable characters of bytes that should have been a frame: often a login banner or an error in plain text.
std::string readable(std::span<const std::byte> bytes)
{
    std::string text;
    for (const std::byte byte : bytes) {
        const auto character = std::to_integer<unsigned char>(byte);
        text += std::isprint(character) != 0 ? static_cast<char>(character) : '.';
    }
    return text;
}

} // namespace

void FrameDecoder::feed(std::span<const std::byte> bytes)
{
    while (!bytes.empty() && !m_error) {
        const std::size_t count =
            static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), m_partBytes - m_bytes.size()));
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
        bytes = bytes.subspan(count);
        // A part of length zero is whole without any byte, hence the loop.
        while (!m_error && m_bytes.size() == m_partBytes) {
            takePart();
        }
    }
}

Result<std::optional<Frame>> FrameDecoder::next()
{
    if (!m_ready.empty()) {
        std::optional<Frame> frame(std::move(m_ready.front()));
        m_ready.pop_front();
        return frame;
    }
    if (m_error) {
        return tl::unexpected<Error>(*m_error);
    }
    return std::nullopt;
}

bool FrameDecoder::insideFrame() const noexcept
{
    return m_part != Part::Prefix || !m_bytes.empty();
}

void FrameDecoder::takePart()
{
    switch (m_part) {
    case Part::Prefix:
        takePrefix();
        break;
    case Part::Header:
        takeHeader();
        break;
    case Part::Payload:
        finishFrame();
        break;
    }
}

void FrameDecoder::takePrefix()
{
    const std::span<const std::byte> prefix(m_bytes);
    if (littleEndian<std::uint32_t>(prefix, 0) != kMagic) {
        breakOff(ErrorCode::ProtocolViolation, "These bytes are not Gesso's protocol: \"" + readable(prefix) + "\".");
        return;
    }
    const auto version = littleEndian<std::uint16_t>(prefix, 4);
    if (version != kProtocolVersion) {
        breakOff(ErrorCode::VersionMismatch, "The other side speaks version " + std::to_string(version) +
                                                 " of the protocol, this program version " +
                                                 std::to_string(kProtocolVersion) +
                                                 ": install the same version of both.");
        return;
    }
    const auto type = littleEndian<std::uint16_t>(prefix, 6);
    const auto headerBytes = littleEndian<std::uint32_t>(prefix, 8);
    m_payloadBytes = littleEndian<std::uint64_t>(prefix, 12);
    if (!isMessageType(type)) {
        breakOff(ErrorCode::ProtocolViolation, "A message has the unknown type " + std::to_string(type) + ".");
        return;
    }
    if (headerBytes > kMaxHeaderBytes || m_payloadBytes > kMaxPayloadBytes) {
        breakOff(ErrorCode::ProtocolViolation, "A message claims a header of " + std::to_string(headerBytes) +
                                                   " and a payload of " + std::to_string(m_payloadBytes) +
                                                   " bytes, more than is allowed.");
        return;
    }
    m_frame = Frame{static_cast<MessageType>(type), nullptr, {}};
    m_part = Part::Header;
    m_partBytes = headerBytes;
    m_bytes.clear();
}

void FrameDecoder::takeHeader()
{
    const std::string_view text(reinterpret_cast<const char*>(m_bytes.data()), m_bytes.size());
    Result<nlohmann::json> header = parseBoundedJson(text);
    if (!header) {
        breakOff(ErrorCode::ProtocolViolation, "The header of a message cannot be read: " + header.error().message);
        return;
    }
    if (!header->is_object()) {
        breakOff(ErrorCode::ProtocolViolation, "The header of a message is not a JSON object.");
        return;
    }
    m_frame.header = std::move(*header);
    m_part = Part::Payload;
    m_partBytes = m_payloadBytes;
    m_bytes = {};
    m_bytes.reserve(static_cast<std::size_t>(std::min(m_payloadBytes, kReserveAtMost)));
}

void FrameDecoder::finishFrame()
{
    m_frame.payload = std::move(m_bytes);
    m_ready.push_back(std::move(m_frame));
    m_part = Part::Prefix;
    m_partBytes = kPrefixBytes;
    m_bytes = {};
}

void FrameDecoder::breakOff(ErrorCode code, std::string message)
{
    m_error = Error{code, std::move(message)};
    m_bytes = {};
}

} // namespace gesso::protocol
