"""Where links of a clipping lead: to addresses of the web, or nowhere."""

import re
from typing import Final
from urllib.parse import quote, urlsplit

_KEPT: Final = "%/:?@!$&'*+,;=-._~"
"""What stays as it is in an address. Brackets do not: they end links of Markdown."""
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]")


def web_target(address: str | None) -> str | None:
    """Return `address` as an ASCII URL (RFC 3986), its host by IDNA; None where it leads elsewhere.

    Elsewhere is whatever is not http or https, names no host, or names a user.
    """
    try:
        parts = urlsplit(address or "")
        host, port = parts.hostname or "", parts.port
        name = f"[{host}]" if ":" in host else host if host.isascii() else host.encode("idna").decode()
        path, query, fragment = map(_encoded, (parts.path, parts.query, parts.fragment))
    except ValueError:  # UnicodeError, which IDNA and lone surrogates raise, is one
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(name):
        return None
    return parts._replace(
        netloc=name if port is None else f"{name}:{port}",
        path=path,
        query=query,
        fragment=fragment,
    ).geturl()


def _encoded(part: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", part), safe=_KEPT)
