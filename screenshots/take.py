"""Takes the pictures that the README shows: `python screenshots/take.py [FOLDER]`.

Drives the real program, from the wire up: the saved pages of `tests/pages/site` behind a real server
on loopback, a real library in a temporary folder, and a clock that stands still. Each picture is
written as PNG; `picture.py` says which fonts that needs. That of the browser is `browser.py`'s to take.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT / "tests" / "support"), str(ROOT / "screenshots")]

from loopback import Site  # noqa: E402 - found through the path above
from newsprint import whole_issue  # noqa: E402
from picture import png  # noqa: E402

from zhonggong_reader.bookmark import LASTED, Bookmark, BookmarkFile, Visits  # noqa: E402
from zhonggong_reader.library import Library  # noqa: E402
from zhonggong_reader.model import BEIJING  # noqa: E402
from zhonggong_reader.newsdesk import Newsdesk, sync  # noqa: E402
from zhonggong_reader.settings import Settings  # noqa: E402
from zhonggong_reader.ui.app import ReaderApp  # noqa: E402
from zhonggong_reader.web import Fetcher  # noqa: E402
from zhonggong_reader.web.pace import SystemClock  # noqa: E402
from zhonggong_reader.workercn import addresses  # noqa: E402


class _StandingClock(SystemClock):
    """Waits as the machine's clock does, and says that it is always the same evening."""

    def utc(self) -> datetime:
        return NOW.astimezone(UTC)


NOW: Final = datetime(2026, 10, 5, 20, 15, tzinfo=BEIJING)


@dataclass(frozen=True)
class Scene:
    """A picture: its name, the size of the terminal, the theme, and the keys that lead to it."""

    name: str
    size: tuple[int, int]
    keys: Sequence[str] = ()
    theme: str = "paper"


SCENES: Final = (
    Scene("reading-room", (150, 42), ("j", "j", "j", "j", "s", "enter")),
    Scene("night", (120, 36), ("G", "enter"), "night"),
    Scene("columns", (160, 42), ("G", "enter", "z", "v")),
    Scene("vertical", (120, 34), ("G", "enter", "z", "v", "v")),
    Scene("today", (130, 26), ("T", "j")),
    Scene("newspaper", (130, 36), ("P", "D", "enter")),
    Scene("lists-80x24", (80, 24), ("j", "j")),
    Scene("article-80x24", (80, 24), ("G", "enter", "space")),
    Scene("qr-code", (100, 30), ("2",), "night"),
    Scene("keys", (100, 40), ("?",)),
    Scene("search", (100, 30), ("/", *"工人", "enter"), "night"),
    Scene("settings", (120, 36), ("comma", "down", "down")),
    Scene("matrix", (160, 50), ("M",)),
    Scene("other-keys", (100, 30), ("comma", *["down"] * 9, "enter", "down", "enter")),
)


async def take(scene: Scene, site: Site, folder: Path) -> None:
    """Write the picture of `scene` into `folder`."""
    settings = Settings(theme=scene.theme)
    with tempfile.TemporaryDirectory() as home, Library(Path(home) / "library.sqlite3") as library:
        async with Fetcher(
            allows=addresses.is_site_host, stand_in=site.address, pause=0, clock=_StandingClock()
        ) as fetcher:
            desk = Newsdesk(library, fetcher, settings, now=lambda: NOW)
            await desk.refresh_front()
            channels = [listed.channel for listed in await desk.channels()]
            await sync(desk, channels[:2], lambda event: None)
            # What the other channels list has come since the evening before.
            last = NOW - timedelta(hours=22)
            visits = Visits(last - LASTED, last, mark=await desk.front_pages.mark())
            await sync(desk, channels[2:], lambda event: None)
            bookmark = BookmarkFile(Path(home) / "bookmark.json")
            bookmark.write(Bookmark(visits=visits))
            app = ReaderApp(desk, settings, asks_site=False, bookmark=bookmark)
            async with app.run_test(size=scene.size) as pilot:
                for key in ("", *scene.keys):
                    await pilot.press(*filter(None, [key]))
                    await app.workers.wait_for_complete()
                    await pilot.pause()
                (folder / f"{scene.name}.png").write_bytes(png(app.export_screenshot(title="中工网")))


def main(folder: Path) -> None:
    """Take every picture, with nobody's settings."""
    home = tempfile.TemporaryDirectory()
    os.environ |= {"HOME": home.name, "XDG_CONFIG_HOME": f"{home.name}/.config"}
    site = Site(ROOT / "tests" / "pages" / "site")
    for path, body in whole_issue(NOW.date()).files().items():
        site.put(path, body)
    for scene in SCENES:
        asyncio.run(take(scene, site, folder))
        print(folder / f"{scene.name}.png")
    site.stop()
    home.cleanup()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "screenshots")
