// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gesso {

/// One value of a pickle. What a pickle would call is only written down here, never called.
struct PickleNode {
    enum class Kind : std::uint8_t {
        Other,      ///< None, a set, a float ...: nothing that matters for tensors
        Number,     ///< an int or a bool: `number`
        Text,       ///< `text`, UTF-8
        Sequence,   ///< a tuple or a list: `items`
        Map,        ///< a dict: `pairs`
        Global,     ///< a class or function: `text`, "torch._utils._rebuild_tensor_v2"
        Persistent, ///< something kept outside the pickle: items[0] is its id
        Call,       ///< items[0] called with items[1]; what it was then given as state: items[2] ...; `pairs` set in it
    };
    using Ref = std::uint32_t; ///< place in Pickle::nodes

    Kind kind = Kind::Other;
    std::int64_t number = 0;
    std::string text;
    std::vector<Ref> items;
    std::vector<std::pair<Ref, Ref>> pairs;
};

/// What a pickle (Python's pickle protocols 2 to 5, as PEP 3154 and pickletools describe them) says, as a graph: values
/// may be used in several places, and may hold themselves.
struct Pickle {
    static constexpr std::size_t kMaxNodes = 300'000;

    std::vector<PickleNode> nodes;
    PickleNode::Ref root = 0;

    [[nodiscard]] const PickleNode& at(PickleNode::Ref ref) const { return nodes[ref]; }
};

/// Reads a pickle; nothing in it is run, imported or trusted. Error: ModelDamaged, whose message follows the file's
/// name ("is damaged: its pickle ...").
[[nodiscard]] Result<Pickle> readPickle(std::string_view bytes);

} // namespace gesso
