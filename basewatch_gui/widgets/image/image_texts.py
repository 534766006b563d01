"""The words for looks, bands, colour maps and ways of choosing limits."""

from PySide6.QtCore import QCoreApplication

from basewatch_gui.model.look import Look

_tr = QCoreApplication.translate


def look_name(name: str) -> str:
    """A look's name: that of a shipped one in the user's language, of a saved one as it was given."""
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
    """How limits are chosen."""
    names = {
        "percentile": _tr("Looks", "Percentiles"),
        "sigma": _tr("Looks", "Mean ± σ"),
        "minmax": _tr("Looks", "Least and greatest"),
        "manual": _tr("Looks", "By hand"),
        "matched": _tr("Looks", "Matched"),
    }
    return names[mode]


def colour_map_name(name: str) -> str:
    """A colour map."""
    return _tr("Looks", "Grey") if name == "grey" else name.capitalize()


def sharpening_name(name: str) -> str:
    """A way of pan-sharpening."""
    names = {
        "off": _tr("Looks", "Off"),
        "brovey": _tr("Looks", "Brovey"),
        "weighted": _tr("Looks", "Weighted"),
    }
    return names[name]


def channel_names(count: int) -> tuple[str, ...]:
    """Red, green and blue, or the one band."""
    if count == 3:
        return (_tr("Looks", "Red"), _tr("Looks", "Green"), _tr("Looks", "Blue"))
    return (_tr("Looks", "Band"),)


def band_text(at: int, names: tuple[str, ...]) -> str:
    """A band by its number from 1 and its name, where it has one of its own."""
    name = names[at]
    return name if name == f"Band {at + 1}" else f"{at + 1} {name}"


def look_text(look: Look) -> str:
    """The look in a few words, for the status line."""
    return look_name(look.name)
