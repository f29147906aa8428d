"""What an answer of a server means. Decides only: no I/O, no waiting."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from msgspec import Struct

from zhonggong_reader.errors import FetchError
from zhonggong_reader.language import tr
from zhonggong_reader.model import NotFound, NotModified, Page, Validators
from zhonggong_reader.text import clean_line
from zhonggong_reader.web.retry import Passing, retry_after

VALIDATOR_LIMIT: Final = 512
"""Characters of an entity tag or a date that is kept and sent back; longer ones are dropped."""

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_OK = 200
_NOT_MODIFIED = 304
_GONE = frozenset({404, 410})
_PASSING = frozenset({429, 502, 503, 504})

_SAID = {
    304: (tr("说网页没有变化，但并没有这样问过它"), tr("请稍后再试")),
    401: (tr("要求登录才能看这一页"), None),
    403: (tr("拒绝访问这一页"), tr("可能是访问太多，请稍后再试，或在浏览器中打开")),
    407: (
        tr("没有答话，代理要求用户名和密码"),
        tr("请把它们写进代理的环境变量：http://用户名:密码@主机:端口"),
    ),
    429: (tr("说访问太多"), tr("请稍后再试")),
    451: (tr("因法律原因不提供这一页"), None),
    511: (tr("没有答话，网络要求先登录"), tr("请先用浏览器打开任一网页登录")),
}


class Answer(Struct, frozen=True):
    """One answer, as it came over the wire."""

    host: str
    """Who was asked, for messages."""
    status: int
    headers: Mapping[str, str]
    """Names in any case; several of one name joined by commas."""
    body: bytes
    """Whole and unzipped; empty unless the status is 200."""


def conditions(validators: Validators | None) -> dict[str, str]:
    """Return the headers that make a request conditional (RFC 9110 13.1); none without validators."""
    if validators is None:
        return {}
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in headers.items() if value and _usable(value)}


def judge(answer: Answer, address: str, *, conditional: bool, now: datetime) -> Page | NotModified | NotFound:
    """Return what the answer for `address` brings. `now` is aware, UTC.

    Raises Passing where another try may help, FetchError where it does not.
    """
    status = answer.status
    if status == _OK:
        return Page(
            address=address,
            body=answer.body,
            content_type=clean_line(answer.headers.get("content-type", "")) or None,
            validators=Validators(_validator(answer, "etag"), _validator(answer, "last-modified")),
            fetched=now,
        )
    if status == _NOT_MODIFIED and conditional:
        return NotModified(address)
    if status in _GONE:
        return NotFound(address)
    error = _refusal(answer)
    if status in _PASSING:
        raise Passing(error, retry_after(answer.headers.get("retry-after"), now))
    raise error


def _refusal(answer: Answer) -> FetchError:
    said, hint = _SAID.get(
        answer.status, (tr("答了意外的状态 {status}", status=answer.status), tr("请稍后再试"))
    )
    if answer.status >= 500 and answer.status not in _SAID:
        said = tr("出了故障（状态 {status}）", status=answer.status)
    return FetchError(f"{answer.host} {said}", hint)


def _validator(answer: Answer, name: str) -> str | None:
    value = answer.headers.get(name, "")
    return value if value and _usable(value) else None


def _usable(value: str) -> bool:
    """Tell whether `value` can be sent back as it is."""
    return len(value) <= VALIDATOR_LIMIT and value.isascii() and value.isprintable()
