"""The tokenizer: byte symbols that can spell any text, and every word of the grammar as one token of its own."""

import json
from pathlib import Path

from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import CLIPTokenizer
from transformers.models.clip.tokenization_clip import bytes_to_unicode

from .vocabulary import words

START, END, LENGTH = "<|startoftext|>", "<|endoftext|>", 77


def learned_merges() -> list[tuple[str, str]]:
    """Byte-pair merges learned from the grammar's words until each of them is one token."""
    tokenizer = Tokenizer(models.BPE(end_of_word_suffix="</w>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    trainer = trainers.BpeTrainer(vocab_size=20000, min_frequency=1, end_of_word_suffix="</w>", show_progress=False)
    tokenizer.train_from_iterator([" ".join(words())], trainer)
    return [tuple(pair) for pair in json.loads(tokenizer.to_str())["model"]["merges"]]


def _write_vocabulary(folder: Path):
    """Writes vocab.json and merges.txt as CLIP orders them."""
    folder.mkdir(parents=True, exist_ok=True)
    symbols, merges = list(bytes_to_unicode().values()), learned_merges()
    names = symbols + [s + "</w>" for s in symbols] + ["".join(pair) for pair in merges] + [START, END]
    assert len(set(names)) == len(names)
    (folder / "vocab.json").write_text(json.dumps({name: i for i, name in enumerate(names)}, ensure_ascii=False), "utf-8")
    lines = ["#version: 0.2"] + [" ".join(pair) for pair in merges]
    (folder / "merges.txt").write_text("\n".join(lines) + "\n", "utf-8")


def write_tokenizer(folder: Path) -> CLIPTokenizer:
    """The tokenizer of a work folder. Its vocabulary is learned once: merges that are equally frequent come in another order
    each time, and what was trained on the numbers of one order is lost with those of another."""
    if not (folder / "merges.txt").exists():
        _write_vocabulary(folder)
    tokenizer = CLIPTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"), model_max_length=LENGTH,
                              bos_token=START, eos_token=END, unk_token=END, pad_token=END)
    tokenizer.save_pretrained(folder)
    return tokenizer
