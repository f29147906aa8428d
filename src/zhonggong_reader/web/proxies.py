"""Proxies from the environment: which one an address goes through.

The rules are those that curl and most programs follow: `https_proxy` for https addresses,
`http_proxy` for http, `all_proxy` behind both, in lower case before upper case, an empty value as
if unset; `no_proxy` lists what goes straight. Reads only the mapping that it is given; opens nothing.
"""

import ipaddress
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from zhonggong_reader.errors import FetchError
from zhonggong_reader.language import tr
from zhonggong_reader.text import clean_line

SCHEMES: Final = ("http", "https", "socks5", "socks5h")
"""Kinds of proxy that can be used."""

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Proxy(Struct, frozen=True):
    """A proxy and the variable that names it."""

    variable: str
    """As it stands in the environment: `https_proxy`."""
    address: str
    """With its scheme, and perhaps with a user name and a password."""

    @property
    def shown(self) -> str:
        """Host and port, without user name and password."""
        return clean_line(urlsplit(self.address).netloc.rpartition("@")[2], limit=80)


class Proxies:
    """The proxies of one environment."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = dict(environ)
        _, listed = self._value("no_proxy")
        self._straight = [entry for entry in re.split(r"[,\s]+", listed.lower()) if entry]

    def choose(self, address: str) -> Proxy | None:
        """Return the proxy for `address` (http or https, checked); None to go straight.

        Loopback always goes straight: to a proxy, that would be its own. FetchError where the
        variable that counts for `address` holds nothing that can be used.
        """
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or {"http": 80, "https": 443}[parts.scheme]
        if _is_loopback(host) or any(_covers(entry, host, port) for entry in self._straight):
            return None
        variable, value = self._value(f"{parts.scheme}_proxy")
        if not value:
            variable, value = self._value("all_proxy")
        return _proxy(variable, value) if value else None

    def _value(self, name: str) -> tuple[str, str]:
        for variable in (name, name.upper()):
            if value := self._environ.get(variable, "").strip():
                return variable, value
        return name, ""


def _proxy(variable: str, value: str) -> Proxy:
    address = value if "://" in value else f"http://{value}"
    try:
        parts = urlsplit(address)
        usable = parts.scheme in SCHEMES and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or re.search(r"[\x00-\x20\x7f]", value):
        raise FetchError(
            # Not the value: it may hold a password.
            tr("环境变量 {variable} 的值不是能用的代理地址", variable=variable),
            tr("应形如 http://主机:端口，开头可以是 {schemes}", schemes=tr("、").join(SCHEMES)),
        )
    return Proxy(variable, address)


def _covers(entry: str, host: str, port: int) -> bool:
    """Tell whether `entry` of no_proxy covers `host`: a name and all below it, an IP, a network, or `*`.

    An entry that means nothing covers nothing.
    """
    if entry == "*":
        return True
    if address := _ip(host):
        try:
            if address in ipaddress.ip_network(entry.strip("[]"), strict=False):
                return True
        except ValueError:
            pass
    # `host:port` and `[::1]:port`; more than one bare colon is an IPv6 address and was looked at above.
    named, _, number = entry.rpartition(":")
    if number.isdecimal() and named and (":" not in named or named.startswith("[")):
        return port == int(number) and _covers(named, host, port)
    name = entry.removeprefix("*").removeprefix(".")
    return bool(name) and (host == name or host.endswith(f".{name}"))


def _is_loopback(host: str) -> bool:
    address = _ip(host)
    return address.is_loopback if address else host == "localhost" or host.endswith(".localhost")


def _ip(host: str) -> _Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
