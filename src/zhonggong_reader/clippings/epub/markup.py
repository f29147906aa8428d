"""XHTML from values: text is escaped, attributes are quoted, nothing else ever becomes markup."""

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

LANGUAGE: Final = "zh-CN"

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold (XML 1.0, section 2.2)."""


def text(words: str) -> str:
    """Return `words` as character data."""
    return escape(_NOT_XML.sub("", words))


def attribute(value: str) -> str:
    """Return `value` as an attribute's value, its quotes included."""
    return quoteattr(_NOT_XML.sub("", value))


def page(title: str, body: str, *, kind: str = "", up: str = "") -> str:
    """Return an XHTML page around `body`, which is markup.

    kind: what `epub:type` says of it; up: the way from its folder to that of the style sheet
    """
    type_ = f" epub:type={attribute(kind)}" if kind else ""
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"\
 lang="{LANGUAGE}" xml:lang="{LANGUAGE}">
<head>
<meta charset="utf-8"/>
<title>{text(title)}</title>
<link rel="stylesheet" type="text/css" href="{up}style.css"/>
</head>
<body{type_}>
{body}
</body>
</html>
"""


STYLE: Final = """\
@charset "utf-8";
html { writing-mode: horizontal-tb; }
body { margin: 0 4%; line-height: 1.75; text-align: justify; overflow-wrap: break-word; }
h1, h2 { line-height: 1.35; text-align: center; text-indent: 0; page-break-after: avoid; break-after: avoid; }
h1 { margin: 1.2em 0 0.6em; font-size: 1.5em; }
h2 { margin: 1.2em 0 0.4em; font-size: 1.15em; }
p { margin: 0; text-indent: 2em; orphans: 2; widows: 2; }
.kicker, .facts { margin: 0.4em 0; text-align: center; text-indent: 0; font-size: 0.9em; }
.kicker { margin-top: 1.2em; }
.facts { color: #555; }
header { margin-bottom: 1.6em; }
blockquote { margin: 0.8em 2em; }
figure { margin: 1em 0; text-align: center; page-break-inside: avoid; break-inside: avoid; }
img { max-width: 100%; max-height: 90vh; height: auto; }
figcaption { text-align: center; text-indent: 0; font-size: 0.9em; }
.film { text-indent: 0; text-align: center; margin: 0.8em 0; }
table { margin: 1em auto; border-collapse: collapse; font-size: 0.9em; text-align: left; }
td { border: 1px solid #999; padding: 0.2em 0.5em; vertical-align: top; }
footer { margin-top: 1.6em; font-size: 0.9em; }
footer p, footer li { text-indent: 0; }
nav ol { padding-left: 1.2em; list-style: none; }
.cover { margin-top: 25%; text-align: center; }
.cover h1 { font-size: 2em; }
.cover p { margin: 0.6em 0; text-indent: 0; }
"""
"""Chinese as books set it: two characters of indent, no space between paragraphs, flush at both sides."""
