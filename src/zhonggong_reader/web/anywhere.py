"""Pages of any site, one at a time, as a person asks for them by address.

Where nothing says which hosts belong together, a redirect is followed within the domain that was asked.
Hosts that are not public (loopback, the home network) are asked only where a person has named them:
a link in an article must not reach the router. Names are judged as they are written, and their addresses
when they are called: a public name may point into the home network.
"""

import ipaddress
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from zhonggong_reader.errors import FetchError
from zhonggong_reader.language import tr
from zhonggong_reader.model import NotFound, NotModified, Page, Validators
from zhonggong_reader.web.fetcher import Fetcher
from zhonggong_reader.web.names import is_public_address
from zhonggong_reader.web.pace import Clock

if TYPE_CHECKING:
    import httpx

_PRIVATE: Final = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".home.arpa", ".arpa")
_SECOND_LEVEL: Final = frozenset(("ac", "co", "com", "edu", "gov", "mil", "net", "org"))
"""Labels under which countries register names: `news.com.cn`, `gov.cn`, `com.tw`."""


class Anywhere:
    """Asks any host on the public web, and `named` beside it. Keeps no connection between two fetches.

    named: host that a person has typed in, public or not
    timeout, pause, environ, transport, clock: as `Fetcher` has them
    """

    def __init__(
        self,
        *,
        named: str | None = None,
        timeout: float = 20.0,
        pause: float = 0.25,
        environ: Mapping[str, str] | None = None,
        transport: "httpx.AsyncBaseTransport | None" = None,
        clock: Clock | None = None,
    ) -> None:
        self._named = named
        self._timeout = timeout
        self._pause = pause
        self._environ = environ
        self._transport = transport
        self._clock = clock

    async def fetch(
        self, address: str, validators: Validators | None = None, *, referer: str | None = None
    ) -> Page | NotModified | NotFound:
        """Return the page at `address` as `Fetcher.fetch` does. Raises FetchError."""
        host = host_of(address)
        if host != self._named and not is_public(host):
            raise FetchError(tr("{host} 不是公网上的主机，没有去取", host=host[:80] or address[:80]))
        domain = domain_of(host)
        fetcher = Fetcher(
            allows=lambda other: other == host or (domain_of(other) == domain and is_public(other)),
            timeout=self._timeout,
            pause=self._pause,
            environ=self._environ,
            reaches=lambda other, at: other == self._named or is_public_address(at),
            transport=self._transport,
            clock=self._clock,
        )
        async with fetcher:
            return await fetcher.fetch(address, validators, referer=referer)


def is_public(host: str) -> bool:
    """Tell whether `host`, a name or an IP address, is one of the public web by its form."""
    try:
        return is_public_address(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        pass
    labels = host.split(".")
    # `127.1` and `0x7f000001` are addresses to some resolvers.
    return len(labels) > 1 and labels[-1][:1].isalpha() and not host.endswith(_PRIVATE)


def domain_of(host: str) -> str:
    """Return the name under which `host` is registered, nearly: `people.com.cn` of `gz.people.com.cn`."""
    labels = host.split(".")
    if not labels[-1][:1].isalpha():
        return host
    deeper = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3 if deeper else -2 :])


def host_of(address: str) -> str:
    """Return the host of an address, empty where it has none."""
    try:
        return (urlsplit(address).hostname or "").removesuffix(".")
    except ValueError:
        return ""
