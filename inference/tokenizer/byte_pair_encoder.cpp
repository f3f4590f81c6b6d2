// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/tokenizer/byte_pair_encoder.h"

#include <algorithm>
#include <limits>
#include <map>

namespace gesso::inference {
namespace {

constexpr std::string_view kWordEnd = "</w>";
constexpr std::uint32_t kBytes = 256;
constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

bool standsForItself(std::uint32_t byte)
{
    return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
}

// Gives each text a number, the same for the same text.
class Interner {
public:
    std::uint32_t operator()(const std::string& text)
    {
        return m_numbers.try_emplace(text, static_cast<std::uint32_t>(m_numbers.size())).first->second;
    }
    [[nodiscard]] const std::unordered_map<std::string, std::uint32_t>& numbers() const { return m_numbers; }

private:
    std::unordered_map<std::string, std::uint32_t> m_numbers;
};

} // namespace

/// A word on its way from bytes to tokens: a linked list of symbols, and the pairs in it that can be merged.
class BytePairEncoder::Word {
public:
    Word(const BytePairEncoder& encoder, std::string_view text) : m_encoder(encoder), m_nodes(text.size())
    {
        for (std::uint32_t i = 0; i < m_nodes.size(); ++i) {
            m_nodes[i] = {static_cast<unsigned char>(text[i]), i == 0 ? kNone : i - 1, i + 1};
        }
        m_nodes.back().symbol += kBytes;
        m_nodes.back().next = kNone;
        for (std::uint32_t i = 0; i < m_nodes.size(); ++i) {
            offer(i);
        }
    }

    void mergeAll()
    {
        while (!m_pairs.empty()) {
            mergeLowestRank();
        }
    }

    void appendIds(std::vector<std::int64_t>& ids) const
    {
        for (std::uint32_t i = 0; i != kNone; i = m_nodes[i].next) {
            ids.push_back(m_encoder.m_ids[m_nodes[i].symbol]);
        }
    }

private:
    struct Node {
        Symbol symbol = kNone; ///< kNone once merged into the one on its left
        std::uint32_t previous = kNone, next = kNone;
    };
    /// Where the two symbols of one merge stand side by side, or did when that was noted.
    struct Pairs {
        Symbol left, right, result;
        std::vector<std::uint32_t> positions;
    };

    // Notes the pair that starts at a node, if it can be merged.
    void offer(std::uint32_t position)
    {
        const Node& node = m_nodes[position];
        if (node.next == kNone) {
            return;
        }
        const Symbol right = m_nodes[node.next].symbol;
        if (const Merge* merge = m_encoder.find(node.symbol, right)) {
            const auto entry = m_pairs.try_emplace(merge->rank, Pairs{node.symbol, right, merge->result, {}}).first;
            entry->second.positions.push_back(position);
        }
    }

    // Merges all pairs of the lowest rank before looking at what they make: a new pair may have a lower rank yet.
    void mergeLowestRank()
    {
        Pairs pairs = std::move(m_pairs.begin()->second);
        m_pairs.erase(m_pairs.begin());
        std::sort(pairs.positions.begin(), pairs.positions.end());
        std::erase_if(pairs.positions, [&](std::uint32_t position) { return !merge(position, pairs); });
        for (const std::uint32_t position : pairs.positions) {
            if (m_nodes[position].previous != kNone) {
                offer(m_nodes[position].previous);
            }
            offer(position);
        }
    }

    // False where one of the two has been merged with another neighbour meanwhile.
    bool merge(std::uint32_t position, const Pairs& pairs)
    {
        Node& node = m_nodes[position];
        if (node.symbol != pairs.left || node.next == kNone || m_nodes[node.next].symbol != pairs.right) {
            return false;
        }
        Node& absorbed = m_nodes[node.next];
        node.symbol = pairs.result;
        node.next = absorbed.next;
        absorbed.symbol = kNone;
        if (node.next != kNone) {
            m_nodes[node.next].previous = position;
        }
        return true;
    }

    const BytePairEncoder& m_encoder;
    std::vector<Node> m_nodes;
    std::map<std::uint32_t, Pairs> m_pairs; ///< by rank
};

BytePairEncoder::BytePairEncoder(const Vocabulary& vocabulary, const Merges& merges, std::int64_t unknown)
{
    Interner intern;
    for (const std::string_view suffix : {std::string_view{}, kWordEnd}) {
        for (std::uint32_t byte = 0; byte < kBytes; ++byte) {
            intern(byteSymbol(static_cast<unsigned char>(byte)).append(suffix));
        }
    }
    std::uint32_t rank = 0;
    for (const auto& [left, right] : merges) {
        const std::uint64_t key = (static_cast<std::uint64_t>(intern(left)) << 32) | intern(right);
        m_merges.insert_or_assign(key, Merge{rank, intern(left + right)});
        ++rank;
    }
    m_ids.assign(intern.numbers().size(), unknown);
    for (const auto& [text, symbol] : intern.numbers()) {
        if (const auto token = vocabulary.find(text); token != vocabulary.end()) {
            m_ids[symbol] = token->second;
        }
    }
}

void BytePairEncoder::encode(std::string_view word, std::vector<std::int64_t>& ids) const
{
    Word symbols(*this, word);
    symbols.mergeAll();
    symbols.appendIds(ids);
}

std::string BytePairEncoder::byteSymbol(unsigned char byte)
{
    std::uint32_t character = byte;
    if (!standsForItself(byte)) {
        character = kBytes;
        for (std::uint32_t other = 0; other < byte; ++other) {
            character += standsForItself(other) ? 0 : 1;
        }
    }
    if (character < 0x80) {
        return {static_cast<char>(character)};
    }
    return {static_cast<char>(0xC0 | (character >> 6)), static_cast<char>(0x80 | (character & 0x3F))};
}

const BytePairEncoder::Merge* BytePairEncoder::find(Symbol left, Symbol right) const
{
    const auto merge = m_merges.find((static_cast<std::uint64_t>(left) << 32) | right);
    return merge == m_merges.end() ? nullptr : &merge->second;
}

} // namespace gesso::inference
