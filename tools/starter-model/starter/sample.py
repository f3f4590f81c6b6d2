"""Pictures from the model, many at a time: what the evaluation and the sample grids use."""

import copy

import numpy as np
import torch
from PIL import Image, ImageDraw

from .export import DEFAULTS
from .text import tokenize
from .vae import decode


@torch.inference_mode()
def generate(pipe, prompts: list[str], steps: int = DEFAULTS["steps"], guidance: float = DEFAULTS["guidance"], seed: int = 1,
             height: int = 256, width: int = 256, batch: int = 16) -> np.ndarray:
    """One picture a prompt, (n, height, width, 3) uint8; the same seed gives the same noise."""
    generator = torch.Generator().manual_seed(seed)
    noise = torch.randn(len(prompts), 4, height // 8, width // 8, generator=generator)
    ids = torch.from_numpy(tokenize(pipe.tokenizer, [""] + list(prompts)).astype(np.int64))
    words = pipe.text_encoder(ids)[0]
    latents = torch.cat([_denoise(pipe, noise[i:i + batch], words[:1], words[1 + i:1 + i + batch], steps, guidance)
                         for i in range(0, len(prompts), batch)])
    return decode(pipe.vae, latents / pipe.vae.config.scaling_factor)


def _denoise(pipe, z, empty, words, steps, guidance):
    scheduler = copy.deepcopy(pipe.scheduler)
    scheduler.set_timesteps(steps)
    both = torch.cat([empty.expand(len(words), -1, -1), words])
    for t in scheduler.timesteps:
        with torch.autocast("cpu", torch.bfloat16):
            v = pipe.unet(torch.cat([z, z]), t, both).sample.float()
        plain, told = v.chunk(2)
        z = scheduler.step(plain + guidance * (told - plain), t, z).prev_sample
    return z


def grid(pictures: np.ndarray, captions: list[str], columns: int) -> Image.Image:
    """A sheet of pictures with their captions below."""
    n, h, w, _ = pictures.shape
    line, rows = 46, -(-n // columns)
    sheet = Image.new("RGB", (columns * (w + 6) + 6, rows * (h + line) + 6), "white")
    draw = ImageDraw.Draw(sheet)
    for i, (picture, text) in enumerate(zip(pictures, captions)):
        x, y = 6 + i % columns * (w + 6), 6 + i // columns * (h + line)
        sheet.paste(Image.fromarray(picture), (x, y))
        draw.multiline_text((x + 2, y + h + 3), _wrapped(text, w // 6), fill=(40, 40, 50), spacing=1)
    return sheet


def _wrapped(text: str, width: int) -> str:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines[:3])
