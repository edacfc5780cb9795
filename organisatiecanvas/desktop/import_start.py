"""Starting from people's own list: where the matrix stands in it, and who and what comes along."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.combo_editor import ComboEditor
from organisatiecanvas.exports.skills_start import Choice, Start
from organisatiecanvas.models.language import _

PERSON, SKILL = "person", "skill"
Name = tuple[str, str]  # person or skill, and its name
KEY = Qt.ItemDataRole.UserRole


class StartPanel(QWidget):
    """Proposes sheet, header and names, to be chosen otherwise, and lists new people and skills, to be left out."""

    chosen = Signal(object)  # Choice
    left_out_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.start: Start | None = None
        self.left_out: set[Name] = set()
        self._seen: set[Name] = set()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(widgets.label(_("New here: is this right?"), "strong", self))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.sheet = ComboEditor(self._sheets, self)
        self.header = ComboEditor(lambda: self._numbered("headers"), self)
        self.names = ComboEditor(lambda: self._numbered("columns"), self)
        rows = ((_("Sheet"), self.sheet), (_("Skills"), self.header), (_("People"), self.names))
        for line, (words, field) in enumerate(rows):
            label = widgets.label(words, "label", self)
            label.setBuddy(field.main())
            field.set_name(words)
            grid.addWidget(label, line, 0)
            grid.addWidget(field, line, 1)
        column.addLayout(grid)
        self.across = QCheckBox(_("People stand beside each other"), self)
        column.addWidget(self.across)
        self.tree = QTreeWidget(self)
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(_("New people and skills"))
        column.addWidget(self.tree, 1)
        self.sheet.committed.connect(lambda: self._choose(sheet=self.sheet.value(), header=0, names=0))
        self.header.committed.connect(lambda: self._choose(header=self.header.value()))
        self.names.committed.connect(lambda: self._choose(names=self.names.value()))
        self.across.toggled.connect(lambda on: self._choose(across=on, header=0, names=0))
        self.tree.itemChanged.connect(self._on_item)

    # -- what is proposed ------------------------------------------------------------------------------------------

    def show_start(self, start: Start) -> None:
        """Show a proposal; who may be a heading or two people is left out until it is ticked."""
        self.start = start
        fresh = {(PERSON, name) for name in start.people} | {(SKILL, name) for name in start.skills}
        self.left_out |= {(PERSON, name) for name in start.perhaps | start.twice} & (fresh - self._seen)
        self._seen |= fresh
        self.sheet.show_value(start.choice.sheet)
        self.header.show_value(start.choice.header)
        self.names.show_value(start.choice.names)
        self.across.blockSignals(True)
        self.across.setChecked(start.choice.across)
        self.across.blockSignals(False)
        self.tree.blockSignals(True)
        self.tree.clear()
        for kind, words, names in ((SKILL, _("Skills"), start.skills), (PERSON, _("People"), start.people)):
            group = QTreeWidgetItem(self.tree, [f"{words} ({len(names)})"])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for name in names:
                item = QTreeWidgetItem(group, [name])
                item.setData(0, KEY, (kind, name))
                ticked = (kind, name) not in self.left_out
                item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
                if name in start.perhaps and kind == PERSON:
                    item.setToolTip(0, _("No level stands beside this name: it may be a heading."))
                if name in start.twice and kind == PERSON:
                    item.setText(0, _("{name} (more than once)").format(name=name))
                    item.setToolTip(
                        0,
                        _("Ticked they become one person. Number them in the workbook to keep two people apart."),
                    )
            group.setExpanded(True)
        self.tree.blockSignals(False)

    def _sheets(self) -> list[tuple[Any, str]]:
        return [(name, name) for name in self.start.sheets] if self.start is not None else []

    def _numbered(self, which: str) -> list[tuple[Any, str]]:
        entries = getattr(self.start, which) if self.start is not None else ()
        return [(number, f"{number}: {words}") for number, words in entries]

    # -- choosing --------------------------------------------------------------------------------------------------

    def _choose(self, **values: Any) -> None:
        assert self.start is not None
        wanted: Choice = replace(self.start.choice, **values)
        if wanted != self.start.choice:
            self.chosen.emit(wanted)

    def _on_item(self, item: QTreeWidgetItem) -> None:
        key = item.data(0, KEY)
        if key is None:
            return
        if item.checkState(0) == Qt.CheckState.Checked:
            self.left_out.discard(tuple(key))
        else:
            self.left_out.add(tuple(key))
        self.left_out_changed.emit()
