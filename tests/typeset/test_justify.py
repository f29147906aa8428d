"""Justification: how far lines are stretched, where first, and where never."""

import re
from collections.abc import Callable

import pytest

from zhonggong_reader.typeset import Line, Setting
from zhonggong_reader.typeset.justify import stretch

ON = Setting(justify=True)

SetText = Callable[..., list[Line]]


def stretched(text: str, slack: int) -> str:
    """`text` with `_` where it is stretched; every place but those before blanks is offered."""
    offered = [place for place in range(1, len(text)) if text[place] != " "]
    places = set(stretch(text, offered, slack))
    return "".join(("_" if place in places else "") + character for place, character in enumerate(text))


def test_blanks_between_words_come_first_then_latin_then_pauses_then_the_rest() -> None:
    text = "用X机，干好 活《书》甲乙"
    assert stretched(text, 1) == "用X机，干好 _活《书》甲乙"
    assert stretched(text, 2) == "用X_机，干好 _活《书》甲乙"
    assert stretched(text, 4) == "用_X_机，干好 _活_《书》甲乙"
    assert stretched(text, 5) == "用_X_机，_干好 _活_《书》甲乙"


def test_what_is_left_is_spread_evenly() -> None:
    assert stretched("甲乙丙丁戊己庚辛壬癸", 3) == "甲乙_丙丁戊_己庚辛_壬癸"


def test_dashes_dates_and_units_are_not_stretched() -> None:
    assert stretched("甲——乙", 1) == "甲——乙"
    assert stretch("日报-中", [3], 1) == []
    assert stretch("10月5日", [2, 3, 4], 1) == []


def test_a_line_that_is_far_too_short_stays_ragged() -> None:
    assert stretched("甲乙丙丁戊己", 4) == "甲乙丙丁戊己"


@pytest.mark.parametrize("room", [24, 40, 60, 72, 96])
def test_lines_end_flush_but_for_the_last(set_text: SetText, corpus: list[str], room: int) -> None:
    flush = lines = 0
    for text in corpus:
        ragged = set_text(text, room, justify=True)
        justified = set_text(text, room, justify=True, setting=ON)
        assert justified[-1].text == ragged[-1].text
        assert [line.text.replace(" ", "") for line in justified] == [
            line.text.replace(" ", "") for line in ragged
        ]
        flush += sum(line.width == room for line in justified[:-1])
        lines += len(justified) - 1
    assert flush / lines > (0.85 if room < 40 else 0.95)


def test_no_place_is_stretched_by_more_than_one_cell(set_text: SetText, corpus: list[str]) -> None:
    for text in corpus:
        for line in set_text(text, 40, justify=True, setting=ON):
            assert not re.search(" {3,}", line.text.strip())


def test_the_sample_is_flush(set_text: SetText, sample_article: object) -> None:
    lines = flush = 0
    for block in sample_article.blocks:  # type: ignore[attr-defined]
        for room in range(24, 97, 2):
            justified = set_text(getattr(block, "text", ""), room, indent=4, justify=True, setting=ON)
            flush += sum(line.width == room for line in justified[:-1])
            lines += max(0, len(justified) - 1)
    assert flush / lines >= 0.95
