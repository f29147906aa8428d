"""Books (EPUB) read back part by part with the standard library, and their parts held against each other."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

from zhonggong_reader.clippings import epub
from zhonggong_reader.model import Article, KeptArticle

FETCHED = datetime(2026, 10, 6, 1, 2, 3, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
JPEG = b"\xff\xd8\xff\xe0" + bytes(60)
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
OPS = "{http://www.idpf.org/2007/ops}"


def kept(*articles: Article) -> Iterator[KeptArticle]:
    for number, article in enumerate(articles, 1):
        yield KeptArticle(
            id=number, article=article, fetched=FETCHED, read=False, starred=True, position=None
        )


def nothing(_: str) -> None:
    return None


class Book:
    """A finished book, read back with the standard library's parsers."""

    def __init__(
        self, *articles: Article, title: str = "收藏", picture: Callable[[str], bytes | None] = nothing
    ) -> None:
        self.file = io.BytesIO()
        self.count = epub.write(kept(*articles), self.file, title=title, picture=picture)
        self.archive = zipfile.ZipFile(self.file)
        self.names = self.archive.namelist()
        self.package = self.xml("EPUB/package.opf")

    def xml(self, name: str) -> ElementTree.Element:
        """Return a part as XML; it declares no entity, so the parser cannot be made to expand any."""
        content = self.archive.read(name)
        assert b"<!ENTITY" not in content
        return ElementTree.fromstring(content)

    def chapter(self, number: int = 1) -> ElementTree.Element:
        return self.xml(f"EPUB/text/{number:05}.xhtml")

    def metadata(self, name: str) -> list[str]:
        return [element.text or "" for element in self.package.iter(DC + name)]


def words(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


def check_whole(book: Book) -> None:
    """Hold all parts of `book` against each other, as EPUB 3.2 and OCF 3.2 ask for."""
    first = book.archive.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert book.file.getvalue()[30:58] == b"mimetypeapplication/epub+zip"
    assert book.archive.testzip() is None
    assert len(set(book.names)) == len(book.names)
    assert all(re.fullmatch(r"[A-Za-z0-9_./-]+", name) and ".." not in name for name in book.names)
    [root] = book.xml("META-INF/container.xml").iter(
        "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
    )
    assert root.get("full-path") == "EPUB/package.opf"

    items = {item.get("id"): item for item in book.package.iter(OPF + "item")}
    listed = ["EPUB/" + (item.get("href") or "") for item in items.values()]
    own = {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
    assert sorted(listed) == sorted(set(book.names) - own)
    spine = [item.get("idref") for item in book.package.iter(OPF + "itemref")]
    assert spine == ["cover", "nav", *(f"a{number + 1}" for number in range(book.count))]
    assert set(spine) <= set(items)
    assert [item.get("properties") for item in items.values() if item.get("properties")] == [
        "nav",
        "cover-image",
    ]
    assert book.metadata("identifier")[0].startswith("urn:uuid:")
    assert book.metadata("title") != []
    assert book.metadata("language") == ["zh-CN"]

    pages = [name for name in book.names if name.endswith(".xhtml")]
    for name in pages:
        check_page(book, name, book.xml(name))
    chapters = [f"text/{number + 1:05}.xhtml" for number in range(book.count)]
    nav = book.xml("EPUB/nav.xhtml")
    toc = next(element for element in nav.iter(XHTML + "nav") if element.get(OPS + "type") == "toc")
    assert [link.get("href") for link in toc.iter(XHTML + "a")] == ["cover.xhtml", *chapters]
    points = list(book.xml("EPUB/toc.ncx").iter(NCX + "navPoint"))
    assert [point.get("playOrder") for point in points] == [str(n + 1) for n in range(len(points))]
    assert [c.get("src") for point in points for c in point.iter(NCX + "content")] == [
        "cover.xhtml",
        *chapters,
    ]


def check_page(book: Book, name: str, page: ElementTree.Element) -> None:
    """Nothing active, every link inside the book leads to a part of it, all others to the web."""
    assert page.get("lang") == "zh-CN"
    for element in page.iter():
        assert element.tag.startswith(XHTML)
        assert element.tag.removeprefix(XHTML) not in {"script", "iframe", "object", "embed", "form", "style"}
        assert not [attribute for attribute in element.attrib if attribute.startswith(("on", "style"))]
        target = element.get("href") or element.get("src")
        if target is None:
            continue
        if urlsplit(target).scheme:
            assert target.startswith(("https://", "http://"))
            assert target.isascii()
            assert element.tag == XHTML + "a", "nothing is fetched when a page is opened"
        else:
            assert posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) in book.names
