"""The settings file is changed where it stands, and never blindly."""

import os
import stat
from pathlib import Path

import pytest

from zhonggong_reader.errors import SettingsError
from zhonggong_reader.settings import Settings, SettingsFile

MINE = '# 我的\ntheme = "night" # 晚上\n'
MEASURE = ("measure",)
THEME = ("theme",)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config/config.toml"


@pytest.fixture
def file(path: Path) -> SettingsFile:
    """A file that says MINE and has been read."""
    path.parent.mkdir()
    path.write_text(MINE, "utf-8")
    file = SettingsFile(path)
    file.read()
    return file


def test_without_a_file_the_defaults_hold_and_the_first_change_makes_one_for_its_owner_alone(
    path: Path,
) -> None:
    file = SettingsFile(path)
    assert file.read() == Settings()
    assert not path.exists()
    assert file.set(MEASURE, 60).measure == 60
    assert path.read_text("utf-8") == "measure = 60\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_change_holds_at_once_and_at_the_next_start(file: SettingsFile, path: Path) -> None:
    assert file.set(MEASURE, 60) == file.settings == Settings(theme="night", measure=60)
    assert path.read_text("utf-8") == MINE + "measure = 60\n"
    assert SettingsFile(path).read() == file.settings
    assert file.says(MEASURE) == 60
    assert file.set(MEASURE, None) == Settings(theme="night")
    assert path.read_text("utf-8") == MINE


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o640])
def test_the_mode_stays(file: SettingsFile, path: Path, mode: int) -> None:
    path.chmod(mode)
    file.set(MEASURE, 60)
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert list(path.parent.iterdir()) == [path]


def test_a_symbolic_link_stays(tmp_path: Path, file: SettingsFile, path: Path) -> None:
    home = tmp_path / "dotfiles.toml"
    path.rename(home)
    path.symlink_to(home)
    file.set(MEASURE, 60)
    assert path.is_symlink()
    assert home.read_text("utf-8") == MINE + "measure = 60\n"


def test_a_byte_order_mark_and_ends_of_lines_stay(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes("\ufefftheme = 'night'\r\n# 完\r\n".encode())
    file = SettingsFile(path)
    file.read()
    file.set(MEASURE, 60)
    assert path.read_bytes() == "\ufefftheme = 'night'\r\nmeasure = 60\r\n# 完\r\n".encode()


def test_undo_and_redo_restore_the_file_to_the_letter(file: SettingsFile, path: Path) -> None:
    file.set(MEASURE, 60)
    file.set(THEME, None)
    after = path.read_text("utf-8")
    assert (file.undo(), file.settings.theme) == (THEME, "night")
    assert path.read_text("utf-8") == MINE + "measure = 60\n"
    assert (file.undo(), file.undo()) == (MEASURE, None)
    assert path.read_text("utf-8") == MINE
    assert (file.redo(), file.redo(), file.redo()) == (MEASURE, THEME, None)
    assert path.read_text("utf-8") == after
    file.undo()
    file.set(MEASURE, 80)
    assert file.redo() is None, "a new change ends what could be made again"


def test_setting_what_holds_already_is_no_change_to_undo(file: SettingsFile, path: Path) -> None:
    file.set(THEME, "night")
    assert path.read_text("utf-8") == MINE
    assert file.undo() is None


def test_what_may_not_be_is_refused_and_changes_nothing(file: SettingsFile, path: Path) -> None:
    with pytest.raises(SettingsError, match="measure 的值不对"):
        file.set(MEASURE, 61)
    assert path.read_text("utf-8") == MINE
    assert file.settings.measure == 72
    assert file.undo() is None


def test_so_is_what_only_the_program_knows(path: Path) -> None:
    def check(settings: Settings) -> None:
        if settings.theme == "rosa":
            raise SettingsError("没有这个主题")

    file = SettingsFile(path, check)
    file.read()
    with pytest.raises(SettingsError, match="没有这个主题"):
        file.set(THEME, "rosa")
    assert not path.exists()
    path.parent.mkdir()
    path.write_text('theme = "rosa"\n', "utf-8")
    with pytest.raises(SettingsError, match="没有这个主题"):
        file.read()


# ── Somebody else writes too ─────────────────────────────────────────────────────────────────


def test_another_setting_that_was_changed_outside_is_kept(file: SettingsFile, path: Path) -> None:
    path.write_text(MINE + "justify = false # 参差\n", "utf-8")
    assert file.set(MEASURE, 60) == Settings(theme="night", justify=False, measure=60)
    assert path.read_text("utf-8") == MINE + "justify = false # 参差\nmeasure = 60\n"


def test_the_same_setting_changed_outside_is_not_overwritten(file: SettingsFile, path: Path) -> None:
    path.write_text('theme = "paper"\n', "utf-8")
    with pytest.raises(SettingsError, match="theme 刚在别处改成了 paper，没有覆盖"):
        file.set(THEME, "nord")
    assert path.read_text("utf-8") == 'theme = "paper"\n'
    assert file.settings.theme == "paper", "what the file says is shown"
    assert file.set(THEME, "nord").theme == "nord", "who has seen that may change it"


def test_nor_is_it_by_an_undo(file: SettingsFile, path: Path) -> None:
    file.set(THEME, "nord")
    path.write_text('theme = "paper"\njustify = false\n', "utf-8")
    with pytest.raises(SettingsError, match="没有覆盖"):
        file.undo()
    assert path.read_text("utf-8") == 'theme = "paper"\njustify = false\n'
    assert file.undo() is None


def test_an_undo_leaves_what_came_from_outside(file: SettingsFile, path: Path) -> None:
    file.set(THEME, "nord")
    path.write_text('theme = "nord"\njustify = false\n', "utf-8")
    assert file.undo() == THEME
    assert path.read_text("utf-8") == 'theme = "night"\njustify = false\n'


@pytest.mark.parametrize("broken", ["theme = ", "colour = 1\n", "measure = 61\n"])
def test_a_file_that_became_wrong_is_told_and_left_alone(file: SettingsFile, path: Path, broken: str) -> None:
    path.write_text(broken, "utf-8")
    with pytest.raises(SettingsError, match=str(path)):
        file.set(MEASURE, 60)
    assert path.read_text("utf-8") == broken


def test_a_file_that_is_written_in_the_last_moment_is_left_alone(
    file: SettingsFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def others_write(handle: int) -> None:
        sync(handle)
        path.write_text("justify = false\n", "utf-8")

    monkeypatch.setattr(os, "fsync", others_write)
    with pytest.raises(SettingsError, match="正在被别的程序改写"):
        file.set(MEASURE, 60)
    assert path.read_text("utf-8") == "justify = false\n"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("", "utf-8")  # stands where the folder should be
    file = SettingsFile(tmp_path / "config/config.toml")
    with pytest.raises(SettingsError, match=r"设置文件 .*config\.toml"):
        file.set(MEASURE, 60)
