"""A part of the proof that a page within the limits costs little, and one beyond them is refused in time."""

import pytest
from tests.torture.amplified import Way, measured, ways
from tests.torture.pages import SLOW

EVERY = 37


@pytest.mark.parametrize("way", ways()[::EVERY], ids=str)
def test_what_the_limits_let_through_at_most_is_read_in_time(way: Way) -> None:
    assert max(measured(way, powers=())).seconds < SLOW
