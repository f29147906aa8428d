"""The table of commands: complete, and within reach of every hand."""

import pytest
from rich.cells import cell_len

from zhonggong_reader.ui import commands, keyboard, keys
from zhonggong_reader.ui.commands import BY_ID, GROUPS, PaneName
from zhonggong_reader.ui.key_lines import BAR, PAPER_BAR

PLAN = {
    "move.down": {"j", "down"},
    "move.up": {"k", "up"},
    "pane.open": {"l", "right", "enter"},
    "pane.back": {"h", "left"},
    "pane.escape": {"escape"},
    "pane.next": {"tab"},
    "pane.previous": {"shift+tab"},
    "page.down": {"space", "pagedown"},
    "page.up": {"b", "pageup"},
    "half.down": {"ctrl+d"},
    "half.up": {"ctrl+u"},
    "move.top": {"g", "home"},
    "move.end": {"G", "end"},
    "article.next": {"J", "ctrl+down"},
    "article.previous": {"K", "ctrl+up"},
    "article.down": {"ctrl+e"},
    "article.up": {"ctrl+y"},
    "unread.next": {"n", "f8"},
    "unread.previous": {"p", "shift+f8"},
    "channel.next": {"]", "f6"},
    "channel.previous": {"[", "shift+f6"},
    "day.next": {"}"},
    "day.previous": {"{"},
    "article.read": {"m", "f4"},
    "article.star": {"s", "f7"},
    "refresh.one": {"r", "f5"},
    "refresh.all": {"R", "ctrl+f5"},
    "article.browser": {"o", "f2"},
    "article.browser.read": {"O"},
    "article.copy": {"y"},
    "article.citation": {"Y"},
    "article.qr": {"x", "f10"},
    "article.hints": {"f"},
    "article.alone": {"z", "f11"},
    "mode.next": {"v"},
    "measure.narrower": {"<"},
    "measure.wider": {">"},
    "media.client": {"1"},
    "media.wechat": {"2"},
    "media.weibo": {"3"},
    "media.douyin": {"4"},
    "failures": {"!", "f9"},
    "failure.next": {"e"},
    "matrix": {"M", "shift+f1"},
    "help": {"?", "f1"},
    "search": {"/", "f3"},
    "palette": {"ctrl+p", ":"},
    "pane.up": {"q"},
    "quit": {"Q", "ctrl+q"},
}


@pytest.mark.parametrize("name", PLAN)
def test_every_key_of_the_plan_does_what_the_plan_says(name: str) -> None:
    assert set(keys.settle("default").of(name)) >= {keyboard.spelled(key) for key in PLAN[name]}


def test_ids_are_unique() -> None:
    assert len(BY_ID) == sum(len(group.commands) for group in GROUPS)


@pytest.mark.parametrize("command", BY_ID.values(), ids=lambda command: command.id)
def test_every_command_is_within_reach_while_an_input_method_is_on(command: commands.Command) -> None:
    assert any(map(keyboard.passes_input_method, keys.settle("default").of(command.id)))


@pytest.mark.parametrize("command", BY_ID.values(), ids=lambda command: command.id)
def test_every_command_has_a_name_for_the_key_line_and_a_sentence_for_the_help(
    command: commands.Command,
) -> None:
    assert 2 <= len(command.label) <= 4
    assert command.help
    assert not command.help.endswith("。")
    # Help is a sheet of 84 cells, keys take 24 of them.
    assert cell_len(command.help) <= 56


@pytest.mark.parametrize("bar", [BAR, PAPER_BAR], ids=["news", "newspaper"])
@pytest.mark.parametrize("pane", BAR)
def test_the_key_line_tells_the_way_on_the_way_back_and_the_help_on_the_narrowest_screen(
    bar: dict[PaneName, tuple[str, ...]], pane: PaneName
) -> None:
    cells = 1
    named = []
    for name in bar[pane]:
        cells += cell_len(keys.settle("default").name(name)) + 1 + cell_len(BY_ID[name].label) + 2
        if cells - 2 <= 40:
            named.append(name)
    assert "help" in named
    assert pane == "channels" or "pane.up" in named
