"""Backdrops and grounds. Every function draws on a 256-unit picture whose horizon lies at y = horizon."""

from .palette import mix
from .pen import Pen, box, curve, oval, polygon, ridge


def mountains(pen: Pen, rng, colours: dict, horizon: float):
    """Three or four big peaks, light on one side, dark on the other, capped with snow."""
    light, dark = colours["mountains"]
    count = int(rng.integers(3, 5))
    slots = (rng.permutation(count) + 0.5) / count * 256
    for x in slots:
        x += rng.uniform(-18, 18)
        height, half = rng.uniform(62, 104), rng.uniform(58, 84)
        top = horizon - height
        pen.fill(polygon((x - half, horizon + 8), (x, top), (x + half, horizon + 8)), light)
        pen.fill(polygon((x, top), (x + half, horizon + 8), (x + half * 0.1, horizon + 8), (x - half * 0.12, top + height * 0.5)),
                 dark, outline=False)
        cap = 0.36
        slope = half * cap
        low = top + (height + 8) * cap
        pen.fill(polygon((x, top), (x + slope, low), (x + slope * 0.42, low - 7), (x + slope * 0.05, low + 7),
                         (x - slope * 0.45, low - 6), (x - slope, low)), colours["cap"], spot=True)


def hills(pen: Pen, rng, colours: dict, horizon: float):
    """Two lines of soft round hills."""
    for depth, colour in enumerate((mix(colours["hills"][0], colours["sky"][2], 0.25), colours["hills"][1])):
        points = [(x + rng.uniform(-12, 12), horizon - rng.uniform(4, 16) - (rng.uniform(34, 50) - 18 * depth) * ((i + depth) % 2))
                  for i, x in enumerate(range(-70, 360, 70))]
        pen.fill(ridge(points), colour)


def forest(pen: Pen, rng, colours: dict, horizon: float):
    """A wall of firs: a lighter row behind, a darker row in front."""
    for row, colour in enumerate(colours["forest"]):
        step = 30
        for i in range(-1, 10):
            x = i * step + row * step / 2 + rng.uniform(-5, 5)
            height = rng.uniform(54, 74) - 16 * row
            pen.fill(polygon((x - 20, horizon + 6), (x, horizon - height), (x + 20, horizon + 6)), colour)


BACKDROPS = {"open": lambda *args: None, "mountains": mountains, "hills": hills, "forest": forest}


def meadow(pen: Pen, rng, colours: dict, horizon: float):
    """Rolling grass: a light slope and a darker one before it."""
    light, dark = colours["meadow"]
    pen.fill(box(-6, horizon, 262, 262), (light, mix(light, dark, 0.6)))
    left, right = rng.uniform(34, 78), rng.uniform(34, 78)
    pen.fill(ridge([(-30, horizon + left), (128, horizon + rng.uniform(42, 60)), (290, horizon + right)]),
             (mix(light, dark, 0.5), dark))


def lake(pen: Pen, rng, colours: dict, horizon: float):
    """Water with a few broad, bright streaks. The painter draws the reflections."""
    light, dark = colours["lake"]
    pen.fill(box(-6, horizon, 262, 262), (light, dark))


def streaks(pen: Pen, rng, colours: dict, horizon: float):
    """The bright lines on water, wider and further apart towards the viewer."""
    y = horizon + 12
    while y < 250:
        depth = (y - horizon) / (256 - horizon)
        width = rng.uniform(26, 52) * (0.7 + depth)
        x = rng.uniform(-10, 250)
        tall = 4.5 + 3 * depth
        pen.fill(box(x - width / 2, y, x + width / 2, y + tall, tall / 2),
                 mix(colours["lake"][0], 0xFFFFFF, 0.35), spot=True, alpha=0.75, outline=False)
        if pen.ink:
            pen.stroke(curve((x - width / 2, y), (x + width / 2, y)))
        y += rng.uniform(11, 15) + 12 * depth


def snow(pen: Pen, rng, colours: dict, horizon: float):
    """Snow in two soft drifts."""
    light, dark = colours["snow"]
    pen.fill(box(-6, horizon, 262, 262), (light, mix(light, dark, 0.7)))
    pen.fill(ridge([(-40, horizon + rng.uniform(28, 60)), (100, horizon + rng.uniform(36, 70)),
                    (300, horizon + rng.uniform(22, 60))]), (light, dark))


def desert(pen: Pen, rng, colours: dict, horizon: float):
    """Two big dunes, each with a bright side and a shaded one, and now and then a cactus."""
    light, dark = colours["desert"]
    pen.fill(box(-6, horizon, 262, 262), (light, mix(light, dark, 0.5)))
    for i in range(2):
        x = rng.uniform(10, 110) if i == rng.integers(2) else rng.uniform(140, 250)
        y = horizon + rng.uniform(2, 12) + 34 * i
        dune = curve((x - 170, 262), (x - 60, y + 26, x, y), (x + 60, y + 40, x + 190, 262))
        dune.close()
        pen.fill(dune, mix(light, dark, 0.25 + 0.2 * i))
        shade = curve((x, y), (x + 60, y + 40, x + 190, 262), (x - 30, 262), (x + 50, y + 60, x, y))
        shade.close()
        pen.fill(shade, mix(light, dark, 0.75 + 0.2 * i), outline=False)


def flowers(pen: Pen, rng, colours: dict, horizon: float):
    """A field in bloom: rows that run towards one point of the horizon, blossom and leaf by turns."""
    blossom, leaf = colours["flowers"]
    pen.fill(box(-6, horizon, 262, 262), leaf)
    middle = rng.uniform(60, 196)
    for i in range(-7, 8):
        near, far = middle + i * 92, middle + i * 21
        pen.fill(polygon((far - 6, horizon), (far + 6, horizon), (near + 26, 262), (near - 26, 262)),
                 (blossom, mix(blossom, 0xFFFFFF, 0.14)))


def beach(pen: Pen, rng, colours: dict, horizon: float):
    """A strip of sea, and before it a broad beach behind a line of surf that runs in one big bow."""
    light, dark = colours["beach"]
    pen.fill(box(-6, horizon, 262, 262), (colours["lake"][1], colours["lake"][0]), box=(horizon, horizon + 44))
    near, far = horizon + rng.uniform(34, 44), horizon + rng.uniform(13, 20)
    if rng.random() < 0.5:
        near, far = far, near
    surf = ridge([(-40, near), (rng.uniform(90, 166), (near + far) / 2), (296, far)])
    foam = mix(colours["lake"][0], 0xFFFFFF, 0.72)
    pen.stroke(surf, 13, foam)
    pen.fill(surf, (light, dark), box=(horizon, 256))
    pen.stroke(surf, 4, mix(dark, light, 0.25))


GROUNDS = {"meadow": meadow, "lake": lake, "snow": snow, "desert": desert, "flowers": flowers, "beach": beach}


def islet(pen: Pen, x: float, y: float, half: float, colours: dict):
    """A grassy islet with a sandy rim, for things that stand in a lake."""
    pen.fill(oval(x - half, y - 6, x + half, y + 16), colours["desert"][0])
    pen.fill(oval(x - half * 0.93, y - 9, x + half * 0.93, y + 10), colours["meadow"], outline=False)


def pine(pen: Pen, x: float, y: float, scale: float, colours: dict):
    """A fir of three tiers; (x, y) is the foot of its trunk."""
    light, dark = colours["pine"]

    def draw():
        pen.fill(box(-5, -14, 5, 2), mix(0x6B4430, dark, 0.35), spot=True)
        for top, low, half in ((-62, -10, 28), (-84, -34, 23), (-102, -60, 17)):
            pen.fill(polygon((-half, low), (0, top), (half, low)), light)
            pen.fill(polygon((0, top), (half, low), (half * 0.15, low)), dark, outline=False)

    pen.at(x, y, scale, draw)
