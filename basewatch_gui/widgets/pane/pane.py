"""A pane: one view onto one frame, obeying the shared Viewpoint."""

from dataclasses import replace

import pyqtgraph as pg
from affine import Affine
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGraphicsView, QWidget

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.transform import XY, apply_one, mean_scale
from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.compare.bar import CompareBar
from basewatch_gui.widgets.pane.compare.blend import Blend
from basewatch_gui.widgets.pane.compare.compare_texts import side_titles
from basewatch_gui.widgets.pane.layers.decoration import DecorationLayer
from basewatch_gui.widgets.pane.layers.labels.caption_places import ScreenRect
from basewatch_gui.widgets.pane.layers.labels.spare_time import SpareTime
from basewatch_gui.widgets.pane.layers.layer import Layer
from basewatch_gui.widgets.pane.layers.picture_layer import PictureLayer, display_colour
from basewatch_gui.widgets.pane.layers.scale_legend import Legend, legend_of
from basewatch_gui.widgets.pane.layers.swipe_layer import SwipeLayer
from basewatch_gui.widgets.pane.overlays import Overlays
from basewatch_gui.widgets.pane.shown_frame import ShownFrame
from basewatch_gui.widgets.pane.tool_host import ToolHost
from basewatch_gui.widgets.style import pane_background


class Pane(pg.GraphicsView):  # type: ignore[misc]
    """A view of one frame from the session's Viewpoint, painted as layers over each other.

    `refresh` computes all layers, painting only draws them. `nudge_m` is how far the frame is being dragged on the
    ground; `covered` are rectangles in screen pixels over which something else lies, as the mini-map. `activated`
    carries the index when the pane is used; `changed` asks for a refresh.
    """

    activated = Signal(int)
    changed = Signal()

    _is_made = False

    def __init__(
        self, index: int, session: Session, host: ToolHost, spare: SpareTime, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, useOpenGL=False, background=None)
        self.index = index
        self.notice = ""
        self.is_active = False
        self.nudge_m: XY = (0.0, 0.0)
        self.labels_hidden = False
        self.covered: tuple[ScreenRect, ...] = ()
        self._session = session
        self._showing = ShownFrame(session, f"pane {index}")
        self.blend = Blend(session, index, self._showing, lambda: host.busy)
        self._picture = PictureLayer()
        self.compare_bar: CompareBar | None = None
        self.edge = SwipeLayer(self.font())
        self.overlays = Overlays(session, host, spare, self.font(), self.changed.emit)
        self.decoration = DecorationLayer(self.font())
        for layer in self.layers:
            self.scene().addItem(layer)
        # The picture covers all of the pane and changes as a whole: neither a cache, nor a cleared background, nor the
        # search for changed regions would save anything.
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setMinimumSize(160, 120)
        self.setAcceptDrops(False)
        self.setAccessibleName(self.tr("Pane {number}").format(number=index + 1))
        self._background = pane_background()
        self._legend_key: object = None
        self._legend_now = Legend()
        self._is_made = True

    @property
    def layers(self) -> tuple[Layer, ...]:
        """All layers, lowest first."""
        return (self._picture, *self.overlays.layers, self.edge, self.decoration)

    @property
    def size_scr(self) -> tuple[int, int]:
        """Width and height of the pane in screen pixels."""
        return (self.viewport().width(), self.viewport().height())

    @property
    def viewpoint(self) -> Viewpoint:
        """What the pane looks at: the shared Viewpoint, or its own while panes are unlocked."""
        return self._session.view.of(self.index)

    @property
    def frame_id(self) -> int | None:
        """Id of the pane's own frame; None while it shows none."""
        return self._showing.frame_id

    @property
    def pointed(self) -> ShownFrame:
        """The frame that the pointer is over and tools work on; not the pane's own only while comparing."""
        return self.blend.pointed

    @property
    def own_frame(self) -> ShownFrame:
        """The pane's own frame, whatever it is compared with."""
        return self._showing

    @property
    def ground(self) -> GroundMap | None:
        """The map from the pointed frame's pixels to the ground plane in metres; None while no frame is shown."""
        return self.pointed.ground

    @property
    def frame_to_screen(self) -> Affine | None:
        """Transform from the pointed frame's to screen pixels, linearised near the view's centre; None without one."""
        return self.pointed.to_screen

    @property
    def frame_px_per_scr(self) -> float:
        """Pixels of the pointed frame per screen pixel; 1 without a frame."""
        return 1.0 / mean_scale(self.frame_to_screen) if self.frame_to_screen is not None else 1.0

    def to_frame(self, at_scr: QPointF) -> XY | None:
        """Convert a place in screen pixels to pixels of the pointed frame; None without a frame."""
        return self.pointed.to_frame((at_scr.x(), at_scr.y()))

    def to_ground(self, at_scr: QPointF) -> XY:
        """Convert a place in screen pixels to metres on the ground plane."""
        return self.viewpoint.at((at_scr.x(), at_scr.y()), self.size_scr)

    def show_frame(self, frame_id: int | None) -> None:
        """Set the pane's own frame; None for none."""
        self._showing.set_frame(frame_id)

    def release_tiles(self) -> None:
        """Drop the pictures and want no tiles, while the pane is hidden."""
        self._showing.release_tiles()
        self.blend.drop_other()

    def refresh(self) -> None:
        """Compute all layers for the Viewpoint as it is now, and schedule a repaint."""
        size, viewpoint, background, ratio = self.size_scr, self.viewpoint, self._background, self.devicePixelRatioF()
        for layer in self.layers:
            layer.resize(*size)
        self._session.tiles.set_ground(display_colour(background))
        self._showing.lay_out(viewpoint, size, self.nudge_m)
        self.blend.lay_out(viewpoint, size)
        self._picture.set_picture(
            self.blend.compose_picture(size, ratio, display_colour(background)), ratio, background
        )
        sides = self.blend.visible_sides(size)
        # Plates first: captions keep clear of them.
        self.decoration.prepare(replace(self._legend(), active=self.is_active))
        furniture = (*self.decoration.plates, *self.covered)
        self.overlays.refresh(
            sides, self.pointed, self._linked_cursor_scr(), furniture, labels_hidden=self.labels_hidden
        )
        self.edge.prepare(
            [part for _, part in sides], side_titles(self._session, [showing.frame_id for showing, _ in sides])
        )
        self._refresh_compare_bar()
        self.viewport().update()

    def _refresh_compare_bar(self) -> None:
        """Refresh the compare bar, made on first use; it is hidden unless this pane compares."""
        comparing = self._session.comparing
        shown = comparing.mode is not None and comparing.is_on(self.index)
        if shown and self.compare_bar is None:
            self.compare_bar = CompareBar(self, self._session)
        if self.compare_bar is not None:
            self.compare_bar.setVisible(shown)
            if shown:
                self.compare_bar.refresh_bar(*self.blend.frame_ids)

    def _linked_cursor_scr(self) -> XY | None:
        """Return where another pane's pointer is on this one's ground, in screen pixels; None if it is not linked."""
        view = self._session.view
        if view.cursor_m is None or view.cursor_pane in (None, self.index) or not view.locked:
            return None
        return apply_one(self.viewpoint.plane_to_screen(self.size_scr), view.cursor_m)

    def _legend(self) -> Legend:
        """Return the pane's legend, made again only when what it depends on has changed: a pan changes nothing."""
        view, showing = self.viewpoint, self.blend.shown_frame
        frame = self._session.project.frames.get(showing.frame_id) if showing.frame_id is not None else None
        key = (frame, showing.opened, id(showing.ground), view.metres_per_scr, view.rotation_deg, self.notice)
        if key != self._legend_key:
            self._legend_key = key
            self._legend_now = legend_of(self._session, showing.frame_id, view, self.notice)
        return self._legend_now

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a refresh with the new size."""
        super().resizeEvent(event)
        self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Take the background of a new palette."""
        if event.type() == QEvent.Type.PaletteChange and self._is_made:
            self._background = pane_background()
            self.changed.emit()
        super().changeEvent(event)
