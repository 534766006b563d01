"""What bands are, and which looks follow."""

import pytest

from basewatch_gui.imagery.display.band_roles import band_roles, shipped_looks

PLAIN = tuple(f"Band {number}" for number in range(1, 9))


@pytest.mark.parametrize(
    ("names", "dtype", "display", "roles"),
    [
        (PLAIN[:4], "uint16", (2, 1, 0), {"red": 2, "green": 1, "blue": 0, "nir": 3}),
        (PLAIN[:8], "uint16", (4, 2, 1), {"red": 4, "green": 2, "blue": 1, "nir": 6}),
        (PLAIN[:4], "uint8", (0, 1, 2), {"red": 0, "green": 1, "blue": 2}),
        (("red", "green", "blue", "NIR"), "uint8", (0, 1, 2), {"red": 0, "green": 1, "blue": 2, "nir": 3}),
        (("B2", "B3", "B4", "B8"), "uint16", (2, 1, 0), {"red": 2, "green": 1, "blue": 0, "nir": 3}),
        (("red", "green", "blue", "Panchromatic"), "uint16", (0, 1, 2), {"red": 0, "green": 1, "blue": 2, "pan": 3}),
        (("Band 1",), "uint16", (0, 0, 0), {}),
        (("PAN",), "uint16", (0, 0, 0), {"pan": 0}),
    ],
)
def test_roles_come_from_names_else_from_count(
    names: tuple[str, ...], dtype: str, display: tuple[int, int, int], roles: dict[str, int]
) -> None:
    assert band_roles(names, dtype, display) == roles


def test_looks_are_offered_only_where_their_bands_are() -> None:
    four = shipped_looks({"red": 2, "green": 1, "blue": 0, "nir": 3}, 4)
    assert {look.name: look.bands for look in four} == {
        "natural": (2, 1, 0), "infrared": (3, 2, 1), "grey": (1,), "colours": (1,),
    }  # fmt: skip
    assert [look.name for look in shipped_looks({}, 1)] == ["grey", "colours"]
    sharp = shipped_looks({"red": 0, "green": 1, "blue": 2, "pan": 3}, 4)
    assert [look.name for look in sharp] == ["natural", "sharp", "pan", "colours"]
    assert (sharp[1].pan, sharp[1].sharpening) == (3, "brovey")
