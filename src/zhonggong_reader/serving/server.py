"""The server: textual-serve's own, behind the gate, with a page of ours and nothing from elsewhere."""

import shlex
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Final

from aiohttp import web
from textual_serve.server import Server

from zhonggong_reader.serving import gate

_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws: wss:; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
"""Nothing is fetched from elsewhere, and the address with its token is told to nobody."""
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ReaderServer(Server):
    """Serves the reader on `listening`, a bound socket, under a token of its own.

    arguments: of the program that each window runs
    host: as the reader has named it
    """

    def __init__(self, arguments: Sequence[str], listening: socket.socket, host: str) -> None:
        port = listening.getsockname()[1]
        name = f"[{host}]" if ":" in host else host
        super().__init__(
            _command_line([sys.executable, "-m", "zhonggong_reader", *arguments]),
            host,
            port,
            title="中工网",
            public_url=f"http://{name}:{port}",
            templates_path=Path(__file__).parent / "page",
        )
        self._listening = listening
        self._token = gate.new_token()
        self.address = f"{self.public_url}/{self._token}/"
        """What to open in a browser."""

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: who serves has said where."""

    async def gated(self) -> web.Application:
        """Return the whole application: whoever does not pass the gate gets 403 and no more."""
        gated = web.Application(middlewares=[self._let_in])
        gated.add_subapp(f"/{self._token}", await self._make_app())
        return gated

    def run(self) -> None:
        """Serve until SIGINT or SIGTERM; then every reader is ended."""
        web.run_app(self.gated(), sock=self._listening, print=None, access_log=None, shutdown_timeout=3.0)

    @web.middleware
    async def _let_in(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        if not gate.admits(request.raw_path, request.headers.get("Host", ""), self._token, self.host):
            raise web.HTTPForbidden(text="403\n")
        response = await handler(request)
        if not response.prepared:
            response.headers.update(_HEADERS)
        return response


def _command_line(argv: Sequence[str]) -> str:
    """Return `argv` for the shell that textual-serve starts; nothing of it comes from outside."""
    return subprocess.list2cmdline(argv) if sys.platform == "win32" else shlex.join(argv)
