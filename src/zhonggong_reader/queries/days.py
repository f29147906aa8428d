"""Days as a search names them: a year, a month, a day, from one to another. Pure."""

import re
import unicodedata
from datetime import date
from typing import Final

from msgspec import Struct

from zhonggong_reader.errors import InputError
from zhonggong_reader.language import tr

_RANGE: Final = r"\s*(?:\.\.+|…+|~|至)\s*"
_DAY: Final = r"(\d{4})(?:[-/年.](\d{1,2})(?:[-/月.](\d{1,2}))?)?[年月日]?"
_EXAMPLE: Final = tr("例如：date:2026-10、date:2026-10-05 或 date:2026-09..2026-10")


class Days(Struct, frozen=True):
    """Days one after the other, of Beijing's calendar."""

    since: date | None
    """The first of them; None: from the beginning."""
    until: date | None
    """The last of them; None: to the end."""

    def has(self, day: date) -> bool:
        """Tell whether `day` is one of them."""
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


def parse_days(text: str) -> Days:
    """Return the days that `text` names; raises InputError where it names none.

    `2026`, `2026-10`, `2026-10-05`, `2026年10月`, with `..` between two of them or at either end.
    """
    parts = re.split(_RANGE, unicodedata.normalize("NFKC", text.replace("…", "..")).strip())
    if len(parts) > 2 or not any(parts):
        raise InputError(tr("“{typed}”不是日期", typed=text), _EXAMPLE)
    since = _span(parts[0], text)[0] if parts[0] else None
    until = _span(parts[-1], text)[1] if parts[-1] else None
    if since and until and since > until:
        raise InputError(tr("“{typed}”的开头在结尾之后", typed=text), _EXAMPLE)
    return Days(since, until)


def _span(written: str, whole: str) -> tuple[date, date]:
    """Return the first and the last day of a year, a month or a day."""
    named = re.fullmatch(_DAY, written)
    if named is None:
        raise InputError(tr("“{typed}”不是日期", typed=whole), _EXAMPLE)
    year, month, day = (int(part) if part else None for part in named.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError as error:
        raise InputError(tr("日历上没有“{written}”", written=written), _EXAMPLE) from error
    if day:
        return first, first
    from calendar import monthrange  # noqa: PLC0415 - for who names a month

    last = month or 12
    return first, date(first.year, last, monthrange(first.year, last)[1])
