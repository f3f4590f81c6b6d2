// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: any bytes as the pickle of a torch.save() file. What is accepted lies within its storages.
#include "core/pickles/tensor_pickle.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

void require(bool condition)
{
    if (!condition) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace gesso;
    const auto tensors = readTensorPickle({reinterpret_cast<const char*>(data), size});
    if (!tensors) {
        require(tensors.error().code == ErrorCode::ModelDamaged && !tensors.error().message.empty());
        return 0;
    }
    for (const PickledTensor& tensor : *tensors) {
        require(tensor.shape.size() == tensor.strides.size() && tensor.offset >= 0 && !tensor.storage.empty());
        std::int64_t last = tensor.offset;
        bool empty = false;
        for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
            require(tensor.shape[i] >= 0 && tensor.strides[i] >= 0);
            empty = empty || tensor.shape[i] == 0;
            last += tensor.shape[i] > 0 ? (tensor.shape[i] - 1) * tensor.strides[i] : 0;
        }
        require(empty || last < tensor.storageElements);
    }
    return 0;
}
