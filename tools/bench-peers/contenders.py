"""Who is timed, and the command of each. All answer with the same JSON object."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PRECISIONS = ("fp32", "bf16")


@dataclass(frozen=True)
class Contender:
    """An engine in one precision."""

    engine: str
    precision: str
    command: tuple[str, ...]

    @property
    def name(self) -> str:
        """As the table has it."""
        return f"{self.engine} {self.precision}"

    def run(self, options: list[str], threads: int) -> dict:
        """Time the pieces in a process of its own; returns its answer."""
        environment = os.environ | {"OMP_NUM_THREADS": str(threads), "HF_HUB_OFFLINE": "1"}
        done = subprocess.run([*self.command, *options], stdout=subprocess.PIPE, text=True,
                              env=environment, check=False)
        if done.returncode:
            raise SystemExit(f"{self.name} left with status {done.returncode}")
        return json.loads(done.stdout.strip().splitlines()[-1])


def _python(script: str) -> tuple[str, str]:
    return sys.executable, str(HERE / script)


def openvino_command(cache: Path) -> tuple[str, ...]:
    """The OpenVINO timer with its folder of converted networks."""
    return *_python("time_openvino.py"), "--cache", str(cache)


def contenders(engines: list[str], precisions: list[str], model: Path, gesso: Path | None,
               cache: Path, threads: int) -> list[Contender]:
    """Everyone asked for, each with its own options."""
    shared = ("--model", str(model))
    found = []
    for precision in precisions:
        own = (*shared, "--precision", precision)
        limited = (*own, "--threads", str(threads))
        if "gesso" in engines and gesso:
            found.append(Contender("gesso", precision, (str(gesso), "bench", *own, "--json")))
        if "diffusers" in engines:
            found += [Contender(f"diffusers {layout}", precision,
                                (*_python("time_diffusers.py"), *limited, "--layout", layout))
                      for layout in ("nchw", "channels-last")]
        if "openvino" in engines:
            found.append(Contender("openvino", precision, (*openvino_command(cache), *limited)))
    return found
