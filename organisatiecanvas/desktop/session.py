"""One open document as the window sees it: the variant shown, its figures, and edits that answer with a message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from organisatiecanvas.desktop.analysis_runner import AnalysisRunner, Preview
from organisatiecanvas.models import works_council
from organisatiecanvas.models.changes import Change, find
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError, in_words
from organisatiecanvas.models.mapping import Row
from organisatiecanvas.models.organisation import LOOKS, Organisation, Variant
from organisatiecanvas.models.snapshot import Value

Key = tuple[Any, ...]
# No figure follows from these (interchange.md): moving a box or adding an action leaves every figure as it is.
WITHOUT_FIGURES = ("actions", "assessments", "dossier", "notes", "views")


class Seen(NamedTuple):
    """Figures to show now. `fresh`: of what is seen; `supposed`: as they would be after a drop that may never come."""

    figures: Any
    fresh: bool
    supposed: bool = False


class Session(QObject):
    """Passes the document's events on as Qt signals, which let go of widgets that are gone.

    The first analysis is asked for by whoever shows the document, once it is on the screen.
    """

    changed = Signal(object)  # Change
    saved = Signal()
    told = Signal(str)  # what an edit did beyond what was asked for, as a sentence
    variant_changed = Signal(str)  # id, or "" where there is no variant
    seen_changed = Signal()  # other figures are to be shown, or the same as stale or fresh
    closing = Signal()  # whatever takes long gives up now: closing waits for it

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        current = document.organisation.current_variant()
        self._variant = current.id if current is not None else ""
        self.runner = AnalysisRunner(self)
        self.preview = Preview(self)
        self._others: list[AnalysisRunner] = [self.preview]
        for one in (self.runner, self.preview):
            one.changed.connect(self.seen_changed)
        document.changed.connect(self._on_change)
        document.saved.connect(self._on_saved)

    # -- what is shown -------------------------------------------------------------------------------------------

    @property
    def organisation(self) -> Organisation:
        return self.document.organisation

    @property
    def variant_id(self) -> str:
        return self._variant

    @property
    def variant(self) -> Variant | None:
        """The variant that is shown; None only in a document without any."""
        return self.organisation.variants.get(self._variant)

    def show_variant(self, identity: str) -> None:
        if identity != self._variant and identity in self.organisation.variants:
            self._variant = identity
            self.variant_changed.emit(identity)
            self.analyse()

    def find(self, collection: str, key: Key) -> Row | None:
        return find(self.organisation, collection, key)

    @property
    def seen(self) -> Seen:
        """The figures of the variant shown, while something is dragged as they would be once it is dropped."""
        preview, runner = self.preview, self.runner
        if preview.figures is not None and not preview.problem:
            return Seen(preview.figures, preview.fresh, supposed=True)
        return Seen(runner.figures if runner.variant == self._variant else None, runner.fresh)

    def suppose(self, values: tuple[Value, ...] | None) -> None:
        """Show the figures as they would be with these values (the drag under way), or as they are again."""
        if values is None or self.variant is None:
            self.preview.clear()
        else:
            self.preview.suppose(self.document.snapshot(), self._variant, values)

    # -- edits ---------------------------------------------------------------------------------------------------

    def attempt(self, name: str, work: Callable[[], object], *, merge: str | None = None) -> str:
        """Do `work` as one named step; returns why it was refused, or nothing when it was done."""
        try:
            with self.document.edit(name, merge=merge):
                work()
        except OrganisationError as error:
            return in_words(error)
        return ""

    # -- following the document ------------------------------------------------------------------------------------

    def analyse(self) -> None:
        """Ask for the figures of the variant that is shown, as the document is now."""
        if self.variant is not None:
            self.runner.request(self.document.snapshot(), self._variant)
        else:
            self.runner.clear()

    def add_runner(self) -> AnalysisRunner:
        """Another runner, for figures that are only wanted now and then; it ends with the session."""
        made = AnalysisRunner(self)
        self._others.append(made)
        return made

    def _on_change(self, change: Change) -> None:
        if self._variant not in self.organisation.variants:
            current = self.organisation.current_variant()
            self._variant = current.id if current is not None else ""
            self.variant_changed.emit(self._variant)
        self.changed.emit(change)
        if bears_on_figures(change) or works_council.bears_on(change):
            self.analyse()

    def _on_saved(self) -> None:
        self.saved.emit()

    def close(self) -> None:
        """Let go of the document and wait for the analysis; the document itself stays open."""
        self.closing.emit()
        self.document.changed.disconnect(self._on_change)
        self.document.saved.disconnect(self._on_saved)
        for runner in (self.runner, *self._others):
            runner.close()


def bears_on_figures(change: Change) -> bool:
    """Whether figures can differ after this change."""
    if change.everything:
        return True
    return any(
        row.collection not in WITHOUT_FIGURES and not (row.kind == "changed" and row.fields <= LOOKS)
        for row in change.rows
    )
