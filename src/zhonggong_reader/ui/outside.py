"""Programs outside the reader: a browser for addresses, a command for articles, never through a shell.

Only checked http(s) addresses leave; they get no terminal, so that they cannot draw over ours.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from threading import Thread
from typing import Final
from urllib.parse import quote, urlsplit

from zhonggong_reader.errors import InputError, reason
from zhonggong_reader.language import tr
from zhonggong_reader.text import clean, clean_line

ADDRESS_LIMIT: Final = 2_000
"""Characters of an address that is handed to a program, in ASCII."""
PIPE_SECONDS: Final = 60.0
"""How long a command may take over an article."""
_SAID_LIMIT: Final = 200
"""Characters of what a command says of its failure."""
_KEPT: Final = "%/:?#[]@!$&'()*+,;=-._~"


def safe_address(address: str) -> str:
    """Return `address` in ASCII if it may be handed to a browser; raise InputError otherwise.

    http and https only, with a host, without user names or control characters (RFC 3986).
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        fits = (
            parts.scheme in ("http", "https")
            and host != ""
            and "@" not in parts.netloc
            and len(address) <= ADDRESS_LIMIT
            and address.isprintable()
            and not any(blank in address for blank in ' \\"<>`')
        )
        port = f":{parts.port}" if parts.port else ""
        netloc = parts.netloc if host.isascii() else host.encode("idna").decode() + port
    except ValueError as error:
        raise InputError(tr("网址不完整，没有打开：{address}", address=address[:80])) from error
    handed = quote(parts._replace(netloc=netloc).geturl(), safe=_KEPT) if fits else ""
    if not 0 < len(handed) <= ADDRESS_LIMIT:
        raise InputError(tr("只打开 http(s) 网址，没有打开：{address}", address=address[:80]))
    return handed


def browser_command(
    chosen: Sequence[str], environ: Mapping[str, str], platform: str = sys.platform
) -> Sequence[str] | None:
    """Return the command that opens an address: the settings' choice, $BROWSER, the system's own.

    None where there is no graphical way: over SSH, on a console.
    """
    if chosen:
        return chosen
    for entry in environ.get("BROWSER", "").split(os.pathsep):
        if entry and (found := shutil.which(entry, path=environ.get("PATH"))):
            return (found,)
    if platform == "darwin":
        return ("open",)
    if platform == "win32":
        return ("explorer",)
    candidates = ["termux-open-url", "wslview"]
    if environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        candidates.append("xdg-open")
    for candidate in candidates:
        if found := shutil.which(candidate, path=environ.get("PATH")):
            return (found,)
    return None


def open_url(address: str, chosen: Sequence[str], environ: Mapping[str, str] = os.environ) -> None:
    """Open `address` in a browser and return at once; raise InputError where that cannot be."""
    address = safe_address(address)
    command = browser_command(chosen, environ)
    if command is None:
        raise InputError(tr("这里没有可用的浏览器"), tr("可用手机扫二维码，或复制网址"))
    try:
        browser = subprocess.Popen(  # noqa: S603 - an argument list, and the address is checked above
            [*command, address],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise InputError(
            tr("浏览器 {command} 启动不了：{error}", command=command[0], error=reason(error)),
            tr("请检查设置 browser"),
        ) from error
    # A browser that ends is no zombie while one reads on.
    Thread(target=browser.wait, daemon=True).start()


def pipe_to(command: Sequence[str], text: str, seconds: float = PIPE_SECONDS) -> None:
    """Hand `text` to `command` on its standard input, and wait for its end.

    Raises InputError where it cannot be started, fails (with the last line that it says on standard
    error) or takes longer than `seconds`; then it is ended, with all that it has started.
    """
    import tempfile  # noqa: PLC0415 - not for the first picture of the screen

    # Files, not pipes: what a command leaves running (a clipboard) may hold a pipe open for ever, and
    # one that does not read must not keep us writing.
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as said:
        source.write(text.encode())
        source.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 - an argument list out of the reader's own settings
                command, stdin=source, stdout=subprocess.DEVNULL, stderr=said, start_new_session=True
            )
        except (OSError, ValueError) as error:
            raise InputError(
                tr(
                    "命令 {command} 启动不了：{error}",
                    command=command[0],
                    error=reason(error) if isinstance(error, OSError) else error,
                ),
                tr("请检查设置 pipe"),
            ) from error
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            _end(process)
            raise InputError(
                tr(
                    "命令 {command} 过了 {seconds} 秒还没有结束，已停下",
                    command=command[0],
                    seconds=round(seconds),
                )
            ) from error
        if code:
            said.seek(max(0, said.tell() - 4 * _SAID_LIMIT))
            lines = clean(said.read().decode(errors="replace")).strip().split("\n")
            last = clean_line(lines[-1], limit=_SAID_LIMIT)
            failed = tr("命令 {command} 没有成功（{code}）", command=command[0], code=code)
            raise InputError(f"{failed}：{last}" if last else failed)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
