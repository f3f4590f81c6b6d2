"""The colours of the world, as 0xRRGGBB, for each time of day."""

THING_COLOURS = {
    "red": 0xE2322C,
    "yellow": 0xFDB813,
    "green": 0x2AA84A,
    "blue": 0x1F5FE0,
    "purple": 0x8A35C9,
    "white": 0xFBF8F2,
    "pink": 0xFF78A9,
    "black": 0x24242E,
}

# sky: from top to horizon. Every ground: from the horizon to the foreground. Backdrops: light side, dark side.
TIMES = {
    "morning": {
        "sky": (0x86C5EC, 0xF7DCDD, 0xFFEBB5), "sun": 0xFFF9DC, "cloud": 0xFFF6F1,
        "mountains": (0xB4ACD3, 0x918CBF), "cap": 0xFFF6F0, "hills": (0xA8D0A4, 0x86BB94), "forest": (0x6FA892, 0x4F8C7E),
        "meadow": (0xC4E297, 0x86C271), "lake": (0xD3EDEA, 0x7FBFDA), "snow": (0xFFFBF7, 0xE6E0F0),
        "desert": (0xFCE6B8, 0xEBBE88), "flowers": (0xB58BE4, 0x9ACB86), "beach": (0xFFF3D8, 0xF3D6A6),
        "pine": (0x4F8F78, 0x3B7666),
        "light": 0xBFE3F2, "paper": 0xFFE1DD, "ink": 0x4A3A4C,
    },
    "day": {
        "sky": (0x2F8FE6, 0x7CC3F5, 0xCDECFB), "sun": 0xFFE45C, "cloud": 0xFFFFFF,
        "mountains": (0x8AA3C6, 0x617CA5), "cap": 0xFFFFFF, "hills": (0x6DBE75, 0x4BA064), "forest": (0x2F8459, 0x1F6A4A),
        "meadow": (0x9EDB5E, 0x4FAE42), "lake": (0x7FD3F2, 0x1E80CC), "snow": (0xFFFFFF, 0xD3E5F8),
        "desert": (0xFAD98C, 0xE3A550), "flowers": (0x8F57DB, 0x66B84F), "beach": (0xFFF0C2, 0xF2D08A),
        "pine": (0x23764C, 0x175B3C),
        "light": 0xBFE6F7, "paper": 0xFDFAF2, "ink": 0x2B2D3A,
    },
    "sunset": {
        "sky": (0x5A2C8C, 0xEE5578, 0xFFBD4A), "sun": 0xFFEFA6, "cloud": 0xFF9AA0,
        "mountains": (0x8C5488, 0x633770), "cap": 0xFFC9AE, "hills": (0xA3566A, 0x7F4160), "forest": (0x5B3258, 0x45264A),
        "meadow": (0x9C9A3C, 0x59682B), "lake": (0xFFAE6B, 0x8A4790), "snow": (0xFFE0D2, 0xDBA9BF),
        "desert": (0xF7984F, 0xB9542F), "flowers": (0xA546B4, 0x77772F), "beach": (0xFFCF94, 0xDB8F66),
        "pine": (0x40304C, 0x31233D),
        "light": 0xFFE27A, "paper": 0xFBB07A, "ink": 0x43203C,
    },
    "night": {
        "sky": (0x0A0F38, 0x182862, 0x34528F), "sun": 0xFFF4C9, "cloud": 0x3B4F8C,
        "mountains": (0x3F5494, 0x2A3C78), "cap": 0xB7C9F0, "hills": (0x23566A, 0x1B4459), "forest": (0x15395A, 0x0F2B48),
        "meadow": (0x23685A, 0x12392F), "lake": (0x3D68B8, 0x10265A), "snow": (0xA9BDE8, 0x6F87C4),
        "desert": (0x96735F, 0x583E3A), "flowers": (0x6445B8, 0x1C5148), "beach": (0xB5A591, 0x7F7474),
        "pine": (0x0E2C3A, 0x09202C),
        "light": 0xFFDD6B, "paper": 0x1D2650, "ink": 0xF4ECD6,
    },
    "storm": {
        "sky": (0x333F50, 0x5B6E7E, 0x9DB0AE), "sun": 0xFFF6A8, "cloud": 0x475564,
        "mountains": (0x6F7F8C, 0x525F6E), "cap": 0xC9D5DA, "hills": (0x5E8272, 0x466A61), "forest": (0x3A5F5B, 0x2B4A4A),
        "meadow": (0x7F9F62, 0x4A7048), "lake": (0x8AA9B0, 0x3F6273), "snow": (0xDDE6EA, 0xA9BAC4),
        "desert": (0xBDA57C, 0x846F57), "flowers": (0x7562A8, 0x567A50), "beach": (0xD8CCAE, 0xA89A80),
        "pine": (0x2F554C, 0x23433E), "light": 0xFFE27A, "paper": 0xC3CFD2, "ink": 0x26313C,
    },
}


def mix(a: int, b: int, t: float) -> int:
    """The colour t of the way from a to b."""
    channels = [(a >> s & 255) + ((b >> s & 255) - (a >> s & 255)) * t for s in (16, 8, 0)]
    return int(channels[0] + 0.5) << 16 | int(channels[1] + 0.5) << 8 | int(channels[2] + 0.5)


def thing_colour(name: str, time: str) -> int:
    """A thing's colour in the light of that time: only lightly tinted, so that white stays white and red stays red."""
    if name == "black" and time == "night":
        return 0x2C2C3C  # a little lighter, or it would be lost
    light, strength = {"morning": (0xFFE9D6, 0.08), "day": (0xFFFFFF, 0.0),
                       "sunset": (0xFF8A50, 0.10), "night": (0x0B1340, 0.16), "storm": (0x3A4A5A, 0.10)}[time]
    return mix(THING_COLOURS[name], light, strength)
