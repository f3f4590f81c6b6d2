// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/frame.h"

#include <string>

namespace gesso::protocol {
namespace {

template <typename T> void appendLittleEndian(std::vector<std::byte>& bytes, T value)
{
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        bytes.push_back(static_cast<std::byte>(value >> (8 * i) & 0xFF));
    }
}

void appendText(std::vector<std::byte>& bytes, const std::string& text)
{
    const auto* first = reinterpret_cast<const std::byte*>(text.data());
    bytes.insert(bytes.end(), first, first + text.size());
}

} // namespace

bool isMessageType(std::uint16_t type) noexcept
{
    const auto between = [type](MessageType first, MessageType last) {
        return type >= static_cast<std::uint16_t>(first) && type <= static_cast<std::uint16_t>(last);
    };
    return between(MessageType::Hello, MessageType::CountTokens) || between(MessageType::Ready, MessageType::Notice);
}

std::string_view messageName(MessageType type) noexcept
{
    switch (type) {
    case MessageType::Hello:
        return "hello";
    case MessageType::Load:
        return "load";
    case MessageType::Submit:
        return "submit";
    case MessageType::Cancel:
        return "cancel";
    case MessageType::Shutdown:
        return "shutdown";
    case MessageType::CountTokens:
        return "count-tokens";
    case MessageType::Ready:
        return "ready";
    case MessageType::Accepted:
        return "accepted";
    case MessageType::Started:
        return "started";
    case MessageType::Progress:
        return "progress";
    case MessageType::Preview:
        return "preview";
    case MessageType::Picture:
        return "picture";
    case MessageType::Finished:
        return "finished";
    case MessageType::Failed:
        return "failed";
    case MessageType::Cancelled:
        return "cancelled";
    case MessageType::Heartbeat:
        return "heartbeat";
    case MessageType::TokensCounted:
        return "tokens-counted";
    case MessageType::Notice:
        return "notice";
    }
    return "unknown";
}

Result<std::vector<std::byte>> encodeHead(const Frame& frame)
{
    // Text that is no UTF-8 is refused by validation; here it must only not throw.
    const std::string header = frame.header.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    if (header.size() > kMaxHeaderBytes) {
        return fail(ErrorCode::InvalidRequest, "The message is too long to be sent: its text takes " +
                                                   std::to_string(header.size()) + " bytes, and " +
                                                   std::to_string(kMaxHeaderBytes) + " are allowed.");
    }
    if (frame.payload.size() > kMaxPayloadBytes) {
        return fail(ErrorCode::InvalidRequest, "The message is too large to be sent: its pictures take " +
                                                   std::to_string(frame.payload.size()) + " bytes, and " +
                                                   std::to_string(kMaxPayloadBytes) + " are allowed.");
    }
    std::vector<std::byte> bytes;
    bytes.reserve(kPrefixBytes + header.size());
    appendLittleEndian(bytes, kMagic);
    appendLittleEndian(bytes, kProtocolVersion);
    appendLittleEndian(bytes, static_cast<std::uint16_t>(frame.type));
    appendLittleEndian(bytes, static_cast<std::uint32_t>(header.size()));
    appendLittleEndian(bytes, static_cast<std::uint64_t>(frame.payload.size()));
    appendText(bytes, header);
    return bytes;
}

Result<std::vector<std::byte>> encode(const Frame& frame)
{
    Result<std::vector<std::byte>> bytes = encodeHead(frame);
    if (bytes) {
        bytes->insert(bytes->end(), frame.payload.begin(), frame.payload.end());
    }
    return bytes;
}

} // namespace gesso::protocol
