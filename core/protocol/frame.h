// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace gesso::protocol {

// One frame on the wire, all numbers little-endian:
//
//     u32 magic "GSSO" | u16 protocol version | u16 message type | u32 header bytes | u64 payload bytes
//     header: one JSON object (UTF-8) | payload: the attachments that the header describes, one after another
inline constexpr std::uint32_t kMagic = 0x4F535347;
inline constexpr std::uint16_t kProtocolVersion = 2;
inline constexpr std::size_t kPrefixBytes = 20;

/// A header holds two prompts of 1 MiB at most, of which JSON may write each byte as six.
inline constexpr std::uint32_t kMaxHeaderBytes = 16U << 20;
/// A payload holds one picture with its latents or its mask at most (16384 x 16384 RGB with a mask is 1 GiB).
inline constexpr std::uint64_t kMaxPayloadBytes = std::uint64_t{2} << 30;

/// What a frame says; messages.h has one struct for each.
enum class MessageType : std::uint16_t {
    // To the engine.
    Hello = 1,
    Load = 2,
    Submit = 3,
    Cancel = 4,
    Shutdown = 5,
    CountTokens = 6,
    // From the engine.
    Ready = 101,
    Accepted = 102,
    Started = 103,
    Progress = 104,
    Preview = 105,
    Picture = 106,
    Finished = 107,
    Failed = 108,
    Cancelled = 109,
    Heartbeat = 110,
    TokensCounted = 111,
    Notice = 112
};

/// Whether `type` is one of MessageType's numbers.
[[nodiscard]] bool isMessageType(std::uint16_t type) noexcept;

/// "submit": names a message where it is refused.
[[nodiscard]] std::string_view messageName(MessageType type) noexcept;

/// One message as it travels.
struct Frame {
    MessageType type = MessageType::Heartbeat;
    nlohmann::json header = nlohmann::json::object();
    std::vector<std::byte> payload;

    friend bool operator==(const Frame&, const Frame&) = default;
};

/// The bytes of a frame up to its payload: prefix and JSON. InvalidRequest when the header or the payload is too
/// large to be sent.
[[nodiscard]] Result<std::vector<std::byte>> encodeHead(const Frame& frame);

/// All bytes of a frame.
[[nodiscard]] Result<std::vector<std::byte>> encode(const Frame& frame);

} // namespace gesso::protocol
