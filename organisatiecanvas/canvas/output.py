"""Sheets as the bytes of a file: PDF with text that can be selected, SVG with text that stays text, PNG."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from organisatiecanvas.canvas import texts
from organisatiecanvas.canvas.papers import LEAST_DPI, MM_PER_INCH, MOST_DPI, SCREEN_DPI
from organisatiecanvas.canvas.sheets import Sheets

PDF_DPI = 600
MOST_PIXELS = 12_000  # along a side of a PNG
BOLD = 600
CREATOR = "Organisatiecanvas"
# What a browser or office program has; Qt writes the fonts of this machine.
SVG_FONTS = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
_FAMILY = re.compile(r'font-family="[^"]*"')
_TEXT = re.compile(r'<text ([^>]*font-size="(\d+)" font-weight="(\d+)"[^>]*)>([^<]+)</text>')
_CLIP = re.compile(r' clip-path="[^"]*"')


@dataclass(frozen=True)
class Drawn:
    """A picture that is drawn: `data` gives its bytes and `write` a file, in any thread. Both raise OSError."""

    data: Callable[[], bytes]

    def write(self, path: Path) -> None:
        path.write_bytes(self.data())


class Sized(Protocol):
    """Something on a page of this size, in millimetres."""

    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...


def page_layout(sheets: Sized) -> QPageLayout:
    """The page of these sheets, without margins: they keep their own."""
    short, long = sorted((sheets.width, sheets.height))
    size = QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    wide = sheets.width > sheets.height
    way = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    return QPageLayout(size, way, QMarginsF(), QPageLayout.Unit.Millimeter)


def pdf(sheets: Sheets) -> Drawn:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(sheets.title)
    writer.setCreator(CREATOR)
    writer.setResolution(PDF_DPI)
    writer.setPageLayout(page_layout(sheets))
    painter = QPainter(writer)
    paint_all(painter, sheets, PDF_DPI, writer.newPage)
    painter.end()
    buffer.close()
    found = bytes(data.data())
    return Drawn(lambda: found)


def paint_all(painter: QPainter, sheets: Sheets, dpi: float, new_page: Callable[[], object]) -> None:
    """Paint every sheet on a device of pages, with its corner at the corner of the page."""
    for number in range(sheets.count):
        if number:
            new_page()
        painter.save()
        painter.scale(dpi / MM_PER_INCH, dpi / MM_PER_INCH)
        sheets.paint(painter, number)
        painter.restore()


def svg(sheets: Sheets, *, clipped: bool = False) -> Drawn:
    """The first sheet; a unit is 1/96 inch, as browsers and office programs take it. `clipped`: more is cut off."""
    scale = SCREEN_DPI / MM_PER_INCH
    width, height = round(sheets.width * scale), round(sheets.height * scale)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setResolution(SCREEN_DPI)
    generator.setSize(QSize(width, height))
    generator.setViewBox(QRect(0, 0, width, height))
    generator.setTitle(sheets.title)
    generator.setDescription(CREATOR)
    painter = QPainter(generator)
    painter.scale(scale, scale)
    sheets.paint(painter, 0)
    painter.end()
    buffer.close()
    found = _FAMILY.sub(f'font-family="{SVG_FONTS}"', bytes(data.data()).decode("utf-8"))
    found = _TEXT.sub(_with_length, found)
    if not clipped:  # Qt clips every item, which not every program reads
        found = _CLIP.sub("", found)
    return Drawn(found.encode)


def _with_length(text: re.Match[str]) -> str:
    """Tell how wide a text is, so that it fits its box in the font of whoever opens it too."""
    attributes, size, weight, words = text.groups()
    width = texts.width(html.unescape(words), int(size), int(weight) >= BOLD)
    return f'<text textLength="{width:.1f}" lengthAdjust="spacingAndGlyphs" {attributes}>{words}</text>'


def pixels(sheets: Sheets, dpi: float) -> tuple[int, int]:
    """Width and height of a PNG at this many dots per inch, or at fewer where it would become too large."""
    longest = max(sheets.width, sheets.height) / MM_PER_INCH
    scale = min(max(dpi, LEAST_DPI), MOST_DPI, MOST_PIXELS / longest) / MM_PER_INCH
    return round(sheets.width * scale), round(sheets.height * scale)


def png(sheets: Sheets, dpi: float) -> Drawn:
    """The first sheet; packing the pixels, which takes most of the time, is left to `data`."""
    width, height = pixels(sheets, dpi)
    scale = width / sheets.width
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    image.setDotsPerMeterX(round(scale * 1000))
    image.setDotsPerMeterY(round(scale * 1000))
    image.setText("Title", sheets.title)
    painter = QPainter(image)
    painter.scale(scale, scale)
    sheets.paint(painter, 0)
    painter.end()

    def data() -> bytes:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QImageWriter(buffer, QByteArray(b"png"))
        if not writer.write(image):
            raise OSError(writer.errorString())
        return bytes(buffer.data().data())

    return Drawn(data)
