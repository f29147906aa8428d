"""The total fit, against every other way to break, and with its promises about last lines."""

from collections.abc import Callable
from itertools import accumulate, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhonggong_reader.typeset import Line, Setting
from zhonggong_reader.typeset.fit import LONELY_COST, SLACK, fit

SetText = Callable[..., list[Line]]


def price(edges: list[int], cost: list[int], room: int, ends: tuple[int, ...]) -> float:
    """What breaking at `ends` costs; infinite where a line is too wide."""
    total = 0
    for first, last in zip((0, *ends), ends, strict=False):
        slack = room - (edges[last] - edges[first])
        if slack < 0:
            return float("inf")
        if last < len(cost) - 1:
            total += slack * slack + cost[last]
        elif first == len(cost) - 2 and first > 0:
            total += LONELY_COST
    return total


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from([0, 0, 0, 9, 40])), min_size=1, max_size=11))
def test_no_other_way_to_break_is_less_ragged(atoms: list[tuple[int, int]]) -> None:
    room = SLACK
    edges = list(accumulate((width for width, _ in atoms), initial=0))
    cost = [0, *(soft for _, soft in atoms)]
    last = len(atoms)
    taken = tuple(fit(edges, edges, edges, cost, room=room, first=room, lonely=max(1, last - 1)))
    every = ((*inner, last) for count in range(last) for inner in combinations(range(1, last), count))
    assert price(edges, cost, room, taken) == min(price(edges, cost, room, ends) for ends in every)


def test_lines_are_evened_out_over_the_whole_paragraph(set_text: SetText) -> None:
    """A greedy breaker fills the first line and leaves the second four cells short."""
    lines = [line.text for line in set_text("劳动者用 international 标准做 standards 检测与比对工作", 20)]
    assert lines == ["劳动者用", "international 标准做", "standards 检测与比对", "工作"]


@pytest.mark.parametrize("room", range(24, 97, 2))
def test_no_last_line_is_a_single_han_character(set_text: SetText, corpus: list[str], room: int) -> None:
    for text in corpus:
        lines = set_text(text, room, indent=4)
        assert len(lines) == 1 or sum(character.isalnum() for character in lines[-1].text) > 1


def test_a_break_costs_more_than_a_little_raggedness(set_text: SetText) -> None:
    first, *_ = set_text("共有三千四百五十6名选手报名参加了比赛", 18)
    assert first.text == "共有三千四百五十"


def test_hanging_marks_stand_in_the_two_cells_that_are_kept_for_them(set_text: SetText) -> None:
    text = "劳动最光荣、劳动最崇高、劳动最伟大，劳动者最美"
    hung = set_text(text, 12, justify=True, setting=Setting(hanging=True))
    assert [line.text for line in hung] == [
        "劳动最光荣、",
        "劳动最崇高、",
        "劳动最伟大，",
        "劳动者最美",
    ]
    assert [line.width for line in hung] == [12, 12, 12, 10]


def test_a_mark_at_the_end_of_a_line_takes_one_cell_where_that_is_wished(set_text: SetText) -> None:
    lines = set_text(
        "劳动光荣、劳动美丽。劳动伟大，劳动", 10, setting=Setting(half_width_ends=True, justify=False)
    )
    assert [line.text for line in lines] == ["劳动光荣､", "劳动美丽｡", "劳动伟大,", "劳动"]


def test_headlines_are_balanced(set_text: SetText) -> None:
    lines = set_text("前三季度各级工会累计帮扶困难职工八十六万人次", 40, balance=True, least=4)
    assert [line.width for line in lines] == [22, 22]


def test_text_that_no_rule_can_break_is_broken_all_the_same(set_text: SetText) -> None:
    for hostile in ("（" * 50, "。" * 50, "—" * 50, "a" * 50, "1," * 50, "“‘" * 20 + "”’" * 20):
        lines = set_text(hostile, 8)
        assert all(line.width <= 8 for line in lines)
        assert "".join(line.text for line in lines) == hostile
