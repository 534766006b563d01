"""Which bands of a frame are red, green, blue, near infrared and panchromatic, and the looks that follow from them."""

import re
from collections.abc import Sequence

from basewatch_gui.model.look import Look

_NIR = re.compile(r"\bnir[ -]?1?\b|near[ -]?infra-?red|^n$|^b0?8$", re.IGNORECASE)
_PAN = re.compile(r"\bpan\b|panchromatic|^p$", re.IGNORECASE)


def band_roles(names: Sequence[str], dtype: str, display: tuple[int, int, int]) -> dict[str, int]:
    """Return bands (from 0) by role: `red`, `green`, `blue`, `nir` and `pan`, those of them that there are.

    Red, green and blue are the bands displayed, where they differ. The other two are recognised by their names, else
    the near infrared by count and type, as sources/band_layout.py recognises colours: the last of four bands in 16
    bits, the seventh of eight.
    """
    roles: dict[str, int] = {}
    if len(set(display)) == 3:
        roles = dict(zip(("red", "green", "blue"), display, strict=True))
    for role, pattern in (("nir", _NIR), ("pan", _PAN)):
        found = next((at for at, name in enumerate(names) if pattern.search(name.strip())), None)
        if found is not None:
            roles[role] = found
    if "nir" not in roles and roles and "pan" not in roles:
        by_count = {4: 3, 8: 6}.get(len(names))
        if by_count is not None and (len(names) == 8 or dtype == "uint16") and by_count not in roles.values():
            roles["nir"] = by_count
    return roles


def shipped_looks(roles: dict[str, int], bands: int) -> tuple[Look, ...]:
    """Return the looks that such bands allow, named `natural`, `sharp`, `infrared`, `pan`, `grey` and `colours`.

    `grey` and `colours` show one band: the panchromatic, else the green one, else the first.
    """
    looks = []
    if {"red", "green", "blue"} <= roles.keys():
        natural = (roles["red"], roles["green"], roles["blue"])
        looks.append(Look(name="natural", bands=natural))
        if "pan" in roles:
            looks.append(Look(name="sharp", bands=natural, sharpening="brovey", pan=roles["pan"]))
        if "nir" in roles:
            looks.append(Look(name="infrared", bands=(roles["nir"], roles["red"], roles["green"])))
    one = roles.get("pan", roles.get("green", 0))
    if "pan" in roles and bands > 1:
        looks.append(Look(name="pan", bands=(one,)))
    else:
        looks.append(Look(name="grey", bands=(one,)))
    looks.append(Look(name="colours", bands=(one,), colour_map="viridis"))
    return tuple(looks)
