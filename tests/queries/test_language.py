"""What is typed becomes a query: words, phrases, fields, days, and what is to be left out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhonggong_reader.errors import InputError
from zhonggong_reader.queries import QUERY_LIMIT, Days, Query, parse
from zhonggong_reader.queries.language import Field, Term
from zhonggong_reader.text import Clean


def term(text: str, field: Field = "any", *, excluded: bool = False, days: Days | None = None) -> Term:
    return Term(Clean(text), field, excluded, days)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("工匠", [term("工匠")]),
        ("  工匠　 大会\n", [term("工匠"), term("大会")]),
        ("工匠 工匠", [term("工匠")]),
        ("title:工匠 大会", [term("工匠", "title"), term("大会")]),
        ("Title： 工匠", [term("工匠", "title")]),
        ("标题：工匠 正文:大会", [term("工匠", "title"), term("大会", "content")]),
        ("-大会 －工匠", [term("大会", excluded=True), term("工匠", excluded=True)]),
        ("-title:大会", [term("大会", "title", excluded=True)]),
        ('"machine learning" AI', [term("machine learning"), term("AI")]),
        ("“大 会” 「工匠」 『精神』", [term("大 会"), term("工匠"), term("精神")]),
        ('"没有关上', [term("没有关上")]),
        ('source:"工人 日报"', [term("工人 日报", "source")]),
        ("channel:pl/pl", [term("pl/pl", "channel")]),
        ("工匠 ， 大会 …… -", [term("工匠"), term("大会")]),
        ("大国工匠：绝技", [term("大国工匠：绝技")]),
        ("http://www.workercn.cn", [term("http://www.workercn.cn")]),
        ("\x1b[2J工\u202e匠", [term("[2J工匠")]),
        ("pinyin:DGGJ", [term("dggj", "pinyin")]),
        ("拼音：lü'you", [term("lvyou", "pinyin")]),
        # The syntax of the index and of other searches is text like any other.
        ("工匠 OR 大会", [term("工匠"), term("OR"), term("大会")]),
        ("NEAR(工匠 大会, 5)*", [term("NEAR(工匠"), term("大会,"), term("5)*")]),
        ("terms:工匠", [term("terms:工匠")]),
        ("工匠'; DROP TABLE entry; --", [term("工匠';"), term("DROP"), term("TABLE"), term("entry;")]),
    ],
)
def test_what_is_typed_becomes_terms(typed: str, terms: list[Term]) -> None:
    assert parse(typed) == Query(tuple(terms))


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-10-05", date(2026, 10, 5), date(2026, 10, 5)),
        ("2026/1/5", date(2026, 1, 5), date(2026, 1, 5)),
        ("２０２６年１０月", date(2026, 10, 1), date(2026, 10, 31)),
        ("2026年10月5日", date(2026, 10, 5), date(2026, 10, 5)),
        ("2026-09..2026-10", date(2026, 9, 1), date(2026, 10, 31)),
        ("2025..2026-10-05", date(2025, 1, 1), date(2026, 10, 5)),
        ("2026-09..", date(2026, 9, 1), None),
        ("..2026-09", None, date(2026, 9, 30)),
        ("2025…2026", date(2025, 1, 1), date(2026, 12, 31)),
        ("2025至2026", date(2025, 1, 1), date(2026, 12, 31)),
    ],
)
def test_days_are_named_by_year_month_day_and_from_one_to_another(
    typed: str, since: date | None, until: date | None
) -> None:
    assert parse(f"date:{typed}") == Query((term(typed, "date", days=Days(since, until)),))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "title:",
        "工匠 title:",
        "title:，",
        "\u200b",
        "%",
        "-",
        "长" * (QUERY_LIMIT + 1),
        "date:10月",
        "date:2026-13",
        "date:2026-02-30",
        "date:2026-10..2026-09",
        "date:2024..2025..2026",
        "date:..",
        "date:0000",
        "pinyin:工匠",
        "pinyin:5",
    ],
)
def test_what_cannot_be_searched_for_is_told(typed: str) -> None:
    with pytest.raises(InputError):
        parse(typed)


PARTS = (
    "工匠",
    "大会",
    "ai",
    "-",
    "－",
    '"',
    "“",
    "”",
    "「",
    " ",
    "　",
    "title:",
    "标题：",
    "date:2026",
    "..",
    "，",
    "pinyin:",
)


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join) | st.text(max_size=40))
def test_a_query_is_the_same_when_it_is_typed_once_more(typed: str) -> None:
    try:
        query = parse(typed)
    except InputError:
        return
    assert parse(str(query)) == query


def test_the_words_to_be_seen_are_those_of_title_and_text() -> None:
    query = parse("工匠 title:大会 content:精神 -题外 source:日报 channel:评论 date:2026")
    assert query.words == ("工匠", "大会", "精神")
