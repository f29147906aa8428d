"""What `test_scenes` does not show: modes, pictures, the newspaper, what is typed or selected."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from album import FIRST, SECOND, Album, file_of, landscape
from newsprint import Newsprint, before, big_issue
from press import NOW, Press
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]
from readingroom import SITE, FakeWeb, fill, press, reading
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot
from textual.widgets import Input

from zhonggong_reader.bookmark import LASTED, Bookmark, BookmarkFile, Visits
from zhonggong_reader.errors import FetchError
from zhonggong_reader.library import Library
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui.app import ReaderApp

AppMaker = Callable[..., ReaderApp]
Picture = Callable[..., Awaitable[bool]]
Doing = Callable[[Pilot[None]], Awaitable[None]]

SMALL = (80, 24)
WIDE = (120, 40)
LEAST = (40, 20)


@pytest.fixture
def same_picture(snapshot: SnapshotAssertion) -> Picture:
    """`same_picture(app, size, "j", "enter")` compares the screen after these keys with the accepted one.

    then: what one does last
    """
    accepted = snapshot.use_extension(SVGImageExtension)

    async def compare(app: ReaderApp, size: tuple[int, int], *keys: str, then: Doing | None = None) -> bool:
        async with reading(app, *size) as pilot:
            await press(pilot, *keys)
            if then is not None:
                await then(pilot)
            # A blinking cursor would be there in one picture and not in the next.
            for blinking in app.screen.query(Input):
                blinking.cursor_blink = False
                blinking._cursor_visible = True
            await pilot.pause()
            picture = app.export_screenshot(title=app.title, simplify=True)
        return bool(picture == accepted)

    return compare


READ_AND_STARRED = ("m", "j", "s", "j", "j", "m", "s", "g")
THUMBNAIL = "https://www.workercn.cn/upload/resources/image/2026/10/05/2927825_526x296c.jpg"
"""Address of the picture beside the newest headline of tests/pages/site."""
OPEN_SAMPLE = ("G", "enter")


@pytest.mark.parametrize("size", [(160, 48), (200, 50)], ids=["160x48", "200x50"])
async def test_newspaper_columns(same_picture: Picture, make_app: AppMaker, size: tuple[int, int]) -> None:
    assert await same_picture(make_app(), size, *OPEN_SAMPLE, "z", "v")


async def test_vertical_lines(same_picture: Picture, make_app: AppMaker) -> None:
    assert await same_picture(make_app(), WIDE, *OPEN_SAMPLE, "z", "v", "v")


async def test_channels_on_the_smallest_screen(same_picture: Picture, make_app: AppMaker) -> None:
    assert await same_picture(make_app(), LEAST, "q")


async def test_night(same_picture: Picture, make_app: AppMaker) -> None:
    app = make_app(Settings(theme="night"))
    assert await same_picture(app, WIDE, *READ_AND_STARRED, *OPEN_SAMPLE, "h")


async def test_card_of_the_matrix_at_night(same_picture: Picture, make_app: AppMaker) -> None:
    assert await same_picture(make_app(Settings(theme="night")), SMALL, "2")


async def test_palette(same_picture: Picture, make_app: AppMaker) -> None:
    assert await same_picture(make_app(), SMALL, "ctrl+p", "未", "读")


async def test_an_empty_library_while_the_site_fails(
    same_picture: Picture, make_app: AppMaker, web: FakeWeb
) -> None:
    for slug in ("", "quanzong/", "acftu/", "pl/pl/", "right/", "character/"):
        web.failures[f"{SITE}/{slug}"] = FetchError("服务器出错（503）", "请稍后再试")
    assert await same_picture(make_app(filled=False), SMALL, "h", "j", "j")


async def test_an_article_with_a_picture(same_picture: Picture, make_app: AppMaker) -> None:
    album = Album({FIRST: file_of(landscape()), SECOND: b"GIF89a"})
    assert await same_picture(make_app(pictures=album.pictures), SMALL, "enter", "i", *"jjjjj")


async def test_a_picture_alone_at_night(same_picture: Picture, make_app: AppMaker) -> None:
    album = Album({FIRST: file_of(landscape()), SECOND: b""})
    app = make_app(Settings(theme="night"), pictures=album.pictures)
    assert await same_picture(app, SMALL, "enter", "i", "i")


@pytest.fixture
def newspaper(web: FakeWeb) -> None:
    """Two issues on the site: a small one of today, one of the usual size of yesterday."""
    for issue in (Newsprint(), big_issue(before())):
        web.bodies.update({SITE + path: body for path, body in issue.files().items()})


@pytest.mark.parametrize("size", [SMALL, WIDE, LEAST], ids=["80x24", "120x40", "40x20"])
@pytest.mark.usefixtures("newspaper")
async def test_newspaper(same_picture: Picture, make_app: AppMaker, size: tuple[int, int]) -> None:
    keys = ("enter",) if size == WIDE else ()
    assert await same_picture(make_app(), size, "P", "{", "D", "}", *keys)


@pytest.mark.usefixtures("newspaper")
async def test_a_day_without_a_newspaper(same_picture: Picture, make_app: AppMaker) -> None:
    assert await same_picture(make_app(Settings(theme="night")), SMALL, "P", "{", "{")


async def test_settings_that_are_wrong_by_night(same_picture: Picture, make_app: AppMaker) -> None:
    keys = ("comma", "down", "right", *["down"] * 3, "7")
    assert await same_picture(make_app(), WIDE, *keys)


async def test_channels_put_in_order(same_picture: Picture, make_app: AppMaker) -> None:
    keys = ("comma", "end", *["up"] * 7, "enter", "down", "down", "space")
    assert await same_picture(make_app(), SMALL, *keys)


async def test_traditional_characters_and_led_lines(same_picture: Picture, make_app: AppMaker) -> None:
    assert await same_picture(make_app(Settings(script="traditional", line_spacing=1)), WIDE, "G", "enter")


async def test_what_is_selected(same_picture: Picture, make_app: AppMaker) -> None:
    async def select(pilot: Pilot[None]) -> None:
        await pilot.mouse_down(offset=(30, 3))
        await pilot.hover(offset=(50, 8))
        await pilot.mouse_up(offset=(50, 8))

    assert await same_picture(make_app(), SMALL, "G", "enter", then=select)


@pytest.mark.parametrize("size", [SMALL, WIDE, LEAST], ids=["80x24", "120x40", "40x20"])
@pytest.mark.parametrize("theme", ["paper", "night"])
async def test_watched_words(
    same_picture: Picture, make_app: AppMaker, size: tuple[int, int], theme: str
) -> None:
    app = make_app(Settings(theme=theme, watch=("变电站", "开幕", "服务站點")))
    assert await same_picture(app, size, *(("j", "j") if size == SMALL else ("G", "enter")))


async def test_hits_in_an_opened_article(same_picture: Picture, make_app: AppMaker) -> None:
    app = make_app(Settings(watch=("工匠",)))

    async def search(pilot: Pilot[None]) -> None:
        app.screen.query_one(Input).insert_text_at_cursor("大会")
        await press(pilot, "enter", "enter", "n")

    assert await same_picture(app, WIDE, "/", then=search)


async def test_a_word_is_asked_for(same_picture: Picture, make_app: AppMaker) -> None:
    assert await same_picture(make_app(), SMALL, "W", *"工匠")


@pytest.fixture
def morning(library: Library, web: FakeWeb, tmp_path: Path) -> BookmarkFile:
    """A reader who was last there in the evening, before two lists grew."""
    fill(library, web)
    file = BookmarkFile(tmp_path / "bookmark.json")
    last = NOW - timedelta(hours=14)
    file.write(Bookmark(visits=Visits(last - LASTED, last, mark=library.arrivals.mark())))
    for slug, numbers in (("quanzong", (1, 2)), ("right", (3,))):
        web.publish(f"{SITE}/{slug}/", *numbers)
    fill(library, web)
    return file


@pytest.mark.parametrize("size", [SMALL, WIDE, LEAST], ids=["80x24", "120x40", "40x20"])
@pytest.mark.parametrize("theme", ["paper", "night"])
async def test_front_page(
    same_picture: Picture, make_app: AppMaker, morning: BookmarkFile, size: tuple[int, int], theme: str
) -> None:
    album = Album({THUMBNAIL: file_of(landscape())})
    settings = Settings(theme=theme, pictures="always" if size == WIDE else "ask")
    app = make_app(settings, bookmark=morning, asks_site=False, pictures=album.pictures)
    assert await same_picture(app, size, "T", "j", "j")


async def test_front_page_of_an_empty_library(same_picture: Picture, make_app: AppMaker) -> None:
    assert await same_picture(make_app(filled=False, asks_site=False), SMALL, "T")


async def test_front_page_offline(
    same_picture: Picture, make_app: AppMaker, morning: BookmarkFile, web: FakeWeb
) -> None:
    web.offline = True
    assert await same_picture(make_app(bookmark=morning), SMALL, "T", "R")


async def test_front_page_of_long_titles(same_picture: Picture, make_app: AppMaker, library: Library) -> None:
    press_ = Press()
    library.channels.save(press_.channels)
    titles = (
        "关于进一步加强新就业形态劳动者权益保障工作的若干措施：哪些人、哪些事、找谁办，一条一条说清楚" * 2,
        "https://www.workercn.cn/" + "x" * 120,
        "《“一带一路”共建国家工会》……答记者问（全文）",
    )
    for place, slug in enumerate(("quanzong", "pl/pl", "right")):
        headlines = [press_.headline(10 * place + n, hours=n, title=title) for n, title in enumerate(titles)]
        press_.fill(library, slug, headlines)
    assert await same_picture(make_app(asks_site=False), WIDE, "T")
