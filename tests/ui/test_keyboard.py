"""What terminals send, and what input methods make of it."""

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from zhonggong_reader.ui import keyboard, keys
from zhonggong_reader.ui.commands import BY_ID
from zhonggong_reader.ui.presets import PRESETS

ESC = "\x1b"
_FUNCTION = ("OP", "OQ", "OR", "OS", *(f"[{n}~" for n in (15, 17, 18, 19, 20, 21, 23, 24)))
_SHIFTED = ("P", "Q", "R", "S", *(f"{n}~" for n in (15, 17, 18, 19, 20, 21, 23, 24)))
_CURSOR = {"up": "A", "down": "B", "right": "C", "left": "D", "home": "H", "end": "F"}
_EDIT = {"insert": 2, "delete": 3, "pageup": 5, "pagedown": 6}


def _xterm() -> dict[str, str]:
    """Return what xterm sends (ctlseqs, "PC-Style Function Keys"), and tmux for what xterm sent it."""
    sent = {f"ctrl+{letter}": chr(ord(letter) & 31) for letter in "abcdefgjklnopqrstuvwxyz"}
    sent |= {"ctrl+right_square_bracket": "\x1d", "ctrl+circumflex_accent": "\x1e", "ctrl+underscore": "\x1f"}
    sent |= {"enter": "\r", "tab": "\t", "shift+tab": f"{ESC}[Z", "escape": ESC, "backspace": "\x7f"}
    # Few tell Shift+Space from Space; those that do, by the protocol of kitty.
    sent |= {"space": " ", "shift+space": f"{ESC}[32;2u"}
    sent |= {f"f{n}": ESC + code for n, code in enumerate(_FUNCTION, 1)}
    for name, code in _CURSOR.items():
        sent[name] = f"{ESC}[{code}"
    for name, number in _EDIT.items():
        sent[name] = f"{ESC}[{number}~"
    for modifier, number in (("shift", 2), ("ctrl", 5)):
        for n, code in enumerate(_SHIFTED, 1):
            plain = len(code) == 1
            sent[f"{modifier}+f{n}"] = f"{ESC}[1;{number}{code}" if plain else f"{ESC}[{code[:-1]};{number}~"
        sent |= {f"{modifier}+{name}": f"{ESC}[1;{number}{code}" for name, code in _CURSOR.items()}
        sent |= {f"{modifier}+{name}": f"{ESC}[{code};{number}~" for name, code in _EDIT.items()}
    return sent


XTERM = _xterm()


def understood(sent: str) -> list[str]:
    """Return the keys that the screen takes from these bytes."""
    keyboard.teach_textual()
    parser = XTermParser()
    tokens = [*parser.feed(sent), *parser.feed("")]
    return [token.key if isinstance(token, events.Key) else type(token).__name__ for token in tokens]


@pytest.mark.parametrize("preset", PRESETS)
def test_every_key_of_every_preset_comes_as_a_terminal_sends_it(preset: str) -> None:
    settled = keys.settle(preset)
    for command in BY_ID:
        for key in settled.of(command):
            sent = XTERM.get(key) or keyboard.key_name(key)
            assert len(sent) == 1 or sent.startswith(ESC), f"{command}: no terminal sends {key}"
            assert understood(sent) == [key], f"{command}: {key} is sent as {sent!r}"


def test_xterm_sends_a_place_of_the_cursor_for_shift_f3() -> None:
    """Why no command has that key: what the terminal says cannot be told from an answer of its own."""
    assert understood(XTERM["shift+f3"]) == understood(XTERM["ctrl+f3"]) == ["CursorPosition"]


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("[[A", "f1"),
        ("[[E", "f5"),
        ("[25~", "shift+f1"),
        ("[26~", "shift+f2"),
        ("[31~", "shift+f5"),
        ("[32~", "shift+f6"),
        ("[33~", "shift+f7"),
        ("[34~", "shift+f8"),
        ("[1~", "home"),
        ("[4~", "end"),
    ],
)
def test_the_linux_console_is_understood(sent: str, key: str) -> None:
    assert understood(ESC + sent) == [key]


@pytest.mark.parametrize("sent", ["OH", "[H", "[7~"])
def test_home_has_many_names(sent: str) -> None:
    assert understood(ESC + sent) == ["home"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *zip("？／：！；，｜＜＞（）｛｝１９ｊＧ～", "?/:!;,|<>(){}19jG~", strict=True),
        *zip("【】《》「」。、￥“”‘’　", "[]<>{}./$\"\"'' ", strict=True),
    ],
)
def test_full_width_forms_are_their_half_width_ones(typed: str, meant: str) -> None:
    (key,) = understood(typed)
    (half,) = understood(meant)
    event = keyboard.in_half_width(events.Key(key, typed))
    assert (event.key, event.character) == (half, meant)


@pytest.mark.parametrize("typed", ["j", "?", " ", "中", "é", "\x01"])
def test_all_else_is_what_it_is(typed: str) -> None:
    assert keyboard.half_width(typed) == typed


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("j", "j"),
        ("G", "G"),
        ("space", "空格"),
        ("shift+space", "Shift+空格"),
        ("enter", "回车"),
        ("escape", "Esc"),
        ("ctrl+d", "Ctrl+D"),
        ("ctrl+down", "Ctrl+↓"),
        ("shift+f8", "Shift+F8"),
        ("shift+tab", "Shift+Tab"),
        ("f10", "F10"),
        ("pagedown", "PgDn"),
        ("question_mark", "?"),
        ("ctrl+right_square_bracket", "Ctrl+]"),
        ("home", "Home"),
        ("backspace", "退格"),
    ],
)
def test_keys_are_written_as_a_keyboard_shows_them_and_read_back(key: str, name: str) -> None:
    assert keyboard.key_name(key) == name
    assert keyboard.spelled(name) == key


@pytest.mark.parametrize("preset", PRESETS)
def test_what_is_shown_of_a_command_can_be_written_in_the_settings(preset: str) -> None:
    settled = keys.settle(preset)
    for command in BY_ID:
        assert [keyboard.spelled(name) for name in settled.names(command).split()] == [*settled.of(command)]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("CTRL+Q", "ctrl+q"),
        (" Ctrl + q ", "ctrl+q"),
        ("Shift+Ctrl+F5", "ctrl+shift+f5"),
        ("Esc", "escape"),
        ("pgdn", "pagedown"),
        ("？", "question_mark"),
        ("comma", "comma"),
        ("+", "plus"),
        ("shift+a", "A"),
        ("ctrl+m", "enter"),
        ("ctrl+/", "ctrl+underscore"),
        ("alt+j", "alt+j"),
    ],
)
def test_keys_are_read_as_people_write_them(written: str, key: str) -> None:
    assert keyboard.spelled(written) == key


@pytest.mark.parametrize("written", ["", "ctlr+s", "f77", "ctrl+", "ctrl+ctrl+a", "super+a", "gg", "\x01"])
def test_what_is_no_key_is_none(written: str) -> None:
    assert keyboard.spelled(written) is None
