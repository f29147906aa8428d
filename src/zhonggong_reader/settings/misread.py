"""What is wrong with a settings file, and where: complaints of tomllib and msgspec in the reader's words."""

import re

from zhonggong_reader.language import tr
from zhonggong_reader.settings import described

_UNKNOWN = re.compile(r"unknown field `(?P<key>.*?)`(?: - at `\$\.?(?P<path>.*?)`)?$", re.DOTALL)
_PLACE = re.compile(r"\(at line (?P<line>\d+), column (?P<column>\d+)\)$")
_AT = re.compile(r"(?: - at `\$\.?(?P<path>.*?)`)?$", re.DOTALL)

_HEADER = re.compile(r"\s*\[\[?(?P<name>[^\]]+)\]")
_ENTRY = re.compile(r"""\s*(?P<name>(?:[A-Za-z0-9_.\- ]|"[^"]*"|'[^']*')+?)\s*=""")


def line_of(text: str, key: str) -> int | None:
    """Return the number (1 …) of the line in which `text` says `key`, as `network.timeout`; None: in none.

    Forms that nobody writes by hand may lead astray: this is for people.
    """
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = f"{_bare(header['name'])}."
            if table == f"{key}.":
                return number
        elif (entry := _ENTRY.match(line)) and f"{table}{_bare(entry['name'])}" == key:
            return number
    head, _, _ = key.rpartition(".")
    return line_of(text, head) if head else None


def _bare(name: str) -> str:
    return re.sub(r"[\s\"']", "", name)


def place(complaint: str) -> str:
    """Return where a file is no TOML, and why: tomllib says it in English alone."""
    if complaint.startswith("Exceeds the limit"):  # of digits, which is Python's own
        return tr("有一个数太长")
    at = _PLACE.search(complaint)
    where = tr("第 {line} 行第 {column} 列", line=at["line"], column=at["column"]) if at else tr("文件末尾")
    is_twice = "twice" in complaint or "overwrite" in complaint
    fault = tr("和前面的重复") if is_twice else tr("写得不对")
    return tr("{place}{fault}", place=where, fault=fault)


def explain(complaint: str) -> tuple[str, str]:
    """Turn msgspec's complaint into the key, and a sentence of what is allowed there."""
    if found := _UNKNOWN.search(complaint):
        table = tuple(found["path"].split(".")) if found["path"] else ()
        key = ".".join((*table, found["key"]))
        return key, described.unknown(key, table)
    at = _AT.search(complaint)
    key = re.sub(r"\[\.*\d*\]", "", (at["path"] if at else None) or "")
    allowed = next((setting.allowed for setting in described.every() if setting.key == key), None)
    return key, described.wrong(key, tr("一个表（[{key}]）", key=key) if allowed is None else allowed)
