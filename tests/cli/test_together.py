"""Several programs at once on one library: each does its work, none says that another is running."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from press import Press
from program import COMMAND

from zhonggong_reader.interchange import kept_to_json
from zhonggong_reader.library import Library
from zhonggong_reader.model import Shelf
from zhonggong_reader.newsdesk import channels

IMPORTED = 400


def start(*arguments: str | Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ.copy(),
    )


@pytest.mark.usefixtures("site")
def test_reader_sync_search_and_import_at_the_same_time(library_path: Path, tmp_path: Path) -> None:
    press = Press()
    file = tmp_path / "all.jsonl"
    file.write_text(
        "".join(
            json.dumps(kept_to_json(press.kept(number, "工匠" * 50))) + "\n" for number in range(IMPORTED)
        ),
        "utf-8",
    )
    programs = [
        start("sync"),
        start("sync", "全总"),
        start("import", str(file)),
        start("import", str(file)),
        *(start("search", "工匠") for _ in range(2)),
        *(start("list") for _ in range(2)),
    ]
    with Library(library_path) as reader:
        while any(program.poll() is None for program in programs):
            view = reader.headlines.open(Shelf())
            assert len(reader.headlines.page(view, 0, 5000)) == view.total
            channels.known(reader)
    for program in programs:
        said = program.communicate()[1]
        assert program.returncode == 0, said
        assert "占用" not in said
    with Library(library_path) as library:
        assert library.notice is None
        assert library.headlines.open(Shelf()).total == IMPORTED + 12
        assert library.checkup().faults == ()
        kept = sum(1 for _ in library.articles.each(Shelf(), lambda error: pytest.fail(str(error))))
        assert kept == IMPORTED + 12
