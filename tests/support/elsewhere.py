"""The screens beside the reading room, and how one comes to them with keys that every set has."""

from collections.abc import Mapping
from typing import Any

from album import FIRST, SECOND, Album, file_of, landscape
from newsprint import Newsprint, before, big_issue
from readingroom import SITE, FakeWeb, press, room
from textual.pilot import Pilot

from zhonggong_reader.errors import FetchError
from zhonggong_reader.newsdesk import Pictures
from zhonggong_reader.ui.widgets.setting_list import SettingList

NEWEST_ADDRESS = f"{SITE}/c/2026-10-05/8907680.shtml"
"""Of the article that `prepare` lets the site change."""

WAYS: Mapping[str, tuple[str, ...]] = {
    "search": ("f3", *"工人", "enter"),
    "failures": ("f9",),
    "matrix": ("shift+f1",),
    "settings": ("shift+f10",),
    "card": ("f10",),
    "gallery": ("enter", "ctrl+g", "ctrl+g"),
    "changes": ("enter", "<change>", "f5", "ctrl+f7"),
    "keys": ("shift+f10", "<keys>", "enter"),
    "channels": ("shift+f10", "<channels.first>", "enter"),
    "boss": ("ctrl+f12",),
    "help": ("f1",),
    "palette": ("ctrl+p",),
    "paper": ("shift+f12", "ctrl+left"),
    "calendar": ("shift+f12", "ctrl+left", "ctrl+f11"),
}
"""Keys by the name of the screen; at `<change>` the site changes the newest article, others are settings."""

KEYED = tuple(name for name in WAYS if name not in ("channels", "boss", "help", "palette", "paper"))
"""Those that have their keys from the table and are no reading room."""


def prepare(web: FakeWeb) -> Pictures:
    """Let everything be there that one can come to; return the pictures of the newest article."""
    for issue in (Newsprint(), big_issue(before())):
        web.bodies.update({SITE + path: body for path, body in issue.files().items()})
    web.failures[f"{SITE}/quanzong/"] = FetchError("服务器出错（503）", "请稍后再试")
    return Album({FIRST: file_of(landscape()), SECOND: b"GIF89a"}).pictures


async def go(pilot: Pilot[Any], web: FakeWeb, name: str) -> None:
    """Go to a screen from the headlines."""
    for key in WAYS[name]:
        if key == "<change>":
            change(web)
        elif key.startswith("<"):
            listed = pilot.app.screen.query_one(SettingList)
            listed.cursor = listed.row_of(key[1:-1]) or 0
            await pilot.pause()
        else:
            await press(pilot, key)


def change(web: FakeWeb) -> None:
    """Let the site say something else in the newest article."""
    page = web.page(NEWEST_ADDRESS)
    assert page is not None
    web.bodies[NEWEST_ADDRESS] = page.body.replace("两万余公里".encode(), "三万余公里".encode())


async def back(pilot: Pilot[Any]) -> None:
    """Leave for the headlines of the reading room, from wherever one is."""
    for _ in range(6):
        if pilot.app.screen is room(pilot):
            break
        await press(pilot, "escape")
    assert pilot.app.screen is room(pilot)
    room(pilot).pane = "headlines"
    room(pilot).headline_list.cursor = 0
    await pilot.pause()
