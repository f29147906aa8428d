"""A page as a tree: decoded, measured before parsing, parsed once.

Understands nothing of what the page says; the readers beside it do.
"""

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode, SelectolaxError

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.language import tr
from zhonggong_reader.model import Page
from zhonggong_reader.text import Clean, clean_line
from zhonggong_reader.workercn import addresses, limits
from zhonggong_reader.workercn.decode import decode
from zhonggong_reader.workercn.layout import lines_and_spans
from zhonggong_reader.workercn.lines import Line, Span
from zhonggong_reader.workercn.tree import attribute, first, select


@dataclass(frozen=True, eq=False)
class Document:
    """A parsed page and where it came from."""

    address: str
    """Canonical; where `Page.address` is no http(s) address, what the page says of itself, if anything."""
    base: str
    """What relative addresses in the page are relative to."""
    root: LexborNode
    body: LexborNode
    title: Clean
    """Text of `<title>` in one line; may be empty."""
    _resolved: dict[str, str | None] = field(default_factory=dict, repr=False)
    """What `resolve` has found: pages name the same addresses again and again."""

    @classmethod
    def of(cls, page: Page) -> "Document":
        """Parse `page`. Raises PageNotUnderstood where it is empty, beyond a limit or not HTML."""
        if not page.body or page.body.isspace():
            raise PageNotUnderstood(tr("网页是空的"), tr("请稍后重新获取"), missing=(tr("内容"),))
        if len(page.body) > limits.PAGE_LIMIT:
            limits.measure(page.body)
        # U+0000 ends a string inside the parser.
        text = decode(page.body, page.content_type).replace("\0", "")
        source = text.encode("utf-8", "replace")
        tags = limits.measure(source)
        try:
            tree = LexborHTMLParser(source, options=LexborDocumentOptions.WO_EVENTS)
        except SelectolaxError as error:  # there is no memory for its tree
            raise PageNotUnderstood(tr("网页太复杂，解析不了"), tr("可以在浏览器中打开原文")) from error
        root, body = tree.root, tree.body
        if root is None or body is None:
            raise PageNotUnderstood(tr("网页没有可读的内容（框架页）"), missing=(tr("正文"),))
        limits.measure_nesting(body, tags)
        title = clean_line(_title(tree.head))
        address = addresses.canonical(page.address, base="") or _declared(root)
        return cls(address or page.address, address or addresses.HOME, root, body, title)

    @cached_property
    def layout(self) -> tuple[list[Line], list[Span]]:
        """The lines of the page and the boxes they stand in: `layout.lines_and_spans`."""
        return lines_and_spans(self.body)

    @property
    def is_site(self) -> bool:
        """Whether the page comes from an address of the site."""
        return (
            self.is_addressed
            and addresses.DOMAIN in self.address
            and addresses.is_site_host(urlsplit(self.address).hostname or "")
        )

    def select(self, query: str) -> list[LexborNode]:
        """Return what matches the CSS selector `query`, in document order."""
        return select(self.root, query)

    def first(self, query: str) -> LexborNode | None:
        """Return the first node that `select` finds; None where it finds none."""
        return first(self.root, query)

    @property
    def is_addressed(self) -> bool:
        """Whether it is known where the page comes from."""
        return self.base == self.address

    def resolve(self, address: str | None) -> str | None:
        """Return the canonical form of an address that stands in this page; None if unusable."""
        address = address or ""
        if address not in self._resolved:
            self._resolved[address] = addresses.canonical(address, self.base)
        return self._resolved[address]


def _title(head: LexborNode | None) -> str:
    """Return the text of `<title>`; empty where there is none."""
    node = head.first_child if head is not None else None
    while node is not None and node.tag != "title":
        node = node.next
    return node.text() if node is not None else ""


def _declared(root: LexborNode) -> str | None:
    """Return the address on the site that the page says is its own."""
    for selector, name in (("link[rel=canonical]", "href"), ('meta[property="og:url"]', "content")):
        node = first(root, selector)
        declared = addresses.canonical(attribute(node, name) if node is not None else "")
        if declared and addresses.is_site(declared):
            return declared
    return None
