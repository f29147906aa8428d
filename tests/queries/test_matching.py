"""Where words stand in a text, how they are marked there, and what a snippet shows of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhonggong_reader.model import Piece
from zhonggong_reader.queries import LEAD, excerpt, fold, mark, marked, pattern, plain, tokens
from zhonggong_reader.text import Clean


@pytest.mark.parametrize(
    ("word", "text", "hits"),
    [
        ("工匠", "大国工匠，工匠精神", ["工匠", "工匠"]),
        ("国", "中國与国", ["國", "国"]),
        ("大國工匠", "大国“工匠”", ["大国“工匠"]),
        ("工匠精神", "工匠\n精神", []),
        ("工匠", "工\t匠", []),
        ("ai", "AI ＡＩ ai5 xai 说ai的", ["AI", "ＡＩ", "ai"]),
        ("86", "86.5 1986 86万", ["86", "86"]),
        ("86.5", "86.5万 86 5", ["86.5", "86 5"]),
        ("AI技术", "用“AI”技術", ["AI”技術"]),
        ("machine learning", "Machine-Learning", ["Machine-Learning"]),
        ("的", "的的", ["的", "的"]),
        ("Σ", "ς σ Σ", ["σ", "Σ"]),
        ("C++", "C++ 与 c", ["C", "c"]),
        ("着", "看著", ["著"]),
        (".*", "", []),
    ],
)
def test_a_word_is_found_in_every_form_and_marked_where_it_stands(
    word: str, text: str, hits: list[str]
) -> None:
    if tokens(word):
        assert [text[slice(*match.span())] for match in pattern(word).finditer(text)] == hits


def test_between_the_characters_of_a_phrase_stands_whatever_is_no_word() -> None:
    others = [chr(code) for code in range(0x32400) if not 0xD800 <= code < 0xE000 and chr(code) not in "工匠"]
    text = "".join(f"工{other}匠" for other in others)
    passed = {match[0][1] for match in pattern("工匠").finditer(text)}
    blank = {other for other, folded in zip(others, fold("".join(others)), strict=True) if folded == " "}
    # Sound marks of half width are letters to Python.
    assert passed ^ blank == set("ﾞﾟ")


@given(
    st.text("工匠國国AaＡ5，。 \n_é𠀀", max_size=30), st.text("工匠國国AaＡ5， é𠀀", min_size=1, max_size=4)
)
def test_a_pattern_finds_what_a_look_at_the_tokens_finds(text: str, word: str) -> None:
    wanted = tokens(word)
    if not wanted:
        return
    passages = [tokens(passage) for passage in fold(text).split("\n")]
    stands = any(
        passage[start : start + len(wanted)] == wanted
        for passage in passages
        for start in range(len(passage))
    )
    assert bool(pattern(word).search(text)) == stands


def test_every_hit_is_marked_and_no_word_is_a_pattern() -> None:
    pieces = mark("AI与工匠，ai（C++）", ["ai", "工匠", "C++"])
    assert [piece.text for piece in pieces if piece.hit] == ["AI", "工匠", "ai", "C"]
    assert plain(pieces) == "AI与工匠，ai（C++）"


def test_hits_that_overlap_are_one() -> None:
    assert marked(mark("大国工匠精神", ["国工匠", "工匠精神", "工匠"])) == "大\x02国工匠精神\x03"


def test_a_snippet_says_where_it_is_cut() -> None:
    text = "前" * 500 + "工匠" + "后" * 500
    snippet = excerpt(mark(text, ["工匠"]), 60)
    assert marked(snippet) == "…" + "前" * LEAD + "\x02工匠\x03" + "后" * (60 - LEAD - 2) + "…"


def test_a_snippet_stands_where_most_of_the_words_are() -> None:
    text = "工匠" + "，" * 200 + "工匠的大会" + "。" * 200
    assert marked(excerpt(mark(text, ["工匠", "大会"]), 60)).count("\x02") == 2


def test_a_short_text_is_its_own_snippet() -> None:
    assert marked(excerpt(mark("说工匠精神", ["工匠"]))) == "说\x02工匠\x03精神"
    assert marked(excerpt(mark("没有", ["工匠"]))) == "没有"
    assert excerpt(()) == ()


def test_a_word_that_stands_a_hundred_thousand_times_is_counted_as_far_as_is_asked() -> None:
    pieces = mark("的，" * 100_000, ["的"], 50)
    assert sum(piece.hit for piece in pieces) == 50
    assert len(plain(excerpt(pieces))) == 101
    assert Piece(Clean("的"), True) in pieces
