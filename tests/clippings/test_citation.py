"""References in the form of GB/T 7714-2015."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from zhonggong_reader.clippings import citation
from zhonggong_reader.model import Article, Paragraph
from zhonggong_reader.text import Clean

ADDRESS = "https://www.workercn.cn/c/2022-04-28/6945203.shtml"
ARTICLE = Article(
    address=ADDRESS,
    title=Clean("首届大国工匠创新交流大会开幕"),
    source=Clean("中工网-工人日报"),
    published=datetime(2022, 4, 27, 23, 14, tzinfo=UTC),
    reporters=(Clean("郑莉"), Clean("郝赫"), Clean("朱欣")),
    blocks=(Paragraph(Clean("正文")),),
)
READ_ON = date(2022, 5, 1)


def test_a_whole_reference_is_dated_in_beijing() -> None:
    assert citation(ARTICLE, READ_ON) == (
        "郑莉, 郝赫, 朱欣. 首届大国工匠创新交流大会开幕[EB/OL]. "
        f"中工网-工人日报, 2022(2022-04-28)[2022-05-01]. {ADDRESS}"
    )


@pytest.mark.parametrize(
    ("article", "reference"),
    [
        (
            replace(ARTICLE, reporters=(*ARTICLE.reporters, Clean("黄榆"))),
            "郑莉, 郝赫, 朱欣, 等. 首届大国工匠创新交流大会开幕[EB/OL]. "
            f"中工网-工人日报, 2022(2022-04-28)[2022-05-01]. {ADDRESS}",
        ),
        (
            replace(ARTICLE, reporters=(), source=None),
            f"首届大国工匠创新交流大会开幕[EB/OL]. (2022-04-28)[2022-05-01]. {ADDRESS}",
        ),
        (
            replace(ARTICLE, published=None),
            f"郑莉, 郝赫, 朱欣. 首届大国工匠创新交流大会开幕[EB/OL]. 中工网-工人日报[2022-05-01]. {ADDRESS}",
        ),
        (
            replace(ARTICLE, reporters=(), source=None, published=None),
            f"首届大国工匠创新交流大会开幕[EB/OL]. [2022-05-01]. {ADDRESS}",
        ),
    ],
)
def test_what_is_not_said_is_left_out(article: Article, reference: str) -> None:
    assert citation(article, READ_ON) == reference
