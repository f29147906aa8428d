"""The HTTP client is loaded late, and never by the thread that draws the screen."""

import subprocess
import sys
import textwrap

import httpx
import pytest
from rawserver import PAGE

from zhonggong_reader.errors import FetchError
from zhonggong_reader.model import Page
from zhonggong_reader.web import Fetcher

CLIENT = ("httpx", "httpcore", "anyio", "h11", "socksio", "truststore")


def python(program: str) -> str:
    command = [sys.executable, "-c", textwrap.dedent(program)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.strip()


def test_the_room_loads_no_client() -> None:
    program = f"""
        import sys
        from zhonggong_reader.web import Fetcher
        fetcher = Fetcher(allows=lambda host: True, environ={{}})
        print([name for name in {CLIENT} if name in sys.modules])
    """
    assert python(program) == "[]"


def test_the_first_fetch_loads_it_in_another_thread() -> None:
    program = f"""
        import asyncio, sys, threading
        from zhonggong_reader.web import Fetcher

        loaded = []

        def hear(event, arguments):
            if event == "import" and threading.current_thread() is threading.main_thread():
                loaded.append(arguments[0])

        async def answer(reader, writer):
            await reader.readuntil(b"\\r\\n\\r\\n")
            writer.write(b"HTTP/1.1 200 OK\\r\\nContent-Length: 4\\r\\n\\r\\npage")
            writer.close()

        async def main():
            server = await asyncio.start_server(answer, "127.0.0.1", 0)
            address = "http://127.0.0.1:%d/" % server.sockets[0].getsockname()[1]
            sys.addaudithook(hear)
            async with server, Fetcher(allows=lambda host: True, environ={{}}) as fetcher:
                page = await fetcher.fetch(address)
            print(page.body, [name for name in loaded if name.partition(".")[0] in {CLIENT}])

        asyncio.run(main())
    """
    assert python(program) == "b'page' []"


async def test_a_transport_below_the_wire_carries_everything() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/":
            return httpx.Response(200, content=PAGE, headers={"Content-Type": "text/html"})
        raise httpx.ConnectTimeout("no answer", request=request)

    async with Fetcher(
        allows=lambda host: host == "www.site.example",
        # Whatever the way to the network would be, it is not taken.
        environ={"ALL_PROXY": "nonsense://"},
        pause=0,
        transport=httpx.MockTransport(answer),
    ) as fetcher:
        page = await fetcher.fetch("https://www.site.example/")
        assert isinstance(page, Page)
        assert page.body == PAGE
        with pytest.raises(FetchError, match="等不到回应") as error:
            await fetcher.fetch("https://www.site.example/c")
        assert error.value.offline
