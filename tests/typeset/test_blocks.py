"""Each kind of block: its indent, its measure and its roles, read as whole pages.

The pages in `pages/` are read by people before they are accepted: what looks wrong there is wrong.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from zhonggong_reader.model import Article, Link, Picture, Quote, Table, Video
from zhonggong_reader.text import clean
from zhonggong_reader.typeset import Galley, Role, Setting, compose, forms

PAGES = Path(__file__).parent / "pages"


def page(galley: Galley) -> str:
    return "".join(f"{line.text}\n" for line in galley.lines)


def with_role(galley: Galley, role: Role) -> str:
    return "".join(segment.text for line in galley.lines for segment in line.segments if segment.role is role)


@pytest.mark.parametrize("measure", [40, 60, 72, 80])
def test_the_sample_as_a_page(sample_article: Article, measure: int) -> None:
    expected = (PAGES / f"sample-{measure}.txt").read_text("utf-8")
    assert page(compose(sample_article, measure)) == expected


@pytest.mark.parametrize("measure", [8, 24, 48])
def test_every_kind_of_block_as_a_page(every_kind: Article, measure: int) -> None:
    expected = (PAGES / f"every-kind-{measure}.txt").read_text("utf-8")
    assert page(compose(every_kind, measure)) == expected


def test_every_piece_has_its_role(every_kind: Article) -> None:
    galley = compose(every_kind, 48)
    assert with_role(galley, Role.KICKER).startswith("原标题：帮扶")
    assert with_role(galley, Role.HEADLINE) == every_kind.title
    assert with_role(galley, Role.SOURCE) == "中工网-工人日报　2026-10-05 07:14145字　约1分钟"
    assert with_role(galley, Role.DATELINE) == "中工网北京10月5日电"
    assert with_role(galley, Role.LINK) == "帮扶平台"
    assert with_role(galley, Role.SUBHEADING) == "让服务多走一步"
    assert with_role(galley, Role.CAPTION) == "图为职工在技能竞赛现场。　视频：夜班"
    assert with_role(galley, Role.CREDIT) == "记者 摄"
    assert with_role(galley, Role.PICTURE) == "〔图片〕〔图片〕"
    assert with_role(galley, Role.VIDEO) == "〔视频〕"
    assert with_role(galley, Role.TABLE_HEAD) == "地区人数同比"
    assert with_role(galley, Role.EDITOR) == "责任编辑：李方"


def test_a_link_says_which_of_the_links_it_is(article_of: Callable[..., Article]) -> None:
    links = tuple(
        Link(clean(text), "https://www.workercn.cn/") for text in ("乙", "不在文中", "甲", "", "乙")
    )
    galley = compose(article_of("乙甲丙", "丁乙", links=links), 40)
    linked = [
        (s.text, s.link, s.source and s.source.block)
        for x in galley.lines
        for s in x.segments
        if s.link is not None
    ]
    assert linked == [("乙", 0, 0), ("甲", 2, 0), ("乙", 4, 1)]


def test_the_blank_outside_a_quote_is_no_part_of_a_link(article_of: Callable[..., Article]) -> None:
    links = (Link(clean("“五小”活动"), "https://www.workercn.cn/"),)
    galley = compose(article_of("开展“五小”活动。", links=links), 40)
    linked = [piece.text for line in galley.lines for piece in line.segments if piece.role is Role.LINK]
    assert "".join(linked) == "“五小” 活动"


def test_the_original_title_is_shown_only_where_it_differs(article_of: Callable[..., Article]) -> None:
    same = article_of("正文", title=clean("标题"), original_title=clean("标题"))
    assert "原标题" not in page(compose(same, 40))


def test_a_galley_without_facts_holds_headline_and_text_alone(article_of: Callable[..., Article]) -> None:
    assert page(compose(article_of("正文。"), 24)) == "          标题\n      2字　约1分钟\n\n  正文。\n"


def test_paragraphs_are_apart_as_wished(article_of: Callable[..., Article]) -> None:
    article = article_of("甲乙丙", "丁戊己", Quote(clean("引文")))
    for gap, expected in ((0, [1, 0, 1]), (1, [1, 1, 1]), (2, [2, 2, 2])):
        lines = [line.text for line in compose(article, 40, Setting(gap=gap)).lines]
        found = []
        for text in ("    甲乙丙", "    丁戊己", "    引文"):
            at = lines.index(text)
            found.append(next(k for k in range(at) if lines[at - 1 - k]))
        assert found == expected


def test_an_article_says_how_long_it_takes_to_read(article_of: Callable[..., Article]) -> None:
    for characters, minutes in ((1, 1), (749, 1), (751, 2), (5_000, 10)):
        source = with_role(compose(article_of("字" * characters), 40), Role.SOURCE)
        assert source == f"{characters}字　约{minutes}分钟"


def test_the_facts_over_an_article_are_not_broken_where_a_line_holds_them(every_kind: Article) -> None:
    for measure in range(20, 97, 2):
        lines = [line for line in compose(every_kind, measure).lines if line.segments[-1:]]
        facts = [line.text.strip() for line in lines if line.segments[-1].role is Role.SOURCE]
        assert "　".join(facts) == "中工网-工人日报　2026-10-05 07:14　145字　约1分钟"


def test_lines_and_paragraphs_are_led(article_of: Callable[..., Article]) -> None:
    article = article_of("甲" * 20, "· 乙", "· 丙", Quote(clean("引文")))

    def rows(leading: int) -> list[str]:
        lines = compose(article, 20, Setting(leading=leading)).lines
        return [line.text.replace(" ", "")[:1] for line in lines if line.place.block >= 0]

    assert "".join(row or "_" for row in rows(0)) == "_甲甲甲_··_引"
    assert "".join(row or "_" for row in rows(1)) == "__甲_甲_甲__·_·__引"


def test_paragraphs_begin_flush_where_no_indent_is_wished(article_of: Callable[..., Article]) -> None:
    assert compose(article_of("甲乙丙"), 40, Setting(indent=False)).lines[-1].text == "甲乙丙"


@pytest.mark.parametrize(
    ("bullet", "left", "text"),
    [
        ("· ", 4, 6),  # as items of `ul` come
        ("• ", 4, 6),
        ("●", 5, 6),
        ("■ ", 4, 6),
        ("- ", 4, 6),
        ("1. ", 5, 8),  # as items of `ol` come
        ("12. ", 4, 8),
        ("1.", 4, 6),
        ("2、", 5, 8),
        ("(3)", 5, 10),  # set as （3）
        ("④", 5, 6),
    ],
)
def test_an_item_of_a_list_hangs_from_its_bullet(
    article_of: Callable[..., Article], bullet: str, left: int, text: int
) -> None:
    first, *others = [
        line for line in compose(article_of(bullet + "劳动光荣" * 14), 40).lines if line.place.block == 0
    ][1:]
    assert first.text[left] == forms.widen(f"{bullet}劳")[0]
    assert first.text[:left].isspace()
    assert cell_len(first.text[: first.text.index("劳")]) == text
    assert len(others) >= 3
    for line in others:
        assert line.text[:text] == " " * text
        assert line.text[text] in "劳动光荣"


@pytest.mark.parametrize("text", ["3.5万人参加比赛", "1月2日，比赛开始", "-5℃的车间", "2026、2027两年"])
def test_what_only_looks_like_a_bullet_begins_a_paragraph(
    article_of: Callable[..., Article], text: str
) -> None:
    assert compose(article_of(text), 40).lines[-1].text == f"    {text}"


def test_the_items_of_a_list_stand_together(article_of: Callable[..., Article]) -> None:
    article = article_of("正文", "· 甲", "· 乙", "1. 丙", "2. 丁", "正文")
    assert [line.text.strip() for line in compose(article, 40).lines[-9:]] == [
        *("正文", "", "· 甲", "· 乙", "", "1. 丙", "2. 丁", "", "正文")
    ]


def test_items_stand_further_left_where_the_measure_is_narrow(article_of: Callable[..., Article]) -> None:
    for measure, left, text in ((32, 4, 6), (24, 0, 2), (22, 0, 0)):
        *_, first, second = compose(article_of("· " + "劳" * 20), measure).lines
        assert (first.text.index("·"), second.text.index("劳")) == (left, text)


def test_an_odd_measure_gives_its_last_cell_to_the_margin(sample_article: Article) -> None:
    odd, even = compose(sample_article, 61), compose(sample_article, 60)
    assert odd.lines == even.lines
    assert odd.measure == 61


def test_a_measure_below_the_least_is_taken_as_the_least(sample_article: Article) -> None:
    assert compose(sample_article, 1).lines == compose(sample_article, 8).lines


def test_numbers_stand_to_the_right_and_wide_cells_are_folded(article_of: Callable[..., Article]) -> None:
    rows = (("项目名称", "金额"), ("职工书屋建设与维护补助资金", "￥1,280"), ("心理咨询", "￥98"))
    table = Table(tuple(tuple(map(clean, row)) for row in rows))
    assert [line.text for line in compose(article_of(table), 22).lines[-6:]] == [
        "项目名称         金额",
        "─────────────────────",
        "职工书屋建设  ￥1,280",
        "与维护补助资",
        "金",
        "心理咨询         ￥98",
    ]


@pytest.mark.parametrize("count", [5, 9])
def test_a_table_with_too_many_columns_becomes_a_list(article_of: Callable[..., Article], count: int) -> None:
    names = [f"第{k}列" for k in range(count)]
    lines = compose(article_of(Table((tuple(map(clean, names)),))), 24).lines
    assert [line.text for line in lines[-count:]] == names


def test_a_table_of_very_many_columns_takes_no_more_than_linear_work(
    article_of: Callable[..., Article],
) -> None:
    wide = Table((tuple(clean("") for _ in range(20_000)), *[(clean("甲"),)] * 20_000))
    assert compose(article_of(wide), 40).lines[-1].text == "甲"


def test_tables_may_be_ragged_empty_or_full_of_blanks(article_of: Callable[..., Article]) -> None:
    ragged = Table(((clean("甲"),), (), (clean(""), clean("乙"), clean("丙"))))
    texts = [line.text for line in compose(article_of(ragged), 24).lines]
    assert {"甲", "    乙  丙"} <= set(texts)
    assert compose(article_of("文", Table(())), 24).lines[-1].text.strip() == "文"


def test_a_film_without_words_still_has_its_line(article_of: Callable[..., Article]) -> None:
    assert compose(article_of(Video("https://www.workercn.cn/v")), 40).lines[-1].text == "  〔视频〕"


def credits(galley: Galley) -> list[str]:
    return [line.text.strip() for line in galley.lines if any(s.role is Role.CREDIT for s in line.segments)]


def test_a_credit_is_never_broken_off_its_beginning(article_of: Callable[..., Article]) -> None:
    credit = "工人日报-中工网记者 杨登峰 摄"
    picture = Picture("https://www.workercn.cn/a.jpg", clean("职工在车间里。" * 4), clean(credit))
    for measure in range(36, 97):
        (line,) = credits(compose(article_of(picture), measure))
        assert line.endswith(credit)
        assert line == credit, measure


def test_a_credit_stands_behind_a_caption_that_leaves_it_room(article_of: Callable[..., Article]) -> None:
    picture = Picture("https://www.workercn.cn/a.jpg", clean("车间一角。"), clean("朱欣 摄"))
    assert compose(article_of(picture), 40).lines[-1].text == "  〔图片〕车间一角。　朱欣 摄"


def test_a_credit_alone_is_the_caption(article_of: Callable[..., Article]) -> None:
    picture = Picture("https://www.workercn.cn/a.jpg", None, clean("朱欣 摄"))
    assert compose(article_of(picture), 40).lines[-1].text == "  〔图片〕朱欣 摄"
