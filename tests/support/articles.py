"""Articles to set and to read: the sample, the corpus of news, and one with every kind of block."""

from datetime import datetime
from pathlib import Path

from zhonggong_reader import sample
from zhonggong_reader.model import (
    BEIJING,
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
from zhonggong_reader.text import Clean, clean
from zhonggong_reader.workercn import article
from zhonggong_reader.workercn.document import Document

CORPUS = Path(__file__).parents[1] / "typeset" / "corpus"


def corpus() -> list[str]:
    """Return paragraphs of news, one a line in the files of the corpus."""
    lines = [line for path in sorted(CORPUS.glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    return [line for line in lines if line]


def sample_article() -> Article:
    """Return the packaged article."""
    return article.read(Document.of(sample.article_page()))


def article_of(*blocks: Block | str, **fields: object) -> Article:
    """Return an article of blocks, or of texts that are paragraphs; keywords are those of Article."""
    made = tuple(Paragraph(clean(block)) if isinstance(block, str) else block for block in blocks)
    known: dict[str, object] = {"address": "https://www.workercn.cn/c/1.shtml", "title": clean("标题")}
    return Article(blocks=made, **(known | fields))  # type: ignore[arg-type]


def every_kind() -> Article:
    """Return an article with every kind of block and every field that is set."""

    def rows(*texts: str) -> tuple[Clean, ...]:
        return tuple(map(clean, texts))

    return article_of(
        "中工网北京10月5日电 （工人日报-中工网记者）记者5日从中华全国总工会获悉，今年前三季度，"
        "各级工会累计帮扶困难职工86.5万人次，发放帮扶资金12.8亿元。详情见帮扶平台。",
        Picture("https://www.workercn.cn/a.jpg", clean("图为职工在技能竞赛现场。"), clean("记者 摄")),
        Subheading(clean("让服务多走一步")),
        Quote(clean("第一条　扎根一线，服务职工。\n第二条　说了就办，办就办好。")),
        Table((rows("地区", "人数", "同比"), rows("北京", "1,234", "5.6%"), rows("内蒙古", "98", "-0.7%"))),
        Video("https://www.workercn.cn/v.mp4", clean("视频：夜班")),
        Picture("https://www.workercn.cn/b.jpg"),
        "• 第一项服务内容，送清凉、送健康、送文化、送岗位、送技能、送法律到基层一线。",
        title=clean("前三季度各级工会帮扶困难职工86.5万人次"),
        original_title=clean("帮扶86.5万人次 各级工会交出成绩单"),
        source=clean("中工网-工人日报"),
        published=datetime(2026, 10, 5, 7, 14, tzinfo=BEIJING),
        dateline=clean("中工网北京10月5日电"),
        editor=clean("李方"),
        links=(Link(clean("帮扶平台"), "https://www.workercn.cn/help/"),),
    )
