"""The interface speaks Chinese, and English where settings or locale ask for it; no sentence is missing."""

import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import catalogue
import pytest
from catalogue import HAN, SOURCE
from program import Finished

from zhonggong_reader import language, places
from zhonggong_reader.language import tr

SPEAKING = ("cli", "ui", "newsdesk", "web", "library", "plain", "settings", "interchange", "errors.py")
"""Rooms whose Chinese is for the reader; in the others, what stands in an error is."""

UNTRANSLATED: Mapping[str, frozenset[str]] = {
    # What a day may be called on the command line, in either language.
    "cli/days.py": frozenset(
        {"今天", "昨天", "前天", r"(\d{4})(?:[-/.](\d{1,2})[-/.]|年(\d{1,2})月|(\d{2}))(\d{1,2})日?"}
    ),
    # What a switch of the settings may be said to be, in either language.
    "settings/values.py": frozenset({"开", "关", "是", "否"}),
    # Names of the site and of its channels.
    "cli/build.py": frozenset({"全总"}),
    "newsdesk/inspection.py": frozenset({"工会"}),
    "newsdesk/newspaper.py": frozenset({"工人日报"}),
    "ui/app.py": frozenset({"中工网"}),
    "ui/widgets/masthead.py": frozenset({" 中工网 "}),
}
"""Chinese that is the same in every language, by file."""


def unspoken(tree: ast.AST, *, errors_only: bool) -> Iterator[tuple[str, int]]:
    """Yield Chinese strings of a module that do not pass `tr()`, with their lines; docstrings are none."""

    def visit(node: ast.AST, in_error: bool) -> Iterator[tuple[str, int]]:
        match node:
            case ast.Call(func=ast.Name(id="tr"), args=arguments, keywords=keywords):
                for child in (*arguments[1:], *keywords):
                    yield from visit(child, in_error)
                return
            case ast.Expr(value=ast.Constant()):
                return
            case ast.Constant(value=str(text)) if HAN.search(text) and (in_error or not errors_only):
                yield text, node.lineno
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                in_error = in_error or name.endswith("Error") or name == "PageNotUnderstood"
        for child in ast.iter_child_nodes(node):
            yield from visit(child, in_error)

    return visit(tree, False)


@pytest.mark.parametrize(
    "path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.relative_to(SOURCE).as_posix()
)
def test_every_sentence_for_the_reader_can_be_translated(path: Path) -> None:
    name = path.relative_to(SOURCE).as_posix()
    allowed = UNTRANSLATED.get(name, frozenset())
    found = unspoken(
        ast.parse(path.read_text("utf-8")), errors_only=path.relative_to(SOURCE).parts[0] not in SPEAKING
    )
    assert [f"{line}: wrap in tr(): {text}" for text, line in found if text not in allowed] == []


def test_the_catalogue_is_what_the_source_says() -> None:
    assert catalogue.PO.read_bytes() == catalogue.written(catalogue.updated(catalogue.read()))
    assert catalogue.MO.read_bytes() == catalogue.compiled(catalogue.read())


def test_no_sentence_is_missing_in_english() -> None:
    assert list(catalogue.complaints(catalogue.read())) == []


@pytest.mark.parametrize(
    ("setting", "environment", "expected"),
    [
        (None, {}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LANG": "C.UTF-8"}, "zh"),
        (None, {"LANG": "de_DE.UTF-8"}, "zh"),
        (None, {"LANG": "en_US.UTF-8"}, "en"),
        (None, {"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        (None, {"LANG": "zh_CN.UTF-8", "LANGUAGE": "en"}, "en"),
        (None, {"LC_ALL": "", "LANG": "en"}, "en"),
        ("auto", {"LANG": "en_US.UTF-8"}, "en"),
        ("zh", {"LANG": "en_US.UTF-8"}, "zh"),
        ("en", {"LANG": "zh_CN.UTF-8"}, "en"),
        (["en"], {}, "zh"),
    ],
)
def test_settings_come_before_the_locale(
    setting: object, environment: Mapping[str, str], expected: str
) -> None:
    assert language.chosen(setting, environment) == expected


def test_values_are_put_in_as_they_are() -> None:
    assert tr("《{title}》", title="{0.__class__} {title} %s") == "《{0.__class__} {title} %s》"
    assert tr("按 { 看前一天") == "按 { 看前一天"


def test_english_comes_by_the_locale(program: Callable[..., Finished]) -> None:
    arguments = ("list", "nowhere")
    assert "There is no channel “nowhere”; Channels: " in program(*arguments, LC_ALL="en_US.UTF-8").err
    assert "没有“nowhere”这个频道；可用的频道：" in program(*arguments, LC_ALL="zh_CN.UTF-8").err


def test_the_settings_choose_the_language_of_help_and_faults(
    home: Path, program: Callable[..., Finished]
) -> None:
    places.settings().parent.mkdir(parents=True)
    places.settings().write_text('language = "en"', "utf-8")
    assert program("--help").out.startswith("Usage: zhonggong-reader [OPTIONS]")
    assert "Read 中工网 (workercn.cn) in a terminal." in program("--help").out
    listing = program("list", "--help").out
    assert "Only the unread." in listing
    assert "Headlines of the library, newest first." in listing
    places.settings().write_text('language = "en"\nmeasure = 3', "utf-8")
    assert "measure has a wrong value" in program("read", "sample").err
