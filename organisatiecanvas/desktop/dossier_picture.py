"""The drawing of a variant as the dossier will hold it, as a picture for the reading pane."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from organisatiecanvas.canvas.papers import Options
from organisatiecanvas.canvas.picture import picture_of, sheets_of
from organisatiecanvas.models.anonymous import Names
from organisatiecanvas.models.organisation import Organisation

WIDTH = 1400  # pixels


def picture(organisation: Organisation, variant: str, names: Names, seed: str) -> QPixmap:
    """The drawing on white paper with its title and legend, WIDTH pixels wide."""
    made = picture_of(organisation, variant, names, seed=seed)
    try:
        sheets = sheets_of(made, "png", "canvas", Options())
        scale = WIDTH / sheets.width
        image = QImage(WIDTH, round(sheets.height * scale), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.scale(scale, scale)
        sheets.paint(painter, 0)
        painter.end()
    finally:
        made.close()
    return QPixmap.fromImage(image)
