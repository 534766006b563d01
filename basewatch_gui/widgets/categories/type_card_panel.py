"""Type card panel: silhouette, size, cues and look-alikes of a category, as the frame would show them."""

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from basewatch_gui.geometry.outline import OrientedBox, centre_px
from basewatch_gui.model.category import Category, LookAlike
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.label import Label
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.categories.category_texts import carries_text, difference_text, mark_text, size_text
from basewatch_gui.widgets.categories.type_picture import LOW_PICTURE_SCR, PICTURE_SCR, TypePicture, sight_of
from basewatch_gui.widgets.fields.cue_groups import group_cues, group_name
from basewatch_gui.widgets.fields.swatch import SWATCH_HEIGHT, SWATCH_WIDTH, paint_swatch
from basewatch_gui.widgets.fields.when_seen import WhenSeen


class TypeCardPanel(QWidget):
    """Shows the card of the first selected label's category, or without a selection of the category for new labels."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._frame_id: int | None = None
        self.swatch = _Swatch(self)
        self.name = QLabel(self)
        self.name.setFont(style.strong_font(self.name.font()))
        self.picture = TypePicture(self)
        self.lines: list[str] = []
        self._texts = QVBoxLayout()
        self._texts.setSpacing(style.RHYTHM // 2)
        self._lay_out()
        self._refreshing = WhenSeen(self, self.refresh_card)
        session.category_changed.connect(self._refreshing.request)
        session.selection_changed.connect(self._refreshing.request)
        session.edited.connect(self._on_edited)
        self.refresh_card()

    def set_frame(self, frame_id: int | None) -> None:
        """Set the frame whose pixel size is used while no label is selected."""
        if frame_id != self._frame_id:
            self._frame_id = frame_id
            self._refreshing.request()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shrink the picture in a low dock, to leave room for the texts."""
        super().resizeEvent(event)
        self.picture.setFixedHeight(PICTURE_SCR if self.height() >= 2 * PICTURE_SCR else LOW_PICTURE_SCR)

    def refresh_card(self) -> None:
        """Refresh swatch, picture and texts."""
        first = self._session.first_selected
        labels = [first] if first is not None else []
        project = self._session.project
        category = project.categories.get(labels[0].category_id) if labels else self._session.category
        self.name.setText(category.name if category is not None else "")
        self.swatch.show_category(category)
        if category is None:
            self.picture.show_sight(None)
            self._show_lines([])
            return
        frame_id = labels[0].frame_id if labels else self._frame_id
        heading, pixel_m = self._pose(labels, frame_id)
        sight = sight_of(category.silhouette, category.length_m, category.span_m, heading, pixel_m)
        self.picture.show_sight(sight)
        self._show_lines(self._card_lines(category, frame_id, pixel_m))

    def _pose(self, labels: Sequence[Label], frame_id: int | None) -> tuple[float, float | None]:
        """Return the label's heading in the frame (degrees, 0 without one) and the pixel size in metres or None."""
        outline = labels[0].outline if labels else None
        heading = outline.heading_px_deg if isinstance(outline, OrientedBox) else 0.0
        project = self._session.project
        if frame_id not in project.frames or not project.ground_map(frame_id).has_scale:
            return heading, None
        frame = project.frames[frame_id]
        at_px = centre_px(outline) if outline is not None else frame.centre_px
        return heading, project.ground_map(frame_id).metres_per_px(at_px)

    def _card_lines(self, category: Category, frame_id: int | None, pixel_m: float | None) -> list[tuple[str, bool]]:
        """Return the texts of the card from top to bottom, each with True if it is shown in the quiet colour."""
        words: list[tuple[str, bool]] = []
        size = size_text(category.length_m, category.span_m)
        if size:
            words.append((self.tr("{size}, {mark}").format(size=size, mark=mark_text(category.mark)), False))
        if size and pixel_m and category.length_m and category.span_m:
            pixels = self.tr("{length:.0f} × {span:.0f} px in this frame")
            words.append(
                (pixels.format(length=category.length_m / pixel_m, span=category.span_m / pixel_m), False),
            )
        if category.source:
            words.append((category.source, True))
        frame = self._session.project.frames.get(frame_id) if frame_id is not None else None
        if frame is not None:
            words.append((carries_text(frame.gsd_m if frame.gsd_m is not None else pixel_m), True))
        for group, cues in group_cues(category.cues):
            words.append((f"{group_name(group)}: {', '.join(cues)}", False))
        alike = category.look_alikes or shipped_look_alikes().get(category.id, ())
        if alike:
            words.append((self.tr("Look-alikes"), True))
        words += [(_look_alike_text(category, other), False) for other in alike]
        return words

    def _lay_out(self) -> None:
        body = QWidget(self)
        head = QHBoxLayout()
        head.setSpacing(style.RHYTHM)
        head.addWidget(self.swatch)
        head.addWidget(self.name, 1)
        inner = QVBoxLayout(body)
        inner.setContentsMargins(style.RHYTHM, style.RHYTHM, style.RHYTHM, style.RHYTHM)
        inner.setSpacing(style.RHYTHM)
        inner.addLayout(head)
        inner.addWidget(self.picture)
        inner.addLayout(self._texts)
        inner.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(style.scrolling(body, self))

    def _show_lines(self, words: Sequence[tuple[str, bool]]) -> None:
        lines = [text for text, _ in words]
        if lines == self.lines:
            return
        self.lines = lines
        style.clear_layout(self._texts)
        for text, is_quiet in words:
            line = QLabel(text, self)
            line.setTextFormat(Qt.TextFormat.PlainText)
            line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            line.setWordWrap(True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            line.setFont(style.small_font(line.font()))
            if is_quiet:
                line.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            self._texts.addWidget(line)

    def _on_edited(self, edit: Edit) -> None:
        mine = self._session.selection
        if not edit.label_changes or any(change.item.id in mine for change in edit.label_changes):
            self._refreshing.request()


class _Swatch(QWidget):
    """Shows the swatch of a category."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._category: Category | None = None
        self.setFixedSize(SWATCH_WIDTH, SWATCH_HEIGHT)

    def show_category(self, category: Category | None) -> None:
        """Set the category whose swatch is drawn, None for nothing."""
        self._category = category
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the swatch."""
        if self._category is not None:
            painter = QPainter(self)
            paint_swatch(painter, QRectF(self.rect()), self._category)
            painter.end()


@cache
def shipped_look_alikes() -> dict[int, tuple[LookAlike, ...]]:
    """Return the shipped look-alikes by category id, for categories that store none of their own (older projects)."""
    return {category.id: category.look_alikes for category in shipped_categories()}


def _look_alike_text(category: Category, other: LookAlike) -> str:
    size = size_text(other.length_m, other.span_m)
    known = [size, mark_text(other.mark)] if other.mark == "U" else [size]
    name = f"{other.name} ({', '.join(known)})" if size else other.name
    difference = difference_text(category, other)
    return f"{name}: {difference}" if difference else name
