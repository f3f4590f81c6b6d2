#!/usr/bin/env python3
"""Times whole tasks with gesso-cli and diffusers, in turn, on a full-size model: CPU, float32.

Image to image, inpainting and a panorama: the same picture, mask, prompt, seed and steps, loading
not counted. The two pictures are compared, so that nobody is fast by making another one.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
from PIL import Image

from bench_peers import cpu_name

PROMPT, NEGATIVE, SEED, GUIDANCE = "a cabin on a lake", "blurry", 7, 7.5
SIDE = 512
TASKS = {"img2img": {"steps": 4, "strength": 0.5, "size": (SIDE, SIDE)},
         "inpaint": {"steps": 2, "strength": 1.0, "size": (SIDE, SIDE)},
         "panorama": {"steps": 2, "size": (768, SIDE)}}


def write_inputs(folder: Path) -> None:
    """A smooth seeded picture and a mask of its middle."""
    rough = np.random.default_rng(SEED).integers(0, 255, (8, 8, 3), dtype=np.uint8)
    Image.fromarray(rough).resize((SIDE, SIDE), Image.Resampling.BICUBIC).save(folder / "init.png")
    mask = np.zeros((SIDE, SIDE), dtype=np.uint8)
    mask[SIDE // 4 : SIDE // 2, SIDE // 4 : -SIDE // 4] = 255
    Image.fromarray(mask).save(folder / "mask.png")


def run_gesso(cli: Path, model: Path, task: str, folder: Path) -> dict:
    """Seconds without loading, and the picture."""
    case = TASKS[task]
    width, height = case["size"]
    words = ["--init", str(folder / "init.png"), "--strength", str(case.get("strength"))]
    if task == "inpaint":
        words += ["--mask", str(folder / "mask.png"), "--no-composite"]
    if task == "panorama":
        words = ["--panorama", "--view", str(SIDE), "--stride", "64"]
    command = [str(cli), "generate", PROMPT, "--negative", NEGATIVE, "--model", str(model),
               "--size", f"{width}x{height}", "--steps", str(case["steps"]), "--seed", str(SEED),
               "--guidance", str(GUIDANCE), "--scheduler", "ddim", "--prompt-syntax", "plain",
               "--precision", "fp32", "--device", "cpu", "--out", str(folder), "--name",
               f"gesso-{task}", "--json", "--quiet", *words]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    seconds = answer["timings"]["total"] - answer["timings"]["load"]
    return {"seconds": seconds, "picture": answer["images"][0]["path"]}


def run_diffusers(model: Path, task: str, folder: Path, threads: int) -> dict:
    """The same in a process of its own."""
    command = [sys.executable, __file__, str(model), "--worker", task, "--folder", str(folder),
               "--threads", str(threads)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def work(model: Path, task: str, folder: Path, threads: int) -> None:
    """Be the process of diffusers: load, time one run, print the result."""
    import diffusers
    import torch

    diffusers.utils.logging.disable_progress_bar()
    torch.set_num_threads(threads)
    pipelines = {"img2img": diffusers.StableDiffusionImg2ImgPipeline,
                 "inpaint": diffusers.StableDiffusionInpaintPipeline,
                 "panorama": diffusers.StableDiffusionPanoramaPipeline}
    pipeline = pipelines[task].from_pretrained(model, torch_dtype=torch.float32)
    pipeline.scheduler = diffusers.DDIMScheduler.from_config(pipeline.scheduler.config)
    pipeline.set_progress_bar_config(disable=True)
    case = TASKS[task]
    width, height = case["size"]
    options = {"prompt": PROMPT, "negative_prompt": NEGATIVE, "guidance_scale": GUIDANCE,
               "num_inference_steps": case["steps"],
               "generator": torch.Generator().manual_seed(SEED)}
    if task != "img2img":
        options |= {"width": width, "height": height}
    if task != "panorama":
        options |= {"image": Image.open(folder / "init.png"), "strength": case["strength"]}
    if task == "inpaint":
        options["mask_image"] = Image.open(folder / "mask.png")
    start = time.perf_counter()
    picture = pipeline(**options).images[0]
    seconds = time.perf_counter() - start
    picture.save(folder / f"diffusers-{task}.png")
    print(json.dumps({"seconds": seconds, "picture": str(folder / f"diffusers-{task}.png")}))


def difference(first: str, second: str) -> int:
    """The largest difference of any channel."""
    a, b = (np.asarray(Image.open(path).convert("RGB")).astype(int) for path in (first, second))
    return int(abs(a - b).max())


def time_task(task: str, arguments: argparse.Namespace, folder: Path) -> dict:
    """Both contenders once a round, each round beginning with the other one."""
    rounds = []
    for number in range(arguments.rounds):
        print(f"{task}: round {number + 1} of {arguments.rounds}", file=sys.stderr, flush=True)
        answers = {}
        for name in ("gesso", "diffusers") if number % 2 == 0 else ("diffusers", "gesso"):
            answers[name] = (run_gesso(arguments.cli, arguments.model, task, folder) if name == "gesso"
                             else run_diffusers(arguments.model, task, folder, arguments.threads))
        rounds.append(answers)
    seconds = {name: statistics.median(r[name]["seconds"] for r in rounds) for name in rounds[0]}
    return {"seconds": seconds, "speedup": seconds["diffusers"] / seconds["gesso"],
            "difference": difference(rounds[-1]["gesso"]["picture"],
                                     rounds[-1]["diffusers"]["picture"])}


def main() -> None:
    """Run the tasks, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="sd15 folder made by make_full_size.py")
    parser.add_argument("--cli", type=Path, help="path of gesso-cli")
    parser.add_argument("--tasks", nargs="+", choices=TASKS, default=list(TASKS))
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--worker", choices=TASKS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.worker:
        work(arguments.model, arguments.worker, arguments.folder, arguments.threads)
        return
    if arguments.cli is None:
        raise SystemExit("give --cli PATH, the gesso-cli to time")
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        write_inputs(Path(folder))
        results = {task: time_task(task, arguments, Path(folder)) for task in arguments.tasks}
    now = datetime.now(timezone.utc).date()
    print(f"{now}, {cpu_name()}, {arguments.threads} threads, {arguments.rounds} rounds, load {load:.1f} "
          "before\n\n| task | diffusers s | Gesso s | ratio | largest difference of 255 |\n"
          "|---|---|---|---|---|")
    for task, result in results.items():
        print(f"| {task} | {result['seconds']['diffusers']:.1f} | {result['seconds']['gesso']:.1f} | "
              f"{result['speedup']:.2f}x | {result['difference']} |")


if __name__ == "__main__":
    main()
