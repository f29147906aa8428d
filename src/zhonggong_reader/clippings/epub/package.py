"""The files that list what is in a book: the package document (EPUB 3.2) and the NCX of EPUB 2."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Final

from msgspec import Struct

from zhonggong_reader.clippings.epub.front import CHAPTER, Entry
from zhonggong_reader.clippings.epub.markup import LANGUAGE, attribute, text
from zhonggong_reader.clippings.targets import web_target
from zhonggong_reader.model import Article

CONTAINER: Final = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
"""META-INF/container.xml: says where the package document is."""

_ACCESSIBILITY: Final = """\
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityHazard">none</meta>"""


class About(Struct, frozen=True):
    """What the package says of the whole book."""

    identifier: str
    """`urn:uuid:…`: the same for the same articles."""
    title: str
    below: str
    """From when to when the articles are, and how many."""
    newest: date | None
    """The day of the newest of them, by Beijing's calendar; None: no page says when it is from."""
    modified: datetime
    """When the newest of them was fetched."""
    only: Article | None
    """The one article that is in it; None: there are none or several."""


def package(about: About, entries: Sequence[Entry], pictures: Sequence[tuple[str, str]]) -> str:
    """Return the package document. `pictures`: path and media type of each."""
    numbers = range(1, len(entries) + 1)
    chapters = "\n".join(
        f'<item id="a{n}" href={attribute(CHAPTER.format(n))} media-type="application/xhtml+xml"/>'
        for n in numbers
    )
    shown = "\n".join(
        f'<item id="p{n}" href={attribute(path)} media-type={attribute(kind)}/>'
        for n, (path, kind) in enumerate(pictures, 1)
    )
    spine = "\n".join(f'<itemref idref="a{n}"/>' for n in numbers)
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book" xml:lang="{LANGUAGE}"\
 prefix="schema: http://schema.org/">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="book">{text(about.identifier)}</dc:identifier>
<dc:title>{text(about.title)}</dc:title>
<dc:language>{LANGUAGE}</dc:language>
{_facts(about)}
<meta property="dcterms:modified">{about.modified.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</meta>
<meta name="cover" content="cover-picture"/>
{_ACCESSIBILITY}
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="style" href="style.css" media-type="text/css"/>
<item id="cover-picture" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>
<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
{chapters}
{shown}
</manifest>
<spine toc="ncx">
<itemref idref="cover"/>
<itemref idref="nav"/>
{spine}
</spine>
</package>
"""


def _facts(about: About) -> str:
    """Return the lines of metadata that not every book has."""
    facts = [("date", str(about.newest or "")), ("publisher", "中工网"), ("description", about.below)]
    if article := about.only:
        facts = [
            *(("creator", name) for name in article.reporters),
            facts[0],
            ("publisher", article.source or "中工网"),
            ("source", web_target(article.address) or ""),
        ]
    return "\n".join(f"<dc:{name}>{text(value)}</dc:{name}>" for name, value in facts if value)


def ncx(about: About, entries: Sequence[Entry]) -> str:
    """Return the table of contents for reading systems that know EPUB 2 alone."""
    places = [("封面", "cover.xhtml"), *((e.title, CHAPTER.format(n)) for n, e in enumerate(entries, 1))]
    points = "\n".join(
        f'<navPoint id="n{n}" playOrder="{n}"><navLabel><text>{text(title)}</text></navLabel>'
        f"<content src={attribute(path)}/></navPoint>"
        for n, (title, path) in enumerate(places, 1)
    )
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{LANGUAGE}">
<head>
<meta name="dtb:uid" content={attribute(about.identifier)}/>
<meta name="dtb:depth" content="1"/>
<meta name="dtb:totalPageCount" content="0"/>
<meta name="dtb:maxPageNumber" content="0"/>
</head>
<docTitle><text>{text(about.title)}</text></docTitle>
<navMap>
{points}
</navMap>
</ncx>
"""
