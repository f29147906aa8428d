"""The reader's clippings (剪报): articles taken out of the library, into files of their own.

A file that is there is never written over: what would take its place gets a number behind its name.
"""

import os
import stat
import tempfile
from asyncio import to_thread
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from msgspec import Struct

from zhonggong_reader import clippings, files
from zhonggong_reader.clippings import ENDINGS, Form, KeptPicture
from zhonggong_reader.errors import InputError, LibraryError, reason
from zhonggong_reader.language import tr
from zhonggong_reader.library import Library
from zhonggong_reader.model import BEIJING, Article, Shelf

_MOST: Final = 10_000
"""Files of one name; more is a folder gone wrong."""


class Clipped(Struct, frozen=True):
    """What was taken out."""

    path: Path
    articles: int = 1
    damaged: int = 0
    """How many articles could not be read and are left out."""
    was_there: bool = False
    """The same clipping lay there already."""


class Clippings:
    """Takes articles out of the library `library` into `folder`, which is made at need.

    `picture` gives the pictures that are kept. Raises InputError where the folder or a file in it
    cannot be written.
    """

    def __init__(
        self, library: Library, folder: Path, picture: KeptPicture, now: Callable[[], datetime]
    ) -> None:
        self._library = library
        self._folder = folder
        self._picture = picture
        self._now = now

    def citation(self, article: Article) -> str:
        """Return a reference to `article` (GB/T 7714), as read today."""
        return clippings.citation(article, self._now().astimezone(BEIJING).date())

    def markdown(self, article: Article) -> str:
        """Return the article as Markdown."""
        return clippings.markdown(article)

    async def save(self, article: Article) -> Clipped:
        """Keep the article as Markdown."""
        return await to_thread(self._save, article)

    async def export(self, of: Shelf | Sequence[int], title: str, form: Form = "epub") -> Clipped:
        """Write the kept articles of a list, or those with these ids, into one file that `title` names.

        Raises InputError also where there are none, LibraryError where the list cannot be read.
        """
        return await to_thread(self._export, of, title, form)

    def _save(self, article: Article) -> Clipped:
        content = clippings.markdown(article).encode()
        name = clippings.clipping_name(article)
        with self._explained():
            for path in self._paths(name, "markdown"):
                if not path.exists():
                    break
                if _says(path, content):
                    return Clipped(path, was_there=True)
            _, path = self._anew(name, "markdown", lambda out: out.write(content))
        return Clipped(path)

    def _export(self, of: Shelf | Sequence[int], title: str, form: Form) -> Clipped:
        damaged: list[LibraryError] = []

        def write(out: BinaryIO) -> int:
            kept = self._library.articles.each(of, damaged.append)
            count = clippings.put(kept, form, out, title=title, picture=self._picture)
            if count == 0:
                raise InputError(tr("“{title}”里没有存下的文章", title=title), tr("打开过的文章才存在书库里"))
            return count

        with self._explained():
            count, path = self._anew(clippings.file_name(title), form, write)
        return Clipped(path, count, len(damaged))

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            yield
        except OSError as error:
            raise InputError(
                tr("剪报文件夹 {folder} 写不了：{reason}", folder=self._folder, reason=reason(error)),
                tr("请检查设置 clippings 和磁盘空间"),
            ) from error

    def _anew(self, name: str, form: Form, write: Callable[[BinaryIO], int]) -> tuple[int, Path]:
        """Make a file under the first of its names that is free, whole or not at all.

        Returns what `write` returned, and the file.
        """
        descriptor, draft_name = tempfile.mkstemp(dir=self._folder, prefix=".zhonggong-reader-")
        draft = Path(draft_name)
        try:
            with open(descriptor, "wb") as out:
                answer = write(out)
                out.flush()
                os.fsync(descriptor)
            for path in self._paths(name, form):
                with suppress(FileExistsError), path.open("xb") as held:
                    draft.chmod(stat.S_IMODE(os.fstat(held.fileno()).st_mode))  # that of any new file
                    held.close()
                    draft.replace(path)
                    return answer, path
        finally:
            draft.unlink(missing_ok=True)
        raise InputError(tr("剪报文件夹里名为“{name}”的文件太多了", name=name), tr("请清理一下"))

    def _paths(self, name: str, form: Form) -> Iterator[Path]:
        """Give `name.md`, `name (2).md`, …"""
        yield self._folder / f"{name}{ENDINGS[form]}"
        for number in range(2, _MOST):
            yield self._folder / f"{name} ({number}){ENDINGS[form]}"


def _says(path: Path, content: bytes) -> bool:
    """Tell whether the file at `path` says this; what cannot be read is another one."""
    try:
        return files.read(path, len(content)) == content
    except OSError:
        return False
