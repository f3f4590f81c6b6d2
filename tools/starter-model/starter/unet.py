"""The UNet: built, and trained on latents of one size or the other."""

import numpy as np
import torch
from diffusers import DDPMScheduler, UNet2DConditionModel

from .loop import Stage, compiled
from .muon import optimisers
from .text import CAPTIONS, load_text
from .tokens import LENGTH

BATCH = {16: 64, 32: 32}
DROP = 0.1  # captions left out, for classifier-free guidance


def build_unet() -> UNet2DConditionModel:
    """Three levels of 64, 128 and 192 channels, with attention on the lower two: 10.9 M parameters."""
    return UNet2DConditionModel(
        sample_size=32, in_channels=4, out_channels=4, block_out_channels=(64, 128, 192), layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=128, attention_head_dim=4, norm_num_groups=32)


def noise_schedule() -> DDPMScheduler:
    """The schedule of Stable Diffusion 1.x, predicting v."""
    return DDPMScheduler(beta_schedule="scaled_linear", beta_start=0.00085, beta_end=0.012, prediction_type="v_prediction")


class Batches:
    """Latents with one of their captions each, in random order."""

    def __init__(self, work, size: int, seed: int):
        encoded = int((work / f"latents{size}.done").read_text())
        self.latents = np.load(work / f"latents{size}.npy", mmap_mode="r")[:encoded]
        self.tokens = np.load(work / "tokens.npy", mmap_mode="r")
        self.empty = np.load(work / "empty.npy")
        self.rng = np.random.default_rng(seed)

    def draw(self, count: int):
        """Latents (count, 4, s, s) float32 and token ids (count, 77)."""
        pick = self.rng.integers(len(self.latents), size=count)
        ids = self.tokens[pick, self.rng.integers(CAPTIONS, size=count)].astype(np.int64)
        ids[self.rng.random(count) < DROP] = self.empty
        return torch.from_numpy(self.latents[pick].astype(np.float32)), torch.from_numpy(ids)

    def times(self, count: int) -> torch.Tensor:
        """Time steps; those below 300, which shape nothing, come half as often."""
        t = self.rng.integers(1000, size=count)
        again = (t < 300) & (self.rng.random(count) < 0.5)
        t[again] = self.rng.integers(300, 1000, size=int(again.sum()))
        return torch.from_numpy(t)


def train_unet(work, size: int, seconds: float, start: UNet2DConditionModel, constant: float, muon: float = 3e-3,
               adamw: float = 1.5e-3):
    """Trains on latents of this size, from the given weights or from the stage's own state."""
    torch.manual_seed(14 + size)
    schedule, text = noise_schedule(), load_text(work)
    model = start
    keep = ("conv_in", "conv_out", "time_embedding")
    stage = Stage(work, f"unet{size}", model, optimisers(model, muon, adamw, keep), 0.998, constant)
    batches = Batches(work, size, 14 + size + stage.steps)
    run = compiled(model)
    count = BATCH[size]

    def step(progress):
        z, ids = batches.draw(count)
        t, noise = batches.times(count), torch.randn_like(z)
        noisy = schedule.add_noise(z, noise, t)
        with torch.autocast("cpu", torch.bfloat16):
            with torch.no_grad():
                words = text(ids)[0]
            v = run(noisy, t, words, return_dict=False)[0]
        return (v.float() - schedule.get_velocity(z, noise, t)).square().mean()

    stage.run(seconds, step)


def load_unet(work, size: int) -> UNet2DConditionModel:
    """The averaged UNet of a stage."""
    unet = build_unet()
    unet.load_state_dict(torch.load(work / f"unet{size}.state.pt", weights_only=True)["average"])
    return unet

