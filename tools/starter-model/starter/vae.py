"""The autoencoder: built, trained on crops, and its latents brought to mean 0 and deviation 1."""

import numpy as np
import torch
from diffusers import AutoencoderKL
from torch.nn import functional as F

from .probe import PlainProbe


def build_vae() -> AutoencoderKL:
    """8x downsampling, 4 latent channels, 2.7 M parameters."""
    kind = {"down_block_types": ("DownEncoderBlock2D",) * 4, "up_block_types": ("UpDecoderBlock2D",) * 4}
    return AutoencoderKL(block_out_channels=(16, 32, 64, 128), layers_per_block=1, latent_channels=4, norm_num_groups=8,
                         sample_size=256, scaling_factor=1.0, **kind)


class Coder(torch.nn.Module):
    """The autoencoder as its training sees it: picture in, picture out, with noise on the latents between."""

    def __init__(self, vae: AutoencoderKL):
        super().__init__()
        self.vae = vae

    def forward(self, x, noise: float = 0.05):
        mean, logvar = self.vae.quant_conv(self.vae.encoder(x)).chunk(2, 1)
        deviation = mean.detach().float().std((0, 2, 3), keepdim=True)
        z = mean + noise * deviation * torch.randn_like(mean)
        return self.vae.decoder(self.vae.post_quant_conv(z)), mean, logvar.clamp(-30, 20)


def _gradients(x):
    return x[..., 1:] - x[..., :-1], x[..., 1:, :] - x[..., :-1, :]


def vae_loss(out, x, mean, logvar, probe: PlainProbe) -> torch.Tensor:
    """L1, L1 of the gradients, relative L1 of the probe's first features, and a trace of KL."""
    out = out.float()
    loss = F.l1_loss(out, x)
    for a, b in zip(_gradients(out), _gradients(x)):
        loss = loss + 0.5 * F.l1_loss(a, b)
    with torch.no_grad():
        wanted = probe.features(x)
    for a, b in zip(probe.features(out), wanted):
        loss = loss + 0.045 * (a - b).abs().mean() / (b.abs().mean() + 1e-4)
    mean, logvar = mean.float(), logvar.float()
    kl = 0.5 * (mean.square() + logvar.exp() - 1 - logvar).mean()
    return loss + 1e-6 * kl


class Crops:
    """Draws crops from the 256-px and the 128-px pictures alike, preferring those with something in them."""

    def __init__(self, small: np.ndarray, large: np.ndarray, seed: int):
        self.sets, self.rng = (small, large), np.random.default_rng(seed)

    def _candidate(self, side):
        pictures = self.sets[int(self.rng.random() < 0.6)]
        picture = pictures[int(self.rng.integers(len(pictures)))]
        y, x = self.rng.integers(picture.shape[0] - side + 1, size=2)
        return picture[y:y + side, x:x + side]

    def _detail(self, crop):
        grey = crop[::2, ::2, 1].astype(np.int16)
        return np.abs(np.diff(grey, axis=0)).mean() + np.abs(np.diff(grey, axis=1)).mean()

    def draw(self, count: int, side: int) -> torch.Tensor:
        """count crops of side x side: (count, 3, side, side) in -1..1; most are the most detailed of three."""
        crops = []
        for _ in range(count):
            tries = [self._candidate(side) for _ in range(3 if self.rng.random() < 0.75 else 1)]
            crops.append(max(tries, key=self._detail))
        x = torch.from_numpy(np.stack(crops)).permute(0, 3, 1, 2).float() / 127.5 - 1
        return x


@torch.no_grad()
def normalise_latents(vae: AutoencoderKL, means: torch.Tensor):
    """Folds the latents' mean and deviation (from samples (n, 4, h, w)) into the convolutions beside them."""
    shift, deviation = means.mean((0, 2, 3)), means.std((0, 2, 3))
    quant, post = vae.quant_conv, vae.post_quant_conv
    post.bias += (post.weight[:, :, 0, 0] @ shift)
    post.weight *= deviation.view(1, -1, 1, 1)
    quant.bias[:4] = (quant.bias[:4] - shift) / deviation
    quant.weight[:4] /= deviation.view(-1, 1, 1, 1)
    quant.bias[4:] -= 2 * deviation.log()


@torch.inference_mode()
def encode(vae: AutoencoderKL, pictures: np.ndarray, batch: int = 16) -> torch.Tensor:
    """The latent means of uint8 pictures (n, s, s, 3), float16."""
    out = []
    for i in range(0, len(pictures), batch):
        x = torch.from_numpy(pictures[i:i + batch]).permute(0, 3, 1, 2).float() / 127.5 - 1
        with torch.autocast("cpu", torch.bfloat16):
            moments = vae.quant_conv(vae.encoder(x))
        out.append(moments[:, :4].half())
    return torch.cat(out)


@torch.inference_mode()
def decode(vae: AutoencoderKL, latents: torch.Tensor, batch: int = 8) -> np.ndarray:
    """Pictures (n, s, s, 3) uint8 from latents."""
    out = []
    for z in latents.float().split(batch):
        with torch.autocast("cpu", torch.bfloat16):
            x = vae.decoder(vae.post_quant_conv(z))
        out.append(((x.float().clamp(-1, 1) + 1) * 127.5).round().byte().permute(0, 2, 3, 1))
    return torch.cat(out).numpy()
