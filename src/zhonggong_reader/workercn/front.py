"""The menu of the front page: which channels the site has today.

Finds its links by what they say (`channels.NAMES`) and by the form of their address, so that
another class or another order changes nothing. The headlines of the front page are `listing`'s.
"""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.language import tr
from zhonggong_reader.model import Channel
from zhonggong_reader.text import Clean
from zhonggong_reader.workercn import addresses, site
from zhonggong_reader.workercn.channels import NAMES
from zhonggong_reader.workercn.document import Document
from zhonggong_reader.workercn.tree import attribute, label_of

_NAME = re.compile(r"[\u4e00-\u9fff]{2,6}")
_MENU_LIMIT: Final = 100
"""Channels of a menu; the site has about thirty."""
_KNOWN_MIN: Final = 2
"""Known names that make a list of links a menu; then its unknown names are channels too."""
_NOT_CHANNELS: Final = frozenset(
    ("首页", "中工网", "更多", "客户端", "数字报", "电子报", "工人日报", "登录", "注册")
)


def menu(document: Document) -> tuple[Channel, ...]:
    """Return the channels of the site's menu in its order, each slug and each name once.

    Raises PageNotUnderstood where the page has no menu.
    """
    site.require(document)
    links = [(link, channel) for link in document.select("a[href]") if (channel := _channel(document, link))]
    known: dict[int, set[Clean]] = {}
    for link, channel in links:
        if channel.name in NAMES:
            for holder in _holders(link):
                known.setdefault(holder.mem_id, set()).add(channel.name)
    menus = {holder for holder, held in known.items() if len(held) >= _KNOWN_MIN}
    found: dict[str, Channel] = {}
    names: set[Clean] = set()
    for link, channel in links:
        in_menu = any(holder.mem_id in menus for holder in _holders(link))
        if (in_menu or channel.name in NAMES) and channel.slug not in found and channel.name not in names:
            found[channel.slug] = channel
            names.add(channel.name)
    if not menus:
        raise PageNotUnderstood(tr("首页上没有找到频道菜单，版面可能已改版"), missing=(tr("频道菜单"),))
    return tuple(found.values())[:_MENU_LIMIT]


def _channel(document: Document, link: LexborNode) -> Channel | None:
    address = document.resolve(attribute(link, "href"))
    slug = addresses.channel_slug(address) if address is not None else None
    if address is None or slug is None:
        return None
    name = Clean(label_of(link).replace(" ", "").replace("\u3000", ""))
    if not _NAME.fullmatch(name) or name in _NOT_CHANNELS:
        return None
    return Channel(slug=slug, name=name, address=address)


def _holders(link: LexborNode) -> list[LexborNode]:
    """Return the nodes that could be the menu of `link`: its parent, and the list round its item."""
    parent = link.parent
    holders = [parent, parent.parent if parent is not None and parent.tag not in ("body", "div") else None]
    return [holder for holder in holders if holder is not None and holder.tag not in ("body", "html")]
