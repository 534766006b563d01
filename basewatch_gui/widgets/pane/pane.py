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
from basewatch_gui.widgets.pane.layers.labels.spare_time import SpareTime
from basewatch_gui.widgets.pane.layers.layer import Layer
from basewatch_gui.widgets.pane.layers.picture_layer import PictureLayer, display_colour
from basewatch_gui.widgets.pane.layers.scale_legend import Legend, legend_of
from basewatch_gui.widgets.pane.layers.swipe_layer import SwipeLayer
from basewatch_gui.widgets.pane.overlays import Overlays
from basewatch_gui.widgets.pane.showing import Showing
from basewatch_gui.widgets.pane.tool_host import ToolHost
from basewatch_gui.widgets.style import accent, pane_ground


class Pane(pg.GraphicsView):  # type: ignore[misc]
    """Shows one frame from the session's Viewpoint; `refresh` makes its layers ready, painting only draws them.

    `nudge_m` is how far its frame is being dragged on the ground just now.
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
        self._session = session
        self._showing = Showing(session, f"pane {index}")
        self.blend = Blend(session, index, self._showing, lambda: host.busy)
        self._picture = PictureLayer()
        self.compare_bar: CompareBar | None = None
        self.edge = SwipeLayer(self.font())
        self.overlays = Overlays(session, host, spare, self.font())
        self.decoration = DecorationLayer(self.font())
        for layer in self.layers:
            self.scene().addItem(layer)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setMinimumSize(160, 120)
        self.setAcceptDrops(False)
        self.setAccessibleName(self.tr("Pane {number}").format(number=index + 1))
        self._ground, self._accent = pane_ground(), accent()
        self._legend_key: object = None
        self._legend_now = Legend()
        self._is_made = True

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers, lowest first."""
        return (self._picture, *self.overlays.layers, self.edge, self.decoration)

    @property
    def size_scr(self) -> tuple[int, int]:
        """Width and height in screen pixels."""
        return (self.viewport().width(), self.viewport().height())

    @property
    def viewpoint(self) -> Viewpoint:
        """What the pane looks at."""
        return self._session.view.of(self.index)

    @property
    def frame_id(self) -> int | None:
        """The frame that the pane shows; None while it shows none."""
        return self._showing.frame_id

    @property
    def seen(self) -> Showing:
        """The frame that the pointer is over, as it is shown."""
        return self.blend.pointed

    @property
    def own(self) -> Showing:
        """The pane's own frame, whatever it is compared with."""
        return self._showing

    @property
    def ground(self) -> GroundMap | None:
        """The way from the seen frame's pixels to the ground; None while no frame is shown."""
        return self.seen.ground

    @property
    def frame_to_screen(self) -> Affine | None:
        """Pixels of the seen frame to screen pixels, linearised near the view's centre; None while none can be seen."""
        return self.seen.to_screen

    @property
    def frame_px_per_scr(self) -> float:
        """Pixels of the seen frame per screen pixel now; 1 while no frame can be seen."""
        return 1.0 / mean_scale(self.frame_to_screen) if self.frame_to_screen is not None else 1.0

    def to_frame(self, at_scr: QPointF) -> XY | None:
        """The place on the seen frame in frame pixels under a screen place."""
        return self.seen.to_frame((at_scr.x(), at_scr.y()))

    def to_ground(self, at_scr: QPointF) -> XY:
        """The place on the ground plane in metres under a screen place."""
        return self.viewpoint.at((at_scr.x(), at_scr.y()), self.size_scr)

    def show_frame(self, frame_id: int | None) -> None:
        """Show another frame, or none."""
        self._showing.show(frame_id)

    def rest(self) -> None:
        """Want no tiles while the pane is put away."""
        self._showing.rest()
        self.blend.leave()

    def refresh(self) -> None:
        """Make all layers ready for the Viewpoint as it is now and have them painted."""
        size, viewpoint, ground, ratio = self.size_scr, self.viewpoint, self._ground, self.devicePixelRatioF()
        for layer in self.layers:
            layer.resize(*size)
        self._session.tiles.set_ground(display_colour(ground))
        self._showing.place(viewpoint, size, self.nudge_m)
        self.blend.place(viewpoint, size)
        self._picture.set_picture(self.blend.picture(size, ratio, display_colour(ground)), ratio, ground)
        sides = self.blend.sides(size)
        self.overlays.refresh(sides, self.seen, self._cursor_scr(), labels_hidden=self.labels_hidden)
        self.edge.prepare(
            [part for _, part in sides], side_titles(self._session, [showing.frame_id for showing, _ in sides])
        )
        self.decoration.prepare(replace(self._legend(), active=self.is_active), self._accent)
        self._follow_bar()
        self.viewport().update()

    def _follow_bar(self) -> None:
        """Show what is compared while the pane compares."""
        comparing = self._session.comparing
        shown = comparing.mode is not None and comparing.is_on(self.index)
        if shown and self.compare_bar is None:
            self.compare_bar = CompareBar(self, self._session)
        if self.compare_bar is not None:
            self.compare_bar.setVisible(shown)
            if shown:
                self.compare_bar.follow(*self.blend.frames)

    def _cursor_scr(self) -> XY | None:
        """Where the pointer of another pane is on this one's ground; None while there is none."""
        view = self._session.view
        if view.cursor_m is None or view.cursor_pane in (None, self.index) or not view.locked:
            return None
        return apply_one(self.viewpoint.plane_to_screen(self.size_scr), view.cursor_m)

    def _legend(self) -> Legend:
        """The pane's texts, made anew only when something that they say has changed: a pan changes nothing."""
        view, showing = self.viewpoint, self.blend.shown
        frame = self._session.project.frames.get(showing.frame_id) if showing.frame_id is not None else None
        key = (frame, showing.opened, id(showing.ground), view.metres_per_scr, view.rotation_deg, self.notice)
        if key != self._legend_key:
            self._legend_key = key
            self._legend_now = legend_of(self._session, showing.frame_id, view, self.notice)
        return self._legend_now

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the row of panes refreshed with the new size."""
        super().resizeEvent(event)
        self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of palette."""
        if event.type() == QEvent.Type.PaletteChange and self._is_made:
            self._ground, self._accent = pane_ground(), accent()
            self.changed.emit()
        super().changeEvent(event)
