"""Looks by name: those that the program brings, and those that the user saved in the project."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from basewatch_gui.imagery.display.band_roles import band_roles, shipped_looks
from basewatch_gui.model.look import Look
from basewatch_gui.session.looks.looks import Looks
from basewatch_gui.session.open_project import OpenProject
from basewatch_gui.session.tiles import TileStore
from basewatch_gui.storage.display_state import DisplayKey


class SavedLooks(QObject):
    """The looks that can be chosen by name."""

    changed = Signal()

    def __init__(self, open_project: OpenProject, tiles: TileStore, looks: Looks) -> None:
        super().__init__(open_project)
        self._open_project = open_project
        self._tiles = tiles
        self._looks = looks
        kept = open_project.file.display.get(DisplayKey.SAVED_LOOKS, tuple[Look, ...]) or ()
        self._saved = {look.name: look for look in kept}

    @property
    def names(self) -> tuple[str, ...]:
        """The names that were saved."""
        return tuple(self._saved)

    def shipped(self, frame_id: int) -> tuple[Look, ...]:
        """Return the program's own looks that the bands of an open frame allow."""
        opened = self._tiles.frame(frame_id)
        if opened is None:
            return ()
        bands = opened.bands
        roles = band_roles(bands.names, opened.top.samples.dtype.name, bands.display)
        return shipped_looks(roles, len(bands.names))

    def offered(self, frame_id: int) -> tuple[Look, ...]:
        """Return the looks that the bands of an open frame allow: those shipped, then those saved."""
        opened = self._tiles.frame(frame_id)
        count = len(opened.bands.names) if opened is not None else 0
        return (*self.shipped(frame_id), *(look for look in self._saved.values() if all(b < count for b in look.bands)))

    def name_of(self, frame_id: int) -> str:
        """Return the name of the frame's look, first that of the file's own look; '' for a look without a name."""
        look = self._looks.look(frame_id)
        if look.name or look.bands or look.sharpening != "off":
            return look.name
        return next((each.name for each in self.shipped(frame_id)), "")

    def save(self, frame_id: int, name: str) -> None:
        """Save the frame's look under a name, with its limits only if they were given by hand."""
        looks = self._looks
        look, opened = looks.look(frame_id), self._tiles.frame(frame_id)
        shown = tuple(opened.bands.kept[band] for band in opened.stretch.bands) if opened is not None else ()
        saved = replace(
            look,
            name=name,
            bands=look.bands or shown,
            mode="percentile" if look.mode == "matched" else look.mode,
            limits=look.limits if look.mode == "manual" else (),
            scope="frame",
            reference=None,
        )
        self._saved[name] = saved
        self._store_saved()
        looks.set_look(frame_id, replace(look, name=name))

    def forget(self, name: str) -> None:
        """Forget a look that was saved."""
        if self._saved.pop(name, None) is not None:
            self._store_saved()

    def choose(self, frame_id: int, look: Look) -> None:
        """Show a frame by one of these looks; a shipped one leaves it the way its limits are chosen."""
        now = self._looks.look(frame_id)
        if look.name not in self._saved:
            mode = now.mode if now.mode in ("sigma", "minmax") else "percentile"
            look = replace(look, mode=mode, percents=now.percents, sigmas=now.sigmas, together=now.together)
        self._looks.set_look(frame_id, look)

    def choose_next(self, frame_id: int) -> Look | None:
        """Show a frame by the look after the one it has; gives that look."""
        offered = self.offered(frame_id)
        names = [look.name for look in offered]
        now = self.name_of(frame_id)
        if not offered:
            return None
        look = offered[(names.index(now) + 1) % len(names) if now in names else 0]
        self.choose(frame_id, look)
        return look

    def _store_saved(self) -> None:
        self._open_project.file.display.put(DisplayKey.SAVED_LOOKS, tuple(self._saved.values()) or None)
        self.changed.emit()
