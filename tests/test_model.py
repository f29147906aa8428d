"""The values: what is counted, and what is body."""

from datetime import UTC, datetime

import pytest

from zhonggong_reader.model import (
    BEIJING,
    Article,
    Block,
    Paragraph,
    Picture,
    Quote,
    Subheading,
    Table,
    Video,
    count_characters,
    is_han,
    running_text,
)
from zhonggong_reader.text import Clean


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("首届大国工匠创新交流大会", 12),
        ("他说，“劳动光荣”。", 6),
        ("4月27日", 4),
        ("增长3,456.78万元", 5),
        ("C919大型客机", 5),
        ("5G、AI和Python 3.11", 5),
        ("2022-04-28 07:14", 3),
        ("don't stop", 2),
        ("don’t stop", 2),
        ("第①条", 3),
        ("２０２２年", 2),
        ("二〇二二年", 5),
        ("时时刻刻々", 5),
        ("𠮷野家", 3),
        ("第3.中", 3),
        ("3.", 1),
        ("-5%", 1),
        ("——……", 0),
        ("　　段首", 2),
        ("\u0f56\u0f7c\u0f51", 1),
        ("e\u0335f", 1),
        ("甲\nABC\n乙", 3),
    ],
)
def test_characters_are_counted_as_the_trade_does(text: str, count: int) -> None:
    assert count_characters(text) == count


def test_runs_of_han_are_what_is_han_tells() -> None:
    """The longest text of nothing but Han is as long as its count, and no other character is in it."""
    everything = "".join(map(chr, range(0x110000)))
    han = "".join(filter(is_han, everything))
    assert count_characters(han) == len(han)
    assert all(count_characters(f"a{character}a") == 3 for character in han)


@pytest.mark.parametrize("character", list("一鿿㐀𠀀豈〇々"))
def test_han(character: str) -> None:
    assert is_han(character)


@pytest.mark.parametrize("character", list("。Ａあ한A①"))
def test_not_han(character: str) -> None:
    assert not is_han(character)


@pytest.mark.parametrize(
    ("block", "texts"),
    [
        (Paragraph(Clean("一段")), ("一段",)),
        (Subheading(Clean("小标题")), ("小标题",)),
        (Quote(Clean("引\n文")), ("引\n文",)),
        (Table(((Clean("甲"), Clean("乙")), (Clean("丙"),))), ("甲", "乙", "丙")),
        (Picture("https://www.workercn.cn/a.jpg", Clean("图为主会场"), Clean("杨登峰 摄")), ()),
        (Video("https://www.workercn.cn/a.mp4", Clean("视频")), ()),
    ],
)
def test_captions_are_not_running_text(block: Block, texts: tuple[str, ...]) -> None:
    assert running_text(block) == texts


def test_an_article_counts_its_body_without_captions() -> None:
    article = Article(
        address="https://www.workercn.cn/c/2022-04-28/6945203.shtml",
        title=Clean("标题不算"),
        blocks=(
            Paragraph(Clean("正文五个字")),
            Picture("https://www.workercn.cn/a.jpg", Clean("图说不算")),
            Table(((Clean("表"), Clean("3.5")),)),
        ),
    )
    assert article.characters == 7


def test_values_do_not_change() -> None:
    paragraph = Paragraph(Clean("一段"))
    with pytest.raises(AttributeError):
        paragraph.text = Clean("另一段")  # type: ignore[misc]


def test_the_site_speaks_beijing_time() -> None:
    assert datetime(2022, 4, 28, 7, 14, tzinfo=BEIJING).isoformat() == "2022-04-28T07:14:00+08:00"
    assert datetime(2022, 4, 28, 7, 14, tzinfo=BEIJING) == datetime(2022, 4, 27, 23, 14, tzinfo=UTC)
