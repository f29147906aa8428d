"""Hostile strings in every place that shows text: screens, command line, files; nothing of them may act.

`python -m tests.torture text --runs N` makes STRINGS new strings N times. Each stands in every field of an
article and in its headline, and the library is told that it is clean: so the last doors are tried too.
"""

import asyncio
import contextlib
import io
import os
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from books import Book, check_whole
from press import NOW
from readingroom import FakeWeb, fill, lines, press, reading, text

from zhonggong_reader.cli import log, running
from zhonggong_reader.clippings import file_name, markdown
from zhonggong_reader.library import Library
from zhonggong_reader.model import (
    BEIJING,
    Article,
    Headline,
    Link,
    Paragraph,
    Picture,
    Quote,
    Subheading,
    Table,
    Validators,
    Video,
)
from zhonggong_reader.newsdesk import Newsdesk
from zhonggong_reader.settings import Settings
from zhonggong_reader.text import Clean, clean, clean_line, displayed, is_fit
from zhonggong_reader.ui.app import ReaderApp

Row = tuple[str, str]
STRINGS = 12
"""Strings of one round."""
SITE = "https://www.workercn.cn"

_SEQUENCES = (
    # Clipboard, title, link, colours, reports, modes, strings that never end.
    *("\x1b]52;c;ZXZpbA==\x07", "\x1b]0;evil\x07", "\x1b]8;;javascript:x\x1b\\", "\x1b[31m", "\x1b[6n"),
    *("\x1b[?1049l", "\x1bP1$r0m\x1b\\", "\x1b_Ga=d\x1b\\", "\x1bc", "\x9b31m", "\x9d52;c;eA==\x9c", "\x90"),
    *("\x84", "\x7f", "\x07", "\x08", "\r", "\v", "\f", "\x00", "\x05", "\x0e", "\x1a"),
)
_UNSEEN = (
    # What hides, turns round, or stacks.
    *("\u202e", "\u2066", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\U000e0041", "\u3164", "\ufe0f"),
    *("e" + "\u0301" * 40, "\ud800", "\udfff", "\ufffe", "\U0010ffff", "\ue000", "👨\u200d👩\u200d👧"),
)
_MARKUP = (
    *("[/]", "[/nope]", "[@click=app.torture]字[/]", "[@click=screen.torture('a')]", "[link=javascript:x]"),
    *("[b", "\\[", "$primary", "<script>torture()</script>", "<img src=x onerror=torture()>", "&#27;", "]]>"),
    *(
        "<!--",
        "&lt;",
        "'\"`",
        "javascript:torture()",
        "# ",
        "```",
        "![x](y)",
        "| --- |",
        "{0}",
        "{name}",
        "%s",
    ),
    *("../../", "C:\\", "\n", "\u2028", "\t", "　"),
)
_WORDS = ("工匠", "大会", "2026年", "abc", "……", "“")
"""So that the others stand inside of something."""
PIECES = _SEQUENCES + _UNSEEN + _MARKUP + _WORDS

_TYPED = "x escape enter v v v f escape i escape y Y c S E | q q / 工 匠 escape : 工 escape ? escape P q r"
KEYS = _TYPED.split()
"""What a reader does with an article, from its headline on."""


@dataclass
class Found:
    """What was seen."""

    looks: int = 0
    """Pieces of output that were looked through."""
    controls: list[str] = field(default_factory=list)
    """Lines with something that may not reach a terminal."""
    actions: list[str] = field(default_factory=list)
    """Actions that text has started."""
    hidden: list[str] = field(default_factory=list)
    """Strings that were not shown as they are."""

    def look(self, output: str, where: str, *, data: bool = False) -> None:
        """Look through an output of several lines; `data` may hold the joiner of an emoji, as a page does."""
        self.looks += 1
        lines_ = (displayed(output) if data else output).split("\n")
        self.controls += [f"{where}: {line!r}" for line in lines_ if not is_fit(line)]

    @property
    def is_clean(self) -> bool:
        return not (self.controls or self.actions or self.hidden)


def strings(dice: random.Random, count: int = STRINGS) -> list[str]:
    """Return hostile strings, no two the same."""
    return ["".join(dice.choices(PIECES, k=dice.randrange(2, 12))) + f"之{number}" for number in range(count)]


def article(number: int, words: str) -> Article:
    """Return an article that says `words` everywhere, cleaned as a page's are."""
    line, block = clean_line(words) or Clean("题"), clean(words)
    return Article(
        address=f"{SITE}/c/2026-10-05/{number}.shtml",
        title=line,
        channel=line,
        source=line,
        published=NOW.astimezone(BEIJING) - timedelta(hours=number),
        original_title=Clean(f"{line}原"[:300]),
        kicker=line,
        dateline=line,
        reporters=(line,),
        editor=line,
        blocks=(
            Paragraph(Clean(f"正文{block}")),
            Subheading(Clean(f"题{block}")),
            Quote(Clean(f"引{block}")),
            Picture(f"{SITE}/a.jpg", block or None, line),
            Video(f"{SITE}/v.mp4", block or None),
            Table(((line, line), (line,))),
        ),
        links=(Link(Clean(line), f"{SITE}/zt/"),),
    )


class _Recorded(ReaderApp):
    """The reader, whose actions are written down."""

    acted: list[str]

    async def run_action(self, *arguments: Any, **named: Any) -> bool:
        self.acted.append(str(arguments[0]))
        return await super().run_action(*arguments, **named)


async def on_screen(folder: Path, words: list[str], found: Found) -> None:
    """Open and use an article of each string, as a reader does, and click where it stands."""
    web = FakeWeb()
    with Library(folder / "screen.sqlite3") as library:
        fill(library, web)
        for number, each in enumerate(words):
            library.articles.save(article(number, each), None, fetched=NOW)
            # What a damaged or foreign library may say is tried as well: nothing here was cleaned.
            raw = Headline(
                address=f"{SITE}/c/2026-10-05/{900 + number}.shtml",
                title=Clean(each.encode("utf-8", "replace").decode()),
                source=Clean(each.encode("utf-8", "replace").decode()),
                published=NOW + timedelta(hours=1),
            )
            library.channels.listed("right", [raw], Validators(), NOW)
        settings = Settings(clippings=str(folder / "clips"), pipe=("true",), browser=("true",))
        app = _Recorded(Newsdesk(library, web, settings, now=lambda: NOW), settings, asks_site=False)
        app.acted = []
        async with reading(app, 130, 40) as pilot:
            for row in range(min(2 * len(words), 30)):
                await press(pilot, *["j"] * (row > 0))
                if row % 4 == 0:
                    for key in KEYS:
                        await press(pilot, key)
                        found.look(text(app), f"screen, {key}")
                        if app._exit:
                            return
                found.look(text(app), "list")
                await pilot.click(offset=(20 + row, 3 + row % 30))
            assert lines(app)
        found.actions += [action for action in app.acted if "torture" in action]


def on_command_line(folder: Path, words: list[str], found: Found) -> None:
    """Let the commands print what the library holds, for a pipe and for programs."""
    names = {f"XDG_{kind}_HOME": str(folder) for kind in ("DATA", "CONFIG", "STATE", "CACHE")}
    with mock.patch.dict(os.environ, names):
        path = folder / "zhonggong-reader/library.sqlite3"
        with Library(path) as library:
            ids = [library.articles.save(article(n, each), None, fetched=NOW) for n, each in enumerate(words)]
        listed = _printed(["list"])
        found.look(listed, "list")
        for id_, each in zip(ids, words, strict=True):
            shown = displayed(clean_line(each))
            if shown and shown not in listed:
                found.hidden.append(f"list: {each!r}")
            for form in ("text", "markdown", "json"):
                printed = _printed(["read", str(id_), "--format", form])
                found.look(printed, f"read --format {form}", data=form != "text")
            found.look(_printed(["search", f"title:{each[:40]}"]), "search")
        found.look(_printed(["export", "--format", "markdown"]), "export", data=True)


def _printed(arguments: list[str]) -> str:
    """Return what a command prints on both streams, as on a terminal."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        running.run(arguments)
    return out.getvalue()


def in_files(words: list[str], found: Found) -> None:
    """Make clippings of every kind, and names for them."""
    articles = [article(number, each) for number, each in enumerate(words)]
    for each in articles:
        found.look(markdown(each), "markdown", data=True)
        name = file_name(each.title)
        found.look(name, "file name")
        if set(name) & set("/\\\0") or name.startswith((".", "-")):
            found.actions.append(f"file name {name!r}")
    book = Book(*articles, title=words[0])
    check_whole(book)
    for name in book.names:
        if name.endswith(("xhtml", "opf", "ncx", "svg")):
            found.look(book.archive.read(name).decode(), name, data=True)


@contextlib.contextmanager
def apart() -> Iterator[Path]:
    """Give a folder for all that a round keeps; the log of this process is as before afterwards."""
    with tempfile.TemporaryDirectory(prefix="zhonggong-reader-torture-") as name:
        handlers = list(log._OURS.handlers)
        try:
            yield Path(name)
        finally:
            log._OURS.handlers, log._OURS.propagate = handlers, True


def play(dice: random.Random, found: Found, count: int = STRINGS) -> None:
    """Play one round."""
    words = strings(dice, count)
    with apart() as folder:
        asyncio.run(on_screen(folder, words, found))
        on_command_line(folder, words, found)
        in_files(words, found)


def run(runs: int, seed: int) -> list[Row]:
    """Play `runs` rounds; return what to publish, and what was missed by its name."""
    dice, found = random.Random(seed), Found()
    for _ in range(runs):
        play(dice, found)
    return [
        ("hostile strings, outputs looked through", f"{runs * STRINGS}, {found.looks}"),
        ("control characters of content in an output", f"{len(found.controls)}"),
        ("actions that text has started", f"{len(found.actions)}"),
        ("strings that were not shown", f"{len(found.hidden)}"),
        ("crashes", "0"),
        *(("missed:", what[:200]) for what in (*found.controls, *found.actions, *found.hidden)[:20]),
    ]
