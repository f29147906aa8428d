"""What holds for any text at all: nothing lost, nothing too wide, nothing slow."""

import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich import cells
from rich.cells import cell_len

from zhonggong_reader.model import Article, Paragraph
from zhonggong_reader.text import Clean, clean
from zhonggong_reader.typeset import Line, Setting, columns, compose, vertical
from zhonggong_reader.typeset.atoms import find_breaks
from zhonggong_reader.typeset.shown import show

NEWS = st.text(
    alphabet=st.sampled_from(
        "中国职工，。、；：？！“”‘’（）《》——……·～－/-+%￥℃ \u3000\n0123０１abcXYZ.,:()\"'@é"
        "字𠮷👍🏽👩\u200d\u0301"
    ),
    max_size=120,
)
TEXTS = st.one_of(NEWS, st.text(max_size=80))
SETTINGS = st.builds(
    Setting,
    justify=st.booleans(),
    full_width=st.booleans(),
    hanging=st.booleans(),
    half_width_ends=st.booleans(),
    phrase=st.booleans(),
    indent=st.booleans(),
    gap=st.integers(0, 2),
    leading=st.integers(0, 1),
    script=st.sampled_from(("as-is", "simplified", "traditional")),
)


def article_of(text: str) -> Article:
    return Article(address="https://www.workercn.cn/", title=clean(text), blocks=(Paragraph(clean(text)),))


@given(TEXTS, st.integers(8, 96), SETTINGS)
@example("（" * 40, 8, Setting())
@example("\u0301" * 40, 8, Setting())
@example("a" + "\u0301" * 3 + "汉", 8, Setting(hanging=True, half_width_ends=True))
@settings(max_examples=300)
def test_any_text_is_set_whole_and_within_the_measure(text: str, measure: int, setting: Setting) -> None:
    article = article_of(text)
    galley = compose(article, measure, setting)
    assert all(line.width <= measure for line in galley.lines)
    source = clean(text)
    body = [piece.source for line in galley.lines for piece in line.segments if piece.source]
    body = [piece for piece in body if piece.block == 0]
    if show(source, full_width=setting.full_width).text:
        assert "".join(source[piece.start : piece.end] for piece in body) == source
    places = [(line.place.block, line.place.offset) for line in galley.lines]
    assert places == sorted(places)


@given(TEXTS, st.integers(8, 40))
def test_lines_begin_at_clusters(text: str, measure: int) -> None:
    """No line begins with a character that takes no cell: it belongs to the one before."""
    for line in compose(article_of(text), measure, Setting(indent=False)).lines[1:]:
        shown = line.text.strip()
        if shown and line.place.offset > 0:
            assert cell_len(shown[0]) > 0


@given(TEXTS, st.integers(2, 60), st.integers(1, 30), st.integers(1, 4))
@example("00\u0e31", 2, 1, 1)
@settings(max_examples=100)
def test_pages_hold_every_text_within_their_size(text: str, width: int, height: int, count: int) -> None:
    for pages in (
        columns(article_of(text), width, height, count=count),
        vertical(article_of(text), width, height),
    ):
        assert all(len(page.lines) <= max(height, 4) for page in pages.pages)
        assert all(line.width <= pages.width for page in pages.pages for line in page.lines)
        assert pages.width == max(width, 8) or width < 8


@pytest.mark.parametrize(
    "piece",
    [
        "（",
        "1,",
        "\u0301",
        "“",
        '"',
        "a-",
        "a.",
        "a/",
        "/a",
        "——",
        "……",
        "1",
        "http://a",
        "a@",
        "汉 ",
        "，",
        "- ",
        "~/",
    ],
)
def test_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Ten times the text takes about ten times as long; quadratic work would take a hundred times.

    Both times are the best of three; the allowance of 30 leaves room for a busy machine.
    """

    def seconds(count: int) -> float:
        text = (piece * count)[:count]
        shown = show(clean(text, limit=count))
        started = time.process_time()
        find_breaks(shown.text, shown.edges, 72)
        compose(article_of(text), 72)
        return time.process_time() - started

    short, long = (min(seconds(count) for _ in range(3)) for count in (1_000, 10_000))
    assert long < 30 * max(short, 0.002)


WAYS: dict[str, Callable[[Article], object]] = {
    "justified": lambda article: compose(article, 72),
    "ragged, narrow": lambda article: compose(article, 8, Setting(justify=False)),
    "line ends": lambda article: compose(article, 72, Setting(hanging=True, half_width_ends=True)),
    "phrases": lambda article: compose(article, 72, Setting(phrase=True)),
    "columns": lambda article: columns(article, 100, 24, count=2),
    "vertical": lambda article: vertical(article, 100, 24),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("piece", ["（", "1,", "\u0301"])
def test_a_hundred_thousand_characters_take_ten_times_what_ten_thousand_take(piece: str, way: str) -> None:
    """The traps of the rules in every way of setting; marks that cleaning would have cut, too."""

    def seconds(count: int) -> float:
        article = Article(address="", title=Clean(""), blocks=(Paragraph(Clean((piece * count)[:count])),))
        started = time.process_time()
        WAYS[way](article)
        return time.process_time() - started

    assert seconds(100_000) < 30 * max(seconds(10_000), 0.01)


def test_measuring_follows_the_table_of_widths(
    monkeypatch: pytest.MonkeyPatch, set_text: Callable[..., list[Line]]
) -> None:
    """Where ambiguous characters are wide, the table is exchanged, and lines stay within the measure."""
    narrow = cells.get_character_cell_size

    def wide(character: str, unicode_version: str = "auto") -> int:
        return 2 if character in "“”‘’…—·①°×" else narrow(character, unicode_version)

    text = "深刻领悟“两个确立”的决定性意义——不断增强“四个意识”……坚定“四个自信”"
    assert set_text(text, 24)[0].text == "深刻领悟 “两个确立” 的决"
    monkeypatch.setattr(cells, "get_character_cell_size", wide)
    lines = [line.text for line in set_text(text, 24)]
    assert lines[0] == "深刻领悟“两个确立”的决"
    assert all(sum(map(wide, line)) <= 24 and " " not in line for line in lines)
