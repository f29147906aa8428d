"""Where each piece came from: anchors, selections over set lines, and the exact text they copy."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import get_character_cell_size

from zhonggong_reader.model import Article, Paragraph, Position
from zhonggong_reader.text import clean
from zhonggong_reader.typeset import Galley, Role, Setting, compose, source_of, source_text

SETTINGS = [
    Setting(),
    Setting(justify=False, full_width=False, indent=False),
    Setting(hanging=True, half_width_ends=True, phrase=True, gap=0),
]


def covered(galley: Galley, block: int) -> list[tuple[int, int]]:
    sources = [piece.source for line in galley.lines for piece in line.segments if piece.source]
    return sorted({(start, end) for number, start, end in sources if number == block})


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("measure", [8, 24, 47, 72])
def test_the_pieces_cover_the_source_of_every_block(
    every_kind: Article, measure: int, setting: Setting
) -> None:
    galley = compose(every_kind, measure, setting)
    for block in range(-1, len(every_kind.blocks) + 1):
        source = source_of(every_kind, block)
        at = 0
        for start, end in covered(galley, block):
            assert not source[at:start].strip("\n\t")
            at = end
        assert not source[at:].strip("\n\t")


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_piece_shows_its_source_character_by_character(sample_article: Article, setting: Setting) -> None:
    """But for full-width forms and half-width ends, which are one character for one as well."""
    same = str.maketrans("，：；！？（）｡､", ",:;!?()。、")
    for line in compose(sample_article, 40, setting).lines:
        for piece in line.segments:
            if piece.source:
                block, start, end = piece.source
                shown = source_of(sample_article, block)[start:end]
                assert shown.translate(same).startswith(piece.text.translate(same))
                assert not shown[len(piece.text) :].strip()


@pytest.mark.parametrize("measure", [8, 40, 72])
def test_places_rise_and_every_line_is_found_by_its_place(every_kind: Article, measure: int) -> None:
    galley = compose(every_kind, measure)
    places = [(line.place.block, line.place.offset) for line in galley.lines]
    assert places == sorted(places)
    for number, line in enumerate(galley.lines):
        found = galley.line_at(line.place)
        assert found >= number
        assert galley.lines[found].place == line.place
        assert found == number or not line.segments or line.place == galley.lines[number + 1].place


def test_an_anchor_survives_every_change_of_measure_and_setting(sample_article: Article) -> None:
    anchor = Position(2, 130)
    for measure in (8, 24, 31, 40, 72, 96):
        for setting in SETTINGS:
            galley = compose(sample_article, measure, setting)
            line = galley.lines[galley.line_at(anchor)]
            assert any(
                piece.source and piece.source.block == 2 and piece.source.start <= 130 < piece.source.end
                for piece in line.segments
            )


def test_a_position_outside_leads_to_the_nearest_line(sample_article: Article) -> None:
    galley = compose(sample_article, 40)
    assert galley.line_at(Position(-9, 0)) == 0
    assert galley.line_at(Position(99, 0)) == len(galley.lines) - 1


def test_every_cell_leads_to_the_character_that_it_shows(sample_article: Article) -> None:
    for line in compose(sample_article, 40, Setting(hanging=True)).lines:
        cell = 0
        for piece in line.segments:
            for number, character in enumerate(piece.text):
                width = get_character_cell_size(character)
                place = line.position_at(cell)
                assert place == line.position_at(cell + width - 1) or not piece.source
                if piece.source:
                    assert place == Position(piece.source.block, piece.source.start + number)
                cell += width


def test_cells_without_source_lead_to_what_follows_and_the_margin_to_the_end(
    article_of: Callable[..., Article],
) -> None:
    line = compose(article_of("劳动光荣"), 40).lines[-1]
    assert line.text == "    劳动光荣"
    assert line.position_at(0) == Position(0, 0)
    assert line.position_at(4) == Position(0, 0)
    assert line.position_at(11) == Position(0, 3)
    assert line.position_at(12) == line.position_at(39) == Position(0, 4)


@given(st.integers(0, 1000), st.integers(0, 1000), st.sampled_from(SETTINGS), st.sampled_from([8, 40, 72]))
def test_a_selection_copies_the_exact_source(first: int, last: int, setting: Setting, measure: int) -> None:
    text = clean("他说, “两个 确立”是GDP(国内生产总值)的…… 12.5%,其中——3D VR技术,等。" * 6)
    article = Article(address="https://www.workercn.cn/", title=clean("题"), blocks=(Paragraph(text),))
    galley = compose(article, measure, setting)
    body = [line for line in galley.lines if line.place.block == 0 and line.segments]
    cells = [(line, cell) for line in body for cell in range(line.width)]
    first, last = sorted((first % len(cells), last % len(cells)))
    start, end = cells[first][0].position_at(cells[first][1]), cells[last][0].position_at(cells[last][1])
    assert source_text(article, start, end) == text[start.offset : end.offset]
    assert start.offset <= end.offset


def test_copying_over_blocks_parts_them_and_stops_where_it_should(every_kind: Article) -> None:
    whole = source_text(every_kind, Position(-1, 0), Position(len(every_kind.blocks), 99))
    assert whole.startswith("原标题：帮扶86.5万人次 各级工会交出成绩单\n前三季度")
    assert whole.endswith("\n\n责任编辑：李方")
    assert "地区\t人数\t同比\n北京\t1,234\t5.6%\n" in whole
    assert source_text(every_kind, Position(0, 3), Position(0, 5)) == "北京"
    assert source_text(every_kind, Position(1, 7), Position(2, 1)) == "竞赛现场。　记者 摄\n\n让"
    assert source_text(every_kind, Position(2, 1), Position(1, 1)) == ""


def test_what_setting_adds_has_no_source(every_kind: Article) -> None:
    for line in compose(every_kind, 48).lines:
        for piece in line.segments:
            if piece.role in (Role.RULE, Role.PICTURE, Role.VIDEO, Role.BLANK):
                assert piece.source is None
