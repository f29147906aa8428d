"""Times as a newspaper reader says them, in Beijing time."""

from datetime import date, datetime, time, timedelta
from typing import Final

from zhonggong_reader.language import tr
from zhonggong_reader.model import BEIJING

_WEEKDAYS: Final = tr("一二三四五六日")


def short(moment: datetime | None, now: datetime) -> str:
    """Return at most five cells: `07:14` today, `11-20` this year, else `2022`; blank for None.

    Midnight is the time of what is known by its day alone.
    """
    if moment is None:
        return ""
    local, today = moment.astimezone(BEIJING), now.astimezone(BEIJING)
    if local.date() == today.date() and local.time() != time():
        return local.strftime("%H:%M")
    return local.strftime("%m-%d" if local.year == today.year else "%Y")


def ago(moment: datetime, now: datetime) -> str:
    """Return how long ago: 刚刚, `5 分钟前`, `今天 08:30`, `昨天 08:30`, `11月20日`, `2022年4月28日`."""
    local, today = moment.astimezone(BEIJING), now.astimezone(BEIJING)
    passed = now - moment
    if timedelta(0) <= passed < timedelta(minutes=1):
        return tr("刚刚")
    if timedelta(0) <= passed < timedelta(hours=1):
        return tr("{minutes} 分钟前", minutes=passed // timedelta(minutes=1))
    days = (today.date() - local.date()).days
    if days in (0, 1):
        return f"{tr('昨天') if days else tr('今天')} {local:%H:%M}"
    day = tr("{month}月{day}日", month=local.month, day=local.day)
    return day if local.year == today.year else tr("{year}年{day}", year=local.year, day=day)


def day(when: date, today: date) -> str:
    """Return a day among others: `今天 10-05`, `昨天 10-04`, `10-03 六`, of other years `2022-10-03 一`."""
    passed = (today - when).days
    short_form = f"{when:%m-%d}" if when.year == today.year else f"{when:%Y-%m-%d}"
    if passed in (0, 1):
        return f"{tr('昨天') if passed else tr('今天')} {short_form}"
    return f"{short_form} {_WEEKDAYS[when.weekday()]}"


def full_day(when: date) -> str:
    """Return `2026年10月5日（周一）`."""
    return tr(
        "{year}年{short_day}（周{weekdays}）",
        year=when.year,
        short_day=short_day(when),
        weekdays=_WEEKDAYS[when.weekday()],
    )


def short_day(when: date) -> str:
    """Return `10月5日`."""
    return tr("{month}月{day}日", month=when.month, day=when.day)
