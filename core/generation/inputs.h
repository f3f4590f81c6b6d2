// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/generation/request.h"
#include "core/image/image.h"

#include <string>

namespace gesso {

/// The pictures that a request begins from. Cheap to copy; the pixels are shared and never changed.
struct GenerationInputs {
    Picture init; ///< RGB, 8 bits, any size of at most 16384 a side; null where there is none
    Picture mask; ///< 1 channel, 8 bits, as large as `init`, white where it is repainted; null: none

    [[nodiscard]] bool empty() const noexcept { return init == nullptr && mask == nullptr; }
    friend bool operator==(const GenerationInputs& a, const GenerationInputs& b);
};

/// Width and height of something.
struct PictureSize {
    int width = 0;
    int height = 0;

    friend bool operator==(const PictureSize&, const PictureSize&) = default;
};

/// Whether the request has just the pictures that it needs: ImageToImage a picture, Inpaint a picture and a mask or an
/// extension. InvalidRequest names what is missing, or both sizes where they differ.
[[nodiscard]] Result<> validate(const GenerationRequest& request, const GenerationInputs& inputs);

/// The size of the canvas that Inpaint repaints: the picture with its extension. There is a picture.
[[nodiscard]] PictureSize canvasSize(const GenerationRequest& request, const GenerationInputs& inputs);

/// Whether a canvas is brought to the request's size by repeating its last pixels, and cut back afterwards, so that its
/// own pixels can stay as they are: where the request's sides are its own rounded up to multiples of 8.
[[nodiscard]] bool isPaddedToRequest(const GenerationRequest& request, PictureSize canvas);

/// The size of the finished pictures: the request's, but the canvas's where only its masked part is repainted, or where
/// it is padded.
[[nodiscard]] PictureSize resultSize(const GenerationRequest& request, const GenerationInputs& inputs);

/// The hash of a picture's size and pixels for PictureReference: FNV-1a of 64 bits, 16 hex digits. It tells pictures
/// apart, and protects against nothing.
[[nodiscard]] std::string hashOf(const Image& picture);

} // namespace gesso
