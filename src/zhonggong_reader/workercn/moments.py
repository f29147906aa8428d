"""Times as Chinese pages print them. Knows no clock and no language but the site's."""

import re
from datetime import datetime

from zhonggong_reader.model import BEIJING

_MOMENT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:\s*[-年/.]\s*|\s+(?=\d\d\s*/))(?P<month>\d{1,2})\s*[-月/.]\s*(?P<day>\d{1,2})(?!\d)\s*日?"
    r"(?:(?:[\s,，T]*|-)(?:星期[一二三四五六日天])?[\s,，]*"
    r"(?P<hour>\d{1,2})\s*(?:[:：]\s*(?=\d\d)|时\s*)(?P<minute>\d{1,2})(?!\d)\s*分?(?:\s*[:：]?\s*(?P<second>\d{2})(?!\d)\s*秒?)?)?"
)
_OFFSET = re.compile(r"\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s*(?:Z|[+-]\d\d:?\d\d)\s*$")
_IN_ADDRESS = re.compile(r"/c/(\d{4})-(\d{2})-(\d{2})/")
_IN_ANY_ADDRESS = re.compile(r"/t?((?:19|20)\d\d)[-/]?(\d\d)[-/]?(\d\d)(?=[/_])")
"""`/2021-09/26/`, `/20210926/`, `/t20210926_`: where the makers of most sites put the day."""
_IN_LEGACY_ADDRESS = re.compile(r"/\d{6}/\d{2}/(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d{3}(?:_\d+)?\.s?html")


def printed(text: str) -> datetime | None:
    """Return the first time with a clock that `text` prints, else its first day at midnight, else None.

    Seconds are zero where they are not printed.
    """
    day: datetime | None = None
    for found in _MOMENT.finditer(text):
        moment = _moment(*(int(part or 0) for part in found.groups()))
        if moment is not None and found["hour"]:
            return moment
        day = day or moment
    return day


def stamped(text: str) -> datetime | None:
    """Return the time with a clock that a page's metadata give, in Beijing time; None without a clock.

    Where they give an offset it is believed (`2020-08-11T14:41:00+00:00`).
    """
    if _OFFSET.search(text):
        try:
            return datetime.fromisoformat(text.strip()).astimezone(BEIJING)
        except (ValueError, OverflowError):
            pass
    return printed(text) if has_clock(text) else None


def has_clock(text: str) -> bool:
    """Tell whether `text` prints a time of day with its date."""
    return ("20" in text or "19" in text) and any(found["hour"] for found in _MOMENT.finditer(text))


def opens_with_clock(text: str) -> bool:
    """Tell whether `text` begins with a day and the time of that day."""
    found = _MOMENT.match(text)
    return found is not None and found["hour"] is not None


def without(text: str, mark: str) -> str:
    """Return `text` with `mark` in place of each time and day that it prints."""
    return _MOMENT.sub(mark, text)


def of_address(address: str) -> datetime | None:
    """Return what an article's address says of its time: the day at midnight, or to the second."""
    if found := _IN_ADDRESS.search(address):
        return _moment(*map(int, found.groups()))
    if found := _IN_LEGACY_ADDRESS.search(address):
        year, *rest = map(int, found.groups())
        return _moment(2000 + year, *rest)
    if found := _IN_ANY_ADDRESS.search(address):
        return _moment(*map(int, found.groups()))
    return None


def _moment(*parts: int) -> datetime | None:
    """Return the moment of year, month, day and so on; None where the calendar has none such."""
    year, month, day, hour, minute, second = (*parts, 0, 0, 0)[:6]
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=BEIJING)
    except ValueError:
        return None
