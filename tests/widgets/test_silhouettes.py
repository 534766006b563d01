"""Silhouettes as painter paths."""

import pytest
from affine import Affine
from PySide6.QtCore import QPointF

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.widgets.silhouettes import (
    silhouette_in_box,
    silhouette_names,
    silhouette_path,
    silhouette_size_m,
)


def test_every_shipped_category_names_one_that_is_there() -> None:
    assert {category.silhouette for category in shipped_categories() if category.silhouette} <= silhouette_names()


@pytest.mark.parametrize("name", sorted(silhouette_names()))
def test_a_silhouette_fills_its_size_in_metres(name: str) -> None:
    bounds, size = silhouette_path(name).boundingRect(), silhouette_size_m(name)
    assert size is not None
    assert (bounds.height(), bounds.width()) == pytest.approx(size, abs=0.3)
    assert (bounds.center().x(), bounds.center().y()) == pytest.approx((0.0, 0.0), abs=0.3)


@pytest.mark.parametrize("name", ["", "no such thing", "../categories", "../silhouettes/il-76"])
def test_a_name_from_elsewhere_has_none(name: str) -> None:
    assert silhouette_path(name).isEmpty()
    assert silhouette_size_m(name) is None
    assert silhouette_in_box(name, OrientedBox((0, 0), 10, 10, 0), Affine.identity()).isEmpty()


def test_on_a_box_the_nose_points_where_the_box_does() -> None:
    box = OrientedBox((200.0, 100.0), 46.59, 50.5, 90.0)
    path = silhouette_in_box("il-76", box, Affine.scale(2.0))
    bounds = path.boundingRect()
    assert (bounds.center().x(), bounds.center().y()) == pytest.approx((400.0, 200.0), abs=0.5)
    assert (bounds.width(), bounds.height()) == pytest.approx((2 * 46.59, 2 * 50.5), abs=0.5)
    nose, tail = QPointF(400 + 45.0, 200.0), QPointF(400 - 45.0, 200.0)
    assert path.contains(nose)
    wings_ahead = path.contains(QPointF(400 + 40.0, 208.0))
    tailplane = path.contains(QPointF(400 - 40.0, 208.0))
    assert (wings_ahead, tailplane) == (False, True)
    assert not path.contains(tail + QPointF(-10.0, 0.0))
