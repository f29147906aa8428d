"""Times, titles, credits and names: small texts that pages print in many ways."""

from datetime import datetime

import pytest

from zhonggong_reader.model import BEIJING
from zhonggong_reader.workercn import byline, captions, channels, colophon, moments, site


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-04-28 07:14", (2022, 4, 28, 7, 14)),
        ("2026-10-05 16:42:31", (2026, 10, 5, 16, 42, 31)),
        ("发布时间：2022年4月28日 星期四 07：14", (2022, 4, 28, 7, 14)),
        ("2022/4/28T7:14:09", (2022, 4, 28, 7, 14, 9)),
        ("2015年04月30日16时14分", (2015, 4, 30, 16, 14)),
        ("2022-04-28", (2022, 4, 28)),
        ("2022-04-27 专题 2022-04-28 07:14", (2022, 4, 28, 7, 14)),
        ("2022-13-28 07:14", None),
        ("2022-02-30", None),
        ("2022-04-28 25:14", None),
        ("编号12022-04-281", None),
        ("", None),
    ],
)
def test_times(text: str, expected: tuple[int, ...] | None) -> None:
    found = moments.printed(text)
    assert (found.timetuple()[:6] if found else None) == ((*expected, 0, 0, 0)[:6] if expected else None)
    assert found is None or found.tzinfo is BEIJING


def test_a_legacy_address_tells_the_second() -> None:
    moment = moments.of_address("http://right.workercn.cn/165/201504/30/150430161432123.shtml")
    assert moment == datetime(2015, 4, 30, 16, 14, 32, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("首届大国工匠创新交流大会开幕 - 全总 - 中工网", ("首届大国工匠创新交流大会开幕", "全总")),
        ("甲 - 乙 - 人物 - 中工网", ("甲 - 乙", "人物")),
        ("C-919总装车间里的班组-维权-中工网", ("C-919总装车间里的班组-维权", None)),
        ("车间里的班组-权益-中工网", ("车间里的班组", "权益")),
        ("车间里的班组 - 中工网", ("车间里的班组", None)),
        ("人物 - 中工网", ("", "人物")),
        ("中工网", ("", None)),
        ("没有尾巴的标题", ("没有尾巴的标题", None)),
    ],
)
def test_title_tails(title: str, expected: tuple[str, str | None]) -> None:
    assert site.title_parts(title) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "图为北京主会场。工人日报-中工网记者 杨登峰 摄",
            ("图为北京主会场。", "工人日报-中工网记者 杨登峰 摄"),
        ),
        ("▲雪后的小路 受访者供图", ("雪后的小路", "受访者供图")),
        ("车间一角（朱欣 摄）", ("车间一角", "朱欣 摄")),
        ("车间一角。新华社发（朱欣 摄）", ("车间一角。", "新华社发（朱欣 摄）")),
        ("郝赫 摄", (None, "郝赫 摄")),
        ("图片来源：工人日报", (None, "图片来源：工人日报")),
        ("图为北京主会场。", ("图为北京主会场。", None)),
        ("工人在看图纸。", ("工人在看图纸。", None)),
    ],
)
def test_credits(line: str, expected: tuple[str | None, str | None]) -> None:
    assert captions.split(line) == expected


@pytest.mark.parametrize(
    ("paragraph", "dateline", "reporters"),
    [
        (
            "中工网北京4月27日电 (工人日报-中工网记者郑莉 郝赫 朱欣)首届",
            "中工网北京4月27日电",
            ("郑莉", "郝赫", "朱欣"),
        ),
        ("本报北京10月1日电（记者郑莉 郝赫）全国", "本报北京10月1日电", ("郑莉", "郝赫")),
        ("新华社北京10月2日电 记者从国铁集团获悉", "新华社北京10月2日电", ()),
        ("中工网讯 记者从全国总工会获悉", "中工网讯", ()),
        ("工人日报-中工网记者 黄榆 通讯员 谢宏", None, ("黄榆", "谢宏")),
        ("记者 朱　欣", None, ("朱欣",)),
        ("本报记者 郝赫 本报通讯员 谢宏", None, ("郝赫", "谢宏")),
        ("本报通讯员队伍不断壮大。", None, ()),
        ("新华社10月2日电影频道播出", None, ()),
        ("记者走进车间", None, ()),
    ],
)
def test_datelines_and_reporters(paragraph: str, dateline: str | None, reporters: tuple[str, ...]) -> None:
    assert byline.dateline([paragraph]) == dateline
    assert byline.reporters([paragraph], []) == reporters


@pytest.mark.parametrize(
    ("line", "editor"),
    [
        ("责任编辑:李方", "李方"),
        ("（责编：李方、朱欣）", "李方、朱欣"),
        ("责任编辑\t：\t李方", "李方"),
        ("编辑部的故事", None),
    ],
)
def test_editors(line: str, editor: str | None) -> None:
    assert byline.editor([line]) == editor


def test_certain_channels_come_first() -> None:
    assert [entry.name for entry in channels.BUILT_IN[:5]] == ["全总", "工会", "评论", "权益", "人物"]
    assert channels.BUILT_IN[: len(channels.CERTAIN)] == channels.CERTAIN
    assert len({entry.slug for entry in channels.BUILT_IN}) == len(channels.BUILT_IN)


def test_the_default_matrix_says_that_it_searches() -> None:
    assert [entry.kind for entry in colophon.DEFAULT.matrix] == ["client", "wechat", "weibo", "douyin"]
    assert all(entry.is_search and entry.address.isascii() for entry in colophon.DEFAULT.matrix)
