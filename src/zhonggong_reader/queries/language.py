"""What a reader types into a search, as a value. Pure.

    工匠 大会            all of the words, in the title or in the text
    "machine learning"  a phrase with blanks; “ ” 「」 『』 too
    -大会               without
    title:工匠           in the title; content: in the text, channel: and source: of these
    date:2026-10        of a year, a month, a day; date:2026-09..2026-10, date:2026-09..
    pinyin:dggj         a title by its pinyin, whole or by initials

A field stands before one word or one phrase. Each has a Chinese name as well, full-width forms are as
good as half-width ones, and nothing else means anything: what is typed is never the syntax of another
program.
"""

import re
from typing import Final, Literal

from msgspec import Struct

from zhonggong_reader.errors import InputError
from zhonggong_reader.language import tr
from zhonggong_reader.queries.days import Days, parse_days
from zhonggong_reader.queries.folding import tokens
from zhonggong_reader.text import Clean, clean_line

Field = Literal["any", "title", "content", "channel", "source", "date", "pinyin"]

QUERY_LIMIT: Final = 200
"""Characters of a query; more is a slip of the clipboard."""

_FIELDS: Final[dict[str, Field]] = {
    "title": "title",
    "标题": "title",
    "content": "content",
    "正文": "content",
    "channel": "channel",
    "频道": "channel",
    "source": "source",
    "来源": "source",
    "date": "date",
    "日期": "date",
    "pinyin": "pinyin",
    "拼音": "pinyin",
}
_ITEM: Final = (
    r"(?P<minus>[-－](?=\S))?"
    rf"(?:(?P<field>{'|'.join(_FIELDS)})\s*[:：]\s*)?"
    r"(?:\"(?P<a>[^\"]*)\"?|“(?P<b>[^”]*)”?|「(?P<c>[^」]*)」?|『(?P<d>[^』]*)』?|(?P<e>\S+))?\s*"
)
"""What a query consists of; compiled with the first of them."""
_QUOTES: Final = '["“”「」『』]'
_LOOKS_LIKE_MORE: Final = rf"[-－]|(?:{'|'.join(_FIELDS)})\s*[:：]"
_LETTERS: Final = "[a-zv]+"
_EXAMPLES: Final[dict[Field, str]] = {
    "title": "工匠",
    "content": "工匠",
    "channel": "评论",
    "source": "工人日报",
    "date": "2026-10",
    "pinyin": "dggj",
}


class Term(Struct, frozen=True):
    """One condition of a query."""

    text: Clean
    """As typed, without quotation marks."""
    field: Field = "any"
    excluded: bool = False
    """What is found must not meet it."""
    days: Days | None = None
    """Of a date: what `text` names."""

    def __str__(self) -> str:
        """Return it as it could be typed."""
        is_plain = not re.search(r"\s", self.text) and not re.match(
            _LOOKS_LIKE_MORE, self.text, re.IGNORECASE
        )
        text = self.text if is_plain else f'"{self.text}"'
        return "-" * self.excluded + (text if self.field == "any" else f"{self.field}:{text}")


class Query(Struct, frozen=True):
    """What is searched for: what meets all of `terms`, of which there is one at least."""

    terms: tuple[Term, ...]

    def __str__(self) -> str:
        """Return the query as it could be typed; parsed again, it is the same."""
        return " ".join(map(str, self.terms))

    @property
    def words(self) -> tuple[Clean, ...]:
        """What is to be seen in what was found: the words of title and text."""
        seen = ("any", "title", "content")
        return tuple(term.text for term in self.terms if term.field in seen and not term.excluded)

    @property
    def by_pinyin(self) -> "Query | None":
        """The query of one word of letters, taken as pinyin; None where it is none."""
        term = self.terms[0]
        if len(self.terms) > 1 or term.field != "any" or term.excluded:
            return None
        letters = "".join(tokens(term.text)).replace("ü", "v")
        return (
            Query((Term(Clean(letters), "pinyin"),))
            if len(letters) > 1 and re.fullmatch(_LETTERS, letters)
            else None
        )

    def of_field(self, field: Field, *, excluded: bool = False) -> tuple[Term, ...]:
        """Return the terms of `field`."""
        return tuple(term for term in self.terms if term.field == field and term.excluded is excluded)


def parse(typed: str) -> Query:
    """Return what `typed` asks for.

    Words of punctuation alone are passed over. Raises InputError where nothing is left, where a field
    has no word or a date is none, and for more than QUERY_LIMIT characters.
    """
    line = clean_line(typed, limit=QUERY_LIMIT + 1)
    if len(line) > QUERY_LIMIT:
        raise InputError(tr("要找的话超过 {query_limit} 个字", query_limit=QUERY_LIMIT), tr("请写得短一些"))
    terms: dict[Term, None] = {}
    pattern = re.compile(_ITEM, re.IGNORECASE)
    place = 0
    while place < len(line):
        item = pattern.match(line, place)
        if item is None or item.end() == place:
            break
        place = item.end()
        if term := _term(item):
            terms[term] = None
    if not terms:
        raise InputError(tr("没有写要找什么"), tr("例如：工匠，或 title:工匠 -大会 date:2026-10"))
    return Query(tuple(terms))


def _term(item: re.Match[str]) -> Term | None:
    """Return what an item asks for; None where it is punctuation alone. Raises InputError."""
    written = next((item[group] for group in "abcde" if item[group] is not None), "")
    text = clean_line(re.sub(_QUOTES, " ", written))
    excluded = item["minus"] is not None
    field = _FIELDS[item["field"].lower()] if item["field"] else "any"
    if not tokens(text):
        if field == "any":
            return None
        raise InputError(
            tr("“{field}:”后面没有写要找什么", field=item["field"]),
            tr("例如：{example}", example=f"{item['field']}:{_EXAMPLES[field]}"),
        )
    if field == "date":
        return Term(text, field, excluded, parse_days(text))
    if field == "pinyin":
        letters = "".join(tokens(text)).replace("ü", "v")
        if not re.fullmatch(_LETTERS, letters):
            raise InputError(tr("“{typed}”不是拼音", typed=text), tr("只写字母，例如：pinyin:dggj"))
        return Term(Clean(letters), field, excluded)
    return Term(text, field, excluded)
