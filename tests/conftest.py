"""Keeps the machine out of the tests: nothing here depends on who runs them, where or when.

Every test gets a home of its own with nothing in it; programs that a test starts inherit it. The
network is refused but for loopback (pytest-socket, see pyproject.toml), and ZHONGGONG_SITE leads
to a port where nobody listens, so that no program under test reaches the real site either.
"""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from loopback import Site
from program import Finished, run

PAGES = Path(__file__).parent / "pages"
NOBODY = "http://127.0.0.1:9"
"""The discard port: connections are refused at once."""

_PERSONAL = (
    *("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM", "COLUMNS", "LINES"),
    *("BROWSER", "EDITOR", "VISUAL", "PAGER", "DISPLAY", "WAYLAND_DISPLAY", "TMUX", "LANGUAGE"),
)
_PERSONAL_PREFIXES = ("XDG_", "LC_", "TEXTUAL", "ZHONGGONG_", "SSH_")
_PERSONAL_SUFFIX = "_PROXY"

for _name in list(os.environ):
    if _name in _PERSONAL or _name.startswith(_PERSONAL_PREFIXES) or _name.upper().endswith(_PERSONAL_SUFFIX):
        del os.environ[_name]
os.environ |= {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC", "TERM": "xterm-256color"}
if hasattr(time, "tzset"):
    time.tzset()

hypothesis.settings.register_profile(
    "repeatable",
    derandomize=True,
    database=None,
    # How long an example takes depends on the machine.
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("repeatable")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name tests by their argument where its value is bytes or long.

    Two workers must give a test the same name, and bytes may hold the moment they were made (gzip).
    """
    return argname if isinstance(val, bytes) or (isinstance(val, str) and len(val) > 80) else None


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder, for this test and the programs that it starts."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name, folder in (
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_CACHE_HOME", "cache"),
    ):
        monkeypatch.setenv(name, str(home / folder))
    monkeypatch.setenv("ZHONGGONG_SITE", NOBODY)
    return home


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The site of tests/pages/site on loopback; ZHONGGONG_SITE leads there for this test."""
    site = Site(PAGES / "site")
    monkeypatch.setenv("ZHONGGONG_SITE", site.address)
    yield site
    site.stop()


@pytest.fixture
def program() -> Callable[..., Finished]:
    """`program("list", "--format", "json")` runs the installed command: code, out, err."""
    return run
