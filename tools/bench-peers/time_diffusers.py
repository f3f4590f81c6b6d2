#!/usr/bin/env python3
"""Times diffusers' networks, eager, in one precision and one memory layout."""

import torch

from networks import load
from workload import answer, inputs, timed, worker_arguments

DTYPES = {"fp32": torch.float32, "bf16": torch.bfloat16}
LAYOUTS = {"nchw": torch.contiguous_format, "channels-last": torch.channels_last}


def prepared(tensor: torch.Tensor, dtype: torch.dtype, layout: torch.memory_format):
    """An input in the network's precision and layout; ids and timesteps stay as they are."""
    if not tensor.is_floating_point() or tensor.ndim == 0:
        return tensor
    tensor = tensor.to(dtype)
    return tensor.to(memory_format=layout) if tensor.ndim == 4 else tensor


def time_piece(piece: str, arguments) -> dict:
    """Load a network, time it, let it go."""
    dtype, layout = DTYPES[arguments.precision], LAYOUTS[arguments.layout]
    network = load(piece, arguments.model, dtype).to(memory_format=layout)
    values = [prepared(value, dtype, layout) for value in inputs(piece)]
    with torch.inference_mode():
        return timed(lambda: network(*values), arguments.warmup, arguments.repeats)


def main() -> None:
    """Time the pieces asked for."""
    parser = worker_arguments(__doc__)
    parser.add_argument("--layout", choices=LAYOUTS, default="nchw")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    pieces = arguments.stages.split(",")
    answer({piece: time_piece(piece, arguments) for piece in pieces}, torch.get_num_threads())


if __name__ == "__main__":
    main()
