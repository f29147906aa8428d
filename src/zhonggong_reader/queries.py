"""What a reader searches for, and how hits are shown in what was found. Pure.

Searches nothing itself: the library and the site do, each in its own way.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from msgspec import Struct

from zhonggong_reader.errors import InputError
from zhonggong_reader.language import tr
from zhonggong_reader.model import Piece
from zhonggong_reader.text import Clean, clean_line

Field = Literal["any", "title", "content"]

QUERY_LIMIT: Final = 100
"""Characters of a query; more is a slip of the clipboard."""
SNIPPET_LIMIT: Final = 100
"""Characters of a snippet."""
LEAD: Final = 24
"""Characters of a snippet that stand before its first hit."""
HIT_START: Final = "\x02"
HIT_END: Final = "\x03"
"""What stands round each hit where text is all there is (JSON)."""

_FIELD = re.compile(r"(title|content)\s*[:：]\s*", re.IGNORECASE)


class Query(Struct, frozen=True):
    """What is searched for: all of `words`, in titles, in texts, or in either."""

    words: tuple[Clean, ...]
    """Never empty; none holds a blank."""
    field: Field = "any"

    def __str__(self) -> str:
        """Return the query as the site's search takes it: `title:工匠 大会`."""
        words = " ".join(self.words)
        return words if self.field == "any" else f"{self.field}:{words}"


def parse(typed: str) -> Query:
    """Return what `typed` asks for; `title:` or `content:` before the words names the field.

    Raises InputError where there are no words, or more than QUERY_LIMIT characters.
    """
    line = clean_line(typed)
    if len(line) > QUERY_LIMIT:
        raise InputError(tr("要找的话超过 {query_limit} 个字", query_limit=QUERY_LIMIT), tr("请写得短一些"))
    named = _FIELD.match(line)
    words = tuple(map(Clean, line[named.end() if named else 0 :].split()))
    if not words:
        raise InputError(tr("没有写要找什么"), tr("例如：工匠，或 title:工匠 只找标题"))
    if named is None:
        return Query(words)
    return Query(words, "title" if named[1].lower() == "title" else "content")


def mark(text: str, words: Iterable[str]) -> tuple[Piece, ...]:
    """Return `text`, which is clean, in pieces: each place where one of `words` stands is a hit."""
    # The longest first: 工匠精神 is one hit, also where 工匠 is asked for too.
    wanted = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    pieces = re.split(f"({wanted})", text, flags=re.IGNORECASE) if wanted else [text]
    return tuple(Piece(Clean(piece), bool(number % 2)) for number, piece in enumerate(pieces) if piece)


def excerpt(pieces: Sequence[Piece], limit: int = SNIPPET_LIMIT) -> tuple[Piece, ...]:
    """Return at most `limit` characters of `pieces` round their first hit, ellipses where they are cut."""
    first = next((number for number, piece in enumerate(pieces) if piece.hit), 0)
    start = max(0, sum(len(piece.text) for piece in pieces[:first]) - LEAD)
    kept: list[Piece] = [Piece(Clean("…"))] if start else []
    place = 0
    for piece in pieces:
        text = piece.text[max(0, start - place) : max(0, start + limit - place)]
        place += len(piece.text)
        if text:
            kept.append(Piece(Clean(text), piece.hit))
    return (*kept, Piece(Clean("…"))) if place > start + limit else tuple(kept)


def marked(pieces: Iterable[Piece]) -> str:
    """Return a snippet as one string, each hit between HIT_START and HIT_END."""
    return "".join(f"{HIT_START}{piece.text}{HIT_END}" if piece.hit else piece.text for piece in pieces)


def plain(pieces: Iterable[Piece]) -> Clean:
    """Return a snippet as one string, hits unmarked."""
    return Clean("".join(piece.text for piece in pieces))
