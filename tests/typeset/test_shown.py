"""What is shown instead of what is stored, and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhonggong_reader.text import clean
from zhonggong_reader.typeset import forms
from zhonggong_reader.typeset.shown import show


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("他说,今天", "他说，今天"),
        ("来源:中工网", "来源：中工网"),
        ("好!真的?是;不", "好！真的？是；不"),
        ("电 (记者 某某)首届", "电 （记者 某某）首届"),
        ("世卫组织(WHO)宣布", "世卫组织（WHO）宣布"),
        ("GDP(国内生产总值)", "GDP（国内生产总值）"),
        ("增长12.5%,其中", "增长12.5%，其中"),
        ("在2022年,他", "在2022年，他"),
        ("“好”,他说", "“好”，他说"),
        ("(1)加强领导", "（1）加强领导"),
        ("甲(乙(丙)丁)戊", "甲（乙（丙）丁）戊"),
    ],
)
def test_ascii_marks_beside_han_are_shown_full_width(stored: str, shown: str) -> None:
    assert forms.widen(stored) == shown


@pytest.mark.parametrize(
    "stored",
    [
        "共1,234,567人",
        "时间19:35整",
        "比分3:2胜",
        "函数f(x)连续",
        "说We came, we saw; we won! 然后",
        "见https://a.cn/x?y=(1),2:3!z 中文",
        "All (of this) is Latin, is it not?",
        "引脚GPIO(4),SDA",
    ],
)
def test_numbers_times_addresses_and_latin_sentences_keep_their_marks(stored: str) -> None:
    assert forms.widen(stored) == stored


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("  首行缩进  ", "首行缩进"),
        ("汉字\n汉字", "汉字汉字"),
        ("汉字。\n“汉字”", "汉字。“汉字”"),
        ("汉字\nLatin\nwords", "汉字 Latin words"),
        ("记者 张三", "记者 张三"),
        ("记者　张三", "记者　张三"),
        ("记者 　 张三", "记者　张三"),
        ("a  \n b", "a b"),
        ("他说， 好", "他说，好"),
        ("电 （记者）首", "电（记者）首"),
    ],
)
def test_blanks_are_kept_where_chinese_print_has_them(stored: str, shown: str) -> None:
    assert show(clean(stored)).text == shown


def test_quotes_of_one_cell_stand_off_from_han_outside() -> None:
    assert show(clean("的“两个确立”是，“好”。")).text == "的 “两个确立” 是，“好”。"
    assert show(clean("的“好”是"), elastic=False).text == "的“好”是"


def test_what_a_grid_of_cells_cannot_hold_is_shown_simpler() -> None:
    assert show(clean("赞👍🏽了")).text == "赞👍了"
    assert show(clean("国旗🇨🇳升")).text == "国旗CN升"
    assert show(clean("按1\u20e3键")).text == "按1键"
    assert show(clean("全家👨\u200d👩\u200d👧福")).text == "全家👨福"
    assert show(clean("👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏻")).text == "👩"


def test_the_map_leads_back_to_the_source() -> None:
    source = clean("  他说, “好”👍🏽\n真的 ")
    shown = show(source)
    assert shown.text == "他说，“好”👍 真的"
    for character, origin in zip(shown.text, shown.origin, strict=False):
        if character not in "，  ":
            assert source[origin] == character
    assert shown.origin[-1] == len(source)


@given(
    st.text(alphabet=st.sampled_from("汉字，。“”()（） a1,:\n\u3000👍\U0001f3fd\u0301🇨\u200d"), max_size=40)
)
def test_the_map_rises_and_loses_nothing_but_blanks_and_modifiers(text: str) -> None:
    source = clean(text)
    shown = show(source)
    assert len(shown.origin) == len(shown.text) + 1
    assert shown.origin == sorted(shown.origin)
    kept = set(shown.origin)
    dropped = {place for place in range(len(source)) if place not in kept}
    assert {source[place] for place in dropped if source[place - 1] != "\u200d"} <= set(
        " \n\u3000\U0001f3fd\u200d"
    )
    assert "\u200d" not in shown.text


def test_widening_many_addresses_and_brackets_takes_linear_work() -> None:
    """Quadratic work on these would take minutes."""
    for hostile in ("(汉" * 30_000, ")" * 60_000 + "汉", "汉://" * 20_000, "http://a 汉," * 8_000):
        assert len(forms.widen(hostile)) == len(hostile)
