"""Trains the starter model: `train.py all --hours 10`. Stop it with Ctrl-C or SIGTERM; the same command goes on."""

import argparse
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # before torch: threads that wait must not spin on a shared machine

import torch  # noqa: E402

from starter import export, grow, loop, stages, text, unet  # noqa: E402

# name, and its share of the time in minutes when the whole takes 100; the stages without a share take what they take
PLAN = [("pictures", 0), ("captions", 0), ("probe-plain", 2.2), ("vae", 19), ("text", 4),
        ("latents16", 0), ("unet16", 22), ("latents32", 0), ("unet32", 42), ("decoder", 7), ("probe-residual", 2.5)]
UNBUDGETED = {"pictures": 60, "latents16": 200, "latents32": 360}  # about how many seconds they need, to be kept back


def run_stage(work: Path, name: str, seconds: float):
    """Runs one stage for so many seconds, or to its end where it has no budget."""
    if name == "pictures":
        stages.pictures(work)
    elif name == "captions":
        text.write_captions(work, max(stages.SCENES.values()))
    elif name.startswith("probe-"):
        stages.probe(work, name.removeprefix("probe-"), seconds)
    elif name == "vae":
        stages.autoencoder(work, seconds)
    elif name.startswith("latents"):
        stages.latents(work, int(name.removeprefix("latents")))
    elif name == "text":
        text.train_text(work, seconds)
    elif name == "unet16":
        unet.train_unet(work, 16, seconds, unet.build_unet(), 0.5)
    elif name == "unet32":
        rougher = (work / "unet16.state.pt").exists()
        unet.train_unet(work, 32, seconds, unet.load_unet(work, 16) if rougher else unet.build_unet(), 0.45, 2e-3, 1e-3)
    elif name == "decoder":
        stages.autoencoder(work, seconds, decoder_only=True, start=stages.normal_vae(work))


def shipped(work: Path) -> set[str]:
    """The stages that imported weights make needless."""
    return {"vae", "latents16", "unet16"} if (work / "imported").exists() else set()


def run_all(work: Path, deadline: float):
    """Runs the plan; each stage gets its share of the time that is left when it begins."""
    plan = [(name, share) for name, share in PLAN if name not in shipped(work)]
    for i, (name, share) in enumerate(plan):
        left = deadline - time.time() - sum(UNBUDGETED.get(n, 0) for n, _ in plan[i + 1:])
        if share and not loop.left_of(work, name):
            continue
        shares = [s * loop.left_of(work, n) for n, s in plan[i:]]
        seconds = max(30.0, left * shares[0] / sum(shares)) if shares[0] else 0.0
        print(f"{time.strftime('%H:%M:%S')} {name}" + (f": {seconds:.0f} s" if share else ""), flush=True)
        run_stage(work, name, seconds)


def arguments():
    """The command line."""
    names = [name for name, _ in PLAN]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["all", "export", "import", "grow", "reopen"] + names)
    parser.add_argument("--work", type=Path, default=Path.home() / ".cache/gesso/starter-model", help="pictures and training state")
    parser.add_argument("--hours", type=float, default=2.0, help="the time the whole plan, or this one stage, may take from now")
    parser.add_argument("--model", type=Path, default=Path(__file__).parents[2] / "resources/starter-model")
    parser.add_argument("--stage", choices=names, default="unet32", help="the finished stage that `reopen` opens for more training")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def main() -> int:
    """Does what the command line asks."""
    args = arguments()
    args.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(args.threads)
    loop.stop_on_signals()
    try:
        if args.what == "all":
            run_all(args.work, time.time() + args.hours * 3600)
        elif args.what == "export":
            export.export(args.work, args.model)
        elif args.what == "import":
            export.import_folder(args.work, args.model)
            (args.work / "imported").touch()
        elif args.what == "grow":
            grow.grow(args.work)
        elif args.what == "reopen":
            loop.reopen(args.work, args.stage)
        else:
            run_stage(args.work, args.what, args.hours * 3600)
    except loop.Stopped:
        print("stopped; the state is saved", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
