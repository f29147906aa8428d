"""What the index keeps of a text, and what a word is looked up by."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhonggong_reader.library.search.terms import Entry, day_terms, terms, threes, word_terms
from zhonggong_reader.queries import BREAK, fold, tokens

DAY = date(2026, 10, 5)
CHARACTERS = "的国工匠人中會\U00030edd〇々龥㐀，“ ” aＡ9\n"


def known(*texts: str, day: date = DAY) -> set[str]:
    return set(terms(Entry("题", texts, None, None, (), day)).split())


@given(
    text=st.text(CHARACTERS, max_size=40),
    start=st.integers(0, 40),
    length=st.integers(1, 8),
)
def test_a_text_has_the_terms_of_whatever_is_cut_out_of_it(text: str, start: int, length: int) -> None:
    piece = text[start : start + length]
    # A word of another script is looked up as a whole.
    edges = fold(piece[:1] + piece[-1:])
    if BREAK in piece or not tokens(piece) or any(each.isascii() and each.isalnum() for each in edges):
        return
    assert {*word_terms(piece), *threes(piece)} <= known(text)


def test_three_in_a_row_are_told_from_the_same_pairs_apart() -> None:
    both = known("中国家", "国工人")
    assert set(word_terms("中国工")) <= both
    assert not set(threes("中国工")) & both
    assert set(threes("中国工")) <= known("中国，工人")


@pytest.mark.parametrize("text", ["中国\n工", "中\n国工", "中国A工", "中国", "\n中国\n\n工\n"])
def test_three_do_not_reach_across_the_end_of_a_passage_or_another_word(text: str) -> None:
    assert not set(threes("中国工")) & known(text)


def test_only_whole_threes_take_room() -> None:
    assert threes("A中国5G工人的，AI会B") == threes("工人的")


def test_terms_of_threes_stay_the_same_whatever_comes_before_them() -> None:
    """Or what one version wrote another would not find."""
    assert [f"{ord(term):x}" for term in threes("中国工人")] == ["f2616", "f088d"]


@given(since=st.dates(), days=st.integers(-3, 900))
def test_days_are_looked_up_by_months_as_far_as_they_are_whole(since: date, days: int) -> None:
    days = min(days, (date.max - since).days)
    until = since + timedelta(days=days) if days >= 0 or since.toordinal() + days > 0 else since
    asked = set(day_terms(since, until))
    edges = {since, until, since - timedelta(days=since > date.min), until + timedelta(days=until < date.max)}
    for day in edges | {since + timedelta(days=max(0, days // 2))}:
        assert bool(asked & known(day=day)) is (since <= day <= until), day
    assert len(asked) <= 60 + days // 28 + 1
