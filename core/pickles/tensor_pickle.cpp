// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pickles/tensor_pickle.h"

#include "core/pickles/pickle.h"

#include <algorithm>
#include <map>
#include <optional>

namespace gesso {
namespace {

using Kind = PickleNode::Kind;
using Ref = PickleNode::Ref;

constexpr std::size_t kMaxDepth = 8; ///< of dictionaries
constexpr std::size_t kMaxKey = 256; ///< bytes; the keys of state dictionaries are shorter
constexpr std::size_t kMaxTensors = 100'000;
constexpr std::size_t kMaxVisits = 1 << 19; ///< of values and keys: one may stand in many places
constexpr std::size_t kMaxRank = 8;
constexpr std::size_t kMaxStorageName = 64;

const std::map<std::string_view, TensorType> kStorages{
    {"torch.DoubleStorage", TensorType::F64}, {"torch.FloatStorage", TensorType::F32},
    {"torch.HalfStorage", TensorType::F16},   {"torch.BFloat16Storage", TensorType::Bf16},
    {"torch.LongStorage", TensorType::I64},   {"torch.IntStorage", TensorType::I32},
    {"torch.ShortStorage", TensorType::I16},  {"torch.CharStorage", TensorType::I8},
    {"torch.ByteStorage", TensorType::U8},    {"torch.BoolStorage", TensorType::Bool},
};

class Collector {
public:
    explicit Collector(const Pickle& pickle) : m_pickle(pickle) {}

    Result<std::vector<PickledTensor>> collect()
    {
        visit(m_pickle.root, "", 0);
        if (m_problem) {
            return tl::unexpected<Error>(*m_problem);
        }
        return std::move(m_tensors);
    }

private:
    void refuse(const std::string& why)
    {
        if (!m_problem) {
            m_problem = Error{ErrorCode::ModelDamaged, "is damaged: " + why};
        }
    }

    void visit(Ref ref, const std::string& path, std::size_t depth)
    {
        if (m_problem || depth > kMaxDepth) {
            return;
        }
        if (++m_visits > kMaxVisits) {
            refuse("it holds too many values");
            return;
        }
        const PickleNode& node = m_pickle.at(ref);
        if (node.kind == Kind::Call && !node.items.empty()) {
            const std::string& callee = m_pickle.at(node.items[0]).text;
            if (callee == "torch._utils._rebuild_tensor_v2" || callee == "torch._utils._rebuild_tensor") {
                addTensor(m_pickle.at(node.items[1]), path);
                return;
            }
            if (callee == "torch._utils._rebuild_parameter") {
                if (const PickleNode& arguments = m_pickle.at(node.items[1]); !arguments.items.empty()) {
                    visit(arguments.items[0], path, depth + 1);
                }
                return;
            }
            for (std::size_t state = 2; state < node.items.size(); ++state) {
                visit(node.items[state], path, depth + 1);
            }
        }
        m_visits += node.pairs.size(); // keys that are no text cost time, too
        for (const auto& [key, value] : node.pairs) {
            const PickleNode& name = m_pickle.at(key);
            if (name.kind == Kind::Text && name.text.size() <= kMaxKey) {
                visit(value, path.empty() ? name.text : path + '.' + name.text, depth + 1);
            }
        }
    }

    /// The numbers of a tuple, none negative; nothing if it is something else.
    std::optional<std::vector<std::int64_t>> numbers(Ref ref) const
    {
        const PickleNode& node = m_pickle.at(ref);
        if (node.kind != Kind::Sequence || node.items.size() > kMaxRank) {
            return std::nullopt;
        }
        std::vector<std::int64_t> values;
        for (const Ref item : node.items) {
            if (m_pickle.at(item).kind != Kind::Number || m_pickle.at(item).number < 0) {
                return std::nullopt;
            }
            values.push_back(m_pickle.at(item).number);
        }
        return values;
    }

    /// Takes type, name and length of a storage: ("storage", class, key, device, length).
    bool readStorage(Ref ref, PickledTensor& tensor) const
    {
        const PickleNode& persistent = m_pickle.at(ref);
        if (persistent.kind != Kind::Persistent) {
            return false;
        }
        const PickleNode& id = m_pickle.at(persistent.items[0]);
        constexpr std::size_t kParts = 5;
        if (id.kind != Kind::Sequence || id.items.size() < kParts) {
            return false;
        }
        const auto type = kStorages.find(m_pickle.at(id.items[1]).text);
        tensor.storage = m_pickle.at(id.items[2]).text;
        tensor.storageElements = m_pickle.at(id.items[4]).number;
        const bool plainName = !tensor.storage.empty() && tensor.storage.size() <= kMaxStorageName &&
                               std::ranges::all_of(tensor.storage, [](char c) { return c >= '0' && c <= '9'; });
        if (type == kStorages.end() || !plainName || tensor.storageElements < 0) {
            return false;
        }
        tensor.type = type->second;
        return true;
    }

    /// Whether all elements lie within the storage; sizes that overflow do not.
    static bool fits(const PickledTensor& tensor)
    {
        std::int64_t last = tensor.offset;
        std::int64_t elements = 1;
        for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
            std::int64_t span = 0;
            if (__builtin_mul_overflow(elements, std::max<std::int64_t>(tensor.shape[i], 1), &elements) ||
                __builtin_mul_overflow(std::max<std::int64_t>(tensor.shape[i] - 1, 0), tensor.strides[i], &span) ||
                __builtin_add_overflow(last, span, &last)) {
                return false;
            }
        }
        const bool empty = std::ranges::find(tensor.shape, 0) != tensor.shape.end();
        // A view that repeats elements could be far larger than its file.
        return empty || (last < tensor.storageElements && elements <= tensor.storageElements);
    }

    void addTensor(const PickleNode& arguments, const std::string& path)
    {
        constexpr std::size_t kArguments = 4; // storage, offset, size, stride
        PickledTensor tensor;
        tensor.name = path;
        if (arguments.kind != Kind::Sequence || arguments.items.size() < kArguments ||
            !readStorage(arguments.items[0], tensor)) {
            refuse("'" + path + "' is no tensor of a known type");
            return;
        }
        tensor.offset = m_pickle.at(arguments.items[1]).number;
        const auto shape = numbers(arguments.items[2]);
        const auto strides = numbers(arguments.items[3]);
        if (tensor.offset < 0 || !shape || !strides || shape->size() != strides->size()) {
            refuse("'" + path + "' has an impossible shape");
            return;
        }
        tensor.shape = *shape;
        tensor.strides = *strides;
        if (!fits(tensor)) {
            refuse("'" + path + "' reaches beyond what is stored");
            return;
        }
        if (m_tensors.size() == kMaxTensors) {
            refuse("it holds too many tensors");
            return;
        }
        m_tensors.push_back(std::move(tensor));
    }

    const Pickle& m_pickle;
    std::vector<PickledTensor> m_tensors;
    std::optional<Error> m_problem;
    std::size_t m_visits = 0;
};

} // namespace

Result<std::vector<PickledTensor>> readTensorPickle(std::string_view pickle)
{
    return readPickle(pickle).and_then([](const Pickle& values) { return Collector(values).collect(); });
}

} // namespace gesso
