"""Where one can search from where one is, from the narrowest to the widest. Pure."""

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

from zhonggong_reader.language import tr
from zhonggong_reader.model import Article, Channel
from zhonggong_reader.queries import Query, Term
from zhonggong_reader.text import Clean

Scope = Literal["article", "channel", "library", "site"]

BEGIN: Final[Mapping[Scope, str]] = {
    "article": tr("写好要找的话，按回车到文中第一处"),
    "channel": tr("写要找的话：在这个频道的标题和正文里找"),
    "library": tr("写要找的话：在书库的标题和正文里找"),
    "site": tr("写好要找的话，按回车用中工网自己的搜索找"),
}
"""How one begins."""
_NAMES: Final[Mapping[Scope, str]] = {
    "article": tr("这一篇"),
    "channel": tr("这个频道"),
    "library": tr("书库"),
    "site": tr("网站"),
}


class Around(Struct, frozen=True):
    """Where one was when one began to search."""

    article: Article | None = None
    """The open one; None: one was in a list."""
    channel: Channel | None = None
    """The one whose list is shown; None: none in particular."""

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Where one can search, the narrowest first."""
        here: tuple[Scope, ...] = ("article",) if self.article else ()
        return (*here, *(("channel",) if self.channel else ()), "library", "site")

    def name(self, scope: Scope) -> str:
        """Return what a scope is called."""
        return self.channel.name if scope == "channel" and self.channel else _NAMES[scope]

    def wider(self, scope: Scope, step: int) -> Scope:
        """Return the next wider scope (1) or the next narrower one (-1), round the ends."""
        scopes = self.scopes
        return scopes[(scopes.index(scope) + step) % len(scopes)] if scope in scopes else scopes[0]

    def narrowed(self, query: Query, scope: Scope) -> Query:
        """Return `query` as it is asked in a scope of the library."""
        if scope != "channel" or self.channel is None:
            return query
        return Query((*query.terms, Term(Clean(self.channel.slug), "channel")))
