"""The web: an address goes in, a complete answer comes out, or one sentence that says why not.

Knows nothing of HTML, of channels or of the site: whom it may talk to is told to `Fetcher`.
Importing this package imports no HTTP client; the first fetch does, off the event loop.
"""

from zhonggong_reader.web.anywhere import Anywhere, host_of
from zhonggong_reader.web.body import PAGE_LIMIT, PICTURE_LIMIT
from zhonggong_reader.web.fetcher import AT_ONCE, REDIRECT_LIMIT, TRIES, USER_AGENT, Fetcher
from zhonggong_reader.web.origin import ADDRESS_LIMIT, STAND_IN_VARIABLE
from zhonggong_reader.web.pace import JITTER, PATIENCE

__all__ = [
    "ADDRESS_LIMIT",
    "AT_ONCE",
    "JITTER",
    "PAGE_LIMIT",
    "PATIENCE",
    "PICTURE_LIMIT",
    "REDIRECT_LIMIT",
    "STAND_IN_VARIABLE",
    "TRIES",
    "USER_AGENT",
    "Anywhere",
    "Fetcher",
    "host_of",
]
