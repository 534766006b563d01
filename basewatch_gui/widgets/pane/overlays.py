"""The layers over a pane's picture: grid, labels, marks, the tool's preview and the linked cursor."""

from collections.abc import Callable, Sequence
from itertools import zip_longest

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QFont

from basewatch_gui.geometry.outline import Outline
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.category import Category
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.session.tool_context import SessionContext
from basewatch_gui.tools.preview import Preview, measured
from basewatch_gui.widgets.pane.layers.captions_layer import CaptionsLayer
from basewatch_gui.widgets.pane.layers.labels.caption_places import ScreenRect
from basewatch_gui.widgets.pane.layers.labels.captioned_objects import LabelsInView
from basewatch_gui.widgets.pane.layers.labels.spare_time import SpareTime
from basewatch_gui.widgets.pane.layers.labels_layer import LabelsLayer
from basewatch_gui.widgets.pane.layers.layer import Layer
from basewatch_gui.widgets.pane.layers.marks.cells_layer import CellsLayer, refresh_cells
from basewatch_gui.widgets.pane.layers.marks.comments_layer import CommentsLayer, refresh_comments
from basewatch_gui.widgets.pane.layers.marks.keypoints_layer import KeypointsLayer, refresh_keypoints
from basewatch_gui.widgets.pane.layers.marks.selection_frame_layer import SelectionFrameLayer, refresh_selection_frame
from basewatch_gui.widgets.pane.layers.marks.suggestions_layer import SuggestionsLayer, refresh_suggestions
from basewatch_gui.widgets.pane.layers.preview_layer import PreviewLayer
from basewatch_gui.widgets.pane.layers.preview_text import caption_sizes_text, preview_texts
from basewatch_gui.widgets.pane.layers.ties_layer import TiesLayer, refresh_ties
from basewatch_gui.widgets.pane.shown_frame import ShownFrame
from basewatch_gui.widgets.pane.tool_host import ToolHost

Side = tuple[ShownFrame, QRectF]
"""A visible frame and its part of the pane in screen pixels."""


class Overlays:
    """The layers that show labels, marks and the tool; two of each, since a swipe shows two frames.

    `settled` is called when labels are drawn finely after a zoom, which makes room for captions.
    """

    def __init__(
        self, session: Session, host: ToolHost, spare: SpareTime, font: QFont, settled: Callable[[], None]
    ) -> None:
        self._session = session
        self._host = host
        self._cells = (CellsLayer(), CellsLayer())
        self._labels = (LabelsLayer(spare, settled), LabelsLayer(spare, settled))
        self._captions = (CaptionsLayer(font), CaptionsLayer(font))
        self._frames = (SelectionFrameLayer(), SelectionFrameLayer())
        self._keypoints = (KeypointsLayer(), KeypointsLayer())
        self._preview = PreviewLayer(font)
        self._ties = (TiesLayer(font), TiesLayer(font))
        self._comments = (CommentsLayer(font), CommentsLayer(font))
        self._suggestions = (SuggestionsLayer(), SuggestionsLayer())

    @property
    def layers(self) -> tuple[Layer, ...]:
        """All layers over the picture, lowest first."""
        marks = (*self._suggestions, *self._ties, *self._comments, *self._captions)
        return (*self._cells, *self._labels, *self._frames, *self._keypoints, self._preview, *marks)

    @property
    def is_draft(self) -> bool:
        """True if labels are rougher than they will be once the view is at rest."""
        return any(layer.isVisible() and layer.is_draft for layer in self._labels)

    def refresh(
        self,
        sides: Sequence[Side],
        pointed: ShownFrame,
        cursor_scr: XY | None,
        furniture: Sequence[ScreenRect],
        *,
        labels_hidden: bool,
    ) -> None:
        """Refresh the layers for the visible frames, and the preview for the `pointed` one.

        `sides` are one or two frames with their parts of the pane; `cursor_scr` is where another pane's pointer is on
        this one's ground, in screen pixels. Captions keep clear of the rectangles `furniture`.
        """
        for cells, side in zip_longest(self._cells, sides):
            refresh_cells(cells, side, self._session, alone=len(sides) == 1, hidden=labels_hidden)
        for layer, side in zip_longest(self._labels, sides):
            # Only the two frames of a swipe are clipped: one frame alone has the whole pane.
            layer.clip_to(side[1] if side is not None and len(sides) > 1 else None)
            self._refresh_labels(layer, side[0] if side is not None else None, labels_hidden)
        for captions, labels, side in zip_longest(self._captions, self._labels, sides):
            captions.clip_to(side[1] if side is not None and len(sides) > 1 else None)
            self._refresh_captions(captions, labels, side[0] if side is not None else None, furniture)
        replaced = self._host.preview.labels if self._host.preview is not None else ()
        for keypoints, side in zip_longest(self._keypoints, sides):
            keypoints.clip_to(side[1] if side is not None and len(sides) > 1 else None)
            seen = side[0] if side is not None else None
            refresh_keypoints(keypoints, seen, self._session, replaced, labels_hidden)
        for frame, side in zip_longest(self._frames, sides):
            frame.clip_to(side[1] if side is not None and len(sides) > 1 else None)
            seen = side[0] if side is not None else None
            refresh_selection_frame(frame, seen, self._session, self._host.name, replaced, labels_hidden)
        for suggestions, side in zip_longest(self._suggestions, sides):
            refresh_suggestions(suggestions, side, self._session, alone=len(sides) == 1, hidden=labels_hidden)
        for ties, side in zip_longest(self._ties, sides):
            refresh_ties(ties, side, self._session, self._host.name)
        for comments, side in zip_longest(self._comments, sides):
            refresh_comments(comments, side, self._session, alone=len(sides) == 1, hidden=labels_hidden)
        self._refresh_preview(pointed)
        self._preview.set_linked_cursor(cursor_scr)

    def _refresh_labels(self, layer: LabelsLayer, showing: ShownFrame | None, hidden: bool) -> None:
        to_screen, frame_id = (showing.to_screen, showing.frame_id) if showing is not None else (None, None)
        visible = to_screen is not None and frame_id is not None and not hidden
        layer.setVisible(visible)
        if to_screen is None or frame_id is None or not visible:
            return
        session, preview = self._session, self._host.preview
        mine = preview is not None and preview.frame_id == frame_id
        layer.prepare(
            session.arrays(frame_id),
            session.project.categories,
            to_screen,
            session.selection if session.selected_frame == frame_id else frozenset(),
            preview.labels if preview is not None and mine else (),
        )

    def _refresh_captions(
        self, layer: CaptionsLayer, labels: LabelsLayer, showing: ShownFrame | None, furniture: Sequence[ScreenRect]
    ) -> None:
        """Refresh the captions of the labels that a layer shows."""
        layer.setVisible(labels.isVisible())
        if not labels.isVisible() or showing is None or showing.frame_id is None or showing.to_screen is None:
            return
        session, preview, frame_id = self._session, self._host.preview, showing.frame_id
        mine = preview if preview is not None and preview.frame_id == frame_id else None
        current = session.suggestions.current
        in_view = LabelsInView(
            arrays=session.arrays(frame_id),
            rows=labels.rows,
            moved=mine.labels if mine is not None else (),
            categories=session.project.categories,
            selected=session.selection if session.selected_frame == frame_id else frozenset(),
            hovered=mine.lit_label if mine is not None else None,
            author=session.author,
            sizes_text=self._sizes_text,
            suggestions=tuple(session.suggestions.suggestions_on(frame_id)),
            current=current if current is not None and current.frame_id == frame_id else None,
            accept_text=QCoreApplication.translate("Captions", "Enter accepts"),
        )
        layer.prepare(in_view, showing.to_screen, furniture, as_draft=labels.is_draft)

    def _sizes_text(self, label: Label) -> str:
        return caption_sizes_text(measured(label.outline, SessionContext(self._session, label.frame_id)))

    def _refresh_preview(self, seen: ShownFrame) -> None:
        self._preview.setVisible(seen.to_screen is not None)
        if seen.to_screen is None:
            return
        preview = self._host.preview
        mine = preview if preview is not None and preview.frame_id == seen.frame_id else None
        texts = preview_texts(mine, self._host.unit)
        self._preview.prepare(mine, self._outline_to_light(mine), self._session.category, texts, seen.to_screen)

    def _outline_to_light(self, preview: Preview | None) -> tuple[Outline, Category | None] | None:
        """Return outline and category of the label that a press would take; None if there is none."""
        if preview is None or preview.lit_label is None:
            return None
        label = self._session.project.labels(preview.frame_id).get(preview.lit_label)
        if label is None:
            return None
        return label.outline, self._session.project.categories.get(label.category_id)
