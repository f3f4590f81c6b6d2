// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/cuda_on_cpu.h"

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <ucontext.h>
#include <vector>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#define GESSO_START_SWITCH(saved, bottom, size) __sanitizer_start_switch_fiber(saved, bottom, size)
#define GESSO_FINISH_SWITCH(saved) __sanitizer_finish_switch_fiber(saved, nullptr, nullptr)
#else
#define GESSO_START_SWITCH(saved, bottom, size) static_cast<void>(0)
#define GESSO_FINISH_SWITCH(saved) static_cast<void>(0)
#endif

namespace gesso::test {
namespace {

constexpr std::size_t kStackBytes = 256 * 1024;

enum class FiberState { Ready, AtBarrier, Done };

struct Fiber {
    ucontext_t context{};
    std::unique_ptr<std::byte[]> stack = std::make_unique_for_overwrite<std::byte[]>(kStackBytes);
    void* fakeStack = nullptr; ///< AddressSanitizer's own, kept while the fiber rests
    FiberState state = FiberState::Ready;
    uint3 thread{};
};

/// One block at a time: its fibers, the one that runs, and the scheduler's own context.
struct Block {
    ThreadPlace place{};
    std::vector<Fiber> fibers;
    std::size_t running = 0;
    ucontext_t scheduler{};
    void* schedulerFakeStack = nullptr;
    const void* schedulerStack = nullptr;
    std::size_t schedulerStackBytes = 0;
    const std::function<void()>* kernel = nullptr;
};

thread_local Block t_block;

void toScheduler([[maybe_unused]] bool done)
{
    Fiber& fiber = t_block.fibers[t_block.running];
    GESSO_START_SWITCH(done ? nullptr : &fiber.fakeStack, t_block.schedulerStack, t_block.schedulerStackBytes);
    swapcontext(&fiber.context, &t_block.scheduler);
    GESSO_FINISH_SWITCH(fiber.fakeStack);
}

void fiberMain()
{
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_finish_switch_fiber(nullptr, &t_block.schedulerStack, &t_block.schedulerStackBytes);
#endif
    (*t_block.kernel)();
    t_block.fibers[t_block.running].state = FiberState::Done;
    toScheduler(true);
}

void makeReady(Fiber& fiber)
{
    fiber.state = FiberState::Ready;
    fiber.fakeStack = nullptr;
    getcontext(&fiber.context);
    fiber.context.uc_stack.ss_sp = fiber.stack.get();
    fiber.context.uc_stack.ss_size = kStackBytes;
    fiber.context.uc_link = nullptr;
    makecontext(&fiber.context, fiberMain, 0);
}

void resume(std::size_t index)
{
    t_block.running = index;
    t_block.place.thread = t_block.fibers[index].thread;
    GESSO_START_SWITCH(&t_block.schedulerFakeStack, t_block.fibers[index].stack.get(), kStackBytes);
    swapcontext(&t_block.scheduler, &t_block.fibers[index].context);
    GESSO_FINISH_SWITCH(t_block.schedulerFakeStack);
}

/// Runs every fiber to the next barrier or its end; true while there is more to run.
bool runToBarrier()
{
    std::size_t waiting = 0;
    std::size_t done = 0;
    for (std::size_t i = 0; i < t_block.fibers.size(); ++i) {
        Fiber& fiber = t_block.fibers[i];
        if (fiber.state != FiberState::Done) {
            resume(i);
        }
        waiting += fiber.state == FiberState::AtBarrier ? 1U : 0U;
        done += fiber.state == FiberState::Done ? 1U : 0U;
    }
    if (waiting != 0 && done != 0) {
        throw std::logic_error("a barrier that some threads of the block never reach");
    }
    return waiting != 0;
}

void runBlock()
{
    for (Fiber& fiber : t_block.fibers) {
        makeReady(fiber);
    }
    while (runToBarrier()) {
    }
}

} // namespace

const ThreadPlace& currentPlace()
{
    return t_block.place;
}

void syncThreads()
{
    t_block.fibers[t_block.running].state = FiberState::AtBarrier;
    toScheduler(false);
}

void runOnFibers(dim3 grid, dim3 block, const std::function<void()>& kernel)
{
    t_block.kernel = &kernel;
    t_block.place.gridSize = grid;
    t_block.place.blockSize = block;
    t_block.fibers.clear();
    t_block.fibers.resize(static_cast<std::size_t>(block.x) * block.y * block.z);
    for (std::size_t i = 0; i < t_block.fibers.size(); ++i) {
        const auto index = static_cast<unsigned>(i);
        t_block.fibers[i].thread = {index % block.x, index / block.x % block.y, index / block.x / block.y};
    }
    for (unsigned z = 0; z < grid.z; ++z) {
        for (unsigned y = 0; y < grid.y; ++y) {
            for (unsigned x = 0; x < grid.x; ++x) {
                t_block.place.block = {x, y, z};
                runBlock();
            }
        }
    }
}

} // namespace gesso::test
