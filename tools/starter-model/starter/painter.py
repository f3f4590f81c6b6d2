"""Paints a scene. All that the caption does not name (places, sizes, clouds) comes from the scene's own seed."""

import numpy as np

from .landscape import BACKDROPS, GROUNDS, islet, pine, streaks
from .palette import TIMES, thing_colour
from .pen import Pen
from .sky import rain, sky
from .things import FOOTINGS, SIZES, THINGS
from .world import Scene


def paint(scene: Scene, size: int = 256) -> np.ndarray:
    """Paints the scene as a (size, size, 3) uint8 picture."""
    rng = np.random.default_rng(scene.seed)
    pen = Pen(size, scene.time, scene.style)
    colours = TIMES[scene.time]
    horizon = rng.uniform(128, 172)
    sky(pen, rng, scene.time, colours, horizon)
    _backdrop_and_ground(pen, rng, scene, colours, horizon)
    if scene.time == "storm":
        rain(pen, rng, colours)
    place = _place(rng, scene, horizon)
    _pines_and_thing(pen, rng, scene, colours, horizon, place)
    return pen.rgb()


def _backdrop_and_ground(pen, rng, scene, colours, horizon):
    seed = int(rng.integers(1 << 31))

    def backdrop():
        BACKDROPS[scene.backdrop](pen, np.random.default_rng(seed), colours, horizon)

    backdrop()
    GROUNDS[scene.ground](pen, rng, colours, horizon)
    if scene.ground == "lake":
        pen.mirrored(horizon, 0.72, 0.34, backdrop)
        streaks(pen, rng, colours, horizon)


def _place(rng, scene, horizon) -> tuple[float, float, float]:
    """Where the thing stands or hangs: x, y of its foot, and its scale."""
    scale = SIZES.get(scene.thing, 1.0) * float(np.clip(rng.normal(1.0, 0.16), 0.72, 1.45))
    x = float(np.clip(rng.normal(128, 40), 36, 220))
    depth = rng.uniform(0.36, 0.8)
    y = horizon + (256 - horizon) * depth
    if scene.thing == "balloon":
        y = max(rng.uniform(132, horizon + 24), 148 * scale + rng.uniform(-6, 12))
    return x, y, scale


def _pines_and_thing(pen, rng, scene, colours, horizon, place):
    x, y, scale = place
    drawn = []
    if scene.pines == "yes":
        drawn += _pines(rng, horizon, x if scene.thing not in ("none", "balloon") else None, y)
    for px, py, ps in sorted(drawn, key=lambda p: p[1]):
        if scene.ground == "lake":
            islet(pen, px, py, 34 * ps, colours)
        pine(pen, px, py, ps, colours)
    if scene.thing == "none":
        return
    colour = thing_colour(scene.colour, scene.time)
    draw = THINGS[scene.thing]
    if scene.ground == "lake" and scene.thing in FOOTINGS:
        islet(pen, x, y - 4, FOOTINGS[scene.thing] * scale, colours)
    if scene.thing == "boat":
        pen.mirrored(y, 0.5, 0.36, lambda: pen.at(x, y, scale, lambda: draw(pen, colour, colours["light"])))
    pen.at(x, y, scale, lambda: draw(pen, colour, colours["light"]))


def _pines(rng, horizon, avoid, base) -> list[tuple[float, float, float]]:
    """A group of two or three firs on one side, or on both, clear of the thing's middle."""
    sides = [-1, 1] if rng.random() < 0.35 else [int(rng.choice([-1, 1]))]
    if avoid is not None and len(sides) == 1:
        sides = [-1 if avoid > 128 else 1]
    firs = []
    for side in sides:
        middle = 128 + side * rng.uniform(84, 104)
        for i in range(int(rng.integers(2, 4))):
            firs.append((middle + (i - 1) * rng.uniform(26, 34), horizon + (256 - horizon) * rng.uniform(0.2, 0.6),
                         rng.uniform(0.72, 1.0)))
    return firs
