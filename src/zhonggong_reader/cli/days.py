"""Days as arguments, and as they are written for a reader."""

import re
from datetime import date, datetime, timedelta
from typing import Final

import click

from zhonggong_reader.language import tr
from zhonggong_reader.model import BEIJING
from zhonggong_reader.newsdesk import utc_now

TODAY: Final = "今天"
_BACK: Final = {TODAY: 0, "today": 0, "昨天": 1, "yesterday": 1, "前天": 2}
_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})[-/.]|年(\d{1,2})月|(\d{2}))(\d{1,2})日?")
_WEEKDAYS: Final = tr("一二三四五六日")


class Day(click.ParamType[date]):
    """A day: `2026-10-05`, `20261005`, `2026年10月5日`, 今天 or 昨天, by Beijing's calendar."""

    name = tr("日期")

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day that `value` says."""
        if isinstance(value, date):
            return value
        text = str(value).strip()
        if text in _BACK:
            return today() - timedelta(days=_BACK[text])
        if found := _DATE.fullmatch(text):
            year, *months, day = found.groups()
            try:
                return date(int(year), int(next(filter(None, months))), int(day))
            except ValueError:
                pass
        raise click.BadParameter(tr("应为日期，如 2026-10-05、今天、昨天"), ctx, param)


def today(now: datetime | None = None) -> date:
    """Return the day that it is in Beijing at `now` (default: at present)."""
    return (now or utc_now()).astimezone(BEIJING).date()


def no_issue(day: date, now: datetime | None = None) -> str:
    """Return that the site has no newspaper of `day`; that of today (at `now`) may be still to come."""
    if day == today(now):
        return tr("工人日报 {written}的还没有出", written=written(day))
    return tr("工人日报 {written}没有出报", written=written(day))


def written(day: date) -> str:
    """Return `2026年10月5日 星期一`."""
    return tr(
        "{year}年{month}月{day}日 星期{weekdays}",
        year=day.year,
        month=day.month,
        day=day.day,
        weekdays=_WEEKDAYS[day.weekday()],
    )
