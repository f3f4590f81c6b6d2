// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace gesso::inference {

/// What the tensors of this process hold and keep, in bytes.
struct AllocatorUse {
    std::size_t inUse = 0; ///< in living tensors
    std::size_t kept = 0;  ///< freed, kept for the next tensor
};

/// What decoding a 512x512 picture in fp32 frees and takes again.
inline constexpr std::size_t kDefaultKept = std::size_t{3} << 29U;

/// Makes libtorch keep the pages of freed tensors for the next ones instead of giving them back to the system: a
/// denoising step otherwise takes some 160 000 page faults. At most `kept` bytes are held in reserve. To be called
/// first thing in main; a second call only sets the new limit.
void configureAllocator(std::size_t kept = kDefaultKept);

/// Gives all kept pages back to the system, e.g. when the engine is idle.
void releaseKeptMemory();

[[nodiscard]] AllocatorUse allocatorUse();

} // namespace gesso::inference
