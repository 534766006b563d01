"""Which frames need levels of their own making."""

import zipfile
from pathlib import Path

import pytest

from basewatch_gui.imagery.pyramids.build import build_pyramid
from basewatch_gui.imagery.pyramids.need import PyramidNeed, find_pyramid_need
from basewatch_gui.imagery.raster import open_raster
from basewatch_gui.imagery.sources.source import RasterSource
from tests.rasters import write_raster

WIDE = (2100, 300)


def need_of(path: Path, width: int = WIDE[0], height: int = WIDE[1], **how: object) -> PyramidNeed | None:
    """What a frame that is written like this needs."""
    write_raster(path, width=width, height=height, **how)  # type: ignore[arg-type]
    with open_raster(path) as raster:
        return find_pyramid_need(raster)


def test_small_frames_need_nothing(tmp_path: Path) -> None:
    assert need_of(tmp_path / "a.tif", 2048, 2048) is None
    assert need_of(tmp_path / "a.png", 2048, 200, driver="PNG") is None


def test_tiles_with_all_overviews_need_nothing(tmp_path: Path) -> None:
    assert need_of(tmp_path / "a.tif", 4500, 2000, block=256, overviews=(2, 4)) is None
    assert need_of(tmp_path / "b.tif", 4500, 2000, block=512, overviews=(4,)) is None


@pytest.mark.parametrize("overviews", [(), (8,)])
def test_tiles_with_gaps_need_levels_only(tmp_path: Path, overviews: tuple[int, ...]) -> None:
    need = need_of(tmp_path / "a.tif", 4500, 2000, block=256, overviews=overviews)
    assert need is not None
    assert need.plan.first == 1
    assert need.plan.sizes == ((4500, 2000), (2250, 1000), (1125, 500), (563, 250), (282, 125))
    assert need.nbytes == sum(width * height for width, height in need.plan.sizes[1:])


def test_levels_that_end_too_early_are_needed(tmp_path: Path) -> None:
    need = need_of(tmp_path / "a.tif", 9000, 100, block=256, overviews=(2, 4))
    assert need is not None


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("a.tif", {}),
        ("a.tif", {"compress": "lzw", "overviews": (2, 4)}),
        ("a.tif", {"compress": "deflate", "blockysize": 64}),
        ("a.png", {"driver": "PNG"}),
        ("a.jpg", {"driver": "JPEG"}),
        ("a.bmp", {"driver": "BMP"}),
        ("a.webp", {"driver": "WEBP", "bands": 3, "LOSSLESS": True}),
        ("a.ntf", {"driver": "NITF"}),
    ],
)
def test_strips_and_whole_compressed_images_are_stored_anew(tmp_path: Path, name: str, how: dict[str, object]) -> None:
    need = need_of(tmp_path / name, **how)  # type: ignore[arg-type]
    assert need is not None
    assert need.plan.first == 0
    assert need.nbytes > 2100 * 300


def test_one_huge_tile_is_stored_anew(tmp_path: Path) -> None:
    need = need_of(tmp_path / "a.tif", 2100, 2100, block=2112)
    assert need is not None
    assert need.plan.first == 0


def test_a_first_look_is_slow_where_it_decodes_the_whole(tmp_path: Path) -> None:
    quick = need_of(tmp_path / "a.tif", 2100, 6000, compress="deflate", blockysize=1)
    bare = need_of(tmp_path / "b.tif", 2100, 3000)
    strips = need_of(tmp_path / "c.tif", 2100, 6000, compress="deflate", blockysize=256)
    tiles = need_of(tmp_path / "d.tif", 4500, 3000, compress="deflate", block=512)
    image = need_of(tmp_path / "e.png", driver="PNG")
    assert quick is not None
    assert bare is not None
    assert strips is not None
    assert tiles is not None
    assert image is not None
    assert [need.is_slow_at_first for need in (quick, bare, strips, tiles, image)] == [False, False, True, True, True]


def test_dear_levels_wait_and_the_two_coarsest_never(tmp_path: Path) -> None:
    strips = need_of(tmp_path / "a.tif", 2100, 33_000)
    tiles = need_of(tmp_path / "b.tif", 16_000, 600, compress="deflate", block=512)
    image = need_of(tmp_path / "c.png", 16_000, 60, driver="PNG")
    assert strips is not None
    assert tiles is not None
    assert image is not None
    last = len(strips.plan.sizes) - 1
    assert [level for level in range(last + 1) if strips.must_wait_for(level)] == list(range(3, last - 1))
    assert [level for level in range(len(tiles.plan.sizes)) if tiles.must_wait_for(level)] == [2, 3]
    assert [level for level in range(len(image.plan.sizes)) if image.must_wait_for(level)] == [0, 1, 2, 3]


def test_a_frame_with_its_pyramid_needs_no_other(tmp_path: Path) -> None:
    assert need_of(tmp_path / "a.tif") is not None
    build_pyramid(RasterSource(tmp_path / "a.tif"), tmp_path / "made", lambda _share: None)
    with open_raster(RasterSource(tmp_path / "a.tif", pyramid=tmp_path / "made")) as raster:
        assert find_pyramid_need(raster) is None


def test_members_of_a_zip_count_as_one_stream_only_where_they_are_compressed(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", width=4000, height=300, block=256, overviews=(2, 4, 8))
    with open_raster(tmp_path / "a.tif") as raster:
        for how, is_slow in ((zipfile.ZIP_STORED, False), (zipfile.ZIP_DEFLATED, True)):
            raster.path = tmp_path / f"{how}.zip"
            with zipfile.ZipFile(raster.path, "w", how) as members:
                members.writestr("granule.jp2", bytes(1000))
            need = find_pyramid_need(raster)
            assert (need is not None and need.is_slow_at_first and need.plan.first == 0) == is_slow
