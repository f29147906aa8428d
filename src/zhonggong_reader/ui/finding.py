"""Where the words of a search stand in an article, in the places that all reading modes share. Pure."""

from bisect import bisect_right
from collections.abc import Sequence

from zhonggong_reader import queries, typeset
from zhonggong_reader.model import Article, Position
from zhonggong_reader.ui.copying import Span


def find(article: Article, words: Sequence[str]) -> tuple[Span, ...]:
    """Return where `words` stand in `article`, in the order of reading."""
    return tuple(
        (Position(block, start), Position(block, end))
        for block in range(-1, len(article.blocks))
        for start, end in queries.find(words, typeset.source_of(article, block))
    )


class Found:
    """The hits of the open article, and at which of them one is."""

    def __init__(self, spans: Sequence[Span] = ()) -> None:
        self.spans = tuple(spans)
        self.at: int | None = None
        """Number of the hit that was gone to last; None: to none yet."""
        self._starts = [(start.block, start.offset) for start, _ in self.spans]

    def number_at(self, block: int, offset: int) -> int | None:
        """Return the number of the hit to which a character of the source belongs."""
        number = bisect_right(self._starts, (block, offset)) - 1
        if number < 0:
            return None
        _, end = self.spans[number]
        return number if (block, offset) < (end.block, end.offset) else None

    def step(self, step: int, place: Position) -> int | None:
        """Go on to the next hit (1) or back to the one before (-1), round the end; return its number.

        The first step leads to the first hit from `place` on, or before it. None: there is no hit.
        """
        if not self.spans:
            return None
        if self.at is None:
            here = bisect_right(self._starts, (place.block, place.offset - 1))
            self.at = here - 1 if step < 0 else here
        else:
            self.at += step
        self.at %= len(self.spans)
        return self.at
