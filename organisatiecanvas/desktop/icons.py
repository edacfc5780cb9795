"""Our own line icons (24-unit grid), tinted by the theme and sharp at every scale."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parent / "icons"


@lru_cache(maxsize=256)
def _source(name: str) -> bytes:
    return (FOLDER / f"{name}.svg").read_bytes()


def _renderer(name: str, colour: str) -> QSvgRenderer:
    # Made anew each time: a renderer kept for ever would outlive the application object.
    return QSvgRenderer(QByteArray(_source(name).replace(b"#000", colour.encode())))


class _Engine(QIconEngine):
    """Draws the vector at the size asked for; disabled icons are paler."""

    def __init__(self, name: str, colour: str, active: str, disabled: str) -> None:
        super().__init__()
        self._name, self._colour, self._active, self._disabled = name, colour, active, disabled

    def paint(self, painter: QPainter, rect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colour = self._colour
        if mode == QIcon.Mode.Disabled:
            colour = self._disabled
        elif state == QIcon.State.On or mode == QIcon.Mode.Selected:
            colour = self._active
        _renderer(self._name, colour).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour, self._active, self._disabled)


def icon(name: str, colour: str = "", active: str = "") -> QIcon:
    """The icon of this name (a file in icons/), by default in the ink of the theme."""
    from organisatiecanvas.desktop.theme import current

    theme = current()
    plain = colour or theme.ink
    return QIcon(_Engine(name, plain, active or plain, theme.disabled))


def application_icon() -> QIcon:
    return QIcon(str(FOLDER / "application.svg"))


def pixmap(name: str, size: int, colour: str = "", ratio: float = 1.0) -> QPixmap:
    """One picture of `size` screen units, for labels."""
    from organisatiecanvas.desktop.theme import current

    image = QPixmap(round(size * ratio), round(size * ratio))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    _renderer(name, colour or current().ink).render(painter, QRectF(image.rect()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
