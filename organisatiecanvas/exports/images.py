"""Pictures inside workbooks, without a library for pixels: the bytes of a PNG as they are."""

from __future__ import annotations

import struct

from openpyxl.drawing.fill import Blip
from openpyxl.drawing.geometry import PresetGeometry2D
from openpyxl.drawing.image import Image
from openpyxl.drawing.picture import PictureFrame
from openpyxl.drawing.spreadsheet_drawing import OneCellAnchor
from openpyxl.utils.units import pixels_to_EMU

from organisatiecanvas.exports.workbook import Sheet, plain_text


class Png(Image):
    """A PNG that openpyxl writes; `width` and `height` are its pixels."""

    format = "png"

    def __init__(self, data: bytes) -> None:
        self._bytes = data
        self.width, self.height = struct.unpack(">II", data[16:24])

    def _data(self) -> bytes:
        return self._bytes


def put_picture(sheet: Sheet, row: int, data: bytes, words: str, most: tuple[int, int]) -> None:
    """Show a PNG from the start of a row on, within `most` (width, height in pixels at 96 dpi), told in words."""
    image = Png(data)
    scale = min(most[0] / image.width, most[1] / image.height)
    frame = PictureFrame()
    about = frame.nvPicPr.cNvPr
    about.id, about.name, about.descr = len(sheet.ws._images) + 1, plain_text(words), plain_text(words)
    frame.blipFill.blip = Blip(cstate="print")
    frame.spPr.prstGeom = PresetGeometry2D(prst="rect")
    frame.spPr.ln = None
    anchor = OneCellAnchor(pic=frame)
    anchor._from.row, anchor._from.col = row - 1, 0
    anchor.ext.width, anchor.ext.height = (
        pixels_to_EMU(round(length * scale)) for length in (image.width, image.height)
    )
    image.anchor = anchor
    sheet.ws.add_image(image)
