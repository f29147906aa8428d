"""Pictures of articles: from the cache on disk, else from the site.

Bytes in, bytes out: what a file looks like inside is for who draws it; here only its first bytes are
asked whether it is a picture at all. The cache is a folder of files that can be fetched again, so
whatever goes wrong with it costs a request and nothing else.
"""

import logging
import os
from asyncio import to_thread
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from zhonggong_reader import files
from zhonggong_reader.errors import FetchError, PageNotUnderstood
from zhonggong_reader.language import tr
from zhonggong_reader.model import NotFound, NotModified, Page
from zhonggong_reader.settings import Settings
from zhonggong_reader.text import clean_line

_LOG: Final = logging.getLogger(__name__)

FetchPicture = Callable[[str], Awaitable[Page | NotModified | NotFound]]
"""Asks for an address; raises FetchError, also for what is not allowed or too large."""

MEGABYTE: Final = 1_000_000
_LARGEST: Final = 32 * MEGABYTE
"""Bytes of a kept picture: more than the web lets one have."""
_SVG_WITHIN: Final = 1_000
"""Bytes from the beginning in which a drawing in SVG says that it is one."""


class Pictures:
    """Pictures by address. Without `fetch` nothing is ever asked for; without `folder` nothing is kept.

    folder: where they are kept, one file each; made at need, for its owner alone (0700, files 0600)
    limit: bytes that all files together may have; what was not looked at for longest goes first
    """

    def __init__(self, fetch: FetchPicture | None = None, folder: Path | None = None, limit: int = 0) -> None:
        self._fetch = fetch
        self._folder = folder
        self._limit = limit
        self._asks = True

    def use(self, settings: Settings) -> None:
        """Ask for pictures, and keep as many of them, as the settings say."""
        self._asks = settings.pictures != "never"
        self._limit = settings.picture_cache_mb * MEGABYTE

    async def get(self, address: str) -> bytes:
        """Return the file of the picture at `address`, as the site has it.

        Raises FetchError where it cannot be had, PageNotUnderstood where it is no picture.
        """
        if kept := await to_thread(self.kept, address):
            return kept
        if self._fetch is None or not self._asks:
            raise FetchError(tr("这里不联网取图片"), tr("可用浏览器打开原文"))
        try:
            answer = await self._fetch(address)
            if not isinstance(answer, Page):
                raise FetchError(tr("这张图片在网站上已找不到"))
            check(answer.body)
        except (FetchError, PageNotUnderstood) as error:
            _LOG.warning("picture %s: %s", clean_line(address), error)
            raise
        await to_thread(self._keep, address, answer.body)
        return answer.body

    def _file(self, address: str) -> Path | None:
        if self._folder is None:
            return None
        import hashlib  # noqa: PLC0415 - for pictures alone

        return self._folder / hashlib.sha256(address.encode()).hexdigest()

    def kept(self, address: str) -> bytes | None:
        """Return the kept file of the picture at `address`, if it is one, and note that it was looked at."""
        file = self._file(address)
        if file is None:
            return None
        try:
            body = files.read(file, _LARGEST)
            check(body)
            os.utime(file)
        except FileNotFoundError:
            return None
        except (OSError, PageNotUnderstood) as error:
            _LOG.warning("kept picture %s: %s", file.name, error)
            return None
        return body

    def _keep(self, address: str, body: bytes) -> None:
        """Keep `body` whole or not at all; make room for it."""
        file = self._file(address)
        if file is None or len(body) > self._limit:
            return
        try:
            files.write_private(file, body)
            _make_room(file.parent, self._limit)
        except OSError as error:
            _LOG.warning("picture %s is not kept: %s", file.name, error)


def check(body: bytes) -> None:
    """Raise PageNotUnderstood unless `body` begins as a picture of a kind that can be drawn."""
    if body.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM")):
        return
    if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        return
    if b"<svg" in body[:_SVG_WITHIN]:
        raise PageNotUnderstood(tr("这是 SVG 图，不在终端里画"), missing=(tr("图片"),))
    raise PageNotUnderstood(tr("这个网址给的不是图片"), missing=(tr("图片"),))


def _make_room(folder: Path, limit: int) -> None:
    """Delete files of `folder`, the one that was not looked at for longest first, down to `limit` bytes."""
    files: list[tuple[int, int, str]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            # Another reader may be making room at the same time.
            with suppress(FileNotFoundError):
                state = entry.stat(follow_symlinks=False)
                if entry.is_dir(follow_symlinks=False):
                    continue  # none of ours
                files.append((state.st_mtime_ns, state.st_size, entry.path))
    total = sum(size for _, size, _ in files)
    for _, size, path in sorted(files):
        if total <= limit:
            return
        Path(path).unlink(missing_ok=True)
        total -= size
