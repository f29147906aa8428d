"""The wire: one question, one answer. The only module that imports the HTTP client.

Follows no redirect, tries nothing twice, keeps no cookie, reads no environment: it drives the
client's transports, which do none of that, and leaves the rest to `fetcher`. Import it late, and
make a `Wire` in a thread of its own: both read files for tens of milliseconds.
"""

import asyncio
import ssl
from collections.abc import Mapping
from typing import Final, cast
from urllib.parse import urlsplit

import anyio
import httpx
import truststore
from socksio import SOCKSError

from zhonggong_reader.errors import FetchError
from zhonggong_reader.language import tr
from zhonggong_reader.web.answer import Answer
from zhonggong_reader.web.body import Body
from zhonggong_reader.web.dialing import Dialer
from zhonggong_reader.web.names import Reaches
from zhonggong_reader.web.proxies import Proxies, Proxy
from zhonggong_reader.web.retry import Passing

SILENCE_SHARE: Final = 0.5
"""The part of a fetch's time that a server may take to be connected to, or stay silent in between."""
KEEP_ALIVE: Final = 15.0
"""Seconds that an unused connection stays open."""

# Everything that the client raises for what the network does to it. Faults of the code's own
# (AssertionError, TypeError, …) are none of these and pass through.
_FOREIGN = (
    httpx.HTTPError,
    httpx.InvalidURL,
    SOCKSError,  # the client does not translate what a SOCKS proxy garbles
    OSError,
    UnicodeError,  # the codec of internationalised names
    ExceptionGroup,  # several attempts to connect at once
)
_MAY_PASS = (httpx.NetworkError, httpx.RemoteProtocolError, OSError)


class Wire:
    """Open connections to the site, straight and through proxies, at most `connections` on each way.

    Made where no event loop runs.

    `timeout` is the time in seconds that a whole fetch may take. `reaches` tells which addresses of a
    host may be called; through a proxy it is the proxy that resolves names and decides. `transport`
    carries everything instead, for tests below the wire.
    """

    def __init__(
        self,
        proxies: Proxies,
        *,
        timeout: float,
        connections: int,
        reaches: Reaches | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._proxies = proxies
        self._reaches = reaches
        self._patience = httpx.Timeout(timeout * SILENCE_SHARE, pool=timeout).as_dict()
        self._limits = httpx.Limits(
            max_connections=connections, max_keepalive_connections=connections, keepalive_expiry=KEEP_ALIVE
        )
        self._transport = transport
        # The system's own store: certificates of companies that inspect their traffic work too.
        self._tls = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._ways: dict[str | None, httpx.AsyncBaseTransport] = {}
        self._way(None)
        # The client imports the rest of itself at its first connection, on the event loop of whoever
        # asks. A loop that does nothing makes it do so here.
        anyio.run(anyio.sleep, 0)

    async def get(self, address: str, headers: Mapping[str, str], *, limit: int) -> Answer:
        """Ask for `address` and return the answer, its body read up to `limit` bytes if it is a 200.

        Raises FetchError, or Passing where another try may help.
        """
        host = urlsplit(address).netloc
        proxy = None if self._transport else self._proxies.choose(address)
        try:
            request = httpx.Request(
                "GET", address, headers=dict(headers), extensions={"timeout": self._patience}
            )
            response = await self._way(proxy).handle_async_request(request)
            try:
                body = await _read(response, host, limit)
            finally:
                await response.aclose()
        except _FOREIGN as error:
            raise _explain(error, host, proxy) from error
        return Answer(host, response.status_code, response.headers, body)

    async def aclose(self) -> None:
        """Close all connections."""
        for way in self._ways.values():
            await way.aclose()
        self._ways.clear()

    def _way(self, proxy: Proxy | None) -> httpx.AsyncBaseTransport:
        address = proxy.address if proxy else None
        if address not in self._ways:
            self._ways[address] = self._transport or self._own_way(address)
        return self._ways[address]

    def _own_way(self, proxy: str | None) -> httpx.AsyncHTTPTransport:
        way = httpx.AsyncHTTPTransport(
            verify=self._tls, limits=self._limits, proxy=self._client_proxy(proxy) if proxy else None
        )
        # The client has no public way to say who makes its connections.
        way._pool._network_backend = Dialer(self._reaches if proxy is None else None)
        return way

    def _client_proxy(self, address: str) -> httpx.Proxy:
        proxy = httpx.Proxy(address)
        if proxy.url.scheme == "https":
            proxy.ssl_context = self._tls
        return proxy


async def _read(response: httpx.Response, host: str, limit: int) -> bytes:
    # The stream as it comes: `aiter_bytes` unzips whatever it is given, without a bound.
    stream = cast(httpx.AsyncByteStream, response.stream)
    if response.status_code == httpx.codes.NOT_MODIFIED:
        # It has no body, and read to its end it leaves the connection fit for the next question.
        async for _ in stream:
            pass
    if response.status_code != httpx.codes.OK:
        return b""
    body = Body(host, response.headers.get("content-encoding"), limit)
    async for data in stream:
        body.feed(data)
        # A body in thousands of tiny chunks must not keep the event loop from the screen.
        await asyncio.sleep(0)
    return body.whole(response.headers.get("content-type"))


def _explain(error: Exception, host: str, proxy: Proxy | None) -> FetchError | Passing:
    """Return what `error` of the client means for the reader of news."""
    if distrust := _distrust(error):
        return FetchError(
            tr(
                "{host} 的证书没有通过检验（{distrusted}）",
                host=host,
                distrusted=_distrusted(distrust.verify_code),
            ),
            tr("请检查系统时间；网络可能需要登录，请先用浏览器打开任一网页"),
        )
    target = tr("经代理 {shown} 到 {host}", shown=proxy.shown, host=host) if proxy else host
    check = (
        tr("请检查网络连接和环境变量 {variable}", variable=proxy.variable) if proxy else tr("请检查网络连接")
    )
    match error:
        case httpx.ConnectTimeout():
            fault = FetchError(tr("{target} 连不上，等不到回应", target=target), check, offline=True)
        case httpx.ConnectError():
            fault = FetchError(tr("{target} 连不上", target=target), check, offline=True)
        case httpx.ProxyError() | SOCKSError():
            fault = FetchError(tr("{target} 连不上，代理不肯转接", target=target), check, offline=True)
        case httpx.TimeoutException():
            fault = FetchError(
                tr("{host} 半天没有动静，不再等了", host=host), tr("网络太慢或网站太忙，请稍后再试")
            )
        case httpx.NetworkError() | httpx.RemoteProtocolError() | OSError():
            fault = FetchError(tr("{host} 的连接中断，内容没有收全", host=host), tr("请稍后再试"))
        case _:
            fault = FetchError(tr("没有办法向 {target} 发出请求", target=target), check)
    return Passing(fault) if isinstance(error, _MAY_PASS) else fault


def _distrust(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    """Return the refusal of a certificate that stands behind `error`, if one does."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        # The client drops the cause of an exception that it raises again; the context stays.
        error = error.__cause__ or error.__context__
    return error


def _distrusted(code: int) -> str:
    """Return what a verify code of OpenSSL (X509_V_ERR_…) says."""
    match code:
        case 9 | 10:
            return tr("不在有效期内")
        case 62 | 64:
            return tr("不是发给这个主机的")
        case 18 | 19 | 20 | 21:
            return tr("不是受信任的机构签发的")
        case _:
            return tr("检验码 {code}", code=code)
