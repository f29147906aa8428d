"""What is typed becomes a query; hits stand out in what was found."""

import pytest

from zhonggong_reader.errors import InputError
from zhonggong_reader.model import Piece
from zhonggong_reader.queries import LEAD, QUERY_LIMIT, Query, excerpt, mark, marked, parse, plain
from zhonggong_reader.text import Clean


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("工匠", Query((Clean("工匠"),))),
        ("  工匠　 大会\n", Query((Clean("工匠"), Clean("大会")))),
        ("title:工匠", Query((Clean("工匠"),), "title")),
        ("Title： 工匠", Query((Clean("工匠"),), "title")),
        ("content:工匠 大会", Query((Clean("工匠"), Clean("大会")), "content")),
        ("工匠 title:大会", Query((Clean("工匠"), Clean("title:大会")))),
        ("\x1b[2J工\u202e匠", Query((Clean("[2J工匠"),))),
    ],
)
def test_what_is_typed_becomes_words_and_a_field(typed: str, query: Query) -> None:
    assert parse(typed) == query


@pytest.mark.parametrize("typed", ["", "   ", "title:", "\u200b", "长" * (QUERY_LIMIT + 1)])
def test_what_cannot_be_searched_for_is_told(typed: str) -> None:
    with pytest.raises(InputError):
        parse(typed)


def test_a_query_goes_to_the_site_as_its_own_form_has_it() -> None:
    assert str(parse("title： 工匠　大会")) == "title:工匠 大会"
    assert str(parse("工匠")) == "工匠"


def test_every_hit_is_marked_whatever_its_case_and_no_word_is_a_pattern() -> None:
    pieces = mark("AI与工匠，ai（C++）", ["ai", "工匠", "C++"])
    assert [piece.text for piece in pieces if piece.hit] == ["AI", "工匠", "ai", "C++"]
    assert plain(pieces) == "AI与工匠，ai（C++）"
    assert mark("甲.乙", ["."])[1] == Piece(Clean("."), True)


def test_a_snippet_stands_round_the_first_hit_and_says_where_it_is_cut() -> None:
    text = "前" * 500 + "工匠" + "后" * 500
    snippet = excerpt(mark(text, ["工匠"]), 60)
    assert marked(snippet) == "…" + "前" * LEAD + "\x02工匠\x03" + "后" * (60 - LEAD - 2) + "…"


def test_a_short_text_is_its_own_snippet() -> None:
    assert marked(excerpt(mark("说工匠精神", ["工匠"]))) == "说\x02工匠\x03精神"
    assert marked(excerpt(mark("没有", ["工匠"]))) == "没有"
    assert excerpt(()) == ()
