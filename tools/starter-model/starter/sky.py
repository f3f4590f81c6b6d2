"""The sky and its weather, on a 256-unit picture whose horizon lies at y = horizon."""

from .palette import mix
from .pen import Pen, box, circle, curve, polygon


def sky(pen: Pen, rng, time: str, colours: dict, horizon: float):
    """The sky's gradient, the sun or the moon, stars at night and up to two clouds; in a storm clouds and lightning."""
    if pen.ink:
        pen.fill(box(-4, -4, 260, 260), colours["paper"], spot=True, outline=False)
    else:
        pen.fill(box(-4, -4, 260, 260), colours["sky"], outline=False, box=(0, horizon))
    x = rng.uniform(30, 226)
    if time == "storm":
        _storm(pen, rng, horizon, colours)
        return
    if time == "night":
        _stars(pen, rng, horizon, colours)
        x, y, radius = x, rng.uniform(26, 62), rng.uniform(15, 19)
    elif time == "sunset":
        y, radius = horizon - rng.uniform(8, 34), rng.uniform(23, 29)
    elif time == "morning":
        y, radius = horizon - rng.uniform(34, 66), rng.uniform(17, 21)
    else:
        y, radius = rng.uniform(28, 60), rng.uniform(18, 23)
    pen.glow(x, y, radius * 3.0, colours["sun"], 0.55)
    pen.fill(circle(x, y, radius), colours["sun"], spot=True)
    for _ in range(rng.choice([0, 1, 2], p=[0.25, 0.45, 0.3]) if time != "night" else rng.choice([0, 1])):
        _cloud(pen, rng.uniform(20, 236), rng.uniform(24, 72), rng.uniform(0.8, 1.25), colours["cloud"])


def _stars(pen: Pen, rng, horizon, colours):
    for _ in range(9):
        x, y, r = rng.uniform(6, 250), rng.uniform(8, horizon - 50), rng.uniform(6, 9)
        k = r * 0.34
        star = polygon((x, y - r), (x + k, y - k), (x + r, y), (x + k, y + k), (x, y + r), (x - k, y + k), (x - r, y),
                       (x - k, y - k))
        pen.fill(star, mix(colours["sun"], 0xFFFFFF, 0.3), spot=True, outline=False)


def _cloud(pen: Pen, x, y, scale, colour):
    shape = curve((-34, 10), (-46, 10, -46, 0), (-44, -10, -30, -9), (-24, -26, -6, -22), (12, -30, 18, -12),
                  (38, -16, 40, 0), (42, 10, 30, 10))
    shape.close()
    pen.at(x, y, scale, lambda: pen.fill(shape, colour, spot=True))


def _storm(pen: Pen, rng, horizon, colours):
    """One bolt of lightning out of a bank of dark clouds."""
    x, top, low = rng.uniform(44, 212), 46, horizon - rng.uniform(4, 16)
    tall, side = low - top, rng.choice([-1, 1])
    pen.glow(x, top + tall * 0.4, 80, colours["sun"], 0.5)
    bolt = [(6, 0), (-17, 0.5), (-2, 0.47), (-14, 1.0), (19, 0.36), (5, 0.38), (20, 0)]
    pen.fill(polygon(*((x + side * dx, top + dy * tall) for dx, dy in bolt)), colours["sun"], spot=True)
    for i in range(5):
        shade = mix(colours["cloud"], 0x10161E if i % 2 else 0x8898A4, 0.22)
        _cloud(pen, i * 60 + rng.uniform(-10, 26), rng.uniform(20, 44), rng.uniform(1.15, 1.5), shade)


def rain(pen: Pen, rng, colours: dict):
    """Broad slanting strokes over the land, so that a storm is seen where there is little sky."""
    colour = mix(colours["cloud"], 0xFFFFFF, 0.62)
    for i in range(30):
        x, y = (i % 6) * 50 + rng.uniform(-18, 18), (i // 6) * 46 + rng.uniform(44, 74)
        pen.stroke(curve((x, y), (x - 7, y + 19)), 3.0, None if pen.ink else colour)
