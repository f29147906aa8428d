"""Letters over links, films and pictures: which get one, where it stands, and where it leads."""

import pytest

from zhonggong_reader.model import Article, Block, Link, Paragraph, Picture, Video
from zhonggong_reader.text import clean
from zhonggong_reader.typeset import compose
from zhonggong_reader.ui import hints
from zhonggong_reader.ui.hints import Hint, Target

SITE = "https://www.workercn.cn"


def numbered(*blocks: Block, links: tuple[Link, ...] = (), measure: int = 40, first: int = 0) -> list[Hint]:
    article = Article(address=f"{SITE}/c/1.shtml", title=clean("标题"), blocks=blocks, links=links)
    return list(hints.find(article, compose(article, measure).lines, first))


def links(count: int) -> tuple[Link, ...]:
    return tuple(Link(clean(f"第{number:03}处"), f"{SITE}/{number}") for number in range(count))


def passage(count: int) -> Paragraph:
    return Paragraph(clean("、".join(link.text for link in links(count))))


def test_the_home_row_comes_first() -> None:
    found = numbered(passage(9), links=links(9))
    assert [hint.letters for hint in found] == list("asdfjklgh")
    assert [hint.target.address for hint in found] == [link.address for link in links(9)]


@pytest.mark.parametrize("count", [1, 26, 27, 60, 200, 676])
def test_no_hint_begins_with_another_one(count: int) -> None:
    codes = hints.codes(count)
    assert len(codes) == count
    assert not [(one, other) for one in codes for other in codes if one != other and other.startswith(one)]
    assert max(map(len, codes)) == (1 if count <= 26 else 2)


def test_more_than_the_alphabet_leaves_most_their_one_letter() -> None:
    assert [len(code) for code in hints.codes(27)].count(1) == 25


def test_what_two_letters_cannot_tell_apart_has_no_hint() -> None:
    assert len(hints.codes(1000)) == 676


def test_words_over_two_lines_have_one_hint_where_they_begin() -> None:
    words = clean("这一处链接的文字很长" * 4)
    (hint,) = numbered(Paragraph(clean("见" + words)), links=(Link(words, SITE),))
    assert hint.cell == 6  # behind the indent and one character
    assert hint.target == Target("link", SITE, -1)


def test_a_hint_stands_in_the_row_of_its_words() -> None:
    lines = 3  # headline, count of characters, blank
    (hint,) = numbered(Paragraph(clean("甲乙")), links=(Link(clean("乙"), SITE),), first=100)
    assert (hint.row, hint.cell) == (100 + lines, 6)


def test_films_and_pictures_have_hints_where_they_have_addresses() -> None:
    found = numbered(
        Picture(f"{SITE}/a.jpg", clean("一张图。")),
        Picture(None, clean("没有图。")),
        Video(f"{SITE}/v.mp4", clean("一段片子")),
        Picture(f"{SITE}/b.jpg"),
        Video(f"{SITE}/w.mp4"),
    )
    assert [hint.target for hint in found] == [
        Target("picture", f"{SITE}/a.jpg", 0),
        Target("video", f"{SITE}/v.mp4", 2),
        Target("picture", f"{SITE}/b.jpg", 3),
        Target("video", f"{SITE}/w.mp4", 4),
    ]


def test_a_narrow_column_has_them_too() -> None:
    found = numbered(Picture(f"{SITE}/a.jpg", clean("一张图。")), Video(f"{SITE}/v"), measure=10)
    assert [hint.target.kind for hint in found] == ["picture", "video"]
