"""Writes the table of simplified characters that the reader carries, from opencc's:

    python tests/support/make_simplified.py

The reader itself never asks opencc; `tests/queries/test_folding.py` holds the table against it.
"""

from pathlib import Path

import opencc

from zhonggong_reader.model import is_han

TABLE = Path(__file__).resolve().parents[2] / "src/zhonggong_reader/queries/simplified.py"
HEAD = '''"""Traditional characters and variants, and the simplified character of each, one to one.

Written by `tests/support/make_simplified.py` from opencc's tables of characters (Apache License 2.0).
"""

from typing import Final

'''
A_LINE = 50


def pairs() -> dict[str, str]:
    """Return the simplified form of every Han character that has another one.

    What the standard of the mainland leaves as it is may be a variant of Hong Kong's or Taiwan's.
    """
    ways = [opencc.OpenCC(way) for way in ("t2s", "hk2s", "tw2s")]
    characters = [c for c in map(chr, range(0x3007, 0x32400)) if is_han(c)]
    by_standard = {c: ways[0].convert(c) for c in characters}
    # 么 is no variant: it is what 麼 becomes. (Of rare characters, no one writes the simplified form.)
    simplified = {to for c, to in by_standard.items() if to != c < "\ua000"}
    table = {}
    for c in characters:
        forms = (way.convert(c) for way in ways)
        to = next((form for form in forms if form != c and len(form) == 1), c)
        if to != c and (by_standard[c] != c or c not in simplified):
            table[c] = to
    # A form that is itself a variant of a third leads there at once.
    return {c: table.get(to, to) for c, to in table.items()}


def module(table: dict[str, str]) -> str:
    """Return the text of the module that holds `table`."""
    simplified = "".join(table.values())
    return HEAD + _constant("VARIANTS", "".join(table)) + "\n" + _constant("SIMPLIFIED", simplified)


def _constant(name: str, text: str) -> str:
    lines = "".join(f'    "{text[start : start + A_LINE]}"\n' for start in range(0, len(text), A_LINE))
    return f"{name}: Final = (\n{lines})\n"


if __name__ == "__main__":
    TABLE.write_text(module(pairs()), "utf-8")
