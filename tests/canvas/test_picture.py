"""Pictures without a window: they are written, they parse, they hold the whole drawing and no name too many."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage, QPageLayout, QPageSize
from PySide6.QtWidgets import QApplication

from organisatiecanvas.canvas.picture import page_layout, save_picture
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError


def words(path: Path) -> str:
    return " ".join(ElementTree.parse(path).getroot().itertext())


def test_svg_holds_the_whole_drawing(qapp: QApplication, bosch: Document, tmp_path: Path) -> None:
    target = save_picture(bosch.organisation, "ist", tmp_path / "ist.svg", "svg")
    text = words(target)
    for unit in bosch.organisation.variants["ist"].units.values():
        assert unit.name.split()[0] in text
    assert "Medewerker 09" in text
    assert "2026-11-23" in text
    for order in bosch.organisation.orders.values():
        assert order.name in text


@pytest.mark.parametrize("names", ["codes", "none"])
def test_names_are_left_out_on_request(qapp: QApplication, bosch: Document, tmp_path: Path, names: str) -> None:
    target = save_picture(bosch.organisation, "soll-1", tmp_path / "soll.svg", "svg", names)
    content = target.read_text(encoding="utf-8")
    for person in bosch.organisation.people.values():
        assert person.name not in content
    assert bool(re.search(r"\bP\d\d\b", content)) == (names == "codes")


def test_png_is_large_and_white(qapp: QApplication, bosch: Document, tmp_path: Path) -> None:
    target = save_picture(bosch.organisation, "ist", tmp_path / "ist.png", "png")
    image = QImage(str(target))
    assert image.width() > 3000
    assert image.pixelColor(2, 2).name() == "#ffffff"


def test_pdf_is_one_page(qapp: QApplication, bosch: Document, tmp_path: Path) -> None:
    data = save_picture(bosch.organisation, "ist", tmp_path / "ist.pdf", "pdf").read_bytes()
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == 1
    assert b"/Font" in data


@pytest.mark.parametrize(
    ("size", "paper", "expected"),
    [
        ((700, 500), None, (QPageSize.PageSizeId.A4, QPageLayout.Orientation.Landscape)),
        ((500, 900), None, (QPageSize.PageSizeId.A4, QPageLayout.Orientation.Portrait)),
        ((2400, 1400), None, (QPageSize.PageSizeId.A3, QPageLayout.Orientation.Landscape)),
        ((2400, 1400), "A4", (QPageSize.PageSizeId.A4, QPageLayout.Orientation.Landscape)),
    ],
)
def test_paper_follows_the_drawing(size: tuple[int, int], paper: str | None, expected: tuple[object, object]) -> None:
    layout = page_layout(*size, paper)
    assert (layout.pageSize().id(), layout.orientation()) == expected


def test_an_empty_variant_gives_a_page_with_its_title(qapp: QApplication, bosch: Document, tmp_path: Path) -> None:
    with bosch.edit("Empty"):
        for unit in list(bosch.organisation.variants["ist"].units.values()):
            if unit.owner is not None and unit.id in bosch.organisation.variants["ist"].units:
                bosch.remove(unit)
        for note in list(bosch.organisation.variants["ist"].notes.values()):
            bosch.remove(note)
    assert "IST" in words(save_picture(bosch.organisation, "ist", tmp_path / "leeg.svg", "svg"))


def test_what_cannot_be_written_is_told(qapp: QApplication, bosch: Document, tmp_path: Path) -> None:
    with pytest.raises(OrganisationError, match=r"ist\.svg"):
        save_picture(bosch.organisation, "ist", tmp_path / "nergens" / "ist.svg", "svg")
    with pytest.raises(OrganisationError, match="nee"):
        save_picture(bosch.organisation, "nee", tmp_path / "ist.svg", "svg")
    assert list(tmp_path.glob("*.svg")) == []


def test_it_needs_neither_window_nor_display(tmp_path: Path) -> None:
    code = """
from pathlib import Path
from organisatiecanvas.canvas.picture import save_picture
from organisatiecanvas.models import interchange
folder = Path(interchange.__file__).parent / "examples"
save_picture(interchange.read_file(folder / "bosch.json"), "ist", Path("ist.pdf"), "pdf")
"""
    known = {"PYTHONPATH": str(Path(__file__).parent.parent.parent), "PATH": "/usr/bin"}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=known, timeout=60, check=False)
    assert done.returncode == 0
    assert (tmp_path / "ist.pdf").stat().st_size > 10_000
