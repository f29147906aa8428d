"""config.toml: what it may say, and what it is told where it says something else."""

from pathlib import Path

import pytest

from zhonggong_reader import settings
from zhonggong_reader.errors import SettingsError
from zhonggong_reader.ui import themes

FULL = """
theme = "night"
measure = 60
browser = ["firefox", "--new-tab"]

[keys]
"article.star" = "s,f7"

[matrix]
wechat = "https://example.org/wechat"

[network]
timeout = 30
pause = 1.5

[channels]
first = ["quanzong", "评论"]
hidden = ["汽车"]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def complaint(file: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        settings.read(file)
    return str(caught.value)


def test_no_file_means_the_defaults(file: Path) -> None:
    assert settings.read(file) == settings.Settings()
    assert settings.Settings().measure == 72
    assert settings.Settings().theme in {theme.name for theme in themes.OWN}


def test_an_empty_file_means_the_defaults(file: Path) -> None:
    file.touch()
    assert settings.read(file) == settings.Settings()


def test_everything_can_be_said(file: Path) -> None:
    file.write_text(FULL, "utf-8")
    assert settings.read(file) == settings.Settings(
        theme="night",
        measure=60,
        browser=("firefox", "--new-tab"),
        keys={"article.star": "s,f7"},
        matrix=settings.Matrix(wechat="https://example.org/wechat"),
        network=settings.Network(timeout=30.0, pause=1.5),
        channels=settings.Channels(first=("quanzong", "评论"), hidden=("汽车",)),
    )


def test_how_lines_are_set_can_be_said(file: Path) -> None:
    file.write_text(
        "justify = false\nhanging = true\nhalf_width_ends = true\nphrase = true\nambiguous_width = 2\n",
        "utf-8",
    )
    assert settings.read(file) == settings.Settings(
        justify=False, hanging=True, half_width_ends=True, phrase=True, ambiguous_width=2
    )
    file.write_text('ambiguous_width = "auto"\n', "utf-8")
    assert settings.read(file) == settings.Settings()


def test_a_file_from_an_editor_on_windows_is_read(file: Path) -> None:
    file.write_bytes("\ufefftheme = 'night'\r\nmeasure = 40\r\n".encode())
    read = settings.read(file)
    assert (read.theme, read.measure) == ("night", 40)


@pytest.mark.parametrize(
    ("toml", "key", "allowed"),
    [
        ("measure = 73", "measure", "24 到 96 之间的偶数"),
        ("measure = 22", "measure", "24 到 96 之间的偶数"),
        ("measure = 98", "measure", "24 到 96 之间的偶数"),
        ('measure = "72"', "measure", "24 到 96 之间的偶数"),
        ('justify = "yes"', "justify", "true 或 false"),
        ("hanging = 1", "hanging", "true 或 false"),
        ("half_width_ends = []", "half_width_ends", "true 或 false"),
        ('phrase = "zh"', "phrase", "true 或 false"),
        ("ambiguous_width = 3", "ambiguous_width", '"auto"、1 或 2'),
        ("ambiguous_width = true", "ambiguous_width", '"auto"、1 或 2'),
        ('ambiguous_width = "2"', "ambiguous_width", '"auto"、1 或 2'),
        ('theme = ""', "theme", "paper、night"),
        ('night_from = "25:00"', "night_from", "00:00 到 23:59"),
        ('night_until = "7:00"', "night_until", "00:00 到 23:59"),
        ("line_spacing = 2", "line_spacing", "0 或 1"),
        ('script = "zh-TW"', "script", '"as-is"、"simplified" 或 "traditional"'),
        ("theme = 2022-01-01", "theme", "paper、night"),
        ('browser = "firefox"', "browser", '["firefox", "--new-tab"]'),
        ("browser = [3]", "browser", '["firefox", "--new-tab"]'),
        ("keys = 3", "keys", "按键"),
        ("[keys]\n'article.star' = 3", "keys", "按键"),
        ("matrix = 3", "matrix", "一个表（[matrix]）"),
        ("[[network]]", "network", "一个表（[network]）"),
        ("[matrix]\nclient = 'ftp://example.org/'", "matrix.client", "http(s) 开头的网址"),
        ("[matrix]\nweibo = 'http://exa mple.org/'", "matrix.weibo", "http(s) 开头的网址"),
        ("[matrix]\nweibo = 'javascript:alert(1)'", "matrix.weibo", "http(s) 开头的网址"),
        (f"[matrix]\ndouyin = 'https://{'x' * 2000}'", "matrix.douyin", "http(s) 开头的网址"),
        ("[network]\ntimeout = 0", "network.timeout", "1 到 120"),
        ("[network]\ntimeout = nan", "network.timeout", "1 到 120"),
        ("[network]\ntimeout = inf", "network.timeout", "1 到 120"),
        ("[network]\npause = -0.1", "network.pause", "0 到 60"),
        ("[channels]\nfirst = '评论'", "channels.first", "频道名或路径的列表"),
        ("[channels]\nhidden = [1]", "channels.hidden", "频道名或路径的列表"),
    ],
)
def test_a_wrong_value_is_told_with_file_key_and_what_is_allowed(
    file: Path, toml: str, key: str, allowed: str
) -> None:
    file.write_text(toml, "utf-8")
    told = complaint(file)
    assert str(file) in told
    assert f"：{key} 的值不对" in told
    assert allowed in told


@pytest.mark.parametrize(
    ("toml", "key", "allowed"),
    [
        ("colour = 1", "colour", "theme、night_from、night_until"),
        ('"颜色" = 1', "颜色", "theme"),
        ("[matrix]\nx = 'https://example.org'", "matrix.x", "client、wechat、weibo、douyin"),
        ("[network]\nretries = 3", "network.retries", "timeout、pause"),
        ("[channels]\nlast = []", "channels.last", "first、hidden"),
        ("[ui.colours]\nred = 1", "ui", "theme"),
    ],
)
def test_an_unknown_key_is_told_with_file_key_and_what_there_is(
    file: Path, toml: str, key: str, allowed: str
) -> None:
    file.write_text(toml, "utf-8")
    told = complaint(file)
    assert str(file) in told
    assert f"没有 {key} 这一项" in told
    assert allowed in told


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"theme = ", "不是有效的 TOML"),
        (b"theme = 'a'\ntheme = 'b'", "不是有效的 TOML"),
        (b"x = " + b"[" * 5000, "嵌套太深"),
        ("theme = '夜间主题'".encode("gb18030"), "读不出来"),
        (b"\xff\xfet\x00", "读不出来"),
    ],
)
def test_a_broken_file_is_told_with_its_name(file: Path, content: bytes, reason: str) -> None:
    file.write_bytes(content)
    told = complaint(file)
    assert str(file) in told
    assert reason in told


def test_a_folder_in_its_place_is_told(file: Path) -> None:
    file.mkdir()
    assert f"设置文件 {file} 读不出来" in complaint(file)


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("# 我的\n\nmeasure = 600\n", 3),
        ("measur = 60\n", 1),
        ("days = 3\n[keep] # x\narticles = 1\n days = -3\n", 1),
        ("[keep] # x\narticles = 1\n days = -3\n", 3),
        ('[keys]\n"article.star" = 3\n', 1),
        ("[network]\nslow = 1\n", 2),
    ],
)
def test_the_line_of_what_is_wrong_is_told_and_the_way_to_mend_it(file: Path, said: str, line: int) -> None:
    file.write_text(said, "utf-8")
    told = complaint(file)
    assert f"{file} 第 {line} 行：" in told
    assert "zhonggong-reader config edit" in told
