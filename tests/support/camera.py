"""A phone that is held before the screen."""

from typing import Any

import zxingcpp
from PIL import Image, ImageDraw
from textual.app import App


def scanned(app: App[Any]) -> list[str]:
    """Return what a camera reads from the whole screen, drawn with its own colours."""
    width, height = app.size
    across, down = 4, 8
    image = Image.new("RGB", (width * across, height * down))
    draw = ImageDraw.Draw(image)
    for row, strip in enumerate(app.screen._compositor.render_strips()):
        column = 0
        for segment in strip:
            style = segment.style
            if not segment.cell_length:
                continue
            front = style.color.get_truecolor() if style and style.color else (0, 0, 0)
            back = style.bgcolor.get_truecolor() if style and style.bgcolor else (0, 0, 0)
            box = (column * across, row * down)
            column += segment.cell_length
            draw.rectangle((*box, column * across - 1, row * down + down - 1), tuple(back))
            for place, character in enumerate(segment.text if "▀" in segment.text else ""):
                if character == "▀":
                    left = box[0] + place * across
                    draw.rectangle((left, box[1], left + across - 1, box[1] + down // 2 - 1), tuple(front))
    return [found.text for found in zxingcpp.read_barcodes(image)]
