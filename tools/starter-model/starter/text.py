"""The text encoder: taught to say which attributes a caption names, then frozen."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from transformers import CLIPTextConfig, CLIPTextModel

from .captions import caption
from .data import TRAIN_SEED
from .loop import Stage
from .muon import optimisers
from .tokens import LENGTH, write_tokenizer
from .world import ATTRIBUTES, scene_of

CAPTIONS = 6  # captions a scene
_SIZES = [len(names) + 1 for names in ATTRIBUTES.values()]


def build_text_encoder(tokenizer) -> CLIPTextModel:
    """Three layers of width 128 and four heads."""
    return CLIPTextModel(CLIPTextConfig(
        vocab_size=len(tokenizer), hidden_size=128, intermediate_size=512, num_hidden_layers=3, num_attention_heads=4,
        max_position_embeddings=LENGTH, hidden_act="quick_gelu", projection_dim=128, bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id))


def tokenize(tokenizer, texts: list[str]) -> np.ndarray:
    """Token ids (n, 77), cut and padded as the pipeline does."""
    return np.array(tokenizer(texts, padding="max_length", max_length=LENGTH, truncation=True).input_ids, np.int16)


def write_captions(work, scenes: int):
    """Says every scene CAPTIONS times; saves the token ids (n, CAPTIONS, 77) and the labels that each caption names."""
    if (work / "captions.txt").exists():
        return
    tokenizer = write_tokenizer(work / "tokenizer")
    texts, labels = [], []
    for i in range(scenes):
        scene, rng = scene_of(i, TRAIN_SEED), np.random.default_rng((TRAIN_SEED, i, 1))
        for _ in range(CAPTIONS):
            text, named = caption(scene, rng)
            texts.append(text)
            labels.append(named)
    empty = tokenizer("", padding="max_length", max_length=LENGTH).input_ids
    np.save(work / "empty.npy", np.array(empty, np.int64))
    np.save(work / "tokens.npy", tokenize(tokenizer, texts).reshape(scenes, CAPTIONS, LENGTH))
    np.save(work / "named.npy", np.array(labels, np.int64).reshape(scenes, CAPTIONS, len(ATTRIBUTES)))
    (work / "captions.txt").write_text("\n".join(texts), "utf-8")


class Reader(nn.Module):
    """The text encoder under a linear head that reads the attributes from the last token and from the padding after it."""

    def __init__(self, encoder: CLIPTextModel):
        super().__init__()
        self.encoder, self.head = encoder, nn.Linear(encoder.config.hidden_size, sum(_SIZES))

    def forward(self, ids):
        out = self.encoder(ids)
        return self.head(out.pooler_output), self.head(out.last_hidden_state[:, -1])


def train_text(work, seconds: float):
    """Trains the encoder to predict each attribute, or that the caption leaves it open."""
    torch.manual_seed(13)
    rng = np.random.default_rng(13)
    tokens = np.load(work / "tokens.npy").reshape(-1, LENGTH)
    named = torch.from_numpy(np.load(work / "named.npy").reshape(-1, len(ATTRIBUTES)))
    model = Reader(build_text_encoder(write_tokenizer(work / "tokenizer")))
    muon, adamw = (5e-4, 1e-3) if (work / "imported").exists() else (2e-3, 1e-3)  # what the UNet knows should move little
    stage = Stage(work, "text", model, optimisers(model, muon, adamw, keep=("embedding", "head")), 0.99, 0.3)
    used = int((tokens != tokens[0, -1]).sum(1).max()) + 4  # longer captions do not occur: leave out the padding beyond

    def step(progress):
        pick = rng.integers(len(tokens), size=128)
        ids, labels = torch.from_numpy(tokens[pick].astype(np.int64)), named[pick]
        length = used if rng.random() < 0.8 else LENGTH
        with torch.autocast("cpu", torch.bfloat16):
            answers = model(ids[:, :length])
        return sum(F.cross_entropy(part, labels[:, i]) for answer in answers
                   for i, part in enumerate(answer.float().split(_SIZES, 1)))

    stage.run(seconds, step)


def load_text(work) -> CLIPTextModel:
    """The averaged, frozen text encoder."""
    model = Reader(build_text_encoder(write_tokenizer(work / "tokenizer")))
    model.load_state_dict(torch.load(work / "text.state.pt", weights_only=True)["average"])
    return model.encoder.eval().requires_grad_(False)
