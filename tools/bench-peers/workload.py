"""The pieces that are timed, at SD 1.5's real size: one guided step of a 512x512 picture.

Every contender prints one JSON object: {"text": {"median_s": s}, "unet_step": {...},
"vae_decode": {...}, "threads": n}, with the pieces it was asked for.
"""

import argparse
import json
import statistics
import time
from pathlib import Path

import torch

TOKENS = 77
LATENT = 64
VOCABULARY = 49408
# Piece as asked for -> its name in the answer. The pair of guidance makes a batch of two.
PIECES = {"text": "text", "unet": "unet_step", "vae": "vae_decode"}


def inputs(piece: str, context_width: int = 768) -> list[torch.Tensor]:
    """Seeded inputs of a piece, float32 and int64."""
    generator = torch.Generator().manual_seed(0)
    if piece == "text":
        return [torch.randint(0, VOCABULARY, (2, TOKENS), generator=generator)]
    if piece == "vae":
        return [torch.randn(1, 4, LATENT, LATENT, generator=generator)]
    return [torch.randn(2, 4, LATENT, LATENT, generator=generator), torch.tensor(500.0),
            torch.randn(2, TOKENS, context_width, generator=generator)]


def timed(call, warmup: int, repeats: int) -> dict:
    """Median and all seconds of `call`, after the warm-up."""
    for _ in range(warmup):
        call()
    seconds = []
    for _ in range(repeats):
        started = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - started)
    return {"median_s": statistics.median(seconds), "all_s": seconds}


def worker_arguments(description: str) -> argparse.ArgumentParser:
    """The options that every contender takes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--precision", choices=("fp32", "bf16"), default="fp32")
    parser.add_argument("--stages", default=",".join(PIECES), help="pieces, with commas")
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--warmup", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=1)
    return parser


def answer(results: dict[str, dict], threads: int) -> None:
    """Print the one JSON object."""
    print(json.dumps({PIECES[piece]: result for piece, result in results.items()}
                     | {"threads": threads}))
