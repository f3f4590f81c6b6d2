"""Writes the model as a diffusers folder in fp16, and reads one back into the training state."""

import json
from pathlib import Path

import torch
from diffusers import DPMSolverMultistepScheduler, StableDiffusionPipeline

from .loop import write_state
from .preview import preview_of
from .stages import load_vae, normal_vae
from .text import Reader, load_text
from .tokens import write_tokenizer
from .unet import build_unet, load_unet

DEFAULTS = {"name": "Gesso starter", "steps": 12, "guidance": 3.5, "width": 256, "height": 256, "view": 256, "scheduler": "dpmpp-2m"}


def scheduler() -> DPMSolverMultistepScheduler:
    """Stable Diffusion's noise schedule with v-prediction, sampled with DPM++ 2M."""
    return DPMSolverMultistepScheduler(beta_schedule="scaled_linear", beta_start=0.00085, beta_end=0.012,
                                       num_train_timesteps=1000, prediction_type="v_prediction", steps_offset=1)


def _best(work: Path, kind: str):
    if kind == "vae":
        return load_vae(work, "decoder") if (work / "decoder.state.pt").exists() else normal_vae(work)
    for size in (32, 16):
        if (work / f"unet{size}.state.pt").exists():
            return load_unet(work, size)
    return build_unet()


def pipeline(work: Path) -> StableDiffusionPipeline:
    """The model as it stands, averaged weights of the latest stages, in float32."""
    return StableDiffusionPipeline(
        vae=_best(work, "vae"), text_encoder=load_text(work), tokenizer=write_tokenizer(work / "tokenizer"),
        unet=_best(work, "unet").eval().requires_grad_(False), scheduler=scheduler(), safety_checker=None, feature_extractor=None,
        requires_safety_checker=False)


def settings(vae) -> str:
    """The text of gesso.json: the defaults, and how latents of this autoencoder become the colours of a preview."""
    rows = {key: json.dumps(value) for key, value in preview_of(vae).items()}
    factors = rows["factors"].replace("], [", "],\n                [")
    head = json.dumps(DEFAULTS, indent=2).removesuffix("\n}")
    return f'{head},\n  "preview": {{\n    "factors": {factors},\n    "bias": {rows["bias"]}\n  }}\n}}\n'


def export(work: Path, folder: Path):
    """Writes the diffusers folder and gesso.json beside it; leaves a README.md there alone."""
    pipe = pipeline(work)
    text = settings(pipe.vae)
    pipe.to(torch.float16).save_pretrained(folder, safe_serialization=True)
    (folder / "gesso.json").write_text(text, "utf-8")
    files = [f for f in folder.rglob("*") if f.is_file()]
    for file in files:
        file.chmod(0o644)  # safetensors writes files that only their owner may read
    size = sum(f.stat().st_size for f in files)
    print(f"{folder}: {size / 2**20:.1f} MiB")


def import_folder(work: Path, folder: Path):
    """Fills an empty work folder from shipped weights: all but the optimisers' state."""
    pipe = StableDiffusionPipeline.from_pretrained(folder, torch_dtype=torch.float32, safety_checker=None)
    pipe.tokenizer.save_pretrained(work / "tokenizer")
    torch.save(pipe.vae.state_dict(), work / "vae.normal.pt")
    for name, model, done in (("text", Reader(pipe.text_encoder), True), ("unet32", pipe.unet, False)):
        weights = model.state_dict()
        write_state(work / f"{name}.state.pt", {"model": weights, "average": weights, "elapsed": 0.0, "steps": 1000,
                                                "progress": 0.0, "done": done, "optimisers": []})
