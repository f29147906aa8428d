"""The body of an answer: unzipped as it arrives, never beyond a limit, and whole or refused.

Does no I/O and does not decode text. That the framing of HTTP is complete (Content-Length, the
last chunk) is the client's to see; that what it framed is whole, is seen here.
"""

import re
import zlib
from typing import Final

from zhonggong_reader.errors import FetchError
from zhonggong_reader.language import tr
from zhonggong_reader.web.retry import Passing

PAGE_LIMIT: Final = 4_000_000
"""Bytes of a page, unzipped. The largest news page met measures 1.3 MB."""
PICTURE_LIMIT: Final = 20_000_000
"""Bytes of a picture."""
FRAME_LIMIT: Final = 65_536
"""Bytes that an answer may be longer zipped than unzipped: headers and checksums of its zip."""

_GZIP: Final = 16 + zlib.MAX_WBITS
_ZLIB: Final = zlib.MAX_WBITS
_RAW: Final = -zlib.MAX_WBITS
_GZIP_MAGIC: Final = b"\x1f\x8b\x08"

_OPENS_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?P<named>!doctype\s+html|html)?", re.IGNORECASE)
_CLOSES_HTML = re.compile(rb"</html\s*>", re.IGNORECASE)


class Body:
    """Collects one body. `host` is named in errors, `encoding` is the Content-Encoding header.

    Raises FetchError where the encoding is unknown or applied twice, or the limit (in bytes,
    unzipped) is passed; Passing where the body is cut or damaged.
    """

    def __init__(self, host: str, encoding: str | None, limit: int) -> None:
        self._host = host
        self._limit = limit
        self._body = bytearray()
        self._came = 0
        self._inflater: zlib._Decompress | None = None
        self._encoding = _one_encoding(host, encoding)

    def feed(self, data: bytes) -> None:
        """Take the next bytes from the wire."""
        self._came += len(data)
        if self._came > self._limit + FRAME_LIMIT:
            raise self._too_large()
        self._body += self._inflate(data) if self._encoding and data else data
        if len(self._body) > self._limit:
            raise self._too_large()

    def whole(self, content_type: str | None) -> bytes:
        """Return the body, now that the server says it is all. `content_type` is the header or None.

        Raises Passing where it is empty or was cut, FetchError where it is packed more than once.
        """
        if self._inflater is not None and not self._inflater.eof:
            raise self._cut()
        body = bytes(self._body)
        if not body:
            raise Passing(FetchError(tr("{host} 给的是空白", host=self._host), tr("请稍后再试")))
        if body.startswith(_GZIP_MAGIC):
            raise FetchError(tr("{host} 把内容压缩了两遍，或没有说明是压缩的，不予展开", host=self._host))
        if _is_html(body, content_type) and not _CLOSES_HTML.search(body):
            raise self._cut()
        return body

    def _inflate(self, data: bytes) -> bytes:
        if self._inflater is None:
            self._inflater = zlib.decompressobj(_window(self._encoding, data[0]))
        try:
            # One byte of room more than is allowed, so that passing the limit shows.
            inflated = self._inflater.decompress(data, self._limit - len(self._body) + 1)
        except zlib.error as error:
            raise self._damaged() from error
        if self._inflater.unused_data:
            # Another member, or something appended: what of it belongs to the page is anyone's guess.
            raise self._damaged()
        return inflated

    def _too_large(self) -> FetchError:
        return FetchError(
            tr(
                "{host} 给的内容超过 {limit:g} MB 的上限，没有收下",
                host=self._host,
                limit=self._limit / 1000000.0,
            )
        )

    def _cut(self) -> Passing:
        return Passing(FetchError(tr("{host} 给的内容没有收全，没有采用", host=self._host), tr("请稍后再试")))

    def _damaged(self) -> Passing:
        return Passing(
            FetchError(tr("{host} 给的压缩内容已损坏，没有采用", host=self._host), tr("请稍后再试"))
        )


def _one_encoding(host: str, header: str | None) -> str:
    """Return `gzip`, `deflate`, or an empty string for a body that is not zipped."""
    names = [name.strip().lower().removeprefix("x-") for name in (header or "").split(",")]
    zipped = [name for name in names if name not in ("", "identity")]
    if len(zipped) > 1:
        raise FetchError(tr("{host} 把内容压缩了不止一遍，不予展开", host=host))
    if zipped and zipped[0] not in ("gzip", "deflate"):
        raise FetchError(tr("{host} 用了没有要求的压缩方式，不予展开", host=host))
    return zipped[0] if zipped else ""


def _window(encoding: str, first: int) -> int:
    """Return zlib's window bits. RFC 9110 8.4.1.2 means RFC 1950 by deflate; some send RFC 1951."""
    if encoding == "gzip":
        return _GZIP
    return _ZLIB if first & 0x0F == zlib.DEFLATED else _RAW


def _is_html(body: bytes, content_type: str | None) -> bool:
    """Tell whether `body` is a page in HTML: called so, or nameless and looking so.

    JSON that is called text/html, as some servers do, is none.
    """
    opens = _OPENS_HTML.match(body)
    kind = (content_type or "").partition(";")[0].strip().lower()
    if not opens:
        return False
    return kind in ("text/html", "application/xhtml+xml") or (not kind and opens["named"] is not None)
