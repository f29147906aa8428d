"""Where a query is looked up: the expression that the index understands, and which entries it bounds.

What was typed reaches the index as quoted terms alone. The index may give entries that do not meet the
query, never lacks one that does. Works inside the transaction of whoever calls.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

import apsw
from msgspec import Struct

from zhonggong_reader.library.rows import moment, number
from zhonggong_reader.library.search.entries import FIRST, LAST, first_of, last_of, time_of
from zhonggong_reader.library.search.terms import (
    CHANNEL,
    EVERY,
    PINYIN,
    SOURCE,
    TITLE,
    day_terms,
    is_exact,
    name_term,
    threes,
    word_terms,
)
from zhonggong_reader.model import BEIJING
from zhonggong_reader.queries import Query, Term
from zhonggong_reader.queries.pinyin import GRAM, spellings

FEW: Final = timedelta(days=120)
"""Days that are looked up one by one, or by the month. Of more, those are left out that stand beside them: an
entry's number tells a hundred days."""
_ONE: Final = timedelta(days=1)

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
    exact: bool
    """Between those numbers, `match` gives nothing that does not meet the query."""


def plan(db: apsw.Connection, query: Query) -> Plan:
    """Return how the index is asked for `query`."""
    wanted = [_expression(db, term) for term in query.terms if not term.excluded]
    # What an entry only seems to have must not exclude it.
    unwanted = [_expression(db, term) for term in query.terms if term.excluded and _is_sure(term)]
    anywhere = query.of_field("any")
    since, until = _days(query.of_field("date"))
    first = first_of(number(datetime.combine(since, time(), BEIJING))) if since else FIRST
    last = last_of(number(datetime.combine(until, time.max, BEIJING))) if until else LAST
    if since and until and until - since <= FEW:
        # No days in common: no entry stands between the two numbers.
        wanted += filter(None, [_any(day_terms(since, until))])
        last = last if since <= until else FIRST
    else:
        unwanted += filter(None, [_any(_beside(since, until, first, last))])
    return Plan(
        match=_joined(wanted, unwanted),
        in_title=_joined([*wanted, *(_all(word_terms(term.text), TITLE) for term in anywhere)], unwanted)
        if anywhere
        else None,
        first=first,
        last=last,
        exact=all(_is_sure(term) or (term.field == "date" and not term.excluded) for term in query.terms),
    )


def _joined(wanted: Sequence[str], unwanted: Sequence[str]) -> str:
    expression = " AND ".join(filter(None, wanted)) or _quoted(EVERY)
    return f"({expression}) NOT ({' OR '.join(unwanted)})" if unwanted else expression


def _expression(db: apsw.Connection, term: Term) -> str:
    """Return what an entry has that meets `term`, without regard to its being excluded; empty: anything."""
    match term.field:
        case "any" | "content":
            return _all([*word_terms(term.text), *threes(term.text)])
        case "title":
            return _all(word_terms(term.text), TITLE)
        case "source":
            return _all(word_terms(term.text), SOURCE)
        case "channel":
            terms = [*(f"{CHANNEL}{channel}" for channel in channel_ids(db, term.text)), name_term(term.text)]
            return _any(terms)
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


def _any(terms: Sequence[str]) -> str:
    """Return what an entry has that has one of `terms`; empty for none."""
    return f"({' OR '.join(map(_quoted, terms))})" if terms else ""


def _quoted(term: str) -> str:
    return f'"{term}"'


def _days(terms: Iterable[Term]) -> tuple[date | None, date | None]:
    """Return the first and the last day of those that all of `terms` name; None: from or to any."""
    named = [term.days for term in terms if term.days]
    since = max((days.since for days in named if days.since), default=None)
    until = min((days.until for days in named if days.until), default=None)
    return since, until


def _beside(since: date | None, until: date | None, first: int, last: int) -> list[str]:
    """Return the terms of days that nobody asks for and that entries between these numbers may have."""
    found = []
    if since:
        found += day_terms(_day(time_of(first)), since - _ONE) if since > date.min else []
    if until:
        found += day_terms(until + _ONE, _day(time_of(last + 1))) if until < date.max else []
    return found


def _day(microseconds: int) -> date:
    return moment(microseconds, BEIJING).date()
