#!/usr/bin/env python3
"""Times OpenVINO on the same networks, converted once with static shapes."""

import sys
import tempfile
import warnings
from pathlib import Path

import openvino
import torch

from networks import load
from workload import answer, inputs, timed, worker_arguments

PRECISIONS = {"fp32": "f32", "bf16": "bf16"}


def convert(piece: str, model: Path, cache: Path) -> Path:
    """The piece as an OpenVINO file in the cache, made if it is not there yet."""
    file = cache / f"{piece}.xml"
    if file.exists():
        return file
    print(f"openvino: converting {piece}", file=sys.stderr)
    values = inputs(piece)
    with warnings.catch_warnings(action="ignore"):
        converted = openvino.convert_model(
            load(piece, model, torch.float32), example_input=tuple(values),
            input=[list(value.shape) for value in values])
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        partial = Path(folder) / file.name
        openvino.save_model(converted, partial, compress_to_fp16=True)
        for suffix in (".bin", ".xml"):
            partial.with_suffix(suffix).replace(file.with_suffix(suffix))
    return file


def time_piece(piece: str, arguments) -> dict:
    """Compile a converted network, time it, let it go."""
    file = convert(piece, arguments.model, arguments.cache)
    compiled = openvino.Core().compile_model(file, "CPU", {
        "PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": arguments.threads,
        "INFERENCE_PRECISION_HINT": PRECISIONS[arguments.precision]})
    request = compiled.create_infer_request()
    values = [value.numpy() for value in inputs(piece)]
    return timed(lambda: request.infer(values, share_inputs=True, share_outputs=True),
                 arguments.warmup, arguments.repeats)


def main() -> None:
    """Convert what is missing, then time the pieces asked for."""
    parser = worker_arguments(__doc__)
    parser.add_argument("--cache", type=Path, required=True, help="folder of converted networks")
    parser.add_argument("--convert-only", action="store_true")
    arguments = parser.parse_args()
    pieces = arguments.stages.split(",")
    if arguments.convert_only:
        for piece in pieces:
            convert(piece, arguments.model, arguments.cache)
        return
    answer({piece: time_piece(piece, arguments) for piece in pieces}, arguments.threads)


if __name__ == "__main__":
    main()
