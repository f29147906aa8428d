"""What a reader searches for, when a text has it, and how hits are shown in what was found. Pure.

Searches nothing itself: the library and the site do, each in its own way.
"""

from zhonggong_reader.queries.days import Days
from zhonggong_reader.queries.folding import BREAK, fold, tokens
from zhonggong_reader.queries.language import QUERY_LIMIT, Field, Query, Term, parse
from zhonggong_reader.queries.matching import (
    HIT_END,
    HIT_START,
    LEAD,
    SNIPPET_LIMIT,
    excerpt,
    find,
    mark,
    marked,
    pattern,
    plain,
)

__all__ = [
    "BREAK",
    "HIT_END",
    "HIT_START",
    "LEAD",
    "QUERY_LIMIT",
    "SNIPPET_LIMIT",
    "Days",
    "Field",
    "Query",
    "Term",
    "excerpt",
    "find",
    "fold",
    "mark",
    "marked",
    "parse",
    "pattern",
    "plain",
    "tokens",
]
