// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: any bytes as a stream of frames, whole and in pieces. Both have to give the same frames; then
// each frame is read as a message, in both directions.
#include "core/protocol/frame_decoder.h"
#include "core/protocol/messages.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

namespace {

using namespace gesso::protocol;

struct Outcome {
    std::vector<Frame> frames;
    bool failed = false;
};

void drain(FrameDecoder& decoder, Outcome& outcome)
{
    while (!outcome.failed) {
        auto frame = decoder.next();
        outcome.failed = !frame.has_value();
        if (outcome.failed || !frame->has_value()) {
            return;
        }
        outcome.frames.push_back(std::move(**frame));
    }
}

Outcome decode(std::span<const std::byte> bytes, std::size_t piece)
{
    FrameDecoder decoder;
    Outcome outcome;
    while (!bytes.empty()) {
        const std::size_t size = std::min(piece, bytes.size());
        decoder.feed(bytes.first(size));
        bytes = bytes.subspan(size);
        drain(decoder, outcome);
    }
    return outcome;
}

void require(bool condition)
{
    if (!condition) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::span<const std::byte> bytes(reinterpret_cast<const std::byte*>(data), size);
    const Outcome whole = decode(bytes, std::max<std::size_t>(size, 1));
    const Outcome pieces = decode(bytes, 7);
    require(whole.failed == pieces.failed && whole.frames.size() == pieces.frames.size());
    require(whole.frames == pieces.frames);
    for (const Frame& frame : whole.frames) {
        static_cast<void>(toEngineFromFrame(frame));
        static_cast<void>(fromEngineFromFrame(frame));
    }
    return 0;
}
