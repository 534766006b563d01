"""What may confuse at the moment, and what puts it right."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from basewatch_gui.widgets.texts import frame_title

if TYPE_CHECKING:
    from basewatch_gui.widgets.window.main_window import MainWindow
    from basewatch_gui.widgets.window.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence, and the button that puts it right: its text, and what it does."""

    text: str
    button: str = ""
    deed: Callable[[], object] = bool


def notices(window: "MainWindow", workspace: "Workspace") -> list[Notice]:
    """All that holds now, what hides labels first."""
    return [*_hidden(window, workspace), *_views(window, workspace), *_frames(window, workspace)]


def _hidden(window: "MainWindow", workspace: "Workspace") -> Iterator[Notice]:
    session, actions, docks = workspace.session, window.actions_by_name, window.docks
    if session.file.read_only:
        yield Notice(
            _tr("Nothing can be changed here. {reason}").format(reason=session.file.read_only_reason),
            _tr("Save a copy…"),
            actions["save_copy"].trigger,
        )
    if actions["hide_labels"].isChecked():
        yield Notice(_tr("Labels are hidden."), _tr("Show"), actions["hide_labels"].trigger)
    for author in sorted(session.reviewing.hidden_authors):
        yield Notice(
            _tr("The labels of {author} are hidden.").format(author=author),
            _tr("Show"),
            lambda author=author: session.reviewing.hide(author, hidden=False),  # type: ignore[misc]
        )
    if docks.labels is not None and docks.labels.filter.text().strip():
        asked = docks.labels.filter.text().strip()
        yield Notice(
            _tr("The table of labels lists only “{query}”.").format(query=asked),
            _tr("List all"),
            docks.labels.filter.clear,
        )


def _views(window: "MainWindow", workspace: "Workspace") -> Iterator[Notice]:
    session, actions = workspace.session, window.actions_by_name
    if not session.view.locked and len(workspace.grid.panes) > 1:
        yield Notice(
            _tr("The panes are unlocked: each looks where it was moved."), _tr("Lock"), actions["lock"].trigger
        )
    if session.comparing.mode is not None:
        yield Notice(_tr("A pane shows two dates at once."), _tr("Stop"), session.comparing.stop)
    turned = workspace.grid.active.viewpoint.rotation_deg
    if abs(turned) > 0.5:
        text = _tr("North is not at the top: the view is turned by {angle:.0f}°.").format(angle=turned)
        yield Notice(text, _tr("North up"), actions["north_up"].trigger)


def _frames(window: "MainWindow", workspace: "Workspace") -> Iterator[Notice]:
    session, frames = workspace.session, workspace.session.project.frames
    for frame_id in dict.fromkeys(workspace.grid.shown):
        frame = frames.get(frame_id) if frame_id is not None else None
        if frame is None:
            continue
        name, key = frame_title(frame), frame.id
        if workspace.care.knows(key):
            yield Notice(
                _tr("{name}: the file is not where it was.").format(name=name),
                _tr("Locate…"),
                lambda key=key: workspace.care.locate(key),  # type: ignore[misc]
            )
        if not session.project.ground_map(key).is_georeferenced and frame.gsd_m is None:
            yield Notice(
                _tr("{name} has no scale: nothing on it can be measured, checked or stamped.").format(name=name),
                _tr("Pixel size…"),
                lambda key=key: window.attempt(  # type: ignore[misc]
                    lambda: window.project_commands.ask_pixel_size([key])
                ),
            )
        if key == session.pyramids.making:
            yield Notice(
                _tr("{name} is being prepared and slow to read until then: see the bar below.").format(name=name)
            )
        elif key in session.pyramids.needed:
            yield Notice(
                _tr("{name} is not prepared and slow to read.").format(name=name),
                _tr("Prepare"),
                lambda key=key: session.pyramids.make(key),  # type: ignore[misc]
            )
        changed = _changed_look(workspace, key)
        if changed:
            yield Notice(
                _tr("{name} is shown {changes}.").format(name=name, changes=", ".join(changed)),
                _tr("Reset look"),
                lambda key=key: session.looks.reset(key),  # type: ignore[misc]
            )


def _changed_look(workspace: "Workspace", frame_id: int) -> list[str]:
    look = workspace.session.looks.look(frame_id)
    parts = {
        _tr("inverted"): look.invert,
        _tr("with gamma {gamma:g}").format(gamma=look.gamma): look.gamma != 1.0,
        _tr("with limits set by hand"): look.mode == "manual",
        _tr("as bright as another date"): look.mode == "matched",
        _tr("in other bands or colours"): bool(look.bands) or look.colour_map != "grey",
    }
    return [text for text, holds in parts.items() if holds]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Notices", text)
