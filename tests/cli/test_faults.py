"""Broken settings and libraries, the log, and what nobody foresaw."""

import logging
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest
from loopback import Site
from press import NOW
from program import Finished

from zhonggong_reader.cli import crash as crash_report
from zhonggong_reader.cli.log import LOG_LIMIT
from zhonggong_reader.cli.streams import TOLD_LIMIT

Program = Callable[..., Finished]
Fails = Callable[..., str]

PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
GONE = "https://www.workercn.cn/c/2026-10-05/1.shtml"


# ── What is no file ──────────────────────────────────────────────────────────────────────────


@pytest.fixture(params=["pipe", "endless", "folder"])
def no_file(request: pytest.FixtureRequest) -> Callable[[Path], None]:
    """Puts something in the place of a file, from which nobody can read to the end."""

    def put(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        match request.param:
            case "pipe":
                os.mkfifo(path)
            case "endless":
                path.symlink_to("/dev/zero")
            case "folder":
                path.mkdir()

    return put


@pytest.mark.skipif(os.name == "nt", reason="has no named pipes in folders")
def test_what_is_no_file_is_refused_and_nobody_waits(
    fails: Fails, no_file: Callable[[Path], None], config: Path, library_path: Path, tmp_path: Path
) -> None:
    given = tmp_path / "given.jsonl"
    no_file(given)
    assert str(given) in fails("import", str(given))
    assert str(given) in fails("read", str(given))
    no_file(config)
    assert str(config) in fails("read", "sample")
    config.rmdir() if config.is_dir() else config.unlink()
    no_file(library_path)
    assert str(library_path) in fails("list")


@pytest.mark.skipif(os.name == "nt", reason="has no named pipes in folders")
def test_a_log_that_is_no_file_stops_nothing(
    program: Program, no_file: Callable[[Path], None], log_path: Path, config: Path
) -> None:
    config.write_text("mesure = 1", "utf-8")
    no_file(log_path)
    assert program("read", "sample").code == 1


def test_settings_without_end_are_refused(fails: Fails, config: Path) -> None:
    config.write_text("# " + "长" * 400_000, "utf-8")
    assert "文件太大" in fails("read", "sample")


@pytest.mark.skipif(os.name == "nt", reason="has no such name")
def test_what_a_shell_hands_on_by_a_name_is_imported(program: Program) -> None:
    assert "/dev/stdin 第 1 行" in program("import", "/dev/stdin", stdin=b"no article\n").err


# ── Settings ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("mesure = 40", ("mesure", "measure")),
        ("measure = 41", ("measure", "24 到 96 之间的偶数")),
        ("[network]\npause = 'long'", ("network.pause", "0 到 60 之间的秒数")),
        ("[network]\nproxy = 1", ("network.proxy", "timeout")),
        ("measure = 72\nmeasure 41", ("TOML", "第 2 行第 9 列写得不对", "config edit")),
        ("[keep]\n[keep]", ("TOML", "第 2 行第 6 列和前面的重复")),
        ("measure = ", ("TOML", "文件末尾写得不对")),
        ("\udcff", ("不是 UTF-8 的文字",)),
        ("measure = " + "9" * 5_000, ("TOML", "有一个数太长")),
        (".".join("a" * 100_000) + " = 1", ("嵌套太深", "config edit")),
        ("language = 'en'\n" + ".".join("a" * 100_000) + " = 1", ("嵌套太深", "config edit")),
    ],
    ids=[
        *("key", "value", "kind", "key of a table", "no TOML", "twice", "no value", "no UTF-8"),
        *("digits", "parts of a key", "parts of a key, and a language"),
    ],
)
def test_broken_settings_are_told_with_file_key_and_what_is_allowed(
    fails: Fails, config: Path, text: str, told: tuple[str, ...]
) -> None:
    config.write_text(text, "utf-8", errors="surrogateescape")
    line = fails("read", "sample")
    assert str(config) in line
    for words in told:
        assert words in line


@pytest.mark.parametrize(
    "text",
    [
        '"\\u001b]52;c;ZXZpbA==\\u0007" = 1',
        'theme = "\\u001b[31m"\n"\\u202e" = 2',
        'browser = ["\\u001b]0;evil\\u0007", "\\u009b31m"]',
        "a = " + "[" * 100_000,
        "\x00" * 1_000_000,
    ],
    ids=["key", "keys", "value", "nested", "zeros"],
)
def test_settings_reach_the_terminal_as_text_only(program: Program, config: Path, text: str) -> None:
    config.write_text(text, "utf-8")
    for command in (["channels"], ["config", "list"], ["config", "get", "browser"], ["doctor"]):
        done = program(*command)
        assert not set(done.out + done.err) & set("\x1b\x07\x9b\u202e\x00"), command
        assert "Traceback" not in done.err


def test_arguments_reach_the_terminal_as_text_only(program: Program) -> None:
    for command in (
        ["\x1b[31mlist"],
        ["list", "\x1b]52;c;x\x07"],
        ["read", "\x1b[2J"],
        ["import", "\x1b[2J"],
    ):
        done = program(*command)
        assert done.code in {1, 2}
        assert not set(done.out + done.err) & set("\x1b\x07"), command


@pytest.mark.parametrize(
    "argument", ["一\n二", "一\r\n二", "字" * 40_000], ids=["lines", "lines of Windows", "long"]
)
def test_whatever_was_typed_is_answered_in_one_line_that_can_be_read(fails: Fails, argument: str) -> None:
    for command in (["read", argument], ["list", argument], ["import", argument], [argument]):
        line = fails(*command, code=2 if command == [argument] else 1)
        assert len(line) <= TOLD_LIMIT
        assert ("读不出来" in line) if command[0] in {"read", "import"} else ("没有“" in line)


@pytest.mark.parametrize("command", [["read", "1"], ["sync"], ["channels"]], ids=" ".join)
def test_settings_that_are_a_folder(fails: Fails, config: Path, command: list[str]) -> None:
    config.unlink()
    config.mkdir()
    assert f"{config} 读不出来：这是文件夹" in fails(*command)


# ── The library ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "command", [["list"], ["sync"], ["export", "--format", "jsonl"], ["read", "1"]], ids=" ".join
)
def test_a_folder_in_the_library_s_place(fails: Fails, library_path: Path, command: list[str]) -> None:
    library_path.mkdir(parents=True)
    assert f"书库 {library_path} 不是文件" in fails(*command)


def test_a_file_in_the_place_of_the_library_s_folder(fails: Fails, library_path: Path) -> None:
    library_path.parent.parent.mkdir(parents=True)
    library_path.parent.touch()
    assert f"建不了书库 {library_path}：路径中有一段不是文件夹" in fails("list")


def test_the_doctor_says_where_no_library_can_be_made(
    program: Program, site: Site, library_path: Path
) -> None:
    library_path.parent.parent.mkdir(parents=True)
    library_path.parent.touch()
    done = program("doctor")
    assert done.code == 1
    assert f"✗ 出错  书库  建不了书库 {library_path}：{library_path.parent} 不是文件夹\n" in done.out


def test_a_library_that_may_only_be_read(program: Program, fails: Fails, stocked: Path, site: Site) -> None:
    stocked.chmod(0o400)
    stocked.parent.chmod(0o500)
    if os.access(stocked.parent, os.W_OK):
        pytest.skip("whoever runs this may write everywhere")
    done = program("list", "--format", "json")
    assert (done.code, len(done.json())) == (0, 12)
    assert "书库不可写" in done.err
    done = program("sync")
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines()[-1].startswith("zhonggong-reader: 书库不可写")


def test_garbage_in_the_library_s_place_is_moved_aside_and_named(
    program: Program, library_path: Path, log_path: Path
) -> None:
    library_path.parent.mkdir(parents=True)
    library_path.write_bytes(b"garbage " * 1000)
    done = program("list", "--format", "json")
    assert (done.code, done.json()) == (0, [])
    [aside] = library_path.parent.glob("library.corrupt-*")
    assert aside.read_bytes() == b"garbage " * 1000
    assert str(aside) in done.err
    assert str(aside) in log_path.read_text("utf-8")


def test_another_program_s_database_is_left_alone(fails: Fails, library_path: Path) -> None:
    library_path.parent.mkdir(parents=True)
    db = apsw.Connection(str(library_path))
    db.execute("CREATE TABLE theirs (a); PRAGMA application_id = 7")
    db.close()
    before = library_path.read_bytes()
    assert "是别的程序的数据库" in fails("sync")
    assert library_path.read_bytes() == before


def test_a_library_of_a_newer_reader_can_be_read_and_is_not_written(
    program: Program, stocked: Path, site: Site
) -> None:
    db = apsw.Connection(str(stocked))
    db.execute("PRAGMA user_version = 99")
    db.close()
    done = program("list", "--format", "json")
    assert (done.code, len(done.json())) == (0, 12)
    assert done.err.count("\n") == 1
    assert "更新版本的阅读器" in done.err
    assert program("read", "1").code == 0
    synced = program("sync")
    assert (synced.code, synced.out) == (1, "")
    assert synced.err.splitlines()[-1].startswith("zhonggong-reader: 书库不可写")


def test_a_library_that_is_written_to_can_be_read(program: Program, stocked: Path) -> None:
    db = apsw.Connection(str(stocked))
    db.execute("BEGIN IMMEDIATE; UPDATE headline SET starred = 1")
    try:
        assert len(program("list", "--format", "json").json()) == 12
    finally:
        db.execute("ROLLBACK")
        db.close()


# ── The log ──────────────────────────────────────────────────────────────────────────────────


def test_a_run_without_trouble_leaves_no_log(program: Program, site: Site, log_path: Path) -> None:
    assert program("sync", "评论").code == 0
    assert program("read", "1").code == 0
    assert not log_path.parent.exists()


def test_the_log_is_for_the_reader_s_eyes_only_and_says_what_and_why(
    program: Program, site: Site, log_path: Path
) -> None:
    assert program("read", GONE).code == 1
    assert program("read", GONE).code == 1
    assert stat.S_IMODE(log_path.stat().st_mode) == 0o600
    assert stat.S_IMODE(log_path.parent.stat().st_mode) == 0o700
    entries = log_path.read_text("utf-8").splitlines()
    assert len(entries) == 2
    for entry in entries:
        assert entry.endswith(f"article {GONE}: 这篇文章在网站上已找不到；可能已被撤下")
        assert " WARNING " in entry


def test_the_log_s_size_is_bounded(program: Program, site: Site, log_path: Path) -> None:
    log_path.parent.mkdir(parents=True)
    log_path.write_bytes(b"x" * LOG_LIMIT)
    assert program("read", GONE).code == 1
    assert log_path.stat().st_size < 1000
    assert [path.name for path in sorted(log_path.parent.iterdir())] == ["reader.log", "reader.log.1"]


def test_a_log_that_cannot_be_written_stops_nothing(fails: Fails, site: Site, log_path: Path) -> None:
    log_path.mkdir(parents=True)
    assert "已找不到" in fails("read", GONE)
    shutil.rmtree(log_path.parent)
    log_path.parent.touch()
    assert "已找不到" in fails("read", GONE)


# ── What nobody foresaw ──────────────────────────────────────────────────────────────────────

BUG = """
import sys
from zhonggong_reader import sample
from zhonggong_reader.cli import main

def article_page():
    raise ZeroDivisionError("oh")

sample.article_page = article_page
sys.argv = ["zhonggong-reader", "read", "sample"]
main()
"""


def crash(script: str = BUG) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)


def reports(log_path: Path) -> list[Path]:
    return sorted(log_path.parent.glob("crash-*.txt"))


def test_a_bug_is_one_line_here_and_a_report_for_the_reader_alone(log_path: Path) -> None:
    done = crash()
    [report] = reports(log_path)
    assert (done.returncode, done.stdout) == (1, "")
    said = f"程序出错了（ZeroDivisionError）；报告在 {report}，里面没有文章内容"
    assert done.stderr == f"zhonggong-reader: {said}\n"
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert stat.S_IMODE(report.parent.stat().st_mode) == 0o700
    assert f"unexpected end: ZeroDivisionError; {report}" in log_path.read_text("utf-8")


def test_a_report_says_where_and_holds_nothing_of_what_was_read(log_path: Path, home: Path) -> None:
    secret = "文章里的一句话"
    crash(BUG.replace('ZeroDivisionError("oh")', f"KeyError({secret!r}) from ValueError({secret!r})"))
    report = reports(log_path)[0].read_text("utf-8")
    assert secret not in report
    assert secret not in log_path.read_text("utf-8")
    assert str(home) not in report
    assert "builtins.KeyError\n" in report
    assert "builtins.ValueError\n" in report
    assert "zhonggong_reader/cli/__init__.py:" in report
    assert " in article_page\n" in report


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("/elsewhere/.venv/lib/python3.11/site-packages/httpx/_client.py", "httpx/_client.py"),
        ("/elsewhere/work/src/zhonggong_reader/text.py", "zhonggong_reader/text.py"),
        (f"/elsewhere/{PYTHON}/json/decoder.py", "json/decoder.py"),
        ("/elsewhere/secret/plan.py", "plan.py"),
    ],
)
def test_a_report_names_files_of_the_source_and_not_where_those_lie(file: str, told: str) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        exec(compile("1 / 0", file, "exec"))
    lines = [*crash_report.report(caught.value, NOW)]
    assert f"  {told}:1 in <module>" in lines
    assert "elsewhere" not in "".join(lines)


def _behind_one_another(count: int) -> BaseException:
    error = ValueError()
    for _ in range(count - 1):
        following = ValueError()
        following.__cause__ = error
        error = following
    return error


def test_a_report_names_what_was_behind_what_and_has_an_end() -> None:
    first, second = _behind_one_another(20), KeyError()
    assert sum(line.startswith("builtins.") for line in crash_report.report(first, NOW)) == 10
    first.__cause__, second.__cause__ = second, first
    assert sum(line.startswith("builtins.") for line in crash_report.report(first, NOW)) == 2


def test_the_last_reports_are_kept_and_no_more(log_path: Path) -> None:
    log_path.parent.mkdir(parents=True)
    for number in range(10):
        (log_path.parent / f"crash-2026100{number}T000000-1.txt").touch()
    (log_path.parent / "crash-20260101T000000-1.txt").mkdir()
    assert "报告在" in crash().stderr
    (log_path.parent / "crash-20260101T000000-1.txt").rmdir()
    assert len(reports(log_path)) == 5
    assert reports(log_path)[-2].name == "crash-20261009T000000-1.txt"


def test_a_bug_where_no_report_can_be_written(log_path: Path) -> None:
    log_path.parent.parent.mkdir(parents=True, exist_ok=True)
    log_path.parent.touch()
    done = crash()
    assert done.returncode == 1
    assert done.stderr == "zhonggong-reader: 程序出错了（ZeroDivisionError）；报告也写不了\n"


def test_a_bug_in_a_thread_is_reported_and_ends_nothing(log_path: Path) -> None:
    script = (
        "import threading; from zhonggong_reader.cli import crash; crash.watch();"
        "thread = threading.Thread(target=lambda: 1 / 0); thread.start(); thread.join(); print('on')"
    )
    done = crash(script)
    assert (done.returncode, done.stdout, done.stderr) == (0, "on\n", "")
    assert "ZeroDivisionError" in reports(log_path)[0].read_text("utf-8")


def test_the_log_s_level_is_for_warnings() -> None:
    from zhonggong_reader.cli import log

    ours = logging.getLogger("zhonggong_reader")
    handlers = list(ours.handlers)
    try:
        assert log.keep() is log.keep()
        assert len(ours.handlers) == len(handlers) + 1
        assert ours.getEffectiveLevel() == logging.WARNING
    finally:
        ours.handlers = handlers
        ours.propagate = True
        ours.setLevel(logging.NOTSET)
