"""Times as a newspaper reader says them, in Beijing time."""

from datetime import datetime, timedelta

from zhonggong_reader.model import BEIJING


def short(moment: datetime | None, now: datetime) -> str:
    """Return at most five cells: `07:14` today, `11-20` this year, else `2022`; blank for None."""
    if moment is None:
        return ""
    local, today = moment.astimezone(BEIJING), now.astimezone(BEIJING)
    if local.date() == today.date():
        return local.strftime("%H:%M")
    return local.strftime("%m-%d" if local.year == today.year else "%Y")


def ago(moment: datetime, now: datetime) -> str:
    """Return how long ago: 刚刚, `5 分钟前`, `今天 08:30`, `昨天 08:30`, `11月20日`, `2022年4月28日`."""
    local, today = moment.astimezone(BEIJING), now.astimezone(BEIJING)
    passed = now - moment
    if timedelta(0) <= passed < timedelta(minutes=1):
        return "刚刚"
    if timedelta(0) <= passed < timedelta(hours=1):
        return f"{passed // timedelta(minutes=1)} 分钟前"
    days = (today.date() - local.date()).days
    if days in (0, 1):
        return f"{'昨天' if days else '今天'} {local:%H:%M}"
    day = f"{local.month}月{local.day}日"
    return day if local.year == today.year else f"{local.year}年{day}"
