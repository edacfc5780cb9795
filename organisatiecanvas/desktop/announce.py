"""What a screen reader is told: what is selected, and the name of every edit."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from organisatiecanvas.canvas.scene import CanvasScene
from organisatiecanvas.desktop import elements, outline_words, widgets
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.language import _, ngettext

WAIT_MS = 150


class Announcer(QObject):
    """Speaks for the view `widget`; `said` tells each sentence too. Quick changes of the selection are told once."""

    said = Signal(str)

    def __init__(self, session: Session, scene: CanvasScene, widget: QWidget) -> None:
        super().__init__(widget)
        self._session, self._scene, self._widget = session, scene, widget
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self.tell_selection)
        scene.selection_changed.connect(self._on_selection)
        session.changed.connect(self._on_change)

    def _on_selection(self) -> None:
        self._widget.setAccessibleDescription(self.selection())
        if self._widget.isVisible():
            self._soon.start()

    def selection(self) -> str:
        """What is selected, in one sentence."""
        refs, variant = self._scene.selected(), self._session.variant
        if not refs or variant is None:
            return _("Nothing selected. Tab walks along the units.")
        if len(refs) > 1:
            return ngettext("{count} element selected", "{count} elements selected", len(refs)).format(count=len(refs))
        row = getattr(variant, refs[0].collection).get(refs[0].id)
        if row is None:
            return ""
        words = outline_words.spoken(self._session.organisation, variant, refs[0].collection, row)
        return _("{name} selected").format(name=words or elements.title(self._session.organisation, row))

    def tell_selection(self) -> None:
        self.say(self.selection())

    def _on_change(self, change: Change) -> None:
        if change.name:
            self.say(_("Done: {step}").format(step=change.name))

    def say(self, words: str) -> None:
        """Let the screen reader say this, if there is one."""
        if words:
            self.said.emit(words)
            widgets.aloud(self._widget, words)
