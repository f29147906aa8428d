"""Addresses of the site: which are its own, which are articles, and the one form of each.

Decides by the form of an address alone; whether a page stands behind it is the network's to say.
"""

import re
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from zhonggong_reader.workercn import editions

HOME: Final = "https://www.workercn.cn/"
ADDRESS_LIMIT: Final = 2_000
"""Characters of an address; longer ones are refused by browsers and servers alike."""

DOMAIN: Final = "workercn.cn"
_MAIN_HOSTS: Final = frozenset({DOMAIN, f"www.{DOMAIN}"})

_MODERN_ARTICLE = re.compile(r"/c/\d{4}-\d{2}-\d{2}/\d{1,12}(?:_\d{1,3})?\.s?html")
# /{column}/{yyyymm}/{dd}/{yymmddHHMMSSmmm}.shtml, later pages with _2, _3
_LEGACY_ARTICLE = re.compile(r"(?:/[\w-]{1,40}){1,4}/\d{6}/\d{2}/\d{15}(?:_\d{1,3})?\.s?html")
_CHANNEL = re.compile(r"/((?:[A-Za-z][\w-]{0,39}/){1,3})(?:index(?:_\d{1,4})?\.s?html)?")
_NOT_CHANNELS: Final = frozenset(
    ("app", "c", "cms", "css", "html", "images", "img", "js", "papers", "search", "upload")
)

_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,252})|[0-9a-f:.]{2,45}")
# U+0000–U+0020 and U+007F–U+00A0 stand in no address; a backslash is a slash to some readers and not to
# others, so that they disagree about the host.
_UNFIT = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
# Most addresses in a page are in their one form already, or a path on the page's own host.
_PATH: Final = r"/(?>(?:[A-Za-z0-9_-]++/)*)(?:[A-Za-z0-9_-]++(?:\.[A-Za-z0-9]++)?)?"
_ORIGIN: Final = (
    rf"(?:{re.escape(HOME[:-1])}"
    rf"|https?://(?!(?:[a-z0-9.-]+\.)?{re.escape(DOMAIN)}/)(?:[a-z0-9-]{{1,63}}\.){{1,4}}[a-z]{{2,20}})"
)
_PLAIN_PATH = re.compile(_PATH)
_PLAIN_ORIGIN = re.compile(rf"{_ORIGIN}(?=/)")
_PLAIN = re.compile(_ORIGIN + _PATH)
_PLAIN_LIMIT: Final = 1_000
_TRACKING = re.compile(r"utm_\w+|spm|from|isappinstalled|share\w*|wx\w*|timestamp|_t", re.IGNORECASE)


def is_site_host(host: str) -> bool:
    """Tell whether `host` (a name without a port) is the site's or one of its sub-hosts."""
    host = host.lower().removesuffix(".")
    return host == DOMAIN or host.endswith(f".{DOMAIN}")


def canonical(address: str, base: str = HOME) -> str | None:
    """Return the one form of `address`, resolved against `base`; None where it cannot be used.

    The result is ASCII, http or https, has no fragment, no user name and no tracking query, and at
    most ADDRESS_LIMIT characters. A modern article is at home on https and the www host, whatever
    sub-host it was found under; legacy articles keep theirs.
    """
    address = address.strip(" \t\r\n\f")
    if len(address) <= _PLAIN_LIMIT:
        if _PLAIN.fullmatch(address):
            return address
        if _PLAIN_PATH.fullmatch(address) and (origin := _PLAIN_ORIGIN.match(base)):
            return origin[0] + address
    if not address or len(address) > ADDRESS_LIMIT or _UNFIT.search(address.replace(" ", "%20")):
        return None
    try:
        parts = urlsplit(urljoin(base, address.replace(" ", "%20")))
        host = (parts.hostname or "").removesuffix(".").encode("idna").decode("ascii")
        port = parts.port
        path = quote(_without_dots(parts.path), safe="/%:@!$&'()*+,;=~-._")
        query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._")
    except ValueError:  # a malformed bracket, port, or host, or a lone surrogate
        return None
    scheme = parts.scheme
    if scheme not in ("http", "https") or not _HOST.fullmatch(host) or "@" in parts.netloc:
        return None
    if is_site_host(host):
        modern = _MODERN_ARTICLE.fullmatch(path) is not None
        if modern or host in _MAIN_HOSTS:
            scheme, host, port = "https", f"www.{DOMAIN}", None
        query = "" if modern else _without_tracking(query)
    authority = f"[{host}]" if ":" in host else host
    if port is not None and port != {"http": 80, "https": 443}[scheme]:
        authority = f"{authority}:{port}"
    result = urlunsplit((scheme, authority, path, query, ""))
    return result if len(result) <= ADDRESS_LIMIT else None


def is_site(address: str) -> bool:
    """Tell whether the http(s) `address` is on the site."""
    usable = canonical(address)
    return usable is not None and is_site_host(urlsplit(usable).hostname or "")


def is_article(address: str) -> bool:
    """Tell whether `address` has the form of one of the site's articles: modern, legacy, the newspaper's."""
    usable = canonical(address) or ""
    parts = urlsplit(usable)
    if not is_site_host(parts.hostname or ""):
        return False
    path = parts.path
    if place := editions.place_of(usable):
        return place.article is not None
    return bool(_MODERN_ARTICLE.fullmatch(path) or _LEGACY_ARTICLE.fullmatch(path))


def channel_slug(address: str) -> str | None:
    """Return the slug of the channel at `address` (`quanzong`, `pl/pl`); None if it is no channel.

    A sub-host's own front page (`http://news.workercn.cn/`) is the channel named as the sub-host.
    """
    usable = canonical(address)
    if usable is None or not is_site(usable):
        return None
    parts = urlsplit(usable)
    host = parts.hostname or ""
    if host not in _MAIN_HOSTS:
        return host.removesuffix(f".{DOMAIN}") if parts.path == "/" else None
    path = parts.path if parts.path.endswith(("/", "html")) else f"{parts.path}/"
    found = _CHANNEL.fullmatch(path)
    if found is None:
        return None
    slug = found[1].removesuffix("/")
    return None if slug.split("/")[0] in _NOT_CHANNELS else slug


def _without_dots(path: str) -> str:
    """Return `path` with `.` and `..` resolved (RFC 3986 section 5.2.4); at least a slash."""
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == ".." and kept:
            kept.pop()
        elif segment not in (".", ".."):
            kept.append(segment)
    if path.endswith(("/.", "/..")):
        kept.append("")
    return "/" + "/".join(kept)


def _without_tracking(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)]
    return query if len(kept) == len(pairs) else urlencode(kept)
