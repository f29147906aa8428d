"""`serve`: the screen in a browser, for those without a terminal."""

import socket
from typing import Final

import click

from zhonggong_reader.cli import chinese, streams
from zhonggong_reader.errors import InputError, reason
from zhonggong_reader.language import tr

_HIGHEST_PORT: Final = 65_535


@click.command("serve", cls=chinese.Command)
@chinese.option(
    "--host", default="127.0.0.1", metavar=tr("地址"), help=tr("在哪个地址上等，默认 127.0.0.1。")
)
@chinese.option(
    "--port",
    type=click.IntRange(0, _HIGHEST_PORT),
    default=8000,
    metavar="N",
    help=tr("端口，默认 8000；0 为随便哪个空着的。"),
)
@chinese.option("--allow-remote", is_flag=True, help=tr("允许别的机器连上来；连接不加密，知道网址就能看。"))
@chinese.option("--demo", is_flag=True, help=tr("打开随附的样例。"))
def serve(host: str, port: int, allow_remote: bool, demo: bool) -> None:
    """在浏览器里打开阅读界面，按 Ctrl+C 结束。

    网址里有一段随机的口令，没有口令的请求一律拒绝；口令每次都换。
    默认只有本机连得上。需要另装：pip install "zhonggong-reader[serve]"
    """
    try:
        from zhonggong_reader.serving import gate  # noqa: PLC0415 - a web server, for this command alone
        from zhonggong_reader.serving.server import ReaderServer  # noqa: PLC0415
    except ImportError as error:
        raise InputError(
            tr("serve 要另装 {name}", name=error.name), tr('可运行 pip install "zhonggong-reader[serve]"')
        ) from error
    if not gate.is_loopback(host) and not allow_remote:
        raise InputError(
            tr("{host} 不是本机地址，别的机器也连得上", host=host), tr("确要如此，请加 --allow-remote")
        )
    with _bound(host, port) as listening:
        server = ReaderServer(["--demo"] if demo else [], listening, host)
        streams.tell(tr("请在浏览器里打开：{address}", address=server.address))
        streams.tell(tr("按 Ctrl+C 结束。"))
        server.run()


def _bound(host: str, port: int) -> socket.socket:
    """Return a socket that waits at `host` and `port`. Raises InputError where that cannot be."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            # Who is told the address may come before the server does.
            listening.listen()
        except OSError:
            listening.close()
            raise
    except (socket.gaierror, UnicodeError) as error:  # of the codec of internationalised names
        raise InputError(
            tr("找不到 {host} 这个地址", host=host), tr("--host 应为这台机器的一个地址")
        ) from error
    except OSError as error:
        raise InputError(
            tr("{host} 的端口 {port} 用不了：{reason}", host=host, port=port, reason=reason(error)),
            tr("可换一个 --port，0 为随便哪个空着的"),
        ) from error
    return listening
