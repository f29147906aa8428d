"""Bytes as the library stores them: deflated, with a SHA-256 that tells when a bit has changed.

SQLite's own checks let most flipped bits inside a value pass. Pure.
"""

import zlib
from typing import Final

import msgspec
from msgspec.structs import replace

from zhonggong_reader.errors import InputError, LibraryError
from zhonggong_reader.interchange import article_from_json, article_to_json
from zhonggong_reader.language import tr
from zhonggong_reader.model import Article
from zhonggong_reader.text import clean_line


class DamagedArticle(LibraryError):
    """What is stored of an article is not what was stored; it can be fetched again."""


_KICKER: Final = "kicker"
"""A key beside those of the exchanged JSON, which has none for what only the newspaper prints."""

Sealed = tuple[bytes, bytes]
"""Deflated bytes and their SHA-256."""


def seal(data: bytes) -> Sealed:
    """Return `data` deflated, and the digest of that."""
    stored = zlib.compress(data)
    return stored, _digest(stored)


def _digest(stored: bytes) -> bytes:
    import hashlib  # noqa: PLC0415 - OpenSSL's, which the first picture can do without

    return hashlib.sha256(stored).digest()


def intact(stored: bytes, digest: bytes) -> bool:
    """Tell whether `stored` is what was sealed."""
    # In a damaged file a value may be of any type.
    return isinstance(stored, bytes) and _digest(stored) == digest


def unseal(stored: bytes, digest: bytes, title: str) -> bytes:
    """Return what was sealed; raises DamagedArticle, naming `title`, where it has changed."""
    try:
        if intact(stored, digest):
            return zlib.decompress(stored)
        raise damaged(title)
    except zlib.error as error:
        raise damaged(title) from error


def seal_article(article: Article) -> Sealed:
    """Return `article` as it is stored.

    Raises InputError, naming the field, where it could not be read back (an address that is not
    http(s), no text at all).
    """
    value = article_to_json(article)
    article_from_json(value)
    if article.kicker:
        value[_KICKER] = article.kicker
    return seal(msgspec.json.encode(value))


def unseal_article(stored: bytes, digest: bytes, title: str) -> Article:
    """Return the article that was sealed; raises DamagedArticle where it has changed."""
    try:
        value = msgspec.json.decode(unseal(stored, digest, title))
        article = article_from_json(value)
        return replace(article, kicker=clean_line(value[_KICKER])) if _KICKER in value else article
    except (msgspec.DecodeError, InputError) as error:
        raise damaged(title) from error


def damaged(title: str) -> DamagedArticle:
    """Return the error that names the article."""
    return DamagedArticle(tr("书库里的《{title}》已损坏", title=title), tr("联网后再打开，会重新取回"))
