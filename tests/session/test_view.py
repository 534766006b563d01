"""The Viewpoints of the panes."""

from pytestqt.qtbot import QtBot

from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.session.view import View

HERE, THERE = Viewpoint((1.0, 2.0), 0.5), Viewpoint((30.0, 40.0), 2.0, 15.0)


def test_locked_panes_share_one_viewpoint(qtbot: QtBot) -> None:
    view = View()
    with qtbot.waitSignal(view.changed):
        view.look(1, HERE)
    assert view.of(0) == view.of(1) == HERE


def test_unlocked_panes_look_for_themselves_and_lock_to_the_one_that_is_named(qtbot: QtBot) -> None:
    view = View()
    view.look(0, HERE)
    view.set_locked(False, 0)
    view.look(1, THERE)
    assert (view.of(0), view.of(1)) == (HERE, THERE)
    with qtbot.waitSignals([view.changed, view.lock_changed]):
        view.set_locked(True, 1)
    assert view.of(0) == view.of(1) == THERE


def test_looking_where_one_looks_already_says_nothing(qtbot: QtBot) -> None:
    view = View()
    view.look(0, HERE)
    with qtbot.assertNotEmitted(view.changed):
        view.look(0, HERE)


def test_centring_keeps_scale_and_rotation() -> None:
    view = View()
    view.look(0, THERE)
    view.centre_on(0, (5.0, 6.0))
    assert view.of(0) == Viewpoint((5.0, 6.0), 2.0, 15.0)
