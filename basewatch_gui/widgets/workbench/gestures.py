"""What the mouse and the keys do that are no actions: they can't be changed, and no action may take them."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence


@dataclass(frozen=True, slots=True)
class Gesture:
    """One gesture: under which heading it is listed, what is done, what follows, and the keys that it takes.

    `names` are the words by which help pages speak of it.
    """

    place: str
    names: tuple[str, ...]
    help: str
    keys: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What is done, in one line."""
        return ", ".join(self.names)


def gestures() -> tuple[Gesture, ...]:
    """Return all gestures, in the order in which they are listed."""
    return _held() + _over_a_pane() + _in_fields() + _while_drawing() + _mouse()


@cache
def gesture_keys() -> dict[str, str]:
    """Return what each key is for that no action may take, by its portable name."""
    return {QKeySequence(key).toString(): gesture.help for gesture in gestures() for key in gesture.keys}


def _held() -> tuple[Gesture, ...]:
    place = _tr("Held keys")
    return (
        Gesture(place, ("1 … 9",), _tr("Take the category with this key and its tool; held, stamp it by a drag."),
                tuple("123456789")),
        Gesture(place, ("Space",), _tr("Held: drag to pan, also in the middle of a drawing."), ("Space",)),
        Gesture(place, ("T",), _tr("Held: labels are hidden."), ("T",)),
        Gesture(place, ("B",), _tr("Held: the other date is shown."), ("B",)),
    )  # fmt: skip


def _over_a_pane() -> tuple[Gesture, ...]:
    place = _tr("Keys over a pane")
    return (
        Gesture(place, ("Enter",), _tr("Finish a drawing with what is there; accept the current suggestion."),
                ("Return", "Enter")),
        Gesture(place, ("Shift+Enter",), _tr("Accept all suggestions in view."), ("Shift+Return", "Shift+Enter")),
        Gesture(place, ("Backspace",), _tr("Take the last point of a drawing back."), ("Backspace",)),
        Gesture(place, ("Esc",), _tr("Give up what is under way: drawing, drag, suggestions, comparison, walk."),
                ("Esc",)),
        Gesture(place, ("Tab",), _tr("Go to the next suggestion, or the next label."), ("Tab",)),
        Gesture(place, ("Shift+Tab",), _tr("Go to the suggestion or label before."), ("Shift+Tab", "Backtab")),
        Gesture(place, ("Arrows",), _tr("Move the selected labels by a pixel."), ("Left", "Right", "Up", "Down")),
        Gesture(place, ("Shift+arrows",), _tr("Move the selected labels by ten pixels."),
                ("Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down")),
    )  # fmt: skip


def _in_fields() -> tuple[Gesture, ...]:
    place = _tr("Keys in a field")
    return (
        Gesture(place, ("Ctrl+P",), _tr("In an attribute: labels drawn next start with its value."), ("Ctrl+P",)),
        Gesture(place, ("Ctrl+Enter",), _tr("In Find category: give the selected labels the category found.")),
    )


def _while_drawing() -> tuple[Gesture, ...]:
    place = _tr("While drawing")
    return (
        Gesture(place, ("Shift",), _tr("Held: directions snap to 15°.")),
        Gesture(place, ("Ctrl",), _tr("Held: the heading drawn last is kept.")),
        Gesture(place, ("Right click",), _tr("Finish a polygon, or end a measured path.")),
    )


def _mouse() -> tuple[Gesture, ...]:
    place = _tr("Mouse")
    return (
        Gesture(place, ("Wheel",), _tr("Zoom at the pointer; or scroll, if View says so.")),
        Gesture(place, ("Ctrl+wheel",), _tr("Zoom in finer steps; or zoom, where the wheel scrolls.")),
        Gesture(place, ("Alt+wheel",), _tr("Turn the view about the pointer.")),
        Gesture(place, ("Shift+wheel",), _tr("While comparing, move the swipe's edge, the fade or the rate.")),
        Gesture(place, ("Middle drag",), _tr("Pan, whatever tool is in the hand.")),
        Gesture(place, ("Two fingers", "Pinch"), _tr("On a trackpad: pan, zoom.")),
        Gesture(place, ("Back button", "Forward button"), _tr("Look from the place before, or return from it.")),
        Gesture(place, ("Shift+click",), _tr("Add a label to the selection, or take it away.")),
        Gesture(place, ("Double-click",), _tr("Go to the label's attributes; on the tail, finish an oriented box.")),
        Gesture(place, ("Alt+click",), _tr("On a selected polygon's edge add a vertex; on a vertex take it away.")),
        Gesture(place, ("Alt+drag",), _tr("Of an edge or a corner: the centre of the box or the frame stays.")),
        Gesture(place, ("Ctrl+drag",), _tr("With the hand: nudge this frame; at the keypoint of a nose: turn all.")),
        Gesture(place, ("Drag a title",), _tr("Swap two panes; a double-click maximises, a right click has more.")),
    )  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("Gestures", text)
