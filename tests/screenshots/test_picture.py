"""Screenshots as PNG."""

import io
from pathlib import Path

import picture
import pytest
from PIL import Image
from rich.console import Console

from zhonggong_reader.ui.pictures import mend_text_lengths

has_font = any(
    next(folder.rglob(font.files[0]), None) for folder in picture.FOLDERS for font in picture.CHINESE
)


def screenshot(text: str) -> str:
    console = Console(width=20, record=True, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    console.print(text, style="white on black", markup=False)
    return mend_text_lengths(console.export_svg(title="", unique_id="t"))


def ink(svg: str) -> list[bool]:
    """Return for each of the ten pairs of cells of the first line whether something is drawn there."""
    image = Image.open(io.BytesIO(picture.png(svg))).convert("L")
    # The matrix begins 9 units from the left and 41 from the top, a cell is 12.2 by 24.4 (rich.console).
    left, top, pair, line = (units * picture.ZOOM for units in (9, 41, 24.4, 24.4))
    cells = (image.crop((left + n * pair, top, left + (n + 1) * pair, top + line)) for n in range(10))
    return [max(cell.tobytes()) > 150 for cell in cells]


@pytest.mark.skipif(not has_font, reason="no font for Chinese on this machine")
def test_each_character_is_drawn_in_its_cells() -> None:
    assert ink(screenshot("首届")) == [True] * 2 + [False] * 8
    assert ink(screenshot("　　工匠")) == [False] * 2 + [True] * 2 + [False] * 6
    assert ink(screenshot("首届4月27日会")) == [True] * 7 + [False] * 3


def test_a_machine_without_fonts_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(picture, "FOLDERS", (tmp_path,))
    scene = tmp_path / "scene.svg"
    scene.write_text(screenshot("首届"), "utf-8")
    assert picture.main([str(scene)]) == 1
    assert "install fonts-noto-cjk" in capsys.readouterr().err
    assert not scene.with_suffix(".png").exists()


def test_without_names_it_tells_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert picture.main([]) == 2
    assert "usage" in capsys.readouterr().err
