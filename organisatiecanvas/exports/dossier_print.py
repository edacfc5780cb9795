"""The works-council dossier as a document: title page, contents, sections, drawings, «page x of y»; text stays text.

The text is laid out by Qt's document layout on A4; each drawing has a sheet of its own after it, A4 or A3 as it needs.
Drawings are recorded in the thread that has the windows, the rest may be done in another.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPdfWriter, QPicture, QTextDocument, QTextTable

from organisatiecanvas.canvas import output, style
from organisatiecanvas.canvas.papers import MM_PER_INCH
from organisatiecanvas.canvas.picture import picture_of
from organisatiecanvas.canvas.sheets import one_sheet
from organisatiecanvas.exports.dossier_pages import Atom, Page, Stretch, paginate
from organisatiecanvas.exports.dossier_text import DOTS, Piece, Text, write_text
from organisatiecanvas.exports.legend import Source
from organisatiecanvas.models.anonymous import Names
from organisatiecanvas.models.dossier import Contents
from organisatiecanvas.models.language import _, date_text
from organisatiecanvas.models.organisation import Organisation

INK = style.LIGHT
WIDTH, HEIGHT = 210.0, 297.0  # millimetres: A4 upright
MARGIN, TOP, BOTTOM = 20.0, 18.0, 22.0
FOOT = 12.0  # from the lower edge to the line above the foot
DPI = 600
FOOT_SIZE = 7.5  # points


class _Page(NamedTuple):
    """A page, in millimetres."""

    width: float
    height: float


@dataclass(frozen=True)
class Recorded:
    """A drawing as it was painted, in millimetres, to be painted again in any thread."""

    picture: QPicture
    width: float
    height: float


def record(organisation: Organisation, variant: str, names: Names, seed: str) -> Recorded:
    """The drawing of a variant on the paper that it needs. Raises OrganisationError."""
    made = picture_of(organisation, variant, names, seed=seed)
    try:
        sheet = one_sheet(made, None)
        picture = QPicture()
        painter = QPainter(picture)
        sheet.paint(painter, 0)
        painter.end()
    finally:
        made.close()
    return Recorded(picture, sheet.width, sheet.height)


def dossier_pdf(source: Source, contents: Contents, drawings: Mapping[str, Recorded]) -> bytes:
    """The document as the bytes of a PDF."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(f"{contents.title} · {source.title}")
    writer.setCreator(output.CREATOR)
    writer.setResolution(DPI)
    writer.setPageLayout(output.page_layout(_Page(WIDTH, HEIGHT)))
    document = QTextDocument()
    text = write_text(document, source, contents, drawings.keys())
    document.documentLayout().setPaintDevice(writer)  # only now: laying out while writing takes most of a minute
    document.setTextWidth(_dots(WIDTH - 2 * MARGIN))
    atoms, owners = _atoms(text)
    pages = paginate(atoms, _dots(HEIGHT - TOP - BOTTOM))
    _number(text, pages, owners)
    chosen = [drawings[key] for key, _caption in text.drawings]
    _paint(writer, _Foot(source, contents, len(pages) + len(chosen)), document, pages, chosen)
    buffer.close()
    return bytes(data.data())


def _dots(millimetres: float) -> float:
    return millimetres * DPI / MM_PER_INCH


# -- laying out ------------------------------------------------------------------------------------------------------


def _atoms(text: Text) -> tuple[list[Atom], list[int]]:
    """Lines and rows from top to bottom, and of which piece each is."""
    atoms: list[Atom] = []
    owners: list[int] = []
    for number, piece in enumerate(text.pieces):
        found = list(_lines(text, piece) if piece.table is None else _rows(text, piece.table))
        atoms += found
        owners += [number] * len(found)
    return atoms, owners


def _lines(text: Text, piece: Piece) -> Iterator[Atom]:
    block = text.document.findBlock(piece.position)
    top = text.document.documentLayout().blockBoundingRect(block).top()
    layout = block.layout()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        place = Stretch(top + line.y(), top + line.y() + line.height())
        first, before_last = number == 0, number == layout.lineCount() - 2
        # No line of a paragraph stands alone.
        yield Atom(place, piece.keep or (first and layout.lineCount() > 1) or before_last, piece.fresh and first)


def _rows(text: Text, table: QTextTable) -> Iterator[Atom]:
    layout = text.document.documentLayout()
    padding = _dots(table.format().cellPadding() / DOTS)
    tops = []
    for row in range(table.rows()):
        blocks = [table.cellAt(row, place).firstCursorPosition().block() for place in range(table.columns())]
        tops.append(min(layout.blockBoundingRect(block).top() for block in blocks) - padding)
    bottom = layout.frameBoundingRect(table).bottom() - _dots(table.format().bottomMargin() / DOTS)
    places = [Stretch(*ends) for ends in itertools.pairwise([*tops, bottom])]
    head = places[0] if table.format().headerRowCount() else None
    for row, place in enumerate(places):
        if head is not None and row == 0:
            yield Atom(place, keep=True)
        else:
            pieces = list(_divided(text, table, row, place))
            # The first and the last two rows stay with a neighbour.
            keep = head is not None and row == len(places) - 2 and row > 1
            for number, part in enumerate(pieces):
                yield Atom(part, keep and number == len(pieces) - 1, head=head)


def _divided(text: Text, table: QTextTable, row: int, place: Stretch) -> Iterator[Stretch]:
    """A row; where it is higher than half a page its lines, as far as they stand beside each other."""
    if place.height < _dots(HEIGHT) / 2:
        yield place
        return
    layout = text.document.documentLayout()
    lines: list[Stretch] = []
    for column in range(table.columns()):
        block = table.cellAt(row, column).firstCursorPosition().block()
        top = layout.blockBoundingRect(block).top()
        found = [block.layout().lineAt(number) for number in range(block.layout().lineCount())]
        lines += [Stretch(top + line.y(), top + line.y() + line.height()) for line in found]
    cuts = [
        line.top
        for line in sorted(lines)
        if line.top > place.top + 1 and not any(one.top < line.top - 1 and one.bottom > line.top + 1 for one in lines)
    ]
    yield from (Stretch(*ends) for ends in itertools.pairwise([place.top, *dict.fromkeys(cuts[1:]), place.bottom]))


def _number(text: Text, pages: list[Page], owners: list[int]) -> None:
    """Write the page of each section and drawing in the contents, which does not move anything."""
    begins = {owners[atom]: number for number, page in reversed([*enumerate(pages, start=1)]) for atom in page.atoms}
    for row, piece in enumerate(text.sections):
        text.set_page(row, begins[text.pieces.index(piece)])
    for place in range(len(text.drawings)):
        text.set_page(len(text.sections) + place, len(pages) + place + 1)


# -- painting --------------------------------------------------------------------------------------------------------


class _Foot:
    """The line at the foot of every page."""

    def __init__(self, source: Source, contents: Contents, pages: int) -> None:
        self.pages = pages
        self.words = f"{contents.title} · {source.title} · {date_text(datetime.date.today())}"
        self.warning = _("No legal advice")

    def paint(self, painter: QPainter, number: int, width: float, height: float) -> None:
        """Paint it on a page of this size in millimetres; the painter is in dots."""
        font = style.font(10)
        font.setPixelSize(round(_dots(FOOT_SIZE * MM_PER_INCH / 72)))
        painter.setFont(font)
        line = _dots(height - FOOT)
        painter.setPen(style.pen(INK.line, _dots(0.2)))
        painter.drawLine(QPointF(_dots(MARGIN), line), QPointF(_dots(width - MARGIN), line))
        painter.setPen(style.pen(INK.muted))
        place = QRectF(_dots(MARGIN), line + _dots(1.0), _dots(width - 2 * MARGIN), _dots(6))
        page = _("Page {page} of {pages}").format(page=number, pages=self.pages)
        right = painter.fontMetrics().horizontalAdvance(page) + _dots(4)
        words = painter.fontMetrics().elidedText(
            f"{self.words} · {self.warning}", Qt.TextElideMode.ElideMiddle, int(place.width() - right)
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, words)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight, page)


def _paint(
    writer: QPdfWriter, foot: _Foot, document: QTextDocument, pages: list[Page], drawings: list[Recorded]
) -> None:
    painter = QPainter(writer)
    for number, page in enumerate(pages, start=1):
        if number > 1:
            writer.newPage()
        top = _dots(TOP)
        for stretch in page.stretches:
            painter.save()
            painter.translate(_dots(MARGIN), top - stretch.top)
            # A dot less, or the lines next to it would be written too.
            document.drawContents(painter, QRectF(0, stretch.top + 1, document.textWidth(), stretch.height - 1))
            painter.restore()
            top += stretch.height
        foot.paint(painter, number, WIDTH, HEIGHT)
    for number, drawing in enumerate(drawings, start=len(pages) + 1):
        writer.setPageLayout(output.page_layout(drawing))
        writer.newPage()
        painter.save()
        scale = (drawing.height - FOOT) / drawing.height  # leaves the foot free
        painter.translate(_dots(drawing.width * (1 - scale) / 2), 0)
        unit = scale * drawing.picture.logicalDpiX() / MM_PER_INCH  # playing scales to the dots of the device itself
        painter.scale(unit, unit)
        drawing.picture.play(painter)
        painter.restore()
        foot.paint(painter, number, drawing.width, drawing.height)
    painter.end()
