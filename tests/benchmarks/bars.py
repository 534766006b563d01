"""The bars: how many times its floor a row may take, and how each was chosen.

Rows that had a bar in milliseconds have one that is as tight or tighter: the old bar, divided by the floor on the
machine where the old one was met, or a quarter more than the most that had been measured, whichever is less.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """The most that the ratio of medians and that of 95th percentiles may be; None where there is no such bar."""

    rows: str
    median: float | None
    p95: float | None
    reason: str


FIRST_PAINTS = (
    Bar("first paint, 8-bit", 2.6, None, "1.5 x *read* + 25 ms where *read* took 15 ms and *compose* 3: 48 / 18.4"),
    Bar("first paint, 16-bit", 3.05, None, "the same where *read* took 10 ms: 39.7 / 13; it was missed there too"),
)
GROWTH = Bar("first paint of growing frames", 1.2, None, "as before: it was a ratio")
SLOW_FILE = Bar("first picture of files without overviews", 1.2, None, "as before: it was a ratio")

_PAN_OLD = "8 and 16 ms (p95)"
PANS = {
    (layout, scale, rotation): Bar(
        f"pan, {layout}, {scale:g} px a px, {rotation:g} deg",
        median,
        p95,
        f"{_PAN_OLD}, where *compose* took {floor} ms: at most {8 / floor:.2f}; measured up to {most}, p95 {most_p95}",
    )
    for layout, scale, rotation, median, p95, floor, most, most_p95 in (
        ("two panes", 1.0, 0.0, 0.8, 0.85, 9.6, 0.64, 0.68),
        ("two panes", 1.0, 30.0, 1.15, 1.3, 6.6, 0.94, 1.04),
        ("two panes", 1.6, 0.0, 0.64, 0.8, 12.5, 0.56, 0.61),
        ("two panes", 1.6, 30.0, 0.95, 1.05, 7.7, 0.76, 0.82),
        ("four panes", 1.0, 0.0, 1.05, 1.1, 7.5, 1.04, 0.86),
        ("four panes", 1.0, 30.0, 1.3, 1.45, 6.1, 1.09, 1.18),
        ("four panes", 1.6, 0.0, 0.71, 1.0, 11.3, 0.76, 0.79),
        ("four panes", 1.6, 30.0, 1.1, 1.35, 7.3, 1.11, 1.09),
        ("nine panes", 1.0, 0.0, 1.5, 2.3, 5.2, 1.65, 2.18),
        ("nine panes", 1.0, 30.0, 1.28, 2.1, 6.2, 1.55, 1.7),
        ("nine panes", 1.6, 0.0, 1.2, 1.65, 6.6, 1.4, 1.7),
        ("nine panes", 1.6, 30.0, 1.0, 1.45, 8.0, 1.32, 1.28),
    )
}
ZOOMS = {
    rotation: Bar(
        f"zoom, {rotation:g} deg", median, p95, f"{_PAN_OLD}, where *compose* took {floor} ms; missed there too"
    )
    for rotation, median, p95, floor in ((0.0, 1.15, 1.9, 7.0), (30.0, 1.35, 2.2, 6.0))
}
STRETCHES = {
    "three bands": Bar("stretch step, three bands", 0.55, 0.6, "16 ms allowed 1.1; measured 0.44, p95 0.45"),
    "one band, colour map": Bar("stretch step, one band", 1.05, 1.1, "16 ms allowed 3.2; measured 0.84, p95 0.88"),
}
COMPARING = {
    (is_zoom, frames): Bar(rows, median, p95, f"16 ms allowed {allowed}; measured up to {most}, p95 {most_p95}")
    for is_zoom, frames, rows, median, p95, allowed, most, most_p95 in (
        (False, 1, "comparing off or flickering, pan", 1.3, 1.9, 5.0, 1.05, 1.51),
        (False, 2, "comparing two frames, pan", 1.25, 1.3, 2.0, 0.99, 1.02),
        (True, 1, "comparing off or flickering, zoom", 2.65, 2.4, 4.7, 2.13, 1.9),
        (True, 2, "comparing two frames, zoom", 1.85, 1.85, 1.86, 1.57, 1.6),
    )
}
SOMETHING = Bar("jump, something", 7.5, None, "30 ms allowed 9.7; measured 5 to 6")
SHARP = Bar("jump, sharp", 1.3, None, "as before: it was a ratio, and was missed")
LONGEST_FRAME = Bar("flight, longest frame", 3.3, None, "33 ms allowed 3.3; measured 2.1 to 3.1")
LABELS_PANNED = Bar("labels, panned", None, 5.2, "4 ms allowed 5.2; measured 2.5 to 4.4")
HIT = Bar("hit test", None, 3.0, "2 ms allowed 14; measured 1.9 and 2, and 2.7 on a busy machine")
OPEN_EMPTY = Bar("open an empty project", 1.9, None, "had none; measured 1.5")
OPEN_BIG = Bar("open the big project", 2.75, None, "500 ms more than an empty one, which took 287; measured 2.3 to 2.5")
EDIT_IN_FILE = Bar("one edit in the file", 1.5, 1.5, "as before: it was a ratio")
EDIT_SEEN = Bar("one edit, seen", None, 4.5, "15 ms where the floor took 3.3: 4.5; it was missed there too")
UNDO = {
    "moved": Bar("undo, moved", 17, None, "300 ms allowed 21; measured 13.6"),
    "retyped": Bar("undo, retyped", 19, None, "300 ms allowed 20; measured 14 and 16"),
    "deleted": Bar("undo, deleted", 10.5, None, "300 ms allowed 10.6; measured 9.1"),
}
SNAP = Bar("snap", None, 8.4, "500 ms allowed 13; measured 6.7 and 7.2")
CUT_OUT = Bar("cut out", None, 2.0, "500 ms allowed 3.9; measured 1.6")
ALIKE = Bar("more like it", None, 1.35, "2 s allowed 1.6; measured 1 and 1.07")
QGIS_FIRST = Bar("beside QGIS, first view", 1.25, None, "had none; measured 0.48 to 1.21")
QGIS_PAN = Bar("beside QGIS, pan", 0.3, 0.35, "had none; measured 0.1 and 0.23, p95 0.28")

ALL = (
    *FIRST_PAINTS, GROWTH, SLOW_FILE, *PANS.values(), *ZOOMS.values(), *STRETCHES.values(), *COMPARING.values(),
    SOMETHING, SHARP, LONGEST_FRAME, LABELS_PANNED, HIT, OPEN_EMPTY, OPEN_BIG, EDIT_IN_FILE, EDIT_SEEN,
    *UNDO.values(), SNAP, CUT_OUT, ALIKE, QGIS_FIRST, QGIS_PAN,
)  # fmt: skip
