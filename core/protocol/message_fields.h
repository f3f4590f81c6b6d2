// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace gesso::protocol {

// What the two halves of messages.h share.
inline constexpr std::size_t kMaxNameBytes = 1024; ///< versions, devices, stages
inline constexpr std::size_t kMaxPathBytes = 4096;
inline constexpr std::size_t kMaxNoteBytes = 4096;
inline constexpr std::size_t kMaxDetailBytes = 64U << 10;

} // namespace gesso::protocol
