"""An article as a page of the book."""

from collections.abc import Callable, Iterator

from zhonggong_reader.clippings.epub.markup import attribute, page, text
from zhonggong_reader.clippings.targets import web_target
from zhonggong_reader.model import (
    BEIJING,
    Article,
    Block,
    Paragraph,
    Picture,
    Quote,
    Subheading,
    Table,
    Video,
)

Placed = Callable[[str], str | None]
"""Takes a picture's address; returns where in the book it stands, seen from the page, if it does."""


def chapter(article: Article, placed: Placed) -> str:
    """Return the XHTML of `article`, which stands one folder below the style sheet."""
    body = "\n".join(
        (
            *("<article>", "<header>", *_header(article), "</header>"),
            *(markup for block in article.blocks if (markup := _block(block, placed))),
            *("<footer>", *_footer(article), "</footer>", "</article>"),
        )
    )
    return page(article.title, body, kind="bodymatter chapter", up="../")


def _header(article: Article) -> Iterator[str]:
    if article.kicker:
        yield f'<p class="kicker">{text(article.kicker)}</p>'
    yield f"<h1>{text(article.title)}</h1>"
    if article.original_title and article.original_title != article.title:
        yield f'<p class="facts">原标题：{text(article.original_title)}</p>'
    published = f"{article.published.astimezone(BEIJING):%Y-%m-%d %H:%M}" if article.published else None
    if facts := [text(word) for word in (article.channel, article.source, published) if word]:
        yield f'<p class="facts">{" · ".join(facts)}</p>'


def _footer(article: Article) -> Iterator[str]:
    if article.editor:
        yield f"<p>责任编辑：{text(article.editor)}</p>"
    if links := [_link(link.text.strip() or link.address, link.address) for link in article.links]:
        yield f"<ul>{''.join(f'<li>{link}</li>' for link in links)}</ul>"
    yield f"<p>原文：{_link(article.address, article.address)}</p>"


def _block(block: Block, placed: Placed) -> str:
    match block:
        case Paragraph(words):
            return f"<p>{_lines(words)}</p>"
        case Subheading(words):
            return f"<h2>{_lines(words)}</h2>"
        case Quote(words):
            lines = "".join(f"<p>{text(line)}</p>" for line in words.split("\n") if line.strip())
            return f"<blockquote>{lines}</blockquote>"
        case Picture(address, caption, credit):
            return _picture(address, "　".join(filter(None, (caption, credit))), placed)
        case Video(address, caption):
            return f'<p class="film">{_link(f"视频：{caption}" if caption else "视频", address)}</p>'
        case Table(rows):
            return _table(rows)


def _picture(address: str | None, words: str, placed: Placed) -> str:
    """Return a picture that is in the book, else a link to where it is, with its caption."""
    inside = placed(address) if address else None
    if inside:
        shown = f"<img src={attribute(inside)} alt={attribute(words or '图片')}/>"
    else:
        shown = f'<p class="film">{_link("图片", address)}</p>' if web_target(address) else ""
    caption = f"<figcaption>{_lines(words)}</figcaption>" if words else ""
    return f"<figure>{shown}{caption}</figure>" if shown or caption else ""


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    columns = max(map(len, rows), default=0)
    if columns == 0:
        return ""
    cells = (
        "".join(f"<td>{_lines(cell)}</td>" for cell in (*row, *[""] * (columns - len(row)))) for row in rows
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _link(words: str, address: str | None) -> str:
    target = web_target(address)
    return f"<a href={attribute(target)}>{text(words)}</a>" if target else text(words)


def _lines(words: str) -> str:
    return "<br/>".join(text(line) for line in words.strip("\n").split("\n"))
