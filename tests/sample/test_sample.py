"""The packaged sample, read by the same code as any page, and without a socket."""

from datetime import datetime
from pathlib import Path

import pytest

from zhonggong_reader import sample
from zhonggong_reader.errors import FetchError
from zhonggong_reader.model import BEIJING, Page, Picture
from zhonggong_reader.text import Clean
from zhonggong_reader.workercn import article, colophon, front, listing
from zhonggong_reader.workercn.addresses import HOME
from zhonggong_reader.workercn.document import Document

pytestmark = pytest.mark.disable_socket


def read(address: str) -> Document:
    page = sample.page(address)
    assert page is not None
    return Document.of(page)


def test_the_article_is_whole() -> None:
    read_article = article.read(read(sample.ADDRESS))
    assert read_article.title == "首届大国工匠创新交流大会开幕"
    assert read_article.channel == "全总"
    assert read_article.source == "中工网-工人日报"
    assert read_article.published == datetime(2022, 4, 28, 7, 14, tzinfo=BEIJING)
    assert read_article.original_title == read_article.title
    assert read_article.dateline == "中工网北京4月27日电"
    assert read_article.reporters == ("郑莉", "郝赫", "朱欣")
    assert read_article.editor == "李方"
    assert len(read_article.blocks) == 8
    assert read_article.blocks[1] == Picture(
        None,
        Clean("4月27日,首届大国工匠创新交流大会开幕。图为北京主会场。"),
        Clean("工人日报-中工网记者 杨登峰 摄"),
    )


def test_the_foot_searches_where_the_page_links_to_nothing() -> None:
    foot = colophon.read(read(sample.ADDRESS))
    assert [entry.name for entry in foot.matrix] == [
        "中工网客户端",
        "中工网微信号",
        "中工网微博号",
        "中工网抖音号",
    ]
    assert all(entry.is_search for entry in foot.matrix)
    assert foot.promotion is not None
    assert foot.promotion.slogan == "亿万职工的网上家园"
    assert [picture.name for picture in foot.follow] == [
        "中工网微信",
        "中工网微博",
        "中工网抖音",
        "工人日报客户端",
    ]
    assert len(foot.hotlines) == 2


@pytest.mark.parametrize("address", [HOME, f"{HOME}quanzong/"])
def test_lists_lead_to_the_article(address: str) -> None:
    assert [headline.address for headline in listing.read(read(address)).headlines] == [sample.ADDRESS]


def test_the_menu_has_the_channels_that_are_known() -> None:
    assert [entry.name for entry in front.menu(read(HOME))] == ["全总", "工会", "评论", "权益", "人物"]


async def test_it_answers_as_the_web_does() -> None:
    site = sample.SampleSite()
    assert isinstance(await site.fetch(sample.ADDRESS), Page)
    elsewhere = f"{HOME}acftu/"
    with pytest.raises(FetchError, match="演示") as caught:
        await site.fetch(elsewhere)
    assert caught.value.offline


def test_the_saved_site_holds_the_same_article() -> None:
    saved = Path(__file__).parents[1] / "pages/site/c/2022-04-28/6945203.shtml"
    page = sample.page(sample.ADDRESS)
    assert page is not None
    assert saved.read_bytes() == page.body
