// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pickles/pickle.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>
#include <stdexcept>
#include <unordered_map>

namespace gesso {
namespace {

using Kind = PickleNode::Kind;
using Ref = PickleNode::Ref;

constexpr Ref kMark = std::numeric_limits<Ref>::max(); ///< on the stack

/// Ends the reading; never leaves this file.
struct Damaged : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The machine that a pickle is a program for.
class Machine {
public:
    explicit Machine(std::string_view bytes) : m_rest(bytes) {}

    Pickle run()
    {
        while (!step(static_cast<unsigned char>(take(1)[0]))) {
        }
        m_pickle.root = pop();
        return std::move(m_pickle);
    }

private:
    std::string_view take(std::uint64_t count)
    {
        if (count > m_rest.size()) {
            throw Damaged("ends too early");
        }
        const std::string_view taken = m_rest.substr(0, count);
        m_rest.remove_prefix(count);
        return taken;
    }
    /// A number of `bytes` bytes, least significant first.
    std::uint64_t number(std::size_t bytes)
    {
        std::uint64_t value = 0;
        const std::string_view taken = take(bytes);
        for (std::size_t i = 0; i < bytes; ++i) {
            value |= static_cast<std::uint64_t>(static_cast<unsigned char>(taken[i])) << (8 * i);
        }
        return value;
    }
    std::string_view line()
    {
        const std::string_view text = take(std::min(m_rest.find('\n'), m_rest.size()));
        take(1);
        return text;
    }
    /// A whole number of any length; one that does not fit is 0, for no tensor has such.
    std::int64_t longNumber(std::uint64_t bytes)
    {
        if (bytes > sizeof(std::int64_t)) {
            take(bytes);
            return 0;
        }
        const auto value = number(bytes);
        const unsigned shift = bytes == 0 ? 0 : static_cast<unsigned>(64 - 8 * bytes);
        return static_cast<std::int64_t>(value << shift) >> shift; // with its sign
    }

    Ref add(Kind kind)
    {
        if (m_pickle.nodes.size() >= Pickle::kMaxNodes) {
            throw Damaged("holds too many values");
        }
        m_pickle.nodes.emplace_back().kind = kind;
        return static_cast<Ref>(m_pickle.nodes.size() - 1);
    }
    void push(Kind kind) { m_stack.push_back(add(kind)); }
    void pushNumber(std::int64_t value)
    {
        push(Kind::Number);
        top().number = value;
    }
    void pushText(std::string_view text, Kind kind = Kind::Text)
    {
        push(kind);
        top().text = text;
    }
    void pushItems(Kind kind, std::vector<Ref> items)
    {
        push(kind);
        top().items = std::move(items);
    }
    PickleNode& top()
    {
        if (m_stack.empty() || m_stack.back() == kMark) {
            throw Damaged("lacks a value");
        }
        return m_pickle.nodes[m_stack.back()];
    }
    Ref pop()
    {
        top();
        const Ref ref = m_stack.back();
        m_stack.pop_back();
        return ref;
    }
    /// The last `count` values, in their order.
    std::vector<Ref> popped(std::size_t count)
    {
        std::vector<Ref> values(count);
        for (std::size_t i = count; i > 0; --i) {
            values[i - 1] = pop();
        }
        return values;
    }
    std::vector<Ref> poppedToMark()
    {
        const auto mark = std::find(m_stack.rbegin(), m_stack.rend(), kMark);
        if (mark == m_stack.rend()) {
            throw Damaged("lacks a mark");
        }
        std::vector<Ref> values(mark.base(), m_stack.end());
        m_stack.erase(mark.base() - 1, m_stack.end());
        return values;
    }
    void setPairs(const std::vector<Ref>& values)
    {
        if (values.size() % 2 != 0) {
            throw Damaged("has a key without a value");
        }
        for (std::size_t i = 0; i < values.size(); i += 2) {
            top().pairs.emplace_back(values[i], values[i + 1]);
        }
    }
    void append(const std::vector<Ref>& values)
    {
        auto& items = top().items;
        // In what is called the items have places of their own: what is appended to such a thing is no tensor's.
        if (top().kind == Kind::Sequence) {
            items.insert(items.end(), values.begin(), values.end());
        }
    }
    void call() { pushItems(Kind::Call, popped(2)); }
    void build()
    {
        const Ref state = pop();
        if (top().kind == Kind::Call) {
            top().items.push_back(state);
        }
    }
    void global()
    {
        const std::string_view module = line();
        pushText(std::string(module) + '.' + std::string(line()), Kind::Global);
    }
    void stackGlobal()
    {
        const std::vector<Ref> names = popped(2);
        constexpr std::size_t kMaxName = 256; // it is copied: a file must not grow in memory
        const std::string& module = m_pickle.at(names[0]).text;
        const std::string& member = m_pickle.at(names[1]).text;
        if (module.size() > kMaxName || member.size() > kMaxName) {
            throw Damaged("names a class at great length");
        }
        const std::string text = module + '.' + member;
        pushText(text, Kind::Global);
    }
    void remember(std::uint64_t place)
    {
        top();
        m_memo[place] = m_stack.back();
    }
    void recall(std::uint64_t place)
    {
        const auto found = m_memo.find(place);
        if (found == m_memo.end()) {
            throw Damaged("asks for a value that it has not kept");
        }
        m_stack.push_back(found->second);
    }

    bool step(unsigned char opcode);
    bool stepOnValues(unsigned char opcode);
    bool stepOnContainers(unsigned char opcode);
    bool stepOnCalls(unsigned char opcode);

    std::string_view m_rest;
    Pickle m_pickle;
    std::vector<Ref> m_stack;
    std::unordered_map<std::uint64_t, Ref> m_memo;
};

/// Does what one opcode says; true after the last one.
bool Machine::step(unsigned char opcode)
{
    switch (opcode) {
    case '.': // STOP
        return true;
    case 0x80: // PROTO
        take(1);
        return false;
    case 0x95: // FRAME
        take(8);
        return false;
    case 'q': // BINPUT
        remember(number(1));
        return false;
    case 'r': // LONG_BINPUT
        remember(number(4));
        return false;
    case 0x94: // MEMOIZE
        remember(m_memo.size());
        return false;
    case 'h': // BINGET
        recall(number(1));
        return false;
    case 'j': // LONG_BINGET
        recall(number(4));
        return false;
    case '0': // POP
        pop();
        return false;
    case '1': // POP_MARK
        poppedToMark();
        return false;
    case '2': // DUP
        top();
        m_stack.push_back(m_stack.back());
        return false;
    default:
        if (!stepOnValues(opcode) && !stepOnContainers(opcode) && !stepOnCalls(opcode)) {
            throw Damaged("has an instruction that no model needs");
        }
        return false;
    }
}

/// Opcodes that bring one plain value; false for any other.
bool Machine::stepOnValues(unsigned char opcode)
{
    switch (opcode) {
    case 'N': // NONE
        push(Kind::Other);
        return true;
    case 0x88: // NEWTRUE
    case 0x89: // NEWFALSE
        pushNumber(opcode == 0x88 ? 1 : 0);
        return true;
    case 'K': // BININT1
        pushNumber(static_cast<std::int64_t>(number(1)));
        return true;
    case 'M': // BININT2
        pushNumber(static_cast<std::int64_t>(number(2)));
        return true;
    case 'J': // BININT
        pushNumber(longNumber(4));
        return true;
    case 0x8a: // LONG1
        pushNumber(longNumber(number(1)));
        return true;
    case 0x8b: // LONG4
        pushNumber(longNumber(number(4)));
        return true;
    case 'G': // BINFLOAT
        take(8);
        push(Kind::Other);
        return true;
    case 'X': // BINUNICODE
    case 'T': // BINSTRING
    case 'B': // BINBYTES
        pushText(take(number(4)));
        return true;
    case 0x8c: // SHORT_BINUNICODE
    case 'U':  // SHORT_BINSTRING
    case 'C':  // SHORT_BINBYTES
        pushText(take(number(1)));
        return true;
    case 0x8d: // BINUNICODE8
    case 0x8e: // BINBYTES8
    case 0x96: // BYTEARRAY8
        pushText(take(number(8)));
        return true;
    case 'c': // GLOBAL
        global();
        return true;
    case 0x93: // STACK_GLOBAL
        stackGlobal();
        return true;
    default:
        return false;
    }
}

/// Opcodes that make something of the values on the stack; false for any other.
bool Machine::stepOnContainers(unsigned char opcode)
{
    switch (opcode) {
    case '(': // MARK
        m_stack.push_back(kMark);
        return true;
    case ')': // EMPTY_TUPLE
    case ']': // EMPTY_LIST
        push(Kind::Sequence);
        return true;
    case '}': // EMPTY_DICT
        push(Kind::Map);
        return true;
    case 0x8f: // EMPTY_SET
        push(Kind::Other);
        return true;
    case 't': // TUPLE
    case 'l': // LIST
        pushItems(Kind::Sequence, poppedToMark());
        return true;
    case 0x85: // TUPLE1
    case 0x86: // TUPLE2
    case 0x87: // TUPLE3
        pushItems(Kind::Sequence, popped(opcode - 0x84U));
        return true;
    case 'd': { // DICT
        const std::vector<Ref> values = poppedToMark();
        push(Kind::Map);
        setPairs(values);
        return true;
    }
    case 0x91: // FROZENSET
        poppedToMark();
        push(Kind::Other);
        return true;
    case 'a': // APPEND
        append(popped(1));
        return true;
    case 'e':  // APPENDS
    case 0x90: // ADDITEMS
        append(poppedToMark());
        return true;
    case 's': // SETITEM
        setPairs(popped(2));
        return true;
    case 'u': // SETITEMS
        setPairs(poppedToMark());
        return true;
    default:
        return false;
    }
}

/// Opcodes that would call something in PyTorch: what they call is noted, not done.
bool Machine::stepOnCalls(unsigned char opcode)
{
    switch (opcode) {
    case 'R':  // REDUCE
    case 0x81: // NEWOBJ
        call();
        return true;
    case 0x92: // NEWOBJ_EX
        pop(); // the named arguments
        call();
        return true;
    case 'b': // BUILD
        build();
        return true;
    case 'Q': // BINPERSID
        pushItems(Kind::Persistent, popped(1));
        return true;
    default:
        return false;
    }
}

} // namespace

Result<Pickle> readPickle(std::string_view bytes)
{
    try {
        return Machine(bytes).run();
    } catch (const Damaged& damaged) {
        return fail(ErrorCode::ModelDamaged, std::string("is damaged: its pickle ") + damaged.what());
    }
}

} // namespace gesso
