// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <deque>
#include <functional>
#include <string>
#include <utility>

namespace gesso {

/// What was done, so that it can be undone and done again: for each edit the state that what it changed had before it
/// or, once it is undone, after it. The latest edits are kept, of as many bytes as there is room for.
///
/// `exchange` brings a state about and returns the one that was there, which the edit holds from then on. Where that
/// goes beyond memory, to files for instance, it may fail: then it must have taken back what it had done by then, and
/// the edit stays as it was. It must not use the history. Used by one thread.
template <typename State> class EditHistory final {
public:
    using Exchange = std::function<Result<State>(const State&)>;
    using Bytes = std::function<std::size_t(const State&)>; ///< what a state takes in memory

    static constexpr std::size_t kMaxBytes = std::size_t{256} << 20;

    EditHistory(Exchange exchange, Bytes bytes, std::size_t maxBytes = kMaxBytes)
        : m_exchange(std::move(exchange)), m_bytes(std::move(bytes)), m_maxBytes(maxBytes)
    {
    }

    /// Brings a state about as an edit of this name, which is for the user's eyes. Edits of one gesture, one after the
    /// other, are one edit; an empty gesture is never that of another. What was undone is forgotten.
    Result<> edit(std::string name, const State& state, std::string gesture = {})
    {
        return m_exchange(state).map(
            [&](State&& before) { note(std::move(name), std::move(before), std::move(gesture)); });
    }
    /// The same of an edit that is done already, with the state before it.
    void note(std::string name, State before, std::string gesture = {})
    {
        m_undone.clear();
        const bool goesOn = !gesture.empty() && !m_done.empty() && m_done.back().gesture == gesture;
        if (!goesOn) { // else the state before the gesture is there already
            m_done.push_back({std::move(name), std::move(gesture), std::move(before)});
        }
        forgetOldest();
    }
    /// What follows is not of the gesture before it, even if it is called so.
    void endGesture()
    {
        if (!m_done.empty()) {
            m_done.back().gesture.clear();
        }
    }

    [[nodiscard]] bool canUndo() const { return !m_done.empty(); }
    [[nodiscard]] bool canRedo() const { return !m_undone.empty(); }
    [[nodiscard]] std::string undoName() const { return m_done.empty() ? std::string() : m_done.back().name; }
    [[nodiscard]] std::string redoName() const { return m_undone.empty() ? std::string() : m_undone.back().name; }
    /// Of all states.
    [[nodiscard]] std::size_t bytes() const
    {
        std::size_t sum = 0;
        for (const auto* edits : {&m_done, &m_undone}) {
            for (const Edit& edit : *edits) {
                sum += m_bytes(edit.state) + edit.name.size();
            }
        }
        return sum;
    }

    Result<> undo() { return pass(m_done, m_undone); }
    Result<> redo() { return pass(m_undone, m_done); }

private:
    struct Edit {
        std::string name;
        std::string gesture;
        State state;
    };

    Result<> pass(std::deque<Edit>& from, std::deque<Edit>& to)
    {
        if (from.empty()) {
            return {};
        }
        return m_exchange(from.back().state).map([&](State&& other) {
            to.push_back({std::move(from.back().name), {}, std::move(other)});
            from.pop_back();
            forgetOldest();
        });
    }

    void forgetOldest()
    {
        while (m_done.size() > 1 && bytes() > m_maxBytes) {
            m_done.pop_front();
        }
    }

    Exchange m_exchange;
    Bytes m_bytes;
    std::size_t m_maxBytes;
    std::deque<Edit> m_done;   ///< the latest last
    std::deque<Edit> m_undone; ///< the next to be done again last
};

} // namespace gesso
