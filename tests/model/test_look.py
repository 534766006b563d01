"""Looks, and how they are kept."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.model.look import Look

numbers = st.floats(-1e6, 1e6)
looks = st.builds(
    Look,
    bands=st.sampled_from([(), (3,), (2, 1, 0)]),
    colour_map=st.sampled_from(["grey", "viridis"]),
    mode=st.sampled_from(["percentile", "sigma", "minmax", "manual", "matched"]),
    percents=st.tuples(numbers, numbers),
    limits=st.lists(st.tuples(numbers, numbers), max_size=3).map(tuple),
    gamma=st.floats(0.2, 5.0),
    invert=st.booleans(),
    sharpening=st.sampled_from(["off", "brovey", "weighted"]),
    pan=st.none() | st.integers(0, 7),
    reference=st.none() | st.integers(1, 9),
    name=st.text(max_size=9),
)


@given(looks)
def test_a_look_survives_json(look: Look) -> None:
    assert msgspec.json.decode(msgspec.json.encode(look), type=Look) == look
