"""Every screen as a picture: in both themes, and in three sizes that one window takes one after the other.

Look at a picture (screenshots/picture.py) before accepting it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from elsewhere import WAYS, go, prepare
from press import NOW, Press
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]
from readingroom import SITE, FakeWeb, fill, press, reading, settled
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input

from zhonggong_reader import places, settings
from zhonggong_reader.errors import FetchError
from zhonggong_reader.library import Library
from zhonggong_reader.model import Failure
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.themes import OWN

AppMaker = Callable[..., ReaderApp]

SIZES = ((120, 40), (80, 24), (40, 20))
LONG = (
    "关于进一步加强新就业形态劳动者权益保障、推动平台企业与劳动者代表协商订立算法和劳动规则的指导意见"
    "（征求意见稿）公开征求社会各界意见：涵盖报酬、工时、休息、职业伤害保障等12个方面"
)


@dataclass(frozen=True)
class Scene:
    """How one comes to something worth seeing in the reading room itself."""

    keys: tuple[str, ...] = ()
    filled: bool = True
    before: Callable[[FakeWeb, Library], None] | None = None
    """What happened before the start."""


def offline(web: FakeWeb, library: Library) -> None:
    web.offline = True


def failing(web: FakeWeb, library: Library) -> None:
    fill(library, web)
    library.channels.failed("quanzong", Failure("服务器出错（503）；请稍后再试", NOW))
    web.failures[f"{SITE}/c/2026-10-05/8907680.shtml"] = FetchError("20 秒内没有取完网页，不再等了")


def long_titles(web: FakeWeb, library: Library) -> None:
    fill(library, web)
    desk = Press()
    titles = (LONG, f"Very long {'unbroken' * 12} words", "《“‘引号’里的引号”》" * 6, "短")
    desk.fill(library, "quanzong", [desk.headline(n, n / 9, title) for n, title in enumerate(titles, 1)])


SCENES = {
    "lists": Scene(("m", "j", "s", "j", "j", "m", "s", "g")),
    "article": Scene(("G", "enter")),
    "hints": Scene(("j", "j", "j", "enter", "pagedown", "f")),
    "first-start-offline": Scene(filled=False, before=offline),
    "offline": Scene(("enter",), before=offline),
    "failing": Scene(("enter", "h"), before=failing),
    "long-titles": Scene(("j",), before=long_titles),
    "empty": Scene(("h", "j", "l")),
    "nothing-found": Scene(("/", *"并无此词", "enter")),
}


@pytest.fixture
def same_pictures(snapshot: SnapshotAssertion, make_app: AppMaker, web: FakeWeb) -> Callable[..., object]:
    """`same_pictures(theme, scene)` compares the screen with the accepted pictures, in every size."""
    accepted = snapshot.use_extension(SVGImageExtension)

    async def compare(theme: str, scene: Scene, name: str = "") -> list[str]:
        places.settings().parent.mkdir(parents=True)
        places.settings().write_text(f'theme = "{theme}"\nboss = "shell"\n', "utf-8")
        pictures = prepare(web) if name else None
        app = make_app(settings.read(places.settings()), filled=scene.filled, pictures=pictures)
        differing = []
        async with reading(app, *SIZES[0]) as pilot:
            await press(pilot, *scene.keys)
            if name:
                await go(pilot, web, name)
            for width, height in SIZES:
                await pilot.resize_terminal(width, height)
                await settled(pilot)
                # A blinking cursor would be there in one picture and not in the next.
                for blinking in app.screen.query(Input):
                    blinking.cursor_blink = False
                    blinking._cursor_visible = True
                await pilot.pause()
                size = f"{width}x{height}"
                if app.export_screenshot(title=app.title, simplify=True) != accepted(name=size):
                    differing.append(size)
        return differing

    return compare


@pytest.mark.parametrize("theme", [theme.name for theme in OWN])
@pytest.mark.parametrize("name", SCENES)
async def test_the_reading_room(
    same_pictures: Callable[..., object], web: FakeWeb, library: Library, name: str, theme: str
) -> None:
    scene = SCENES[name]
    if scene.before:
        scene.before(web, library)
    assert await same_pictures(theme, scene) == []  # type: ignore[misc]


@pytest.mark.parametrize("theme", [theme.name for theme in OWN])
@pytest.mark.parametrize("name", WAYS)
async def test_the_other_screens(same_pictures: Callable[..., object], name: str, theme: str) -> None:
    keys = ("R",) if name == "failures" else ()
    assert await same_pictures(theme, Scene(keys), name) == []  # type: ignore[misc]
