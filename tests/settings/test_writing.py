"""A setting is changed where it stands; whatever else the reader has written stays as it is."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhonggong_reader.errors import SettingsError
from zhonggong_reader.settings.writing import changed

MINE = """\
# 我的设置
theme = "night"   # 晚上读

# 网络慢

[network]  # 家里
timeout = 60 # 秒
# 以上是网络

[channels]
hidden = [
  "娱乐",  # 不看
  "汽车",
]
"""


@pytest.mark.parametrize(
    ("path", "value", "before", "after"),
    [
        (("theme",), "paper", 'theme = "night"   # 晚上读', 'theme = "paper"   # 晚上读'),
        (("network", "timeout"), 30, "timeout = 60 # 秒", "timeout = 30 # 秒"),
        # A new line stands behind the last one of its table, above the comments of what follows.
        (("measure",), 60, "# 晚上读\n", "# 晚上读\nmeasure = 60\n"),
        (("network", "pause"), 1.5, "# 秒\n", "# 秒\npause = 1.5\n"),
        (
            ("matrix", "wechat"),
            "https://a.cn",
            '"汽车",\n]\n',
            '"汽车",\n]\n\n[matrix]\nwechat = "https://a.cn"\n',
        ),
        (("keys", "article.star"), "a", '"汽车",\n]\n', '"汽车",\n]\n\n[keys]\n"article.star" = "a"\n'),
        # Elements that stay keep their comments.
        (("channels", "hidden"), ["娱乐", "体育", "汽车"], "# 不看\n", '# 不看\n  "体育",\n'),
        (("channels", "hidden"), ["娱乐"], '  "汽车",\n', ""),
        # What is taken out goes with its own comment; others stay.
        (("theme",), None, 'theme = "night"   # 晚上读\n', ""),
        (("network", "timeout"), None, "timeout = 60 # 秒\n", ""),
        (("network", "pause"), None, "", ""),
        (("matrix", "wechat"), None, "", ""),
    ],
)
def test_one_setting_changes_and_nothing_else(
    path: tuple[str, ...], value: object, before: str, after: str
) -> None:
    assert changed(MINE, path, value) == MINE.replace(before, after, 1)


@pytest.mark.parametrize(
    ("text", "path", "value", "result"),
    [
        ("", ("theme",), "night", 'theme = "night"\n'),
        ("", ("network", "pause"), 1, "[network]\npause = 1\n"),
        ("# 只有一句话\n", ("theme",), "night", '# 只有一句话\ntheme = "night"\n'),
        ("network.timeout = 3\n", ("network", "pause"), 1, "network.timeout = 3\nnetwork.pause = 1\n"),
        ("network = {timeout = 3}\n", ("network", "timeout"), 4, "network = {timeout = 4}\n"),
        ("measure=60", ("theme",), "night", 'measure=60\ntheme = "night"\n'),
        ("measure = 60\r\n# 行\r\n", ("theme",), "night", 'measure = 60\r\ntheme = "night"\r\n# 行\r\n'),
        (
            'keys = "vim"\nmeasure = 60\n',
            ("keys",),
            {"preset": "vim", "help": "F1"},
            'measure = 60\n\n[keys]\npreset = "vim"\nhelp = "F1"\n',
        ),
        ('[keys]\nhelp = "F1"\n[network]\n', ("keys",), "vim", 'keys = "vim"\n[network]\n'),
        (
            '[keys]\nhelp = "F1" # 帮助\nquit = "X"\n',
            ("keys",),
            {"help": "F1", "search": "F3"},
            '[keys]\nhelp = "F1" # 帮助\nsearch = "F3"\n',
        ),
    ],
)
def test_whatever_the_form_of_the_file(text: str, path: tuple[str, ...], value: object, result: str) -> None:
    assert changed(text, path, value) == result


def test_a_part_of_the_path_that_is_no_table_is_not_overwritten() -> None:
    with pytest.raises(SettingsError, match=r"network\.pause"):
        changed("network = 3\n", ("network", "pause"), 1)


names = st.sampled_from(["a", "b", "c", "d.e", "名"])
plain = st.one_of(
    st.booleans(),
    st.integers(-5, 5),
    st.text("x\"\\'#\n名\x7f", max_size=4),
    st.lists(st.text('x,"]名', max_size=3), max_size=3),
)
comments = st.sampled_from(["", "  # 说明", " #", "\n# 另一行", "\n\n# 空一行"])


@st.composite
def files(draw: st.DrawFn) -> str:
    """A settings file as people write them: lines, then tables, with comments anywhere."""
    import tomlkit

    def lines(most: int) -> str:
        keys = draw(st.lists(names, max_size=most, unique=True))
        pairs = (tomlkit.dumps({key: draw(plain)}).rstrip("\n") for key in keys)
        return "".join(f"{pair}{draw(comments)}\n" for pair in pairs)

    tables = draw(st.lists(st.sampled_from(["t", "u", "v"]), max_size=3, unique=True))
    return lines(3) + "".join(f"{draw(comments)}\n[{name}]{draw(comments)}\n{lines(3)}" for name in tables)


@given(files(), st.sampled_from([(), ("t",), ("v",)]), names, st.none() | plain)
def test_any_change_of_any_file_keeps_every_comment_and_changes_one_value(
    text: str, table: tuple[str, ...], name: str, value: Any
) -> None:
    expected = tomllib.loads(text)
    here = expected
    for part in table:
        here = here.get(part, {}) if value is None else here.setdefault(part, {})
    here.pop(name, None)
    if value is not None:
        here[name] = value
    result = changed(text, (*table, name), value)
    assert tomllib.loads(result) == expected
    kept = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in result.splitlines() if line.startswith("#")] == kept


def test_a_line_that_becomes_a_table_keeps_its_comment() -> None:
    value = {"preset": "vim", "article.star": "a"}
    assert changed('keys = "vim"  # mine\nmeasure = 60\n', ("keys",), value) == (
        'keys = {preset = "vim", "article.star" = "a"}  # mine\nmeasure = 60\n'
    )
