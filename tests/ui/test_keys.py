"""Which keys hold: presets, what settings change, and what they cannot be."""

import pytest

from zhonggong_reader.errors import SettingsError
from zhonggong_reader.settings import KeyWishes
from zhonggong_reader.ui import keyboard, keys
from zhonggong_reader.ui.commands import BY_ID
from zhonggong_reader.ui.presets import PRESETS


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_gives_every_command_keys_of_its_own(name: str) -> None:
    settled = keys.settle(name)
    assert set(settled.keys) == set(BY_ID)
    every = [key for command in BY_ID for key in settled.of(command)]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_leaves_every_command_a_key_that_an_input_method_does_not_swallow(name: str) -> None:
    settled = keys.settle(name)
    for command in BY_ID:
        assert any(map(keyboard.passes_input_method, settled.of(command))), command


@pytest.mark.parametrize("name", PRESETS)
def test_a_table_may_name_a_preset_as_a_word_does(name: str) -> None:
    assert keys.settle({"preset": name}) == keys.settle(name)


@pytest.mark.parametrize(
    ("preset", "expected"),
    [
        (
            "newsboat",
            {"N": "article.read", "u": "article.hints", "ctrl+n": "channel.next", "J": "article.next"},
        ),
        ("vim", {"ctrl+f": "page.down", "ctrl+b": "page.up", "ctrl+w": "pane.next", "Z": "quit"}),
        ("arrows", {"f7": "article.star", "down": "move.down", "enter": "pane.open", "ctrl+q": "quit"}),
    ],
)
def test_hands_from_elsewhere_find_their_keys(preset: str, expected: dict[str, str]) -> None:
    owners = {key: command for command in BY_ID for key in keys.settle(preset).of(command)}
    assert {key: owners[key] for key in expected} == expected


def test_arrows_have_no_letters() -> None:
    settled = keys.settle("arrows")
    assert not [key for command in BY_ID for key in settled.of(command) if len(key) == 1 and key.isalpha()]


def test_settings_take_the_place_of_the_keys() -> None:
    assert keys.settle({"article.star": "a, f7"}).of("article.star") == ("a", "f7")
    assert keys.settle({"article.read": "a"}).of("article.star") == ("s", "f7")


def test_a_name_with_a_point_needs_no_quotes() -> None:
    assert keys.settle({"article": {"star": "a"}, "help": "f1"}) == keys.settle(
        {"article.star": "a", "help": "f1"}
    )


def test_single_keys_differ_from_a_preset_too() -> None:
    settled = keys.settle({"preset": "vim", "quit": "f4", "article.read": "m"})
    assert settled.of("quit") == ("f4",)
    assert settled.of("page.down")[0] == "ctrl+f"


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        ("emacs", ["emacs", "vim", "newsboat"]),
        ({"preset": "emacs"}, ["emacs", "vim"]),
        ({"article.stars": "s"}, ["article.stars", "是不是 article.star"]),
        ({"article.star": ""}, ["article.star", "没有写按键"]),
        ({"article.star": " , "}, ["article.star", "没有写按键"]),
        ({"article.star": "ctlr+s"}, ["article.star", "没有“ctlr+s”这个键"]),
        ({"article.star": "s,strg+s"}, ["article.star", "没有“strg+s”这个键"]),
        ({"article.star": "m"}, ["按键 m", "article.read", "article.star"]),
        ({"article.star": "t", "article.read": "t"}, ["按键 t", "article.read", "article.star"]),
        ({"preset": "vim", "article.star": "ctrl+f"}, ["按键 Ctrl+F", "page.down", "article.star"]),
    ],
)
def test_settings_that_cannot_be_are_refused(wishes: KeyWishes, told: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        keys.settle(wishes)
    assert all(word in str(caught.value) for word in told)


@pytest.mark.parametrize(
    "wishes",
    [
        {"article.star": "m", "article.read": "s"},
        {"article.star": "s,s"},
        {"article.star": "ctrl+alt+s"},
    ],
)
def test_settings_may_move_keys_about(wishes: dict[str, str]) -> None:
    keys.settle(wishes)


@pytest.mark.parametrize(
    ("key", "other"),
    [
        ("question_mark", "help"),
        ("right_square_bracket", "channel.next"),
        ("？", "help"),
        ("】", "channel.next"),
        ("回车", "pane.open"),
        ("Ctrl+M", "pane.open"),
        ("ctrl+i", "pane.next"),
        ("ctrl+h", "article.back"),
        ("ctrl+[", "pane.escape"),
        ("shift+g", "move.end"),
    ],
)
def test_one_key_under_two_names_is_one_key(key: str, other: str) -> None:
    """Textual knows `?` also as `question_mark`; terminals send the same for Enter and Ctrl+M."""
    with pytest.raises(SettingsError, match=other):
        keys.settle({"article.star": key})
