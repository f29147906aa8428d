"""The hard rules, each with its own cases: where a line may end, and where never.

Breaks are asked for directly, so that a case does not depend on how a paragraph happens to fall.
"""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import get_character_cell_size

from zhonggong_reader.typeset.atoms import Breaks, find_breaks


def breaks(text: str, room: int = 200) -> Breaks:
    return find_breaks(text, list(accumulate(map(get_character_cell_size, text), initial=0)), room)


def atoms(text: str, room: int = 200) -> list[str]:
    """The unbreakable pieces of `text`, blanks between them left out."""
    found = breaks(text, room)
    return [text[begin:stop] for begin, stop in zip(found.begin, found.stop[1:], strict=False)]


@pytest.mark.parametrize("mark", "，。、；：？！）》」』】〕〉”’…·～－％‰℃,.;:?!)]}")
def test_no_line_starts_with_a_mark_that_belongs_to_what_is_before(mark: str) -> None:
    assert atoms(f"甲{mark}乙") == [f"甲{mark}", "乙"]


@pytest.mark.parametrize("mark", "（《「『【〔〈“‘￥＄([{")
def test_no_line_ends_with_an_opening_mark(mark: str) -> None:
    assert atoms(f"甲{mark}乙") == ["甲", f"{mark}乙"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("说：“‘好’。”他", ["说：", "“‘好’。”", "他"]),
        ("（（双）重）括", ["（（双）", "重）", "括"]),
        ("《甲》《乙》、《丙》", ["《甲》", "《乙》、", "《丙》"]),
        ("“真的吗？！”“真", ["“真", "的", "吗？！”", "“真"]),
        ("劳动 ， 光荣", ["劳", "动 ，", "光", "荣"]),
    ],
)
def test_marks_in_a_row_stay_with_their_word(text: str, expected: list[str]) -> None:
    assert atoms(text) == expected


def test_a_dash_is_whole_and_may_start_a_line() -> None:
    """GB/T 15834 5.1.4."""
    assert atoms("图纸——那是") == ["图", "纸", "——", "那", "是"]
    assert atoms("（——甲——）") == ["（——", "甲", "——）"]


def test_an_ellipsis_is_whole_and_never_starts_a_line() -> None:
    """GB/T 15834 5.1.5."""
    assert atoms("懂了……话") == ["懂", "了……", "话"]
    assert atoms("座……然后") == ["座……", "然", "后"]


@pytest.mark.parametrize("mark", "—-－～·")
def test_a_connector_never_starts_a_line(mark: str) -> None:
    """GB/T 15834 5.1.6 and 5.1.7; a single em dash is the connector 一字线."""
    assert atoms(f"北京{mark}上海") == ["北", f"京{mark}", "上", "海"]


@pytest.mark.parametrize("text", ["线上/线下", "甲／乙", "和/或/及", "甲 / 乙"])
def test_a_slash_neither_starts_nor_ends_a_line(text: str) -> None:
    """GB/T 15834 5.1.9."""
    assert not any(atom.startswith(("/", "／")) or atom.endswith(("/", "／")) for atom in atoms(text))


@pytest.mark.parametrize(
    "number",
    [
        *("￥1,000", "12.5%", "1.8℃", "19:35", "２０２５", "3×4", "第3", "1/3", "25:23", "010-84151598"),
        *("3,456.78", "１９：３０", "２．５", "１，０００", "±0.02mm", "350km/h", "$176,500,000", "20‰"),
        *("2022-04-28", "36°30′15″", "0.1~0.3", "x²+y²", "№20261005-017", "H₂O", "1.2GHz", "50%-60%"),
    ],
)
def test_a_number_with_its_signs_and_units_is_whole(number: str) -> None:
    assert number in [atom.rstrip("，") for atom in atoms(f"共{number}，其中")]


@pytest.mark.parametrize(
    "word",
    [
        *("COVID-19", "Node.js", "U.S.", "R&D", "don't", "v2.4.1-rc.3", "x86_64", "iPhone", "naïve"),
        *(
            "f(x)",
            "C++",
            r"C:\Users\x",
            "ISO/IEC",
            "rock'n'roll",
            "São",
            "Москва",
            "Ελλάδα",
            "i18n",
            ".NET",
            "안녕하세요",
        ),
    ],
)
def test_a_word_is_whole(word: str) -> None:
    assert word in [atom.rstrip("，") for atom in atoms(f"用 {word}，其中")]


def test_a_minus_belongs_to_its_number_and_a_hyphen_to_what_is_before() -> None:
    assert atoms("气温 -5℃，夜") == ["气", "温", "-5℃，", "夜"]
    assert atoms("降至-8℃") == ["降", "至-8℃"]
    assert atoms("日报-中工网") == ["日", "报-", "中", "工", "网"]


def test_a_hyphen_between_long_parts_may_end_a_line_at_a_cost() -> None:
    found = breaks("state-of-the-art")
    assert found.begin == [0, 16]
    found = breaks("Internationalization-Organization")
    assert found.begin == [0, 21, 33]
    assert found.cost[1] > 0
    assert 21 in found.inside


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "见https://www.workercn.cn/c/a.shtml?x=1&y=2#top。",
            [
                "见",
                "https://",
                "www",
                ".workercn",
                ".cn/",
                "c/",
                "a",
                ".shtml",
                "?x",
                "=1",
                "&y",
                "=2",
                "#top。",
            ],
        ),
        (
            "见https://a.cn/one-two_three/~b?q=%E5%B7%A5",
            ["见", "https://", "a", ".cn/", "one", "-two", "_three/", "~b", "?q", "=%E5", "%B7", "%A5"],
        ),
        (
            "见http://192.0.2.15/v1.2/2026-10-05.log",
            ["见", "http://", "192.0.2.15/", "v1.2/", "2026-10-05", ".log"],
        ),
        ("发至news@example.com咨询", ["发", "至", "news", "@example", ".com", "咨", "询"]),
        ("在/usr/local/share/中", ["在/", "usr/", "local/", "share/中"]),
        ("于~/.config/a.toml，", ["于~/", ".config/", "a", ".toml，"]),
        ("和and/or都", ["和", "and/or", "都"]),
    ],
)
def test_an_address_breaks_between_its_pieces_only(text: str, expected: list[str]) -> None:
    assert atoms(text) == expected


def test_straight_quotes_have_a_direction() -> None:
    assert atoms('启动"送清凉"活动') == ["启", "动", '"送', "清", '凉"', "活", "动"]
    assert atoms('他说 "好" 啊') == ["他", "说", '"好"', "啊"]


def test_blanks_are_left_out_at_the_end_of_a_line() -> None:
    found = breaks("记者 张")
    assert (found.begin, found.stop) == ([0, 1, 3, 4], [0, 1, 2, 4])


@pytest.mark.parametrize(("text", "place"), [("7月", 1), ("3456.78亿元", 7), ("12.5%的", 5), ("１２年", 2)])
def test_a_unit_behind_its_number_is_a_soft_cost(text: str, place: int) -> None:
    found = breaks(text)
    assert found.cost[found.begin.index(place)] > 0


def test_a_break_before_a_dash_is_a_soft_cost() -> None:
    found = breaks("纸——那")
    assert found.cost == [0, found.cost[1], 0, 0]
    assert found.cost[1] > 0


def test_breaks_inside_an_address_are_a_soft_cost_too() -> None:
    found = breaks("见https://a.cn/b?c=1。")
    costs = {found.cost[k] for k, place in enumerate(found.begin) if place in found.inside}
    assert len(found.inside) == 5
    assert 0 < min(costs) <= max(costs) < 1_000


def test_no_break_parts_a_character_from_its_combining_marks() -> None:
    assert atoms("写e\u0302\u0304字") == ["写", "e\u0302\u0304", "字"]
    assert atoms("汉\u0308字") == ["汉\u0308", "字"]


def test_relief_breaks_words_before_it_breaks_rules() -> None:
    """Where an atom is wider than a line, the dearer a break is, the worse what it breaks."""
    found = breaks("“abcdefghij”。", room=8)
    costs = dict(zip(found.begin, found.cost, strict=True))
    assert 0 < costs[5] < costs[11]  # inside the word; before the closing quote
    found = breaks("—" * 12, room=8)
    assert found.begin == list(range(13))
    assert min(found.cost[1:-1]) > costs[11]


@given(st.text(max_size=60), st.sampled_from([6, 8, 24]))
def test_atoms_cover_every_character_of_any_text(text: str, room: int) -> None:
    found = breaks(text, room)
    assert found.begin[0] == found.stop[0] == 0
    assert found.begin[-1] == len(text)
    assert found.begin == sorted(set(found.begin)) or text == ""
    pairs = zip(found.begin, found.stop[1:], found.begin[1:], strict=False)
    assert all(begin <= stop <= behind and not text[stop:behind].strip() for begin, stop, behind in pairs)
