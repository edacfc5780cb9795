"""The scene: one variant of a document as items, following every change of the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtWidgets import QGraphicsScene

from organisatiecanvas.canvas.refs import Badge, Ref
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.document import Document


class CanvasScene(QGraphicsScene):
    """Shows the variant `variant_id` of a document; what is selected is told by `selection_changed`."""

    selection_changed = Signal()
    variant_changed = Signal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.variant_id: str | None = None
        self._selected: dict[Ref, None] = {}
        self._badges: dict[str, Badge] = {}
        document.changed.connect(self._follow)

    def close(self) -> None:
        """Stop following the document."""
        self.document.changed.disconnect(self._follow)

    def set_variant(self, variant_id: str | None) -> None:
        """Show another variant."""
        self.variant_id = variant_id
        self.select(())
        self.variant_changed.emit(variant_id or "")

    def selected(self) -> list[Ref]:
        """What is selected, in the order in which it was."""
        return list(self._selected)

    def select(self, refs: Iterable[Ref]) -> None:
        """Select these and nothing else."""
        chosen = dict.fromkeys(refs)
        if chosen != self._selected:
            self._selected = chosen
            self.selection_changed.emit()

    def set_badges(self, badges: Mapping[str, Badge]) -> None:
        """Show these figures on the units, by unit id; units left out show none."""
        self._badges = dict(badges)

    def content_rect(self) -> QRectF:
        """What is drawn, without margin."""
        return self.itemsBoundingRect()

    def _follow(self, change: Change) -> None:
        gone = self.variant_id not in self.document.organisation.variants
        if change.everything or gone:
            self.set_variant(None if gone else self.variant_id)
