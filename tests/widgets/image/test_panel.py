"""The dock Image, worked with mouse and keys beside panes that show what it does."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog
from pytestqt.qtbot import QtBot

from basewatch_gui.imagery.display.stretch import Pixels, Stretch
from basewatch_gui.model.look import Look
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.fields.combos import ValueCombo
from basewatch_gui.widgets.image.histogram_plot import HistogramPlot
from basewatch_gui.widgets.image.image_panel import ImagePanel
from tests.session.looks.conftest import project as project
from tests.widgets.pane.conftest import Scene, shown

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def scene(project: Path, qtbot: QtBot) -> Iterator[Scene]:
    """Frames 1 and 2 in two panes."""
    with shown(project, (1, 2)) as made:
        yield made


@pytest.fixture
def panel(scene: Scene, qtbot: QtBot) -> ImagePanel:
    """The panel on frame 1, as wide as the dock is at first."""
    made = ImagePanel(scene.session)
    qtbot.addWidget(made)
    made.resize(300, 560)
    made.show()
    made.set_frame(1)
    QApplication.processEvents()
    return made


def stretch(session: Session, frame: int = 1) -> Stretch:
    found = session.looks.stretch(frame)
    assert found is not None
    return found


def picture(scene: Scene, pane: int = 0) -> Pixels:
    QApplication.processEvents()
    pixels = scene.panes[pane].pointed.pixels
    assert pixels is not None
    return pixels.copy()


def choose(combo: ValueCombo, value: str) -> None:
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())


def at(plot: HistogramPlot, sample: float) -> QPoint:
    box = plot.getPlotItem().getViewBox()
    place = plot.mapFromScene(box.mapViewToScene(QPointF(sample, 0.5)))
    return QPoint(place.x(), place.y())


def drag_line(plot: HistogramPlot, start: float, end: float) -> None:
    viewport = plot.viewport()
    first, last = at(plot, start), at(plot, end)
    QTest.mouseMove(viewport, first)
    QTest.mousePress(viewport, LEFT, Qt.KeyboardModifier.NoModifier, first)
    for step in (1, 2, 3, 4):
        QTest.mouseMove(viewport, first + (last - first) * step / 4)
    QTest.mouseRelease(viewport, LEFT, Qt.KeyboardModifier.NoModifier, last)


def test_dragging_a_line_moves_its_limit_and_changes_the_picture(panel: ImagePanel, scene: Scene) -> None:
    before, old = picture(scene), stretch(scene.session)
    choose(panel.bands.kind, "one")
    (low, high) = stretch(scene.session).limits[0]
    grey = picture(scene)
    assert (grey[..., 0] == grey[..., 2]).all()
    drag_line(panel.plot, high, (low + high) / 2)
    ((new_low, new_high),) = stretch(scene.session).limits
    assert new_low == low
    assert new_high == pytest.approx((low + high) / 2, abs=(high - low) / 40)
    assert picture(scene).mean() > grey.mean() + 10
    assert panel.limits.high.value() == pytest.approx(new_high, abs=1)
    assert panel.limits.mode.currentData() == "manual"
    assert old.limits != stretch(scene.session).limits
    assert before.shape == grey.shape


def test_a_lower_limit_never_passes_the_upper_one(panel: ImagePanel, scene: Scene) -> None:
    choose(panel.bands.kind, "one")
    low, high = stretch(scene.session).limits[0]
    drag_line(panel.plot, low, high + (high - low) / 4)
    now = stretch(scene.session).limits[0]
    assert now[0] < now[1] == high


def test_each_channel_has_its_lines_or_all_have_one_pair(panel: ImagePanel, scene: Scene) -> None:
    assert len(panel.plot.lines) == 3
    QTest.mouseClick(panel.limits.together, LEFT)
    assert len(panel.plot.lines) == 1
    assert len(set(stretch(scene.session).limits)) == 1
    low, high = stretch(scene.session).limits[0]
    drag_line(panel.plot, low, (low + high) / 2)
    limits = stretch(scene.session).limits
    assert len(set(limits)) == 1
    assert limits[0][0] > low
    QTest.mouseClick(panel.limits.together, LEFT)
    assert len(panel.plot.lines) == 3


def test_numbers_can_be_typed(panel: ImagePanel, scene: Scene) -> None:
    panel.limits.channel.setCurrentIndex(1)
    panel.limits.channel.activated.emit(1)
    panel.limits.low.setFocus()
    panel.limits.low.selectAll()
    QTest.keyClicks(panel.limits.low, "123")
    QTest.keyClick(panel.limits.low, Qt.Key.Key_Return)
    assert stretch(scene.session).limits[1][0] == 123.0
    assert stretch(scene.session).limits[0][0] != 123.0


def test_modes_gamma_and_invert(panel: ImagePanel, scene: Scene) -> None:
    plain = stretch(scene.session)
    choose(panel.limits.mode, "minmax")
    assert stretch(scene.session).limits[0][1] > plain.limits[0][1]
    choose(panel.limits.mode, "sigma")
    panel.limits.sigmas.setValue(1.0)
    assert scene.session.looks.look(1).sigmas == 1.0
    choose(panel.limits.mode, "percentile")
    panel.limits.low_percent.setValue(10.0)
    assert scene.session.looks.look(1).percents == (10.0, 99.5)
    panel.gamma.slider.setValue(50)
    assert stretch(scene.session).gamma == pytest.approx(5**0.5, abs=0.01)
    assert panel.gamma.number.value() == stretch(scene.session).gamma
    before = picture(scene)
    QTest.mouseClick(panel.invert, LEFT)
    after = picture(scene)
    mirrored = np.abs(before[..., :3].astype(int) + after[..., :3] - 255).max(axis=2) <= 2
    assert mirrored.mean() > 0.4


def test_bands_and_colour_maps_are_chosen(panel: ImagePanel, scene: Scene) -> None:
    choose(panel.bands.bands[0], "3")
    assert stretch(scene.session).bands == (3, 1, 0)
    choose(panel.bands.kind, "one")
    assert stretch(scene.session).bands == (1,)
    choose(panel.bands.colour_map, "inferno")
    assert stretch(scene.session).colour_map == "inferno"
    choose(panel.look, "infrared")
    assert stretch(scene.session).bands == (3, 2, 1)
    assert panel.look.currentText() == "Colour infrared"
    assert panel.bands.bands[0].currentData() == "3"


def test_sharpening_takes_a_band_that_is_not_shown(panel: ImagePanel, scene: Scene) -> None:
    choose(panel.sharpen.way, "brovey")
    pan = stretch(scene.session).pan
    assert pan is not None
    assert pan.band == 3
    choose(panel.sharpen.way, "weighted")
    panel.sharpen.weights[2].setValue(0.5)
    pan = stretch(scene.session).pan
    assert pan is not None
    assert pan.weights == (1.0, 1.0, 0.5)
    choose(panel.bands.kind, "one")
    assert panel.sharpen.isHidden()


def test_locking_and_matching_reach_the_other_date(panel: ImagePanel, scene: Scene) -> None:
    QTest.mouseClick(panel.lock, LEFT)
    assert stretch(scene.session, 2) == stretch(scene.session, 1)
    QTest.mouseClick(panel.lock, LEFT)
    choose(panel.reference, "2")
    assert stretch(scene.session).knots
    assert panel.limits.mode.currentData() == "matched"
    choose(panel.reference, "0")
    assert not stretch(scene.session).knots


def test_a_look_is_saved_and_forgotten(panel: ImagePanel, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.session.looks.set_look(1, Look(bands=(3, 0, 1)))
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args: ("  plants ", True))
    actions = {action.text(): action for action in panel.make_menu().actions()}
    actions["Save this look…"].trigger()
    assert panel.look.currentText() == "plants"
    (forget,) = panel.make_menu().actions()[1].menu().actions()  # type: ignore[attr-defined]
    forget.trigger()
    assert panel.look.findData("plants") == -1


def test_it_follows_its_frame_and_says_when_there_is_none(panel: ImagePanel, scene: Scene) -> None:
    panel.set_frame(2)
    scene.session.looks.set_look(2, Look(gamma=2.0))
    assert panel.gamma.number.value() == 2.0
    panel.set_frame(1)
    assert panel.gamma.number.value() == 1.0
    panel.set_frame(None)
    assert panel.plot.isHidden() or not panel.plot.isVisible()


def test_everything_fits_into_300_pixels_and_can_be_named(panel: ImagePanel, scene: Scene) -> None:
    choose(panel.sharpen.way, "weighted")
    QApplication.processEvents()
    fields = [*panel.bands.bands, panel.limits.high, panel.limits.together, panel.invert, *panel.sharpen.weights]
    for field in [*fields, panel.reference, panel.menu_button, panel.limits.take_view]:
        assert field.accessibleName()
        assert field.focusPolicy() != Qt.FocusPolicy.NoFocus
        right = field.mapTo(panel, QPoint(field.width(), 0)).x()
        assert right <= 300
        assert field.width() >= 20
