"""Where a query is looked up: the expression that the index understands, and which entries it bounds.

What was typed reaches the index as quoted terms alone. The index may give entries that do not meet the
query, never lacks one that does. Works inside the transaction of whoever calls.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Final

import apsw
from msgspec import Struct

from zhonggong_reader.library.rows import number
from zhonggong_reader.library.search.entries import FIRST, LAST, first_of, last_of
from zhonggong_reader.library.search.terms import (
    CHANNEL,
    EVERY,
    PINYIN,
    SOURCE,
    TITLE,
    is_exact,
    name_term,
    word_terms,
)
from zhonggong_reader.model import BEIJING
from zhonggong_reader.queries import Query, Term
from zhonggong_reader.queries.pinyin import GRAM, spellings

SHELVES: Final = "SELECT shelf FROM listing WHERE headline = ?"


class Plan(Struct, frozen=True):
    """How the index is asked."""

    match: str
    """Gives everything that meets the query."""
    in_title: str | None
    """Gives those of them whose title has all the words that may stand anywhere; None: no such words."""
    first: int
    last: int
    """Numbers of the entries that may meet it."""
    since: int
    until: int
    """Times in microseconds that meet it, both included; the ends of `first` and `last` may not."""
    exact: bool
    """Between those times, `match` gives nothing that does not meet the query."""

    @property
    def dated(self) -> bool:
        """Whether days are asked for."""
        return self.first != FIRST or self.last != LAST


def plan(db: apsw.Connection, query: Query) -> Plan:
    """Return how the index is asked for `query`."""
    wanted = [_expression(db, term) for term in query.terms if not term.excluded]
    # What an entry only seems to have must not exclude it.
    unwanted = [_expression(db, term) for term in query.terms if term.excluded and _is_sure(term)]
    anywhere = query.of_field("any")
    since, until = _times(query.of_field("date"))
    return Plan(
        match=_joined(wanted, unwanted),
        in_title=_joined([*wanted, *(_all(word_terms(term.text), TITLE) for term in anywhere)], unwanted)
        if anywhere
        else None,
        first=FIRST if since == FIRST else first_of(since),
        last=LAST if until == LAST else last_of(until),
        since=since,
        until=until,
        exact=all(_is_sure(term) or (term.field == "date" and not term.excluded) for term in query.terms),
    )


def _joined(wanted: Sequence[str], unwanted: Sequence[str]) -> str:
    expression = " AND ".join(filter(None, wanted)) or _quoted(EVERY)
    return f"({expression}) NOT ({' OR '.join(unwanted)})" if unwanted else expression


def _expression(db: apsw.Connection, term: Term) -> str:
    """Return what an entry has that meets `term`, without regard to its being excluded; empty: anything."""
    match term.field:
        case "any" | "content":
            return _all(word_terms(term.text))
        case "title":
            return _all(word_terms(term.text), TITLE)
        case "source":
            return _all(word_terms(term.text), SOURCE)
        case "channel":
            terms = [*(f"{CHANNEL}{channel}" for channel in channel_ids(db, term.text)), name_term(term.text)]
            return f"({' OR '.join(map(_quoted, terms))})"
        case "pinyin":
            # Letters that spell nothing are sought as they are: they find nothing.
            spelled = spellings(term.text) or [term.text]
            return f"({' OR '.join(map(_spelled, spelled))})"
        case "date":
            return ""


def channel_ids(db: apsw.Connection, name_or_slug: str) -> list[int]:
    """Return the ids of the channels of this name or slug."""
    rows = db.execute(
        "SELECT id FROM channel WHERE name = ?1 OR slug = ?2", (name_or_slug, name_or_slug.strip("/"))
    )
    return [identity for (identity,) in rows]


def named_channels(db: apsw.Connection, query: Query, headline: int, printed: str | None) -> frozenset[str]:
    """Return which of the channels that `query` names have the headline."""
    sought = {term.text: set(channel_ids(db, term.text)) for term in query.terms if term.field == "channel"}
    if not sought:
        return frozenset()
    shelves = {shelf for (shelf,) in db.execute(SHELVES, (headline,)).fetchall()}
    named = name_term(printed or "")
    return frozenset(text for text, ids in sought.items() if ids & shelves or name_term(text) == named)


def _is_sure(term: Term) -> bool:
    """Tell whether what the index says of `term` is all there is to say."""
    match term.field:
        case "any" | "title" | "source":
            return is_exact(term.text)
        case "channel":
            return True
        case "content" | "date" | "pinyin":
            return False


def _spelled(initials: str) -> str:
    """Return what a title has that has characters with these initials."""
    if len(initials) < GRAM:
        return f'"{PINYIN}{initials}" *'
    windows = (initials[start : start + GRAM] for start in range(len(initials) - GRAM + 1))
    return _all(windows, PINYIN)


def _all(terms: Iterable[str], mark: str = "") -> str:
    return f"({' AND '.join(_quoted(mark + term) for term in terms)})"


def _quoted(term: str) -> str:
    return f'"{term}"'


def _times(terms: Iterable[Term]) -> tuple[int, int]:
    """Return the first and the last microsecond of what all of `terms` name."""
    since, until = FIRST, LAST
    for days in filter(None, (term.days for term in terms)):
        if days.since:
            since = max(since, number(datetime.combine(days.since, time(), BEIJING)))
        if days.until:
            end = datetime.combine(days.until, time.max, BEIJING)
            until = min(until, number(end))
    return since, until
