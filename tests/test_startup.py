"""What a start costs, by the names of imported modules: milliseconds belong to the machine."""

import subprocess
import sys

import pytest

NETWORK = {"httpx", "httpcore", "stamina", "aiolimiter", "truststore"}
LATE = {"PIL", "segno", "budoux", "pypinyin", "opencc"}


def imported_by(script: str) -> set[str]:
    """Return the names of all modules that are imported once a new Python has run `script`."""
    script = f"import sys\n{script}\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--version"], {"textual", "rich"} | NETWORK | LATE),
        (["--help"], {"textual"} | NETWORK | LATE),
        (["list"], {"textual"} | NETWORK | LATE),
        (["channels"], {"textual"} | NETWORK | LATE),
        (["search", "工会"], {"textual"} | NETWORK | LATE),
        (["read", "sample"], {"textual"} | NETWORK | LATE),
    ],
    ids=["--version", "--help", "list", "channels", "search", "read"],
)
def test_a_command_imports_only_what_it_needs(arguments: list[str], unwanted: set[str]) -> None:
    modules = imported_by(f"from zhonggong_reader.cli.running import run\nassert run({arguments!r}) == 0")
    assert modules & unwanted == set()


def test_the_screen_imports_nothing_that_its_first_picture_does_not_need() -> None:
    modules = imported_by("import zhonggong_reader.cli.screen")
    assert "textual.app" in modules
    assert modules & (NETWORK | LATE | {"textual.widgets._markdown", "markdown_it"}) == set()
