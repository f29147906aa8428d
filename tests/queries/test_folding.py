"""What is compared as the same: case, width, and the two scripts of Chinese; the table is opencc's."""

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_simplified import TABLE, module, pairs

from zhonggong_reader.model import is_han
from zhonggong_reader.queries import fold, tokens


def test_the_table_is_what_opencc_says_today() -> None:
    assert TABLE.read_text("utf-8") == module(pairs())


def test_every_traditional_character_is_compared_as_opencc_simplifies_it() -> None:
    simplify = opencc.OpenCC("t2s").convert
    characters = [c for c in map(chr, range(0x3400, 0xA000)) if is_han(c)]
    strange = {c: fold(c) for c in characters if fold(c) != simplify(c)}
    assert len(strange) < 20
    # What the mainland's standard leaves alone may be a variant of Hong Kong's or Taiwan's.
    assert {c for c in strange if simplify(c) != c} <= {"薴"}
    assert strange["著"] == "着"
    assert fold("么麼") == "么么"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("聽說“大國工匠”", "听说 大国工匠 "),
        ("ＡＩ与Ai，５Ｇ", "ai与ai 5g"),
        ("一行\n又一行\t一格", "一行\n又一行\n一格"),
        ("ｶﾞｽ_x", "カ ス x"),
        ("İ①㎡", "İ① "),
        ("髮發发", "发发发"),
    ],
)
def test_what_makes_no_difference_is_folded_away(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_a_folded_text_has_its_characters_where_they_were(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@given(st.text())
def test_a_token_is_a_han_character_or_a_word_without_any(text: str) -> None:
    for token in tokens(text):
        assert len(token) == 1 or not any(map(is_han, token))
        assert not token.isspace()


def test_words_and_numbers_are_whole() -> None:
    assert tokens("第86.5届C919，AI-Plus_2") == ["第", "86", "5", "届", "c919", "ai", "plus", "2"]
