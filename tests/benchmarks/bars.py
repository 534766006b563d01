"""The bars: how many times its floor a row may take, and how each was chosen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """The most that the ratio of medians and that of 95th percentiles may be; None where there is no such bar."""

    rows: str
    median: float | None
    p95: float | None
    reason: str


FIRST_PAINT = Bar("first paint", 9, None, "")
GROWTH = Bar("first paint of growing frames", 1.2, None, "")
SLOW_FILE = Bar("first picture of files without overviews", 1.2, None, "")
PANS = {layout: Bar(f"pan, {layout}", 9, 9, "") for layout in ("two panes", "four panes", "nine panes")}
ZOOM = Bar("zoom", 9, 9, "")
STRETCH = Bar("stretch step, three bands or one", 9, 9, "")
COMPARING = Bar("comparing", 9, 9, "")
SOMETHING = Bar("jump, something", 9, None, "")
SHARP = Bar("jump, sharp", 1.3, None, "")
LONGEST_FRAME = Bar("flight, longest frame", 9, None, "")
LABELS_PANNED = Bar("labels, panned", None, 9, "")
HIT = Bar("hit test", None, 9, "")
OPEN_EMPTY = Bar("open an empty project", 9, None, "")
OPEN_BIG = Bar("open the big project", 9, None, "")
EDIT_IN_FILE = Bar("one edit in the file", 1.5, 1.5, "")
EDIT_SEEN = Bar("one edit, seen", None, 9, "")
UNDO = Bar("undo of 10,000 labels", 9, None, "")
SNAP = Bar("snap", None, 9, "")
CUT_OUT = Bar("cut out", None, 9, "")
ALIKE = Bar("more like it", None, 9, "")
QGIS = Bar("beside QGIS", 0.4, None, "")

ALL = (
    FIRST_PAINT, GROWTH, SLOW_FILE, *PANS.values(), ZOOM, STRETCH, COMPARING, SOMETHING, SHARP, LONGEST_FRAME,
    LABELS_PANNED, HIT, OPEN_EMPTY, OPEN_BIG, EDIT_IN_FILE, EDIT_SEEN, UNDO, SNAP, CUT_OUT, ALIKE, QGIS,
)  # fmt: skip
