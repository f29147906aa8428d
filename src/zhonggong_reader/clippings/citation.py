"""References to articles as GB/T 7714-2015 writes them for electronic resources (section 4.6)."""

from datetime import date
from typing import Final

from zhonggong_reader.model import BEIJING, Article

_NAMED: Final = 3
"""Authors that are named; the others are 等 (GB/T 7714-2015, 8.1.2)."""


def citation(article: Article, read_on: date) -> str:
    """Return a reference to `article` in one line, as read on `read_on`.

    `郑莉, 郝赫, 朱欣. 题名[EB/OL]. 中工网-工人日报, 2022(2022-04-28)[2022-05-01]. https://…`: authors,
    title, publisher and year, day of publication, day of reading, address. What the page does not say
    is left out. No full stop ends it (7.2 leaves that open), since it would stick to the address.
    """
    authors = ", ".join(article.reporters[:_NAMED]) + (", 等" if len(article.reporters) > _NAMED else "")
    published = article.published.astimezone(BEIJING) if article.published else None
    day = f"({published:%Y-%m-%d})" if published else ""
    year = f", {published:%Y}" if published and article.source else ""
    issued = f"{article.source or ''}{year}{day}"
    parts = (authors, f"{article.title}[EB/OL]", f"{issued}[{read_on:%Y-%m-%d}]", article.address)
    return ". ".join(part for part in parts if part)
