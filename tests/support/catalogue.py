#!/usr/bin/env python3
"""The catalogue of translations: finds the sentences of the source, brings en.po up to date, makes en.mo.

    python tests/support/catalogue.py            # after sentences changed: renews both files
    python tests/support/catalogue.py --check    # says what is missing; ends with 1 where something is

A sentence is the first argument of `tr()`, or the docstring of a command, which is its help.
"""

import argparse
import ast
import io
import re
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parents[2] / "src/zhonggong_reader"
FOLDER = SOURCE / "locale/en/LC_MESSAGES"
PO, MO = FOLDER / "zhonggong_reader.po", FOLDER / "zhonggong_reader.mo"

HAN = re.compile("[\u3400-\u9fff]")
_NAMES = re.compile(
    "中工网|工人日报|评论|全总|工匠|手艺|人工智能|大会|决赛|收藏.md|悬挂|剪报|客户端|微信|微博|抖音"
)
"""Chinese that English sentences hold too: names, and examples of what one would type."""
_ALWAYS = datetime(2026, 1, 1, tzinfo=UTC)
"""A catalogue says when it was made; ours says the same of the same sentences."""


def sentences() -> dict[str, list[tuple[str, int]]]:
    """Return every sentence of the source with the files and lines where it stands."""
    found: dict[str, list[tuple[str, int]]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        for sentence, line in sentences_of(ast.parse(path.read_text("utf-8"))):
            found.setdefault(sentence, []).append((name, line))
    return found


def sentences_of(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the sentences of a module and their lines."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="tr"), args=[ast.Constant(value=str(sentence))]):
                yield sentence, node.lineno
            case ast.FunctionDef(decorator_list=decorators) if any(map(is_command, decorators)):
                if help_ := ast.get_docstring(node):
                    yield help_, node.lineno


def is_command(decorator: ast.expr) -> bool:
    """Tell whether a decorator makes a command, whose docstring is its help."""
    match decorator:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="click"), attr="command" | "group")):
            return True
    return False


def fields(text: str) -> set[str]:
    """Return the names of the `{fields}` in `text`; none where its braces are no fields."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}
    except ValueError:
        return set()


def read() -> Catalog:
    """Return en.po as it stands."""
    if not PO.exists():
        return Catalog(locale="en", project="zhonggong-reader", charset="utf-8")
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def updated(old: Catalog) -> Catalog:
    """Return the catalogue of today's sentences, with the translations that `old` has."""
    catalogue = Catalog(locale="en", project="zhonggong-reader", charset="utf-8", fuzzy=False)
    for sentence, places in sorted(sentences().items(), key=lambda item: item[1][0]):
        known = old.get(sentence)
        files = sorted({(name, 0) for name, _ in places})
        catalogue.add(sentence, known.string if known else "", locations=files)
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """Return en.po as bytes; without dates, so that the same sentences give the same file."""
    file = io.BytesIO()
    write_po(file, catalogue, width=110, omit_header=True, include_lineno=False)
    header = b'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return header + file.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """Return en.mo as bytes."""
    file = io.BytesIO()
    plain = Catalog(
        locale="en",
        project="zhonggong-reader",
        version="",
        charset="utf-8",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        creation_date=_ALWAYS,
        revision_date=_ALWAYS,
    )
    for message in catalogue:
        if message.id and message.string:
            plain.add(message.id, message.string)
    write_mo(file, plain)
    return file.getvalue()


def complaints(catalogue: Catalog) -> Iterator[str]:
    """Yield what is wrong with translations."""
    for message in catalogue:
        sentence, english = message.id, message.string
        if not sentence:
            continue
        assert isinstance(sentence, str)
        assert isinstance(english, str)
        if not english:
            yield f"not translated: {sentence}"
        elif fields(sentence) != fields(english):
            yield f"other fields: {sentence} → {english}"
        elif HAN.search(_NAMES.sub("", english)):
            yield f"still Chinese: {english}"


def main() -> int:
    """Bring the catalogue up to date, or check it; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="change nothing")
    options = parser.parse_args()
    catalogue = updated(read())
    faults = list(complaints(catalogue))
    if options.check:
        if PO.read_bytes() != written(catalogue) or MO.read_bytes() != compiled(catalogue):
            faults.append("en.po or en.mo is out of date: python tests/support/catalogue.py")
    else:
        FOLDER.mkdir(parents=True, exist_ok=True)
        PO.write_bytes(written(catalogue))
        MO.write_bytes(compiled(catalogue))
    print("\n".join(faults) or "every sentence is translated")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
