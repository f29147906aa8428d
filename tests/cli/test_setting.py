"""`read` sets as it is told to: justified or ragged, in columns, as the settings say."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from program import Finished
from rich.cells import cell_len
from terminal import Shown, is_ambiguous

Program = Callable[..., Finished]
Terminal = Callable[..., Shown]
Fails = Callable[..., str]

MEASURE = 60


def ends(out: str) -> list[int]:
    """Return how long the lines are that are followed by another one of their paragraph."""
    lines = out.splitlines()
    return [cell_len(line) for line, next_ in pairwise(lines) if line and next_][3:]


def flush(out: str) -> float:
    return ends(out).count(MEASURE) / len(ends(out))


def test_lines_are_justified_unless_one_says_no(program: Program, config: Path) -> None:
    width = ("read", "sample", "--width", str(MEASURE))
    assert flush(program(*width).out) > 0.9
    assert flush(program(*width, "--no-justify").out) < 0.9
    config.write_text("justify = false\n", "utf-8")
    assert flush(program(*width).out) < 0.9
    assert flush(program(*width, "--justify").out) > 0.9


def test_only_blanks_tell_justified_lines_from_ragged_ones(program: Program) -> None:
    justified, ragged = (program("read", "sample", flag).out for flag in ("--justify", "--no-justify"))
    assert justified != ragged
    assert justified.split() != ragged.split()
    assert "".join(justified.split()) == "".join(ragged.split())


@pytest.mark.parametrize(
    ("setting", "is_shown"),
    [
        ("half_width_ends", lambda lines: any(line.endswith(("｡", "､")) for line in lines)),
        (
            "hanging",
            lambda lines: any(line.endswith(("，", "。")) for line in lines if cell_len(line) == MEASURE),
        ),
    ],
    ids=["half-width ends", "hanging"],
)
def test_settings_of_line_ends_are_seen(
    program: Program, config: Path, setting: str, is_shown: Callable[[list[str]], bool]
) -> None:
    before = program("read", "sample", "--width", str(MEASURE), "--no-justify")
    config.write_text(f"{setting} = true\n", "utf-8")
    after = program("read", "sample", "--width", str(MEASURE), "--no-justify")
    assert after.out != before.out
    assert is_shown(after.out.splitlines())
    assert max(map(cell_len, after.out.splitlines())) <= MEASURE


def test_where_quotes_take_two_cells_lines_are_measured_so(program: Program, config: Path) -> None:
    def longest(out: str) -> int:
        return max(cell_len(line) + sum(map(is_ambiguous, line)) for line in out.splitlines())

    def read() -> str:
        return program("read", "sample", "--width", str(MEASURE)).out

    def talk() -> str:
        return program("--plain", "--demo", stdin="全总\n4\n1\n\n\n\n\nq\n".encode(), COLUMNS="80").out

    assert longest(read()) > MEASURE
    assert longest(talk()) > 72
    config.write_text("ambiguous_width = 2\n", "utf-8")
    assert longest(read()) == MEASURE
    assert longest(talk()) == 72


@pytest.mark.parametrize("count", [1, 2, 3, 6])
@pytest.mark.parametrize("width", [8, 41, 88, 132, 300])
def test_columns_are_within_the_width_and_lose_nothing(program: Program, count: int, width: int) -> None:
    done = program("read", "sample", "--columns", str(count), "--width", str(width))
    assert (done.code, done.err) == (0, "")
    assert max(map(cell_len, done.out.splitlines())) <= width
    plain = program("read", "sample", "--width", "24").out
    assert sorted("".join(done.out.split())) == sorted("".join(plain.split()))


def test_columns_are_even_and_stand_under_the_headline(program: Program) -> None:
    lines = program("read", "sample", "--columns", "2", "--width", "88").out.splitlines()
    assert lines[0].strip() == "首届大国工匠创新交流大会开幕"
    assert lines[0].index("首届") > 20
    beside = [line for line in lines[3:] if cell_len(line) > 46]
    assert len(beside) >= len(lines[3:]) - 3


def test_in_a_pipe_a_column_has_twenty_characters_and_on_a_terminal_what_there_is(
    program: Program, terminal: Terminal
) -> None:
    assert max(map(cell_len, program("read", "sample", "--columns", "3").out.splitlines())) == 128
    shown = terminal("read", "sample", "--columns", "3", columns=101, rows=100)
    assert shown.code == 0
    assert 96 <= max(map(cell_len, shown.raw.splitlines())) <= 101


def test_a_terminal_gets_the_same_lines_as_a_pipe(program: Program, terminal: Terminal) -> None:
    for flags in (("--no-justify",), ("--columns", "2")):
        shown = terminal("read", "sample", "--width", "80", *flags, columns=80, rows=200)
        assert shown.raw.replace("\r\n", "\n") == program("read", "sample", "--width", "80", *flags).out


@pytest.mark.parametrize("value", ["0", "7", "-1", "two", ""])
def test_columns_that_cannot_be(program: Program, value: str) -> None:
    done = program("read", "sample", "--columns", value)
    assert (done.code, done.out) == (2, "")
    assert "columns" in done.err


def test_characters_and_spacing_are_those_of_the_settings(program: Program, config: Path) -> None:
    plain = program("read", "sample").out
    config.write_text('script = "traditional"\nline_spacing = 1\n', "utf-8")
    done = program("read", "sample")
    assert (done.code, done.err) == (0, "")
    assert "首屆大國工匠創新交流大會開幕" in done.out
    assert done.out.count("\n") > 1.5 * plain.count("\n")
    assert "首届大国工匠" in program("read", "sample", "--format", "markdown").out


def test_where_nothing_can_convert_one_is_told_and_reads_on(
    program: Program, config: Path, tmp_path: Path
) -> None:
    (tmp_path / "opencc.py").write_text("raise ImportError", "utf-8")
    config.write_text('script = "traditional"\n', "utf-8")
    done = program("read", "sample", PYTHONPATH=str(tmp_path))
    assert done.code == 0
    assert "首届大国工匠创新交流大会开幕" in done.out
    assert done.err == "zhonggong-reader: 简繁转换要另装：pip install 'zhonggong-reader[chinese]'\n"
