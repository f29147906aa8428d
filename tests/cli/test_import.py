"""`import` of large files: broken off at any point, gone on with, in memory that does not grow."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from program import COMMAND, Finished
from terminal import Shown

from zhonggong_reader.library import Library
from zhonggong_reader.model import Shelf

Program = Callable[..., Finished]
SITE = "https://www.workercn.cn"
MANY = 3_000


def line(number: int) -> str:
    """Return article `number` as a line of JSON."""
    article = {
        "address": f"{SITE}/c/2026-10-05/{number}.shtml",
        "title": f"第{number}篇",
        "fetched": "2026-10-05T08:00:00Z",
        "blocks": [{"kind": "paragraph", "text": "劳动光荣" * 200}],
    }
    return json.dumps(article, ensure_ascii=False)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """MANY articles, with a line that is none at the end."""
    file = tmp_path / "many.jsonl"
    file.write_text("".join(f"{line(number)}\n" for number in range(MANY)) + "{\n", "utf-8")
    return file


def articles(path: Path) -> int:
    with Library(path) as library:
        return library.headlines.open(Shelf()).total


def broken_off(file: Path, path: Path, by: signal.Signals) -> subprocess.CompletedProcess[bytes]:
    """Begin an import and send it a signal once something of it is in the library."""
    process = subprocess.Popen([COMMAND, "import", file], stderr=subprocess.PIPE)
    while not path.exists() or not articles(path):
        assert process.poll() is None
    process.send_signal(by)
    _, said = process.communicate(timeout=60)
    return subprocess.CompletedProcess(process.args, process.returncode, stderr=said)


@pytest.mark.skipif(os.name == "nt", reason="no such signals here")
@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_import_that_is_broken_off_goes_on_where_it_stopped(
    program: Program, many: Path, library_path: Path, by: signal.Signals
) -> None:
    ended = broken_off(many, library_path, by)
    before = articles(library_path)
    assert 0 < before < MANY
    assert before % 100 == 0, "whole batches"
    if by is signal.SIGINT:
        assert ended.returncode == 130
        assert "再运行一次会接着读" in ended.stderr.decode()
    done = program("import", many)
    assert done.code == 3
    assert done.err.splitlines() == [
        f"接着上次读，从第 {before + 1} 行起；要从头读，加 --restart",
        f"{many} 第 {MANY + 1} 行：这一行不是有效的 JSON",
        f"新收 {MANY - before} 篇，更新 0 篇，已有 0 篇，坏行 1 行",
    ]
    assert articles(library_path) == MANY
    # It is finished: the next one begins at the first line.
    assert f"已有 {MANY} 篇" in program("import", many).err


@pytest.mark.skipif(os.name == "nt", reason="no such signals here")
def test_a_file_that_changed_meanwhile_is_read_from_its_first_line(
    program: Program, many: Path, library_path: Path
) -> None:
    broken_off(many, library_path, signal.SIGKILL)
    lines = many.read_text("utf-8").splitlines(keepends=True)
    many.write_text("".join([*lines[:90], *(line.replace("劳动", "工匠") for line in lines[90:-1])]), "utf-8")
    done = program("import", many)
    assert done.code == 0
    assert "接着" not in done.err
    assert articles(library_path) == MANY


@pytest.mark.skipif(os.name == "nt", reason="no such signals here")
def test_restart_begins_at_the_first_line(program: Program, many: Path, library_path: Path) -> None:
    broken_off(many, library_path, signal.SIGKILL)
    before = articles(library_path)
    done = program("import", many, "--restart")
    assert done.err.splitlines()[-1] == f"新收 {MANY - before} 篇，更新 0 篇，已有 {before} 篇，坏行 1 行"


@pytest.mark.skipif(os.name == "nt", reason="no such signals here")
def test_ctrl_c_ends_an_import_that_waits_for_more(library_path: Path) -> None:
    process = subprocess.Popen([COMMAND, "import", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin
    process.stdin.write("".join(f"{line(number)}\n" for number in range(250)).encode())
    process.stdin.flush()
    while not library_path.exists() or articles(library_path) < 100:
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130
    process.stdin.close()
    assert process.stderr
    process.stderr.close()
    assert articles(library_path) == 200


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Ten thousand articles need hardly more memory than a few hundred (which fill every cache)."""

    def peak(count: int) -> int:
        file = tmp_path / f"{count}.jsonl"
        with file.open("w", encoding="utf-8") as out:
            out.writelines(f"{line(number)}\n" for number in range(count))
        script = (
            "import sys; from resource import *; from zhonggong_reader.cli.running import run; "
            "code = run(sys.argv[1:]); print(getrusage(RUSAGE_SELF).ru_maxrss); sys.exit(code)"
        )
        home = {name: str(tmp_path / f"{name}-{count}") for name in ("XDG_DATA_HOME", "XDG_STATE_HOME")}
        done = subprocess.run(
            [sys.executable, "-c", script, "import", file],
            capture_output=True,
            check=True,
            env=os.environ | home,
        )
        assert f"新收 {count} 篇" in done.stderr.decode()
        return int(done.stdout)

    pytest.importorskip("resource")
    # The library's page cache and log fill up at first: 16 MiB and 4 MiB.
    assert peak(10_000) < peak(400) + 40_000


def test_a_terminal_shows_how_fast_it_goes(
    terminal: Callable[..., Shown], many: Path, library_path: Path
) -> None:
    shown = terminal("import", many)
    assert re.search(r"\d+ 篇，每秒 \d+ 篇", shown.raw)
    assert re.search(r"\d+%", shown.raw)
