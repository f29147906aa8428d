"""What was done to marks, as a sentence says it. Pure."""

from zhonggong_reader.language import tr
from zhonggong_reader.model import Deed


def told(deed: Deed) -> str:
    """Return what was done: `把“全总”的 128 篇标为已读`, `收藏《……》`."""
    what = _what(deed)
    match deed.mark, deed.given:
        case "read", True:
            return tr("把{what}标为已读", what=what)
        case "read", False:
            return tr("把{what}标为未读", what=what)
        case "starred", True:
            return tr("收藏{what}", what=what)
        case _:
            return tr("取消收藏{what}", what=what)


def _what(deed: Deed) -> str:
    name = deed.name or ""
    count = f"{deed.articles:,}"
    match deed.reach:
        case "one" if name:
            return tr("《{title}》", title=name)
        case "list":
            return tr("“{name}”的 {count} 篇", name=name, count=count)
        case "above":
            return tr("“{name}”上面的 {count} 篇", name=name, count=count)
        case "below":
            return tr("“{name}”下面的 {count} 篇", name=name, count=count)
        case _:
            return tr(" {count} 篇", count=count)
