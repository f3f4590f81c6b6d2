// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gesso {

/// What stands where a safetensors file was expected, told by its first bytes.
enum class ForeignFile : std::uint8_t {
    Empty,
    GitLfsPointer, ///< the small text that git keeps in place of a large file
    Html,          ///< a web page, usually an error or a log-in page saved as the download
    TorchArchive,  ///< zip with a pickle inside: .ckpt, .pt, .bin
    Pickle,        ///< a bare pickle stream, torch's format before 1.6
    Gguf,
    Json,
    Zeros, ///< nothing but zero bytes: room that was reserved and never filled
    Unknown,
};

/// How many bytes from the start recogniseForeignFile can use.
inline constexpr std::size_t kRecognisedBytes = 512;

/// Tells from the first bytes of a file (all of it, or at least kRecognisedBytes) what it is.
[[nodiscard]] ForeignFile recogniseForeignFile(std::string_view firstBytes) noexcept;

/// "is a git-lfs pointer, not the model itself: run ...": follows the file's name in a message; cause, then remedy.
[[nodiscard]] std::string_view causeAndRemedy(ForeignFile file) noexcept;

} // namespace gesso
