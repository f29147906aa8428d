"""JSON to values. What comes in is hostile: shapes are checked, text is cleaned, sizes are bounded."""

import re
from datetime import UTC, datetime, tzinfo
from typing import Annotated, ClassVar, Final, TypeVar
from urllib.parse import urlsplit

import msgspec

from zhonggong_reader.errors import InputError
from zhonggong_reader.language import tr
from zhonggong_reader.model import (
    BEIJING,
    Article,
    Block,
    KeptArticle,
    Link,
    Paragraph,
    Picture,
    Quote,
    Subheading,
    Table,
    Video,
    length,
)
from zhonggong_reader.text import ARTICLE_LIMIT, Clean, clean, clean_line

PARTS_LIMIT: Final = 50_000
"""Blocks, cells of tables, names and links of an article: whoever opens it waits for each of them."""
ADDRESS_LIMIT: Final = 8_192
"""Characters of an address; RFC 9110 section 4.1 asks for 8,000 at least."""

_Time = Annotated[datetime, msgspec.Meta(tz=True)]


class _ParagraphJson(msgspec.Struct, frozen=True, tag_field="kind", tag="paragraph"):
    text: str
    block: ClassVar = Paragraph


class _SubheadingJson(msgspec.Struct, frozen=True, tag_field="kind", tag="subheading"):
    text: str
    block: ClassVar = Subheading


class _QuoteJson(msgspec.Struct, frozen=True, tag_field="kind", tag="quote"):
    text: str
    block: ClassVar = Quote


class _PictureJson(msgspec.Struct, frozen=True, tag_field="kind", tag="picture"):
    address: str | None = None
    caption: str | None = None
    credit: str | None = None


class _VideoJson(msgspec.Struct, frozen=True, tag_field="kind", tag="video"):
    address: str
    caption: str | None = None


class _TableJson(msgspec.Struct, frozen=True, tag_field="kind", tag="table"):
    rows: list[list[str]]


_BlockJson = _ParagraphJson | _SubheadingJson | _QuoteJson | _PictureJson | _VideoJson | _TableJson


class _LinkJson(msgspec.Struct, frozen=True):
    text: str
    address: str


class _ArticleJson(msgspec.Struct, frozen=True, kw_only=True):
    address: str
    title: str
    channel: str | None = None
    source: str | None = None
    published: _Time | None = None
    original_title: str | None = None
    dateline: str | None = None
    reporters: list[str] = []
    editor: str | None = None
    pages: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 1
    blocks: list[_BlockJson]
    links: list[_LinkJson] = []


class _KeptJson(_ArticleJson, frozen=True, kw_only=True):
    read: bool = False
    starred: bool = False
    fetched: _Time


def article_from_json(value: object) -> Article:
    """Return the article that `value`, a decoded JSON object, says.

    `address`, `title` and `blocks` must be there, other keys may be missing; `characters` is
    counted anew. Blocks without any text are left out. Raises InputError naming the key.
    """
    return _article(_convert(value, _ArticleJson))


def kept_from_json(value: object) -> KeptArticle:
    """Return the article that a line of `export --format jsonl` says, with id 0 and no position.

    Beside what `article_from_json` wants, `fetched` must be there; `read` and `starred` are false
    where they are missing. Raises InputError naming the key.
    """
    form = _convert(value, _KeptJson)
    return KeptArticle(
        id=0,
        article=_article(form),
        fetched=_at(form.fetched, UTC, "fetched"),
        read=form.read,
        starred=form.starred,
        position=None,
    )


def _article(form: _ArticleJson) -> Article:
    if _parts(form) > PARTS_LIMIT:
        raise InputError(
            tr("文章 JSON 有太多块、表格单元和链接，合计不得超过 {parts_limit} 个", parts_limit=PARTS_LIMIT)
        )
    title = clean_line(form.title)
    if not title:
        raise InputError(tr("文章 JSON 的 title 是空的"))
    blocks = tuple(
        block for place, item in enumerate(form.blocks) if (block := _block(item, f"blocks[{place}]"))
    )
    if not blocks:
        raise InputError(tr("文章 JSON 的 blocks 里没有内容"))
    if sum(map(length, blocks)) > ARTICLE_LIMIT:
        raise InputError(
            tr("文章 JSON 的 blocks 太长，合计不得超过 {article_limit} 字", article_limit=ARTICLE_LIMIT)
        )
    return Article(
        address=_address(form.address, "address"),
        title=title,
        channel=_line(form.channel),
        source=_line(form.source),
        published=_at(form.published, BEIJING, "published") if form.published else None,
        original_title=_line(form.original_title),
        dateline=_line(form.dateline),
        reporters=tuple(name for reporter in form.reporters if (name := clean_line(reporter))),
        editor=_line(form.editor),
        pages=form.pages,
        blocks=blocks,
        links=tuple(
            Link(clean(link.text), _address(link.address, f"links[{place}].address"))
            for place, link in enumerate(form.links)
        ),
    )


def _parts(form: _ArticleJson) -> int:
    tables = (block.rows for block in form.blocks if isinstance(block, _TableJson))
    cells = sum(len(row) + 1 for rows in tables for row in rows)
    return len(form.blocks) + cells + len(form.reporters) + len(form.links)


def _block(form: _BlockJson, key: str) -> Block | None:
    """Return the block that `form` says; None where no text is left of it."""
    match form:
        case _PictureJson(address=address, caption=caption, credit=credit):
            known = None if address is None else _address(address, f"{key}.address")
            return Picture(known, _text(caption), _line(credit))
        case _VideoJson(address=address, caption=caption):
            return Video(_address(address, f"{key}.address"), _text(caption))
        case _TableJson(rows=rows):
            cells = tuple(tuple(clean(cell) for cell in row) for row in rows)
            return Table(cells) if any(map(any, cells)) else None
        case _ParagraphJson() | _SubheadingJson() | _QuoteJson():
            text = clean(form.text)
            return form.block(text) if text.strip() else None


def _line(text: str | None) -> Clean | None:
    return (clean_line(text) or None) if text else None


def _text(text: str | None) -> Clean | None:
    return (clean(text) or None) if text else None


def _address(address: str, key: str) -> str:
    try:
        parts = urlsplit(address)
        fit = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fit = False
    if not fit or not address.isprintable():
        raise InputError(tr("文章 JSON 的 {key} 不是 http(s) 网址", key=key))
    if len(address) > ADDRESS_LIMIT:
        raise InputError(
            tr("文章 JSON 的 {key} 超过 {address_limit} 个字符", key=key, address_limit=ADDRESS_LIMIT)
        )
    return address


def _at(when: datetime, zone: tzinfo, key: str) -> datetime:
    try:
        return when.astimezone(zone)
    except OverflowError as error:
        raise InputError(tr("文章 JSON 的 {key} 超出了历法的范围", key=key)) from error


# ── What is wrong with it ────────────────────────────────────────────────────────────────────

_Form = TypeVar("_Form", bound=_ArticleJson)

_MISSING = re.compile(r"missing required field `(?P<key>\w+)`")
_AT = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_WANTED = (
    ("datetime", tr("应为带时区的 ISO 8601 时间")),
    ("RFC3339", tr("应为带时区的 ISO 8601 时间")),
    ("Expected `str", tr("应为字符串")),
    ("Expected `int", tr("应为 1 到 10000 的整数")),
    ("Expected `bool", tr("应为 true 或 false")),
    ("Expected `array", tr("应为列表")),
    ("Expected `object", tr("应为对象")),
    ("Invalid value", tr("不是已知的种类")),
)


def _convert(value: object, form: type[_Form]) -> _Form:
    """Return `value` in the shape of `form`; raises InputError naming the first key that is wrong."""
    try:
        return msgspec.convert(value, form)
    except msgspec.ValidationError as error:
        raise InputError(_explain(str(error))) from error


def _explain(complaint: str) -> str:
    """Turn msgspec's complaint into the key and what it should be, in Chinese."""
    at = _AT.search(complaint)
    path = at["path"] if at else ""
    if missing := _MISSING.search(complaint):
        key = f"{path}.{missing['key']}" if path else missing["key"]
        return tr("文章 JSON 缺少 {key}", key=key)
    wanted = next((words for sign, words in _WANTED if sign in complaint), tr("不合格式"))
    if path:
        return tr("文章 JSON 的 {key} {wanted}", key=path, wanted=wanted)
    return tr("文章 JSON {wanted}", wanted=wanted)
