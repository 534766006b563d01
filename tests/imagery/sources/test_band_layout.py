import numpy as np
import pytest
from rasterio.enums import ColorInterp

from basewatch_gui.imagery.sources.band_layout import display_bands_of_file

UNSAID = ColorInterp.undefined
U8, U16 = np.dtype(np.uint8), np.dtype(np.uint16)


@pytest.mark.parametrize(
    ("count", "dtype", "shown"),
    [
        (1, U8, (0, 0, 0)),
        (2, U16, (0, 0, 0)),
        (3, U16, (0, 1, 2)),
        (4, U8, (0, 1, 2)),
        (4, U16, (2, 1, 0)),
        (5, U16, (0, 1, 2)),
        (8, U16, (4, 2, 1)),
        (13, U16, (0, 1, 2)),
    ],
)
def test_count_and_type_decide_where_nothing_is_said(
    count: int, dtype: np.dtype[np.generic], shown: tuple[int, int, int]
) -> None:
    assert display_bands_of_file([""] * count, [UNSAID] * count, dtype) == shown


def test_colours_said_by_the_file_go_first() -> None:
    colours = [ColorInterp.blue, ColorInterp.green, ColorInterp.red, UNSAID]
    assert display_bands_of_file(["red", "green", "blue", "nir"], colours, U8) == (2, 1, 0)


@pytest.mark.parametrize(
    "names",
    [
        ["NIR", "Blue", "GREEN", " red "],
        ["Red Edge", "B2 (blue)", "B3 (green)", "B4 (red)"],
        ["rededge", "blue band", "green band", "red band"],
    ],
)
def test_band_names_go_before_the_count(names: list[str]) -> None:
    assert display_bands_of_file(names, [UNSAID] * 4, U16) == (3, 2, 1)


def test_names_that_lack_a_colour_are_not_used() -> None:
    assert display_bands_of_file(["red", "nir", "swir"], [UNSAID] * 3, U8) == (0, 1, 2)
