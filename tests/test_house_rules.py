"""Rules of the source that neither ruff nor the import contracts know.

Text from outside is never markup: Textual reads `[@click=…]` in a plain `str` as an action and
fails on `[/]`. Whatever shows a value that is not written in the source says `markup=False`, or
makes a `Content` of it. The size of modules and classes is a rule of design: one that grows past
it has taken in a second noun.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src/zhonggong_reader"
MODULES = sorted(SOURCE.rglob("*.py"))

UI = SOURCE / "ui"

MODULE_LINES = 300
PUBLIC_METHODS = 15
ONLY_DECLARES = frozenset({SOURCE / "model.py", SOURCE / "settings/declared.py", UI / "commands.py"})
"""Modules that may be longer: they hold declarations and nothing that happens."""

SINKS = frozenset(
    {"Button", "Checkbox", "Collapsible", "Label", "Link", "Option", "RadioButton", "Static", "notify"}
)
"""Callables of Textual that read a `str` as markup unless told otherwise."""
PLAIN = frozenset({"Content", "Text", "assemble", "styled"})
"""What makes a value that is not read as markup."""
MARKUP_ATTRIBUTES = frozenset({"border_title", "border_subtitle", "tooltip"})
"""Attributes of widgets that Textual reads as markup."""
STARTERS = frozenset(
    {"create_task", "ensure_future", "run_coroutine_threadsafe", "run_worker", "run_in_executor", "Thread"}
)
"""What starts a task or a thread that nobody may be waiting for."""
OWNERS = {
    UI / "tasks.py": "a limit for each task, and who is told of its failure",
    UI / "hangup.py": "looks at the terminal as long as the program lives, and fails in nothing",
    UI / "outside.py": "waits for a browser that the reader closes, or that outlives the program",
    SOURCE / "newsdesk/atonce.py": "awaits and cancels its tasks; whoever calls has a limit",
    SOURCE / "newsdesk/pages.py": "a page's thread, which is waited for until its limit",
    SOURCE / "web/dialing.py": "awaits and cancels its calls, within the limit of the fetch",
    SOURCE / "web/names.py": "a name's thread, which is waited for within the limit of the fetch",
}
"""Modules that start tasks or threads, and how these have a limit and an owner."""
TEXTUAL_NAMES = ("action_", "check_", "compute_", "on_", "render_", "validate_", "watch_")
"""Beginnings of methods that Textual calls: no part of what a class offers."""


def name_of(node: ast.expr) -> str:
    """Return the last name of what is called: `notify` of `self.app.notify`."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def is_safe(node: ast.expr) -> bool:
    """Tell whether the value of `node` is written in the source, or is no markup."""
    match node:
        case ast.Constant():
            return True
        case ast.Call(func=ast.Attribute(value=ast.Call() as owner)):
            return is_safe(owner)
        case ast.Call(func=ast.Name(id="tr"), args=[ast.Constant()], keywords=[]):
            return True
        case ast.Call(func=function):
            return name_of(function) in PLAIN
        case ast.IfExp(body=body, orelse=other):
            return is_safe(body) and is_safe(other)
    return False


def markup_offences(tree: ast.AST) -> Iterator[str]:
    """Yield where `tree` may show a value as markup, with the line."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=function, args=arguments, keywords=keywords):
                given = {keyword.arg: keyword.value for keyword in keywords}
                name = name_of(function)
                if _is_constant(given.get("markup"), True):
                    yield f"{node.lineno}: markup=True"
                    continue
                texts = [
                    *arguments[:1],
                    *(given[key] for key in ("content", "label", "message") if key in given),
                ]
                if name in SINKS and not _is_constant(given.get("markup"), False):
                    yield from (
                        f"{node.lineno}: {name} without markup=False" for text in texts if not is_safe(text)
                    )
                if name == "from_markup" and not all(map(is_safe, texts)):
                    yield f"{node.lineno}: from_markup of a value"
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    if (
                        isinstance(target, ast.Attribute)
                        and target.attr in MARKUP_ATTRIBUTES
                        and not is_safe(value)
                    ):
                        yield f"{node.lineno}: {target.attr} is read as markup"


def task_offences(tree: ast.AST) -> Iterator[str]:
    """Yield where `tree` starts a task or a thread, or imports what does, with the line."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=function) if (name := name_of(function)) in STARTERS:
                yield f"{node.lineno}: {name}"
            case ast.ImportFrom(module="textual" | "textual.app", names=names):
                yield from (f"{node.lineno}: {each.name}" for each in names if each.name == "work")


def crowded_classes(tree: ast.AST) -> Iterator[str]:
    """Yield the classes in `tree` that offer too much."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            methods = [
                item.name
                for item in node.body
                if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)
                and not item.name.startswith(("_", *TEXTUAL_NAMES))
            ]
            if len(methods) > PUBLIC_METHODS:
                yield f"{node.lineno}: {node.name} has {len(methods)} public methods"


def backtracking_possessives(tree: ast.AST) -> Iterator[str]:
    """Yield the regular expressions in `tree` that repeat a group possessively: CPython 3.11 errs there.

    `(?:…)*+` gives up what it had when the group begins once more and fails (gh-106052);
    `(?>(?:…)*)` says the same and does not.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
            text = node.value.decode("latin-1") if isinstance(node.value, bytes) else node.value
            if re.search(r"(?:^|[^(])\)(?:[*+?]|\{\d*,?\d*\})\+", text):
                yield f"{node.lineno}: {text}"


def _is_constant(node: ast.expr | None, value: bool) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_modules_and_classes_stay_small(module: Path) -> None:
    text = module.read_text("utf-8")
    assert list(crowded_classes(ast.parse(text))) == []
    assert text.count("\n") <= MODULE_LINES or module in ONLY_DECLARES


@pytest.mark.parametrize("module", sorted(UI.rglob("*.py")), ids=lambda path: path.relative_to(UI).as_posix())
def test_no_value_is_shown_as_markup(module: Path) -> None:
    assert list(markup_offences(ast.parse(module.read_text("utf-8")))) == []


@pytest.mark.parametrize(
    "broken",
    [
        "Static(title)",
        "widgets.Label(f'{title}')",
        "Static(content=title, markup=True)",
        "Static(title, markup=flag)",
        "RichLog(markup=True)",
        "self.app.notify(str(error))",
        "self.notify(message=error.what)",
        "Button('是' if sure else title)",
        "Static(title.join(words))",
        "Content.from_markup(title)",
        "self.border_title = channel.name",
    ],
)
def test_a_value_shown_as_markup_is_found(broken: str) -> None:
    assert len(list(markup_offences(ast.parse(broken)))) == 1


@pytest.mark.parametrize(
    "sound",
    [
        "Static('加载中…')",
        "Static()",
        "Static(title, markup=False)",
        "Static(Content(title))",
        "Static(Content('、').join(words))",
        "Label(Text(title) if title else '无题')",
        "self.notify(str(error), markup=False)",
        "Content.from_markup('[b]中工网[/b]')",
        "self.border_title = Content(channel.name)",
    ],
)
def test_what_shows_no_markup_is_no_offence(sound: str) -> None:
    assert list(markup_offences(ast.parse(sound))) == []


@pytest.mark.parametrize(("count", "crowded"), [(PUBLIC_METHODS, False), (PUBLIC_METHODS + 1, True)])
def test_what_a_class_offers_is_counted(count: int, crowded: bool) -> None:
    methods = [*(f"m{number}" for number in range(count)), "_own", "on_key", "action_quit", "__init__"]
    tree = ast.parse("class A:\n" + "".join(f"    def {name}(self): ...\n" for name in methods))
    assert bool(list(crowded_classes(tree))) is crowded


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_every_task_is_started_by_its_owner(module: Path) -> None:
    offences = list(task_offences(ast.parse(module.read_text("utf-8"))))
    assert bool(offences) == (module in OWNERS), offences


@pytest.mark.parametrize(
    "broken",
    [
        "asyncio.create_task(fetch())",
        "self.run_worker(self.leave())",
        "threading.Thread(target=ask).start()",
        "loop.run_in_executor(None, read)",
        "from textual import on, work",
    ],
)
def test_a_task_without_an_owner_is_found(broken: str) -> None:
    assert len(list(task_offences(ast.parse(broken)))) == 1


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_group_is_repeated_possessively(module: Path) -> None:
    assert list(backtracking_possessives(ast.parse(module.read_text("utf-8")))) == []
