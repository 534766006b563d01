"""Reflectance of the demo's materials, as shares of sunlight in four bands: plausible figures, not measured ones."""

import numpy as np
from numpy.typing import NDArray

BANDS = ("blue", "green", "red", "near infrared")

Reflectance = NDArray[np.float32]
"""Reflectance in the order of `BANDS`."""

SKYLIGHT = {"blue": 0.36, "green": 0.28, "red": 0.23, "near infrared": 0.15}
"""Share of the light that still reaches a shadow: the sky is blue."""

PAVED = {"blue": 0.86, "green": 0.98, "red": 1.06, "near infrared": 1.18}
"""Spectrum of concrete and asphalt about its brightness."""

PAINT_REFLECTANCES = {
    "white": {"blue": 0.58, "green": 0.62, "red": 0.63, "near infrared": 0.62},
    "yellow": {"blue": 0.12, "green": 0.34, "red": 0.46, "near infrared": 0.5},
}
BARE_SOIL = {"blue": 0.135, "green": 0.185, "red": 0.24, "near infrared": 0.32}


def _colour(*values: float) -> Reflectance:
    return np.array(values, np.float32)


LIVERIES: dict[str, Reflectance] = {
    "white": _colour(0.45, 0.46, 0.45, 0.43),
    "light grey": _colour(0.40, 0.41, 0.405, 0.39),
    "grey": _colour(0.355, 0.365, 0.36, 0.345),
    "dark": _colour(0.085, 0.095, 0.092, 0.12),
    "olive": _colour(0.092, 0.128, 0.105, 0.22),
    "zinc": _colour(0.29, 0.31, 0.31, 0.33),
    "pale roof": _colour(0.36, 0.40, 0.42, 0.43),
    "flat roof": _colour(0.22, 0.26, 0.29, 0.32),
    "rust": _colour(0.09, 0.125, 0.20, 0.25),
    "white tank": _colour(0.56, 0.57, 0.56, 0.54),
    "plastic": _colour(0.36, 0.38, 0.38, 0.42),
    "dark metal": _colour(0.07, 0.075, 0.075, 0.085),
    "wood": _colour(0.13, 0.20, 0.28, 0.36),
    "earth": _colour(0.080, 0.118, 0.135, 0.30),
    "tree": _colour(0.040, 0.068, 0.050, 0.36),
}

PART_BRIGHTNESS: dict[str, float] = {
    "wing": 0.93,
    "engine": 0.80,
    "fin": 0.92,
    "deck": 0.62,
    "shelter": 1.10,
    "canister": 1.35,
    "rim": 0.88,
    "wall": 0.75,
}
"""Brightness of a kind of part relative to the livery."""

OWN_COLOURS: dict[str, Reflectance] = {
    "glass": _colour(0.050, 0.048, 0.045, 0.045),
    "rotor": _colour(0.060, 0.062, 0.062, 0.07),
    "tyre": _colour(0.04, 0.04, 0.04, 0.05),
    "bay": _colour(0.025, 0.025, 0.025, 0.025),
    "ramp": _colour(0.17, 0.18, 0.18, 0.18),
    "array": _colour(0.055, 0.070, 0.065, 0.12),
    "hub": _colour(0.10, 0.105, 0.10, 0.12),
}
"""Reflectance of parts that look the same under any livery."""

ROUND_KINDS = frozenset({"body", "engine"})
"""Kinds of parts whose upper side is round."""


def part_reflectance(kind: str, livery: str) -> Reflectance:
    """Return a part's reflectance: its kind's own colour, else the livery's; KeyError if that livery is unknown."""
    own = OWN_COLOURS.get(kind)
    return own if own is not None else LIVERIES[livery] * np.float32(PART_BRIGHTNESS.get(kind, 1.0))


def vegetation_table(band: str) -> NDArray[np.float32]:
    """Return a table of 256: reflectance of open ground in a band, by dryness 0 (winter grass) to 255 (dry soil)."""
    dryness = [0.0, 70.0, 130.0, 190.0, 255.0]
    values = {
        "blue": [0.040, 0.053, 0.074, 0.102, 0.135],
        "green": [0.080, 0.094, 0.116, 0.150, 0.190],
        "red": [0.062, 0.088, 0.130, 0.184, 0.245],
        "near infrared": [0.42, 0.34, 0.27, 0.28, 0.34],
    }[band]
    return np.interp(np.arange(256), dryness, values).astype(np.float32)
