"""A pane while its stretch moves: what is on the screen is stretched anew, and nobody can tell."""

from dataclasses import replace

import numpy as np
import pytest

from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.imagery.display.stretch import Pixels
from tests.widgets.pane.conftest import Scene


def picture(scene: Scene) -> Pixels:
    scene.settle()
    pixels = scene.panes[0].pointed.pixels
    assert pixels is not None
    return pixels.copy()


def look(scene: Scene, viewpoint: Viewpoint) -> None:
    scene.session.view.look(0, viewpoint)
    scene.settle()


@pytest.mark.parametrize("turn_deg", [0.0, 25.0])
def test_the_picture_is_that_of_the_new_stretch_here_and_wherever_it_goes(scene: Scene, turn_deg: float) -> None:
    looks, start = scene.session.looks, scene.panes[0].viewpoint
    near = replace(start.turned(turn_deg), metres_per_scr=start.metres_per_scr / 3)
    away = near.panned(70.0, -40.0)
    # Within these limits blending samples and then stretching them is the same as the other way round.
    moved, last = ((50.0, 120.0),) * 3, ((-200.0, 300.0),) * 3
    look(scene, near)
    before = picture(scene)
    looks.set_limits(1, moved)
    looks.set_limits(1, last)
    scene.grid.refresh_now()
    here = picture(scene)
    look(scene, away)
    there = picture(scene)
    looks.reset(1)
    look(scene, start)
    looks.set_limits(1, last)
    look(scene, near)
    apart = np.abs(picture(scene).astype(int) - here).max(axis=2)
    assert np.quantile(apart, 0.97) <= 2
    look(scene, away)
    assert np.abs(picture(scene).astype(int) - there).max() <= 1, "a dragged picture is rounded otherwise"
    assert np.abs(here.astype(int) - before).max() > 20
