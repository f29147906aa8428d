"""The site's own search: the address of a question, and the headlines in its answer (JSON).

Tolerant: the answer has had two forms, and its texts carry tags that light up what was searched for.
Tags are read as data and dropped; nothing here is parsed as a page.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import unescape
from typing import Final
from urllib.parse import urlencode

from zhonggong_reader.errors import InputError, PageNotUnderstood
from zhonggong_reader.language import tr
from zhonggong_reader.model import BEIJING, Headline, Page, Piece
from zhonggong_reader.queries import Query, excerpt
from zhonggong_reader.text import Clean, clean_line
from zhonggong_reader.workercn import addresses, limits, moments
from zhonggong_reader.workercn.decode import decode

PAGE_SIZE: Final = 15
"""Headlines of one answer; the site's own page asks for 10 or 15."""
ANSWER_LIMIT: Final = 300
"""Headlines that are taken from one answer, however many it holds."""
REFERER: Final = f"{addresses.HOME}search/result.shtml?siteID=122"
"""The page that asks; the site may answer to no other."""

_ENDPOINT: Final = f"{addresses.HOME}cms/front/search/result"
_SITE_ID: Final = "122"
_CONTENT_LIMIT: Final = 20_000
"""Characters of a text that are looked through for a snippet."""
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]{0,20})(?:\s[^<>]{0,500})?/?>")
_LIGHTS: Final = frozenset(("b", "em", "font", "mark", "span", "strong"))
"""Tags in which the site's platform puts what was searched for."""
_DONE: Final = frozenset(("1", "200", "true", "ok", "success"))
_MILLISECONDS: Final = 10**11
"""A number of seconds above this is one of milliseconds."""


@dataclass(frozen=True, slots=True)
class Result:
    """A headline of an answer, and the words of the article that the answer gives."""

    headline: Headline
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of what the site found."""

    total: int
    """How many there are on all pages."""
    results: tuple[Result, ...]
    """In the site's order, the newest first; each address once. Empty: nothing was found."""

    def more_behind(self, page: int) -> bool:
        """Tell whether pages follow this one, which has number `page` (from 0)."""
        return bool(self.results) and (page + 1) * PAGE_SIZE < self.total


def address(
    query: Query | None,
    *,
    page: int = 0,
    catalogue: str = "",
    since: date | None = None,
    until: date | None = None,
    size: int = PAGE_SIZE,
) -> str:
    """Return the address of a question: page number `page` (from 0) of what `query` finds.

    query: None finds everything, which `catalogue` or days then narrow down
    catalogue: id of a column of the site; empty: all
    since, until: first and last day of publishing, both included; those of `query` come first

    Raises InputError where `query` asks for what the site cannot be asked.
    """
    if query is not None:
        for days in (term.days for term in query.terms if term.days):
            since = max(filter(None, (since, days.since)), default=None)
            until = min(filter(None, (until, days.until)), default=None)
    return f"{_ENDPOINT}?" + urlencode(
        {
            "query": "" if query is None else _words(query),
            "siteID": _SITE_ID,
            "type": "",
            "sort": "publishDate",
            "startDate": since.isoformat() if since else "",
            "endDate": until.isoformat() if until else "",
            "catalogID": catalogue,
            "pageIndex": page,
            "pageSize": size,
        }
    )


def _words(query: Query) -> str:
    """Return the words of `query` as the site takes them: `title:工匠 大会` looks for all in the title."""
    for term in query.terms:
        if term.excluded or term.field in ("channel", "source", "pinyin"):
            raise InputError(tr("网站的搜索不懂“{term}”", term=term), tr("请去掉它，或在书库里找"))
    named = {term.field for term in query.terms if term.field in ("title", "content")}
    if len(named) > 1:
        raise InputError(tr("网站的搜索不能一半在标题、一半在正文里找"), tr("请只用一种，或在书库里找"))
    return "".join(f"{field}:" for field in named) + " ".join(query.words)


def read(page: Page) -> Answer:
    """Return what an answer of the search holds. Raises PageNotUnderstood where it is no such answer."""
    if len(page.body) > limits.PAGE_LIMIT:
        limits.measure(page.body)
    try:
        value = json.loads(decode(page.body, page.content_type))
    except (ValueError, RecursionError) as error:
        raise _odd() from error
    if not isinstance(value, Mapping):
        raise _odd()
    if str(value.get("status", "1")).lower() not in _DONE:
        said = _line(value, "message")
        if said:
            raise PageNotUnderstood(tr("网站的搜索没有成功：{said}", said=said))
        raise PageNotUnderstood(tr("网站的搜索没有成功"), tr("过一会儿再搜"))
    data = value.get("data")
    items = data.get("data") if isinstance(data, Mapping) else data
    if items is None and isinstance(data, Mapping) and _text(data, "total") == "0":
        items = []
    if not isinstance(items, list):
        raise _odd()
    results: dict[str, Result] = {}
    for result in _results(items[:ANSWER_LIMIT]):
        results.setdefault(result.headline.address, result)
    if items and not results:
        raise _odd()
    total = _total(data, value) if isinstance(data, Mapping) else _total(value)
    return Answer(max(total, len(results)), tuple(results.values()))


def _results(items: list[object]) -> Iterator[Result]:
    for item in items:
        if isinstance(item, Mapping) and (headline := _headline(item)):
            yield Result(headline, excerpt(_lit(_text(item, "content") or _text(item, "summary"))))


def _headline(item: Mapping[str, object]) -> Headline | None:
    """Return the headline of an item; None where it names no page of the site, or no title."""
    title = clean_line("".join(piece.text for piece in _lit(_text(item, "title"))))
    where = addresses.canonical(_text(item, "url") or _text(item, "artUrl"))
    if not title or where is None or not addresses.is_site(where):
        return None
    return Headline(
        address=where,
        title=title,
        channel=_line(item, "catalogName"),
        source=_line(item, "source"),
        published=_moment(item) or moments.of_address(where),
    )


def _moment(item: Mapping[str, object]) -> datetime | None:
    """Return the time of an item: printed, or as a number of seconds or milliseconds."""
    day: datetime | None = None
    for name in ("publishDate", "time", "addTime"):
        value = _text(item, name).strip()
        if value.isascii() and value.isdigit() and len(value) in (10, 13):
            seconds = int(value) / (1000 if int(value) > _MILLISECONDS else 1)
            return datetime.fromtimestamp(seconds, UTC).astimezone(BEIJING)
        if moments.has_clock(value):
            return moments.printed(value)
        day = day or moments.printed(value)
    return day


def _lit(text: str) -> tuple[Piece, ...]:
    """Return a text with tags as pieces without: what a lighting tag holds is a hit."""
    pieces: list[Piece] = []
    depth = place = 0
    text = text[:_CONTENT_LIMIT]
    for tag in [*_TAG.finditer(text), None]:
        run = _run(unescape(text[place : tag.start() if tag else len(text)]))
        pieces.append(Piece(run, depth > 0))
        if tag:
            place = tag.end()
            if tag["name"].lower() in _LIGHTS:
                depth = max(0, depth + (-1 if tag["end"] else 1))
    return tuple(piece for piece in pieces if piece.text)


def _run(text: str) -> Clean:
    """Return `text` clean, in one line, with a blank at each end where it has white space there."""
    line = clean_line(text, limit=_CONTENT_LIMIT)
    before = " " if text[:1].isspace() and text[:1] != "\u3000" else ""
    after = " " if line and text[-1:].isspace() and text[-1:] != "\u3000" else ""
    return Clean(f"{before}{line}{after}")


def _text(item: Mapping[str, object], name: str) -> str:
    value = item.get(name)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _line(item: Mapping[str, object], name: str) -> Clean | None:
    pieces = _lit(_text(item, name))
    return clean_line("".join(piece.text for piece in pieces)) or None


def _total(*holders: Mapping[str, object]) -> int:
    """Return how many the answer says there are; 0 where it does not say."""
    for holder in holders:
        value = _text(holder, "total")
        if value.isascii() and value.isdigit() and len(value) < 10:
            return int(value)
    return 0


def _odd() -> PageNotUnderstood:
    return PageNotUnderstood(
        tr("网站搜索的回答看不懂，接口可能已改版"), tr("请稍后再试"), missing=(tr("搜索结果"),)
    )
