"""Room for pictures in one column: rows of their own, and places that survive them."""

from itertools import pairwise

import pytest
from PIL import Image

from zhonggong_reader.model import Article, Paragraph, Picture, Position
from zhonggong_reader.text import clean
from zhonggong_reader.typeset import Setting
from zhonggong_reader.ui.graphics.plates import Plate
from zhonggong_reader.ui.sheet import Sheet, Window, lay_out

PICTURE = Plate(Image.new("RGB", (30, 20)), (900, 600))
BROKEN = Plate(None, (0, 0), "图片已损坏，画不出来")
MOVING = Plate(Image.new("RGB", (30, 20)), (900, 600), "动图，这里只画第一帧")


@pytest.fixture
def article() -> Article:
    """A paragraph, two pictures in a row, a paragraph, a picture without words."""
    return Article(
        address="https://www.workercn.cn/c/1.shtml",
        title=clean("标题"),
        blocks=(
            Paragraph(clean("清晨的班组。" * 30)),
            Picture("https://www.workercn.cn/a.jpg", clean("图一。"), clean("朱欣 摄")),
            Picture("https://www.workercn.cn/b.jpg", clean("图二。" * 20)),
            Paragraph(clean("傍晚的班组。" * 30)),
            Picture("https://www.workercn.cn/c.jpg"),
        ),
    )


def laid_out(article: Article, plates: dict[int, Plate], *, height: int = 40, measure: int = 60) -> Sheet:
    window = Window("column", measure + 2, height, measure, (10, 20))
    return lay_out(article, window, Setting(), plates)


def rows_with(sheet: Sheet, words: str) -> list[int]:
    return [number for number, row in enumerate(sheet.rows) if row and words in row.text]


def test_a_picture_has_the_rows_above_its_caption_for_itself(article: Article) -> None:
    sheet = laid_out(article, {1: PICTURE, 2: PICTURE, 4: PICTURE})
    assert [figure.block for figure in sheet.figures] == [1, 2, 4]
    for figure, label in zip(sheet.figures, rows_with(sheet, "〔图片〕"), strict=True):
        assert figure.box == (60, 20)
        assert figure.left == 0
        assert label == figure.row + 20
        for number in range(figure.row, label):
            row = sheet.rows[number]
            assert row is not None
            assert not row.segments
            assert sheet.figure_at(number) == figure
        assert sheet.figure_at(figure.row - 1) is None
        assert sheet.figure_at(label) is None


def test_a_picture_is_no_higher_than_three_quarters_of_the_window(article: Article) -> None:
    for height, rows in ((40, 20), (20, 15), (8, 6), (1, 1)):
        sheet = laid_out(article, {1: PICTURE}, height=height)
        assert sheet.figures[0].box.height == rows
        assert sheet.figures[0].left == (60 - sheet.figures[0].box.width) // 2


def test_what_there_is_to_say_stands_between_picture_and_caption(article: Article) -> None:
    sheet = laid_out(article, {1: BROKEN, 2: MOVING})
    (broken,) = rows_with(sheet, BROKEN.remark)
    assert rows_with(sheet, "图一。") == [broken + 1]
    (moving,) = rows_with(sheet, MOVING.remark)
    assert [figure.block for figure in sheet.figures] == [2]
    assert moving == sheet.figures[0].row + sheet.figures[0].box.height
    assert rows_with(sheet, "图二。")[0] == moving + 1


def test_a_remark_longer_than_the_measure_loses_nothing(article: Article) -> None:
    remark = "www.workercn.cn 给的内容超过 20 MB 的上限，没有收下"
    sheet = laid_out(article, {1: Plate(None, (0, 0), remark)}, measure=24)
    first = rows_with(sheet, "www.workercn.cn")[0]
    said = "".join(row.text[2:] for row in sheet.rows[first : rows_with(sheet, "〔图片〕")[0]] if row)
    assert said.replace(" ", "") == remark.replace(" ", "")


@pytest.mark.parametrize("plates", [{}, {1: PICTURE}, {1: PICTURE, 2: MOVING, 4: BROKEN}])
def test_every_place_is_found_again(article: Article, plates: dict[int, Plate]) -> None:
    sheet = laid_out(article, plates)
    keys = [(place.block, place.offset) for _, place in sheet.places]
    assert keys == sorted(keys)
    assert all(before[0] < after[0] for before, after in pairwise(sheet.places))
    for number in range(len(sheet.rows)):
        place = sheet.place_at(number)
        assert sheet.place_at(sheet.row_of(place)) == place
    for figure in sheet.figures:
        for number in range(figure.row, figure.row + figure.box.height):
            assert sheet.place_at(number) == Position(figure.block, 0)
        assert sheet.row_of(Position(figure.block, 0)) == figure.row


@pytest.mark.parametrize("mode", ["columns", "vertical"])
def test_in_the_other_modes_captions_stand_for_pictures(article: Article, mode: str) -> None:
    window = Window(mode, 100, 30, 60)  # type: ignore[arg-type]
    assert lay_out(article, window, Setting(), {1: PICTURE}) == lay_out(article, window, Setting())
