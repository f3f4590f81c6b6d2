"""The linear map from latents to colours with which Gesso draws previews: gesso.json's "preview"."""

import numpy as np
import torch

from .data import TRAIN_SEED, paint_range
from .vae import encode


def shrunk(pictures: np.ndarray, factor: int = 8) -> np.ndarray:
    """Pictures (n, s, s, 3) uint8 as their means of factor x factor pixels, in -1..1, float32."""
    n, s, _, c = pictures.shape
    return pictures.reshape(n, s // factor, factor, s // factor, factor, c).mean((2, 4), dtype=np.float32) / 127.5 - 1


def fit(latents: np.ndarray, colours: np.ndarray) -> dict:
    """Least squares of colours (pixels, 3) from latents (pixels, channels), with a bias; rounded to four places."""
    columns = np.concatenate([latents, np.ones_like(latents[:, :1])], 1).astype(np.float64)
    found = np.linalg.lstsq(columns, colours.astype(np.float64), rcond=None)[0].round(4)
    return {"factors": found[:-1].tolist(), "bias": found[-1].tolist()}


def preview_of(vae: torch.nn.Module, count: int = 200) -> dict:
    """The "preview" of a model with this autoencoder, from painted pictures and their latents as the UNet sees them."""
    pictures = paint_range(0, count, TRAIN_SEED)
    latents = encode(vae, pictures).float().numpy() * vae.config.scaling_factor
    return fit(latents.transpose(0, 2, 3, 1).reshape(-1, latents.shape[1]), shrunk(pictures).reshape(-1, 3))
