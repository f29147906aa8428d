"""One stands where one stood: at the next start, whatever has become of what was there."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from press import NOW
from readingroom import (
    NEWEST,
    OPENING,
    OPENING_ADDRESS,
    SECOND,
    SITE,
    FakeWeb,
    press,
    reading,
    room,
    selected,
    settled,
    shown_panes,
    text,
)
from textual.pilot import Pilot
from textual.widgets import Input

from zhonggong_reader import places
from zhonggong_reader.bookmark import Bookmark, BookmarkFile, Chosen, Stand
from zhonggong_reader.library import Library
from zhonggong_reader.library.keeping import Limits
from zhonggong_reader.settings import Channels, Settings
from zhonggong_reader.ui.app import ReaderApp

AppMaker = Callable[..., ReaderApp]


@pytest.fixture
def file(tmp_path: Path) -> BookmarkFile:
    return BookmarkFile(tmp_path / "bookmark.json")


def section(pilot: Pilot[None]) -> str:
    current = room(pilot).channel_list.current
    return current.name if current else ""


def opened(pilot: Pilot[None]) -> str | None:
    kept = room(pilot).article_view.kept
    return kept.article.title if kept else None


async def leave(pilot: Pilot[None]) -> None:
    """Leave by the key, which waits for all that is to be kept."""
    await pilot.press("Q")
    await pilot.pause()


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 40)], ids=["40x20", "80x24", "120x40"])
async def test_all_of_it(make_app: AppMaker, file: BookmarkFile, size: tuple[int, int]) -> None:
    """Section, headline, article with its place, pane, form of the text, last query."""
    async with reading(make_app(bookmark=file), *size) as pilot:
        await press(pilot, "/", *"工匠")
        await press(pilot, "escape", *["]"] * 3, "j", "enter", "v", "<", "=")
        await press(pilot, "j", "pagedown")
        view = room(pilot).article_view
        stood = (section(pilot), selected(pilot).id, opened(pilot), shown_panes(pilot), view.reading_place)
        await leave(pilot)
    assert stood[0] == "全总"
    async with reading(make_app(bookmark=file), *size) as pilot:
        view = room(pilot).article_view
        found = (section(pilot), selected(pilot).id, opened(pilot), shown_panes(pilot), view.reading_place)
        assert found == stood
        assert room(pilot).pane == "article"
        assert (view.mode, view.measure, view.setting.leading) == ("vertical", 68, 1)
        await press(pilot, "/")
        assert pilot.app.screen.query_one(Input).value == "工匠"


@pytest.mark.parametrize(
    ("keys", "pane"), [((), "headlines"), (("h",), "channels"), (("enter", "q"), "headlines")], ids=str
)
async def test_the_pane_one_was_in(
    make_app: AppMaker, file: BookmarkFile, keys: tuple[str, ...], pane: str
) -> None:
    async with reading(make_app(bookmark=file), 120, 40) as pilot:
        await press(pilot, "j", *keys)
        was_open = opened(pilot)
        await leave(pilot)
    async with reading(make_app(bookmark=file), 120, 40) as pilot:
        assert room(pilot).pane == pane
        assert pilot.app.focused is room(pilot).pane_widget(room(pilot).pane)
        assert opened(pilot) == was_open
        assert selected(pilot).headline.title == SECOND


@pytest.mark.parametrize("name", ["收藏", "阅读历史"])
async def test_what_is_no_channel(make_app: AppMaker, file: BookmarkFile, name: str) -> None:
    async with reading(make_app(bookmark=file)) as pilot:
        await press(pilot, "s", "enter", "q", "]", *(["]"] if name == "阅读历史" else []))
        await leave(pilot)
    async with reading(make_app(bookmark=file)) as pilot:
        assert section(pilot) == name
        assert selected(pilot).headline.title == NEWEST


async def test_the_article_alone(make_app: AppMaker, file: BookmarkFile) -> None:
    async with reading(make_app(bookmark=file), 120, 40) as pilot:
        await press(pilot, "enter", "z")
        await leave(pilot)
    async with reading(make_app(bookmark=file), 120, 40) as pilot:
        assert shown_panes(pilot) == {"article"}


async def test_standing_there_again_is_no_reading(
    make_app: AppMaker, file: BookmarkFile, library: Library, web: FakeWeb
) -> None:
    """Nothing is marked, listed as opened anew, or fetched for it."""
    async with reading(make_app(bookmark=file)) as pilot:
        await press(pilot, "j", "enter", "m", "q", "g", "enter", "q", "q")
        room(pilot).opened = None
        await press(pilot, "l", "j", "enter", "m")
        await leave(pilot)
    web.asked.clear()
    async with reading(make_app(bookmark=file)) as pilot:
        assert opened(pilot) == SECOND
        listed = library.headlines.find(selected(pilot).id)
        assert listed is not None
        assert not listed.read
        assert room(pilot).opened == listed
    assert web.asked == []


async def test_new_headlines_stand_above_and_are_told(
    make_app: AppMaker, file: BookmarkFile, web: FakeWeb
) -> None:
    async with reading(make_app(bookmark=file)) as pilot:
        await press(pilot, "]", "]", "]", "j")
        await leave(pilot)
    web.publish(f"{SITE}/quanzong/", 1, 2)
    async with reading(make_app(bookmark=file)) as pilot:
        before = selected(pilot)
        await press(pilot, "r")
        assert selected(pilot).id == before.id
        assert room(pilot).headline_list.cursor == 3


# ── What is gone ─────────────────────────────────────────────────────────────────────────────────


async def test_a_channel_that_is_hidden_now(make_app: AppMaker, file: BookmarkFile) -> None:
    async with reading(make_app(bookmark=file)) as pilot:
        await press(pilot, *["]"] * 3, "j")
        was = selected(pilot)
        await leave(pilot)
    hidden = Settings(channels=Channels(hidden=("全总",)))
    async with reading(make_app(hidden, bookmark=file)) as pilot:
        assert section(pilot) == "全部"
        assert selected(pilot).id == was.id


async def test_an_article_that_was_tidied_away(
    make_app: AppMaker, file: BookmarkFile, library: Library
) -> None:
    async with reading(make_app(bookmark=file)) as pilot:
        await press(pilot, "enter", "j", "j")
        await leave(pilot)
    list(library.keeping.clear(Limits(articles=1), NOW))
    async with reading(make_app(bookmark=file)) as pilot:
        assert opened(pilot) in (None, NEWEST)
        assert room(pilot).pane in ("headlines", "article")
        await press(pilot, "g", "enter")
        assert opened(pilot)


@pytest.mark.parametrize(
    "mark",
    [
        Bookmark(
            news=Stand(channel="../../etc", headline="\x1b]52;c;eA==\x07", article="javascript:alert(1)")
        ),
        Bookmark(news=Stand(pane="article", article="https://www.workercn.cn/nowhere")),
        Bookmark(news=Stand(pane="article", alone=True)),
        Bookmark(news=Stand(starred=True, history=True, channel="quanzong")),
        Bookmark(news=Stand(measure=Chosen(10**9, 72), spacing=Chosen(-5, 0)), query="\x1b[2J'; DROP TABLE"),
        Bookmark(news=Stand(measure=Chosen(-7, 72))),
    ],
    ids=["addresses", "gone", "alone", "shelf", "numbers", "narrow"],
)
async def test_what_makes_no_sense_does_no_harm(
    make_app: AppMaker, file: BookmarkFile, web: FakeWeb, mark: Bookmark
) -> None:
    file.write(mark)
    async with reading(make_app(bookmark=file)) as pilot:
        assert room(pilot).pane == "headlines"
        assert room(pilot).headline_list.cursor == 0
        assert NEWEST[:10] in text(pilot.app)
        await press(pilot, "enter")
        assert opened(pilot) == NEWEST
        await press(pilot, "/", "escape")
        assert 24 <= room(pilot).article_view.measure <= 96
        await leave(pilot)


# ── Whose will it is ─────────────────────────────────────────────────────────────────────────────


async def test_a_key_that_comes_first_has_precedence(make_app: AppMaker, file: BookmarkFile) -> None:
    async with reading(make_app(bookmark=file)) as pilot:
        await press(pilot, "]", "]", "]", "G", "enter")
        await leave(pilot)
    app = make_app(bookmark=file)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab")
        await settled(pilot)
        assert room(pilot).pane != "article" or opened(pilot) is None
        assert app._home is not None
        assert app._home.homecoming.resume is None


async def test_settings_that_were_changed_since_hold(make_app: AppMaker, file: BookmarkFile) -> None:
    async with reading(make_app(bookmark=file)) as pilot:
        await press(pilot, "enter", "<", "<", "=")
        await leave(pilot)
    changed = Settings(measure=60, line_spacing=0)
    async with reading(make_app(changed, bookmark=file)) as pilot:
        assert room(pilot).article_view.measure == 60
        assert room(pilot).article_view.setting.leading == 1


async def test_without_the_setting_one_begins_at_the_beginning_and_nothing_is_kept(
    make_app: AppMaker, file: BookmarkFile, tmp_path: Path
) -> None:
    async with reading(make_app(bookmark=file)) as pilot:
        await press(pilot, "]", "]", "]", "enter")
        await leave(pilot)
    async with reading(make_app(Settings(restore=False), bookmark=file)) as pilot:
        assert (section(pilot), opened(pilot)) == ("全部", None)
        await press(pilot, "enter")
        await leave(pilot)
    kept = file.read()
    assert kept.visits.active == NOW
    assert msgspec.structs.replace(kept, visits=Bookmark().visits) == Bookmark()
    assert "workercn" not in (tmp_path / "bookmark.json").read_text()


async def test_a_program_that_keeps_no_bookmark_leaves_none(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "j", "enter")
        await leave(pilot)
    assert not places.bookmark().exists()


async def test_it_is_kept_while_one_reads_and_not_written_for_nothing(
    make_app: AppMaker, file: BookmarkFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Bookmark] = []
    monkeypatch.setattr(file, "write", written.append)
    app = make_app(bookmark=file)
    async with reading(app) as pilot:
        await app.keep_bookmark()
        written.clear()
        await app.keep_bookmark()
        assert written == []
        await press(pilot, "G", "enter")
        await app.keep_bookmark()
        assert [each.news.article for each in written] == [OPENING_ADDRESS]
        assert opened(pilot) == OPENING
