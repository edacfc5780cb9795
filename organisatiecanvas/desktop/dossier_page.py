"""The workspace of the works-council dossier: stages above, sections at the left, the section as it will read."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.dossier_checklist import ChecklistForm
from organisatiecanvas.desktop.dossier_list import CHECKLIST, SectionList
from organisatiecanvas.desktop.dossier_section import SectionView
from organisatiecanvas.desktop.dossier_stages import StageTracker
from organisatiecanvas.desktop.forms import set_field
from organisatiecanvas.desktop.session import Session, bears_on_figures
from organisatiecanvas.models.anonymous import Names
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.dossier import Contents, chosen
from organisatiecanvas.models.dossier.checklists import BY_KEY
from organisatiecanvas.models.dossier.country import DISCLAIMER, TEMPLATES
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, ngettext

NARROW = 940  # pixels


def built(organisation: Any, names: Any, *, seed: str) -> Contents:
    """The dossier of a snapshot, for another thread."""
    from organisatiecanvas.models.dossier import build

    return build(organisation, names, seed)


class DossierPage(QWidget):
    """Follows the document while it is in sight; every field is an edit of its own, with undo."""

    message = Signal(str)
    command_wanted = Signal(str)
    place_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.names: Names = "full"
        self.contents: Contents | None = None
        self.runner = session.add_runner()
        self.runner.work = partial(built, seed=session.document.document_id)
        self.runner.changed.connect(self._on_built)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 12, 20, 10)
        outer.setSpacing(10)
        outer.addLayout(self._head())
        self.tracker = StageTracker(session, self)
        self.tracker.message.connect(self.message)
        self.tracker.warnings_wanted.connect(lambda: self.show_place("planning"))
        outer.addWidget(self.tracker)
        outer.addWidget(self._body(), 1)
        foot = QHBoxLayout()
        self.state = widgets.label("", "small", self)
        foot.addWidget(self.state)
        foot.addStretch(1)
        self.disclaimer = widgets.ElidedLabel(_(DISCLAIMER), self, role="small", lines=2)
        self.disclaimer.setAlignment(Qt.AlignmentFlag.AlignRight)
        foot.addWidget(self.disclaimer, 3)
        outer.addLayout(foot)
        session.changed.connect(self._on_change)
        self._fill_head()

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(widgets.label(_("Council dossier"), "heading", self))
        self.country = self._combo(_("Country"), "country")
        for template in TEMPLATES.values():
            self.country.addItem(choice_label(template.country, "country"), template.country)
            self.country.setItemData(self.country.count() - 1, template.label, Qt.ItemDataRole.ToolTipRole)
        line.addWidget(self.country)
        self.before, self.after = self._combo(_("Before"), "before"), self._combo(_("After"), "after")
        line.addWidget(self.before)
        line.addWidget(widgets.label("→", "muted", self))
        line.addWidget(self.after)
        line.addStretch(1)
        self.modes = widgets.ViewTabs({"full": _("Names"), "codes": _("Codes"), "none": _("No names")}, self)
        self.modes.setToolTip(_("How people are shown: with names to edit, with codes or without names as a preview"))
        self.modes.chosen.connect(self.show_names)
        self.modes.show_chosen(self.names)
        line.addWidget(self.modes)
        self.export = widgets.button(
            _("Export"), lambda: self.command_wanted.emit("export.dossier"), self, role="primary", icon="export"
        )
        self.export.setToolTip(_("Export"))
        self.export.setAccessibleName(_("Export"))
        line.addWidget(self.export)
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the choices stay whole rather than the word on the button."""
        super().resizeEvent(event)
        self.export.setText(_("Export") if self.width() >= NARROW else "")

    def _combo(self, name: str, field: str) -> QComboBox:
        box = QComboBox(self)
        widgets.name(box, name)
        box.setToolTip(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMinimumWidth(90)  # gives way to the buttons where the window is narrow
        box.setMaximumWidth(190)
        box.activated.connect(lambda _index: self._set(field, box.currentData()))
        return box

    def _body(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(10)
        split.setChildrenCollapsible(False)
        self.list = SectionList(split)
        self.list.chosen.connect(lambda _place: self._show())
        split.addWidget(self.list)
        self.stack = QStackedWidget(split)
        self.stack.setMinimumWidth(360)
        self.view = SectionView(self.session, self.stack)
        self.view.message.connect(self.message)
        self.view.actions_wanted.connect(lambda: self.place_wanted.emit("actions"))
        self.form = ChecklistForm(self.session, self.stack)
        self.form.message.connect(self.message)
        for part in (self.view, self.form):
            self.stack.addWidget(part)
        split.addWidget(widgets.card(self.stack, split))
        split.setStretchFactor(1, 1)
        split.setSizes([238, 900])
        return split

    # -- following ---------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def _on_change(self, change: Change) -> None:
        if bears_on_figures(change) or any(row.collection not in ("dossier", "actions") for row in change.rows):
            self.view.edition += 1
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        self._fill_head()
        self.tracker.refresh()
        if self.stack.currentWidget() is self.form and self.form.checklist is not None:
            self.form.show_checklist(self.form.checklist)
        self.runner.request(self.session.document.snapshot(), self.names)

    def _fill_head(self) -> None:
        """The choices above, as the document has them."""
        organisation = self.session.organisation
        self.country.setCurrentIndex(self.country.findData(organisation.dossier.country))
        found = chosen(organisation)
        for box, variant in zip((self.before, self.after), found, strict=True):
            box.clear()
            for one in organisation.variants.values():
                box.addItem(one.name, one.id)
            if variant is None:
                box.insertItem(0, _("no redesign yet"), None)
            box.setCurrentIndex(box.findData(variant.id) if variant is not None else 0)
            box.setEnabled(not self.session.document.read_only and len(organisation.variants) > 1)
        self.country.setEnabled(not self.session.document.read_only)

    def _set(self, field: str, value: Any) -> None:
        problem = set_field(self.session, "dossier", (), field, value)
        if problem:
            self.message.emit(problem)
        self._fill_head()

    def _on_built(self) -> None:
        if self.runner.fresh and self.runner.figures is not None:
            self.contents = self.runner.figures
            self.list.show_contents(self.contents, self.session.organisation)
            self._show()
        self._tell_state()

    def _tell_state(self) -> None:
        if self.runner.problem:
            self.state.setText(_("The dossier could not be made ({reason}).").format(reason=self.runner.problem))
            return
        if not self.runner.fresh or self.contents is None:
            self.state.setText(_("computing…"))
            return
        count = sum(not section.complete for section in self.contents.sections)
        words = ngettext("{count} section is not complete yet", "{count} sections are not complete yet", count)
        self.state.setText(words.format(count=count) if count else _("✓ All sections are complete"))

    # -- showing -----------------------------------------------------------------------------------------------------

    def show_place(self, place: str) -> None:
        """Go to a section by its name, or to a checklist («checklist:» and its key)."""
        self.list.choose(place)

    def show_names(self, names: Names) -> None:
        """Show the dossier with names, to edit, or as it reads with codes or without names."""
        self.names = names
        self.modes.show_chosen(names)
        self._refresh()

    def _show(self) -> None:
        """What is chosen in the list."""
        item = self.list.currentItem()
        if self.contents is None or item is None:
            return
        place = str(item.data(Qt.ItemDataRole.UserRole))
        if place.startswith(CHECKLIST):
            self.form.show_checklist(BY_KEY[place.removeprefix(CHECKLIST)])
            self.stack.setCurrentWidget(self.form)
            return
        names = [section.name for section in self.contents.sections]
        self.view.show_section(self.contents, place if place in names else names[0])
        self.stack.setCurrentWidget(self.view)
