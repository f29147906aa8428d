"""What every page of the site has: its mark, and its way of writing `<title>`."""

import re
from typing import Final

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.language import tr
from zhonggong_reader.text import Clean
from zhonggong_reader.workercn import addresses
from zhonggong_reader.workercn.channels import NAMES
from zhonggong_reader.workercn.document import Document
from zhonggong_reader.workercn.tree import attribute

NAME: Final = "中工网"
_LINKS_LOOKED_AT: Final = 500
_TAIL = re.compile(r"\s*[-_–—|]+\s*(?:中工网|工人日报|workercn(?:\.cn)?)\s*$", re.IGNORECASE)
_PART = re.compile(r"\s+[-–—|]\s+|[-_|]")
_CHANNEL_LIMIT: Final = 8
"""Characters of a channel's name; what is longer belongs to the headline."""


def require(document: Document) -> None:
    """Raise PageNotUnderstood where `document` bears no mark of the site.

    Networks that ask for a login first answer with a page of their own under the site's address.
    """
    if not is_marked(document):
        raise PageNotUnderstood(
            tr("这不是中工网的网页"), tr("如果网络需要登录，请先在浏览器中登录"), missing=(NAME,)
        )


def is_marked(document: Document) -> bool:
    """Tell whether `document` bears a mark of the site: its name in the title, or a link to it."""
    if NAME in document.title or "工人日报" in document.title:
        return True
    for link in document.select("a[href]")[:_LINKS_LOOKED_AT]:
        address = addresses.canonical(attribute(link, "href"), base="")
        if address is not None and addresses.is_site(address):
            return True
    return False


def title_parts(title: str, headline: str | None = None) -> tuple[Clean, Clean | None]:
    """Return headline and channel of a `<title>` such as `标题 - 频道 - 中工网`.

    Where the `headline` is known from elsewhere in the page, the rest of the title tells the channel.
    A title of the site's name alone has an empty headline.
    """
    rest = _TAIL.sub("", title)
    if rest == title:
        return Clean("" if title == NAME else title.strip()), None
    if headline is not None and rest.startswith(headline):
        names = [name.strip() for name in _PART.split(rest[len(headline) :]) if name.strip()]
        return Clean(headline), Clean(names[-1]) if names else None
    parts = list(_PART.finditer(rest))
    if parts:
        name = rest[parts[-1].end() :].strip()
        spaced = parts[-1][0].startswith((" ", "\u3000"))
        if 0 < len(name) <= _CHANNEL_LIMIT and (spaced or name in NAMES):
            return Clean(rest[: parts[-1].start()].strip()), Clean(name)
    if rest.strip() in NAMES:
        return Clean(""), Clean(rest.strip())
    return Clean(rest.strip()), None


def list_name(title: str) -> Clean | None:
    """Return the channel's name out of a list page's `<title>` (`人物 - 中工网`); None for the front page."""
    headline, channel = title_parts(title)
    if channel is None and headline != title and 0 < len(headline) <= _CHANNEL_LIMIT:
        return headline
    return channel
