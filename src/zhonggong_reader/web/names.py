"""Names of hosts and their addresses: asked of the system without waiting for it, and judged."""

import asyncio
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Reaches = Callable[[str, Address], bool]
"""Takes the name of a host and an address of it; tells whether that may be called."""

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
"""Prefix of IPv6 addresses that stand for IPv4 ones (RFC 6052)."""
_GLOBAL: Final = ipaddress.IPv6Network("2000::/3")
"""Where the public web lies (RFC 4291 2.4, IANA's registry); other prefixes lead home in ways of old."""


async def addresses_of(host: str) -> Sequence[Address]:
    """Return the addresses of `host`, the kinds in turn; raises OSError where it has none.

    A thread of its own asks the system, which may take as long as it likes: neither a fetch that is
    given up nor the end of the program waits for it.
    """
    try:
        return [ipaddress.ip_address(host.strip("[]"))]
    except ValueError:
        pass
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Sequence[Address]] = loop.create_future()

    def ask() -> None:
        try:
            entries = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            told = partial(_tell, answer, [ipaddress.ip_address(entry[4][0]) for entry in entries])
        except (OSError, UnicodeError) as error:
            told = partial(_fail, answer, OSError(str(error)))
        # Where the loop has closed, nobody waits any more.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(told)

    threading.Thread(target=ask, name="resolver", daemon=True).start()
    return in_turn(await answer)


def _tell(answer: "asyncio.Future[Sequence[Address]]", found: Sequence[Address]) -> None:
    if not answer.done():
        answer.set_result(found)


def _fail(answer: "asyncio.Future[Sequence[Address]]", error: OSError) -> None:
    if not answer.done():
        answer.set_exception(error)


def in_turn(addresses: Iterable[Address]) -> Sequence[Address]:
    """Return each of `addresses` once, the first kind and the other in turn (RFC 8305, section 4)."""
    known = list(dict.fromkeys(addresses))
    first = [each for each in known if each.version == known[0].version]
    other = [each for each in known if each.version != known[0].version]
    result: list[Address] = []
    while first or other:
        result += first[:1] + other[:1]
        first, other = first[1:], other[1:]
    return result


def is_public_address(address: Address) -> bool:
    """Tell whether `address` is one of the public web, also where IPv6 stands for IPv4."""
    if isinstance(address, ipaddress.IPv6Address):
        within = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            within = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        if within is not None:
            return within.is_global and not within.is_multicast
        if address not in _GLOBAL:
            return False
    return address.is_global and not address.is_multicast
