"""Whether a headline with its article meets a query, how well, and which words show it. Pure."""

from collections.abc import Sequence
from datetime import timedelta
from math import exp2
from typing import Final

from msgspec import Struct

from zhonggong_reader.library.rows import moment
from zhonggong_reader.model import BEIJING, Hit, ListedHeadline, Piece
from zhonggong_reader.queries import BREAK, Query, Term, excerpt, find, mark, pattern
from zhonggong_reader.queries.pinyin import Readings, matches
from zhonggong_reader.text import Clean

COUNTED: Final = 50
"""Times that a word is counted in an article; more of it says nothing more."""
TYPICAL: Final = 1_000
"""Characters of a text in which a word that stands once weighs half of what it can."""
TITLE_WEIGHT: Final = 2.0
"""For a title with all the words; being new weighs 1 at most, standing often in the text 1 as well."""
NAMED_WEIGHT: Final = 0.5
"""For one of the words in the title."""
FRESHNESS: Final = timedelta(days=180) // timedelta(microseconds=1)
"""Microseconds in which the weight of being new halves."""


class Candidate(Struct, frozen=True):
    """What is known of a headline that may meet the query."""

    listed: ListedHeadline
    time: int
    """Its place in the lists, in microseconds."""
    texts: tuple[str, ...]
    """Passages of its article."""
    in_channels: frozenset[str]
    """Which of the channels that the query names have it."""


class Judged(Struct, frozen=True):
    """A headline that meets the query."""

    hit: Hit
    in_title: bool
    """All words that may stand anywhere stand in the title."""
    weight: float
    """How often and where the words stand, 0 and above."""
    time: int


def judge(query: Query, candidate: Candidate, readings: Readings) -> Judged | None:
    """Return how `candidate` meets `query`; None where it does not."""
    title, text = candidate.listed.headline.title, BREAK.join(candidate.texts)
    if not all(_meets(term, candidate, text, readings) is not term.excluded for term in query.terms):
        return None
    anywhere = [pattern(term.text) for term in query.of_field("any")]
    words = query.words
    in_title = bool(anywhere) and all(each.search(title) for each in anywhere)
    named = sum(bool(pattern(word).search(title)) for word in words)
    of_words = sum(_frequency(word, text) for word in words) + NAMED_WEIGHT * named
    weight = TITLE_WEIGHT * in_title + of_words / max(1, len(words))
    snippet = excerpt(mark(text, words, COUNTED)) if text else ()
    pieces = tuple(Piece(Clean(piece.text.replace(BREAK, " ")), piece.hit) for piece in snippet)
    return Judged(Hit(candidate.listed, pieces), in_title, weight, candidate.time)


def ranked(judged: Sequence[Judged]) -> list[Hit]:
    """Return the hits, the best first: by what they say, and by how new they are beside the newest."""
    newest = max((each.time for each in judged), default=0)
    order = sorted(
        judged,
        key=lambda one: (one.weight + exp2((one.time - newest) / FRESHNESS), one.time, one.hit.listed.id),
        reverse=True,
    )
    return [each.hit for each in order]


def _frequency(word: str, text: str) -> float:
    """Return 0 where `word` does not stand in `text`, and up to 1 the more often it does."""
    count = len(find((word,), text, COUNTED))
    return count / (count + max(0.5, len(text) / TYPICAL)) if count else 0.0


def _meets(term: Term, candidate: Candidate, text: str, readings: Readings) -> bool:
    """Tell whether `candidate` is as `term` says, without regard to its being excluded."""
    title = candidate.listed.headline.title
    match term.field:
        case "channel":
            return term.text in candidate.in_channels
        case "date":
            day = moment(candidate.time, BEIJING).date()
            return term.days is not None and term.days.has(day)
        case "pinyin":
            return matches(term.text, title, readings)
    looked_at = {
        "any": (title, text),
        "title": (title,),
        "content": (text,),
        "source": (candidate.listed.headline.source or "",),
    }
    return any(map(pattern(term.text).search, looked_at[term.field]))
