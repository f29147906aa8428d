"""The figures to reach, on the corpus and the sample, and whether the judge of lines can be trusted."""

from collections.abc import Callable, Iterable

import pytest
from quality import Score, score

from zhonggong_reader.model import Article, Paragraph
from zhonggong_reader.typeset import Line, Setting

SetText = Callable[..., list[Line]]
MEASURES = range(24, 97, 2)


def score_all(set_text: SetText, texts: Iterable[str], setting: Setting, *, hanging: int = 0) -> Score:
    total = Score()
    for text in texts:
        for measure in MEASURES:
            lines = set_text(text, measure, indent=4, justify=True, setting=setting)
            total += score(text, [line.text for line in lines], measure, hanging=hanging)
    return total


@pytest.mark.parametrize("full_width", [True, False])
def test_nothing_is_wrong_lost_too_wide_or_lonely(
    set_text: SetText, corpus: list[str], full_width: bool
) -> None:
    result = score_all(set_text, corpus, Setting(justify=False, full_width=full_width))
    assert (result.wrong, result.lost, result.too_wide, result.widows) == (0, 0, 0, 0)
    assert result.rag <= 7.2


def test_justified_lines_are_flush_and_hold_the_same_text(set_text: SetText, corpus: list[str]) -> None:
    result = score_all(set_text, corpus, Setting())
    assert (result.wrong, result.lost, result.too_wide, result.widows) == (0, 0, 0, 0)
    assert result.flush_share >= 0.95
    assert result.gap <= 2


def test_the_sample_is_less_ragged_than_the_figures(set_text: SetText, sample_article: Article) -> None:
    texts = [block.text for block in sample_article.blocks if isinstance(block, Paragraph)]
    assert score_all(set_text, texts, Setting(justify=False, full_width=False)).rag <= 3.0
    assert score_all(set_text, texts, Setting(justify=False)).rag <= 2.8


def test_hanging_and_half_width_ends_break_no_rule(set_text: SetText, corpus: list[str]) -> None:
    hung = score_all(set_text, corpus, Setting(justify=False, hanging=True), hanging=2)
    half = score_all(set_text, corpus, Setting(justify=False, half_width_ends=True))
    assert (hung.wrong, hung.lost, hung.too_wide) == (half.wrong, half.lost, half.too_wide) == (0, 0, 0)
    assert hung.rag <= min(5.0, half.rag)


@pytest.mark.parametrize(
    ("lines", "starts", "ends", "splits"),
    [
        (["甲乙", "，丙"], 1, 0, 0),
        (["甲（", "乙）"], 0, 1, 0),
        (["甲—", "—乙"], 0, 0, 1),
        (["甲…", "…乙"], 0, 0, 1),
        (["共1,0", "00元"], 0, 0, 1),
        (["用Pyt", "hon"], 0, 0, 1),
        (["２", "０２５年"], 0, 0, 1),
        (["线上/", "线下"], 0, 1, 0),
        (["北京", "—上海"], 1, 0, 0),
        (["甲——", "乙"], 0, 0, 0),
        (["甲", "——乙"], 0, 0, 0),
        (["International-", "Organization"], 0, 0, 0),
        (["https://www", ".workercn.cn/c"], 0, 0, 0),
    ],
)
def test_the_judge_sees_what_is_wrong(lines: list[str], starts: int, ends: int, splits: int) -> None:
    result = score("".join(lines), lines, 40)
    assert (result.wrong_starts, result.wrong_ends, result.splits) == (starts, ends, splits)


def test_the_judge_counts_what_is_lost_lonely_ragged_and_flush() -> None:
    result = score("劳动最光荣，人人都爱劳动。好。", ["劳动最光荣，", "人都爱劳动。", "好。"], 12)
    assert (result.lost, result.widows, result.flush, result.breaks) == (1, 1, 2, 2)
    assert score("劳动光荣", ["劳", "动光荣"], 8).rag == 36


def test_the_judge_knows_full_width_forms_and_indents() -> None:
    result = score("他说,好(一)。真的", ["  他说，好（", "一）｡", "真的"], 12)
    assert (result.lost, result.wrong_ends) == (0, 1)
