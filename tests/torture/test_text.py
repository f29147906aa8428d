"""A few hostile strings in every place that shows text."""

import random

import pytest
from tests.torture.text import Found, play


@pytest.mark.parametrize("seed", [1, 2])
def test_hostile_strings_are_shown_and_do_nothing(seed: int) -> None:
    found = Found()
    play(random.Random(seed), found, count=4)
    assert (found.controls, found.actions, found.hidden) == ([], [], [])
    assert found.looks > 50
