"""The JSON that other programs rely on: what goes out comes back, what is unfit is named."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhonggong_reader.errors import InputError
from zhonggong_reader.interchange import (
    ADDRESS_LIMIT,
    article_from_json,
    article_to_json,
    channel_to_json,
    headline_to_json,
    kept_from_json,
    kept_to_json,
)
from zhonggong_reader.model import (
    BEIJING,
    Article,
    Channel,
    Headline,
    KeptArticle,
    Link,
    ListedChannel,
    ListedHeadline,
    Paragraph,
    Picture,
    Position,
    Quote,
    Subheading,
    Table,
    Video,
)
from zhonggong_reader.text import ARTICLE_LIMIT, BLOCK_LIMIT, TITLE_LIMIT, Clean, clean, clean_line

ADDRESS = "https://www.workercn.cn/c/2022-04-28/6945203.shtml"
PICTURE = "https://www.workercn.cn/upload/a.jpg"


def c(text: str) -> Clean:
    return clean(text)


FULL = Article(
    address=ADDRESS,
    title=c("全总部署今年工作"),
    channel=c("全总"),
    source=c("中工网-工人日报"),
    published=datetime(2022, 4, 28, 7, 14, tzinfo=BEIJING),
    original_title=c("全总：部署今年工作"),
    dateline=c("中工网北京4月27日电"),
    reporters=(c("郑莉"), c("郝赫"), c("朱欣")),
    editor=c("李方"),
    pages=2,
    blocks=(
        Paragraph(c("中工网北京4月27日电　工会有 3,456 个。")),
        Subheading(c("一、开局")),
        Picture(PICTURE, c("会场\n外景"), c("工人日报-中工网记者 杨登峰 摄")),
        Picture(PICTURE),
        Video("https://www.workercn.cn/v.mp4", c("片段")),
        Table(((c("年"), c("数")), (c("2022"),))),
        Quote(c("第一行\n第二行")),
    ),
    links=(Link(c("工会章程"), "https://www.workercn.cn/c/1.shtml?a=1&b=2"),),
)
BARE = Article(address=ADDRESS, title=c("标题"), blocks=(Paragraph(c("正文")),))


def changed(**keys: object) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(json.dumps(article_to_json(FULL)))
    return value | keys


def test_every_key_stands_in_the_order_of_the_format_with_null_or_a_list_where_nothing_is_known() -> None:
    assert article_to_json(BARE) == {
        "address": ADDRESS,
        "title": "标题",
        "channel": None,
        "source": None,
        "published": None,
        "original_title": None,
        "dateline": None,
        "reporters": [],
        "editor": None,
        "pages": 1,
        "characters": 2,
        "blocks": [{"kind": "paragraph", "text": "正文"}],
        "links": [],
    }
    assert list(article_to_json(FULL)) == list(article_to_json(BARE))


def test_an_article_is_written_as_the_format_says() -> None:
    value = article_to_json(FULL)
    assert value["published"] == "2022-04-28T07:14:00+08:00"
    assert value["characters"] == 27
    assert value["blocks"] == [
        {"kind": "paragraph", "text": "中工网北京4月27日电　工会有 3,456 个。"},
        {"kind": "subheading", "text": "一、开局"},
        {
            "kind": "picture",
            "address": PICTURE,
            "caption": "会场\n外景",
            "credit": "工人日报-中工网记者 杨登峰 摄",
        },
        {"kind": "picture", "address": PICTURE, "caption": None, "credit": None},
        {"kind": "video", "address": "https://www.workercn.cn/v.mp4", "caption": "片段"},
        {"kind": "table", "rows": [["年", "数"], ["2022"]]},
        {"kind": "quote", "text": "第一行\n第二行"},
    ]


@pytest.mark.parametrize("article", [FULL, BARE])
def test_an_article_comes_back_as_it_went_out(article: Article) -> None:
    assert article_from_json(json.loads(json.dumps(article_to_json(article)))) == article


def test_a_kept_article_carries_the_marks_and_when_it_was_fetched() -> None:
    fetched = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
    kept = KeptArticle(id=7, article=FULL, fetched=fetched, read=True, starred=False, position=Position(1, 2))
    value = kept_to_json(kept)
    assert list(value)[-3:] == ["read", "starred", "fetched"]
    assert value["fetched"] == "2026-01-02T03:04:05.000678+00:00"
    back = kept_from_json(json.loads(json.dumps(value)))
    assert back == KeptArticle(id=0, article=FULL, fetched=fetched, read=True, starred=False, position=None)


def test_times_are_written_in_beijing_time_whatever_zone_they_carry() -> None:
    article = Article(
        address=ADDRESS,
        title=c("题"),
        published=datetime(2022, 4, 27, 23, 14, tzinfo=UTC),
        blocks=BARE.blocks,
    )
    assert article_to_json(article)["published"] == "2022-04-28T07:14:00+08:00"
    read = article_from_json(changed(published="2022-04-28T00:14:00+01:00"))
    assert read.published == FULL.published
    assert read.published is not None
    assert read.published.utcoffset() == timedelta(hours=8)


def test_a_headline_and_a_channel_are_written_as_the_format_says() -> None:
    headline = Headline(
        address=ADDRESS,
        title=c("标题"),
        channel=c("全总"),
        published=datetime(2022, 4, 28, 7, 14, 30, tzinfo=BEIJING),
        label=c("原创"),
    )
    listed = ListedHeadline(id=3, headline=headline, read=False, starred=True, cached=False)
    assert list(headline_to_json(listed).items()) == [
        ("id", 3),
        ("address", ADDRESS),
        ("title", "标题"),
        ("channel", "全总"),
        ("source", None),
        ("published", "2022-04-28T07:14:30+08:00"),
        ("label", "原创"),
        ("picture", None),
        ("read", False),
        ("starred", True),
        ("cached", False),
    ]
    channel = Channel("quanzong", c("全总"), "https://www.workercn.cn/quanzong/")
    row = ListedChannel(channel=channel, articles=5, unread=2, fetched=None, failure=None)
    assert list(channel_to_json(row).items()) == [
        ("slug", "quanzong"),
        ("name", "全总"),
        ("address", "https://www.workercn.cn/quanzong/"),
        ("articles", 5),
        ("unread", 2),
    ]


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        ({"title": None}, "title 应为字符串"),
        ({"title": " \u200b "}, "title 是空的"),
        ({"address": "javascript:alert(1)"}, "address 不是 http"),
        ({"address": "javascript://a.cn/%0aalert(1)"}, "address 不是 http"),
        ({"address": "ftp://a.cn/"}, "address 不是 http"),
        ({"address": "https://"}, "address 不是 http"),
        ({"address": "https://[::1/"}, "address 不是 http"),
        ({"address": "https://a.cn/\x1b]52;"}, "address 不是 http"),
        ({"address": "https://a.cn/\u202egpj"}, "address 不是 http"),
        ({"address": "https://a.cn/" + "x" * ADDRESS_LIMIT}, "address 超过 8192"),
        ({"published": "2022-04-28T07:14:00"}, "published 应为带时区"),
        ({"published": "昨天"}, "published 应为带时区"),
        ({"published": "0001-01-01T00:00:00+14:00"}, "published 超出了历法"),
        ({"pages": 0}, "pages 应为 1 到 10000"),
        ({"pages": True}, "pages 应为 1 到 10000"),
        ({"reporters": "郑莉"}, "reporters 应为列表"),
        ({"reporters": [1]}, "reporters[0] 应为字符串"),
        ({"blocks": []}, "blocks 里没有内容"),
        (
            {"blocks": [{"kind": "paragraph", "text": " "}, {"kind": "table", "rows": [[""]]}]},
            "blocks 里没有",
        ),
        ({"blocks": [{"kind": "poem", "text": "x"}]}, "blocks[0].kind 不是已知的种类"),
        ({"blocks": [{"text": "x"}]}, "缺少 blocks[0].kind"),
        ({"blocks": [{"kind": "quote"}]}, "缺少 blocks[0].text"),
        ({"blocks": [{"kind": "picture", "address": "file:///etc/passwd"}]}, "blocks[0].address 不是"),
        ({"blocks": [{"kind": "table", "rows": [["x"], [2]]}]}, "rows[1][0] 应为字符串"),
        ({"blocks": [{"kind": "quote", "text": "字" * BLOCK_LIMIT}] * 77}, "blocks 太长"),
        ({"links": [{"text": "x", "address": "mailto:a@b"}]}, "links[0].address 不是"),
    ],
)
def test_what_cannot_be_used_is_refused_and_its_key_is_named(keys: dict[str, object], named: str) -> None:
    with pytest.raises(InputError) as caught:
        article_from_json(changed(**keys))
    assert named in str(caught.value)


@pytest.mark.parametrize("value", [None, [], "x", 3, {1: 2}])
def test_what_is_no_article_at_all_is_refused(value: object) -> None:
    with pytest.raises(InputError, match="文章 JSON"):
        article_from_json(value)


@pytest.mark.parametrize("key", ["address", "title", "blocks"])
def test_a_missing_key_is_named(key: str) -> None:
    value = changed()
    del value[key]
    with pytest.raises(InputError, match=f"缺少 {key}"):
        article_from_json(value)


def test_a_kept_article_needs_the_time_of_its_fetching() -> None:
    with pytest.raises(InputError, match="缺少 fetched"):
        kept_from_json(changed())
    with pytest.raises(InputError, match="read 应为 true 或 false"):
        kept_from_json(changed(read="yes", fetched="2026-01-02T03:04:05Z"))
    assert kept_from_json(changed(fetched="2026-01-02T03:04:05Z")).fetched == datetime(
        2026, 1, 2, 3, 4, 5, tzinfo=UTC
    )


def test_keys_of_a_newer_version_are_passed_over_and_characters_are_counted_anew() -> None:
    assert article_from_json(changed(mood="good", characters=999_999)) == FULL


def test_text_that_comes_in_is_cleaned_and_bounded() -> None:
    article = article_from_json(
        {
            "address": ADDRESS,
            "title": "题\x1b]52;c;eA==\x07\ud800" + "长" * TITLE_LIMIT,
            "source": "",
            "dateline": "a\nb",
            "reporters": ["", "郑莉\u202e"],
            "blocks": [
                {"kind": "paragraph", "text": "\u2066正\r\n文" + "字" * BLOCK_LIMIT},
                {"kind": "picture", "caption": "图\x1ba", "credit": "\u200b摄"},
                {"kind": "table", "rows": [["\x1b格", "b\u202e"]]},
            ],
            "links": [{"text": "\x9b31m红", "address": "http://a.cn/"}],
        }
    )
    assert article.title == "题]52;c;eA==" + "长" * (TITLE_LIMIT - 12) + "…"
    assert article.source is None
    assert article.dateline == "a b"
    assert article.reporters == ("郑莉",)
    assert article.links == (Link(c("31m红"), "http://a.cn/"),)
    block, picture, table = article.blocks
    assert picture == Picture(None, c("图a"), c("摄"))
    assert table == Table(((c("格"), c("b")),))
    assert isinstance(block, Paragraph)
    assert block.text.startswith("正\n文字")
    assert len(block.text) == BLOCK_LIMIT


def test_an_article_of_just_the_limit_comes_in() -> None:
    blocks = [{"kind": "paragraph", "text": "字" * 50_000}] * (ARTICLE_LIMIT // 50_000)
    assert article_from_json(changed(blocks=blocks)).characters == ARTICLE_LIMIT
    with pytest.raises(InputError):
        article_from_json(changed(blocks=[*blocks, {"kind": "quote", "text": "字"}]))


@pytest.mark.parametrize(("pages", "comes"), [(0, False), (1, True), (10_000, True), (10_001, False)])
def test_an_article_has_some_pages_and_not_too_many(pages: int, comes: bool) -> None:
    if comes:
        assert article_from_json(changed(pages=pages)).pages == pages
        return
    with pytest.raises(InputError, match="pages 应为 1 到 10000"):
        article_from_json(changed(pages=pages))


@pytest.mark.parametrize(
    "parts",
    [
        {"blocks": [{"kind": "paragraph", "text": "字"}] * 10_000},
        {"blocks": [{"kind": "table", "rows": [["字"] * 9_998]}]},
        {"blocks": [{"kind": "table", "rows": [[]] * 9_997 + [["字"]]}]},
        {"reporters": ["郑莉"] * 9_999},
        {"links": [{"text": "字", "address": ADDRESS}] * 9_999},
    ],
    ids=["blocks", "cells", "rows", "names", "links"],
)
def test_an_article_of_as_many_parts_as_the_limit_comes_in(
    parts: dict[str, list[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhonggong_reader.interchange.reading.PARTS_LIMIT", 10_000)
    bare = {"reporters": [], "links": [], "blocks": [{"kind": "paragraph", "text": "字"}]}
    value = changed(**(bare | parts))
    article_from_json(value)
    (key,) = parts
    with pytest.raises(InputError, match="太多块"):
        article_from_json(value | {key: [*parts[key], parts[key][0]]})


lines = st.text(max_size=40).map(clean_line).filter(bool)
texts = st.text(max_size=60).map(clean).filter(str.strip)
addresses = st.sampled_from([ADDRESS, PICTURE, "http://x.workercn.cn/标题?q=工会"])
blocks = st.one_of(
    st.builds(Paragraph, texts),
    st.builds(Subheading, texts),
    st.builds(Quote, texts),
    st.builds(Picture, addresses, st.none() | texts, st.none() | lines),
    st.builds(Video, addresses, st.none() | texts),
    st.builds(Table, st.tuples(st.tuples(texts, st.text(max_size=9).map(clean)))),
)
articles = st.builds(
    Article,
    address=addresses,
    title=lines,
    source=st.none() | lines,
    published=st.none()
    | st.timedeltas(timedelta(0), timedelta(days=40_000)).map(
        lambda age: datetime(1990, 1, 1, tzinfo=BEIJING) + age
    ),
    reporters=st.lists(lines, max_size=3).map(tuple),
    pages=st.integers(1, 10_000),
    blocks=st.lists(blocks, min_size=1, max_size=5).map(tuple),
    links=st.lists(st.builds(Link, texts, addresses), max_size=2).map(tuple),
)


@given(articles)
def test_any_clean_article_comes_back_as_it_went_out(article: Article) -> None:
    assert article_from_json(json.loads(json.dumps(article_to_json(article)))) == article
