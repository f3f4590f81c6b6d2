"""Measures how well the model's pictures agree with held-out captions, attribute by attribute, and draws the sample grid."""

import argparse
from pathlib import Path

import numpy as np
import torch

from starter.captions import FREE
from starter.data import halved, held_out
from starter.export import pipeline
from starter.painter import paint
from starter.probe import PROBES, read
from starter.sample import generate, grid
from starter.stages import load_probe
from starter.vae import decode, encode
from starter.world import ATTRIBUTES

GRID = ["cabin on a lake near mountains", "a red cabin on a lake near mountains at sunset",
        "a small white house by the sea, rolling hills behind, in the morning", "a blue sailboat on a calm lake with mountains behind",
        "red hot air balloon over a lavender field", "a yellow windmill in a tulip field by day", "a lighthouse by the ocean at night",
        "a purple tree in the desert at sunset", "a pink castle on a green meadow by day", "a black car on a beach at sunset",
        "a white lighthouse by the sea in a storm", "pine trees and snowy mountains at dawn", "line drawing of a green cottage in the hills",
        "an ink drawing of a red boat on the sea at night", "pixel art of a blue balloon over sand dunes",
        "pixel art of a castle in the snow at night"]


def expected(labels: list[int]) -> list[int]:
    """What a full caption promises of each attribute (-1: nothing): what it names, and no thing, no pines, flat if unsaid."""
    silent = {"thing": 0, "pines": 0, "style": 0}
    return [silent.get(key, -1) if label == FREE[key] else label for key, label in zip(ATTRIBUTES, labels)]


def table(rows: dict[str, np.ndarray], wanted: np.ndarray) -> str:
    """Markdown: for each row of readings (n, attributes), the share that agrees with what is wanted, and the shares over all."""
    lines = ["| pictures | " + " | ".join(ATTRIBUTES) + " | mean | all at once |", "|" + "---|" * (len(ATTRIBUTES) + 3)]
    asked = wanted >= 0
    for name, read_labels in rows.items():
        right = (read_labels == wanted) & asked
        shares = right.sum(0) / asked.sum(0)
        cells = [f"{s:.3f}" for s in (*shares, shares.mean(), (right | ~asked).all(1).mean())]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def measure(work: Path, count: int, steps: int, guidance: float, seed: int) -> str:
    """Both judges on held-out captions: the model's pictures, the painter's, their reconstructions, and shuffled prompts."""
    held, pipe = held_out(count), pipeline(work)
    wanted = np.array([expected(labels) for _, _, labels in held])
    real = np.stack([paint(scene) for scene, _, _ in held])
    rebuilt = decode(pipe.vae, encode(pipe.vae, real))
    made = generate(pipe, [text for _, text, _ in held], steps, guidance, seed)
    np.save(work / "made.npy", made)
    error = ((rebuilt.astype(np.float32) - real) ** 2).mean((1, 2, 3))
    parts = [f"{count} captions, {steps} steps, guidance {guidance}, seed {seed}; reconstructions: "
             f"PSNR {np.mean(10 * np.log10(255 ** 2 / error)):.1f} dB"]
    for name in PROBES:
        if not (work / f"probe-{name}.state.pt").exists():
            continue
        probe = load_probe(work, name)
        answers = read(probe, halved(made))
        rows = {"generated": answers, "real": read(probe, halved(real)), "reconstructed": read(probe, halved(rebuilt)),
                "shuffled prompts": np.roll(answers, 1, axis=0)}
        parts.append(f"probe: {name}\n\n{table(rows, wanted)}")
    return "\n\n".join(parts)


def main():
    """Prints the tables and writes the grid."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path.home() / ".cache/gesso/starter-model")
    parser.add_argument("--count", type=int, default=300, help="held-out captions; 0 draws the grid only")
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--guidance", type=float, default=3.5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--grid", type=Path, help="where to write the sample grid")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    if args.grid:
        pictures = generate(pipeline(args.work), GRID, args.steps, args.guidance, args.seed)
        grid(pictures, GRID, 4).save(args.grid, optimize=True)
    if args.count:
        print(measure(args.work, args.count, args.steps, args.guidance, args.seed))


if __name__ == "__main__":
    main()
