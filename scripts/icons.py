"""Draw the program's icon for Windows (.ico) and macOS (.icns) from its vector: run it when application.svg changes."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parent.parent / "organisatiecanvas" / "desktop" / "icons"
WINDOWS = (16, 24, 32, 48, 64, 128, 256)
# Apple's names for a PNG of so many pixels.
MACOS = {"icp4": 16, "icp5": 32, "icp6": 64, "ic07": 128, "ic08": 256, "ic09": 512, "ic10": 1024}


def png(size: int) -> bytes:
    """The icon as a PNG of `size` by `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(FOLDER / "application.svg")).render(painter, QRectF(image.rect()))
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(content.data())


def ico() -> bytes:
    """A directory of 16 bytes per picture, then the pictures; 256 is written as 0."""
    pictures = [png(size) for size in WINDOWS]
    place = 6 + 16 * len(pictures)
    head = struct.pack("<HHH", 0, 1, len(pictures))
    for size, picture in zip(WINDOWS, pictures, strict=True):
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return head + b"".join(pictures)


def icns() -> bytes:
    """Pictures one after the other, each behind its name and length, all behind the length of the whole."""
    body = b""
    for name, size in MACOS.items():
        picture = png(size)
        body += name.encode() + struct.pack(">I", len(picture) + 8) + picture
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def main() -> int:
    application = QGuiApplication([*sys.argv[:1], "-platform", "offscreen"])
    (FOLDER / "organisatiecanvas.ico").write_bytes(ico())
    (FOLDER / "organisatiecanvas.icns").write_bytes(icns())
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
