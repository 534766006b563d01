"""The directories of a TIFF, good and damaged."""

import struct
from pathlib import Path

import pytest

from basewatch_gui.imagery.sources.tiff_header import read_tiff_directories
from tests.rasters import write_raster


def test_overviews_are_told_from_pages(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", width=90, height=61, overviews=(2,))
    write_raster(tmp_path / "a.tif", width=30, height=20, APPEND_SUBDATASET="YES")
    found = sorted((each.width, each.height, each.is_overview) for each in read_tiff_directories(tmp_path / "a.tif"))
    assert found == [(30, 20, False), (45, 31, True), (90, 61, False)]


@pytest.mark.parametrize("content", [b"", b"II", b"II*\0\xff\xff\xff\xff" + bytes(20), b"MM\0*" + bytes(20), bytes(64)])
def test_what_is_no_whole_tiff_has_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.tif").write_bytes(content)
    assert read_tiff_directories(tmp_path / "a.tif") == []
    assert read_tiff_directories(tmp_path / "none.tif") == []


def test_a_chain_that_leads_back_ends(tmp_path: Path) -> None:
    entry = struct.pack("<HHII", 256, 4, 1, 77)
    (tmp_path / "a.tif").write_bytes(b"II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 8))
    assert [each.width for each in read_tiff_directories(tmp_path / "a.tif")] == [77]
