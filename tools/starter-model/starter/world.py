"""The small world of the starter model: its attributes, and how scenes are drawn by lot."""

from dataclasses import dataclass, field

import numpy as np

ATTRIBUTES = {
    "time": ("morning", "day", "sunset", "night", "storm"),
    "ground": ("meadow", "lake", "snow", "desert", "flowers", "beach"),
    "backdrop": ("open", "mountains", "hills", "forest"),
    "thing": ("none", "cabin", "boat", "balloon", "tree", "lighthouse", "windmill", "castle", "car"),
    "colour": ("red", "yellow", "green", "blue", "purple", "white", "pink", "black"),
    "pines": ("no", "yes"),
    "style": ("flat", "ink", "pixel"),
}
# How many names each attribute had in the first world. Names are only ever added at the end, so their numbers stay.
FIRST_WORLD = {"time": 4, "ground": 5, "backdrop": 4, "thing": 7, "colour": 6, "pines": 2, "style": 2}

_BACKDROP_ODDS = (0.16, 0.34, 0.25, 0.25)
_THING_ODDS = (0.13, 0.15, 0.10, 0.10, 0.10, 0.10, 0.10, 0.11, 0.11)
_PINES_ODDS = (0.72, 0.28)
_STYLE_ODDS = (0.62, 0.2, 0.18)


@dataclass
class Scene:
    """One picture of the world: its named attributes, and a seed for everything that has no name."""

    time: str
    ground: str
    backdrop: str
    thing: str
    colour: str
    pines: str
    style: str
    seed: int = 0
    labels: list[int] = field(default_factory=list)

    def __post_init__(self):
        self.labels = [names.index(getattr(self, key)) for key, names in ATTRIBUTES.items()]


def colour_matters(scene: Scene) -> bool:
    """Whether anything in the picture wears the scene's colour."""
    return scene.thing != "none"


def _pick(rng: np.random.Generator, names, odds=None) -> str:
    return str(rng.choice(names, p=odds))


def draw_scene(rng: np.random.Generator) -> Scene:
    """Draws one scene by lot. Boats lie on lakes; everything else stands anywhere."""
    thing = _pick(rng, ATTRIBUTES["thing"], _THING_ODDS)
    ground = "lake" if thing == "boat" else _pick(rng, ATTRIBUTES["ground"])
    return Scene(
        time=_pick(rng, ATTRIBUTES["time"]),
        ground=ground,
        backdrop=_pick(rng, ATTRIBUTES["backdrop"], _BACKDROP_ODDS),
        thing=thing,
        colour=_pick(rng, ATTRIBUTES["colour"]),
        pines=_pick(rng, ATTRIBUTES["pines"], _PINES_ODDS),
        style=_pick(rng, ATTRIBUTES["style"], _STYLE_ODDS),
        seed=int(rng.integers(1 << 31)),
    )


def scene_of(index: int, seed: int) -> Scene:
    """The scene with this number in the world of this seed: the same on every machine and in any order."""
    return draw_scene(np.random.default_rng((seed, index)))
