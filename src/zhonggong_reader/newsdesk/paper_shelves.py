"""The newspaper's pages as lists of headlines, so that a room of lists can show them.

A shelf's slug is the day, `2026-10-05`, for the whole issue in the order of reading, and day and page,
`2026-10-05/3`, for one page. Answers from the library alone.
"""

from datetime import date
from typing import Final, Literal

from msgspec.structs import replace

from zhonggong_reader.language import tr
from zhonggong_reader.model import Deed, KeptHeadline, KeptPage, ListedHeadline, ListView, Shelf
from zhonggong_reader.newsdesk.marks import Extent, Marks, Report
from zhonggong_reader.newsdesk.newspaper import Newspaper
from zhonggong_reader.text import Clean

MISSED: Final = Clean(tr("未取到"))
"""Label of an article that could not be fetched."""


def shelf_of(day: date, page: int | None = None) -> Shelf:
    """Return the shelf of a page of the issue of `day`; of the whole issue for None."""
    return Shelf(day.isoformat() if page is None else f"{day.isoformat()}/{page}")


def day_of(shelf: Shelf) -> date | None:
    """Return the day of the issue of which `shelf` holds a page, or all; None of any other shelf."""
    try:
        return date.fromisoformat((shelf.channel or "").partition("/")[0])
    except ValueError:
        return None


class PaperShelves:
    """Lists of the newspaper's articles by row number. Rows bear no time: a newspaper prints no clock."""

    def __init__(self, newspaper: Newspaper, marks: Marks) -> None:
        self._newspaper = newspaper
        self._marks = marks

    async def open(self, shelf: Shelf) -> ListView:
        """Return `shelf` as it stands now."""
        return ListView(shelf, len(await self._rows(shelf)), 0)

    async def page(self, view: ListView, start: int, limit: int) -> list[ListedHeadline]:
        """Return at most `limit` rows of `view` from row `start` on."""
        return (await self._rows(view.shelf))[start : min(start + limit, view.total)]

    async def row_of(self, view: ListView, id_: int) -> int | None:
        """Return the row in which the headline stands; None where it is not in the view."""
        rows = await self._rows(view.shelf)
        return next((row for row, listed in enumerate(rows) if listed.id == id_), None)

    async def arrived(self, view: ListView) -> int:
        """Return how many articles the shelf has gained since the view was opened."""
        return max(0, len(await self._rows(view.shelf)) - view.total)

    async def next_unread(self, view: ListView, row: int, step: Literal[1, -1]) -> int | None:
        """Return the first unread row beyond `row` in the direction of `step`."""
        rows = await self._rows(view.shelf)
        beyond = range(row + 1, len(rows)) if step == 1 else range(min(row, len(rows)) - 1, -1, -1)
        return next((number for number in beyond if not rows[number].read), None)

    async def mark_read(self, view: ListView, extent: Extent, report: Report) -> Deed | None:
        """Mark rows of the view as read; return what was done, None where nothing was to do."""
        rows = (await self._rows(view.shelf))[: view.total]
        meant = {"list": rows, "above": rows[: extent.row], "below": rows[extent.row + 1 :]}[extent.reach]
        return await self._marks.rows_read([listed.id for listed in meant if not listed.read], extent)

    async def _rows(self, shelf: Shelf) -> list[ListedHeadline]:
        day, number = day_of(shelf), (shelf.channel or "").partition("/")[2]
        issue = await self._newspaper.kept(day) if day else None
        return [
            _row(entry, None if number else page)
            for page in (issue.pages if issue else ())
            if not number or page.page.number == int(number)
            for entry in page.headlines
        ]


def _row(entry: KeptHeadline, page: KeptPage | None) -> ListedHeadline:
    """Return an article as a row: labelled with its page, where it is given, or with what is wrong."""
    number = Clean(tr("{number:02d}版", number=page.page.number)) if page else None
    label = MISSED if entry.failure else number
    return replace(entry.listed, headline=replace(entry.listed.headline, published=None, label=label))
