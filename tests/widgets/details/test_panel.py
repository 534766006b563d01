from collections.abc import Callable
from dataclasses import replace
from math import cos, radians, sin
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from basewatch_gui.imagery.facts.fingerprint import file_sha256
from basewatch_gui.imagery.facts.frames import describe_frame
from basewatch_gui.model.edit import Edit, added, removed, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.details.details_panel import DetailsPanel
from tests.rasters import AT_HOME, UTM_37N, write_raster

IMD = 'BEGIN_GROUP = IMAGE_1\nsatId = "WV03";\nmeanCollectedGSD = 0.312;\nmeanSunEl = 30.1;\nEND_GROUP = IMAGE_1\n'
Look = Callable[[str], tuple[str, str]]


@pytest.fixture
def frame(session: Session, tmp_path: Path) -> Frame:
    """The frame 4: a real file with an IMD beside it."""
    path = tmp_path / "real.tif"
    write_raster(path, bands=3, crs=UTM_37N, transform=AT_HOME, tags={"TIFFTAG_COPYRIGHT": "© 2024 Maxar"})
    path.with_suffix(".IMD").write_text(IMD)
    made = describe_frame(path, session.file.new_frame_id(), str(path))
    session.do(added("add frames", [made]))
    return made


@pytest.fixture
def panel(qtbot: QtBot, session: Session, frame: Frame) -> DetailsPanel:
    made = DetailsPanel(session)
    qtbot.addWidget(made)
    made.resize(300, 600)
    made.show()
    made.show_frame(frame.id)
    return made


@pytest.fixture
def edits(session: Session, panel: DetailsPanel) -> list[Edit]:
    """The edits from now on."""
    made: list[Edit] = []
    session.edited.connect(made.append)
    return made


def shown(panel: DetailsPanel, name: str) -> tuple[str, str]:
    """The text of a field and what stands below it."""
    field = panel.fields[name]
    return (field.line.text(), field.below.whole_text)


def write(panel: DetailsPanel, name: str, text: str) -> None:
    """Write as a user does, and press Enter."""
    line = panel.fields[name].line
    line.selectAll()
    QTest.keyClicks(line, text) if text else QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClick(line, Qt.Key.Key_Return)


def fact(panel: DetailsPanel, name: str) -> str:
    return {fact.name: fact.text for fact in panel.facts.facts}[name]


def test_values_are_shown_with_where_they_came_from(panel: DetailsPanel) -> None:
    assert shown(panel, "satellite") == ("WV03", "Maxar IMD (satId)")
    assert shown(panel, "credit") == ("© 2024 Maxar", "TIFF tag Copyright")
    assert shown(panel, "gsd_m") == ("0.312", "Maxar IMD (meanCollectedGSD)")
    assert panel.fields["gsd_m"].beside.text() == "pixel 0.5 m"
    assert shown(panel, "acquired") == ("", "")
    assert panel.title.text() == "real.tif"


def test_facts_of_the_file(panel: DetailsPanel, frame: Frame, tmp_path: Path) -> None:
    assert fact(panel, "Size") == "100 × 80 px"
    assert fact(panel, "Bands") == "3 × uint8"
    assert fact(panel, "CRS") == "WGS 84 / UTM zone 37N"
    assert fact(panel, "Centre").startswith("49.65")
    assert fact(panel, "MGRS").startswith("37U")
    assert fact(panel, "Registration") == "as delivered"
    assert fact(panel, "SHA-256") == file_sha256(tmp_path / "real.tif")
    assert panel.hash_button.isHidden()


def test_a_registration_is_said_in_metres_and_degrees(panel: DetailsPanel, session: Session, frame: Frame) -> None:
    turned = (cos(radians(1)), -sin(radians(1)), 3.0, sin(radians(1)), cos(radians(1)), 4.0)
    session.do(replaced("nudge", [(frame, replace(frame, registration=turned))]))
    assert fact(panel, "Registration") == "shifted 5.00 m, turned 1.000°"


def test_a_frame_without_georeference_says_so(panel: DetailsPanel) -> None:
    panel.show_frame(3)
    assert fact(panel, "CRS") == "no georeference"
    assert "Centre" not in {fact.name for fact in panel.facts.facts}
    assert panel.fields["gsd_m"].beside.isHidden()


def test_a_value_that_is_written_is_one_edit(panel: DetailsPanel, session: Session, edits: list[Edit]) -> None:
    write(panel, "acquired", "2024-12-13 08:12")
    assert [edit.action for edit in edits] == ["edit frame"]
    assert session.project.frames[panel.frame_id or 0].acquired == "2024-12-13T08:12:00Z"
    text, origin = shown(panel, "acquired")
    assert text == "2024-12-13 08:12:00"
    assert origin.startswith("entered by analyst, ")
    assert panel.title.text() == "2024-12-13 08:12 UTC"
    session.undo()
    assert shown(panel, "acquired") == ("", "")


def test_an_empty_text_is_unknown(panel: DetailsPanel, session: Session, edits: list[Edit]) -> None:
    write(panel, "satellite", "")
    assert session.project.frames[panel.frame_id or 0].source.satellite is None
    assert shown(panel, "satellite")[1].startswith("entered by analyst, ")
    assert len(edits) == 1


def test_nonsense_is_refused_below_and_stays_to_be_mended(panel: DetailsPanel, edits: list[Edit]) -> None:
    write(panel, "sun_elevation_deg", "120")
    text, said = shown(panel, "sun_elevation_deg")
    assert text == "120"
    assert said == "Write degrees from -90 to 90, or leave it empty where they are unknown."
    QTest.keyClick(panel.fields["sun_elevation_deg"].line, Qt.Key.Key_Escape)
    assert shown(panel, "sun_elevation_deg") == ("30.1", "Maxar IMD (meanSunEl)")
    assert edits == []


def test_the_same_text_is_no_edit(panel: DetailsPanel, edits: list[Edit]) -> None:
    write(panel, "satellite", "WV03")
    assert edits == []
    assert shown(panel, "satellite")[1] == "Maxar IMD (satId)"


def test_what_is_written_goes_to_the_frame_it_was_written_for(panel: DetailsPanel, session: Session) -> None:
    first = panel.frame_id or 0
    line = panel.fields["provider"].line
    line.selectAll()
    QTest.keyClicks(line, "Mine")
    panel.show_frame(2)
    assert session.project.frames[first].source.provider == "Mine"
    assert session.project.frames[2].source.provider is None
    assert shown(panel, "provider") == ("", "")


def test_what_is_being_written_survives_another_edit(panel: DetailsPanel, session: Session, frame: Frame) -> None:
    QTest.keyClicks(panel.fields["url"].line, "https://exa")
    session.do(replaced("nudge", [(frame, replace(frame, registration=(1.0, 0.0, 3.0, 0.0, 1.0, 4.0)))]))
    assert panel.fields["url"].line.text() == "https://exa"


def test_back_brings_the_files_own_value(qtbot: QtBot, panel: DetailsPanel, session: Session) -> None:
    assert panel.fields["satellite"].back.isHidden()
    write(panel, "satellite", "GeoEye")
    assert not panel.fields["satellite"].back.isHidden()
    with qtbot.waitSignal(session.edited):
        panel.fields["satellite"].back.click()
    assert shown(panel, "satellite") == ("WV03", "Maxar IMD (satId)")
    assert panel.fields["satellite"].back.isHidden()


def test_rereading_takes_what_came_beside_the_file_since(
    qtbot: QtBot, panel: DetailsPanel, session: Session, tmp_path: Path
) -> None:
    write(panel, "satellite", "GeoEye")
    (tmp_path / "real.IMD").write_text(IMD.replace("30.1", "31.5"))
    with qtbot.waitSignal(session.edited):
        panel.reread_button.click()
    assert shown(panel, "sun_elevation_deg") == ("31.5", "Maxar IMD (meanSunEl)")
    assert shown(panel, "satellite")[0] == "GeoEye"
    assert panel.answer.text() == "The values are up to date."
    panel.reread_button.click()
    qtbot.waitUntil(lambda: panel.answer.text() == "Nothing new was found.")


def test_a_file_that_is_gone_is_said(qtbot: QtBot, panel: DetailsPanel, tmp_path: Path) -> None:
    (tmp_path / "real.tif").unlink()
    with qtbot.waitSignal(panel.failed) as said:
        panel.reread_button.click()
    assert said.args is not None
    assert "real.tif" in str(said.args[0])


def test_the_sha256_of_a_large_file_is_computed_when_asked(
    qtbot: QtBot, panel: DetailsPanel, session: Session, frame: Frame, tmp_path: Path
) -> None:
    session.do(replaced("edit frame", [(frame, replace(frame, source=replace(frame.source, sha256=None)))]))
    assert not panel.hash_button.isHidden()
    with qtbot.waitSignal(session.edited):
        panel.hash_button.click()
    assert fact(panel, "SHA-256") == file_sha256(tmp_path / "real.tif")


def test_a_change_that_cannot_be_kept_is_said_and_taken_back(
    qtbot: QtBot, panel: DetailsPanel, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = BasewatchError("The disk is full.")

    def refuse(_edit: object, **_how: object) -> None:
        raise fault

    monkeypatch.setattr(session.file, "do", refuse)
    with qtbot.waitSignal(panel.failed) as said:
        write(panel, "satellite", "GeoEye")
    assert said.args == [fault]
    assert shown(panel, "satellite") == ("WV03", "Maxar IMD (satId)")


def test_a_frame_that_is_taken_away_leaves_the_panel_empty(panel: DetailsPanel, session: Session) -> None:
    session.do(removed("remove frames", [session.project.frames[panel.frame_id or 0]]))
    assert panel.frame_id is None
    assert not panel.fields["satellite"].isVisible()
    session.undo()
    panel.show_frame(4)
    assert panel.fields["satellite"].isVisible()
