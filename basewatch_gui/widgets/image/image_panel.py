"""Image panel: look, histogram and limits of the active pane's frame."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QInputDialog,
    QMenu,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from basewatch_gui.model.edit import Edit
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.look import Limits, Look
from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.fields.combos import ValueCombo
from basewatch_gui.widgets.image.band_fields import BandsPart, SharpeningPart
from basewatch_gui.widgets.image.histogram_plot import HistogramPlot
from basewatch_gui.widgets.image.image_fields import GammaField, add_form_row, icon_button, lay_out_row, make_form
from basewatch_gui.widgets.image.image_part import ShownLook
from basewatch_gui.widgets.image.image_texts import look_name
from basewatch_gui.widgets.image.limit_fields import LimitsPart
from basewatch_gui.widgets.texts import frame_title

OWN_LOOK = ""
NO_REFERENCE = "0"


class ImagePanel(QWidget):
    """Shows and changes how one frame is displayed; changes apply at once and are no edits.

    `view_asked` requests limits from what the active pane shows now.
    """

    view_asked = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._frame_id: int | None = None
        self._plotted: object = None
        self.look = ValueCombo(self.tr("Look"), self)
        self.menu_button = icon_button("more", self.tr("Save, match or reset the look"), self)
        self.plot = HistogramPlot(self)
        self.limits = LimitsPart(self)
        self.gamma = GammaField(self)
        self.invert = icon_button("invert", self.tr("Invert"), self, checkable=True)
        self.lock = icon_button("lock-dates", self.tr("One look and one stretch for all dates"), self, checkable=True)
        self.bands = BandsPart(self)
        self.sharpen = SharpeningPart(self)
        self.reference = ValueCombo(self.tr("Match brightness to"), self)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(style.empty_state(self.tr("Show a frame in a pane to see its histogram."), self))
        self._stack.addWidget(self._make_form())
        self._connect()

    @property
    def frame_id(self) -> int | None:
        """Return the id of the frame whose look is shown, None for none."""
        return self._frame_id

    def set_frame(self, frame_id: int | None) -> None:
        """Show the look of this frame, or for None the empty state."""
        if frame_id != self._frame_id:
            self._frame_id = frame_id
            self._plotted = None
            self._refresh_fields()

    def make_menu(self) -> QMenu:
        """Return the menu that saves, forgets, matches or resets the look."""
        menu = QMenu(self)
        menu.addAction(self.tr("Save this look…"), self._ask_name)
        forget = menu.addMenu(self.tr("Forget a saved look"))
        for name in self._session.saved_looks.names:
            forget.addAction(name, partial(self._session.saved_looks.forget, name))
        forget.setEnabled(bool(self._session.saved_looks.names))
        menu.addSeparator()
        menu.addAction(self.tr("Match all dates to this one"), self._match_all)
        menu.addAction(self.tr("Reset"), lambda: self._call_with_frame(self._session.looks.reset))
        return menu

    def save_look(self, name: str) -> None:
        """Save the frame's look under a name; an empty name does nothing."""
        if self._frame_id is not None and name.strip():
            self._session.saved_looks.save(self._frame_id, name.strip())

    def _make_form(self) -> QScrollArea:
        self.reference.setToolTip(self.tr("Show this frame as bright as another date"))
        body = QWidget(self)
        head, tone, more = QWidget(body), QWidget(body), QWidget(body)
        lay_out_row(head, (self.look, self.lock, self.menu_button)).setStretch(0, 1)
        lay_out_row(tone, (self.gamma, self.invert)).setStretch(0, 1)
        form = make_form(more)
        add_form_row(form, self.tr("Gamma"), tone)
        matching = QWidget(body)
        add_form_row(make_form(matching), self.tr("Match to"), self.reference)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(style.RHYTHM, style.RHYTHM, style.RHYTHM, style.RHYTHM)
        layout.setSpacing(style.RHYTHM // 2)
        for part in (head, self.plot, self.limits, more, self.bands, self.sharpen, matching):
            layout.addWidget(part)
        layout.addStretch(1)
        return style.scrolling(body, self)

    def _connect(self) -> None:
        looks, saved = self._session.looks, self._session.saved_looks
        for part in (self.limits, self.bands, self.sharpen):
            part.chosen.connect(self._set_look)
        self.limits.view_asked.connect(self.view_asked)
        self.plot.dragged.connect(self._set_limits)
        self.gamma.chosen.connect(lambda gamma: self._change_look(gamma=gamma))
        self.invert.clicked.connect(lambda on: self._change_look(invert=on))
        self.lock.clicked.connect(lambda on: self._call_with_frame(lambda frame: looks.set_locked(on, frame)))
        self.look.chosen.connect(self._choose_look)
        self.reference.chosen.connect(self._match_to)
        self.menu_button.clicked.connect(self._open_menu)
        looks.changed.connect(self._on_look_changed)
        looks.lock_changed.connect(self.lock.setChecked)
        saved.changed.connect(self._refresh_fields)
        self._session.edited.connect(self._on_edited)
        self.lock.setChecked(looks.locked)

    def _on_edited(self, edit: Edit) -> None:
        if Frame in edit.kinds:
            self._refresh_fields()

    def _on_look_changed(self, frame_id: int) -> None:
        if frame_id == self._frame_id:
            self._refresh_fields()

    def _refresh_fields(self) -> None:
        opened = self._session.tiles.frame(self._frame_id) if self._frame_id is not None else None
        self._stack.setCurrentIndex(0 if opened is None else 1)
        if opened is None:
            return
        look = self._session.looks.look(opened.frame)
        shown = ShownLook(opened, look, opened.stretch)
        stretch = shown.stretch
        # Histograms are slow to find: only again if what they depend on changed.
        plotted = (opened.frame, opened.source, stretch.bands, stretch.pan, look.scope, look.scope == "view" and look)
        if plotted != self._plotted:
            self._plotted = plotted
            self.plot.show_histograms(self._session.looks.histograms(opened.frame))
        self.plot.show_limits(stretch.limits, together=look.together)
        for part in (self.limits, self.bands, self.sharpen):
            part.show_look(shown)
        self.gamma.show_gamma(stretch.gamma)
        self.invert.setChecked(stretch.invert)
        self._show_choices(opened.frame, look)

    def _show_choices(self, frame_id: int, look: Look) -> None:
        offered = self._session.saved_looks.offered(frame_id)
        self.look.offer([each.name for each in offered], look_name)
        self.look.show_value(self._session.saved_looks.name_of(frame_id), look_name(OWN_LOOK))
        others = [frame for frame in self._session.project.frames.values() if frame.id != frame_id]
        names = {str(frame.id): frame_title(frame) for frame in others}
        self.reference.offer((NO_REFERENCE, *names), lambda value: names.get(value, self.tr("None")))
        matched = look.reference if look.mode == "matched" else None
        self.reference.show_value(str(matched) if matched is not None else NO_REFERENCE, "")

    def _set_look(self, look: Look) -> None:
        if self._frame_id is not None:
            self._session.looks.set_look(self._frame_id, look)

    def _change_look(self, *, gamma: float | None = None, invert: bool | None = None) -> None:
        if self._frame_id is not None:
            look = self._session.looks.look(self._frame_id)
            gamma = look.gamma if gamma is None else gamma
            self._set_look(replace(look, gamma=gamma, invert=look.invert if invert is None else invert))

    def _set_limits(self, limits: tuple[Limits, ...]) -> None:
        if self._frame_id is not None:
            self._session.looks.set_limits(self._frame_id, limits)

    def _choose_look(self, name: str) -> None:
        if self._frame_id is not None:
            offered = {look.name: look for look in self._session.saved_looks.offered(self._frame_id)}
            self._session.saved_looks.choose(self._frame_id, offered[name])

    def _match_to(self, value: str) -> None:
        if self._frame_id is None:
            return
        if value == NO_REFERENCE:
            look = self._session.looks.look(self._frame_id)
            self._set_look(replace(look, mode="percentile", reference=None, limits=()))
            return
        try:
            self._session.looks.match([self._frame_id], int(value))
        except BasewatchError as fault:
            self.failed.emit(fault)
            self._refresh_fields()

    def _match_all(self) -> None:
        if self._frame_id is not None:
            self._session.looks.match_all(self._frame_id)

    def _call_with_frame(self, function: Callable[[int], None]) -> None:
        if self._frame_id is not None:
            function(self._frame_id)

    def _open_menu(self) -> None:
        menu = self.make_menu()
        menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def _ask_name(self) -> None:
        title, text = self.tr("Save this look"), self.tr("Name of the look")
        name, accepted = QInputDialog.getText(self, title, text)
        if accepted:
            self.save_look(name)
