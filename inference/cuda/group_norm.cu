// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/cuda/group_norm.h"

#include "inference/cuda/group_norm.cuh"

namespace gesso::inference::cuda {
namespace {

NormShape shapeOf(const GroupNormCall& call)
{
    return normShape(call.batch, call.rows, call.channels, call.groups);
}

template <typename T> void run(const GroupNormCall& call, void* scratch, void* stream)
{
    runGroupNorm(static_cast<const T*>(call.x), static_cast<const T*>(call.shift), static_cast<const T*>(call.weight),
                 static_cast<const T*>(call.bias), shapeOf(call), call.eps, call.silu, static_cast<Moments*>(scratch),
                 static_cast<T*>(call.y), static_cast<cudaStream_t>(stream));
}

} // namespace

bool groupNormFits(int channels, int groups)
{
    return normShapeFits(channels, groups);
}

std::size_t groupNormScratchBytes(const GroupNormCall& call)
{
    const NormShape shape = shapeOf(call);
    return sizeof(Moments) * static_cast<std::size_t>(shape.batch) * static_cast<std::size_t>(shape.chunks) *
           static_cast<std::size_t>(shape.groups);
}

const char* launchGroupNorm(const GroupNormCall& call, void* scratch, void* stream)
{
    switch (call.type) {
    case NormType::Float:
        run<float>(call, scratch, stream);
        break;
    case NormType::Half:
        run<__half>(call, scratch, stream);
        break;
    case NormType::BFloat16:
        run<__nv_bfloat16>(call, scratch, stream);
        break;
    }
    const cudaError_t error = cudaGetLastError();
    return error == cudaSuccess ? nullptr : cudaGetErrorString(error);
}

} // namespace gesso::inference::cuda
