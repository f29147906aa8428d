"""The table of commands: complete, unambiguous, and open to the settings."""

import pytest
from rich.cells import cell_len

from zhonggong_reader.errors import SettingsError
from zhonggong_reader.ui import commands
from zhonggong_reader.ui.commands import BAR, BY_ID, GROUPS

ASKED_FOR = {
    "move.down": {"j", "down"},
    "move.up": {"k", "up"},
    "pane.open": {"l", "right", "enter"},
    "pane.back": {"h", "left"},
    "pane.escape": {"escape"},
    "pane.next": {"tab"},
    "pane.previous": {"shift+tab"},
    "page.down": {"space", "pagedown"},
    "page.up": {"b", "pageup"},
    "move.top": {"g", "home"},
    "move.end": {"G", "end"},
    "article.next": {"J", "ctrl+down"},
    "article.previous": {"K", "ctrl+up"},
    "unread.next": {"n", "f8"},
    "unread.previous": {"p", "shift+f8"},
    "channel.next": {"]", "f6", "】"},
    "channel.previous": {"[", "shift+f6", "【"},
    "article.read": {"m", "f4"},
    "article.star": {"s", "f7"},
    "refresh.one": {"r", "f5"},
    "refresh.all": {"R", "ctrl+f5"},
    "article.browser": {"o", "f2"},
    "article.copy": {"y"},
    "article.qr": {"x", "f10"},
    "article.alone": {"z"},
    "media.client": {"1", "１"},
    "media.wechat": {"2", "２"},
    "media.weibo": {"3", "３"},
    "media.douyin": {"4", "４"},
    "help": {"?", "f1", "？"},
    "palette": {"ctrl+p", ":", "："},
    "pane.up": {"q"},
    "quit": {"Q", "ctrl+q"},
}


@pytest.mark.parametrize("name", ASKED_FOR)
def test_every_key_of_the_plan_does_what_the_plan_says(name: str) -> None:
    assert set(commands.keys_of(BY_ID[name], {})) >= ASKED_FOR[name]


def test_ids_are_unique() -> None:
    assert len(BY_ID) == sum(len(group.commands) for group in GROUPS)


def test_no_key_is_given_twice() -> None:
    commands.check({})


@pytest.mark.parametrize("command", BY_ID.values(), ids=lambda command: command.id)
def test_every_command_has_a_name_for_the_key_line_and_a_sentence_for_the_help(
    command: commands.Command,
) -> None:
    assert 2 <= len(command.label) <= 4
    assert command.help
    assert not command.help.endswith("。")
    # Help is a sheet of 84 cells, keys take 24 of them.
    assert cell_len(command.help) <= 56


def test_bindings_carry_id_and_tooltip() -> None:
    bound = {binding.id: binding for binding in commands.bindings()}
    assert set(bound) == set(BY_ID)
    assert all(binding.tooltip for binding in bound.values())


@pytest.mark.parametrize("pane", BAR)
def test_the_key_line_tells_the_way_on_the_way_back_and_the_help_on_the_narrowest_screen(
    pane: commands.PaneName,
) -> None:
    cells = 1
    named = []
    for name in BAR[pane]:
        command = BY_ID[name]
        key = commands.key_name(commands.keys_of(command, {})[0])
        cells += cell_len(key) + 1 + cell_len(command.label) + 2
        if cells - 2 <= 40:
            named.append(name)
    assert "help" in named
    assert pane == "channels" or "pane.up" in named


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("j", "j"),
        ("G", "G"),
        ("space", "空格"),
        ("enter", "回车"),
        ("escape", "Esc"),
        ("ctrl+d", "Ctrl+D"),
        ("ctrl+down", "Ctrl+↓"),
        ("shift+f8", "Shift+F8"),
        ("shift+tab", "Shift+Tab"),
        ("f10", "F10"),
        ("pagedown", "PgDn"),
        ("】", "】"),
        ("?", "?"),
    ],
)
def test_keys_are_written_as_a_keyboard_shows_them(key: str, name: str) -> None:
    assert commands.key_name(key) == name


def test_settings_take_the_place_of_the_keys() -> None:
    star = BY_ID["article.star"]
    assert commands.keys_of(star, {"article.star": "a, f7"}) == ("a", "f7")
    assert commands.keys_of(star, {"article.read": "a"}) == ("s", "f7")


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"article.stars": "s"}, ["article.stars", "article.star"]),
        ({"article.star": ""}, ["article.star", "没有写按键"]),
        ({"article.star": " , "}, ["article.star", "没有写按键"]),
        ({"article.star": "m"}, ["m", "article.read", "article.star"]),
        ({"article.star": "t", "article.read": "t"}, ["t", "article.read", "article.star"]),
    ],
)
def test_settings_that_cannot_be_are_refused(keys: dict[str, str], told: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        commands.check(keys)
    assert all(word in str(caught.value) for word in told)


@pytest.mark.parametrize(
    "keys",
    [
        {"article.star": "m", "article.read": "s"},
        {"article.star": "s,s"},
        {"article.star": "ctrl+alt+s"},
    ],
)
def test_settings_may_move_keys_about(keys: dict[str, str]) -> None:
    commands.check(keys)


@pytest.mark.parametrize(
    ("keys", "other"),
    [
        ({"article.star": "question_mark"}, "help"),
        ({"article.star": "right_square_bracket"}, "channel.next"),
        ({"article.star": "？"}, "help"),
    ],
)
def test_one_key_under_two_names_is_one_key(keys: dict[str, str], other: str) -> None:
    """Textual knows `?` also as `question_mark`."""
    with pytest.raises(SettingsError, match=other):
        commands.check(keys)


def test_signs_and_blanks_in_settings_reach_textual_by_its_own_names() -> None:
    assert commands.keymap({"article.star": "a, ;", "help": "？"}) == {
        "article.star": "a,semicolon",
        "help": "fullwidth_question_mark",
    }
