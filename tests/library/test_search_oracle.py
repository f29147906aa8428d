"""Every form of query finds in a library of generated texts exactly what a plain scan over them finds.

The scan shares nothing with the program but the grammar of queries: it simplifies by opencc, folds by
Unicode's own tables and compares tokens one by one.
"""

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from press import NOW, Press

from zhonggong_reader.errors import InputError
from zhonggong_reader.library import Library
from zhonggong_reader.library.search import index, terms
from zhonggong_reader.model import (
    BEIJING,
    Article,
    Headline,
    KeptArticle,
    Paragraph,
    Picture,
    Quote,
    Table,
    Validators,
)
from zhonggong_reader.queries import Query, Term, parse
from zhonggong_reader.text import clean, clean_line

HEADLINES = 120
VOCABULARY = """
的 国 工 匠 人 中国 工人 大国工匠 大國工匠 高温津贴 高溫津貼 全国总工会 工会 会员 中 国中 工匠精神 匠人
AI ai ＡＩ GDP 5G C919 2026 86.5 １００ machine Machine learning learn x
， 。 “ ” 、 《 》 ： ； — … ( ) * " ' + - ^ : AND OR NOT NEAR • § ¶ ¤1 · °gj % _ \\ {} [ ]
"""
WORDS = (*VOCABULARY.split(), " ", "　")
SOURCES = ("工人日报", "中工网-工人日报", "新华社", "人民网", None)
SLUGS = ("quanzong", "pl/pl", "right")
NAMES = {"quanzong": "全总", "pl/pl": "评论", "right": "权益"}


@dataclass(frozen=True)
class Printed:
    """A headline as the scan knows it."""

    address: str
    title: str
    passages: tuple[str, ...]
    source: str
    channels: frozenset[str]
    day: date


@dataclass
class Stock:
    library: Library
    printed: list[Printed]


def prose(dice: random.Random, most: int) -> str:
    return "".join(dice.choices(WORDS, k=dice.randrange(1, most)))


def stock(library: Library, press: Press, dice: random.Random) -> list[Printed]:
    """Fill the library: two of three headlines with their articles, of every kind of block."""
    library.channels.save(press.channels)
    printed = []
    for number in range(HEADLINES):
        slug, source = dice.choice(SLUGS), dice.choice(SOURCES)
        published = NOW.astimezone(BEIJING) - timedelta(hours=dice.randrange(24 * 500))
        title = clean_line("题" + prose(dice, 8))
        headline = Headline(
            address=press.address(number),
            title=title,
            source=clean_line(source) if source else None,
            published=published,
        )
        library.channels.listed(slug, [headline], Validators(), NOW)
        passages: tuple[str, ...] = ()
        if number % 3:
            paragraphs = [clean("起" + prose(dice, 30)) for _ in range(dice.randrange(1, 4))]
            caption, quoted, cell = (
                clean("图" + prose(dice, 6)),
                clean("一行\n" + prose(dice, 9)),
                clean("格" + prose(dice, 4)),
            )
            article = Article(
                address=headline.address,
                title=title,
                published=published,
                blocks=(
                    *map(Paragraph, paragraphs),
                    Picture(None, caption),
                    Quote(quoted),
                    Table(((cell, cell),)),
                ),
            )
            library.articles.add([_kept(article)])
            passages = (*paragraphs, caption, *quoted.split("\n"), cell)
        channels = frozenset((slug, NAMES[slug]))
        printed.append(Printed(headline.address, title, passages, source or "", channels, published.date()))
    return printed


def _kept(article: Article) -> KeptArticle:
    return KeptArticle(id=0, article=article, fetched=NOW, read=False, starred=False, position=None)


@pytest.fixture(scope="module", params=["indexed", "partly", "not indexed"])
def stocked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stock]:
    with Library(tmp_path_factory.mktemp("oracle") / "library.sqlite3") as library:
        printed = stock(library, Press(), random.Random(7))
        if request.param != "indexed":
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(index, "AT_ONCE", 0)
                library.index.start_anew()
            if request.param == "partly":
                library.index.catch_up(HEADLINES // 2)
        yield Stock(library, printed)


# ── The scan ─────────────────────────────────────────────────────────────────────────────────

_simplify = opencc.OpenCC("t2s").convert


@cache
def spelled(text: str) -> tuple[str, ...]:
    """Return the tokens of a text without line breaks."""
    found: list[str] = []
    word = ""
    for character in unicodedata.normalize("NFKC", text).lower() + " ":
        if "\u4e00" <= character <= "\u9fff" or not character.isalnum():
            found += [word] if word else []
            word = ""
            found += [_simplify(character)] if character.isalnum() else []
        else:
            word += character
    return tuple(found)


def stands(word: str, text: str) -> bool:
    wanted, there = spelled(word), spelled(text)
    return any(there[start : start + len(wanted)] == wanted for start in range(len(there)))


def meets(term: Term, printed: Printed) -> bool:
    in_text = any(stands(term.text, passage) for passage in printed.passages)
    match term.field:
        case "any":
            met = in_text or stands(term.text, printed.title)
        case "title":
            met = stands(term.text, printed.title)
        case "content":
            met = in_text
        case "source":
            met = stands(term.text, printed.source)
        case "channel":
            met = term.text in printed.channels
        case "date":
            assert term.days is not None
            met = (term.days.since or date.min) <= printed.day <= (term.days.until or date.max)
        case "pinyin":
            raise AssertionError("none is asked for")
    return met is not term.excluded


def scan(printed: list[Printed], query: Query) -> set[str]:
    return {each.address for each in printed if all(meets(term, each) for term in query.terms)}


# ── What is asked ────────────────────────────────────────────────────────────────────────────


def asked(draw: st.DrawFn) -> str:
    """Draw what somebody types: terms of every kind, planted words, and stray syntax."""
    kind = draw(st.sampled_from(("", "", "", "title:", "content:", "标题：", "source:", "channel:", "date:")))
    minus = draw(st.sampled_from(("", "", "", "-")))
    if kind == "channel:":
        word = draw(st.sampled_from((*SLUGS, *NAMES.values(), "没有")))
    elif kind == "date:":
        word = draw(
            st.sampled_from(
                (
                    *(
                        "2026",
                        "2025",
                        "2026-09",
                        "2025-11..2026-02",
                        "2026-01..2026-06-17",
                        "2025-08-30..2026-09-02",
                    ),
                    *("..2025-12", "..2026-08-15", "2026-10-05", "2026-09-20..", "0001..9999"),
                )
            )
        )
    elif kind == "source:":
        word = draw(st.sampled_from(("工人日报", "日报", "中工网工人", "新華社", "网", "x")))
    else:
        word = "".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4)))
        if draw(st.booleans()):
            word = '"' + word.replace('"', "") + '"'
    return minus + kind + word


QUERIES = st.lists(st.composite(asked)(), min_size=1, max_size=3).map(" ".join)


def found(library: Library, query: Query) -> list[str]:
    hits, place = library.search.look(query)
    while place is not None:
        more, place = library.search.look(query, place)
        hits += more
    return [hit.listed.headline.address for hit in hits]


@settings(max_examples=120, deadline=None)
@given(typed=QUERIES)
def test_what_is_found_is_what_a_scan_finds(stocked: Stock, typed: str) -> None:
    try:
        query = parse(typed)
    except InputError:
        return
    addresses = found(stocked.library, query)
    assert sorted(addresses) == sorted(scan(stocked.printed, query))
    assert stocked.library.search.count(query) in (None, len(addresses))


@pytest.mark.parametrize("length", range(2, 7))
def test_what_only_seems_to_stand_in_a_text_is_not_found(stocked: Stock, length: int) -> None:
    """Many texts have all pairs of such a string, and few the string."""
    dice = random.Random(length)
    for _ in range(40):
        query = parse(
            "".join(dice.choices("的国工匠人中会员", k=length)) + dice.choice(("", " -精神", " date:2026"))
        )
        addresses = found(stocked.library, query)
        assert sorted(addresses) == sorted(scan(stocked.printed, query)), query


def test_threes_of_one_bucket_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "BUCKETS", 2)
    with Library(tmp_path / "library.sqlite3") as library:
        everything = Stock(library, stock(library, Press(), random.Random(7)))
        for length in (3, 4):
            test_what_only_seems_to_stand_in_a_text_is_not_found(everything, length)


@pytest.mark.parametrize("length", range(1, 8))
def test_any_run_of_characters_of_a_text_is_found(stocked: Stock, length: int) -> None:
    dice = random.Random(length)
    for _ in range(30):
        printed = dice.choice([each for each in stocked.printed if each.passages])
        passage = dice.choice(printed.passages)
        start = dice.randrange(len(passage))
        try:
            query = parse('"' + passage[start : start + length].replace('"', " ") + '"')
        except InputError:
            continue
        words = query.words[0]
        # A run may begin or end in the middle of a word of another script, which is searched as a whole.
        assert set(found(stocked.library, query)) == scan(stocked.printed, query), words
