"""`keys` prints the keys that hold."""

from collections.abc import Callable
from pathlib import Path

import pytest
from program import Finished

Program = Callable[..., Finished]


def by_id(done: Finished) -> dict[str, list[str]]:
    assert (done.code, done.err) == (0, "")
    return {entry["id"]: entry["keys"] for entry in done.json()}


def test_every_command_stands_with_its_keys_and_what_it_does(program: Program) -> None:
    done = program("keys")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "移动"
    assert "  article.star         s F7               收藏或取消收藏" in lines
    assert [line for line in lines if line.startswith("  ") and len(line.split()) < 3] == []


def test_settings_hold_and_another_preset_can_be_looked_at(program: Program, config: Path) -> None:
    config.write_text('[keys]\npreset = "vim"\n"article.star" = "a"\narticle.read = "t"\n', "utf-8")
    mine = by_id(program("keys", "--format", "json"))
    assert mine["article.star"] == ["a"]
    assert mine["article.read"] == ["t"]
    assert mine["page.down"][0] == "ctrl+f"
    assert by_id(program("keys", "--format", "json", "--preset", "default"))["article.star"] == ["s", "f7"]
    config.write_text('keys = "arrows"\n', "utf-8")
    assert by_id(program("keys", "--format", "json"))["article.star"] == ["f7"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('keys = "emacs"', ["emacs", "newsboat"]),
        ('[keys]\n"article.star" = "m"', ["article.star", "article.read"]),
        ('[keys]\n"article.star" = "hyper+m"', ["article.star", "hyper+m"]),
        ("keys = 3", ["keys", "preset"]),
    ],
)
def test_what_cannot_be_is_said_in_one_line(
    program: Program, config: Path, text: str, told: list[str]
) -> None:
    config.write_text(text + "\n", "utf-8")
    done = program("keys")
    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") == 1
    assert all(word in done.err for word in told)


def test_an_unknown_preset_is_wrong_usage(program: Program) -> None:
    done = program("keys", "--preset", "emacs")
    assert (done.code, done.out) == (2, "")
    assert "vim" in done.err
