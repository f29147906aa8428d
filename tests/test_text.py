"""The entrance for text from outside."""

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from zhonggong_reader import text
from zhonggong_reader.text import clean, clean_line, displayed, is_fit

ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=60)
"""Lone surrogates included."""

INVISIBLE = (
    *("00ad", "034f", "061c", "115f-1160", "17b4-17b5", "180b-180f", "200b-200f", "202a-202e", "2060-206f"),
    *("3164", "fe00-fe0f", "feff", "ffa0", "fff0-fff8", "1bca0-1bca3", "1d173-1d17a", "e0000-e0fff"),
)
"""Default_Ignorable_Code_Point of Unicode 15 (DerivedCoreProperties.txt)."""


def code_points(ranges: tuple[str, ...]) -> list[str]:
    pairs = [(first, last or first) for first, _, last in (item.partition("-") for item in ranges)]
    return [chr(point) for first, last in pairs for point in range(int(first, 16), int(last, 16) + 1)]


IGNORED = frozenset(code_points(INVISIBLE))


def test_no_code_point_passes_that_a_terminal_obeys_or_that_hides_text() -> None:
    for point in range(sys.maxunicode + 1):
        for character in clean(chr(point)):
            category = unicodedata.category(character)
            assert category not in {"Cf", "Cs", "Zl", "Zp"}, hex(point)
            assert category != "Cc" or character == "\n", hex(point)


def test_no_invisible_character_passes() -> None:
    assert [hex(ord(character)) for character in sorted(IGNORED) if clean(character)] == []


def test_every_visible_character_passes() -> None:
    for point in range(sys.maxunicode + 1):
        character = chr(point)
        if unicodedata.category(character)[0] in "LMNPS" and character not in IGNORED:
            assert clean(character) == unicodedata.normalize("NFC", character), hex(point)


def test_characters_that_skip_normalisation_have_no_need_of_it() -> None:
    """The shortcut for plain Chinese and Latin text leaves nothing out of NFC."""
    for point in range(sys.maxunicode + 1):
        character = chr(point)
        parts = unicodedata.normalize("NFD", character)
        if unicodedata.normalize("NFC", character) == character:
            assert all(text._marks().search(part) for part in parts[1:]), hex(point)
        elif not "\ud800" <= character <= "\udfff":
            assert text._marks().search(character), hex(point)


@given(ANY_TEXT, st.integers(1, 20))
def test_cleaning_twice_is_cleaning_once(raw: str, limit: int) -> None:
    assert clean(clean(raw)) == clean(raw)
    assert clean(clean(raw, limit=limit), limit=limit) == clean(raw, limit=limit)
    assert clean_line(clean_line(raw)) == clean_line(raw)
    assert clean_line(clean_line(raw, limit=limit), limit=limit) == clean_line(raw, limit=limit)


@given(ANY_TEXT, st.integers(1, 20))
def test_what_is_clean_is_bounded_normal_and_encodable(raw: str, limit: int) -> None:
    cleaned = clean(raw, limit=limit)
    assert len(cleaned) <= limit
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode("utf-8")
    line = clean_line(raw, limit=limit)
    assert len(line) <= limit
    assert "\n" not in line
    assert "  " not in line


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("全总\t新闻\xa0网", "全总 新闻 网"),
        ("一\r\n二\r三\x85四\u2028五\u2029六", "一\n二\n三\n四\n五\n六"),
        ("\x1b]52;c;aGk=\x07剪贴板", "]52;c;aGk=剪贴板"),
        ("\u202e倒\u202c", "倒"),
        ("\ud83d表", "表"),
        ("e\u0301", "é"),
        ("\uf900", "豈"),
        ("一\u200d二", "一二"),
        ("\u200d👨\u200d，\u200d👩\u200d", "👨，👩"),
        ("　　中工网北京4月27日电", "　　中工网北京4月27日电"),
        ("[@click=app.quit]点[/]", "[@click=app.quit]点[/]"),
    ],
)
def test_examples(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


FAMILY = "👨\u200d👩\u200d👧\u200d👦"
KISS = "👩🏽\u200d❤\u200d💋\u200d👨🏻"
JOINED = [
    FAMILY,
    KISS,
    "❤\u200d🔥",
    "🏳\u200d🌈",
    "🏴\u200d☠",
    "🐦\u200d⬛",
    "🙂\u200d↔",
    "🏃🏿\u200d♀\u200d➡",
]
JOINERS = st.text(
    st.sampled_from("👨👩❤♂↔⬛🏽🏻a字 \n\u200d\u200d\u200d\u200d\u0338\u0301\ufe0f"), max_size=24
)


@pytest.mark.parametrize("emoji", JOINED)
def test_a_joined_emoji_stays_whole_and_is_displayed_as_its_first(emoji: str) -> None:
    written = emoji.replace("❤", "❤\ufe0f").replace("🏳", "🏳\ufe0f")
    assert clean(f"赞{written}了") == f"赞{emoji}了"
    assert clean_line(f"赞{written}了") == f"赞{emoji}了"
    assert displayed(f"赞{emoji}了").replace("🏽", "").replace("🏿", "") == f"赞{emoji[0]}了"


def test_no_joiner_hides_more_than_the_longest_sequence_has() -> None:
    assert displayed(clean("👨\u200d" * 9)) == "👨" * 3
    assert clean_line("一" * 6 + FAMILY, limit=8) == "一" * 6 + "👨…"


@given(JOINERS, st.integers(1, 20))
def test_joiners_stand_between_emoji_alone_and_no_display_has_one(raw: str, limit: int) -> None:
    for cleaner in (clean, clean_line):
        cleaned = cleaner(raw, limit=limit)
        assert cleaner(cleaned, limit=limit) == cleaned
        assert unicodedata.is_normalized("NFC", cleaned)
        assert re.search("(?<![👨👩❤♂🏽🏻])\u200d|\u200d(?![👨👩❤♂↔⬛↮])", cleaned) is None
        assert is_fit(displayed(cleaned).replace("\n", ""))
        assert cell_len(displayed(cleaned)) == cell_len(cleaned)


def test_a_stack_of_marks_is_cut_at_three() -> None:
    assert clean("字" + "\u0335" * 50 + "x" + "\u0335" * 2) == "字" + "\u0335" * 3 + "x" + "\u0335" * 2


@pytest.mark.parametrize("length", [text.BLOCK_LIMIT - 1, text.BLOCK_LIMIT])
def test_text_within_the_limit_is_whole(length: int) -> None:
    assert clean("字" * length) == "字" * length


def test_text_over_the_limit_ends_with_an_ellipsis() -> None:
    assert clean("字" * (text.BLOCK_LIMIT + 1)) == "字" * (text.BLOCK_LIMIT - 1) + "…"
    assert clean_line("字" * (text.TITLE_LIMIT + 1)) == "字" * (text.TITLE_LIMIT - 1) + "…"


def test_a_cut_is_marked_even_where_what_was_read_is_short() -> None:
    assert clean("头" + "\u200b" * 100 + "尾", limit=10) == "头…"


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("\n      首届大国工匠\n      创新交流大会  ", "首届大国工匠 创新交流大会"),
        ("　记者　张三　", "记者　张三"),
        ("\u200b 标题 \ufeff", "标题"),
        ("", ""),
    ],
)
def test_one_line(raw: str, line: str) -> None:
    assert clean_line(raw) == line


def test_blanks_do_not_count_towards_the_limit_of_a_line() -> None:
    assert clean_line("标题" + "\n" + " " * 30 + "后半", limit=10) == "标题 后半"


def test_a_line_that_is_fit_has_no_end_of_line_in_it() -> None:
    assert is_fit("一行")
    assert not is_fit("一行\n又一行")
