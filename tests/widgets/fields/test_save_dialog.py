"""A saved file has the suffix of its kind, and none is replaced unasked."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.widgets.fields.save_dialog import ask_save_path
from tests.widgets.conftest import Answer


@pytest.mark.parametrize(
    ("typed", "saved"),
    [("labels", "labels.csv"), ("labels.csv", "labels.csv"), ("LABELS.CSV", "LABELS.CSV"), ("v1.2", "v1.2.csv")],
)
def test_a_name_gets_its_suffix_once(qapp: object, answer: Answer, tmp_path: Path, typed: str, saved: str) -> None:
    answer(save=tmp_path / typed)
    assert ask_save_path(QWidget(), "Save", tmp_path, "CSV (*.csv)", ".csv") == tmp_path / saved


def test_a_cancelled_dialog_gives_none(qapp: object, answer: Answer, tmp_path: Path) -> None:
    answer(save="")
    assert ask_save_path(QWidget(), "Save", tmp_path, "CSV (*.csv)", ".csv") is None


def test_a_file_that_the_dialog_has_not_asked_about_is_not_replaced(
    qapp: object, answer: Answer, tmp_path: Path
) -> None:
    (tmp_path / "v1.2.csv").write_text("precious")
    answer(save=tmp_path / "v1.2")
    with pytest.raises(BasewatchError, match=r"v1\.2\.csv is there already"):
        ask_save_path(QWidget(), "Save", tmp_path, "CSV (*.csv)", ".csv")
