"""The small bar in a pane that shows what is compared and changes it."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSlider, QToolButton, QWidget

from basewatch_gui.session.comparing import FASTEST_HZ, MODES, RATE_STEP_HZ, SLOWEST_HZ
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.icons import icon
from basewatch_gui.widgets.pane.compare.compare_texts import mode_name, side_titles
from basewatch_gui.widgets.style import RHYTHM
from basewatch_gui.widgets.texts import frame_title

BAR_ABOVE_BOTTOM_SCR = 36
"""Height of the bar above the pane's bottom: room for the scale bar."""
BAR_SLIDER_SCR = 72
SHARE_STEPS = 100
"""Steps of the slider from one frame to the other."""
OWN_COLOUR, OTHER_COLOUR = QColor(230, 40, 40), QColor(0, 200, 210)


class CompareBar(QFrame):
    """A bar over a pane's lower part; it takes no focus, so that keys still go to the pane."""

    def __init__(self, pane: QWidget, session: Session) -> None:
        super().__init__(pane)
        self._session = session
        self._own: int | None = None
        self._shown_key: object = None
        self._layout_key: object = None
        self.setObjectName("compare")
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        comparing = session.comparing
        self.mode = self._menu_button(self.tr("How the two are compared"))
        self.own = QLabel(self)
        self.share = self._slider(self.tr("How much of the other frame is seen"), 0, SHARE_STEPS)
        self.share.valueChanged.connect(lambda value: comparing.set_share(value / SHARE_STEPS))
        self.other = self._menu_button(self.tr("What it is compared with"))
        self.rate = self._slider(
            self.tr("Changes a second"), round(SLOWEST_HZ / RATE_STEP_HZ), round(FASTEST_HZ / RATE_STEP_HZ)
        )
        self.rate.valueChanged.connect(lambda value: comparing.set_rate(value * RATE_STEP_HZ))
        self._rate_text = QLabel(self)
        self.turn = self._button(self.tr("Turn the edge: upright or level"))
        self.turn.clicked.connect(lambda: comparing.set_upright(not comparing.upright))
        self.matched = self._button(self.tr("Match the brightness of the two before they are compared"))
        self.matched.setText(self.tr("Match"))
        self.matched.setCheckable(True)
        self.matched.toggled.connect(comparing.set_matched)
        self.leave = self._button(self.tr("Leave the comparison (Esc)"))
        self.leave.setIcon(icon("close"))
        self.leave.clicked.connect(comparing.stop)
        self._lay_out()

    def refresh_bar(self, own: int | None, other: int | None) -> None:
        """Refresh texts, controls and place for a comparison of two frames, given by id.

        Called at every refresh of the pane; nothing is set while nothing has changed.
        """
        self._own = own
        pane = self.parentWidget()
        titles = tuple(side_titles(self._session, (own, other)))
        comparing = self._session.comparing
        key = (titles, comparing.mode, comparing.share, comparing.rate_hz, comparing.upright, comparing.matched)
        if key != self._shown_key:
            self._shown_key = key
            self._show_comparison(*titles)
        settled = (titles, comparing.mode, pane.size() if pane is not None else None)
        if settled != self._layout_key:
            self._layout_key = settled
            self._lay_in_pane()

    def _show_comparison(self, own: str, other: str) -> None:
        """Set texts and controls for the comparison of two titled frames."""
        comparing, mode = self._session.comparing, self._session.comparing.mode
        if mode is None:
            return
        coloured = mode == "colours"
        self.mode.setText(f"{mode_name(mode)} ▾")
        self.own.setText(_swatched(own, OWN_COLOUR) if coloured else own)
        self.other.setText(f"{other or self.tr('no other frame')} ▾")
        self.other.setIcon(_swatch(OTHER_COLOUR) if coloured else QIcon())
        for widget, shown_in in (
            (self.share, ("fade",)),
            (self.rate, ("flicker",)),
            (self._rate_text, ("flicker",)),
            (self.turn, ("swipe",)),
            (self.matched, ("difference", "colours")),
        ):
            widget.setVisible(mode in shown_in)
        self._rate_text.setText(self.tr("{rate:.1f} Hz").format(rate=comparing.rate_hz))
        self.turn.setIcon(icon("swipe-level" if comparing.upright else "swipe"))
        for widget, value in (
            (self.share, round(comparing.share * SHARE_STEPS)),
            (self.rate, round(comparing.rate_hz / RATE_STEP_HZ)),
        ):
            with QSignalBlocker(widget):
                widget.setValue(value)
        with QSignalBlocker(self.matched):
            self.matched.setChecked(comparing.matched)

    def _lay_in_pane(self) -> None:
        """Lay the bar over the middle of the pane's lower edge, as large as its contents."""
        pane = self.parentWidget()
        assert pane is not None
        self._show_own_title(True)
        if self.sizeHint().width() > pane.width() - 2 * RHYTHM:
            self._show_own_title(False)
        size = self.sizeHint().boundedTo(QSize(pane.width(), pane.height()))
        place = ((pane.width() - size.width()) // 2, max(pane.height() - size.height() - BAR_ABOVE_BOTTOM_SCR, 0))
        if self.geometry().getRect() != (*place, size.width(), size.height()):
            self.setGeometry(*place, size.width(), size.height())
        self.raise_()

    def _show_own_title(self, shown: bool) -> None:
        """Show or hide the title of the pane's own frame: without room for it the pane's title is enough."""
        self.own.setVisible(shown)
        self._between.setVisible(shown and self._session.comparing.mode != "fade")
        layout = self.layout()
        assert layout is not None
        layout.activate()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(RHYTHM // 2, 2, RHYTHM // 2, 2)
        layout.setSpacing(RHYTHM // 2)
        self._between = QLabel("|", self)
        self._between.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._rate_text.setMinimumWidth(self._rate_text.fontMetrics().horizontalAdvance("10.0 Hz"))
        for widget in (
            self.mode, self.own, self._between, self.share, self.other, self.rate, self._rate_text, self.turn,
            self.matched, self.leave,
        ):  # fmt: skip
            layout.addWidget(widget)
        self._fill_mode_menu()
        self.other.menu().aboutToShow.connect(self._fill_frame_menu)

    def _fill_mode_menu(self) -> None:
        comparing = self._session.comparing
        for mode in MODES:
            action = self.mode.menu().addAction(mode_name(mode))
            action.triggered.connect(lambda _checked=False, mode=mode: comparing.start(mode, comparing.pane))

    def _fill_frame_menu(self) -> None:
        menu, comparing = self.other.menu(), self._session.comparing
        menu.clear()
        for frame in self._session.project.frames_in_time:
            if frame.id != self._own:
                action = menu.addAction(frame_title(frame))
                action.setCheckable(True)
                action.setChecked(frame.id == comparing.other)
                action.triggered.connect(lambda _checked=False, key=frame.id: comparing.choose(key))

    def _button(self, help_text: str) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(help_text)
        button.setAccessibleName(help_text)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setIconSize(QSize(16, 16))
        return button

    def _menu_button(self, help_text: str) -> QToolButton:
        button = self._button(help_text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(QMenu(button))
        return button

    def _slider(self, help_text: str, least: int, most: int) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setRange(least, most)
        slider.setFixedWidth(BAR_SLIDER_SCR)
        slider.setToolTip(help_text)
        slider.setAccessibleName(help_text)
        slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return slider


def _swatch(colour: QColor) -> QIcon:
    pixmap = QPixmap(12, 12)
    pixmap.fill(colour)
    return QIcon(pixmap)


def _swatched(text: str, colour: QColor) -> str:
    return f'<span style="color:{colour.name()}">■</span> {text}'
