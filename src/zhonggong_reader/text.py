"""The one entrance for text from outside: `clean()` makes it fit for a terminal.

Knows nothing of markup, HTML or widths. What passes holds no control character, no invisible
character that could reorder or hide text, no lone surrogate, and no more than a bounded size;
the bytes of a page are kept as they came, so cleaning loses nothing for good.
"""

import re
import unicodedata
from functools import cache
from typing import Final, NewType

Clean = NewType("Clean", str)
"""Text that went through `clean()` or `clean_line()`: safe to bind, to store, and to show as `displayed`."""

TITLE_LIMIT: Final = 300
"""Characters of a one-line field: a headline, a source, a name."""
BLOCK_LIMIT: Final = 65_536
"""Characters of one block of an article."""
ARTICLE_LIMIT: Final = 5_000_000
"""Characters of all blocks of an article together."""
MARKS_LIMIT: Final = 3
"""Combining marks on one base character; more is a stack that paints over other lines."""
JOINS_LIMIT: Final = 3
"""Emoji that a ZWJ sequence joins to its first one: no sequence of Unicode has more (a family of four)."""

_ELLIPSIS: Final = "…"

_NEWLINES = re.compile("\r\n?|[\x85\u2028\u2029]")
_SPACES = re.compile("[\t\xa0]")
_JOINER: Final = "\u200d"
"""ZERO WIDTH JOINER: kept where it joins emoji, because it is meaning there; shown nowhere."""
_UNFIT = re.compile(
    "["
    "\x00-\x09\x0b-\x1f\x7f-\x9f"  # C0 but newline, DEL, C1
    "\xad\u034f\u061c"  # soft hyphen, grapheme joiner, Arabic letter mark
    "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2"  # format signs of Arabic and Syriac
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # fillers, Khmer and Mongolian selectors
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f"  # zero width, bidi controls
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"  # fillers, selectors, BOM
    "\ud800-\udfff"  # lone surrogates
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"  # tags, ideographic selectors
    "]"
)
_LINE_BLANKS = re.compile("[ \n]+")
_TONE = "[\U0001f3fb-\U0001f3ff]?"
_JOINED = re.compile(f"{_JOINER}.?{_TONE}")
# What most text consists of, and cleaning leaves as it is: ASCII without controls, Han, Chinese punctuation.
_SOUND = re.compile("[ -~\u00b7\u2014\u2018-\u201d\u2026\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e]*")


# Compiled with the first text from outside: a class of most characters takes four milliseconds.
@cache
def _marks() -> re.Pattern[str]:
    """Match a character outside the ranges in which nothing combines and NFC changes nothing."""
    return re.compile(
        "[^\x00-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u2328\u232b-\u2adb\u2add-\u2bff\u3000-\u3029\u3030-\u3098\u309b-\ua4cf"
        "\uac00-\ud7a3\ue000-\uf8ff\uff00-\uffef\U0001f300-\U0001faff\U00020000-\U0002f7ff\U0002fa20-\U000323af]"
    )


@cache
def _joins() -> re.Pattern[str]:
    """Match a ZWJ sequence of emoji as `sequence` (UTS #51 ED-16), or a joiner that is in none."""
    emoji = "\u2600-\u27bf\U0001f300-\U0001f3fa\U0001f400-\U0001faff"
    # An arrow or a square behind says where one walks, or which colour one has.
    behind = f"{_JOINER}[\u2190-\u21ff\u2b05-\u2b55{emoji}]{_TONE}"
    return re.compile(f"(?P<sequence>[{emoji}]{_TONE}(?:{behind}){{1,{JOINS_LIMIT}}})|{_JOINER}")


def clean(text: str, *, limit: int = BLOCK_LIMIT) -> Clean:
    """Return `text` without what may not be stored or shown, in NFC, at most `limit` characters.

    Line breaks of every kind become `\\n`, tabs and no-break spaces a space. What is cut off is
    marked by a final `…`. Of all that is invisible only the joiner between two emoji stays, which
    `displayed` leaves out. Cleaning twice gives the same as cleaning once.
    """
    if len(text) <= limit and _SOUND.fullmatch(text):
        return Clean(text)
    # Four characters of input to one of output leaves room for what is dropped, and bounds the work.
    bound = 4 * limit + 4
    if len(text) > bound:
        text = text[:bound] + _ELLIPSIS
    text = _SPACES.sub(" ", _NEWLINES.sub("\n", text))
    if _JOINER in text:
        # What is invisible between an emoji and its joiner (a selector) goes first.
        kept = (_UNFIT.sub("", piece) for piece in text.split(_JOINER))
        text = _joins().sub(lambda match: match["sequence"] or "", _JOINER.join(kept))
    else:
        text = _UNFIT.sub("", text)
    if _marks().search(text):
        text = _limit_marks(unicodedata.normalize("NFC", text))
    return Clean(_cut(text, limit))


def clean_line(text: str, *, limit: int = TITLE_LIMIT) -> Clean:
    """Return `text` cleaned, as one line: runs of blanks and line breaks become one space.

    Ideographic spaces inside stay (`记者　张三`); white space at both ends goes.
    """
    text = text.strip()
    if len(text) <= limit and "  " not in text and _SOUND.fullmatch(text):
        return Clean(text)
    # Blanks collapse before the line is measured: a headline that the page wraps and indents is no
    # longer than its words.
    line = clean(text, limit=4 * limit)
    if "\n" in line or "  " in line:
        line = Clean(_LINE_BLANKS.sub(" ", line))
    line = Clean(line.strip())
    return Clean(_cut(line, limit))


def _cut(text: str, limit: int) -> str:
    """Return `text`, or its beginning and an ellipsis, `limit` characters long."""
    return text if len(text) <= limit else text[: limit - 1].rstrip(_JOINER) + _ELLIPSIS


def displayed(text: str) -> str:
    """Return `text` with each ZWJ sequence as its first emoji: no two terminals agree on more.

    A joiner takes the character behind it along, as `rich.cells.cell_len` counts it, so that a text
    keeps its cells.
    """
    return _JOINED.sub("", text) if _JOINER in text else text


def is_fit(text: str) -> bool:
    """Tell whether a line of `text` holds nothing that may not reach a terminal."""
    return _UNFIT.search(text) is None and "\n" not in text


def without_unfit(text: str) -> str:
    """Return a line of `text` without what may not reach a terminal."""
    return _UNFIT.sub("", text).replace("\n", "")


def _limit_marks(text: str) -> str:
    """Return `text` with at most MARKS_LIMIT combining marks behind each base character."""
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
        if marks <= MARKS_LIMIT:
            kept.append(character)
    return "".join(kept)
