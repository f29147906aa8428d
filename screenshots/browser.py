"""Takes the picture of the reader in a browser: `python screenshots/browser.py [FILE]`.

Serves the demonstration as `zhonggong-reader serve` does, opens it in a headless Chromium (Debian's
package `chromium`), opens the article by a key, and waits until the picture stays the same.
"""

import asyncio
import base64
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import aiohttp

ROOT: Final = Path(__file__).resolve().parent.parent
SIZE: Final = (1200, 620)
"""Pixels of the browser's window."""
PATIENCE: Final = 60.0
"""Seconds in which everything must be there."""
PAUSE: Final = 0.5
"""Seconds between two looks."""


async def page_of(chromium: "asyncio.subprocess.Process", session: aiohttp.ClientSession) -> str:
    """Return the address at which Chromium's page is driven (Chrome DevTools Protocol)."""
    assert chromium.stderr is not None
    while line := (await chromium.stderr.readline()).decode():
        if found := re.search(r"ws://(?P<host>[\w.:]+)/", line):
            async with session.get(f"http://{found['host']}/json/list") as answer:
                pages = await answer.json()
            return str(next(page["webSocketDebuggerUrl"] for page in pages if page["type"] == "page"))
    raise RuntimeError("chromium has ended")


class Page:
    """A page that is driven."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)

    async def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        """Ask for something and return the answer."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        while True:
            said: dict[str, Any] = await self._socket.receive_json()
            if said.get("id") == number:
                return dict(said["result"])

    async def press(self, key: str, text: str) -> None:
        """Press a key."""
        for kind in ("keyDown", "keyUp"):
            await self.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, text=text)

    async def picture(self, *, than: bytes = b"") -> bytes:
        """Return the picture once it stays the same, and differs from `than`."""
        before = b""
        while True:
            await asyncio.sleep(PAUSE)
            now = base64.b64decode((await self.ask("Page.captureScreenshot", format="png"))["data"])
            if now == before and now != than:
                return now
            before = now


async def take(address: str, profile: str) -> bytes:
    """Return the picture of what stands at `address`, once the article is open."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        raise SystemExit("chromium is not there")
    width, height = SIZE
    chromium = await asyncio.create_subprocess_exec(
        program,
        *("--headless=new", "--no-sandbox", "--hide-scrollbars", "--remote-debugging-port=0"),
        *(f"--user-data-dir={profile}", f"--window-size={width},{height}", "about:blank"),
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with (
            asyncio.timeout(PATIENCE),
            aiohttp.ClientSession() as session,
            session.ws_connect(await page_of(chromium, session), max_msg_size=0) as socket,
        ):
            page = Page(socket)
            size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
            await page.ask("Emulation.setDeviceMetricsOverride", **size)
            blank = await page.picture()
            await page.ask("Page.navigate", url=address)
            lists = await page.picture(than=blank)
            await page.press("Enter", "\r")
            return await page.picture(than=lists)
    finally:
        chromium.terminate()
        await chromium.wait()


def main(file: Path) -> None:
    """Serve, and take the picture."""
    command = Path(sys.executable).parent / "zhonggong-reader"
    with tempfile.TemporaryDirectory() as home:
        server = subprocess.Popen(
            [command, "serve", "--demo", "--port", "0"],
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"HOME": home, "XDG_CONFIG_HOME": home, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"},
        )
        assert server.stderr is not None
        try:
            said = iter(server.stderr.readline, "")
            address = next(found[0] for line in said if (found := re.search(r"http://\S+", line)))
            file.write_bytes(asyncio.run(take(address, f"{home}/profile")))
        finally:
            server.terminate()
            server.wait()
    print(file)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "screenshots" / "browser.png")
