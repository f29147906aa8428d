"""What a page may cost: told from its bytes before it is parsed, and from its tree before it is read.

The parser's time grows with the square of nesting and of the attributes of one element, its memory with
the number of nodes, and a formatting tag left open is repeated in every block that follows. Each of these
has a limit far above what real pages need, so that no page costs more than about a second. Tags are
counted wherever they stand in the bytes, in comments, scripts and attributes too: a page may lead a
scanner to take its tags for something else, but a parser meets none that is not counted. Judges no
content.
"""

import re
from collections import Counter
from typing import Final

from selectolax.lexbor import LexborNode

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.language import tr
from zhonggong_reader.workercn.tree import has

PAGE_LIMIT: Final = 4 * 1024 * 1024
"""Bytes of a page; the largest real one is about 1.3 MB."""
TAG_LIMIT: Final = 20_000
"""Tags that begin elements, and as many that end them."""
OPTION_LIMIT: Final = 2_000
"""`<option>` tags of a page."""
ATTRIBUTE_LIMIT: Final = 200
"""Attributes on one tag; the parser collects those of tags that end elements too."""
ROOT_LIMIT: Final = 20
"""`<html>` and `<body>` tags: the attributes of all of them gather on one element."""
REPEAT_LIMIT: Final = 1_000_000
"""Nodes and attributes that repeating open formatting tags can make: some 170 bytes each."""
NESTING_LIMIT: Final = 512
"""Elements inside each other in the body; the deepest real page has about 40."""

_ROOT = re.compile(rb"<(?:html|body)", re.IGNORECASE)
_TAG = re.compile(rb"<([A-Za-z][^\s/>]{0,15})")
# As a tokenizer reads them: quotes count only behind an equals sign, and a `>` inside them ends nothing.
_ATTRIBUTE: Final = (
    rb"""[\s/]*+[^\s/>][^\s/>=]*+(?>(?:\s*+=\s*+(?>(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?))?)"""
)
_NAME: Final = rb"</?+[A-Za-z][^\s/>]*+[\s/]"
_MANY_ATTRIBUTES = re.compile(_NAME + rb"(?:" + _ATTRIBUTE + rb"){%d}" % (ATTRIBUTE_LIMIT + 1))
_USUAL_ATTRIBUTES: Final = 20
_UNUSUAL = re.compile(_NAME + rb"(?:" + _ATTRIBUTE + rb"){%d}" % (_USUAL_ATTRIBUTES + 1))
_FORMATTING: Final = tuple(b"b big code em font i s small strike strong tt u".split())
_LINKS: Final = (b"a", b"nobr")
"""These format too, but each ends the one of its kind before it: one of each is open at most."""
_ATTRIBUTES = re.compile(
    rb"<(?:" + b"|".join((*_FORMATTING, *_LINKS)) + rb")(?=[\s/>])(?=((?>(?:" + _ATTRIBUTE + rb")*)))",
    re.IGNORECASE,
)
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
# An element that holds words alone ends where it says so, wherever it stands; no quote hides its end.
_SURE: Final = rb"(?>(?:\s[^<>\"']*+(?>(?:\"[^\"<>]*+\"[^<>\"']*+|'[^'<>]*+'[^<>\"']*+)*))?)>"
_SURELY_ENDED = re.compile(
    rb"<(a|span|"
    + b"|".join(_FORMATTING)
    + rb")"
    + _SURE
    + rb"(?>(?:[^<]++|<(?:br|img)"
    + _SURE
    + rb")*)</\1>",
    re.IGNORECASE,
)
_ROUNDS: Final = 4
"""Such elements inside each other that are seen to end."""
_TOO_DEEP: Final = " > ".join(["body", *"*" * (NESTING_LIMIT + 1)])
_LEVELS: Final = 2
"""Levels to which a tag can add: a cell in a table brings its row and the table's body."""
_FEW: Final = NESTING_LIMIT // _LEVELS
"""Tags that cannot be too many for anything."""


def measure(source: bytes) -> int:
    """Return how many tags `source` (in UTF-8) has at most.

    Raises PageNotUnderstood where it is beyond one of the limits.
    """
    if len(source) > PAGE_LIMIT:
        raise PageNotUnderstood(
            tr(
                "网页有 {count:.1f} MB，超过 {page_limit} MB 的上限",
                count=len(source) / 1024 / 1024,
                page_limit=PAGE_LIMIT // 1024 // 1024,
            )
        )
    if not _TAG.search(source):
        raise PageNotUnderstood(tr("取回的内容不是网页"), tr("请检查网址或文件"), missing=("HTML",))
    if len(_ROOT.findall(source)) > ROOT_LIMIT:
        raise PageNotUnderstood(tr("网页里套着别的网页，超过 {root_limit} 个的上限", root_limit=ROOT_LIMIT))
    unusual = _UNUSUAL.search(source)
    if unusual and _MANY_ATTRIBUTES.search(source, unusual.start()):
        raise PageNotUnderstood(
            tr("网页中有一个标签的属性超过 {attribute_limit} 个的上限", attribute_limit=ATTRIBUTE_LIMIT)
        )
    ends = source.count(b"</")
    tags = max(source.count(b"<") - ends, ends)
    if tags <= _FEW and not unusual:
        return tags
    return _measure_tags(source, ends, ATTRIBUTE_LIMIT if unusual else _USUAL_ATTRIBUTES)


def _measure_tags(source: bytes, ends: int, attributes: int) -> int:
    """Return how many tags `source` has, on each of which are so many `attributes` at most.

    ends: how many of them end elements. Raises PageNotUnderstood where they are too many.
    """
    names = _count(source)
    tags = max(names.total(), ends)
    if tags > TAG_LIMIT:
        raise PageNotUnderstood(
            tr("网页的标签有 {tags} 个，超过 {tag_limit} 个的上限", tags=tags, tag_limit=TAG_LIMIT)
        )
    if names[b"option"] > OPTION_LIMIT:
        raise PageNotUnderstood(tr("网页的选项超过 {option_limit} 个的上限", option_limit=OPTION_LIMIT))
    formatting = sum(names[name] for name in _FORMATTING)
    if _repeated(formatting, attributes, tags) > REPEAT_LIMIT:
        formatting = _left_open(source)
        attributes = max(map(_attributes, set(_ATTRIBUTES.findall(source))), default=0)
        if _repeated(formatting, attributes, tags) > REPEAT_LIMIT:
            raise PageNotUnderstood(
                tr("网页中有 {formatting} 个格式标签没有结束，展开后过大", formatting=formatting)
            )
    return tags


def measure_nesting(body: LexborNode, tags: int) -> None:
    """Raise PageNotUnderstood where elements of a page of so many `tags` nest beyond the limit."""
    if _LEVELS * tags > NESTING_LIMIT and has(body, _TOO_DEEP):
        raise PageNotUnderstood(
            tr("网页的标签嵌套超过 {nesting_limit} 层的上限", nesting_limit=NESTING_LIMIT)
        )


def _count(source: bytes) -> Counter[bytes]:
    """Return how often each tag begins in `source`, by its name in small letters."""
    return Counter(map(bytes.lower, _TAG.findall(source)))


def _left_open(source: bytes) -> int:
    """Return how many formatting tags may be left open: those that are not seen to end."""
    for _ in range(_ROUNDS):
        # A blank in their place: what stands round them never becomes a tag.
        source = _SURELY_ENDED.sub(b" ", source)
    names = _count(source)
    return sum(names[name] for name in _FORMATTING)


def _repeated(formatting: int, attributes: int, tags: int) -> int:
    """Return how many nodes and attributes come of repeating so many open tags before each of `tags`."""
    return (formatting + len(_LINKS)) * (1 + attributes) * tags


def _attributes(source: bytes) -> int:
    return len(_ONE_ATTRIBUTE.findall(source))
