"""Numbers over links, films and pictures: which get one, where it stands, and where it leads."""

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


def test_up_to_nine_have_one_digit_and_more_have_two() -> None:
    assert [hint.digits for hint in numbered(passage(9), links=links(9))] == list("123456789")
    many = numbered(passage(10), links=links(10))
    assert [hint.digits for hint in many] == [str(number) for number in range(10, 20)]
    assert [hint.target.address for hint in many] == [link.address for link in links(10)]


def test_no_more_than_two_digits_can_tell_apart() -> None:
    found = numbered(passage(95), links=links(95))
    assert [hint.digits for hint in found] == [str(number) for number in range(10, 100)]


def test_words_over_two_lines_have_one_number_where_they_begin() -> None:
    words = clean("这一处链接的文字很长" * 4)
    (hint,) = numbered(Paragraph(clean("见" + words)), links=(Link(words, SITE),))
    assert hint.cell == 6  # behind the indent and one character
    assert hint.target == Target("link", SITE, -1)


def test_a_number_stands_in_the_row_of_its_words() -> None:
    lines = 3  # headline, count of characters, blank
    (hint,) = numbered(Paragraph(clean("甲乙")), links=(Link(clean("乙"), SITE),), first=100)
    assert (hint.row, hint.cell) == (100 + lines, 6)


def test_films_and_pictures_have_numbers_where_they_have_addresses() -> None:
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
