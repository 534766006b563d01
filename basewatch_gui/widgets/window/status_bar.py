"""The status bar: what the tool wants next, and what is under the pointer."""

from math import floor

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QWidget

from basewatch_gui.geometry.coordinates import degrees_text, mgrs_text
from basewatch_gui.geometry.transform import XY, as_points
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.layers.scale_legend import zoom_text
from basewatch_gui.widgets.window.job_progress import JobProgress


class StatusBar(QStatusBar):
    """Shows the tool's hint at the left; pixel, lon/lat, MGRS, values, GSD and zoom at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._session: Session | None = None
        self._hint = QLabel(self)
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.addWidget(self._hint, 1)
        self.progress = JobProgress(self)
        self.addPermanentWidget(self.progress)
        self._parts = {name: QLabel(self) for name in ("values", "pixel", "lonlat", "mgrs", "gsd", "zoom")}
        for part in self._parts.values():
            part.setContentsMargins(8, 0, 8, 0)
            part.hide()
            self.addPermanentWidget(part)

    def set_session(self, session: Session | None) -> None:
        """Show the state of another session."""
        self._session = session
        if session is None:
            self.clear_place()

    def set_hint(self, text: str) -> None:
        """Show the hint on what the tool wants next."""
        self._hint.setText(text)
        self._hint.setToolTip(text)

    @property
    def hint(self) -> str:
        """What the tool wants next."""
        return self._hint.text()

    def clear_place(self) -> None:
        """Clear all that is shown about a place."""
        for part in self._parts.values():
            part.clear()

    def show_place(self, frame_id: int | None, place_m: XY | None) -> None:
        """Show pixel, samples, coordinates and scale of a frame at a place of the ground."""
        session = self._session
        if session is None or frame_id is None or frame_id not in session.project.frames:
            self.clear_place()
            return
        frame = session.project.frames[frame_id]
        ground = session.project.ground_map(frame_id)
        pixel_m = ground.metres_per_px(frame.centre_px)
        self._set(
            "gsd", self.tr("pixel {size:.2f} m").format(size=pixel_m) if ground.has_scale else self.tr("no scale")
        )
        if place_m is None:
            for name in ("values", "pixel", "lonlat", "mgrs"):
                self._set(name, "")
            return
        x, y = ground.to_pixels(as_points(place_m))[0]
        inside = 0 <= x < frame.width and 0 <= y < frame.height
        self._set("pixel", f"{floor(x)}, {floor(y)}" if inside else "")
        self._set("values", values_text(session.tiles.values_at(frame_id, (x, y))) if inside else "")
        self._show_lonlat(ground.to_lonlat((float(x), float(y))))

    def show_zoom(self, frame_px_per_scr: float) -> None:
        """Show how large a pixel of the frame is on the screen; nothing where no frame is shown."""
        self._set("zoom", zoom_text(1 / frame_px_per_scr) if self._parts["gsd"].text() else "")

    def _show_lonlat(self, lonlat: XY | None) -> None:
        if lonlat is None:
            self._set("lonlat", "")
            self._set("mgrs", "")
            return
        self._set("lonlat", degrees_text(lonlat))
        self._set("mgrs", mgrs_text(lonlat))

    def _set(self, name: str, text: str) -> None:
        label = self._parts[name]
        if label.text() != text:
            label.setText(text)
        label.setVisible(bool(text))


def values_text(values: NDArray[np.generic] | None) -> str:
    """Return the raw samples, one a band."""
    if values is None:
        return ""
    return "  ".join(f"{value:.4g}" if values.dtype.kind == "f" else str(value) for value in values.tolist())
