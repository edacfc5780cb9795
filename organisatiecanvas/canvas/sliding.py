"""What was arranged slides to its new place, so that the eye can follow; nothing but positions changes meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation
from PySide6.QtWidgets import QApplication, QStyle

from organisatiecanvas.canvas.refs import Box, Ref

if TYPE_CHECKING:
    from organisatiecanvas.canvas.scene import CanvasScene

DURATION = 180  # milliseconds
MOST = 300  # elements; more than that jump


def wanted() -> bool:
    """Whether the system has nothing against motion."""
    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0


class Slide(QObject):
    """From the places in `before` to those that the scene has now. Any change of the drawing ends it at once."""

    def __init__(self, scene: CanvasScene, before: dict[Ref, Box]) -> None:
        super().__init__(scene)
        self._scene = scene
        self._ways: dict[Ref, tuple[Box, Box]] = {}
        for ref, old in before.items():
            new = scene.box(ref)
            if new is not None and (new.x, new.y) != (old.x, old.y):
                self._ways[ref] = old, new
        self.animation = QVariantAnimation(self)
        self.animation.setDuration(DURATION)
        self.animation.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self.animation.setStartValue(0.0)
        self.animation.setEndValue(1.0)
        self.animation.valueChanged.connect(self._show)
        self.animation.finished.connect(self.end)

    def start(self) -> None:
        """Begin, unless there is too much to move."""
        if not self._ways or len(self._ways) > MOST or not wanted():
            self.deleteLater()
            return
        self._show(0.0)
        self._scene.content_changed.connect(self.end)
        self.animation.start()

    def _show(self, share: float) -> None:
        for ref, (old, new) in self._ways.items():
            self._put(ref, old.x + (new.x - old.x) * share, old.y + (new.y - old.y) * share)

    def _put(self, ref: Ref, x: float, y: float) -> None:
        if ref.collection == "units" and ref.id in self._scene.units:
            self._scene.units[ref.id].place(x, y)
        elif ref.collection == "notes" and ref.id in self._scene.notes:
            self._scene.notes[ref.id].root.setPos(x, y)

    def end(self) -> None:
        """Everything where the scene has it now."""
        if self._ways:
            ways, self._ways = self._ways, {}
            self.animation.stop()
            for ref in ways:
                box = self._scene.box(ref) if ref.collection == "units" else ways[ref][1]
                if box is not None:
                    self._put(ref, box.x, box.y)
            self.deleteLater()
