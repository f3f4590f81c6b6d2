// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/image.h"
#include "core/protocol/fields.h"
#include "core/protocol/frame.h"

#include <span>

namespace gesso::protocol {

// Attachments stand in the payload one after another, in the order of the header's list
//
//     "attachments": [{"name": "picture", "dtype": "u16", "shape": [height, width, channels]},
//                     {"name": "latents", "dtype": "f32", "shape": [elements]}]
//
// and fill it exactly. Elements are little-endian.

/// Appends a picture's pixels to the frame.
void attach(Frame& frame, std::string_view name, const Image& picture);
/// Appends a row of numbers to the frame.
void attach(Frame& frame, std::string_view name, std::span<const float> values);

/// Takes the attachments of a frame one by one, in their order. What is wrong goes to the message's FieldReader.
class AttachmentReader final {
public:
    /// Both must outlive the reader. Marks "attachments" as a known member.
    AttachmentReader(const Frame& frame, FieldReader& fields);

    /// The name of the next attachment; empty when there is none left or it has no name.
    [[nodiscard]] std::string next() const;
    /// Of U8 or U16; a picture of another format is refused.
    [[nodiscard]] Image picture(std::string_view name, PixelFormat format);
    [[nodiscard]] std::vector<float> values(std::string_view name);

    /// Refuses a frame that holds more than was taken.
    void finish();

private:
    /// Bytes of the next attachment, whose shape must have `rank` sides; empty when something is wrong.
    std::span<const std::byte> take(std::string_view name, std::string_view dtype, std::size_t elementBytes,
                                    std::span<std::uint64_t> shape);

    FieldReader& m_fields;
    const nlohmann::json& m_list;
    std::span<const std::byte> m_rest;
    std::size_t m_taken = 0;
};

} // namespace gesso::protocol
