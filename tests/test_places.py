"""Where files live."""

import sys
from pathlib import Path

import pytest

from zhonggong_reader import places

PROJECT = Path(__file__).resolve().parents[1]

xdg = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="XDG folders are Unix's")


@xdg
def test_the_folders_of_xdg_are_honoured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    assert places.library() == tmp_path / "DATA/zhonggong-reader/library.sqlite3"
    assert places.settings() == tmp_path / "CONFIG/zhonggong-reader/config.toml"
    assert places.log() == tmp_path / "STATE/zhonggong-reader/reader.log"
    assert places.bookmark() == tmp_path / "STATE/zhonggong-reader/bookmark.json"
    assert places.cache_directory() == tmp_path / "CACHE/zhonggong-reader"


@xdg
def test_without_xdg_they_are_in_the_home(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.delenv(f"XDG_{name}_HOME")
    assert places.library() == home / ".local/share/zhonggong-reader/library.sqlite3"
    assert places.settings() == home / ".config/zhonggong-reader/config.toml"
    assert places.log() == home / ".local/state/zhonggong-reader/reader.log"
    assert places.cache_directory() == home / ".cache/zhonggong-reader"


def test_asking_creates_nothing(home: Path) -> None:
    for place in (places.library, places.settings, places.log, places.bookmark, places.cache_directory):
        place()
    assert list(home.iterdir()) == []


def test_in_a_checkout_the_styles_stand_at_the_top() -> None:
    assert places.styles() == PROJECT / "styles"
