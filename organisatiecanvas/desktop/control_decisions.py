"""The tab of the decision matrix: filters, the matrix, what can be added, and the form of one decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QMenu,
)

from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.control_tab import ControlTab
from organisatiecanvas.desktop.decision_model import DecisionModel, Filter
from organisatiecanvas.desktop.decision_table import DecisionTable
from organisatiecanvas.models import decisions
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.organisation import LEVELS, SCOPES

if TYPE_CHECKING:
    from organisatiecanvas.desktop.control_page import ControlPage


ARROW = 40  # pixels that a box needs beside its words


class DecisionsTab(ControlTab):
    """Filters, the matrix, and what can be added to it."""

    def __init__(self, page: ControlPage) -> None:
        super().__init__(page)
        column = self.box
        self.boxes: dict[str, QComboBox] = {}
        line = QHBoxLayout()
        line.setSpacing(8)
        for name, words in (
            ("unit", _("Unit")),
            ("level", _("Level")),
            ("scope", _("Scope")),
            ("domain", _("Domain")),
        ):
            box = QComboBox(self)
            widgets.name(box, words)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.activated.connect(lambda _index: self._narrow())
            self.boxes[name] = box
            line.addWidget(box, 2)
        self.search = widgets.search_field(_("Search"), self)
        self.search.setAccessibleName(_("Search decisions"))
        self.search.textChanged.connect(lambda _words: self._narrow())
        line.addWidget(self.search, 3)
        self.everyone = QCheckBox(_("Everyone"), self)
        self.everyone.setToolTip(_("Also the units that take no part in any of these decisions"))
        self.everyone.toggled.connect(lambda _on: self._narrow())
        line.addWidget(self.everyone)
        add = widgets.button(_("Add"), None, self, role="primary")
        add.setProperty("hasMenu", True)
        self.menu = QMenu(add)
        self.menu.aboutToShow.connect(self._fill_menu)
        add.setMenu(self.menu)
        line.addWidget(add)
        column.addLayout(line)
        self.model = DecisionModel(self.session, self)
        self.table = DecisionTable(self.model, self)
        self.table.message.connect(page.message)
        self.table.verticalHeader().sectionClicked.connect(self._show_decision)
        self.panel = self.make_panel()
        self.split = self.beside(self.table, self.panel, 320)
        column.addWidget(self.split, 1)
        self.empty = widgets.label("", "muted", self, wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.empty, 1)
        column.addWidget(widgets.label(self._legend(), "small", self, wrap=True))
        self.model.laid_out.connect(self.refresh)

    def _legend(self) -> str:
        return _(
            "Keys: D decides · C decides with others · A advises · I is informed · Delete: takes no part.  "
            "Control loop: 1 ●○○ notices · 2 ○●○ judges · 3 ○○● acts.  A click on a decision shows all of it."
        )

    def refresh(self) -> None:
        self._fill_boxes()
        self.model.follow_figures()
        variant = self.session.variant
        words = ""
        if variant is None or not variant.decisions:
            words = _("No decisions yet. Add the usual ones for a unit, and say with one key per cell who decides.")
        elif not self.model.lines:
            words = _("No decision fits these filters.")
        self.empty.setText(words)
        self.empty.setVisible(bool(words))
        self.split.setVisible(not words)

    def _show_decision(self, section: int) -> None:
        """Everything about a decision, beside the matrix."""
        line = self.model.lines[section]
        if line.decision:
            self.panel.show_row("decisions", (self.session.variant_id, line.decision))

    def _fill_boxes(self) -> None:
        variant, chosen = self.session.variant, self.model.filter
        units = list(variant.units.values()) if variant is not None else []
        domains = sorted({row.domain for row in variant.decisions.values()} if variant is not None else ())
        entries = {
            "unit": [("", _("All units"))] + [(unit.id, unit.name) for unit in units if unit.kind != "external"],
            "level": [("", _("All levels"))] + [(one, choice_label(one)) for one in LEVELS],
            "scope": [("", _("Inside and outside"))] + [(one, choice_label(one)) for one in SCOPES],
            "domain": [("", _("All domains"))] + [(one, one) for one in domains],
        }
        for name, box in self.boxes.items():
            box.blockSignals(True)
            box.clear()
            for value, words in entries[name]:
                box.addItem(words, value)
            box.setCurrentIndex(max(0, box.findData(getattr(chosen, name))))
            everything = box.fontMetrics().horizontalAdvance(entries[name][0][1])  # stays whole, a long name may not
            box.setMinimumWidth(everything + ARROW)
            box.blockSignals(False)

    def _narrow(self) -> None:
        chosen = {name: box.currentData() or "" for name, box in self.boxes.items()}
        self.model.show_only(Filter(words=self.search.text(), everyone=self.everyone.isChecked(), **chosen))

    def _fill_menu(self) -> None:
        self.menu.clear()
        variant = self.session.variant
        if variant is None:
            return
        unit = self.boxes["unit"].currentData()
        units = [row for row in variant.units.values() if row.kind != "external" and unit in ("", row.id)]
        for row in units:
            part = self.menu.addMenu(row.name) if len(units) > 1 else self.menu
            part.addAction(_("A decision"), lambda one=row.id: self.add(one))
            for level in LEVELS:
                words = _("The usual {level} decisions").format(level=choice_label(level).lower())
                part.addAction(words, lambda one=row.id, lv=level: self.add_usual(one, (lv,)))

    def add(self, unit: str) -> None:
        """A decision about a unit, to be named in the inspector or here."""
        from organisatiecanvas.desktop import dialogs

        session = self.session
        name = dialogs.ask_text(_("New decision"), _("What is decided?"), _("Decision"), _("Add"), self)
        if not name or session.variant is None:
            return
        variant, first = session.variant, decisions.STARTING_LIST[0]
        problem = session.attempt(
            _("Add {name}").format(name=name),
            lambda: decisions.add_decision(
                session.document, variant, unit, name, _(first.domain), "operational", "internal"
            ),
        )
        if problem:
            self.page.message.emit(problem)

    def add_usual(self, unit: str, levels: tuple[str, ...]) -> None:
        """The starting list of these levels for a unit."""
        session, counts = self.session, []
        variant = session.variant
        problem = session.attempt(
            _("Add usual decisions"),
            lambda: counts.append(decisions.add_starting_list(session.document, variant, unit, levels)),  # type: ignore[arg-type]
        )
        count = counts[0] if counts else 0
        words = ngettext("{count} decision added", "{count} decisions added", count).format(count=count)
        self.page.message.emit(problem or words)
