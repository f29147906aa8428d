"""A book put together in one pass: each article is written and let go of before the next one comes.

What stays in memory of an article is its line in the contents and its entry in the archive, about a
kilobyte. The same articles and pictures give the same bytes. The standard library's zipfile is all
it takes: mkepub, the library for this, keeps every page in a folder of its own first, and stamps a
random identifier and the time of day into each book.
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import BinaryIO, Final
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from zhonggong_reader.clippings.epub import front, markup
from zhonggong_reader.clippings.epub.chapter import chapter
from zhonggong_reader.clippings.epub.package import CONTAINER, About, ncx, package
from zhonggong_reader.model import BEIJING, Article, KeptArticle
from zhonggong_reader.text import clean_line

KeptPicture = Callable[[str], bytes | None]
"""Takes a picture's address; returns its file, if it is on this machine."""

_ROOT: Final = "EPUB/"
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that an archive can give its entries: it tells nothing, and never changes."""
_KINDS: Final = (
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"GIF87a", "gif", "image/gif"),
    (b"GIF89a", "gif", "image/gif"),
)
"""How a file begins, its ending and its media type."""
_OLDEST: Final = datetime(1980, 1, 1, tzinfo=UTC)


def write(kept: Iterable[KeptArticle], out: BinaryIO, *, title: str, picture: KeptPicture) -> int:
    """Write a book of `kept` to `out`, a seekable file; return how many articles are in it.

    An empty `title` leaves the book that of its only article. Pictures that `picture` does not have,
    or that are of a kind which not every reading system shows (EPUB 3.2 Core, section 3: JPEG, PNG
    and GIF are), become links. Raises OSError where `out` cannot be written.
    """
    with ZipFile(out, "w") as archive:
        shelf = _Archive(archive)
        # Its first bytes tell what it is (OCF 3.2, section 4.3).
        shelf.put("mimetype", b"application/epub+zip", ZIP_STORED)
        shelf.put("META-INF/container.xml", CONTAINER)
        shelf.put(_ROOT + "style.css", markup.STYLE)
        pictures = _Pictures(shelf, picture)
        entries: list[front.Entry] = []
        only: Article | None = None
        digest = hashlib.sha256()
        modified = _OLDEST
        for each in kept:
            article = each.article
            entries.append(_entry(article))
            only = article if len(entries) == 1 else None
            modified = max(modified, each.fetched)
            page = chapter(article, pictures.place)
            digest.update(hashlib.sha256(page.encode()).digest())
            shelf.put(_ROOT + front.CHAPTER.format(len(entries)), page)
        title = clean_line(title) or (only.title if only else "剪报")
        digest.update(title.encode())
        about = About(
            identifier=UUID(bytes=digest.digest()[:16], version=5).urn,
            title=title,
            below=front.span(entries),
            newest=max((entry.day for entry in entries if entry.day), default=None),
            modified=modified,
            only=only,
        )
        shelf.put(_ROOT + "cover.xhtml", front.cover_page(title, about.below))
        shelf.put(_ROOT + "cover.svg", front.cover_picture(title, about.below))
        shelf.put(_ROOT + "nav.xhtml", front.contents(entries))
        shelf.put(_ROOT + "toc.ncx", ncx(about, entries))
        shelf.put(_ROOT + "package.opf", package(about, entries, pictures.files))
    return len(entries)


def _entry(article: Article) -> front.Entry:
    return front.Entry(
        article.title, article.published.astimezone(BEIJING).date() if article.published else None
    )


class _Archive:
    """Puts files into an archive whose bytes depend on them alone."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive

    def put(self, name: str, content: str | bytes, how: int = ZIP_DEFLATED) -> None:
        """Add a file."""
        entry = ZipInfo(name, _LONG_AGO)
        entry.compress_type = how
        entry.create_system = 3  # Unix, on every system
        entry.external_attr = 0o644 << 16
        self._archive.writestr(entry, content)


class _Pictures:
    """The pictures of a book, each once, however many articles show it."""

    def __init__(self, shelf: _Archive, picture: KeptPicture) -> None:
        self._shelf = shelf
        self._picture = picture
        self.files: list[tuple[str, str]] = []
        """Path and media type of each, in the order of the book."""
        self._known: set[str] = set()

    def place(self, address: str) -> str | None:
        """Return where the picture stands, seen from an article; None where it is not in the book."""
        body = self._picture(address) or b""
        for beginning, ending, kind in _KINDS:
            if body.startswith(beginning):
                return self._keep(body, ending, kind)
        return None

    def _keep(self, body: bytes, ending: str, kind: str) -> str:
        path = f"pictures/{hashlib.sha256(body).hexdigest()[:32]}.{ending}"
        if path not in self._known:
            self._known.add(path)
            self.files.append((path, kind))
            self._shelf.put(_ROOT + path, body, ZIP_STORED)  # these are compressed already
        return f"../{path}"
