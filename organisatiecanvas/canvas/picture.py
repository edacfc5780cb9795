"""Pictures of a whole drawing on white paper, with title, date and legend: SVG, PNG and PDF, without a window."""

from __future__ import annotations

import datetime
import os
import sys
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QIODevice,
    QMarginsF,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
)
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.legend import Legend
from organisatiecanvas.canvas.scene import CanvasScene
from organisatiecanvas.models.anonymous import Names, anonymous
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.events import Event
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Organisation

Format = Literal["svg", "png", "pdf"]
Paper = Literal["A3", "A4"]
MARGIN = 36.0  # scene units around the drawing
TITLE_HEIGHT = 64.0
LEAST_WIDTH = 640.0
PNG_SCALE = 2.0
MOST_PIXELS = 12_000  # along a side of a PNG
PAGE_MARGIN = 10.0  # millimetres
SMALL_TEXT = 11.0  # scene units
LEGIBLE = 2.1  # millimetres: about 6 points; smaller goes to A3

_application: QApplication | None = None  # kept for as long as the process lives


class _Still:
    """An organisation that stays as it is, for a scene of its own."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.changed: Event[[Change]] = Event()


def application() -> QApplication:
    """The application that drawing needs; one without a screen where there is none."""
    global _application
    existing = QCoreApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    if existing is not None:
        raise RuntimeError("pictures need a QApplication; another kind of application is running")
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QApplication(sys.argv[:1])
    return _application


def save_picture(
    organisation: Organisation,
    variant_id: str,
    target: Path | str,
    format: Format,
    names: Names = "full",
    *,
    paper: Paper | None = None,
    seed: str = "",
) -> Path:
    """Write a picture of the whole drawing of a variant; returns where it stands.

    `names`: «full», «codes» (P01, P02 …; `seed` is the document's id) or «none». A PDF is one page of `paper`,
    or of A4 where the texts stay legible on it, else A3. Raises OrganisationError when it can't be written.
    """
    application()
    shown = anonymous(organisation, names, seed)
    if variant_id not in shown.variants:
        raise OrganisationError(_("There is no variant {id}.").format(id=variant_id))
    scene = CanvasScene(_Still(shown))
    try:
        scene.grid = False
        scene.names = "none" if names == "none" else "full"
        scene.set_variant(variant_id)
        page = _Page(scene, shown, variant_id)
        data = {"svg": _svg, "png": _png, "pdf": _pdf}[format](page, paper)
    finally:
        scene.close()
    return _write(Path(target), data)


class _Page:
    """The drawing with its title above and its legend below, in scene units from (0, 0)."""

    def __init__(self, scene: CanvasScene, organisation: Organisation, variant_id: str) -> None:
        self.scene = scene
        variant: Any = organisation.variants[variant_id]
        workshop = organisation.workshop
        self.title = f"{workshop.title} · {variant.name}" if workshop.title else variant.name
        self.date = workshop.reference_date
        self.content = scene.content_rect()
        self.width = max(self.content.width() + 2 * MARGIN, LEAST_WIDTH)
        self.legend = Legend(organisation, variant, self.width - 2 * MARGIN)
        self.height = TITLE_HEIGHT + self.content.height() + 2 * MARGIN + self.legend.height + MARGIN

    def paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, self.width, self.height), style.brush("#ffffff"))
        heading = QRectF(MARGIN, 22, self.width - 2 * MARGIN, 34)
        date = date_words(self.date)
        painter.setFont(style.font(13))
        painter.setPen(style.pen(style.LIGHT.muted))
        painter.drawText(heading, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, date)
        painter.setFont(style.font(22, True))
        painter.setPen(style.pen(style.LIGHT.ink))
        room = heading.width() - style.metrics(13).horizontalAdvance(date) - 24
        title = style.metrics(22, True).elidedText(self.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(heading, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        painter.setPen(style.pen(style.LIGHT.line))
        painter.drawLine(QPointF(MARGIN, TITLE_HEIGHT), QPointF(self.width - MARGIN, TITLE_HEIGHT))
        if not self.content.isEmpty():
            left = (self.width - self.content.width()) / 2
            target = QRectF(left, TITLE_HEIGHT + MARGIN, self.content.width(), self.content.height())
            self.scene.render(painter, target, self.content)
        painter.save()
        painter.translate(MARGIN, self.height - MARGIN - self.legend.height)
        self.legend.paint(painter)
        painter.restore()


def date_words(date: datetime.date) -> str:
    """A date as people write it on paper: 23-11-2026 in Dutch, 2026-11-23 in English."""
    return date.strftime(_("%Y-%m-%d"))


def _svg(page: _Page, _paper: Paper | None) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setResolution(96)
    generator.setSize(QSize(round(page.width), round(page.height)))
    generator.setViewBox(QRect(0, 0, round(page.width), round(page.height)))
    generator.setTitle(page.title)
    generator.setDescription("Organisatiecanvas")
    painter = QPainter(generator)
    page.paint(painter)
    painter.end()
    buffer.close()
    return bytes(data.data())


def _png(page: _Page, _paper: Paper | None) -> bytes:
    scale = min(PNG_SCALE, MOST_PIXELS / page.width, MOST_PIXELS / page.height)
    image = QImage(round(page.width * scale), round(page.height * scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    image.setText("Title", page.title)
    painter = QPainter(image)
    painter.scale(scale, scale)
    page.paint(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(data.data())


def _pdf(page: _Page, paper: Paper | None) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(page.title)
    writer.setCreator("Organisatiecanvas")
    writer.setResolution(600)
    writer.setPageLayout(page_layout(page.width, page.height, paper))
    painter = QPainter(writer)
    room = writer.pageLayout().paintRectPixels(writer.resolution())
    scale = min(room.width() / page.width, room.height() / page.height)
    painter.translate((room.width() - page.width * scale) / 2, (room.height() - page.height * scale) / 2)
    painter.scale(scale, scale)
    page.paint(painter)
    painter.end()
    buffer.close()
    return bytes(data.data())


def page_layout(width: float, height: float, paper: Paper | None) -> QPageLayout:
    """A4 or A3, lying or standing as the drawing is; A4 only where the smallest text stays legible."""
    wide = width >= height
    sizes = {"A4": QPageSize(QPageSize.PageSizeId.A4), "A3": QPageSize(QPageSize.PageSizeId.A3)}
    if paper is None:
        sheet: QSizeF = sizes["A4"].size(QPageSize.Unit.Millimeter)
        across, down = max(sheet.width(), sheet.height()), min(sheet.width(), sheet.height())
        room = (across, down) if wide else (down, across)
        scale = min((room[0] - 2 * PAGE_MARGIN) / width, (room[1] - 2 * PAGE_MARGIN) / height)
        paper = "A4" if SMALL_TEXT * scale >= LEGIBLE else "A3"
    turned = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    margins = QMarginsF(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
    return QPageLayout(sizes[paper], turned, margins, QPageLayout.Unit.Millimeter)


def _write(target: Path, data: bytes) -> Path:
    """Write beside the target, then in its place: never half a picture."""
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(data)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OrganisationError(
            _("{name} could not be written ({reason}).").format(name=target.name, reason=error.strerror or str(error))
        ) from error
    return target
