"""Carries what was learned of the first world into the grown one: new words, new attribute names, the same numbers for the old."""

import json
from pathlib import Path

import torch

from .captions import FREE
from .loop import write_state
from .tokens import write_tokenizer
from .vocabulary import words
from .world import FIRST_WORLD

_HEADS = {"text": ("head",), "probe-plain": ("head.3",), "probe-residual": ("head",)}
_EMBEDDING = "encoder.text_model.embeddings.token_embedding.weight"


def _pieces(word: str, ranks: dict[tuple[str, str], int]) -> list[str]:
    """Byte-pair encoding of one plain word: the merge that was learned first comes first."""
    parts = [*word[:-1], word[-1] + "</w>"]
    while len(parts) > 1:
        at = min(range(len(parts) - 1), key=lambda i: ranks.get((parts[i], parts[i + 1]), len(ranks)))
        if (parts[at], parts[at + 1]) not in ranks:
            break
        parts[at:at + 2] = [parts[at] + parts[at + 1]]
    return parts


def grow_tokenizer(folder: Path) -> int:
    """Adds the words that a work folder's tokenizer lacks. New merges rank after the old ones and new tokens are numbered after
    them, so every old word keeps its number. Returns how many tokens are new."""
    names = json.loads((folder / "vocab.json").read_text("utf-8"))
    lines = (folder / "merges.txt").read_text("utf-8").split("\n")
    head, merges = lines[0], [tuple(line.split(" ")) for line in lines[1:] if line]
    ranks, before = {pair: i for i, pair in enumerate(merges)}, len(names)
    for word in words():
        parts = _pieces(word, ranks)
        while len(parts) > 1:
            ranks[parts[0], parts[1]] = len(ranks)
            names.setdefault(parts[0] + parts[1], len(names))
            parts = _pieces(word, ranks)
    (folder / "vocab.json").write_text(json.dumps(names, ensure_ascii=False), "utf-8")
    (folder / "merges.txt").write_text("\n".join([head] + [" ".join(pair) for pair in ranks]) + "\n", "utf-8")
    for leftover in ("tokenizer.json", "added_tokens.json"):
        (folder / leftover).unlink(missing_ok=True)
    write_tokenizer(folder)
    return len(names) - before


def _grown_head(rows: torch.Tensor, free: bool) -> torch.Tensor:
    """A head's weight or bias with rows for the new names; the row of "left open", where there is one, stays the last."""
    former = [n + free for n in FIRST_WORLD.values()]
    if len(rows) != sum(former):
        return rows  # it knows the grown world already
    parts = []
    for part, (key, count) in zip(rows.split(former), FIRST_WORLD.items()):
        new = part.mean(0, keepdim=True).expand(FREE[key] - count, *part.shape[1:])
        parts += [part[:count], new, part[count:]]
    return torch.cat(parts)


def _grown(weights: dict, name: str, tokens: int) -> dict:
    weights = dict(weights)
    for layer in _HEADS[name]:
        for kind in ("weight", "bias"):
            weights[f"{layer}.{kind}"] = _grown_head(weights[f"{layer}.{kind}"], name == "text")
    if name == "text" and tokens > len(weights[_EMBEDDING]):
        old = weights[_EMBEDDING]
        noise = torch.randn(tokens - len(old), old.shape[1], generator=torch.Generator().manual_seed(15))
        weights[_EMBEDDING] = torch.cat([old, old.mean(0) + old.std() * noise])
    return weights


def grow(work: Path):
    """Grows the tokenizer, the text encoder and the judges of a work folder and opens them, the autoencoder and the UNet for
    more training (an autoencoder of which there is only vae.normal.pt stays as it is).
    What was painted or encoded of the first world must not be in the folder: it would be taken for the grown one's."""
    stale = [name for name in ("labels.npy", "captions.txt", "latents16.done", "latents32.done") if (work / name).exists()]
    if stale:
        raise SystemExit(f"{work} holds {', '.join(stale)} of the first world; grow a copy of its tokenizer, vae.normal.pt and states")
    tokens = grow_tokenizer(work / "tokenizer")
    total = len(json.loads((work / "tokenizer" / "vocab.json").read_text("utf-8")))
    if (work / "vae.state.pt").exists():
        (work / "vae.normal.pt").unlink(missing_ok=True)  # it trains on, and is normalised again
    print(f"{tokens} new tokens, {total} in all", flush=True)
    for name in (*_HEADS, "vae", "unet32"):
        path = work / f"{name}.state.pt"
        if path.exists():
            weights = torch.load(path, map_location="cpu", weights_only=True)["average"]
            weights = _grown(weights, name, total) if name in _HEADS else weights
            write_state(path, {"model": weights, "average": weights, "elapsed": 0.0, "steps": 1000, "progress": 0.0,
                               "done": False, "optimisers": []})
    (work / "imported").touch()  # the autoencoder and the UNet's first size are there: the plan leaves them out
