"""A stocked library, quick settings, and a terminal to run the program on."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from loopback import Site
from program import Finished, run
from terminal import Shown, run_on_terminal

PAGES = Path(__file__).parents[1] / "pages"


@pytest.fixture(autouse=True)
def config(home: Path) -> Path:
    """The settings file: no pause between requests to loopback."""
    config = home / "config/zhonggong-reader/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("[network]\npause = 0\n", "utf-8")
    return config


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that `sync` has filled from the site of tests/pages/site, which is gone now."""
    home = tmp_path_factory.mktemp("stock")
    (home / "zhonggong-reader").mkdir()
    (home / "zhonggong-reader/config.toml").write_text("[network]\npause = 0\n", "utf-8")
    site = Site(PAGES / "site")
    place = str(home)
    done = run(
        "sync",
        ZHONGGONG_SITE=site.address,
        XDG_DATA_HOME=place,
        XDG_CONFIG_HOME=place,
        XDG_STATE_HOME=place,
    )
    site.stop()
    assert (done.code, done.out, done.err) == (0, "", "5 个频道，新标题 12 条，新存文章 12 篇\n")
    return home / "zhonggong-reader/library.sqlite3"


@pytest.fixture
def library_path(home: Path) -> Path:
    """Where the program keeps its library."""
    return home / "data/zhonggong-reader/library.sqlite3"


@pytest.fixture
def stocked(stock: Path, library_path: Path) -> Path:
    """The stocked library in its place; nobody answers at ZHONGGONG_SITE."""
    library_path.parent.mkdir(parents=True)
    shutil.copy(stock, library_path)
    return library_path


@pytest.fixture
def log_path(home: Path) -> Path:
    """Where the program keeps its log."""
    return home / "state/zhonggong-reader/reader.log"


@pytest.fixture
def fails(program: Callable[..., Finished]) -> Callable[..., str]:
    """`fails("read", "x", code=1)` runs the command, which must end so with one line; returns that."""

    def run_and_look(*arguments: str | Path, code: int = 1, **rest: str) -> str:
        done = program(*arguments, **rest)
        assert (done.code, done.out) == (code, "")
        assert done.err.startswith("zhonggong-reader")
        assert done.err.count("\n") == 1
        assert done.err.endswith("\n")
        return done.err.rstrip("\n")

    return run_and_look


@pytest.fixture
def terminal() -> Callable[..., Shown]:
    """`terminal("sync")` runs the command on a terminal of its own."""
    return run_on_terminal
