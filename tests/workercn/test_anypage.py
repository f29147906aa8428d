"""Pages of any site: body, headline, source and time; the site's templates checked against that reading."""

from collections.abc import Callable
from pathlib import Path

import pytest
from anypages import NewsPage, f1, saved

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.model import Article, Paragraph, Picture, running_text
from zhonggong_reader.text import Clean
from zhonggong_reader.workercn import article
from zhonggong_reader.workercn.document import Document

PAGES = Path(__file__).parents[1] / "pages"
SITE = "https://www.workercn.cn/c/2026-10-05/8907680.shtml"
TEXT = "职工技术学校的教室里，一台旧车床刚刚装好，学员们围着它听声音，记下每一次异响。"


def text_of(read: Article) -> str:
    return "\n".join(text for block in read.blocks for text in running_text(block))


@pytest.mark.parametrize("news", [*saved("seen"), *saved("unseen")], ids=lambda news: news.name)
def test_a_page_of_another_site_is_read_almost_to_the_letter(news: NewsPage) -> None:
    read = article.read(Document.of(news.page))
    assert read.title == news.title
    assert f1(text_of(read), news.body) > 0.9
    assert read.channel is None
    assert read.published is not None
    assert news.published is not None
    assert read.published.replace(second=0) == news.published.replace(second=0)


def test_pages_that_the_reading_was_not_made_with_are_read_as_well() -> None:
    scores = [f1(text_of(article.read(Document.of(news.page))), news.body) for news in saved("unseen")]
    assert len(scores) >= 15
    assert sum(scores) / len(scores) >= 0.96


def test_the_general_reading_takes_over_where_the_template_has_moved(
    document: Callable[..., Document],
) -> None:
    page = (
        "<title>旧车床进教室 - 企业 - 中工网</title><h1>旧车床进教室</h1><p>来源：中工网 2026-10-05 08:00</p>"
        "<div class='ccontent'><p>本文由编辑整理，欢迎阅读，谢谢。</p></div>"
        f"<div class='renovated'>{f'<p>{TEXT}</p>' * 4}</div>"
    )
    found = article.reading(document(page, SITE))
    assert Paragraph(Clean(TEXT)) in found.article.blocks
    assert found.drift is not None
    assert "the template yields" in found.drift


def test_a_page_as_the_template_has_it_is_no_drift(document: Callable[..., Document]) -> None:
    body = (PAGES / "site/c/2026-10-05/8907680.shtml").read_bytes()
    assert article.reading(document(body, SITE)).drift is None
    renamed = article.reading(document(body.replace(b"ccontent", b"renamed"), SITE))
    assert renamed.drift == "no template's body on the page"
    assert renamed.article == article.read(document(body, SITE))


def test_a_list_of_news_is_no_article(document: Callable[..., Document]) -> None:
    items = "".join(
        f"<li><a href='/{n}.html'>第{n}批职工技能培训班在本市各区陆续开班，报名踊跃</a></li>"
        for n in range(60)
    )
    with pytest.raises(PageNotUnderstood, match="正文"):
        article.read(
            document(f"<title>新闻</title><h1>新闻列表</h1><ul>{items}</ul>", "https://news.example.cn/")
        )


@pytest.mark.parametrize(
    ("meta", "hour"),
    [("2020-08-11T14:41:00+00:00", 22), ("2020-08-11T22:41:00+08:00", 22), ("2020-08-11 22:41", 22)],
)
def test_a_time_of_the_metadata_is_told_in_beijing_time(
    meta: str, hour: int, document: Callable[..., Document]
) -> None:
    page = (
        f"<meta property='article:published_time' content='{meta}'><title>旧车床进教室_某网</title>"
        f"<h1>旧车床进教室</h1><article>{f'<p>{TEXT}</p>' * 5}</article>"
    )
    published = article.read(document(page, "https://news.example.cn/1.html")).published
    assert published is not None
    assert (published.hour, published.minute) == (hour, 41)


@pytest.mark.parametrize(
    "said",
    [
        '<script type="application/ld+json">{"datePublished":"2020-08-11T22:41:00+08:00",'
        '"publisher":{"@type":"Organization","name":"某某日报"}}</script>',
        "<script>var createTime = '2020-08-11 22:41';</script><i id=js_name>某某日报</i>",
    ],
)
def test_time_and_source_may_stand_in_scripts_alone(said: str, document: Callable[..., Document]) -> None:
    page = f"<title>旧车床进教室_某网</title>{said}<h1>旧车床进教室</h1><div>{f'<p>{TEXT}</p>' * 5}</div>"
    read = article.read(document(page, "https://news.example.cn/1.html"))
    assert read.published is not None
    assert (read.published.hour, read.published.minute, read.source) == (22, 41, "某某日报")


@pytest.mark.parametrize(
    "line", ["某某日报 2020-08-11 22:41", "By 某某日报 | 2020/08/11 22:41", "#劳动保护 #安全生产"]
)
def test_what_signs_a_body_is_no_part_of_it(line: str, document: Callable[..., Document]) -> None:
    page = (
        f"<title>旧车床进教室_某网</title><h1>旧车床进教室</h1><div><p>{line}</p>{f'<p>{TEXT}</p>' * 5}</div>"
    )
    assert len(article.read(document(page, "https://news.example.cn/1.html")).blocks) == 5


def test_a_paragraph_behind_a_picture_is_no_caption(document: Callable[..., Document]) -> None:
    body = (
        f"{TEXT}<br>&nbsp;&nbsp;&nbsp;&nbsp;{TEXT}<br><center><img src=/1.jpg></center><br>&nbsp;&nbsp;{TEXT}"
    )
    head = "<title>旧车床</title><h1>旧车床</h1><p>2020-08-11 22:41</p>"
    page = f"{head}<table align=center><tr><td>{body}</table>"
    read = article.read(document(page, "https://news.example.cn/1.html"))
    assert [type(block) for block in read.blocks] == [Paragraph, Paragraph, Picture, Paragraph]


@pytest.mark.parametrize(
    "opening", ["举报中心的工作人员介绍，", "评论区里，", "点击开关，", "分享会上，", "查看记录本，"]
)
def test_a_first_sentence_may_begin_like_a_tool_of_the_page(
    opening: str, document: Callable[..., Document]
) -> None:
    page = (
        "<title>旧车床进教室_某网</title><h1>旧车床进教室</h1><p>2026-10-05 08:00 来源：某报 分享到 微信</p>"
        f"<div><p>{opening}{TEXT}</p><p>{TEXT}</p><p>{TEXT}</p></div>"
    )
    read = article.read(document(page, "https://news.example.cn/1.html"))
    assert read.blocks[0] == Paragraph(Clean(opening + TEXT))
    assert len(read.blocks) == 3
