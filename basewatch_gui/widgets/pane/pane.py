"""A pane: one view onto one frame, obeying the shared Viewpoint."""

from dataclasses import replace
from math import isfinite

import pyqtgraph as pg
from affine import Affine
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGraphicsView, QWidget

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.outline import Outline
from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.geometry.transform import XY, apply_one, as_points, mean_scale
from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.session.tool_context import SessionContext
from basewatch_gui.tools.preview import Preview, measured
from basewatch_gui.widgets.pane.layers.decoration import DecorationLayer
from basewatch_gui.widgets.pane.layers.labels_layer import LabelsLayer
from basewatch_gui.widgets.pane.layers.legend import Legend, legend_of
from basewatch_gui.widgets.pane.layers.picture import PictureLayer, display_colour, wanted_tiles
from basewatch_gui.widgets.pane.layers.preview_layer import PreviewLayer
from basewatch_gui.widgets.pane.layers.preview_text import measures_text, preview_lines
from basewatch_gui.widgets.pane.tool_host import ToolHost
from basewatch_gui.widgets.style import accent, pane_ground


class Pane(pg.GraphicsView):  # type: ignore[misc]
    """Shows one frame from the session's Viewpoint; `refresh` makes its layers ready, painting only draws them.

    `nudge_m` is how far its frame is being dragged on the ground just now.
    """

    activated = Signal(int)
    changed = Signal()

    _is_made = False

    def __init__(self, index: int, session: Session, host: ToolHost, parent: QWidget | None = None) -> None:
        super().__init__(parent, useOpenGL=False, background=None)
        self.index = index
        self.frame_id: int | None = None
        self.notice = ""
        self.is_active = False
        self.nudge_m: XY = (0.0, 0.0)
        self.labels_hidden = False
        self._session = session
        self._host = host
        font = self.font()
        self._picture = PictureLayer()
        self._labels = LabelsLayer(font)
        self._preview = PreviewLayer(font)
        self._decoration = DecorationLayer(font)
        for layer in self.layers:
            self.scene().addItem(layer)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setMinimumSize(160, 120)
        self.setAcceptDrops(False)
        self.setAccessibleName(self.tr("Pane {number}").format(number=index + 1))
        self._frame_to_screen: Affine | None = None
        self._legend_key: object = None
        self._legend_now = Legend()
        self._is_made = True

    @property
    def layers(self) -> tuple[PictureLayer, LabelsLayer, PreviewLayer, DecorationLayer]:
        """The layers, lowest first."""
        return (self._picture, self._labels, self._preview, self._decoration)

    @property
    def size_scr(self) -> tuple[int, int]:
        """Width and height in screen pixels."""
        return (self.viewport().width(), self.viewport().height())

    @property
    def viewpoint(self) -> Viewpoint:
        """What the pane looks at."""
        return self._session.view.of(self.index)

    @property
    def ground(self) -> GroundMap | None:
        """The way from the shown frame's pixels to the ground; None while no frame is shown."""
        if self.frame_id is None or self.frame_id not in self._session.project.frames:
            return None
        return self._session.project.ground_map(self.frame_id)

    @property
    def frame_to_screen(self) -> Affine | None:
        """Frame pixels to screen pixels, linearised at the view's centre; None while no frame can be seen."""
        return self._frame_to_screen

    def to_frame(self, at_scr: QPointF) -> XY | None:
        """The place on the frame in frame pixels under a screen place."""
        if self._frame_to_screen is None:
            return None
        return apply_one(~self._frame_to_screen, (at_scr.x(), at_scr.y()))

    def to_ground(self, at_scr: QPointF) -> XY:
        """The place on the ground plane in metres under a screen place."""
        return self.viewpoint.at((at_scr.x(), at_scr.y()), self.size_scr)

    def show_frame(self, frame_id: int | None) -> None:
        """Show another frame, or none."""
        self.frame_id = frame_id
        if frame_id is None:
            self._session.tiles.want(self._owner, ())
        else:
            self._session.open_frame(frame_id)

    def refresh(self) -> None:
        """Make all layers ready for the Viewpoint as it is now and have them painted."""
        width, height = self.size_scr
        for layer in self.layers:
            layer.resize(width, height)
        self._picture.set_ground(pane_ground())
        self._session.tiles.set_ground(display_colour(pane_ground()))
        self._frame_to_screen = self._linearised()
        self._refresh_picture()
        self._refresh_labels()
        self._refresh_preview()
        legend = self._legend()
        self._decoration.prepare(replace(legend, active=self.is_active), accent())
        self.viewport().update()

    def _legend(self) -> Legend:
        """The pane's texts, made anew only when something that they say has changed: a pan changes nothing."""
        view, frames = self.viewpoint, self._session.project.frames
        frame = frames.get(self.frame_id) if self.frame_id is not None else None
        opened = self._session.tiles.frame(self.frame_id) if self.frame_id is not None else None
        key = (frame, opened, id(self.ground), view.metres_per_scr, view.rotation_deg, self.notice)
        if key != self._legend_key:
            self._legend_key = key
            self._legend_now = legend_of(self._session, self.frame_id, view, self.notice)
        return self._legend_now

    def _linearised(self) -> Affine | None:
        ground = self.ground
        if ground is None:
            return None
        x_m, y_m = self.viewpoint.centre_m
        nudge_x, nudge_y = self.nudge_m
        centre = ground.to_pixels(as_points((x_m - nudge_x, y_m - nudge_y)))[0]
        if not (isfinite(centre[0]) and isfinite(centre[1])):
            return None
        linear = ground.linear_at((float(centre[0]), float(centre[1])))
        if not all(isfinite(value) for value in linear[:6]) or linear.determinant == 0:
            return None
        to_plane = Affine.translation(nudge_x, nudge_y) @ linear
        to_screen: Affine = self.viewpoint.plane_to_screen(self.size_scr) @ to_plane
        return to_screen

    def _refresh_picture(self) -> None:
        tiles, frame, to_screen = self._session.tiles, self.frame_id, self._frame_to_screen
        opened = tiles.frame(frame) if frame is not None else None
        if opened is None or to_screen is None:
            self._picture.clear()
            return
        ratio = self.devicePixelRatioF()
        size = (round(self.size_scr[0] * ratio), round(self.size_scr[1] * ratio))
        to_device = Affine.scale(ratio) @ to_screen
        if self._picture.level is None:
            # The first picture makes its buffers, and the tiles can be read meanwhile.
            tiles.want(self._owner, wanted_tiles(opened, to_device, size))
        missing = self._picture.prepare(opened, to_device, size, ratio, tiles)
        top = TileKey(opened.frame, len(opened.pyramid.sizes) - 1, 0, 0)
        first = (top,) if missing and tiles.display(top) is None else ()
        tiles.want(self._owner, first + missing)

    def _refresh_labels(self) -> None:
        to_screen = self._frame_to_screen
        visible = to_screen is not None and not self.labels_hidden
        self._labels.setVisible(visible)
        if to_screen is None or self.frame_id is None or not visible:
            return
        session, preview = self._session, self._host.preview
        mine = preview is not None and preview.frame_id == self.frame_id
        self._labels.prepare(
            session.arrays(self.frame_id),
            session.project.categories,
            to_screen,
            session.selection if session.selected_frame == self.frame_id else frozenset(),
            preview.labels if preview is not None and mine else (),
            self._sizes_text,
        )

    def _sizes_text(self, label: Label) -> str:
        context = SessionContext(self._session, label.frame_id)
        return measures_text(measured(label.outline, context))

    def _refresh_preview(self) -> None:
        to_screen, view = self._frame_to_screen, self._session.view
        self._preview.setVisible(to_screen is not None)
        if to_screen is None:
            return
        preview = self._host.preview
        mine = preview if preview is not None and preview.frame_id == self.frame_id else None
        lines = preview_lines(mine) if mine is not None else ()
        self._preview.prepare(mine, self._lit(mine), self._session.category, lines, to_screen)
        elsewhere = view.cursor_pane is not None and view.cursor_pane != self.index and view.locked
        cursor = view.cursor_m if elsewhere else None
        to_pane = self.viewpoint.plane_to_screen(self.size_scr)
        self._preview.set_cursor(apply_one(to_pane, cursor) if cursor is not None else None)

    def _lit(self, preview: Preview | None) -> Outline | None:
        """The outline of the label that a press would take."""
        if preview is None or preview.lit_label is None:
            return None
        label = self._session.project.labels(preview.frame_id).get(preview.lit_label)
        return label.outline if label is not None else None

    @property
    def _owner(self) -> str:
        return f"pane {self.index}"

    @property
    def frame_px_per_scr(self) -> float:
        """Frame pixels per screen pixel now; 1 while no frame can be seen."""
        return 1.0 / mean_scale(self._frame_to_screen) if self._frame_to_screen is not None else 1.0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the row of panes refreshed with the new size."""
        super().resizeEvent(event)
        self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of palette."""
        if event.type() == QEvent.Type.PaletteChange and self._is_made:
            self.changed.emit()
        super().changeEvent(event)
