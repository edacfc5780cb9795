"""Scenarios 44 and 45 from the command: a folder of documents as pictures, a poster in tiles, cards to cut out."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from organisatiecanvas.desktop.command_line import main
from organisatiecanvas.models import examples
from organisatiecanvas.models.document import Document


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a document and a file that is none."""
    with Document.new(rows=examples.read("bosch")) as document:
        document.save(tmp_path / "bosch.orgcanvas")
    (tmp_path / "stuk.orgcanvas").write_bytes(b"no document")
    return tmp_path


def pages(path: Path) -> list[tuple[int, int]]:
    """Width and height of each page, in whole millimetres."""
    found = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", path.read_bytes())
    return [(round(float(across) / 72 * 25.4), round(float(down) / 72 * 25.4)) for across, down in found]


def export(folder: Path, *words: str) -> int:
    files = [str(folder / "stuk.orgcanvas"), str(folder / "bosch.orgcanvas")]
    return main(["export", *files, "--to", str(folder / "uit"), *words])


def test_44_the_canvas_as_pdf_svg_and_png(qapp, folder: Path, capsys) -> None:
    for format_ in ("pdf", "svg", "png"):
        assert export(folder, "--what", "canvas", "--format", format_, "--variant", "soll-1") == 1  # one file is none
    made = {path.name for path in (folder / "uit").iterdir()}
    assert made == {f"bosch-canvas-soll-1.{format_}" for format_ in ("pdf", "svg", "png")}
    assert len(capsys.readouterr().err.splitlines()) == 3
    target = folder / "uit" / "bosch-canvas-soll-1.pdf"
    assert pages(target) == [(420, 297)]
    text = subprocess.run(["pdftotext", target, "-"], capture_output=True, text=True, check=True).stdout
    assert "Spelverdeler" in text
    assert re.search("23-11-2026|2026-11-23", text)


def test_45_a_poster_in_tiles_and_cards(qapp, folder: Path) -> None:
    assert export(folder, "--what", "canvas", "--tiles", "A3", "--names", "none") == 1
    assert pages(folder / "uit" / "bosch-poster-ist.pdf") == [(420, 297)] * 9
    assert export(folder, "--what", "cards", "--card", "A6") == 1
    assert set(pages(folder / "uit" / "bosch-cards-ist.pdf")) == {(297, 210)}
    assert export(folder, "--what", "canvas", "--paper", "A0") == 1
    assert pages(folder / "uit" / "bosch-canvas-ist.pdf") == [(1189, 841)]


@pytest.mark.parametrize("words", [["--paper", "A7"], ["--dpi", "7"], ["--dpi", "veel"], ["--tiles", "A0"]])
def test_wrong_paper_is_wrong_use(folder: Path, words: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        export(folder, "--what", "canvas", *words)
    assert left.value.code == 2
