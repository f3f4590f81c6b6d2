// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/protocol/frame_decoder.h"

#include <mutex>
#include <optional>

namespace gesso::protocol {

/// Blocking reads and writes of frames on two descriptors, which stay the caller's. One thread reads; any thread
/// writes. The program must ignore SIGPIPE, or block it in the threads that write.
class FrameChannel final {
public:
    FrameChannel(int readDescriptor, int writeDescriptor) : m_read(readDescriptor), m_write(writeDescriptor) {}

    /// Waits for the next frame; nothing at the stream's orderly end. Errors: those of FrameDecoder, and
    /// ProtocolViolation when the stream ends within a frame or cannot be read.
    [[nodiscard]] Result<std::optional<Frame>> read();

    /// Writes a whole frame; frames of several threads do not mix. Errors: InvalidRequest for a frame that is too
    /// large (nothing was written), ProtocolViolation when the other side is gone.
    [[nodiscard]] Result<void> write(const Frame& frame);

private:
    const int m_read;
    const int m_write;
    FrameDecoder m_decoder;          ///< owned by the reading thread
    std::vector<std::byte> m_buffer; ///< owned by the reading thread
    std::mutex m_writing;            ///< held while a frame is being written
};

} // namespace gesso::protocol
