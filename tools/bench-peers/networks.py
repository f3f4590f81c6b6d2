"""The networks of a diffusers folder as modules with plain tensors in and out."""

from pathlib import Path

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from transformers import CLIPTextModel


class TextEncoder(torch.nn.Module):
    """Ids [2, 77] to embeddings [2, 77, 768]."""

    def __init__(self, folder: Path, dtype: torch.dtype):
        super().__init__()
        self.network = CLIPTextModel.from_pretrained(folder / "text_encoder", dtype=dtype)

    def forward(self, ids):
        return self.network(ids).last_hidden_state


class Unet(torch.nn.Module):
    """Latents [2, 4, h, w], timestep, context [2, 77, 768] to the predicted noise."""

    def __init__(self, folder: Path, dtype: torch.dtype):
        super().__init__()
        self.network = UNet2DConditionModel.from_pretrained(folder / "unet", torch_dtype=dtype)

    def forward(self, sample, timestep, context):
        return self.network(sample, timestep, encoder_hidden_states=context).sample


class VaeDecoder(torch.nn.Module):
    """Latents [1, 4, h, w] to a picture [1, 3, 8h, 8w]."""

    def __init__(self, folder: Path, dtype: torch.dtype):
        super().__init__()
        self.network = AutoencoderKL.from_pretrained(folder / "vae", torch_dtype=dtype)

    def forward(self, latents):
        return self.network.decode(latents).sample


NETWORKS = {"text": TextEncoder, "unet": Unet, "vae": VaeDecoder}


def load(piece: str, folder: Path, dtype: torch.dtype) -> torch.nn.Module:
    """The network of a piece, ready for inference."""
    return NETWORKS[piece](folder, dtype).eval().requires_grad_(False)
