// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_gpus.h"

#include "inference/backend/registry.h"
#include "inference/base/engine_error.h"

#include <ATen/ATen.h>
#include <ATen/EmptyTensor.h>
#include <ATen/native/CPUFallback.h>
#include <ATen/ops/_reshape_alias_native.h>
#include <ATen/ops/as_strided_native.h>
#include <ATen/ops/unfold_native.h>
#include <ATen/ops/view_native.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/library.h>

#include <array>
#include <cstdlib>
#include <mutex>

namespace gesso::test {
namespace {

constexpr auto kType = at::kPrivateUse1;

/// One device, as its driver and libtorch's allocator know it.
struct Gpu {
    std::uint64_t total = 0, foreign = 0;
    FakeGpus::Counts counts;
    std::string broken, failure, lost;
    int failAfter = -1;
    bool failureStays = false;
};

std::mutex mutex;
std::array<Gpu, FakeGpus::kMost> gpus; // guarded by mutex
thread_local at::DeviceIndex current = 0;

struct Block {
    int index;
    std::uint64_t bytes;
    void* memory;
};

void freeBlock(void* context)
{
    const std::unique_ptr<Block> block(static_cast<Block*>(context));
    std::free(block->memory);
    const std::lock_guard lock(mutex);
    Gpu& gpu = gpus.at(static_cast<std::size_t>(block->index));
    gpu.counts.used -= block->bytes;
    gpu.counts.kept += block->bytes;
}

void failWhereAsked(Gpu& gpu)
{
    TORCH_CHECK(gpu.lost.empty(), gpu.lost);
    if (gpu.failAfter < 0 || gpu.failAfter-- > 0) {
        return;
    }
    if (gpu.failureStays) {
        gpu.lost = gpu.failure;
    }
    TORCH_CHECK(false, gpu.failure);
}

/// As libtorch's caching allocator: takes what it keeps first, gives all of that back before it gives up.
void takeBytes(Gpu& gpu, std::uint64_t bytes)
{
    FakeGpus::Counts& counts = gpu.counts;
    if (counts.kept >= bytes) {
        counts.kept -= bytes;
    } else if (gpu.foreign + counts.used + counts.kept + bytes > gpu.total) {
        counts.kept = 0;
        TORCH_CHECK_WITH(OutOfMemoryError, gpu.foreign + counts.used + bytes <= gpu.total,
                         "CUDA out of memory. Tried to allocate ", bytes, " bytes.");
    }
    counts.used += bytes;
    counts.peak = std::max(counts.peak, counts.used);
}

class FakeAllocator final : public at::Allocator {
public:
    at::DataPtr allocate(std::size_t bytes) override
    {
        const at::Device device(kType, current);
        {
            const std::lock_guard lock(mutex);
            Gpu& gpu = gpus.at(static_cast<std::size_t>(current));
            failWhereAsked(gpu);
            takeBytes(gpu, bytes);
        }
        void* const memory = std::aligned_alloc(64, (bytes + 127) / 64 * 64);
        return {memory, new Block{current, bytes, memory}, &freeBlock, device};
    }
    at::DeleterFnPtr raw_deleter() const override { return nullptr; }
    void copy_data(void* to, const void* from, std::size_t bytes) const override { default_copy_data(to, from, bytes); }
};

FakeAllocator allocator;

struct FakeGuard final : public c10::impl::DeviceGuardImplInterface {
    static constexpr at::DeviceType static_type = kType;
    at::DeviceType type() const override { return kType; }
    at::Device exchangeDevice(at::Device device) const override
    {
        return {kType, std::exchange(current, device.has_index() ? device.index() : current)};
    }
    at::Device getDevice() const override { return {kType, current}; }
    void setDevice(at::Device device) const override { exchangeDevice(device); }
    void uncheckedSetDevice(at::Device device) const noexcept override { exchangeDevice(device); }
    c10::Stream getStream(at::Device device) const override { return c10::Stream(c10::Stream::DEFAULT, device); }
    c10::Stream exchangeStream(c10::Stream stream) const override { return stream; }
    at::DeviceIndex deviceCount() const noexcept override { return FakeGpus::kMost; }
};

C10_REGISTER_GUARD_IMPL(PrivateUse1, FakeGuard);

/// The same memory as a tensor of the CPU.
at::Tensor onCpu(const at::Tensor& tensor)
{
    if (tensor.device().type() != kType) {
        return tensor;
    }
    return at::from_blob(tensor.data_ptr(), tensor.sizes(), tensor.strides(), at::TensorOptions(tensor.scalar_type()));
}

void runOnCpu(const c10::OperatorHandle& op, torch::jit::Stack* stack)
{
    at::native::cpu_fallback(op, stack);
}

at::Tensor empty(at::IntArrayRef size, std::optional<at::ScalarType> type, std::optional<at::Layout> /*layout*/,
                 std::optional<at::Device> device, std::optional<bool> /*pinned*/,
                 std::optional<at::MemoryFormat> format)
{
    const c10::OptionalDeviceGuard guard(device);
    return at::detail::empty_generic(size, &allocator, at::DispatchKeySet(at::DispatchKey::PrivateUse1),
                                     type.value_or(at::kFloat), format);
}

at::Tensor emptyStrided(at::IntArrayRef size, at::IntArrayRef stride, std::optional<at::ScalarType> type,
                        std::optional<at::Layout> /*layout*/, std::optional<at::Device> device,
                        std::optional<bool> /*pinned*/)
{
    const c10::OptionalDeviceGuard guard(device);
    return at::detail::empty_strided_generic(size, stride, &allocator, at::DispatchKeySet(at::DispatchKey::PrivateUse1),
                                             type.value_or(at::kFloat));
}

at::Tensor& copy(at::Tensor& to, const at::Tensor& from, bool /*unused*/)
{
    onCpu(to).copy_(onCpu(from));
    return to;
}

at::Tensor copyFrom(const at::Tensor& from, const at::Tensor& to, bool /*unused*/)
{
    onCpu(to).copy_(onCpu(from));
    return to;
}

at::Tensor copyFromAndResize(const at::Tensor& from, const at::Tensor& to)
{
    if (from.sizes() != to.sizes()) {
        const at::Tensor resized = at::empty(from.sizes(), to.options());
        to.unsafeGetTensorImpl()->set_storage_keep_dtype(resized.storage());
        to.unsafeGetTensorImpl()->set_sizes_contiguous(from.sizes());
    }
    onCpu(to).copy_(onCpu(from));
    return to;
}

at::Tensor convolution(const at::Tensor& input, const at::Tensor& weight, const std::optional<at::Tensor>& bias,
                       at::IntArrayRef stride, at::IntArrayRef padding, at::IntArrayRef dilation, bool transposed,
                       at::IntArrayRef outputPadding, std::int64_t groups)
{
    const auto cpuBias = bias && bias->defined() ? std::optional(onCpu(*bias)) : std::nullopt;
    return at::convolution(onCpu(input), onCpu(weight), cpuBias, stride, padding, dilation, transposed, outputPadding,
                           groups)
        .to(input.device());
}

at::Scalar item(const at::Tensor& tensor)
{
    return onCpu(tensor).item();
}

at::Tensor asStrided(const at::Tensor& self, at::IntArrayRef size, at::IntArrayRef stride,
                     std::optional<std::int64_t> offset)
{
    return at::native::as_strided_tensorimpl(self, size, stride, offset);
}

TORCH_LIBRARY_IMPL(_, PrivateUse1, library)
{
    library.fallback(torch::CppFunction::makeFromBoxedFunction<&runOnCpu>());
}

TORCH_LIBRARY_IMPL(aten, PrivateUse1, library)
{
    library.impl("empty.memory_format", &empty);
    library.impl("empty_strided", &emptyStrided);
    library.impl("copy_", &copy);
    library.impl("_copy_from", &copyFrom);
    library.impl("_copy_from_and_resize", &copyFromAndResize);
    library.impl("_local_scalar_dense", &item);
    library.impl("as_strided", &asStrided);
    library.impl("view", &at::native::view);
    library.impl("_reshape_alias", &at::native::_reshape_alias);
    library.impl("unfold", &at::native::unfold);
    library.impl("convolution_overrideable", &convolution);
    for (const char* name : {"native_group_norm", "native_layer_norm"}) { // not as the sum of plainer operators
        library.impl(name, torch::CppFunction::makeFromBoxedFunction<&runOnCpu>());
    }
}

class FakeScope final : public inference::DeviceScope {
public:
    explicit FakeScope(int index) : m_before(std::exchange(current, static_cast<at::DeviceIndex>(index))) {}
    ~FakeScope() override { current = m_before; }
    FakeScope(const FakeScope&) = delete;
    FakeScope& operator=(const FakeScope&) = delete;

private:
    const at::DeviceIndex m_before;
};

Gpu& gpuAt(int index)
{
    return gpus.at(static_cast<std::size_t>(index));
}

std::string idOf(int index)
{
    return "cuda:" + std::to_string(index);
}

} // namespace

FakeGpus::FakeGpus(int count, std::uint64_t bytes, std::string missing) : m_count(count), m_missing(std::move(missing))
{
    const std::lock_guard lock(mutex);
    for (int index = 0; index < kMost; ++index) {
        gpuAt(index) = {};
        gpuAt(index).total = bytes;
    }
    at::SetAllocator(kType, &allocator, 1);
}

FakeGpus::~FakeGpus() = default;

FakeGpus::Counts FakeGpus::counts(int index) const
{
    const std::lock_guard lock(mutex);
    return gpuAt(index).counts;
}

void FakeGpus::occupy(int index, std::uint64_t bytes)
{
    const std::lock_guard lock(mutex);
    gpuAt(index).foreign = bytes;
}

void FakeGpus::breakAtOpening(int index, const std::string& why)
{
    const std::lock_guard lock(mutex);
    gpuAt(index).broken = why;
}

void FakeGpus::failAfter(int index, int allocations, const std::string& message, bool lost)
{
    const std::lock_guard lock(mutex);
    gpuAt(index).failAfter = allocations;
    gpuAt(index).failure = message;
    gpuAt(index).failureStays = lost;
}

at::Device FakeGpus::device(int index) const
{
    return {kType, static_cast<at::DeviceIndex>(index)};
}

std::vector<DeviceInfo> FakeGpus::devices() const
{
    std::vector<DeviceInfo> infos;
    const std::lock_guard lock(mutex);
    for (int index = 0; index < m_count; ++index) {
        const Gpu& gpu = gpuAt(index);
        const bool isOpen = gpu.counts.contexts > 0;
        infos.push_back({idOf(index), "Fake GPU", gpu.total,
                         isOpen ? gpu.total - gpu.foreign - gpu.counts.used : gpu.total,
                         isOpen ? std::string() : gpu.lost});
    }
    return infos;
}

const inference::Backend& FakeGpus::backend(int /*index*/) const
{
    return inference::referenceBackend();
}

std::unique_ptr<inference::DeviceScope> FakeGpus::enter(int index)
{
    const std::lock_guard lock(mutex);
    Gpu& gpu = gpuAt(index);
    if (!gpu.broken.empty()) {
        gpu.lost = gpu.broken;
        throw inference::EngineError(ErrorCode::DeviceUnavailable, idOf(index) + " cannot be used: " + gpu.broken);
    }
    gpu.counts.contexts = 1;
    ++gpu.counts.scopes;
    return std::make_unique<FakeScope>(index);
}

void FakeGpus::synchronize(int /*index*/) {}

inference::DeviceMemory FakeGpus::memory(int index) const
{
    const std::lock_guard lock(mutex);
    const Gpu& gpu = gpuAt(index);
    return {gpu.total - gpu.foreign - gpu.counts.used - gpu.counts.kept, gpu.counts.kept};
}

void FakeGpus::releaseMemory(int index)
{
    const std::lock_guard lock(mutex);
    gpuAt(index).counts.kept = 0;
    ++gpuAt(index).counts.released;
}

std::string FakeGpus::lostReason(int index) noexcept
{
    const std::lock_guard lock(mutex);
    return gpuAt(index).lost.empty() ? std::string() : idOf(index) + " has failed: " + gpuAt(index).lost;
}

std::vector<inference::KernelReport> FakeGpus::checkKernels(int /*index*/)
{
    return {};
}

} // namespace gesso::test
