"""The screens beside the reading room, and how one comes to them with keys that every set has."""

from collections.abc import Mapping
from typing import Any

from album import FIRST, SECOND, Album, file_of, landscape
from newsprint import Newsprint, before, big_issue
from readingroom import SITE, FakeWeb, press
from textual.pilot import Pilot

from zhonggong_reader.errors import FetchError
from zhonggong_reader.newsdesk import Pictures

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
    "calendar": ("shift+f12", "ctrl+left", "ctrl+f11"),
}
"""Keys by the name of the screen; at `<change>` the site changes the newest article."""


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
        else:
            await press(pilot, key)


def change(web: FakeWeb) -> None:
    """Let the site say something else in the newest article."""
    page = web.page(NEWEST_ADDRESS)
    assert page is not None
    web.bodies[NEWEST_ADDRESS] = page.body.replace("两万余公里".encode(), "三万余公里".encode())
