"""Marks that can be undone: one by one, a list at once, and what was read when."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from press import NOW
from readingroom import (
    NEWEST,
    SECOND,
    SITE,
    THIRD,
    FakeWeb,
    fill,
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

from zhonggong_reader.library import Library, deeds
from zhonggong_reader.model import Deed, Mark, Reach, Shelf
from zhonggong_reader.settings import Settings
from zhonggong_reader.text import clean_line
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.commands import PaneName
from zhonggong_reader.ui.parts import marks

AppMaker = Callable[..., ReaderApp]
ALL = 12
WAYS: dict[PaneName, tuple[str, ...]] = {
    "channels": ("h",),
    "headlines": (),
    "article": ("enter",),
}
"""How one comes into each pane."""


def unread(library: Library, channel: str | None = None) -> int:
    return library.headlines.open(Shelf(channel, unread=True)).total


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(deeds, "BATCH", 5)
    yield


# ── A list at once, and back ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("pane", WAYS)
@pytest.mark.parametrize(
    "keys", [("A", "u", "U"), ("shift+f4", "ctrl+underscore", "ctrl+r")], ids=["letters", "twins"]
)
async def test_a_list_becomes_read_and_unread_again(
    make_app: AppMaker, library: Library, keys: tuple[str, str, str], pane: PaneName
) -> None:
    all_read, undo, redo = keys
    async with reading(make_app()) as pilot:
        await press(pilot, *WAYS[pane])
        left = unread(library)
        assert left == (ALL - 1 if pane == "article" else ALL)
        await press(pilot, all_read)
        assert unread(library) == 0
        assert status(pilot) == f"已把“全部”的 {left} 篇标为已读；按 u 撤销"
        assert room(pilot).pane == pane
        await press(pilot, undo)
        assert unread(library) == left
        assert status(pilot) == f"已撤销：把“全部”的 {left} 篇标为已读"
        await press(pilot, redo)
        assert unread(library) == 0
        assert status(pilot) == f"已重做：把“全部”的 {left} 篇标为已读"
        await press(pilot, redo)
        assert status(pilot) == "没有可重做的"
        await press(pilot, all_read)
        assert status(pilot) == "没有未读的"


async def test_the_screen_follows(make_app: AppMaker) -> None:
    async with reading(make_app(), 120, 40) as pilot:
        await press(pilot, "j", "j", "s")
        before = lines(pilot.app)[1:]
        assert text(pilot.app).count("●") == ALL
        assert "权益       2" in text(pilot.app)
        await press(pilot, "A")
        assert "●" not in text(pilot.app)
        assert "权益       2" not in text(pilot.app)
        assert room(pilot).headline_list.cursor == 2
        await press(pilot, "u")
        assert lines(pilot.app)[1:] == before


@pytest.mark.parametrize(("above", "below"), [("(", ")"), ("（", "）")])
async def test_what_stands_above_or_below_the_cursor_becomes_read(
    make_app: AppMaker, above: str, below: str
) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "j", "j", "j", above)
        assert status(pilot) == "已把“全部”上面的 3 篇标为已读；按 u 撤销"
        assert [("●" in line) for line in lines(pilot.app)[1:6]] == [False, False, False, True, True]
        await press(pilot, "k", below)
        assert status(pilot) == "已把“全部”下面的 9 篇标为已读；按 u 撤销"
        assert "●" not in text(pilot.app)
        await press(pilot, "u")
        assert status(pilot) == "已撤销：把“全部”下面的 9 篇标为已读"
        await press(pilot, "u")
        assert status(pilot) == "已撤销：把“全部”上面的 3 篇标为已读"
        await press(pilot, "g", above)
        assert status(pilot) == "没有未读的"
        await press(pilot, "G", below)
        assert status(pilot) == "没有未读的"
        assert text(pilot.app).count("●") == ALL


async def test_only_the_channel_that_is_shown_becomes_read(make_app: AppMaker, library: Library) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "h", "G", "A")
        assert status(pilot) == "已把“人物”的 3 篇标为已读；按 u 撤销"
        assert unread(library) == ALL - 3


async def test_what_has_arrived_since_stays_unread(
    make_app: AppMaker, library: Library, web: FakeWeb
) -> None:
    async with reading(make_app()) as pilot:
        web.publish(f"{SITE}/right/", 1, 2)
        fill(library, web)
        await press(pilot, "A")
        assert status(pilot) == f"已把“全部”的 {ALL} 篇标为已读；按 u 撤销"
        assert unread(library) == 2


# ── One mark after the other ─────────────────────────────────────────────────────────────────────


async def test_every_mark_can_be_undone_the_last_one_first(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "s", "j", "m", "m", "s", "s", "j", "enter")
        told = []
        for _ in range(7):
            await press(pilot, "u")
            told.append(status(pilot))
        first, second, third = (title[:12] for title in (NEWEST, SECOND, THIRD))
        starts = (
            f"把《{third}",
            f"取消收藏《{second}",
            f"收藏《{second}",
            f"把《{second}",
            f"把《{second}",
            f"收藏《{first}",
        )
        ends = ("》标为已读", "》", "》", "》标为未读", "》标为已读", "》", "没有可撤销的")
        assert all(words.startswith(f"已撤销：{start}") for words, start in zip(told, starts, strict=False))
        assert all(words.endswith(end) for words, end in zip(told, ends, strict=True))


async def test_an_article_is_unread_again_while_it_is_open(make_app: AppMaker, library: Library) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "enter", "u")
        assert room(pilot).pane == "article"
        assert unread(library) == ALL
        await press(pilot, "m")
        assert status(pilot) == "标为已读"
        assert unread(library) == ALL - 1


async def test_undo_outlives_the_program(make_app: AppMaker, library: Library) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "A")
        await pilot.press("Q")
    async with reading(make_app()) as pilot:
        await press(pilot, "u")
        assert status(pilot) == f"已撤销：把“全部”的 {ALL} 篇标为已读"
    assert unread(library) == ALL


async def test_what_another_program_did_is_undone_too(make_app: AppMaker, library: Library) -> None:
    async with reading(make_app()) as pilot:
        library.marks.starred([selected(pilot).id], True, NOW)
        await press(pilot, "u")
        assert status(pilot).startswith("已撤销：收藏《在海拔三千米的变电站里")


async def test_an_article_that_went_is_passed_over(make_app: AppMaker, library: Library) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "j", "s", "k", "s")
        with library._store.writing() as db:
            db.execute("DELETE FROM headline WHERE id = ?", (selected(pilot).id,))
        await press(pilot, "u")
        assert status(pilot).startswith(f"已撤销：收藏《{SECOND[:10]}")


async def test_a_star_that_was_taken_away_comes_back_into_its_list(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "s", "j", "s", "h", "j", "l")
        assert "收藏 2 篇" in lines(pilot.app)[0]
        await press(pilot, "j", "s", "h", "k", "j")
        assert "收藏 1 篇" in lines(pilot.app)[0]
        await press(pilot, "u")
        assert room(pilot).headline_list.rows == 2
        assert text(pilot.app).count("★") == 2


async def test_keys_of_ones_own_are_told(make_app: AppMaker) -> None:
    async with reading(make_app(Settings(keys={"marks.undo": "w"}))) as pilot:
        await press(pilot, "A")
        assert status(pilot).endswith("按 w 撤销")


# ── Long lists ───────────────────────────────────────────────────────────────────────────────────


async def test_a_long_list_tells_how_far_it_is(make_app: AppMaker, small_batches: None) -> None:
    async with reading(make_app()) as pilot:
        told: list[str] = []

        def note(words: str) -> None:
            told.append(words)

        pilot.app.watch(room(pilot), "activity", note, init=False)
        await press(pilot, "A", "u", "ctrl+r")
        counts = [tuple(words.split("：")) for words in told if words]
        assert counts == [
            (doing, f"{count} 篇 …")
            for doing in ("正在标为已读", "正在撤销", "正在重做")
            for count in ((0, 2, 7, 12) if doing == "正在撤销" else (0, 5, 10, 12))
        ]
        assert room(pilot).activity == ""


async def test_who_leaves_at_once_leaves_nothing_half_done(
    make_app: AppMaker, library: Library, small_batches: None
) -> None:
    async with reading(make_app()) as pilot:
        await pilot.press("A", "Q")
    assert unread(library) == 0


async def test_wishes_follow_each_other(make_app: AppMaker, library: Library, small_batches: None) -> None:
    """The next deed is not begun before the last one is done, however fast one types."""
    async with reading(make_app()) as pilot:
        await press(pilot, "s")
        await pilot.press("A", "u", "u")
        await settled(pilot)
        assert unread(library) == ALL
        assert library.headlines.open(Shelf(starred=True)).total == 0
        await press(pilot, "u")
        assert status(pilot) == "没有可撤销的"


# ── What was read when ───────────────────────────────────────────────────────────────────────────


async def in_history(pilot: Pilot[None]) -> None:
    await press(pilot, "q", "h", "g", "j", "j", "l")


async def test_the_history_lists_what_was_opened_the_last_first(
    make_app: AppMaker, library: Library, web: FakeWeb
) -> None:
    fill(library, web)
    async with reading(make_app()) as pilot:
        await in_history(pilot)
        assert "还没有读过的文章" in text(pilot.app)
        assert "阅读历史 0 篇" in lines(pilot.app)[0]
        for number in (3, 7, 5):
            library.marks.opened(number, NOW - timedelta(hours=number))
        await press(pilot, "h", "g", "l", "enter")  # the newest one, read just now
        newest = selected(pilot).id
        await in_history(pilot)
        assert "阅读历史 4 篇" in lines(pilot.app)[0]
        rows = map(room(pilot).headline_list.at, range(4))
        assert [listed and listed.id for listed in rows] == [newest, 3, 5, 7]


async def test_the_history_stands_still_while_one_reads_in_it(make_app: AppMaker) -> None:
    async with reading(make_app(), 120, 40) as pilot:
        await press(pilot, "enter", "J", "J")
        await in_history(pilot)
        before = [selected(pilot).id]
        await press(pilot, "G", "enter")
        assert room(pilot).headline_list.cursor == 2
        await press(pilot, "h", "g")
        assert selected(pilot).id == before[0]
        await press(pilot, "h", "k", "j", "l")
        assert selected(pilot).headline.title == NEWEST


async def test_the_history_tells_when_one_read(make_app: AppMaker, library: Library, web: FakeWeb) -> None:
    fill(library, web)
    library.marks.opened(1, NOW - timedelta(hours=2))
    async with reading(make_app(), 120, 40) as pilot:
        await in_history(pilot)
        assert "16:00" in text(pilot.app)


async def test_marks_are_undone_from_the_newspaper_and_shown_in_the_news(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "A", "P", "u")
        assert status(pilot).startswith("已把")
        await press(pilot, "P")
        assert text(pilot.app).count("●") == ALL


@pytest.mark.parametrize(
    ("mark", "given", "reach", "sentence"),
    [
        ("read", True, "one", "把《高温津贴》标为已读"),
        ("read", False, "one", "把《高温津贴》标为未读"),
        ("starred", True, "one", "收藏《高温津贴》"),
        ("starred", False, "one", "取消收藏《高温津贴》"),
        ("read", True, "some", "把 1,280 篇标为已读"),
        ("read", True, "list", "把“高温津贴”的 1,280 篇标为已读"),
        ("read", True, "above", "把“高温津贴”上面的 1,280 篇标为已读"),
        ("read", True, "below", "把“高温津贴”下面的 1,280 篇标为已读"),
    ],
)
def test_a_deed_is_told_in_a_sentence(mark: Mark, given: bool, reach: Reach, sentence: str) -> None:
    deed = Deed(mark=mark, given=given, reach=reach, name=clean_line("高温津贴"), articles=1280)
    assert marks._told(deed) == sentence


def test_a_long_title_leaves_room_for_what_was_done() -> None:
    deed = Deed(mark="starred", given=False, reach="one", name=clean_line("长" * 80), articles=1)
    assert marks._told(deed) == f"取消收藏《{'长' * 15}…》"
