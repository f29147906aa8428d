"""What a page says to machines of its time and publisher: meta tags, and the data in its scripts.

Asked where the page prints nothing of it. Data in scripts are looked through as text: JSON-LD, and the
variables from which a script writes the line under the headline.
"""

import re
from datetime import datetime
from typing import Final

from zhonggong_reader.text import Clean, clean_line
from zhonggong_reader.workercn import moments
from zhonggong_reader.workercn.document import Document
from zhonggong_reader.workercn.tree import attribute

_TIMES: Final = (
    'meta[property="article:published_time"], meta[name=publishdate], meta[name=PubDate], meta[name=pubdate],'
    ' meta[name=publish_time], meta[name=firstpublishedtime], meta[name="apub:time"],'
    " meta[itemprop=datePublished]"
)
_TIMES_LIMIT: Final = 20
_SCRIPTS: Final = "script:not([src])"
_SCRIPT_LIMIT: Final = 200_000
"""Characters of scripts that are looked through."""
_TIME = re.compile(
    r"""\b(?:datePublished|create_?time|publish_?time|publish_?date|pub_?(?:time|date)|ptime)["']?\s*[:=]\s*"""
    r"""["']((?:19|20)\d\d[-/.年][^"'<>]{4,40})["']""",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(r'"publisher"\s*:\s*\{[^{}]{0,200}?"name"\s*:\s*"([^"\\]{2,40})"')


def published(document: Document) -> datetime | None:
    """Return when the page was published, as its meta tags or scripts say; None without a clock."""
    tagged = (attribute(node, "content") for node in document.select(_TIMES)[:_TIMES_LIMIT])
    if moment := next(filter(None, map(moments.stamped, tagged)), None):
        return moment
    found = (moments.stamped(time[1]) for time in _TIME.finditer(_scripts(document)))
    return next(filter(None, found), None)


def publisher(document: Document) -> Clean | None:
    """Return who published the page, as its JSON-LD says."""
    found = _PUBLISHER.search(_scripts(document))
    return clean_line(found[1]) or None if found else None


def _scripts(document: Document) -> str:
    return "\n".join(script.text() for script in document.select(_SCRIPTS))[:_SCRIPT_LIMIT]
