"""What comes from the site moves neither the selected line nor what is read, whatever list one is in."""

from collections.abc import Callable

import pytest
from newsprint import Newsprint
from press import NOW
from readingroom import OPENING_ADDRESS, SITE, FakeWeb, fill, press, reading, room, selected, settled, status
from textual.pilot import Pilot

from zhonggong_reader.library import Library
from zhonggong_reader.model import Shelf
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.screens.paper import PaperRoom

AppMaker = Callable[..., ReaderApp]
QUANZONG = f"{SITE}/quanzong/"
LISTS = ["全部", "收藏", "阅读历史", "⌕消息", "全总"]


@pytest.fixture(autouse=True)
def filled(library: Library, web: FakeWeb) -> None:
    """A library whose headlines were read, starred and found before."""
    web.publish(QUANZONG, 1, 2, 3)
    page = web.page(OPENING_ADDRESS)
    assert page is not None
    web.bodies |= {f"{SITE}/c/2026-10-05/{number}.shtml": page.body for number in (1, 2, 3)}
    fill(library, web)
    library.saved.fill(library.saved.save("消息", "消息"))
    for listed in library.headlines.page(library.headlines.open(Shelf()), 0, 4):
        library.marks.starred([listed.id], True, NOW)
        library.marks.opened(listed.id, NOW)


async def in_list(pilot: Pilot[None], name: str) -> None:
    """Stand on the second row of a list."""
    names = [section.name for section in room(pilot).channel_list.sections]
    await press(pilot, *["]"] * names.index(name), "j")


def lines_of_list(pilot: Pilot[None]) -> list[str]:
    """Return the titles that the list shows, from its first row on."""
    headlines = room(pilot).headline_list
    rows = [headlines.at(row) for row in range(headlines.rows)]
    return [listed.headline.title for listed in rows if listed]


@pytest.mark.parametrize("name", LISTS)
async def test_a_round_announces_what_came(make_app: AppMaker, web: FakeWeb, name: str) -> None:
    async with reading(make_app(), 120, 40) as pilot:
        await in_list(pilot, name)
        await press(pilot, "enter", "j", "j")
        view, headlines = room(pilot).article_view, room(pilot).headline_list
        stood = (selected(pilot).id, headlines.cursor, lines_of_list(pilot), view.kept, view.scroll_offset)
        web.publish(QUANZONG, 4, 5)
        room(pilot).rounds.run([entry.channel for entry in room(pilot).channels], front=True)
        await settled(pilot)
        found = (selected(pilot).id, headlines.cursor, lines_of_list(pilot), view.kept, view.scroll_offset)
        assert found == stood
        gathers_what_comes = name not in ("收藏", "阅读历史")
        assert status(pilot).startswith("有 2 条新标题") == gathers_what_comes


@pytest.mark.parametrize("name", LISTS)
async def test_by_a_key_it_is_shown_around_the_selected_line(
    make_app: AppMaker, web: FakeWeb, name: str
) -> None:
    async with reading(make_app(), 120, 40) as pilot:
        await in_list(pilot, name)
        was, row = selected(pilot).id, room(pilot).headline_list.cursor
        web.publish(QUANZONG, 4, 5)
        await press(pilot, "R")
        assert selected(pilot).id == was
        came = 2 if name not in ("收藏", "阅读历史") else 0
        assert room(pilot).headline_list.cursor == row + came


async def test_pages_of_the_newspaper_that_come_anew(make_app: AppMaker, web: FakeWeb) -> None:
    issue = Newsprint()
    web.bodies.update({SITE + path: body for path, body in issue.files().items()})
    async with reading(make_app(), 120, 40) as pilot:
        await press(pilot, "P", "j", "enter", "j")
        paper = pilot.app.screen
        assert isinstance(paper, PaperRoom)
        view = paper.article_view
        stood = (paper.headline_list.current, paper.headline_list.cursor, view.kept, view.scroll_offset)
        await press(pilot, "R")
        assert (
            paper.headline_list.current,
            paper.headline_list.cursor,
            view.kept,
            view.scroll_offset,
        ) == stood
