"""What the masthead says, and how it says times."""

from datetime import timedelta

import pytest
from press import NOW

from zhonggong_reader.model import BEIJING, Failure
from zhonggong_reader.ui import times
from zhonggong_reader.ui.keys import settle
from zhonggong_reader.ui.status import Status, status

FAILURE = Failure("服务器出错（503）", NOW - timedelta(minutes=5))
REMARK = Status("已收藏")
EARLIER = NOW - timedelta(minutes=20)


def said(
    *,
    activity: str = "",
    offline: bool = False,
    arrived: int = 0,
    failure: Failure | None = None,
    remark: Status | None = None,
    listed: bool = True,
) -> Status:
    return status(
        keys=settle("default"),
        activity=activity,
        offline=offline,
        arrived=arrived,
        fetched=EARLIER if listed else None,
        failure=failure,
        remark=remark,
        now=NOW,
    )


def test_of_several_things_the_most_urgent_is_said() -> None:
    """Work under way, then the answer to a wish, then trouble, then news, then the age."""
    assert said(activity="正在取首页 …", remark=REMARK, offline=True) == Status("正在取首页 …")
    assert said(remark=REMARK, offline=True, failure=FAILURE) == REMARK
    assert said(offline=True, failure=FAILURE, arrived=3) == Status("离线 · 20 分钟前更新", trouble=True)
    assert said(failure=FAILURE, arrived=3) == Status("更新失败：服务器出错（503）（5 分钟前）", trouble=True)
    assert said(arrived=3) == Status("有 3 条新标题，按 r 显示")
    assert said() == Status("列表更新于20 分钟前")


def test_what_was_never_fetched_has_no_age() -> None:
    assert said(listed=False) == Status("")
    assert said(listed=False, offline=True) == Status("离线 · 尚未取得过列表", trouble=True)


@pytest.mark.parametrize(
    ("passed", "expected"),
    [
        (timedelta(0), "刚刚"),
        (timedelta(seconds=59), "刚刚"),
        (timedelta(minutes=1), "1 分钟前"),
        (timedelta(minutes=59, seconds=59), "59 分钟前"),
        (timedelta(hours=1), "今天 17:00"),
        (timedelta(hours=18), "今天 00:00"),
        (timedelta(hours=18, minutes=1), "昨天 23:59"),
        (timedelta(hours=42), "昨天 00:00"),
        (timedelta(hours=42, minutes=1), "10月3日"),
        (timedelta(days=365), "2025年10月5日"),
        # A clock that was set back: a moment to come is told by its day.
        (-timedelta(hours=1), "今天 19:00"),
        (-timedelta(days=3), "10月8日"),
    ],
)
def test_ages_are_told_as_a_newspaper_reader_says_them(passed: timedelta, expected: str) -> None:
    """Now is 18:00 in Beijing."""
    assert times.ago(NOW - passed, NOW) == expected


@pytest.mark.parametrize(
    ("passed", "expected"),
    [
        (timedelta(0), "18:00"),
        (timedelta(hours=17, minutes=59), "00:01"),
        # Midnight says that no more than the day is known.
        (timedelta(hours=18), "10-05"),
        (timedelta(hours=18, minutes=1), "10-04"),
        (timedelta(days=277), "01-01"),
        (timedelta(days=278), "2025"),
    ],
)
def test_times_of_headlines_are_short(passed: timedelta, expected: str) -> None:
    assert times.short(NOW - passed, NOW) == expected
    assert times.short((NOW - passed).astimezone(BEIJING), NOW) == expected


def test_a_headline_without_a_time_has_a_blank() -> None:
    assert times.short(None, NOW) == ""
