"""The workspace of the workload: hours that fit or don't, and work as people report it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.session import Session, bears_on_figures
from organisatiecanvas.desktop.settings import Settings
from organisatiecanvas.desktop.survey_view import SurveyView
from organisatiecanvas.desktop.workload_figures import Gathered, gather
from organisatiecanvas.desktop.workload_hours import HoursView
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.labels import collection_label
from organisatiecanvas.models.language import _


class WorkloadPage(QWidget):
    """Two views, `hours` and `surveys`; nothing is computed while nobody looks."""

    message = Signal(str)
    show_wanted = Signal(str, str)  # collection, id
    person_wanted = Signal(str)
    action_wanted = Signal(str)
    rules_wanted = Signal()
    command_wanted = Signal(str)

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.settings = session, settings
        self.volume, self.before, self._stale = 1.0, "", True
        self._variant = ""
        self.runner = session.add_runner()
        self.runner.changed.connect(self._on_figures)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 12)
        layout.setSpacing(10)
        layout.addLayout(self._head())
        self.stack = QStackedWidget(self)
        self.hours = HoursView(session, self)
        self.surveys = SurveyView(session, self._folder, self)
        self.views: dict[str, QWidget] = {"hours": self.hours, "surveys": self.surveys}
        for view in self.views.values():
            self.stack.addWidget(view)
        layout.addWidget(self.stack, 1)
        self._connect()
        self.show_view("hours")

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.heading = widgets.label(_("Workload"), "heading", self)
        self.hint = widgets.ElidedLabel("", self, role="small", lines=2)
        words.addWidget(self.heading)
        words.addWidget(self.hint)
        row.addLayout(words, 1)
        self.tabs = widgets.ViewTabs({"hours": _("Hours"), "surveys": collection_label("surveys")}, self)
        self.tabs.chosen.connect(self.show_view)
        row.addWidget(self.tabs)
        row.addWidget(widgets.button(_("Rules…"), self.rules_wanted.emit, self))
        row.addWidget(widgets.button("Excel", lambda: self.command_wanted.emit("export.workload"), self, icon="export"))
        return row

    def _connect(self) -> None:
        self.hours.show_wanted.connect(self.show_wanted)
        self.hours.person_wanted.connect(self.person_wanted)
        self.hours.action_wanted.connect(self.action_wanted)
        self.hours.message.connect(self.message)
        self.hours.volume_changed.connect(self._on_volume)
        self.surveys.show_wanted.connect(self.show_wanted)
        self.surveys.message.connect(self.message)
        self.surveys.before_changed.connect(self._on_before)
        self.session.changed.connect(self._on_change)
        self.session.variant_changed.connect(lambda _variant: self.refresh())

    def _folder(self) -> Path:
        path = self.session.document.path
        return path.parent if path is not None else self.settings.folder()

    def show_view(self, name: str) -> None:
        """Show `hours` or `surveys`."""
        self.stack.setCurrentWidget(self.views[name])
        self.tabs.show_chosen(name)
        self.hint.set_words(
            _("Hours asked and available per unit and role · a click on a name shows it on the canvas")
            if name == "hours"
            else _("What people report of demands and control, per group, never per person")
        )

    # -- figures -------------------------------------------------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Ask for the figures as the document is now; later, while nobody looks."""
        self._stale = True
        variant = self.session.variant
        if variant is None:
            self.runner.clear()
            return
        if variant.id != self._variant:
            self._variant = variant.id
            self.before = variant.based_on or ""
            self.surveys.choose_before(self.before)
        if not self.isVisible():
            return
        self._stale = False
        self.runner.work = partial(gather, before=self.before, factor=self.volume)
        self.runner.request(self.session.document.snapshot(), variant.id)

    def _on_change(self, change: Change) -> None:
        if bears_on_figures(change):
            self.refresh()
        elif change.touches("actions") and self.runner.figures is not None:
            self.hours.show_gathered(self.runner.figures, fresh=self.runner.fresh)

    def _on_volume(self, factor: float) -> None:
        if factor != self.volume:
            self.volume = factor
            self.refresh()

    def _on_before(self, variant: str) -> None:
        self.before = variant
        self.refresh()

    def _on_figures(self) -> None:
        found = self.runner.figures
        if isinstance(found, Gathered) and found.variant == self.session.variant_id:
            self.hours.show_gathered(found, fresh=self.runner.fresh)
            self.surveys.show_gathered(found, fresh=self.runner.fresh)
        elif self.runner.problem:
            self.message.emit(_("The analysis failed ({kind}).").format(kind=self.runner.problem))
