import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.imagery.facts import sidecar
from basewatch_gui.imagery.facts.sidecar import (
    element_text,
    files_beside,
    files_named_after,
    parse_xml,
    read_bytes,
    read_json,
    read_key_values,
)

BOMB = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
FETCHING = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


def test_namespaces_are_left_out() -> None:
    root = parse_xml(b'<?xml version="1.0"?><p:a xmlns:p="urn:x"><p:b c="1"> 7 </p:b></p:a>')
    assert root is not None
    assert (root.tag, element_text(root, "none", "b")) == ("a", "7")


@pytest.mark.parametrize("data", [BOMB, FETCHING, b"<!DOCTYPE a><a/>", b"<a><b></a>", b"", b"\xff\xfe\x00", b"no"])
def test_damaged_xml_and_document_types_are_refused(data: bytes) -> None:
    assert parse_xml(data) is None


def test_xml_beyond_all_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert parse_xml(b"<a>" * 101 + b"</a>" * 101) is None
    monkeypatch.setattr(sidecar, "MAX_ELEMENTS", 10)
    assert parse_xml(b"<a>" + b"<b/>" * 9 + b"</a>") is not None
    assert parse_xml(b"<a>" + b"<b/>" * 10 + b"</a>") is None


@given(st.one_of(st.binary(), st.text().map(lambda text: text.encode("utf-8", "replace"))))
def test_no_bytes_break_the_xml_reader(data: bytes) -> None:
    parse_xml(data)
    parse_xml(b"<a>" + data + b"</a>")
    parse_xml(b'<?xml version="1.0" encoding="' + data + b'"?><a/>')


def test_long_files_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.json").write_text('{"a": 1}')
    assert read_json(tmp_path / "a.json") == {"a": 1}
    monkeypatch.setattr(sidecar, "MAX_BYTES", 5)
    assert read_bytes(tmp_path / "a.json") is None
    assert read_json(tmp_path / "a.json") == {}


@pytest.mark.skipif(os.name == "nt", reason="making links needs rights on Windows")
def test_links_are_followed_within_the_folder_only(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.json").write_text("{}")
    (tmp_path / "in" / "real.json").write_text("{}")
    for name, target in (("away", "../out.json"), ("here", "real.json"), ("ring", "ring.json"), ("none", "none.json")):
        (tmp_path / "in" / f"{name}.json").symlink_to(target)
    assert read_bytes(tmp_path / "in" / "here.json") == b"{}"
    for name in ("away", "ring", "none"):
        assert read_bytes(tmp_path / "in" / f"{name}.json") is None
    assert read_bytes(tmp_path / "in") is None


@pytest.mark.parametrize("text", ["[1, 2]", "7", "{", '{"a": ' * 5_000, "[" * 100_000, '{"a": 1' + "0" * 5_000 + "}"])
def test_json_that_is_no_object_has_no_members(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    assert read_json(tmp_path / "a.json") == {}


def test_pairs_are_read_whatever_stands_between(tmp_path: Path) -> None:
    text = 'A = "one";\nBEGIN_GROUP = G\n\ta = 2;\n b =3 ;\nlist = (\n 1,\n 2);\nno line\n = x\nEND;'
    (tmp_path / "a.imd").write_text(text)
    pairs = read_key_values(tmp_path / "a.imd")
    assert (pairs["a"], pairs["b"]) == ("one", "3")
    assert "list" not in pairs


def test_files_beside_are_found_in_any_case(tmp_path: Path) -> None:
    for name in ("a.tif", "a.IMD", "b.imd", "scene_metadata.json", "scene_1_metadata.json", "other_metadata.json"):
        (tmp_path / name).touch()
    raster = tmp_path / "scene_1_visual.tif"
    assert [file.name for file in files_beside(raster, ".imd")] == ["a.IMD", "b.imd"]
    assert files_beside(tmp_path / "none" / "a.tif", ".imd") == []
    found = files_named_after(raster, r"_metadata\.json", ".json")
    assert [file.name for file in found] == ["scene_1_metadata.json", "scene_metadata.json"]
