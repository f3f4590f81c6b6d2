"""Says a scene in plain words, in full, in part or in a word or two, and remembers which attributes it named."""

import numpy as np

from . import vocabulary as v
from .world import ATTRIBUTES, Scene, colour_matters

FREE = {key: len(names) for key, names in ATTRIBUTES.items()}  # the label of an attribute that a caption leaves open
_LETTERS = np.array(list("abcdefghijklmnopqrstuvwxyz"))
_STRANGERS = ("dragon", "robot", "king", "queen", "street", "city", "music", "coffee", "banana", "wizard",
              "cat", "dog", "horse", "train", "computer", "neon", "portrait", "woman", "man", "child", "steampunk", "ultra",
              "realistic", "cinematic", "render", "octane", "bokeh", "89", "hdr", "trending", "fog", "turquoise", "silver", "grey",
              "brown", "bridge", "road", "bird", "fish", "moonbase", "tokyo", "paris", "glass")


def _say(rng, text: str) -> str:
    options = v.ways(text)
    return options[min(int(rng.random() ** 1.3 * len(options)), len(options) - 1)]  # the first ways are the commoner ones


def _article(phrase: str) -> str:
    return ("an " if phrase[0] in "aeiou" else "a ") + phrase


def _chosen(scene: Scene, rng, kind: str) -> dict[str, bool]:
    """Which attributes this caption names. The less usual sides (a thing, pines, ink, pixels) are nearly always named."""
    odds = {"full": 0.95, "part": 0.5, "short": 0.18}[kind]
    named = {key: rng.random() < odds for key in ATTRIBUTES}
    named["thing"] = scene.thing != "none" and rng.random() < 0.98
    named["colour"] = named["thing"] and colour_matters(scene) and rng.random() < {"full": 0.95, "part": 0.6, "short": 0.35}[kind]
    named["pines"] = scene.pines == "yes" and rng.random() < {"full": 0.95, "part": 0.85, "short": 0.6}[kind]
    named["backdrop"] = rng.random() < (odds * 0.4 if scene.backdrop == "open" else max(odds, 0.6))
    named["style"] = rng.random() < (0.25 if scene.style == "flat" else 0.98)
    if not (named["thing"] or named["ground"] or named["backdrop"]):
        named["ground" if rng.random() < 0.5 or scene.backdrop == "open" else "backdrop"] = True
    return named


def _subject(scene: Scene, named, rng) -> str:
    thing = _say(rng, v.THINGS[scene.thing])
    if named["colour"]:
        thing = f"{_say(rng, v.COLOURS[scene.colour])} {thing}"
    if rng.random() < 0.2:
        thing = f"{_say(rng, v.ADJECTIVES)} {thing}"
    return _article(thing)


def _chunks(scene: Scene, named, rng) -> list[str]:
    """The caption's parts in their natural order: subject with its ground, backdrop, pines, time."""
    chunks = []
    ground = _say(rng, v.GROUNDS[scene.ground]) if named["ground"] else ""
    if named["thing"]:
        links = v.FLYING_LINKS if scene.thing == "balloon" else v.GROUND_LINKS[scene.ground]
        subject = _subject(scene, named, rng)
        if ground and rng.random() < 0.15:
            chunks += [subject, ground]
        else:
            chunks.append(f"{subject} {_say(rng, links)} {ground}" if ground else subject)
    elif ground:
        chunks.append(ground)
    if named["backdrop"]:
        text = _say(rng, v.BACKDROPS[scene.backdrop])
        chunks.append(_say(rng, v.BACKDROP_LINKS).format(text) if chunks else text)
    if named["pines"]:
        text = _say(rng, v.PINES)
        chunks.append(f"{_say(rng, v.PINE_LINKS)} {text}" if chunks and rng.random() < 0.85 else text)
    if named["time"]:
        chunks.append(_say(rng, v.TIMES[scene.time]))
    return chunks


def _dress(text: str, scene: Scene, named, rng) -> str:
    """Adds the style, and words that mean nothing here: praise, frames, and now and then a stranger."""
    front = named["style"] and rng.random() < 0.6
    if front:
        text = f"{_say(rng, v.STYLE_PREFIXES[scene.style])} {text}"
    elif scene.style == "flat" and rng.random() < 0.3:
        text = f"{_say(rng, v.PREFIXES)} {text}"
    elif rng.random() < 0.12:
        text = f"{_say(rng, v.MOODS)} {text}"
    if named["style"] and not front:
        text = f"{text}, {_say(rng, v.STYLE_SUFFIXES[scene.style])}"
    if rng.random() < 0.15:
        text = f"{text}, {_say(rng, v.SUFFIXES if rng.random() < 0.6 else v.MOODS)}"
    return text


def _stranger(rng) -> str:
    if rng.random() < 0.6:
        return str(rng.choice(_STRANGERS))
    return "".join(rng.choice(_LETTERS, int(rng.integers(2, 10))))


def caption(scene: Scene, rng: np.random.Generator, kind: str | None = None) -> tuple[str, list[int]]:
    """A caption of the scene and, for each attribute, its label where the caption names it and FREE where it does not."""
    kind = kind or str(rng.choice(["full", "part", "short"], p=[0.58, 0.3, 0.12]))
    named = _chosen(scene, rng, kind)
    chunks = _chunks(scene, named, rng)
    if rng.random() < 0.35:
        rng.shuffle(chunks)
    joint = ", " if rng.random() < 0.3 else " "
    text = _dress(joint.join(chunks), scene, named, rng)
    if rng.random() < 0.3:
        text = " ".join(word for word in text.split() if word not in ("a", "an", "the"))
    if rng.random() < 0.08:
        parts = text.split(" ")
        parts.insert(int(rng.integers(len(parts) + 1)), _stranger(rng))
        text = " ".join(parts)
    labels = [label if named[key] else FREE[key] for key, label in zip(ATTRIBUTES, scene.labels)]
    return text, labels
