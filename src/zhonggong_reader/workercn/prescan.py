"""What a page would cost to parse, told from its bytes before it is parsed.

The parser's time grows with the square of nesting and of the attributes on one tag, its memory with
the number of nodes, and a formatting tag left open is repeated in every block that follows. Each of
these has a limit far above what real pages need, so that no page costs more than about a second.
Builds no tree and judges no content.
"""

import re
from typing import Final

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.language import tr

PAGE_LIMIT: Final = 4 * 1024 * 1024
"""Bytes of a page; the largest real one is about 1.3 MB."""
NESTING_LIMIT: Final = 512
"""Open tags inside each other; the deepest real page has about 40."""
TAG_LIMIT: Final = 20_000
"""Tags of a page."""
OPTION_LIMIT: Final = 2_000
"""`<option>` tags of a page."""
ATTRIBUTE_LIMIT: Final = 200
"""Attributes on one tag."""
REPEAT_LIMIT: Final = 500_000
"""Formatting tags open at once, times the tags of the page: nodes that repeating them can make."""

_TAG_START = re.compile(rb"<[A-Za-z]")
_OPTION = re.compile(rb"<option\b", re.IGNORECASE)
# As a tokenizer reads them: quotes count only behind an equals sign, and a `>` inside them ends nothing.
_ATTRIBUTE: Final = rb"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_MANY_ATTRIBUTES = re.compile(rb"<[A-Za-z][^\s/>]*+(?:" + _ATTRIBUTE + rb"){%d}" % (ATTRIBUTE_LIMIT + 1))
# Inside comments and raw text no tag is a tag. A script holds `</script>` of its own only behind `<!--`.
_TOKEN = re.compile(
    rb"<!--(?:-?>|.*?--!?>|.*+)"
    rb"|<(?P<raw>style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>])(?:" + _ATTRIBUTE + rb")*+"
    rb".*?(?:</(?P=raw)(?=[\s/>])|\Z)"
    rb"|<script(?=[\s/>])(?:" + _ATTRIBUTE + rb")*+"
    rb"(?:[^<]++|<!--(?:[^<-]++|<script[\s/>].*?(?:</script(?=[\s/>])|\Z)|(?!</script[\s/>]|-->).)*+"
    rb"|(?!</script[\s/>]).)*+"
    rb"|<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*+)(?:" + _ATTRIBUTE + rb")*+",
    re.IGNORECASE | re.DOTALL,
)
# Tags without an end, and those whose end may be left out because the next one of the kind closes them.
_UNENDED_TAGS: Final = (
    b"area base br col embed hr img input link meta param source track wbr"
    b" p li dt dd tr td th thead tbody tfoot option optgroup body head html colgroup"
)
_FORMATTING_TAGS: Final = b"a b big code em font i nobr s small strike strong tt u"
_NEVER_NESTED: Final = frozenset(_UNENDED_TAGS.split())
_FORMATTING: Final = frozenset(_FORMATTING_TAGS.split())


def measure(source: bytes) -> None:
    """Raise PageNotUnderstood where `source` (in UTF-8) is beyond one of the limits."""
    if len(source) > PAGE_LIMIT:
        raise PageNotUnderstood(
            tr(
                "网页有 {count:.1f} MB，超过 {page_limit} MB 的上限",
                count=len(source) / 1024 / 1024,
                page_limit=PAGE_LIMIT // 1024 // 1024,
            )
        )
    tags = sum(1 for _ in _TAG_START.finditer(source))
    if tags == 0:
        raise PageNotUnderstood(tr("取回的内容不是网页"), tr("请检查网址或文件"), missing=("HTML",))
    if tags > TAG_LIMIT:
        raise PageNotUnderstood(
            tr("网页的标签有 {tags} 个，超过 {tag_limit} 个的上限", tags=tags, tag_limit=TAG_LIMIT)
        )
    if sum(1 for _ in _OPTION.finditer(source)) > OPTION_LIMIT:
        raise PageNotUnderstood(tr("网页的选项超过 {option_limit} 个的上限", option_limit=OPTION_LIMIT))
    if _MANY_ATTRIBUTES.search(source):
        raise PageNotUnderstood(
            tr("网页中有一个标签的属性超过 {attribute_limit} 个的上限", attribute_limit=ATTRIBUTE_LIMIT)
        )
    if tags <= NESTING_LIMIT:  # too few to nest too deep, or to be repeated too often
        return
    nesting, formatting = _depths(source)
    if nesting > NESTING_LIMIT:
        raise PageNotUnderstood(
            tr("网页的标签嵌套超过 {nesting_limit} 层的上限", nesting_limit=NESTING_LIMIT)
        )
    if formatting * tags > REPEAT_LIMIT:
        raise PageNotUnderstood(
            tr("网页中有 {formatting} 个格式标签没有结束，展开后过大", formatting=formatting)
        )


def _depths(source: bytes) -> tuple[int, int]:
    """Return how many tags, and how many formatting tags among them, are open at once at most."""
    depth = deepest = formatting = most = 0
    for token in _TOKEN.finditer(source):
        close, name = token.group("close", "name")
        # Names are looked up as they are written first: a page has some thousand tags.
        if name is None or name in _NEVER_NESTED or (name := name.lower()) in _NEVER_NESTED:
            continue
        if not close:
            depth += 1
            deepest = max(deepest, depth)
            if name in _FORMATTING:
                formatting += 1
                most = max(most, formatting)
        else:
            if depth:
                depth -= 1
            if formatting and name in _FORMATTING:
                formatting -= 1
    return deepest, most
