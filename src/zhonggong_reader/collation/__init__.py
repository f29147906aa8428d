"""Two states of an article, compared: what came, what went, and which words inside what stayed. Pure.

What counts as a change is decided here, and only here: the words that a reader reads. The headline,
the line above it, the original title, the source, and the body with the words of its pictures, films
and tables. Where a picture lies, what links lead to, when the page was published, under which
channel it stands, who edited it and how many blanks there are does not count.
"""

from zhonggong_reader.collation.comparing import Part, PartKind, collate, same_text
from zhonggong_reader.collation.runs import Run, RunKind

__all__ = ["Part", "PartKind", "Run", "RunKind", "collate", "same_text"]
