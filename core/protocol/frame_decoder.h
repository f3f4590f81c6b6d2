// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/protocol/frame.h"

#include <deque>
#include <optional>
#include <span>
#include <string>

namespace gesso::protocol {

/// Makes frames of bytes that arrive in pieces of any size. Bytes are not trusted: every length is checked before
/// anything is allocated, a payload grows as its bytes arrive, and JSON is bounded in depth.
///
/// The first error ends the stream: it is returned by every later next(), after the frames that came before it.
class FrameDecoder final {
public:
    /// Takes the next bytes of the stream.
    void feed(std::span<const std::byte> bytes);

    /// The next whole frame; nothing when more bytes are needed. Errors: ProtocolViolation, VersionMismatch.
    [[nodiscard]] Result<std::optional<Frame>> next();

    /// Whether a frame has begun and is not whole: the stream must not end here.
    [[nodiscard]] bool insideFrame() const noexcept;

private:
    enum class Part { Prefix, Header, Payload };

    void takePart();
    void takePrefix();
    void takeHeader();
    void finishFrame();
    void breakOff(ErrorCode code, std::string message);

    Part m_part = Part::Prefix;
    std::vector<std::byte> m_bytes;           ///< what has come of the current part
    std::uint64_t m_partBytes = kPrefixBytes; ///< how long the current part is
    std::uint64_t m_payloadBytes = 0;
    Frame m_frame;
    std::deque<Frame> m_ready;
    std::optional<Error> m_error;
};

} // namespace gesso::protocol
