"""Pictures and captions on disk: painted once, by number, by as many processes as asked."""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from .captions import caption
from .painter import paint
from .world import Scene, scene_of

TRAIN_SEED, HELD_OUT_SEED = 20261, 77003


def halved(pictures: np.ndarray) -> np.ndarray:
    """Pictures (n, s, s, 3) uint8 at half their size, each pixel the mean of four."""
    n, s, _, c = pictures.shape
    return ((pictures.reshape(n, s // 2, 2, s // 2, 2, c).astype(np.uint16).sum((2, 4)) + 2) // 4).astype(np.uint8)


def paint_range(start: int, stop: int, seed: int) -> np.ndarray:
    """The pictures of the scenes with these numbers: (n, 256, 256, 3) uint8."""
    return np.stack([paint(scene_of(i, seed)) for i in range(start, stop)])


def _paint_job(job):
    start, stop, seed, large = job
    pictures = paint_range(start, stop, seed)
    return start, halved(pictures), pictures if stop <= large else None


def render(work: Path, count: int, large: int, jobs: int, seed: int = TRAIN_SEED):
    """Paints count pictures into pictures128.npy, the first `large` of them into pictures256.npy too."""
    work = Path(work)
    if (work / "labels.npy").exists():
        return
    small = np.lib.format.open_memmap(work / "pictures128.npy", "w+", np.uint8, (count, 128, 128, 3))
    big = np.lib.format.open_memmap(work / "pictures256.npy", "w+", np.uint8, (large, 256, 256, 3))
    chunks = [(i, min(i + 250, count), seed, large) for i in range(0, count, 250)]
    with ProcessPoolExecutor(jobs) as pool:
        for start, half, whole in pool.map(_paint_job, chunks):
            small[start:start + len(half)] = half
            if whole is not None:
                big[start:start + len(whole)] = whole
    np.save(work / "labels.npy", labels_of(count, seed))


def labels_of(count: int, seed: int) -> np.ndarray:
    """The attribute labels of the first scenes: (count, attributes) int64."""
    return np.array([scene_of(i, seed).labels for i in range(count)], np.int64)


def held_out(count: int) -> list[tuple[Scene, str, list[int]]]:
    """Full captions of scenes that no training stage sees, with the labels that each caption names."""
    rng = np.random.default_rng(HELD_OUT_SEED)
    scenes = [scene_of(i, HELD_OUT_SEED) for i in range(count)]
    return [(scene, *caption(scene, rng, "full")) for scene in scenes]
