"""One training stage: a clock that can be stopped and resumed, a learning-rate schedule, an average of weights."""

import copy
import math
import os
import signal
import time
from pathlib import Path

import torch
from torch import nn

_stop = False


def compiled(model: nn.Module) -> nn.Module:
    """The model compiled where STARTER_COMPILE=1 asks for it: worth its minutes on a free machine and in long runs only."""
    return torch.compile(model, dynamic=False) if os.environ.get("STARTER_COMPILE") == "1" else model


def stop_on_signals():
    """SIGTERM and SIGINT end the running stage after its step, with its state saved."""
    def handler(*_):
        global _stop
        _stop = True

    signal.signal(signal.SIGTERM, handler)
    signal.signal(signal.SIGINT, handler)


def write_state(path: Path, state: dict):
    """Writes a stage's state; a crash in the middle leaves the former file whole."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    os.replace(part, path)


def left_of(work: Path, name: str) -> float:
    """The share of a stage that is still to do: 1 for one not begun, 0 for one that is done."""
    path = Path(work) / f"{name}.state.pt"
    if not path.exists():
        return 1.0
    state = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
    return 0.0 if state["done"] else max(0.05, 1.0 - state["progress"])


def reopen(work: Path, name: str):
    """Lets a finished stage train on from its averaged weights, with its schedule from the start."""
    path = Path(work) / f"{name}.state.pt"
    if path.exists():
        state = torch.load(path, map_location="cpu", weights_only=True)
        state.update(model=state["average"], elapsed=0.0, progress=0.0, done=False)
        write_state(path, state)


class Stopped(Exception):
    """The user asked to stop; the state is on disk."""


def rate(progress: float, constant: float) -> float:
    """The share of the full learning rate: a short rise, constant, then a cosine to zero."""
    rise = min(1.0, progress / 0.01 + 0.05)
    if progress < constant:
        return rise
    return rise * 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - constant) / (1 - constant))))


def check_stop():
    """Raises Stopped where the user asked to stop."""
    if _stop:
        raise Stopped


class Threads:
    """Finds how many threads go fastest: on a machine shared with others, one without barriers may beat two with them."""

    def __init__(self, most: int):
        self.best = self.now = self.most = most
        self.times: dict[int, float] = {}
        self.next, self.wait = time.monotonic() + 5, 20.0

    def before(self):
        """Chooses the threads of the next step: mostly the best so far, now and then another number."""
        if self.most > 1 and time.monotonic() > self.next:
            self.now = 1 + self.best % self.most
        torch.set_num_threads(self.now)

    def after(self, seconds: float):
        """Learns from that step. After a worse try the next one waits twice as long, up to four minutes."""
        self.times[self.now] = seconds if self.now != self.best else 0.6 * self.times.get(self.now, seconds) + 0.4 * seconds
        if self.now != self.best:
            better = seconds < self.times.get(self.best, seconds + 1)
            self.best, self.wait = (self.now, 20.0) if better else (self.best, min(240.0, 2 * self.wait))
            self.now, self.next = self.best, time.monotonic() + self.wait


class Stage:
    """Trains one model for a budget of seconds. Progress counts training time only, so a pause costs nothing."""

    def __init__(self, work: Path, name: str, model: nn.Module, optimisers, ema: float, constant: float):
        self.path, self.name, self.model = Path(work) / f"{name}.state.pt", name, model
        self.optimisers, self.ema, self.constant = optimisers, ema, constant
        self.average = copy.deepcopy(model).eval().requires_grad_(False)
        self.elapsed, self.steps, self.done, self.progress = 0.0, 0, False, 0.0
        self.rates = [[g["lr"] for g in o.param_groups] for o in optimisers]
        if self.path.exists():
            self._load()

    def _load(self):
        state = torch.load(self.path, map_location="cpu", weights_only=True)
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self.elapsed, self.steps, self.done, self.progress = (state[k] for k in ("elapsed", "steps", "done", "progress"))
        for optimiser, saved in zip(self.optimisers, state["optimisers"]):  # none after an import of shipped weights
            optimiser.load_state_dict(saved)

    def save(self):
        """Writes everything to disk."""
        state = {"model": self.model.state_dict(), "average": self.average.state_dict(), "elapsed": self.elapsed,
                 "steps": self.steps, "done": self.done, "progress": self.progress,
                 "optimisers": [o.state_dict() for o in self.optimisers]}
        write_state(self.path, state)

    @torch.no_grad()
    def _average(self):
        keep = min(self.ema, (1 + self.steps) / (10 + self.steps))
        mine, theirs = list(self.average.parameters()), list(self.model.parameters())
        torch._foreach_lerp_(mine, [p.detach() for p in theirs], 1 - keep)
        for mine, theirs in zip(self.average.buffers(), self.model.buffers()):
            mine.copy_(theirs)

    def run(self, seconds: float, step, every: float = 150.0, report: float = 20.0):
        """Calls step(progress) -> loss for so many more seconds; raises Stopped when asked to stop."""
        if self.done:
            return
        self.model.train()
        now = saved = told = time.monotonic()
        first, mean, threads = True, None, Threads(torch.get_num_threads())
        seconds = self.elapsed + seconds
        while self.elapsed < seconds:
            progress = self.progress = self.elapsed / seconds
            for optimiser, rates in zip(self.optimisers, self.rates):
                for group, lr in zip(optimiser.param_groups, rates):
                    group["lr"] = lr * rate(progress, self.constant)
            threads.before()
            loss = step(progress)
            loss.backward()
            for optimiser in self.optimisers:
                optimiser.step()
                optimiser.zero_grad(set_to_none=True)
            self.steps += 1
            self._average()
            before, now = now, time.monotonic()
            if not first:
                threads.after(now - before)
            self.elapsed += 0.0 if first else now - before  # the first step compiles
            first, mean = False, loss.item() if mean is None else 0.97 * mean + 0.03 * loss.item()
            if now - told > report:
                print(f"{time.strftime('%H:%M:%S')} {self.name} {progress:.3f} step {self.steps} loss {mean:.4f}"
                      f" {now - before:.2f} s/step on {threads.best} thread(s)", flush=True)
                told = now
            if now - saved > every or _stop:
                self.save()
                saved = now
            if _stop:
                raise Stopped
        self.done = True
        torch.set_num_threads(threads.most)
        self.save()
