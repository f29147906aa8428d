"""SVG screenshots as PNG: `python screenshots/picture.py scene.svg …` writes scene.png beside each.

Draws with fonts of this machine in place of the web font that Textual asks for: one that holds
Chinese, and, where there is one, a better monospaced font for what is one cell wide. Takes no
screenshots itself.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

import resvg_py
from rich.cells import cell_len

FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / "Library/Fonts",
    Path("/Library/Fonts"),
)

ZOOM = 1.5
"""Pixels to one unit of the SVG: a cell becomes 18 by 37 pixels."""


CHINESE_SIZE = 23.5
"""Of 20 for the rest: a Han character then fills its two cells of 12.2, as terminals draw it."""


@dataclass(frozen=True)
class Font:
    """A family and the files that hold its regular and bold faces."""

    family: str
    files: tuple[str, str]


CHINESE = (
    # Debian's fonts-noto-cjk keeps all regions in one file, the other packages one for each.
    Font("Noto Sans Mono CJK SC", ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc")),
    Font("Noto Sans Mono CJK SC", ("NotoSansMonoCJKsc-Regular.otf", "NotoSansMonoCJKsc-Bold.otf")),
    Font("Noto Sans CJK SC", ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf")),
    Font("Sarasa Mono SC", ("SarasaMonoSC-Regular.ttf", "SarasaMonoSC-Bold.ttf")),
    Font("WenQuanYi Zen Hei Mono", ("wqy-zenhei.ttc", "wqy-zenhei.ttc")),
)
NARROW = (
    # Its advance is 0.602 of the size, and the SVG's cell 0.61: box drawings meet.
    Font("DejaVu Sans Mono", ("DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf")),
)


class NoFont(Exception):
    """None of the fonts is on this machine."""


def png(svg: str) -> bytes:
    """Return `svg`, a screenshot whose text lengths are mended, as a PNG.

    Raises NoFont where this machine has no font for Chinese, ValueError where `svg` is no SVG.
    """
    files = {path.name: path for folder in FOLDERS for path in folder.rglob("*.[ot]t[cf]")}
    chinese = _first(CHINESE, files)
    if chinese is None:
        raise NoFont(
            "no font for Chinese: install fonts-noto-cjk (Debian, Ubuntu) or one of "
            + ", ".join(sorted({font.family for font in CHINESE}))
        )
    narrow = _first(NARROW, files) or chinese
    return resvg_py.svg_to_bytes(
        svg_string=_with_fonts(svg, chinese.family, narrow.family),
        zoom=ZOOM,
        # Nothing but these files, so that the picture is the same wherever they are installed.
        skip_system_fonts=True,
        font_files=[str(files[name]) for font in (narrow, chinese) for name in font.files if name in files],
    )


def _first(fonts: tuple[Font, ...], files: dict[str, Path]) -> Font | None:
    return next((font for font in fonts if font.files[0] in files), None)


def _with_fonts(svg: str, chinese: str, narrow: str) -> str:
    """Name the fonts in `svg`: text of one cell a character in `narrow`, all other in `chinese`."""
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace", f"font-family: {narrow}")
    svg = svg.replace("font-family: arial", f"font-family: {chinese}")

    def name(element: re.Match[str]) -> str:
        wide = any(cell_len(character) == 2 for character in element["text"])
        if not wide:
            return element[0]
        return f'<text font-family="{chinese}" font-size="{CHINESE_SIZE}" {element["rest"]}'

    return re.sub(r"<text (?P<rest>[^>]*>(?P<text>[^<]*))", name, svg)


def main(names: list[str]) -> int:
    """Draw each named SVG; return the exit code."""
    if not names:
        print("usage: picture.py FILE.svg …", file=sys.stderr)
        return 2
    for path in map(Path, names):
        try:
            path.with_suffix(".png").write_bytes(png(path.read_text("utf-8")))
        except (NoFont, OSError, ValueError) as error:
            print(f"{path}: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
