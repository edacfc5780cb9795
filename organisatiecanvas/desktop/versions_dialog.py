"""Mine and theirs beside each other, after somebody else saved the same document."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from organisatiecanvas.desktop import elements, widgets
from organisatiecanvas.models.labels import collection_label, field_label
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.mapping import json_name
from organisatiecanvas.models.organisation import Organisation
from organisatiecanvas.models.versions import Difference, differences

AIR, WIDEST = 20, 260  # pixels
LONG = ("object", "list", "map")  # kinds of field that take too many words


class VersionsDialog(QDialog):
    """A line per row that differs; nothing can be changed here."""

    def __init__(self, mine: Organisation, theirs: Organisation, who: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Compare versions"))
        found = differences(mine, theirs)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 16)
        outer.setSpacing(12)
        count = ngettext("{count} difference", "{count} differences", len(found)).format(count=len(found))
        outer.addWidget(widgets.label(_("Your version and that of {who}").format(who=who), "heading", self))
        words = count if found else _("Nothing differs: both versions say the same.")
        outer.addWidget(widgets.label(words, "small", self))
        headings = [_("What"), _("Name"), _("Difference")]
        self.table = QTableWidget(len(found), len(headings), self)
        self.table.setTabKeyNavigation(False)
        self.table.setHorizontalHeaderLabels(headings)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setAlternatingRowColors(True)
        self.table.setAccessibleName(_("Compare versions"))
        self.table.verticalHeader().hide()
        for row, item in enumerate(found):
            for column, words in enumerate(
                (collection_label(item.collection), item.name, said(item, mine, theirs, who))
            ):
                cell = QTableWidgetItem(words)
                cell.setToolTip(words)
                self.table.setItem(row, column, cell)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(2):
            self.table.resizeColumnToContents(column)
            # The style's own measure leaves out the air beside the words.
            header.resizeSection(column, min(WIDEST, header.sectionSize(column) + AIR))
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        outer.addWidget(self.table, 1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(widgets.button(_("Close"), self.accept, self, role="primary"))
        outer.addLayout(line)
        self.table.setVisible(bool(found))
        self.resize(*((760, 520) if found else (480, 140)))


def said(item: Difference, mine: Organisation, theirs: Organisation, who: str) -> str:
    """What differs, in words; of both what it is here and there, where that can be said in a few."""
    if item.side == "mine":
        return _("only in your version")
    if item.side == "theirs":
        return _("only in that of {who}").format(who=who)
    return "; ".join(_field_said(item, name, mine, theirs, who) for name in item.fields)


def _field_said(item: Difference, name: str, mine: Organisation, theirs: Organisation, who: str) -> str:
    field = field_label(json_name(name))
    ours, others = item.rows
    if ours.FIELDS[name].kind in LONG:
        return _("differs: {fields}").format(fields=field)
    here, there = elements.value_text(mine, ours, name), elements.value_text(theirs, others, name)
    return _("{field}: {mine}, with {who} {theirs}").format(field=field, mine=here or "—", who=who, theirs=there or "—")


def show_versions(mine: Organisation, theirs: Organisation, who: str, parent: QWidget | None) -> None:
    """Show the differences until the dialog is closed."""
    dialog = VersionsDialog(mine, theirs, who, parent)
    dialog.exec()
    dialog.deleteLater()
