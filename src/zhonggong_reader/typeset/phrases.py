"""Where phrases end, by the models of BudouX (zh-hans), where that package is installed.

Only ever a soft cost: the models are right most of the time, and setting must not depend on them.
"""

from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from budoux import Parser

PHRASE_COST: Final = 6
"""A break inside a phrase, in squared cells of slack: as dear as two and a half empty cells."""
HEADLINE_COST: Final = 60
"""The same in a headline, whose lines are meant to be read as phrases."""


@cache
def _parser() -> "Parser | None":
    try:
        from budoux import load_default_simplified_chinese_parser  # noqa: PLC0415 - an extra, and slow
    except ImportError:
        return None
    return load_default_simplified_chinese_parser()


def phrase_starts(text: str) -> frozenset[int] | None:
    """Return the indices where phrases of `text` begin; None where nobody can tell."""
    parser = _parser()
    if parser is None or not text:
        return None
    return frozenset(accumulate((len(phrase) for phrase in parser.parse(text)), initial=0))
