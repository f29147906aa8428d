"""The reader in a browser: by its token alone, under its own name alone, and ended cleanly."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import aiohttp
import httpx
import pytest
from program import COMMAND, run

from zhonggong_reader.serving import gate


@dataclass(frozen=True)
class Served:
    """A running server and the address that it has told."""

    process: subprocess.Popen[str]
    address: str

    @property
    def origin(self) -> str:
        return self.address.rsplit("/", 2)[0]


@pytest.fixture
def served() -> Iterator[Served]:
    process = subprocess.Popen(
        [COMMAND, "serve", "--port", "0", "--demo"], stderr=subprocess.PIPE, text=True, env=os.environ
    )
    assert process.stderr
    address = process.stderr.readline().partition("：")[2].strip()
    yield Served(process, address)
    process.kill()
    process.wait()
    process.stderr.close()


def ask(address: str, **headers: str) -> httpx.Response:
    return httpx.get(address, headers=headers, trust_env=False)


def test_who_knows_the_address_gets_the_page_and_nothing_from_elsewhere(served: Served) -> None:
    page = ask(served.address)
    assert page.status_code == 200
    assert "中工网" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    links = [word for word in page.text.split('"') if word.startswith(("http", "ws"))]
    assert len(links) == 3
    assert all(link.split("//")[1].startswith(served.address.split("//")[1]) for link in links)
    assert ask(f"{served.address}static/js/textual.js").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/", "/x/", "/ws", "/static/js/textual.js", "/%2e%2e/", "/\u4e2d/", "/download/x", "/favicon.ico"],
)
def test_without_the_token_everything_is_forbidden(served: Served, path: str) -> None:
    assert ask(served.origin + path).status_code == 403
    token = served.address.split("/")[3]
    assert ask(f"{served.origin}/{token[:-1]}/").status_code == 403
    assert ask(f"{served.origin}/?token={token}").status_code == 403


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil.example:80"])
def test_under_another_name_everything_is_forbidden(served: Served, name: str) -> None:
    assert ask(served.address, Host=name).status_code == 403


async def test_the_reader_comes_over_the_websocket_and_only_with_the_token(served: Served) -> None:
    address = f"{served.address}ws?width=80&height=24"
    async with aiohttp.ClientSession() as session:
        for refused in (f"{served.origin}/ws", f"{served.origin}/x/ws"):
            with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
                await session.ws_connect(refused)
            assert caught.value.status == 403
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(address, headers={"Host": "evil.example"})
        async with session.ws_connect(address) as window:
            await window.send_json(["resize", {"width": 80, "height": 24}])
            said = b""
            while "首届大国工匠".encode() not in said:
                message = await window.receive(timeout=30)
                assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), message
                said += message.data if isinstance(message.data, bytes) else b""
            await window.send_json(["stdin", "\r"])
            while "中工网北京".encode() not in said:
                message = await window.receive(timeout=30)
                said += message.data if isinstance(message.data, bytes) else b""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda n: n.name)
def test_it_ends_cleanly(served: Served, number: signal.Signals) -> None:
    assert ask(served.address).status_code == 200
    served.process.send_signal(number)
    assert served.process.wait(20) == 0
    assert served.process.stderr
    assert "Traceback" not in served.process.stderr.read()
    with pytest.raises(httpx.ConnectError):
        ask(served.address)


def test_each_server_has_a_token_of_its_own() -> None:
    assert len({gate.new_token() for _ in range(100)}) == 100
    assert len(gate.new_token()) >= 32


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "example.org", "::"])
def test_other_machines_are_let_in_only_where_one_says_so(host: str) -> None:
    done = run("serve", "--host", host)
    assert done.code == 1
    assert "--allow-remote" in done.err
    assert done.err.count("\n") == 1


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = run("serve", "--port", str(other.getsockname()[1]))
    assert done.code == 1
    assert "用不了：已有别的程序在用；可换一个 --port" in done.err


@pytest.mark.parametrize("host", ["a..b", "x" * 70, "fe80::1%nowhere"])
def test_a_host_that_is_no_address_is_told(host: str) -> None:
    done = run("serve", "--host", host, "--allow-remote")
    assert done.code == 1
    assert done.err.startswith(f"zhonggong-reader: 找不到 {host} 这个地址；")


def test_a_missing_extra_is_told() -> None:
    script = (
        "import sys; sys.modules['textual_serve.server'] = None;from zhonggong_reader.cli.running import run;"
    )
    done = subprocess.run(
        [sys.executable, "-c", script + "sys.exit(run(['serve']))"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert 'pip install "zhonggong-reader[serve]"' in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1:8000", True),
        ("[::1]:8000", True),
        ("localhost", True),
        ("LOCALHOST.:80", True),
        ("192.168.1.2", True),
        ("reader.lan:8000", True),
        ("evil.example", False),
        ("[", False),
        ("", False),
        ("user@localhost", True),
    ],
)
def test_own_names(host: str, own: bool) -> None:
    assert gate.is_own_name(host, "reader.lan") is own


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("a", False),
    ],
)
def test_loopback(host: str, loopback: bool) -> None:
    assert gate.is_loopback(host) is loopback
