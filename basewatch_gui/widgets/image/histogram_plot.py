"""Histogram of the shown bands, with lines to drag the limits."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from basewatch_gui.imagery.display.histogram import Histogram
from basewatch_gui.model.look import Limits
from basewatch_gui.widgets import style

PLOT_HEIGHT_SCR = 124
CHANNEL_COLOURS = ("#e5695f", "#4fae6b", "#5b93e6")
TAIL_SHARE = 0.0005
"""Share of samples at each end that may lie beyond the plot: single glints would make it unreadable."""
_MARGIN_SHARE = 0.04


class HistogramPlot(pg.PlotWidget):  # type: ignore[misc]
    """Plots the histogram of each channel, as square roots of the counts, and a line at each limit.

    `dragged` gives all limits, one (low, high) pair per channel in sample values, while a line is dragged.
    """

    dragged = Signal(object)

    # Qt sends changeEvent from within the base class's constructor.
    _is_made = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, enableMenu=False)
        self.setFixedHeight(PLOT_HEIGHT_SCR)
        self.setAccessibleName(self.tr("Histogram"))
        self.setToolTip(self.tr("Drag the lines: what lies left of them is shown darkest, right of them brightest."))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        item = self.getPlotItem()
        item.hideAxis("left")
        item.hideButtons()
        item.setMouseEnabled(x=False, y=False)
        # pyqtgraph makes a menu without a parent even where there is to be none.
        item.ctrlMenu.setParent(self, item.ctrlMenu.windowFlags())
        item.getAxis("bottom").setStyle(tickTextHeight=12, tickLength=-4, tickTextOffset=2)
        item.getAxis("bottom").setHeight(18)
        item.setContentsMargins(0, 2, 0, 0)
        self._curves: list[pg.PlotCurveItem] = []
        self._lines: list[tuple[pg.InfiniteLine, pg.InfiniteLine]] = []
        self._limits: tuple[Limits, ...] = ()
        self._together = False
        self._span: Limits = (0.0, 1.0)
        self._is_made = True
        self._apply_colours()

    @property
    def lines(self) -> list[tuple[pg.InfiniteLine, pg.InfiniteLine]]:
        """Return the lines of the lower and upper limit, one pair per channel or one for all."""
        return self._lines

    def show_histograms(self, histograms: Sequence[Histogram]) -> None:
        """Replace the histograms, one per channel."""
        item = self.getPlotItem()
        for curve in self._curves:
            item.removeItem(curve)
        self._curves = []
        ends = []
        for made, colour in zip(histograms, _colours(len(histograms)), strict=True):
            heights = np.sqrt(made.counts)
            heights /= max(float(heights.max(initial=0.0)), 1.0)
            fill = QColor(colour)
            fill.setAlpha(60)
            curve = pg.PlotCurveItem(made.edges, heights, stepMode="center", fillLevel=0.0, brush=fill, pen=colour)
            item.addItem(curve)
            self._curves.append(curve)
            ends.append(_range_without_tails(made))
        low = min((low for low, _ in ends), default=0.0)
        high = max((high for _, high in ends), default=1.0)
        self._span = (low, high) if high > low else (low - 1.0, low + 1.0)
        self._set_range()

    def show_limits(self, limits: tuple[Limits, ...], *, together: bool) -> None:
        """Show the limits of each channel, or one pair if `together` and all are equal; a dragged pair stays put."""
        together = together and len(set(limits)) == 1
        count = min(len(limits), 1) if together else len(limits)
        if count != len(self._lines) or together != self._together:
            self._make_lines(count, len(limits), together)
        self._limits, self._together = limits, together
        for (low_line, high_line), (low, high) in zip(self._lines, limits, strict=False):
            if not (low_line.moving or high_line.moving):
                low_line.setValue(low)
                high_line.setValue(high)
        if not any(line.moving for pair in self._lines for line in pair):
            self._set_range()

    def changeEvent(self, event: QEvent) -> None:
        """Update the colours after a change of theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._is_made:
            self._apply_colours()

    def _make_lines(self, count: int, channels: int, together: bool) -> None:
        item = self.getPlotItem()
        for pair in self._lines:
            for line in pair:
                item.removeItem(line)
        self._lines = []
        for channel, colour in enumerate(_colours(1 if together else channels)[:count]):
            pair = (_make_line(colour), _make_line(colour))
            for end, line in enumerate(pair):
                line.sigDragged.connect(
                    lambda line, channel=channel, end=end: self._on_line_dragged(channel, end, line)
                )
                item.addItem(line, ignoreBounds=True)
            self._lines.append(pair)

    def _on_line_dragged(self, channel: int, end: int, line: pg.InfiniteLine) -> None:
        limits = list(self._limits)
        low, high = limits[channel]
        least = (self._span[1] - self._span[0]) / 1000  # the limits must not cross
        place = float(line.value())
        moved = (min(place, high - least), high) if end == 0 else (low, max(place, low + least))
        if moved[end] != place:
            line.setValue(moved[end])
        if self._together:
            limits = [moved] * len(limits)
        else:
            limits[channel] = moved
        self._limits = tuple(limits)
        self.dragged.emit(self._limits)

    def _set_range(self) -> None:
        low = min([self._span[0], *(low for low, _ in self._limits)])
        high = max([self._span[1], *(high for _, high in self._limits)])
        room = _MARGIN_SHARE * (high - low)
        self.getPlotItem().setRange(xRange=(low - room, high + room), yRange=(0.0, 1.05), padding=0.0)

    def _apply_colours(self) -> None:
        self.setBackground(self.palette().base().color())
        axis = self.getPlotItem().getAxis("bottom")
        axis.setPen(style.line_colour())
        axis.setTextPen(style.quiet_colour())
        font = self.font()
        font.setPointSizeF(max(font.pointSizeF() - 1.0, 7.0))
        axis.setTickFont(font)


def _colours(count: int) -> tuple[QColor, ...]:
    return tuple(QColor(name) for name in CHANNEL_COLOURS) if count == 3 else (style.quiet_colour(),)


def _make_line(colour: QColor) -> pg.InfiniteLine:
    return pg.InfiniteLine(movable=True, pen=pg.mkPen(colour, width=2), hoverPen=pg.mkPen(colour, width=4))


def _range_without_tails(made: Histogram) -> Limits:
    """Return the range of sample values without TAIL_SHARE of the samples at each end."""
    share = np.cumsum(made.counts) / max(int(made.counts.sum()), 1)
    first, last = np.searchsorted(share, (TAIL_SHARE, 1.0 - TAIL_SHARE))
    return (float(made.edges[first]), float(made.edges[min(last + 1, len(made.edges) - 1)]))
