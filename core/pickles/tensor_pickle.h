// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/models/tensor_type.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// A tensor that a file of torch.save() holds: a view of a storage, which stands in a record of its own.
struct PickledTensor {
    std::string name; ///< the keys that lead to it, joined by dots: "string_to_param.*"
    TensorType type = TensorType::F32;
    std::vector<std::int64_t> shape;   ///< at most 8 sizes
    std::vector<std::int64_t> strides; ///< in elements, none negative
    std::int64_t offset = 0;           ///< in elements
    std::string storage;               ///< the record's name after "data/"
    std::int64_t storageElements = 0;  ///< the tensor lies within them
};

/// The tensors of data.pkl of a torch.save() archive (PyTorch 1.6 and later), in the order in which they stand in it,
/// however deep they are in dictionaries. Parameters are tensors; objects of other classes are looked into but never
/// made. Errors: ModelDamaged, whose message follows the file's name.
[[nodiscard]] Result<std::vector<PickledTensor>> readTensorPickle(std::string_view pickle);

} // namespace gesso
