"""The settings on the screen: what each is, changed where one stands, seen at once, kept in the file."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import msgspec
import pytest
from readingroom import FakeWeb, click, lines, press, reading, room, text
from terminal import run_on_terminal
from textual.pilot import Pilot

from zhonggong_reader import places, settings
from zhonggong_reader.settings import Settings, SettingsFile
from zhonggong_reader.settings.declared import told
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.screens.settings import SettingsScreen

AppMaker = Callable[..., ReaderApp]

MINE = "# 我的\nmeasure = 60  # 窄一些\n"


@pytest.fixture
def file() -> Path:
    """The reader's settings file."""
    path = places.settings()
    path.parent.mkdir(parents=True)
    path.write_text(MINE, "utf-8")
    return path


def said(file: Path) -> str:
    return file.read_text("utf-8")


def write(file: Path, text: str) -> None:
    """Write into the file, as somebody else would."""
    file.write_text(text, "utf-8")


@asynccontextmanager
async def open_settings(
    make_app: AppMaker, width: int = 120, height: int = 40, key: str = "comma"
) -> AsyncIterator[Pilot[None]]:
    async with reading(make_app(settings.read(places.settings())), width, height) as pilot:
        await press(pilot, key)
        yield pilot


def screen(pilot: Pilot[Any]) -> SettingsScreen:
    return cast(SettingsScreen, pilot.app.screen)


async def go_to(pilot: Pilot[Any], key: str) -> None:
    """Stand at the setting named `key`."""
    listed = screen(pilot).setting_list
    row = listed.row_of(key)
    assert row is not None, key
    listed.cursor = row
    await pilot.pause()


async def typed(pilot: Pilot[Any], words: str) -> None:
    screen(pilot).typed.value = words
    await press(pilot, "enter")


@pytest.mark.parametrize("key", ["comma", "，", "shift+f10"])
async def test_the_settings_open_by_their_keys_and_close(make_app: AppMaker, file: Path, key: str) -> None:
    for back in ("escape", "q", "comma"):
        async with open_settings(make_app, key=key) as pilot:
            assert lines(pilot.app)[0].startswith(" 设置　~/config/zhonggong-reader/config.toml")
            await press(pilot, back)
            assert pilot.app.screen is room(pilot)
    assert said(file) == MINE


async def test_each_says_what_it_is_what_it_may_be_and_how_it_comes(make_app: AppMaker, file: Path) -> None:
    async with open_settings(make_app) as pilot:
        await go_to(pilot, "measure")
        for words in ("行长　measure", "一个汉字占两格", "可为：24 到 96 之间的偶数（格）", "默认：72"):
            assert words in text(pilot.app)
        assert any(line.split()[:2] == ["*", "行长"] for line in lines(pilot.app)), "it is not as it comes"
        await go_to(pilot, "language")
        assert "默认：auto；下次启动时生效" in text(pilot.app)


async def test_every_declared_setting_has_its_line(make_app: AppMaker, file: Path) -> None:
    async with open_settings(make_app, 80, 24) as pilot:
        listed = screen(pilot).setting_list
        # One way through the list, without waiting for more than the picture of each.
        for setting in settings.described.every():
            assert listed.current == setting
            assert f"{setting.title}　{setting.key}" in text(pilot.app)
            assert not [line for line in lines(pilot.app) if "None" in line]
            await pilot.press("down")
        assert listed.at_end


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    depth: Annotated[float, told("深", "0 到 2", "多深", step=0.5, ge=0, le=2)] = 1.0


class Grown(Settings, frozen=True, kw_only=True):
    """Settings as somebody may declare them tomorrow."""

    loud: Annotated[bool, told("响", "true 或 false", "响不响", group="声音")] = False
    tone: Annotated[Literal["low", "high"], told("音高", "low 或 high", "高不高")] = "low"
    words: Annotated[tuple[str, ...], told("词", "词的列表", "哪些词")] = ()
    bare: int = 3
    kind: Annotated[Kind, told("种类")] = Kind()


async def test_a_setting_that_is_declared_tomorrow_needs_no_more_code(
    make_app: AppMaker, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhonggong_reader.settings.file.Settings", Grown)
    monkeypatch.setattr("zhonggong_reader.settings.reading.Settings", Grown)
    app = make_app(settings.read(file))
    changes = SettingsFile(file)
    changes.read()
    async with reading(app, 120, 40) as pilot:
        specimen = await room(pilot).desk.specimen()
        shown = SettingsScreen(changes, app.take, {}, app.key_set, specimen, owner=Grown)
        await app.push_screen(shown)
        await go_to(pilot, "loud")
        assert "响不响" in text(pilot.app)
        await press(pilot, "right")
        await go_to(pilot, "tone")
        await press(pilot, "left")
        await go_to(pilot, "words")
        await press(pilot, "enter")
        await typed(pilot, "涨薪，工伤")
        await go_to(pilot, "bare")
        await press(pilot, "right", "right")
        await go_to(pilot, "kind.depth")
        await press(pilot, "left")
    assert said(file) == (
        MINE + 'loud = true\ntone = "high"\nwords = ["涨薪", "工伤"]\nbare = 5\n\n[kind]\ndepth = 0.5\n'
    )


# ── Changing ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("key", "keys", "line"),
    [
        ("justify", ["right"], "justify = false"),
        ("justify", ["enter"], "justify = false"),
        ("pictures", ["right"], 'pictures = "always"'),
        ("pictures", ["left"], 'pictures = "never"'),
        ("theme", ["right"], 'theme = "night"'),
        ("keys", ["right"], 'keys = "newsboat"'),
        ("picture_cache_mb", ["right", "right"], "picture_cache_mb = 300"),
        ("picture_cache_mb", ["6", "4", "enter"], "picture_cache_mb = 64"),
    ],
)
async def test_keys_change_the_value_and_the_file(
    make_app: AppMaker, file: Path, key: str, keys: list[str], line: str
) -> None:
    async with open_settings(make_app) as pilot:
        await go_to(pilot, key)
        await press(pilot, *keys)
        assert "已存" in text(pilot.app)
    assert said(file) == f"{MINE}{line}\n"


async def test_a_comment_stays_beside_its_setting(make_app: AppMaker, file: Path) -> None:
    async with open_settings(make_app) as pilot:
        await go_to(pilot, "measure")
        await press(pilot, "right", "right")
    assert said(file) == "# 我的\nmeasure = 64  # 窄一些\n"


async def test_what_may_not_be_is_told_while_one_types_and_is_not_kept(
    make_app: AppMaker, file: Path
) -> None:
    async with open_settings(make_app) as pilot:
        await go_to(pilot, "measure")
        await press(pilot, "7", "1")
        assert "! measure 的值不对，应为：24 到 96 之间的偶数（格）" in text(pilot.app)
        await press(pilot, "enter")
        assert screen(pilot).typed.has_focus, "one may mend it"
        await press(pilot, "escape")
        assert "! " not in text(pilot.app)
        assert screen(pilot).is_current
    assert said(file) == MINE


async def test_what_only_the_program_knows_is_told_too(make_app: AppMaker, file: Path) -> None:
    async with open_settings(make_app) as pilot:
        await go_to(pilot, "theme")
        await press(pilot, "enter")
        await typed(pilot, "rosa")
        assert "没有“rosa”这个主题" in text(pilot.app)
    assert said(file) == MINE


@pytest.mark.parametrize("key", ["delete", "d", "backspace"])
async def test_back_to_the_default(make_app: AppMaker, file: Path, key: str) -> None:
    async with open_settings(make_app) as pilot:
        await go_to(pilot, "measure")
        await press(pilot, key)
        assert not any(line.split()[:2] == ["*", "行长"] for line in lines(pilot.app))
    assert said(file) == "# 我的\n"


@pytest.mark.parametrize("undo", ["u", "ctrl+z"])
async def test_undo_goes_back_step_by_step_and_redo_forth(make_app: AppMaker, file: Path, undo: str) -> None:
    async with open_settings(make_app) as pilot:
        await go_to(pilot, "measure")
        await press(pilot, "right")
        await go_to(pilot, "justify")
        await press(pilot, "right", "home")
        after = said(file)
        await press(pilot, undo)
        assert "撤销：现在是 开" in text(pilot.app)
        assert "两端对齐　justify" in text(pilot.app), "one stands at what was taken back"
        await press(pilot, undo, undo)
        assert "没有可撤销的了" in text(pilot.app)
        assert said(file) == MINE
        await press(pilot, "ctrl+r", "ctrl+r")
        assert said(file) == after


async def test_what_changed_outside_is_told_and_not_overwritten(make_app: AppMaker, file: Path) -> None:
    async with open_settings(make_app) as pilot:
        await go_to(pilot, "measure")
        write(file, 'theme = "night"\nmeasure = 80\n')
        await press(pilot, "right")
        assert "measure 刚在别处改成了 80，没有覆盖" in text(pilot.app)
        assert pilot.app.theme == "night", "what the file says holds"
        await press(pilot, "right")
    assert said(file) == 'theme = "night"\nmeasure = 82\n'


async def test_a_file_that_is_wrong_is_told_instead_of_opened(make_app: AppMaker, file: Path) -> None:
    async with reading(make_app(settings.read(file)), 120, 40) as pilot:
        write(file, "measure = 61\n")
        await press(pilot, "comma")
        assert pilot.app.screen is room(pilot)
        assert "measure 的值不对" in room(pilot).masthead.status.text


# ── Live ─────────────────────────────────────────────────────────────────────────────────────


async def test_what_is_changed_holds_at_once(make_app: AppMaker, file: Path) -> None:
    async with open_settings(make_app) as pilot:
        below = room(pilot)
        wide = max(len(line) for line in lines(pilot.app)[-20:])
        await go_to(pilot, "measure")
        await press(pilot, "4", "0", "enter")
        assert below.article_view.measure == 40
        assert max(len(line) for line in lines(pilot.app)[-20:]) < wide, "the page of print shows it"
        await go_to(pilot, "justify")
        await press(pilot, "right")
        assert below.article_view.setting.justify is False
        await go_to(pilot, "theme")
        await press(pilot, "right")
        assert pilot.app.theme == "night"
        await go_to(pilot, "pictures")
        await press(pilot, "left")
        assert below.settings.pictures == "never"


async def test_another_set_of_keys_holds_at_once(make_app: AppMaker, file: Path) -> None:
    async with open_settings(make_app) as pilot:
        await go_to(pilot, "keys")
        await press(pilot, "right", "right", "escape", "ctrl+w")
        assert room(pilot).pane == "article"
    assert said(file) == MINE + 'keys = "vim"\n'


async def test_channels_are_chosen_and_put_in_order(make_app: AppMaker, web: FakeWeb, file: Path) -> None:
    async with open_settings(make_app) as pilot:
        await go_to(pilot, "channels.first")
        await press(pilot, "enter")
        await click(pilot, "人物")
        await click(pilot, "评论")
        await press(pilot, "home", "J", "enter")
        await go_to(pilot, "channels.hidden")
        await press(pilot, "enter")
        await click(pilot, "权益")
        await press(pilot, "enter", "escape")
        column = [line.split()[0] for line in lines(pilot.app)[1:8]]
        assert column[3:5] == ["评论", "人物"]
        assert "权益" not in column
        await press(pilot, "comma", "u", "escape")
        assert "权益" in [line.split()[0] for line in lines(pilot.app)[1:9] if line.split()]
    assert said(file) == f'{MINE}\n[channels]\nfirst = ["评论", "人物"]\n'


async def test_choosing_may_be_left_without_a_change(make_app: AppMaker, file: Path) -> None:
    async with open_settings(make_app) as pilot:
        await go_to(pilot, "channels.first")
        await press(pilot, "enter", "space", "space", "escape")
        assert screen(pilot).is_current
    assert said(file) == MINE


# ── The editor ───────────────────────────────────────────────────────────────────────────────


def test_the_editor_has_the_terminal_and_what_it_wrote_holds(tmp_path: Path, file: Path) -> None:
    script = tmp_path / "editor"
    script.write_text("#!/bin/sh\necho 'IN THE EDITOR'\necho 'theme = \"night\"' > \"$1\"\n", "utf-8")
    script.chmod(0o700)
    shown = run_on_terminal(
        "--demo",
        answers=[("首届大国工匠", ","), ("换值", "e"), ("已读入设置文件", "\x1b"), ("媒体矩阵", "Q")],
        EDITOR=str(script),
    )
    assert shown.code == 0
    assert "IN THE EDITOR" in shown.raw
    assert said(file) == MINE, "the demonstration leaves no trace"


async def test_where_no_editor_can_have_the_terminal_that_is_told(make_app: AppMaker, file: Path) -> None:
    async with open_settings(make_app) as pilot:
        await press(pilot, "e")
        assert "这里打不开编辑器" in text(pilot.app)
    assert said(file) == MINE
