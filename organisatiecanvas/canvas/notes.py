"""The item of a note: a sticky note that lies a little askew, with its votes as dots."""

from __future__ import annotations

from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem

from organisatiecanvas.canvas import style, texts
from organisatiecanvas.canvas.appearance import NoteLooks
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.canvas.tags import tag
from organisatiecanvas.models.language import ngettext

NOTE_TEXT, NOTE_PITCH, SMALL = 13, 18.0, 11


class NoteItem:
    """A sticky note on the scene, with its votes as dots."""

    def __init__(self, note_id: str) -> None:
        self.ref = Ref("notes", note_id)
        self.root = QGraphicsRectItem()
        self.root.setZValue(style.NOTE_Z)
        self.root.setRotation(style.NOTE_TURN)
        tag(self.root, self.ref)
        self.looks: NoteLooks | None = None
        self._details: QGraphicsRectItem | None = None
        self._far = False

    def show(self, looks: NoteLooks) -> None:
        """Look like this."""
        if looks == self.looks:
            return
        self.looks = looks
        if self._details is not None and self._details.scene() is not None:
            self._details.scene().removeItem(self._details)
        width, height = looks.size
        self.root.setRect(0, 0, width, height)
        self.root.setTransformOriginPoint(width / 2, height / 2)
        self.root.setToolTip(looks.text)
        self.root.setBrush(style.brush(looks.colour))
        self._details = QGraphicsRectItem(self.root)
        self._details.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)
        bottom = height - (30.0 if looks.votes else 10.0)
        lines = max(1, int((bottom - 10.0) // NOTE_PITCH))
        ink = style.LIGHT.ink if style.contrast(looks.colour, style.LIGHT.ink) >= 4.5 else "#ffffff"
        for index, words in enumerate(texts.wrapped(looks.text, width - 26.0, lines, NOTE_TEXT)):
            texts.label(self._details, words, 14.0, 24.0 + index * NOTE_PITCH, NOTE_TEXT, ink)
        if looks.votes:
            count = ngettext("{count} vote", "{count} votes", looks.votes).format(count=looks.votes)
            room = width - 76.0  # the rest is for minus and plus (voting.py)
            shown = [f"{' '.join('●' * number)}  {count}" for number in range(min(looks.votes, 8), 0, -1)]
            words = next((line for line in shown if texts.width(line, SMALL) <= room), texts.elided(count, room, SMALL))
            own = looks.colour == style.NOTE
            texts.label(self._details, words, 14.0, height - 13.0, SMALL, style.NOTE_INK if own else ink)
        self._apply_far()

    @property
    def plain(self) -> bool:
        """Whether its text is left out."""
        return self._far

    def set_far(self, far: bool, *, names: bool) -> None:
        """Leave out what can't be read from afar; only units have large names."""
        if far != self._far:
            self._far = far
            self._apply_far()

    def _apply_far(self) -> None:
        if self.looks is None:
            return
        line = style.NOTE_LINE if self.looks.colour == style.NOTE else style.mix(self.looks.colour, 0.8, "#000000")
        self.root.setPen(style.pen(line, 0 if self._far else 1.0))
        if self._details is not None:
            self._details.setVisible(not self._far)
