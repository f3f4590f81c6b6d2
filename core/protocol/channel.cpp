// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/channel.h"

#include <cerrno>
#include <cstring>
#include <poll.h>
#include <unistd.h>

namespace gesso::protocol {
namespace {

constexpr std::size_t kReadBytes = 256U << 10;

tl::unexpected<Error> systemFailure(const char* what)
{
    return fail(ErrorCode::ProtocolViolation, std::string(what) + ": " + std::strerror(errno) + ".");
}

/// Waits until a descriptor that somebody else (ssh does it) made non-blocking is ready again.
void waitFor(int descriptor, short events)
{
    pollfd waited{descriptor, events, 0};
    ::poll(&waited, 1, -1);
}

/// Whether a call that returned -1 can be made again, perhaps after a wait.
bool canRetry(int descriptor, short events)
{
    if (errno == EINTR) {
        return true;
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
        waitFor(descriptor, events);
        return true;
    }
    return false;
}

Result<void> writeAll(int descriptor, std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
        if (count >= 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(count));
        } else if (!canRetry(descriptor, POLLOUT)) {
            return systemFailure("A message could not be written");
        }
    }
    return {};
}

} // namespace

Result<std::optional<Frame>> FrameChannel::read()
{
    m_buffer.resize(kReadBytes);
    while (true) {
        Result<std::optional<Frame>> frame = m_decoder.next();
        if (!frame || *frame) {
            return frame;
        }
        const ssize_t count = ::read(m_read, m_buffer.data(), m_buffer.size());
        if (count > 0) {
            m_decoder.feed(std::span(m_buffer).first(static_cast<std::size_t>(count)));
        } else if (count == 0) {
            if (m_decoder.insideFrame()) {
                return fail(ErrorCode::ProtocolViolation, "The stream ended in the middle of a message.");
            }
            return std::nullopt;
        } else if (!canRetry(m_read, POLLIN)) {
            return systemFailure("A message could not be read");
        }
    }
}

Result<void> FrameChannel::write(const Frame& frame)
{
    const Result<std::vector<std::byte>> head = encodeHead(frame);
    if (!head) {
        return tl::unexpected<Error>(head.error());
    }
    const std::lock_guard lock(m_writing);
    Result<void> written = writeAll(m_write, *head);
    return written ? writeAll(m_write, frame.payload) : written;
}

} // namespace gesso::protocol
