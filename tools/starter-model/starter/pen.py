"""A thin layer over Skia: filled shapes that the ink style outlines and washes out."""

import numpy as np
import skia

from .palette import TIMES, mix

WASH = 0.42      # how much of a landscape colour the ink style's wash keeps
PIXELS = 32     # pixels a side of the pixel style
INK_WIDTH = 3.2  # stroke width of the ink style, in 256ths of the picture


def _argb(colour: int, alpha: float = 1.0) -> int:
    return int(alpha * 255 + 0.5) << 24 | colour


class Pen:
    """Draws on a square picture whose side is 256 units, whatever its size in pixels."""

    def __init__(self, size: int, time: str, style: str):
        self.pixels = np.zeros((size, size, 4), np.uint8)
        self.surface = skia.Surface(self.pixels)
        self.canvas = self.surface.getCanvas()
        self.canvas.scale(size / 256, size / 256)
        self.ink = style == "ink"
        self.pixelated = style == "pixel"
        self._paper, self._ink = TIMES[time]["paper"], TIMES[time]["ink"]
        self._quiet = 0

    def colour(self, colour: int, spot: bool = False) -> int:
        """The colour as this style shows it; spot colours (the thing's) keep their strength."""
        return colour if not self.ink or spot else mix(self._paper, colour, WASH)

    def fill(self, path: skia.Path, colours, spot=False, alpha=1.0, outline=True, box=None):
        """Fills a path with one colour, or with a vertical gradient of several; ink adds the outline."""
        colours = (colours,) if isinstance(colours, int) else tuple(colours)
        shown = [self.colour(c, spot) for c in colours]
        paint = skia.Paint(AntiAlias=True)
        if len(shown) == 1 or (self.ink and not spot):
            paint.setColor(_argb(shown[-1], alpha))
        else:
            top, bottom = box or (path.getBounds().top(), path.getBounds().bottom())
            paint.setShader(skia.GradientShader.MakeLinear([(0, top), (0, bottom)], [_argb(c, alpha) for c in shown]))
        self.canvas.drawPath(path, paint)
        if self.ink and outline and not self._quiet:
            self.stroke(path)

    def stroke(self, path: skia.Path, width: float = INK_WIDTH, colour: int | None = None):
        """Draws a line along a path, in ink unless a colour is given."""
        self.canvas.drawPath(path, skia.Paint(
            AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=width, StrokeCap=skia.Paint.kRound_Cap,
            StrokeJoin=skia.Paint.kRound_Join, Color=_argb(self._ink if colour is None else colour)))

    def glow(self, x: float, y: float, radius: float, colour: int, strength: float):
        """A soft round light, left out by the ink style."""
        if self.ink:
            return
        shader = skia.GradientShader.MakeRadial((x, y), radius, [_argb(colour, strength), _argb(colour, 0)])
        self.canvas.drawCircle(x, y, radius, skia.Paint(AntiAlias=True, Shader=shader))

    def mirrored(self, y: float, squash: float, alpha: float, draw):
        """Runs draw() upside down below y, faintly and without outlines: a reflection in water."""
        self.canvas.saveLayerAlpha(None, int(alpha * 255))
        self.canvas.clipRect(skia.Rect.MakeLTRB(-64, y, 320, 256))
        self.canvas.translate(0, y)
        self.canvas.scale(1, -squash)
        self.canvas.translate(0, -y)
        self._quiet += 1
        draw()
        self._quiet -= 1
        self.canvas.restore()

    def at(self, x: float, y: float, scale: float, draw):
        """Runs draw() with the origin moved to (x, y) and everything scaled."""
        self.canvas.save()
        self.canvas.translate(x, y)
        self.canvas.scale(scale, scale)
        draw()
        self.canvas.restore()

    def rgb(self) -> np.ndarray:
        """The picture so far: (size, size, 3) uint8."""
        self.surface.flushAndSubmit()
        order = [2, 1, 0] if self.surface.imageInfo().colorType() == skia.kBGRA_8888_ColorType else [0, 1, 2]
        picture = np.ascontiguousarray(self.pixels[..., order])
        return pixelated(picture) if self.pixelated else picture


def pixelated(picture: np.ndarray, side: int = PIXELS) -> np.ndarray:
    """The picture (size, size, 3) in side x side squares, each of that colour within it that is nearest to its mean."""
    step = picture.shape[0] // side
    squares = picture.reshape(side, step, side, step, 3).swapaxes(1, 2).reshape(side, side, step * step, 3).astype(np.int32)
    distance = ((squares - squares.mean(2, keepdims=True)) ** 2).sum(3)
    chosen = np.take_along_axis(squares, distance.argmin(2)[..., None, None], 2)[:, :, 0]
    return chosen.astype(np.uint8).repeat(step, 0).repeat(step, 1)


def polygon(*points) -> skia.Path:
    """A closed polygon."""
    path = skia.Path()
    path.addPoly([skia.Point(x, y) for x, y in points], True)
    return path


def oval(left, top, right, bottom) -> skia.Path:
    """An ellipse that fills a box."""
    return skia.Path().addOval(skia.Rect.MakeLTRB(left, top, right, bottom))


def circle(x, y, radius) -> skia.Path:
    """A disc."""
    return skia.Path().addCircle(x, y, radius)


def box(left, top, right, bottom, radius=0.0) -> skia.Path:
    """A rectangle, with round corners if asked."""
    return skia.Path().addRoundRect(skia.Rect.MakeLTRB(left, top, right, bottom), radius, radius)


def curve(start, *steps) -> skia.Path:
    """A path of quadratic curves (four numbers a step) and lines (two numbers a step)."""
    path = skia.Path()
    path.moveTo(*start)
    for step in steps:
        path.lineTo(*step) if len(step) == 2 else path.quadTo(*step)
    return path


def ridge(points, bottom=260.0) -> skia.Path:
    """A smooth skyline through points, closed far below."""
    path = skia.Path()
    path.moveTo(points[0][0], bottom)
    path.lineTo(*points[0])
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        mid = (x0 + x1) / 2
        path.cubicTo(mid, y0, mid, y1, x1, y1)
    path.lineTo(points[-1][0], bottom)
    path.close()
    return path
