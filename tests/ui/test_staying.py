"""A list that comes anew leaves the reader where they are, also where they move while it is on its way."""

from collections.abc import Awaitable, Callable
from typing import Literal

import pytest
from press import NOW, Press
from readingroom import (
    NEWEST,
    SECOND,
    SITE,
    THIRD,
    FakeWeb,
    Held,
    lines,
    press,
    reading,
    room,
    selected,
    settled,
    status,
    text,
)
from textual.pilot import Pilot

from zhonggong_reader.library import Library
from zhonggong_reader.model import Validators
from zhonggong_reader.ui.app import ReaderApp

AppMaker = Callable[..., ReaderApp]
Question = Literal["open", "row_of", "page", "next_unread"]
CHARACTER = f"{SITE}/character/"
ARRIVED = "刚刚到的一条"


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Callable[[Pilot[None], Question], Held]:
    """Keep back what the lists of a room answer to one kind of question."""

    def keep_back(pilot: Pilot[None], question: Question) -> Held:
        lists, held = room(pilot).shelves, Held()
        answer: Callable[..., Awaitable[object]] = getattr(lists, question)

        async def late(*arguments: object) -> object:
            found = await answer(*arguments)
            await held.wait()
            return found

        monkeypatch.setattr(lists, question, late)
        return held

    return keep_back


Hold = Callable[[Pilot[None], Question], Held]


def is_looking(pilot: Pilot[None]) -> bool:
    """Whether a list is on its way, or it is looked whether it has grown."""
    return any(each.group in ("list", "look") and not each.is_finished for each in pilot.app.workers)


def arrive(library: Library, *hours: float) -> None:
    """Let headlines come from elsewhere, so many hours old; the newest is `ARRIVED`."""
    news = [
        Press().headline(900, 0, ARRIVED),
        *(Press().headline(1 + n, hour) for n, hour in enumerate(hours)),
    ]
    library.channels.listed("right", news, Validators(), NOW)


@pytest.mark.parametrize("question", ["open", "row_of", "page"])
async def test_moves_while_the_list_is_on_its_way_count(
    make_app: AppMaker, library: Library, hold: Hold, question: Question
) -> None:
    async with reading(make_app()) as pilot:
        held = hold(pilot, question)
        arrive(library)
        await pilot.press("r")
        await held.asked.wait()
        await pilot.press("j", "j")
        assert selected(pilot).headline.title == THIRD
        held.release()
        await settled(pilot)
        assert ARRIVED in text(pilot.app)
        assert selected(pilot).headline.title == THIRD


async def test_so_does_a_move_to_rows_that_are_not_here(
    make_app: AppMaker, library: Library, hold: Hold
) -> None:
    async with reading(make_app()) as pilot:
        arrive(library, *range(1, 200))  # more than the list holds at a time
        await press(pilot, "r", "G")
        last = selected(pilot)
        await press(pilot, "g")
        library.channels.listed("right", [Press().headline(901, 0, "又到的一条")], Validators(), NOW)
        held = hold(pilot, "row_of")
        await pilot.press("r")
        await held.asked.wait()
        await pilot.press("G")
        held.release()
        await settled(pilot)
        assert "全部 213 篇" in lines(pilot.app)[0]
        assert selected(pilot).id == last.id


async def test_a_first_start_lets_one_stay_who_begins_to_move(
    make_app: AppMaker, web: FakeWeb, hold: Hold
) -> None:
    waiting = web.hold(CHARACTER)
    async with make_app(filled=False).run_test(size=(80, 24)) as pilot:
        await waiting.asked.wait()
        while "4/5" not in status(pilot) or is_looking(pilot):
            await pilot.pause()
        held = hold(pilot, "page")
        waiting.release()
        await held.asked.wait()
        await pilot.press("j")
        chosen = selected(pilot)
        held.release()
        await settled(pilot)
        assert "全部 12 篇" in lines(pilot.app)[0]
        assert selected(pilot).id == chosen.id


async def test_the_row_is_kept_where_its_headline_is_gone(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "s", "j", "j", "s", "k", "s")  # three, the one between them last
        await press(pilot, "h", "g")
        while (section := room(pilot).channel_list.current) and not section.shelf.starred:
            await press(pilot, "j")
        await press(pilot, "l", "j")
        assert selected(pilot).headline.title == SECOND
        await press(pilot, "u")
        assert selected(pilot).headline.title == THIRD
        await press(pilot, "u")
        assert selected(pilot).headline.title == NEWEST


async def test_what_was_selected_is_opened_also_where_the_list_becomes_another_one(
    make_app: AppMaker, library: Library, hold: Hold
) -> None:
    async with reading(make_app()) as pilot:
        held = hold(pilot, "next_unread")
        await pilot.press("n")
        await held.asked.wait()
        arrive(library)
        section = room(pilot).channel_list.current
        assert section is not None
        await room(pilot).open_list(section)
        assert ARRIVED in text(pilot.app)
        held.release()
        await settled(pilot)
        opened = room(pilot).opened
        assert opened and opened.headline.title == NEWEST
        assert selected(pilot).headline.title == NEWEST
