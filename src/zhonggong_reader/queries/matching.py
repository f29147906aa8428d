"""Finds words in texts, whatever their case, width and script, and shows them there. Pure.

The oracle of what a search finds: an index only says where it is worth looking.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from zhonggong_reader.model import Piece, is_han
from zhonggong_reader.queries.folding import HAN, fold, tokens
from zhonggong_reader.queries.simplified import SIMPLIFIED, VARIANTS
from zhonggong_reader.text import Clean

SNIPPET_LIMIT: Final = 100
"""Characters of a snippet."""
LEAD: Final = 24
"""Characters of a snippet that stand before its first hit."""
HIT_START: Final = "\x02"
HIT_END: Final = "\x03"
"""What stands round each hit where text is all there is (JSON)."""

# Between two tokens of a phrase: punctuation and blanks, within a passage. Of the ranges of Han characters
# these two alone have places that `\w` does not know. A class with all of them takes a millisecond to
# compile, and a phrase has one for each of its characters.
_BETWEEN: Final = r"(?:(?![\uf900-\ufaff\U00020000-\U000323af])[^\w\n\t]|_)*"
_LETTER: Final = rf"[^\W_{HAN}]"


@lru_cache(256)
def pattern(word: str) -> re.Pattern[str]:
    """Return what finds `word` in a text as it stands there.

    Han characters wherever they follow one another, words and numbers of other scripts as a whole;
    punctuation and blanks in between make no difference. `word` holds a token at least.
    """
    return re.compile(_BETWEEN.join(map(_token, tokens(word))))


def find(words: Iterable[str], text: str, most: int | None = None) -> list[tuple[int, int]]:
    """Return where `words` stand in `text`, each of them at most `most` times.

    These are starts and ends, rising, apart from one another.
    """
    spans = sorted(match.span() for word in words for match in islice(pattern(word).finditer(text), most))
    apart: list[tuple[int, int]] = []
    for start, end in spans:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def mark(text: str, words: Iterable[str], most: int | None = None) -> tuple[Piece, ...]:
    """Return `text`, which is clean, in pieces: where one of `words` stands is a hit, as `find` has it."""
    pieces: list[Piece] = []
    done = 0
    for start, end in find(words, text, most):
        pieces += (Piece(Clean(text[done:start])), Piece(Clean(text[start:end]), True))
        done = end
    return tuple(piece for piece in (*pieces, Piece(Clean(text[done:]))) if piece.text)


def excerpt(pieces: Sequence[Piece], limit: int = SNIPPET_LIMIT) -> tuple[Piece, ...]:
    """Return at most `limit` characters of `pieces` where most hits are, ellipses where they are cut."""
    start = max(0, _densest(pieces, limit - LEAD) - LEAD)
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


def _densest(pieces: Sequence[Piece], room: int) -> int:
    """Return where the hit stands that has the most different hits within `room` characters from it."""
    hits = list(_hits(pieces))
    best, most = 0, 0
    for number, (start, _) in enumerate(hits):
        near = {text for place, text in hits[number : number + room] if place < start + room}
        if len(near) > most:
            best, most = start, len(near)
    return best


def _hits(pieces: Iterable[Piece]) -> Iterator[tuple[int, str]]:
    place = 0
    for piece in pieces:
        if piece.hit:
            yield place, fold(piece.text)
        place += len(piece.text)


def _token(token: str) -> str:
    """Return the pattern of one token: each of its characters in all of its forms."""
    forms = "".join(map(_forms, token))
    return forms if is_han(token[0]) else f"(?<!{_LETTER}){forms}(?!{_LETTER})"


def _forms(character: str) -> str:
    if is_han(character):
        variants = _variants().get(character)
    elif character.isascii():
        wide = chr(ord(character) + 0xFEE0)
        upper = character.upper()
        variants = wide if upper == character else upper + wide + chr(ord(upper) + 0xFEE0)
    else:
        variants = _letters().get(character)
    return f"[{character}{variants}]" if variants else character


@cache
def _variants() -> dict[str, str]:
    """Return, by simplified character, those that are compared as it."""
    variants: dict[str, str] = {}
    for variant, simplified in zip(VARIANTS, SIMPLIFIED, strict=True):
        variants[simplified] = variants.get(simplified, "") + variant
    return variants


@cache
def _letters() -> dict[str, str]:
    """Return, by folded letter or digit, those that are compared as it, outside ASCII and Han."""
    letters: dict[str, str] = {}
    for code in range(0x80, 0x1F000):
        character = chr(code)
        if character.isalnum() and not is_han(character) and (folded := fold(character)) != character:
            letters[folded] = letters.get(folded, "") + character
    return letters
