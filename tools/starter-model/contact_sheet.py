"""Draws pictures of the painter with a caption each: `contact_sheet.py FILE [--seed N] [--count N]`."""

import argparse
from pathlib import Path

import numpy as np

from starter.captions import caption
from starter.painter import paint
from starter.sample import grid
from starter.world import scene_of


def main():
    """Writes the sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=48)
    args = parser.parse_args()
    scenes = [scene_of(i, args.seed) for i in range(args.count)]
    rng = np.random.default_rng(args.seed)
    grid(np.stack([paint(s) for s in scenes]), [caption(s, rng)[0] for s in scenes], 8).save(args.file)


if __name__ == "__main__":
    main()
