// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace gesso {

/// How long an engine has run and been silent, counted only while we were awake to hear it.
///
/// Time is added up from look to look. A look that comes late, because this program was stopped, the machine slept or
/// its clock was set, adds nothing: the engine may have slept as long, or spoken meanwhile. Used by one thread.
class Silence final {
public:
    using Duration = std::chrono::nanoseconds;

    /// Looks are to come every quarter of a second; one that comes so much later was late.
    static constexpr std::chrono::milliseconds kLateLook{2000};

    /// The two clocks of a machine, since any moment: one stands still while the machine sleeps, the other goes on.
    struct Clocks {
        Duration awake{};
        Duration always{};

        [[nodiscard]] static Clocks now();
    };

    explicit Silence(Clocks start) : m_last(start) {}

    /// Adds the time since the last look.
    void look(Clocks now);
    /// The engine has said something since the last look.
    void broken() { m_silent = {}; }

    [[nodiscard]] Duration counted() const noexcept { return m_counted; } ///< since the start
    [[nodiscard]] Duration silent() const noexcept { return m_silent; }   ///< since its last word, or the start

private:
    Clocks m_last;
    Duration m_counted{};
    Duration m_silent{};
};

} // namespace gesso
