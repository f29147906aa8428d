"""`tidy`: what the settings' limits let go, said before, done, and taken back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from press import Press
from program import Finished

from zhonggong_reader.library import Library, backup_of
from zhonggong_reader.model import Shelf

Program = Callable[..., Finished]
Fails = Callable[..., str]


@pytest.fixture
def old_ones(library_path: Path) -> Path:
    """Twenty read articles, half of them from long ago, two of those starred."""
    press = Press()
    now = datetime.now(UTC)
    with Library(library_path) as library:
        library.articles.add(
            press.kept(
                number,
                "字" * 200,
                read=True,
                starred=number in (18, 19),
                fetched=now - timedelta(days=200 * (number >= 10)),
            )
            for number in range(20)
        )
    return library_path


def total(path: Path) -> int:
    with Library(path) as library:
        return library.headlines.open(Shelf()).total


def test_nothing_goes_by_the_settings_of_a_newcomer(old_ones: Path, program: Program) -> None:
    done = program("tidy")
    assert (done.code, done.out) == (0, "")
    assert "没有限制，不清理" in done.err
    assert "全部留着" in program("doctor").out
    assert total(old_ones) == 20


def test_what_will_go_is_said_goes_and_is_taken_back(old_ones: Path, program: Program, config: Path) -> None:
    config.write_text("[keep]\ndays = 90\n", "utf-8")
    said = "按设置 [keep] 清理 8 篇（其中未读 0 篇），约 0.0 MB\n"
    doctor = program("doctor").out
    assert "下次将清理 8 篇（其中未读 0 篇）" in doctor
    done = program("tidy", "--dry-run")
    assert (done.code, done.out, done.err) == (0, said, "")
    assert total(old_ones) == 20
    assert not backup_of(old_ones).exists()
    done = program("tidy")
    assert (done.code, done.out) == (0, said)
    assert done.err == "已清理 8 篇；反悔可用 zhonggong-reader tidy --undo\n"
    assert total(old_ones) == 12
    assert backup_of(old_ones).exists()
    assert program("tidy").out == "按设置 [keep]，没有要清理的\n"
    done = program("tidy", "--undo")
    assert (done.code, done.out, done.err) == (0, "", "取回了 8 篇\n")
    assert total(old_ones) == 20


def test_undo_brings_back_what_went_last(old_ones: Path, program: Program, config: Path) -> None:
    config.write_text("[keep]\narticles = 15\n", "utf-8")
    program("tidy")
    assert total(old_ones) == 15
    assert program("tidy", "--undo").err == "取回了 5 篇\n"
    assert total(old_ones) == 20


def test_wishes_that_exclude_each_other_are_refused(program: Program) -> None:
    assert program("tidy", "--undo", "--dry-run").code == 2


def test_a_limit_that_is_none_is_named(fails: Fails, config: Path) -> None:
    config.write_text("[keep]\ndays = -1\n", "utf-8")
    assert "keep.days 的值不对，应为：0 到 36500 之间的整数（天）" in fails("tidy")


def test_sync_keeps_the_library_too(old_ones: Path, program: Program, config: Path, site: object) -> None:
    config.write_text("[network]\npause = 0\n[keep]\ndays = 90\n", "utf-8")
    done = program("sync", "--articles", "0")
    assert done.code == 0
    assert "按设置 [keep] 清理 8 篇" in done.err
    assert backup_of(old_ones).exists()
    again = program("sync", "--articles", "0")
    assert "清理" not in again.err
