#!/usr/bin/env python3
"""Times Gesso, diffusers and OpenVINO on full-size SD 1.5, in turn, on the CPU.

Each round runs every contender once, in a process of its own, beginning with another one each
time, so that what else the machine does hits all of them alike. Reported are medians over the
rounds, and ratios against the faster of diffusers' memory layouts in the same precision.
"""

import argparse
import json
import os
import platform
import subprocess
from datetime import datetime, timezone
from pathlib import Path

from contenders import PRECISIONS, Contender, contenders, openvino_command
from report import medians, ratios, table
from workload import PIECES

ENGINES = ("gesso", "diffusers", "openvino")


def cpu_name() -> str:
    """The processor's name as Linux has it."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor()


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="sd15 folder made by make_full_size.py")
    parser.add_argument("--gesso", type=Path, help="path of gesso-engine; left out: peers only")
    parser.add_argument("--pieces", nargs="+", choices=PIECES, default=list(PIECES))
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--precisions", nargs="+", choices=PRECISIONS, default=list(PRECISIONS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repeats", type=int, default=1, help="in each process of a round")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--cache", type=Path, help="converted networks; default: beside the model")
    parser.add_argument("--out", type=Path, help="write the results as JSON")
    return parser.parse_args()


def prepare_openvino(model: Path, cache: Path, pieces: list[str], threads: int) -> None:
    """Convert the networks before anything is timed."""
    subprocess.run([*openvino_command(cache), "--model", str(model), "--threads", str(threads),
                    "--stages", ",".join(pieces), "--convert-only"], check=True)


def run_rounds(fighters: list[Contender], arguments: argparse.Namespace) -> list[dict]:
    """Every contender once a round."""
    options = ["--stages", ",".join(arguments.pieces), "--warmup", "1",
               "--repeats", str(arguments.repeats)]
    rounds = []
    for number in range(arguments.rounds):
        first = number % len(fighters)
        answers = {}
        for fighter in fighters[first:] + fighters[:first]:
            print(f"round {number + 1} of {arguments.rounds}: {fighter.name}", flush=True)
            answers[fighter.name] = fighter.run(options, arguments.threads)
            if (found := answers[fighter.name]["threads"]) != arguments.threads:
                print(f"  it took {found} threads instead of {arguments.threads}", flush=True)
        rounds.append({fighter.name: answers[fighter.name] for fighter in fighters})
    return rounds


def main() -> None:
    """Run the rounds, print the table, write the results."""
    arguments = parse_arguments()
    cache = arguments.cache or arguments.model.with_name(arguments.model.name + "-openvino")
    fighters = contenders(arguments.engines, arguments.precisions, arguments.model,
                          arguments.gesso, cache, arguments.threads)
    if not fighters:
        raise SystemExit("nobody to time: give --gesso or other --engines")
    if "openvino" in arguments.engines:
        prepare_openvino(arguments.model, cache, arguments.pieces, arguments.threads)
    load = os.getloadavg()[0]
    rounds = run_rounds(fighters, arguments)
    seconds = medians(rounds)
    speedups = ratios(seconds)
    print(f"\n{cpu_name()}, {arguments.threads} threads, {arguments.rounds} rounds, "
          f"load {load:.1f} before\n\n{table(seconds, speedups)}")
    if arguments.out:
        arguments.out.write_text(json.dumps({
            "when": datetime.now(timezone.utc).isoformat(timespec="seconds"), "cpu": cpu_name(),
            "threads": arguments.threads, "load_before": load, "median_s": seconds,
            "speedup_over_diffusers": speedups, "rounds": rounds}, indent=2) + "\n")


if __name__ == "__main__":
    main()
