"""Who is let in: by the token in the address, and by the name under which they ask. Pure.

A page of another site can make a browser ask any address of this machine, also under a name of its own
that leads here (DNS rebinding). It does not know the token, nor can its name be an IP address.
"""

import hmac
import ipaddress
import secrets
from typing import Final
from urllib.parse import urlsplit

TOKEN_BYTES: Final = 24
"""Of randomness; beyond guessing."""


def new_token() -> str:
    """Return a token that nobody has had before."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def admits(path: str, host: str, token: str, served: str) -> bool:
    """Tell whether a request may pass.

    path: of the request, as it was sent; host: its Host header
    served: the name or IP address at which one serves
    """
    said = path.lstrip("/").partition("/")[0]
    # In constant time, whatever was said.
    knows = hmac.compare_digest(said.encode("utf-8", "replace"), token.encode())
    return knows and is_own_name(host, served)


def is_own_name(host: str, served: str) -> bool:
    """Tell whether a Host header names this server by an IP address, as localhost, or as it is served."""
    try:
        name = (urlsplit(f"//{host}").hostname or "").removesuffix(".")
    except ValueError:
        return False
    return name in ("localhost", served.lower()) or is_ip(name)


def is_ip(name: str) -> bool:
    """Tell whether `name` is an IP address."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches `host`."""
    return host == "localhost" or (is_ip(host) and ipaddress.ip_address(host).is_loopback)
