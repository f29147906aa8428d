"""The forms of a clipping, written to an open file article by article."""

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Final, Literal, get_args

from zhonggong_reader.clippings import epub, jsonl
from zhonggong_reader.clippings.markdown import markdown
from zhonggong_reader.model import KeptArticle

Form = Literal["markdown", "epub", "jsonl"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)
ENDINGS: Final[dict[Form, str]] = {"markdown": ".md", "epub": ".epub", "jsonl": ".jsonl"}

KeptPicture = Callable[[str], bytes | None]
"""Takes a picture's address; returns its file, if it is on this machine."""


def put(kept: Iterable[KeptArticle], form: Form, out: BinaryIO, *, title: str, picture: KeptPicture) -> int:
    """Write `kept` to `out`; return how many articles those are. Raises OSError where that fails.

    `title` names a book (empty: its only article does), `picture` gives its pictures; a book needs
    `out` to be seekable.
    """
    if form == "epub":
        return epub.write(kept, out, title=title, picture=picture)
    count = 0
    for count, piece in enumerate(pieces(kept, form), 1):  # noqa: B007
        out.write(piece.encode())
    return count


def pieces(kept: Iterable[KeptArticle], form: Literal["markdown", "jsonl"]) -> Iterator[str]:
    """Yield the text of each article in a form that is text: a line, or a document and a rule."""
    if form == "jsonl":
        yield from jsonl.write(kept)
        return
    between = ""
    for each in kept:
        yield between + markdown(each.article)
        between = "\n---\n\n"
