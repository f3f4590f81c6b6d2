"""Medians over the rounds, ratios against diffusers, and the table."""

import statistics

from workload import PIECES


def medians(rounds: list[dict]) -> dict:
    """Contender -> piece -> median seconds over the rounds."""
    names = list(dict.fromkeys(name for answers in rounds for name in answers))
    return {name: {piece: statistics.median(answers[name][piece]["median_s"]
                                            for answers in rounds if name in answers)
                   for piece in PIECES.values()
                   if all(piece in answers.get(name, {piece: 0}) for answers in rounds)}
            for name in names}


def baseline(seconds: dict, precision: str, piece: str) -> float | None:
    """Seconds of the faster of diffusers' layouts."""
    times = [values[piece] for name, values in seconds.items()
             if name.startswith("diffusers") and name.endswith(precision) and piece in values]
    return min(times, default=None)


def ratios(seconds: dict) -> dict:
    """Contender -> piece -> how many times faster it is than diffusers in the same precision."""
    found = {}
    for name, values in seconds.items():
        bases = {piece: baseline(seconds, name.split()[-1], piece) for piece in values}
        found[name] = {piece: bases[piece] / values[piece] for piece in values if bases[piece]}
    return found


def table(seconds: dict, speedups: dict) -> str:
    """A Markdown table, a row per contender."""
    pieces = [p for p in PIECES.values() if any(p in values for values in seconds.values())]
    lines = ["| contender | " + " | ".join(f"{piece}, s | ratio" for piece in pieces) + " |",
             "|---|" + "---:|---:|" * len(pieces)]
    for name, values in seconds.items():
        cells = []
        for piece in pieces:
            ratio = speedups[name].get(piece)
            cells.append(f"{values[piece]:.3f}" if piece in values else "-")
            cells.append(f"{ratio:.2f}x" if ratio else "-")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
