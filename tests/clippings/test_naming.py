"""Names of files: readable, and harmless on every file system and to every command."""

from datetime import UTC, datetime

import pytest
from articles import article_of
from hypothesis import given
from hypothesis import strategies as st

from zhonggong_reader.clippings import clipping_name, file_name
from zhonggong_reader.clippings.naming import NAME_BYTES
from zhonggong_reader.clippings.targets import web_target
from zhonggong_reader.text import clean, is_fit


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("首届大国工匠创新交流大会开幕", "首届大国工匠创新交流大会开幕"),
        ("../../etc/passwd", "／..／etc／passwd"),
        ('a\\b:c*d?e"f<g>h|i', "a＼b：c＊d？e＂f＜g＞h｜i"),
        (".隐藏", "隐藏"),
        ("尾巴. ", "尾巴"),
        ("-rf", "－rf"),
        ("~root", "～root"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("console", "console"),
        ("题\x1b[31m\n目\u202e", "题[31m 目"),
        ("", "无题"),
        ("...", "无题"),
    ],
)
def test_a_title_as_the_name_of_a_file(words: str, name: str) -> None:
    assert file_name(words) == name


@given(st.text(max_size=400))
def test_any_title_is_one_plain_name(words: str) -> None:
    name = file_name(words)
    assert 0 < len(name.encode()) <= NAME_BYTES + 1
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert is_fit(name)
    assert not name.startswith((".", "-", "~", " "))
    assert not name.endswith((".", " "))


def test_a_long_title_is_cut_between_characters() -> None:
    assert file_name("长" * 300) == "长" * (NAME_BYTES // 3)


def test_a_clipping_is_named_by_its_day_in_beijing_and_its_title() -> None:
    late = datetime(2026, 10, 4, 20, tzinfo=UTC)
    assert clipping_name(article_of("字", title=clean("标题"), published=late)) == "2026-10-05 标题"
    assert clipping_name(article_of("字", title=clean("标题"), published=None)) == "标题"


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://www.workercn.cn/c/1.shtml", "https://www.workercn.cn/c/1.shtml"),
        (
            "https://中国.cn:8443/新闻?问=1#段",
            "https://xn--fiqs8s.cn:8443/%E6%96%B0%E9%97%BB?%E9%97%AE=1#%E6%AE%B5",
        ),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
        ("https://example.org/a_(1).jpg", "https://example.org/a_%281%29.jpg"),
        ("https://example.org:port/", None),
        ("https://ex ample.org/", None),
        ("https://user@example.org/", None),
        ("https:///path", None),
        ("javascript:alert(1)", None),
        ("javascript://a.cn/%0aalert(1)", None),
        ("https://a.cn/\ud800", None),
        ("/c/1.shtml", None),
        ("", None),
        (None, None),
    ],
)
def test_only_addresses_of_the_web_are_targets(address: str | None, target: str | None) -> None:
    assert web_target(address) == target
