"""The words of a text that was changed: which stayed, which went, which came.

Han characters count one by one, words and numbers of other scripts as wholes: of 2025 and 2026 nothing
is common. What is common by chance (的 between two rewritten phrases) counts as rewritten, and what
could stand at several places stands at the marks of a sentence.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal

from msgspec import Struct

from zhonggong_reader.collation.alignment import align
from zhonggong_reader.text import Clean

RunKind = Literal["kept", "removed", "added"]

_TOKEN: Final = re.compile(
    r"[0-9A-Za-z]+(?:[.,:'’%\-][0-9A-Za-z]+)*"  # words and numbers with their signs
    r"|.[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff\U0001f3fb-\U0001f3ff]*",
    re.DOTALL,
)
_SENTENCE: Final = "。！？；…\n"
_PHRASE: Final = "，、：）》」』】〕”’"
_OPENING: Final = "（《「『【〔“‘"


LEAST_COMMON: Final = 0.2
"""How much of the longer text must have stayed, for anything to be called the same."""

WORD: Final = 3
"""Tokens of a stretch that stayed, up to which it may be a word common to two phrases by chance."""


class Run(Struct, frozen=True):
    """Words of a text that stayed, went or came."""

    text: Clean
    kind: RunKind = "kept"


class _Edit(Struct):
    """What was put in place of what, and what stayed behind it. Tokens."""

    removed: list[str]
    added: list[str]
    kept: list[str]


def compare(before: str, after: str) -> tuple[Run, ...]:
    """Return the words of both texts in order; what went stands before what came in its place."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    edits = _without_chance(_edits(old, new))
    if sum(len(edit.kept) for edit in edits) < LEAST_COMMON * max(len(old), len(new)):
        edits = [_Edit(old, new, [])]
    _to_marks(edits)
    return tuple(_runs(edits))


def _edits(before: Sequence[str], after: Sequence[str]) -> list[_Edit]:
    """Return the way from one text to the other; the first edit is empty where both begin alike."""
    edits = []
    x = y = 0
    for common in align(before, after):
        edits.append(
            _Edit(
                list(before[x : common.before]),
                list(after[y : common.after]),
                list(before[common.before : common.before + common.length]),
            )
        )
        x, y = common.before + common.length, common.after + common.length
    edits.append(_Edit(list(before[x:]), list(after[y:]), []))
    return edits


def _without_chance(edits: Sequence[_Edit]) -> list[_Edit]:
    """Join edits between which less stayed than was rewritten around it.

    A mark that ends a sentence is never common by chance.
    """
    joined: list[_Edit] = []
    for edit in edits:
        joined.append(edit)
        while len(joined) > 1 and _is_chance(joined[-2], joined[-1]):
            last = joined.pop()
            between = joined[-1].kept
            joined[-1] = _Edit(
                joined[-1].removed + between + last.removed,
                joined[-1].added + between + last.added,
                last.kept,
            )
    return joined


def _is_chance(edit: _Edit, following: _Edit) -> bool:
    kept = len(edit.kept)
    before, behind = (max(len(each.removed), len(each.added)) for each in (edit, following))
    is_less = kept <= before and kept <= behind
    is_a_word = kept <= WORD and 2 * kept <= before + behind
    return kept > 0 and bool(before and behind) and (is_less or is_a_word) and not _ends_sentence(edit.kept)


def _ends_sentence(tokens: Sequence[str]) -> bool:
    return any(mark in tokens for mark in _SENTENCE)


def _to_marks(edits: Sequence[_Edit]) -> None:
    """Move what only came or only went along equal words to where it is a sentence or a phrase."""
    for before, edit in pairwise(edits):
        if bool(edit.removed) == bool(edit.added):
            continue
        moving = edit.removed or edit.added
        text = [*before.kept, *moving, *edit.kept]
        start, length = len(before.kept), len(moving)
        while start and text[start - 1] == text[start + length - 1]:
            start -= 1
        best, best_score = start, _score(text, start, start + length)
        while start + length < len(text) and text[start] == text[start + length]:
            start += 1
            if (score := _score(text, start, start + length)) >= best_score:
                best, best_score = start, score
        before.kept, moving[:], edit.kept = text[:best], text[best : best + length], text[best + length :]


def _score(text: Sequence[str], start: int, end: int) -> int:
    """Tell how well a stretch of `text` ends at marks on both sides: higher is better."""
    return _seam(text, start) + _seam(text, end)


def _seam(text: Sequence[str], place: int) -> int:
    if place in (0, len(text)):
        return 4
    if text[place - 1] in _SENTENCE:
        return 3
    return 2 if text[place - 1] in _PHRASE or text[place] in _OPENING else 0


def _runs(edits: Sequence[_Edit]) -> Iterator[Run]:
    for edit in edits:
        parts: tuple[tuple[list[str], RunKind], ...] = (
            (edit.removed, "removed"),
            (edit.added, "added"),
            (edit.kept, "kept"),
        )
        for tokens, kind in parts:
            if tokens:
                yield Run(Clean("".join(tokens)), kind)
