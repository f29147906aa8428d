"""A few pages of the large run: none crashes, none is slow, and each is the same again."""

import pytest
from tests.torture.pages import SLOW, made, read

PAGES = 240


def test_damaged_and_amplified_pages_are_read_or_refused_in_time() -> None:
    read_ = [read(made(7, number), number) for number in range(PAGES)]
    assert max(took for took, _ in read_) < SLOW
    assert 0 < sum(found for _, found in read_) < PAGES


@pytest.mark.parametrize("number", [0, 1])
def test_seed_and_number_make_a_page_again(number: int) -> None:
    assert made(7, number) == made(7, number)
    assert made(7, number) != made(8, number)
