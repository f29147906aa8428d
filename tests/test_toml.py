"""TOML that anybody may have written: read within a bound of time and memory."""

import tomllib

import pytest

from zhonggong_reader import toml
from zhonggong_reader.toml import KEY_PARTS


def key(parts: int) -> str:
    return ".".join(["a"] * parts)


@pytest.mark.parametrize(
    "form", ["{} = 1", "[{}]", "[[{}]]", "x = {{{} = 1}}", "x = {{y = 1, {} = 1}}", "  {} = 1"]
)
def test_a_key_has_as_many_parts_as_the_limit_and_no_more(form: str) -> None:
    toml.loads(form.format(key(KEY_PARTS)))
    with pytest.raises(toml.TooDeep):
        toml.loads(form.format(key(KEY_PARTS + 1)))


@pytest.mark.parametrize("part", ['"a b"', "'a.b'", '""', "a-_1"])
def test_quoted_parts_and_blanks_between_count(part: str) -> None:
    with pytest.raises(toml.TooDeep):
        toml.loads(" . ".join([part] * (KEY_PARTS + 1)) + " = 1")


@pytest.mark.parametrize(
    "text",
    [
        "# " + "e.g. " * 99,
        "# " + "." * 999,
        f'a = "{key(99)}"',
        "a = 1 # " + key(99),
        'a = "' + ", ." * 99 + '"',
    ],
)
def test_dots_elsewhere_are_no_keys(text: str) -> None:
    assert toml.loads(text) == tomllib.loads(text)


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "{a = " * 100_000])
def test_what_stands_too_deep_is_told(text: str) -> None:
    with pytest.raises(toml.TooDeep):
        toml.loads(text)


@pytest.mark.parametrize("text", ["a = " + "9" * 100_000, "a = ", "a = 1\na = 2"])
def test_what_cannot_be_read_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        toml.loads(text)
