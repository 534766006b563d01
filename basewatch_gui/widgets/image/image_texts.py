"""User texts of looks, bands, colour maps and methods of choosing limits."""

from PySide6.QtCore import QCoreApplication

_tr = QCoreApplication.translate


def look_name(name: str) -> str:
    """Return the name of a look: a shipped one in the user's language, a saved one unchanged."""
    names = {
        "natural": _tr("Looks", "Natural colour"),
        "sharp": _tr("Looks", "Natural colour, pan-sharpened"),
        "infrared": _tr("Looks", "Colour infrared"),
        "pan": _tr("Looks", "Panchromatic"),
        "grey": _tr("Looks", "One band, grey"),
        "colours": _tr("Looks", "One band, colour map"),
        "": _tr("Looks", "Own look"),
    }
    return names.get(name, name)


def mode_name(mode: str) -> str:
    """Return the name of a method of choosing limits."""
    names = {
        "percentile": _tr("Looks", "Percentiles"),
        "sigma": _tr("Looks", "Mean ± σ"),
        "minmax": _tr("Looks", "Least and greatest"),
        "manual": _tr("Looks", "By hand"),
        "matched": _tr("Looks", "Matched"),
    }
    return names[mode]


def colour_map_name(name: str) -> str:
    """Return the name of a colour map."""
    return _tr("Looks", "Grey") if name == "grey" else name.capitalize()


def sharpening_name(name: str) -> str:
    """Return the name of a method of pan-sharpening."""
    names = {
        "off": _tr("Looks", "Off"),
        "brovey": _tr("Looks", "Brovey"),
        "weighted": _tr("Looks", "Weighted"),
    }
    return names[name]


def channel_names(count: int) -> tuple[str, ...]:
    """Return the names of three channels (red, green, blue), or of the only one."""
    if count == 3:
        return (_tr("Looks", "Red"), _tr("Looks", "Green"), _tr("Looks", "Blue"))
    return (_tr("Looks", "Band"),)


def band_text(at: int, names: tuple[str, ...]) -> str:
    """Return a band's number from 1 with its name, if it has one of its own; `at` counts from 0."""
    name = names[at]
    return name if name == f"Band {at + 1}" else f"{at + 1} {name}"
