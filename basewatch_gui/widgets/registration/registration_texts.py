"""The words of the dock Registration."""

from PySide6.QtCore import QCoreApplication

from basewatch_gui.geometry.transform_fit import LEAST_PAIRS, Fit, FitModel
from basewatch_gui.imagery.registration.proposal import Proposal

_tr = QCoreApplication.translate


def model_name(model: str) -> str:
    """Return the name of a registration model."""
    names = {
        "shift": _tr("Registration", "Shift"),
        "similarity": _tr("Registration", "Similarity"),
        "affine": _tr("Registration", "Affine"),
    }
    return names.get(model, model)


def length_text(metres: float) -> str:
    """Return a length with as many places as matter."""
    return f"{metres:.2f} m" if metres < 100 else f"{metres:.0f} m"


def rms_text(fit: Fit | None, px_m: float) -> str:
    """Return the root mean square of the residuals in pixels and metres."""
    if fit is None or not fit.is_checked:
        return ""
    return _tr("Registration", "RMS {px:.2f} px, {metres}").format(px=fit.rms / px_m, metres=length_text(fit.rms))


def advice_text(fit: Fit | None, complete: int, offered: tuple[FitModel, ...]) -> str:
    """Return a sentence on what to do next about the points."""
    if complete == 0:
        return _tr("Registration", "Pick a place in one pane, then the same place in the other.")
    if fit is None:
        return _tr("Registration", "No point counts: tick one.")
    if not fit.is_checked:
        more = LEAST_PAIRS[fit.model] + 1 - len(fit.residuals)
        return _tr("Registration", "Fits exactly: {count} more point shows how good it is.").format(count=more)
    if "affine" not in offered and complete >= LEAST_PAIRS["affine"]:
        return _tr("Registration", "The points lie on one line: spread them for an affine.")
    return ""


def verdict_text(proposal: Proposal) -> str:
    """Return the name of a verdict on a proposal."""
    return {
        "good": _tr("Registration", "Good match"),
        "doubtful": _tr("Registration", "Doubtful: look before you apply it"),
        "no match": _tr("Registration", "No match"),
    }[proposal.verdict]


def why_text(proposal: Proposal) -> str:
    """Return the reason for the verdict in one sentence."""
    return {
        "agrees": _tr("Registration", "It agrees all over the common ground."),
        "no overlap": _tr("Registration", "The frames have no common ground: place one by two tie points first."),
        "not alike": _tr("Registration", "Too little is alike: pick tie points by eye."),
        "few windows": _tr("Registration", "Only a few windows could be compared."),
        "windows disagree": _tr("Registration", "Most windows say something else."),
        "one corner": _tr("Registration", "What agrees lies in one part of the common ground."),
        "rough": _tr("Registration", "The windows differ by more than a pixel."),
        "far": _tr("Registration", "It moves the frame far."),
    }[proposal.why]


def facts(proposal: Proposal) -> list[tuple[str, str]]:
    """Return names and values of a proposal's evidence."""
    residual = _tr("Registration", "{px:.2f} px, {metres}").format(
        px=proposal.rms_px, metres=length_text(proposal.rms_m)
    )
    windows = _tr("Registration", "{agreeing} of {all} windows").format(
        agreeing=proposal.agreeing, all=proposal.windows
    )
    features = _tr("Registration", "{agreeing} of {all} features").format(
        agreeing=proposal.matched, all=proposal.features
    )
    found = features if proposal.method == "features" else _tr("Registration", "correlation")
    return [
        (_tr("Registration", "Moves"), f"{length_text(proposal.moved_m)}, {model_name(proposal.model).lower()}"),
        (_tr("Registration", "Residual"), residual),
        (_tr("Registration", "Agree"), windows),
        (_tr("Registration", "Spread"), _tr("Registration", "{percent} % of the common ground").format(
            percent=round(100 * proposal.covered))),
        (_tr("Registration", "Found by"), found),
    ]  # fmt: skip
