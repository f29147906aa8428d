"""What leaves the reader: addresses, checked, to a browser that is no shell."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from limits import within

from zhonggong_reader.errors import InputError
from zhonggong_reader.ui.outside import browser_command, open_url, pipe_to, safe_address

ARTICLE = "https://www.workercn.cn/c/2022-04-28/6945203.shtml"


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        (ARTICLE, ARTICLE),
        ("http://example.org", "http://example.org"),
        ("https://example.org:8443/a?b=c&d=1#e", "https://example.org:8443/a?b=c&d=1#e"),
        ("https://example.org/中工网", "https://example.org/%E4%B8%AD%E5%B7%A5%E7%BD%91"),
        ("https://example.org/%E4%B8%AD", "https://example.org/%E4%B8%AD"),
        ("https://中国.cn/新闻", "https://xn--fiqs8s.cn/%E6%96%B0%E9%97%BB"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
        # Legal, and harmless in an argument list.
        ("https://example.org/$(id);'x'", "https://example.org/$(id);'x'"),
    ],
)
def test_addresses_leave_in_ascii(address: str, safe: str) -> None:
    assert safe_address(address) == safe


@pytest.mark.parametrize("path", ["x" * 1_980, "中" * 220])
def test_an_address_may_have_two_thousand_characters_in_ascii(path: str) -> None:
    address = f"https://example.org/{path}"
    assert len(safe_address(address)) == 2_000
    with pytest.raises(InputError):
        safe_address(address + path[0])


def test_a_port_of_an_international_host_stays() -> None:
    assert safe_address("https://中国.cn:8443/") == "https://xn--fiqs8s.cn:8443/"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "中工网",
        "www.workercn.cn",
        "/c/2022-04-28/6945203.shtml",
        "javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "file:///etc/passwd",
        "ftp://example.org/",
        "data:text/html,x",
        "--help",
        "https:///no-host",
        "https://user@example.org/",
        "https://www.workercn.cn@example.org/",
        "https://user:word@example.org/",
        "https://example.org/a b",
        "https://example.org/\n--new",
        "https://example.org/\x1b[2J",
        "https://example.org/\u202e",
        'https://example.org/"x',
        "https://example.org/`id`",
        "https://example.org/\\x",
        "https://[::1/",
        "https://" + "字" * 80 + ".cn/",
        "https://example.org/" + "x" * 2_000,
    ],
)
def test_what_is_no_address_of_the_web_stays(address: str) -> None:
    with pytest.raises(InputError) as caught:
        safe_address(address)
    assert "没有打开" in caught.value.what
    assert len(caught.value.what) < 120


@pytest.fixture
def bin_folder(tmp_path: Path) -> Path:
    """A folder of commands, to stand in PATH alone."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def command(folder: Path, name: str) -> str:
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


def test_the_settings_come_before_the_environment(bin_folder: Path) -> None:
    command(bin_folder, "w3m")
    environ = {"BROWSER": "w3m", "PATH": str(bin_folder)}
    assert browser_command(["firefox", "--new-tab"], environ, "linux") == ["firefox", "--new-tab"]


def test_the_first_browser_of_the_environment_that_is_there(bin_folder: Path) -> None:
    found = command(bin_folder, "second")
    environ = {"BROWSER": os.pathsep.join(["", "first", "second"]), "PATH": str(bin_folder), "DISPLAY": ":0"}
    assert browser_command([], environ, "linux") == (found,)


def test_a_desktop_opens_addresses_and_a_console_does_not(bin_folder: Path) -> None:
    found = command(bin_folder, "xdg-open")
    path = {"PATH": str(bin_folder)}
    assert browser_command([], path, "linux") is None
    assert browser_command([], path | {"DISPLAY": ":0"}, "linux") == (found,)
    assert browser_command([], path | {"WAYLAND_DISPLAY": "wayland-0"}, "linux") == (found,)


@pytest.mark.parametrize("name", ["termux-open-url", "wslview"])
def test_a_phone_and_wsl_have_ways_of_their_own(bin_folder: Path, name: str) -> None:
    found = command(bin_folder, name)
    assert browser_command([], {"PATH": str(bin_folder)}, "linux") == (found,)


def test_mac_and_windows_have_a_command_of_the_system() -> None:
    assert browser_command([], {}, "darwin") == ("open",)
    assert browser_command([], {}, "win32") == ("explorer",)


def test_without_a_browser_the_reader_is_told_what_else_there_is() -> None:
    with pytest.raises(InputError, match="没有可用的浏览器") as caught:
        open_url(ARTICLE, [], {"PATH": ""})
    assert "二维码" in str(caught.value)
    assert "复制网址" in str(caught.value)


def test_a_browser_that_cannot_start_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no-such-browser") as caught:
        open_url(ARTICLE, [str(tmp_path / "no-such-browser")])
    assert "browser" in (caught.value.hint or "")


def test_a_refused_address_starts_nothing(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    with pytest.raises(InputError):
        open_url("file:///etc/passwd", [sys.executable, "-c", f"open({str(trace)!r}, 'w')"])
    assert not trace.exists()


pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")


@contextmanager
def our_input() -> Iterator[None]:
    """Have an input that somebody may type into, as on a terminal."""
    before, (reader, writer) = os.dup(0), os.pipe()
    os.dup2(reader, 0)
    try:
        yield
    finally:
        os.dup2(before, 0)
        for each in (before, reader, writer):
            os.close(each)


@pipes
def test_a_browser_has_no_terminal_and_a_session_of_its_own(tmp_path: Path) -> None:
    said = tmp_path / "said"
    os.mkfifo(said)
    look = (
        "import os, sys; null = os.stat(os.devnull);"
        "same = [os.path.samestat(os.fstat(each), null) for each in (0, 1, 2)];"
        f"open({str(said)!r}, 'w').write(repr((same, os.getsid(0) == os.getpid(), sys.argv[1:])))"
    )
    with our_input():
        open_url(ARTICLE, [sys.executable, "-c", look])
    with within(30):
        assert said.read_text() == repr(([True] * 3, True, [ARTICLE]))


@pipes
def test_a_browser_that_has_ended_is_no_zombie(tmp_path: Path) -> None:
    said = tmp_path / "said"
    os.mkfifo(said)
    open_url(ARTICLE, [sys.executable, "-c", f"import os; open({str(said)!r}, 'w').write(str(os.getpid()))"])
    with within(30):
        browser = int(said.read_text())
        # Somebody else waits for it, and then it is nobody's child any more.
        with pytest.raises(ChildProcessError):
            while True:
                os.waitid(os.P_PID, browser, os.WEXITED | os.WNOWAIT)


# ── Articles to a command ────────────────────────────────────────────────────────────────────


def python(*lines: str) -> list[str]:
    return [sys.executable, "-c", "\n".join(lines)]


def test_a_command_gets_the_text_and_nothing_of_a_shell(tmp_path: Path) -> None:
    file = tmp_path / "$(id) 'x'"
    pipe_to(
        [*python("import sys", "open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"), str(file)], "# 题\n"
    )
    assert file.read_text("utf-8") == "# 题\n"


def test_a_command_that_reads_nothing_keeps_nobody_waiting() -> None:
    pipe_to(python("pass"), "字" * 1_000_000)


def test_what_a_failing_command_says_last_is_told_clean() -> None:
    command = python("import sys", r"sys.exit('first\nno \x1b[31mpaper')")
    with pytest.raises(InputError, match=r"没有成功（1）：no \[31mpaper"):
        pipe_to(command, "字")
    with pytest.raises(InputError) as long:
        pipe_to(python("import sys", "sys.exit('x' * 10_000)"), "字")
    assert len(str(long.value)) < 300


@pipes
def test_a_command_that_does_not_end_is_ended_with_what_it_started(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(reader, True)
    sleeper = f"held = open({str(pipe)!r}, 'w'); held.write('.'); held.flush(); import time; time.sleep(60)"
    command = python(
        "import subprocess, sys",
        f"subprocess.Popen([sys.executable, '-c', {sleeper!r}]).wait()",
    )
    with pytest.raises(InputError, match="没有结束，已停下"):
        pipe_to(command, "字", seconds=3)
    # Once nobody holds the pipe open it ends.
    with within(30):
        assert os.read(reader, 10) in {b".", b""}
        assert os.read(reader, 10) == b""
    os.close(reader)


def test_a_command_that_leaves_something_running_keeps_nobody_waiting() -> None:
    pipe_to(python("import subprocess", "subprocess.Popen(['sleep', '5'])"), "字")


@pytest.mark.parametrize(
    ("command", "told"),
    [(["no-such-program-here"], "：没有这个文件或文件夹；"), (["/"], "：没有权限；"), (["a\0b"], "")],
    ids=["no program", "folder", "zero"],
)
def test_a_command_that_cannot_be_started_is_told(command: list[str], told: str) -> None:
    with pytest.raises(InputError, match=f"启动不了.*{told}"):
        pipe_to(command, "字")
