"""The stages up to the latents: pictures, probes, autoencoder, latents."""

import time
from pathlib import Path

import numpy as np
import torch

from .data import TRAIN_SEED, halved, paint_range, render
from .loop import Stage, Threads, check_stop, compiled
from .muon import optimisers
from .probe import PROBES, augmented, probe_loss
from .vae import Coder, Crops, build_vae, encode, normalise_latents, vae_loss

PICTURES, LARGE = 16000, 5000  # painted for the probes and the autoencoder
SCENES = {16: 24000, 32: 18000}  # encoded for the UNet, by the side of their latents


def pictures(work: Path):
    """Paints the pictures that the probes and the autoencoder learn from."""
    render(work, PICTURES, LARGE, jobs=2)


def _small(work: Path):
    return np.load(work / "pictures128.npy", mmap_mode="r"), torch.from_numpy(np.load(work / "labels.npy"))


def probe(work: Path, name: str, seconds: float):
    """Trains one judge on the 128-px pictures."""
    torch.manual_seed(11)
    rng = np.random.default_rng(11)
    small, labels = _small(work)
    model = PROBES[name]()
    stage = Stage(work, f"probe-{name}", model, optimisers(model, 2e-3, 1e-3, keep=("stages.0", "body.0.")), 0.99, 0.3)

    def step(progress):
        pick = np.sort(rng.integers(len(small), size=64))
        x = torch.from_numpy(small[pick]).permute(0, 3, 1, 2).float() / 127.5 - 1
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(augmented(x))
        return probe_loss(logits.float(), labels[pick])

    stage.run(seconds, step)


def load_probe(work: Path, name: str) -> torch.nn.Module:
    """A trained judge, frozen."""
    model = PROBES[name]()
    model.load_state_dict(torch.load(work / f"probe-{name}.state.pt", weights_only=True)["average"])
    return model.eval().requires_grad_(False)


def open_for_training(coder: Coder, decoder_only: bool):
    """Lets the whole learn, or all after the latents; what was loaded is frozen."""
    coder.requires_grad_(True)
    if decoder_only:
        coder.vae.encoder.requires_grad_(False)
        coder.vae.quant_conv.requires_grad_(False)


def autoencoder(work: Path, seconds: float, decoder_only: bool = False, start=None):
    """Trains the autoencoder on 64-px crops, then on 128-px ones; or its decoder alone, which leaves the latents as they are."""
    torch.manual_seed(12)
    small, _ = _small(work)
    crops = Crops(small, np.load(work / "pictures256.npy", mmap_mode="r"), 12)
    judge = load_probe(work, "plain")
    coder = Coder(start or build_vae())
    open_for_training(coder, decoder_only)
    keep = ("encoder.conv_in", "decoder.conv_out", "quant_conv")
    muon, adamw = (1e-3, 5e-4) if (work / "imported").exists() else (2e-3, 1e-3)  # latents that a UNet knows should move little
    stage = Stage(work, "decoder" if decoder_only else "vae", coder, optimisers(coder, muon, adamw, keep), 0.998, 0.3)
    run = compiled(coder)

    def step(progress):
        x = crops.draw(16, 64) if progress < 0.72 and not decoder_only else crops.draw(4, 128)
        with torch.autocast("cpu", torch.bfloat16):
            out, mean, logvar = run(x)
            return vae_loss(out, x, mean, logvar, judge)

    stage.run(seconds, step)


def load_vae(work: Path, name: str = "vae"):
    """The averaged autoencoder of a stage."""
    coder = Coder(build_vae())
    coder.load_state_dict(torch.load(work / f"{name}.state.pt", weights_only=True)["average"])
    return coder.vae.eval().requires_grad_(False)


def normal_vae(work: Path):
    """The autoencoder whose latents have mean 0 and deviation 1: made from the trained one at the first call."""
    path = work / "vae.normal.pt"
    if not path.exists():
        vae = load_vae(work)
        normalise_latents(vae, _flat(vae, _small(work)[0], np.load(work / "pictures256.npy", mmap_mode="r")))
        torch.save(vae.state_dict(), path)
    vae = build_vae()
    vae.load_state_dict(torch.load(path, weights_only=True))
    return vae.eval().requires_grad_(False)


def _flat(vae, small, large) -> torch.Tensor:
    """Latents of some pictures of both sizes, as one list of columns (1, 4, n, 1)."""
    parts = [encode(vae, p).float().permute(1, 0, 2, 3).flatten(1) for p in (small[:400], large[:150])]
    return torch.cat(parts, 1)[None, :, :, None]


def latents(work: Path, size: int, chunk: int = 100):
    """Encodes the scenes at 16 x 16 or 32 x 32 latents, chunk by chunk; goes on where it was stopped."""
    vae, count = normal_vae(work), SCENES[size]
    done_path = work / f"latents{size}.done"
    done = int(done_path.read_text()) if done_path.exists() else 0
    out = np.lib.format.open_memmap(work / f"latents{size}.npy", "r+" if done else "w+", np.float16, (count, 4, size, size))
    threads = Threads(torch.get_num_threads())
    for start in range(done, count, chunk):
        threads.before()
        began = time.monotonic()
        whole = paint_range(start, min(start + chunk, count), TRAIN_SEED)
        out[start:start + len(whole)] = encode(vae, whole if size == 32 else halved(whole)).numpy()
        threads.after(time.monotonic() - began)
        out.flush()
        done_path.write_text(str(start + len(whole)))
        check_stop()
    torch.set_num_threads(threads.most)
