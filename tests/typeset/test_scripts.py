"""简繁: other characters on the screen, the same text behind them."""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhonggong_reader.model import Article, Paragraph
from zhonggong_reader.text import clean
from zhonggong_reader.typeset import Setting, compose, scripts, title_lines, vertical
from zhonggong_reader.typeset.setting import Script
from zhonggong_reader.typeset.shown import show


class Longer:
    """Converts as no real table does: words become longer and shorter."""

    def convert(self, text: str) -> str:
        return text.replace("网络", "网际网路").replace("出租车", "的士")


@pytest.fixture
def longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scripts, "_converter", lambda script: Longer())


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    scripts._converter.cache_clear()
    monkeypatch.setitem(sys.modules, "opencc", None)
    yield
    scripts._converter.cache_clear()


@pytest.mark.parametrize(
    ("stored", "script", "shown"),
    [
        ("皇后的头发，发展的机会。", "traditional", "皇后的頭髮，發展的機會。"),
        ("他说干杯,干部里面只有一只鸡", "traditional", "他說乾杯，幹部裡面只有一隻雞"),
        ("软件和互联网", "traditional", "軟件和互聯網"),
        ("臺灣的頭髮與發展", "simplified", "台湾的头发与发展"),
        ("臺灣的头发", "as-is", "臺灣的头发"),
        ("ISO 9001：2025", "traditional", "ISO 9001：2025"),
    ],
)
def test_characters_are_converted_by_words(stored: str, script: Script, shown: str) -> None:
    found = show(clean(stored), script=script)
    assert found.text == shown
    assert found.origin == list(range(len(stored) + 1))


@pytest.mark.usefixtures("longer")
def test_a_word_that_becomes_longer_or_shorter_still_leads_back() -> None:
    shown = show(clean("上网络，叫出租车。"), script="traditional")
    assert shown.text == "上网际网路，叫的士。"
    assert shown.origin == [0, 1, 2, 2, 2, 3, 4, 5, 6, 8, 9]


@pytest.mark.usefixtures("longer")
@given(st.text(st.sampled_from("上网络出租车叫，。“”() a1\n👍🏽"), max_size=40), st.integers(8, 30))
def test_whatever_is_shown_the_source_is_whole(text: str, measure: int) -> None:
    source = clean(f"网络{text}车")
    shown = show(source, script="traditional")
    assert shown.origin == sorted(shown.origin)
    assert len(shown.origin) == len(shown.text) + 1
    article = Article(address="", title=clean("标题"), blocks=(Paragraph(source),))
    setting = Setting(script="traditional", indent=False)
    pages = vertical(article, 2, 100, setting=setting).pages
    for lines in (compose(article, measure, setting).lines, [line for page in pages for line in page.lines]):
        sources = [piece.source for line in lines for piece in line.segments if piece.source]
        found = "".join(source[piece.start : piece.end] for piece in sources if piece.block == 0)
        assert found == source


def test_every_part_of_an_article_is_converted(every_kind: Article) -> None:
    text = "".join(line.text for line in compose(every_kind, 48, Setting(script="traditional")).lines)
    for part in (
        "原標題",
        "約1分鐘",
        "幫扶困難職工",
        "讓服務多走一步",
        "辦就辦好",
        "內蒙古",
        "〔圖片〕圖為",
        "記者 攝",
    ):
        assert part in text
    assert "責任編輯" in text


def test_a_title_in_a_list_is_converted() -> None:
    assert title_lines(clean("首届大国工匠大会开幕"), 40, "traditional") == ["首屆大國工匠大會開幕"]


@pytest.mark.usefixtures("nothing_installed")
def test_without_the_package_nothing_changes_and_one_can_tell() -> None:
    assert not scripts.prepare("traditional")
    assert scripts.prepare("as-is")
    assert show(clean("头发"), script="traditional").text == "头发"
