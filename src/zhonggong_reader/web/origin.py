"""Addresses: which may be asked for, where the question really goes, and where a redirect leads.

Everything here is text; nothing is resolved or opened. An address that passes is written anew in
ASCII from its checked parts, so that the client cannot understand it otherwise than the check did.
"""

import ipaddress
import re
from collections.abc import Callable
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from zhonggong_reader.errors import FetchError, InputError
from zhonggong_reader.language import tr
from zhonggong_reader.text import clean_line

ADDRESS_LIMIT: Final = 8_000
"""Characters of an address in ASCII; servers refuse longer ones (RFC 9110 4.1 asks for this much)."""
STAND_IN_VARIABLE: Final = "ZHONGGONG_SITE"
"""Where the value of `stand_in` comes from, for the message that says it cannot be used."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_PATH_SAFE = "/%:@!$&'()*+,;=~"


class Origin:
    """The servers of one site, or the one that stands in for all of them.

    `allows` tells whether a host belongs to the site. `stand_in` is an http(s) address, perhaps
    with a path that goes before every path of the site; InputError where it is anything else.
    A redirect from https to http is followed: it came over a verified connection from the site,
    whose old parts know no https, and there is nothing secret in what the reader asks.
    """

    def __init__(self, allows: Callable[[str], bool], stand_in: str | None) -> None:
        self._allows = allows
        self._stand_in: SplitResult | None = None
        if stand_in is not None:
            try:
                self._stand_in = _split(stand_in)
                if self._stand_in.query:
                    raise ValueError(tr("不能带有问号后的参数"))
            except ValueError as error:
                raise InputError(
                    tr(
                        "环境变量 {stand_in_variable} 的值“{shown}”不能用：{error}",
                        stand_in_variable=STAND_IN_VARIABLE,
                        shown=_shown(stand_in),
                        error=error,
                    ),
                    tr("请改为 http:// 或 https:// 开头的网址，或去掉这个变量"),
                ) from error

    def check(self, address: str) -> str:
        """Return `address` in ASCII and without its fragment. FetchError where it may not be asked for."""
        try:
            parts = _split(address)
        except ValueError as error:
            raise FetchError(
                tr("网址“{shown}”取不了：{error}", shown=_shown(address), error=error)
            ) from error
        if not self._allows(parts.hostname or ""):
            raise FetchError(tr("{shown} 不是这个网站的主机，不去那里取", shown=_shown(parts.netloc)))
        return parts.geturl()

    def wire(self, address: str) -> str:
        """Return where to ask for `address`, which `check` or `redirected` returned."""
        if self._stand_in is None:
            return address
        parts = urlsplit(address)
        return parts._replace(
            scheme=self._stand_in.scheme, netloc=self._stand_in.netloc, path=self._prefix + parts.path
        ).geturl()

    def redirected(self, address: str, location: str | None) -> str:
        """Return the address to which `location`, a header in the answer for `address`, leads.

        FetchError where that is no http(s) address of the site.
        """
        here = urlsplit(address)
        if not location:
            raise FetchError(
                tr("{hostname} 说网页搬走了，却没有说搬到哪里", hostname=here.hostname), tr("请稍后再试")
            )
        try:
            parts = _split(location, base=self.wire(address))
        except ValueError as error:
            raise FetchError(
                tr(
                    "{hostname} 转到了取不了的网址“{shown}”：{error}",
                    hostname=here.hostname,
                    shown=_shown(location),
                    error=error,
                )
            ) from error
        if self._stand_in and parts[:2] == self._stand_in[:2]:
            path = parts.path
            if path.startswith(f"{self._prefix}/"):
                path = path.removeprefix(self._prefix)
            return parts._replace(scheme=here.scheme, netloc=here.netloc, path=path).geturl()
        if not self._allows(parts.hostname or ""):
            raise FetchError(
                tr(
                    "{hostname} 转到了别处（{shown}），没有跟去",
                    hostname=here.hostname,
                    shown=_shown(parts.netloc),
                ),
                tr("网络可能需要登录，请先用浏览器打开任一网页"),
            )
        return parts.geturl()

    @property
    def _prefix(self) -> str:
        return self._stand_in.path.rstrip("/") if self._stand_in else ""


def _split(address: str, base: str = "") -> SplitResult:
    """Return the parts of `address`, seen from `base`, in ASCII, without default port and fragment.

    Raises ValueError with the reason in Chinese.
    """
    address = address.strip(" ")
    if _CONTROL.search(address):
        raise ValueError(tr("网址里有控制字符"))
    try:
        parts = urlsplit(urljoin(base, address))
        port = parts.port
        path, query = quote(parts.path or "/", safe=_PATH_SAFE), quote(parts.query, safe=_PATH_SAFE + "?")
    except ValueError as error:
        raise ValueError(tr("网址写得不对")) from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise ValueError(tr("不是 http:// 或 https:// 开头的网址"))
    if "@" in parts.netloc:
        raise ValueError(tr("网址里带有用户名"))
    netloc = _host(parts.hostname or "")
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        netloc += f":{port}"
    result = SplitResult(parts.scheme, netloc, path, query, "")
    if len(result.geturl()) > ADDRESS_LIMIT:
        raise ValueError(tr("网址太长"))
    return result


def _host(name: str) -> str:
    if ":" in name:
        try:
            return f"[{ipaddress.IPv6Address(name)}]"
        except ValueError as error:
            raise ValueError(tr("主机名不对")) from error
    if not _HOST.fullmatch(name):
        raise ValueError(tr("主机名不对"))
    return name


def _shown(address: str) -> str:
    return clean_line(address, limit=80)
