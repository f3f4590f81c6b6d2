"""The eight things of the world. Each is drawn with the origin at the middle of its foot, about 100 units wide or high."""

from .palette import mix
from .pen import Pen, box, circle, curve, oval, polygon

WOOD, CREAM, DARK = 0x6B4430, 0xFFF4DF, 0x4A2F2E


def _shade(colour: int) -> int:
    return mix(colour, 0x1A1A40, 0.24)


def _tint(colour: int) -> int:
    return mix(colour, 0xFFFFFF, 0.38)


def cabin(pen: Pen, colour: int, light: int):
    """A cabin with a big dark roof, a door, two windows and a chimney."""
    pen.fill(box(20, -84, 34, -50), 0x7E5248, spot=True)
    pen.fill(box(-44, -46, 44, 0), (mix(colour, 0xFFFFFF, 0.10), colour), spot=True)
    pen.fill(polygon((-56, -42), (-34, -78), (34, -78), (56, -42)), DARK, spot=True)
    pen.fill(box(-9, -30, 9, 0), WOOD, spot=True)
    for x in (-27, 27):
        pen.fill(box(x - 9, -34, x + 9, -16), light, spot=True)


def boat(pen: Pen, colour: int, light: int):
    """A sailing boat: hull and main sail in its colour, the jib cream."""
    pen.fill(box(-3, -108, 3, -16), WOOD, spot=True, outline=False)
    main = curve((5, -104), (50, -62, 52, -28), (5, -28))
    main.close()
    pen.fill(main, (colour, mix(colour, 0xFFFFFF, 0.08)), spot=True)
    jib = curve((-5, -94), (-12, -52, -42, -28), (-5, -28))
    jib.close()
    pen.fill(jib, mix(CREAM, 0xB9B4C4, 0.12), spot=True)
    hull = curve((-56, -22), (58, -22), (50, 4, 30, 6), (-32, 6), (-50, 2, -56, -22))
    hull.close()
    pen.fill(hull, (colour, _shade(colour)), spot=True)


def balloon(pen: Pen, colour: int, light: int):
    """A hot-air balloon with broad stripes and a basket."""
    for x in (-1, 1):
        pen.stroke(curve((x * 20, -46), (x * 9, -16)), 3.2, WOOD)

    def gore(half):
        shape = curve((-half * 0.26, -38), (-half * 1.06, -72, -half, -100), (-half * 0.9, -146, 0, -148),
                      (half * 0.9, -146, half, -100), (half * 1.06, -72, half * 0.26, -38))
        shape.close()
        return shape

    pen.fill(gore(54), colour, spot=True)
    pen.fill(gore(33), _tint(colour) if colour & 0xFF < 0xC0 or colour >> 16 < 0xC0 else 0xD5D3DE, spot=True, outline=False)
    pen.fill(gore(14), colour, spot=True, outline=False)
    pen.fill(box(-12, -20, 12, 0, 3), 0x8A5A34, spot=True)


def tree(pen: Pen, colour: int, light: int):
    """A broad tree: a strong trunk and a round crown."""
    trunk = curve((-14, 2), (-7, -14, -7, -48), (7, -48), (7, -14, 14, 2))
    trunk.close()
    pen.fill(trunk, WOOD, spot=True)
    crown = ((-30, -66, 27), (30, -66, 27), (0, -60, 28), (-17, -96, 27), (18, -94, 26), (0, -110, 22))
    if pen.ink:
        for x, y, r in crown:
            pen.stroke(circle(x, y, r), 6.0)
    for x, y, r in crown:
        pen.fill(circle(x, y, r), _shade(colour), spot=True, outline=False)
    for x, y, r in crown:
        pen.fill(circle(x - 3, y - 4, r * 0.86), colour, spot=True, outline=False)
    pen.fill(circle(-16, -100, 13), mix(colour, 0xFFFFFF, 0.28), spot=True, outline=False)


def lighthouse(pen: Pen, colour: int, light: int):
    """A tapered tower with three bands, a lantern and a cap."""
    def band(low, high):
        at = [27 - 12 * y / 112 for y in (low, high)]
        return polygon((-at[0], -low), (-at[1], -high), (at[1], -high), (at[0], -low))

    white = 0xF6F3EE if min(colour >> 16, colour & 0xFF) < 0xB0 else 0xC9CBD8
    pen.fill(band(0, 112), white, spot=True)
    for low, high in ((0, 24), (46, 68), (90, 112)):
        pen.fill(band(low, high), (colour, colour), spot=True)
    pen.fill(box(-20, -119, 20, -110), DARK, spot=True)
    pen.fill(box(-12, -138, 12, -119), 0xFFE27A, spot=True)
    pen.fill(polygon((-19, -136), (0, -158), (19, -136)), DARK, spot=True)
    pen.fill(box(-7, -40, 7, -26, 3), DARK, spot=True, outline=False)


def windmill(pen: Pen, colour: int, light: int):
    """A tapered mill in its colour with a dark cap and four broad, pale sails."""
    pen.fill(polygon((-34, 0), (-21, -86), (21, -86), (34, 0)), (colour, _shade(colour)), spot=True)
    cap = curve((-25, -84), (-22, -114, 0, -114), (22, -114, 25, -84))
    cap.close()
    pen.fill(cap, DARK, spot=True)
    pen.fill(box(-9, -26, 9, 0, 3), WOOD, spot=True)
    pen.fill(box(-8, -66, 8, -50), light, spot=True)
    pen.canvas.save()
    pen.canvas.translate(0, -92)
    pen.canvas.rotate(24)
    for _ in range(4):
        pen.fill(box(4, -62, 20, -14), CREAM, spot=True)
        pen.fill(box(-2.5, -64, 3.5, 0), WOOD, spot=True, outline=False)
        pen.canvas.rotate(90)
    pen.canvas.restore()
    pen.fill(circle(0, -92, 6), WOOD, spot=True)


def castle(pen: Pen, colour: int, light: int):
    """A castle in its colour: a keep with battlements between two round towers under dark pointed roofs."""
    pen.fill(polygon((-27, 0), (-27, -84), (-16, -84), (-16, -74), (-6, -74), (-6, -84), (6, -84), (6, -74), (16, -74),
                     (16, -84), (27, -84), (27, 0)), mix(colour, 0xFFFFFF, 0.14), spot=True)
    gate = curve((-13, 0), (-13, -22), (-13, -38, 0, -38), (13, -38, 13, -22), (13, 0))
    gate.close()
    pen.fill(gate, WOOD, spot=True)
    pen.fill(box(-6, -64, 6, -50, 3), light, spot=True)
    for x in (-41, 41):
        pen.fill(box(x - 16, -92, x + 16, 0), (colour, _shade(colour)), spot=True)
        pen.fill(polygon((x - 23, -90), (x, -134), (x + 23, -90)), DARK, spot=True)
        pen.fill(box(x - 6, -70, x + 6, -52, 3), light, spot=True)


def car(pen: Pen, colour: int, light: int):
    """A small car from the side: a round roof, two windows, two big wheels."""
    top = curve((-40, -38), (-32, -66, -14, -66), (8, -66), (24, -66, 36, -38))
    top.close()
    pen.fill(top, colour, spot=True)
    for left, right, lean in ((-29, -4, 7), (3, 26, -7)):
        low, high = (left, right), (left + max(lean, 0), right + min(lean, 0))
        pen.fill(polygon((low[0], -39), (high[0], -58), (high[1], -58), (low[1], -39)), light, spot=True)
    pen.fill(box(-60, -41, 60, -11, 11), (mix(colour, 0xFFFFFF, 0.10), _shade(colour)), spot=True)
    pen.fill(circle(54, -29, 5.5), 0xFFE27A, spot=True)
    for x in (-33, 33):
        pen.fill(circle(x, -13, 15), 0x2A2630, spot=True)
        pen.fill(circle(x, -13, 6.5), 0xD9D6DC, spot=True, outline=False)


THINGS = {"cabin": cabin, "boat": boat, "balloon": balloon, "tree": tree, "lighthouse": lighthouse, "windmill": windmill,
          "castle": castle, "car": car}
SIZES = {"cabin": 1.05, "boat": 1.12, "balloon": 0.88, "tree": 1.08, "lighthouse": 0.98, "windmill": 0.98, "castle": 0.98,
         "car": 1.0}
FOOTINGS = {"cabin": 66, "tree": 44, "lighthouse": 46, "windmill": 54, "castle": 70, "car": 70}  # half widths of the islets they need on a lake
