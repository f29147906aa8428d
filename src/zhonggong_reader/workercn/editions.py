"""Addresses of the newspaper 工人日报 on the site: of an issue, its pages and its articles.

The site has two forms. `/papers/grrb/2022/10/28/1/page.html` with its articles `news-1.html` … beside it
is today's; until about 2020 it was `http://media.workercn.cn/sites/media/grrb/2017_05/31/GR0100.htm` with
`GR0101.htm` …. Decides by the form of an address alone; whether there was an issue is the site's to say.
"""

import re
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

FIRST_DAY: Final = date(1949, 7, 15)
"""The day of the first issue of 工人日报."""
_LAST_OLD_YEAR: Final = 2021
_FIRST_NEW_YEAR: Final = 2020

_NEW = re.compile(
    r"/papers/grrb/(\d{4})/(\d{1,2})/(\d{1,2})/(\d{1,3})/(?:page\.s?html?|news-(\d{1,3})\.s?html?)"
)
_OLD = re.compile(r"/sites/media/grrb/(\d{4})_(\d{2})/(\d{2})/GR(\d{2})(\d{2})\.s?html?", re.IGNORECASE)


class Place(Struct, frozen=True):
    """Where in the newspaper an address leads."""

    day: date
    page: int
    article: int | None
    """Its number on the page; None: the page itself."""


def front_pages(day: date) -> tuple[str, ...]:
    """Return the addresses at which the first page of the issue of `day` may stand, the likeliest first."""
    new = f"https://www.workercn.cn/papers/grrb/{day:%Y/%m/%d}/1/page.html"
    old = f"http://media.workercn.cn/sites/media/grrb/{day:%Y_%m/%d}/GR0100.htm"
    forms = [new] if day.year >= _FIRST_NEW_YEAR else []
    if day.year <= _LAST_OLD_YEAR:
        forms.append(old)
    return tuple(forms)


def place_of(address: str) -> Place | None:
    """Return where in the newspaper the http(s) `address` leads; None where it does not."""
    path = urlsplit(address).path
    if found := _NEW.fullmatch(path):
        year, month, day, page, article = found.groups()
    elif found := _OLD.fullmatch(path):
        year, month, day, page, article = found.groups()
        article = None if article == "00" else article
    else:
        return None
    try:
        when = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return Place(when, int(page), None if article is None else int(article))
