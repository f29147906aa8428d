"""What changed between two states of an article, as a reader would tell it."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from zhonggong_reader.collation import Part, collate, same_text
from zhonggong_reader.collation.alignment import LONGEST, align
from zhonggong_reader.collation.runs import Run, compare
from zhonggong_reader.model import (
    Article,
    Block,
    Link,
    Paragraph,
    Picture,
    Quote,
    Subheading,
    Table,
    Video,
)
from zhonggong_reader.text import Clean

MARKS = {"kept": "{}", "removed": "［{}］", "added": "｛{}｝"}


def shown(runs: tuple[Run, ...]) -> str:
    return "".join(MARKS[run.kind].format(run.text) for run in runs)


def article(*texts: str | Block, title: str = "标题") -> Article:
    blocks = tuple(Paragraph(Clean(text)) if isinstance(text, str) else text for text in texts)
    return Article(address="https://www.workercn.cn/c/2026-10-05/1.shtml", title=Clean(title), blocks=blocks)


def states(parts: list[Part]) -> list[tuple[str, str, str]]:
    return [(part.kind, part.state, shown(part.runs)) for part in parts]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # Numbers and words are wholes.
        ("到2025年，增长3.5%。", "到2026年，增长3.6%。", "到［2025］｛2026｝年，增长［3.5］｛3.6｝%。"),
        ("用Python写成", "用Pytorch写成", "用［Python］｛Pytorch｝写成"),
        # A word that came stands alone.
        ("要求各级工会做好工作。", "要求各级工会切实做好工作。", "要求各级工会｛切实｝做好工作。"),
        # What both phrases have by chance is not picked out of them.
        (
            "近日由总工会印发的通知说，各地要落实。",
            "日前经人社部发出的通报说，各地要落实。",
            "［近日由总工会印发的通知］｛日前经人社部发出的通报｝说，各地要落实。",
        ),
        # What came is a phrase or a sentence, where it could be cut in several ways.
        ("甲说，乙说。", "甲说，丙说，乙说。", "甲说，｛丙说，｝乙说。"),
        ("第一句。第二句。", "第一句。新的一句。第二句。", "第一句。｛新的一句。｝第二句。"),
        ("他说：“去。”她说：“好。”", "他说：“去。”", "他说：“去。”［她说：“好。”］"),
        # Texts with next to nothing in common are not mixed.
        (
            "人民日报社论",
            "中华全国总工会通报了全国人民高温补贴情况",
            "［人民日报社论］｛中华全国总工会通报了全国人民高温补贴情况｝",
        ),
        ("", "新文", "｛新文｝"),
        ("旧文", "", "［旧文］"),
        ("不变", "不变", "不变"),
    ],
)
def test_words_inside_a_paragraph(before: str, after: str, expected: str) -> None:
    assert shown(compare(before, after)) == expected


def test_a_mark_above_a_letter_stays_with_it() -> None:
    assert shown(compare("é́甲", "é̀甲")) == "［é́］｛é̀｝甲"


@given(
    st.text("甲乙丙的，。3a ", max_size=60),
    st.text("甲乙丙的，。3a ", max_size=60),
)
def test_nothing_is_lost_or_made_up(before: str, after: str) -> None:
    runs = compare(before, after)
    assert "".join(run.text for run in runs if run.kind != "added") == before
    assert "".join(run.text for run in runs if run.kind != "removed") == after


@given(st.lists(st.sampled_from("甲乙丙丁"), max_size=30), st.lists(st.sampled_from("甲乙丙丁"), max_size=30))
def test_what_is_common_is_the_longest_that_is(before: list[str], after: list[str]) -> None:
    found = align(before, after)
    for common in found:
        assert (
            before[common.before : common.before + common.length]
            == after[common.after : common.after + common.length]
        )
    for one, other in pairwise(found):
        assert one.before + one.length <= other.before
        assert one.after + one.length <= other.after
    longest = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for x, mine in enumerate(before):
        for y, theirs in enumerate(after):
            longest[x + 1][y + 1] = (
                longest[x][y] + 1 if mine == theirs else max(longest[x][y + 1], longest[x + 1][y])
            )
    assert sum(common.length for common in found) == longest[-1][-1]


def test_texts_that_differ_throughout_cost_a_bounded_time() -> None:
    before, after = "甲乙" * 30_000, "丙甲" * 30_000
    assert shown(compare(before, after)) == f"［{before}］｛{after}｝"
    assert align("甲" * LONGEST + "丙", "乙" * LONGEST + "丁") == []


def test_paragraphs_that_came_went_and_changed() -> None:
    before = article("第一段，没有变化。", "第二段，说的是高温天气。", "第三段要删去了。", "最后一段。")
    after = article("第一段，没有变化。", "第二段，说的是高温津贴。", "最后一段。", "补充的一段。")
    assert states(collate(before, after)) == [
        ("title", "kept", "标题"),
        ("paragraph", "kept", "第一段，没有变化。"),
        ("paragraph", "changed", "第二段，说的是高温［天气］｛津贴｝。"),
        ("paragraph", "removed", "［第三段要删去了。］"),
        ("paragraph", "kept", "最后一段。"),
        ("paragraph", "added", "｛补充的一段。｝"),
    ]


def test_a_paragraph_never_turns_into_a_heading() -> None:
    before, after = article("小标题的话"), article(Subheading(Clean("小标题的话")))
    assert states(collate(before, after))[1:] == [
        ("paragraph", "removed", "［小标题的话］"),
        ("subheading", "added", "｛小标题的话｝"),
    ]


def test_headline_and_source_are_compared_as_well() -> None:
    before = replace(article("文"), title=Clean("旧的标题"), source=Clean("工人日报"), kicker=Clean("引"))
    after = replace(
        article("文"), title=Clean("新的标题"), original_title=Clean("原"), source=Clean("工人日报")
    )
    assert states(collate(before, after)) == [
        ("kicker", "removed", "［引］"),
        ("original title", "added", "｛原｝"),
        ("title", "changed", "［旧］｛新｝的标题"),
        ("source", "kept", "工人日报"),
        ("paragraph", "kept", "文"),
    ]


def test_pictures_and_tables_by_their_words() -> None:
    before = article(
        Picture("https://a.cn/1.jpg", Clean("图甲"), Clean("张三 摄")), Table(((Clean("甲"), Clean("1")),))
    )
    after = article(
        Picture("https://b.cn/2.jpg", Clean("图甲"), Clean("李四 摄")),
        Picture("https://b.cn/3.jpg"),
        Table(((Clean("甲"), Clean("2")),)),
    )
    assert states(collate(before, after))[1:] == [
        ("picture", "changed", "图甲 ［张三］｛李四｝ 摄"),
        ("picture", "added", ""),
        ("table", "changed", "甲；［1］｛2｝"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"channel": Clean("评论")},
        {"editor": Clean("李方")},
        {"published": datetime(2026, 10, 5, tzinfo=UTC)},
        {"pages": 2},
        {"links": (Link(Clean("文"), "https://www.workercn.cn/"),)},
        {"reporters": (Clean("张三"),)},
        {
            "blocks": (
                Paragraph(Clean(" 正文  一\n ")),
                Picture("https://a.cn/9.jpg"),
                Video("https://a.cn/9.mp4"),
            )
        },
    ],
)
def test_what_is_no_change(other: dict[str, object]) -> None:
    before = article("正文 一", Picture("https://a.cn/1.jpg"), Video("https://a.cn/1.mp4"))
    assert same_text(before, replace(before, **other))


@pytest.mark.parametrize(
    "other",
    [
        {"title": Clean("别的")},
        {"kicker": Clean("引")},
        {"original_title": Clean("原")},
        {"source": Clean("新华社")},
        {"blocks": (Paragraph(Clean("正文二")),)},
        {"blocks": (Quote(Clean("正文一")),)},
        {"blocks": (Paragraph(Clean("正文一")), Picture(None))},
    ],
)
def test_what_is_a_change(other: dict[str, object]) -> None:
    assert not same_text(article("正文一"), replace(article("正文一"), **other))


def test_many_rewritten_blocks_are_not_paired_for_hours() -> None:
    before = article(*(f"{number}甲" for number in range(900)))
    after = article(*(f"{number}乙" for number in range(900)))
    assert {part.state for part in collate(before, after)[1:]} == {"removed", "added"}
