// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace gesso {

/// SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"): the same numbers from a
/// seed on every platform.
class SplitMix {
public:
    explicit SplitMix(std::uint64_t seed) noexcept : m_state(seed) {}

    [[nodiscard]] std::uint64_t next() noexcept
    {
        m_state += 0x9E3779B97F4A7C15U;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }

    /// One of 0..count-1: the upper 32 bits of the next number times `count` (1..2^32 - 1), divided by 2^32.
    [[nodiscard]] std::size_t below(std::size_t count) noexcept
    {
        return static_cast<std::size_t>(((next() >> 32U) * count) >> 32U);
    }

private:
    std::uint64_t m_state;
};

} // namespace gesso
