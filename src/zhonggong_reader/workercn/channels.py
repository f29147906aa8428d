"""The table of the site's channels, for when its front page cannot be asked.

Data, not discovery: `front.menu` reads what the site's menu says today.
"""

from typing import Final

from zhonggong_reader.model import Channel
from zhonggong_reader.text import Clean
from zhonggong_reader.workercn.addresses import HOME

# Slug and name as the site's own addresses and menu have them.
_CERTAIN: Final = (
    ("quanzong", "全总"),
    ("acftu", "工会"),
    ("pl/pl", "评论"),
    ("right", "权益"),
    ("character", "人物"),
)

# Names stand in the menu; the slugs are those of the site's former sub-hosts and only likely.
_LIKELY: Final = (
    ("news", "时政"),
    ("finance", "财经"),
    ("firm", "企业"),
    ("job", "就业"),
    ("world", "国际"),
    ("military", "军事"),
    ("theory", "理论"),
    ("health", "健康"),
    ("photo", "摄影"),
    ("art", "书画"),
    ("sports", "体育"),
    ("edu", "教育"),
    ("culture", "文化"),
    ("ent", "娱乐"),
    ("tour", "旅行"),
)

# In the menu too, under addresses that only the menu tells.
_NAMES_ONLY: Final = ("学习", "看点", "视频", "民生", "汽车", "公益", "专题", "滚动", "工事")


def _channel(slug: str, name: str) -> Channel:
    return Channel(slug=slug, name=Clean(name), address=f"{HOME}{slug}/")


CERTAIN: Final[tuple[Channel, ...]] = tuple(_channel(slug, name) for slug, name in _CERTAIN)
"""The channels whose addresses are known to exist."""

BUILT_IN: Final[tuple[Channel, ...]] = CERTAIN + tuple(_channel(slug, name) for slug, name in _LIKELY)
"""CERTAIN first, then those whose address may lead nowhere (the site then answers 404)."""

NAMES: Final = frozenset(channel.name for channel in BUILT_IN) | frozenset(map(Clean, _NAMES_ONLY))
"""What the entries of the site's menu are called."""
