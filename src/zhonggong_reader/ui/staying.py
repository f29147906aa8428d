"""Where one is in a list that comes anew."""

from zhonggong_reader.model import ListView
from zhonggong_reader.newsdesk import Lists
from zhonggong_reader.ui.widgets.headline_list import HeadlineList


async def row_in(view: ListView, shown: HeadlineList, shelves: Lists) -> int:
    """Return the row of `view` in which the headline stands that is selected in what is `shown`.

    Where that is gone, it is what stands in its row now; in another list, the first row.
    """
    if shown.view is None or shown.view.shelf != view.shelf:
        return 0
    # Of a row that one has just gone to the list may have nothing yet.
    here = [shown.current] if shown.current else await shelves.page(shown.view, shown.cursor, 1)
    row = await shelves.row_of(view, here[0].id) if here else None
    return max(0, min(shown.cursor, view.total - 1)) if row is None else row
