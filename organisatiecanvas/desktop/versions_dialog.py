"""Mine and theirs beside each other, after somebody else saved the same document."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from organisatiecanvas.desktop import widgets
from organisatiecanvas.models.labels import collection_label, field_label
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.organisation import Organisation
from organisatiecanvas.models.versions import Difference, differences


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
        outer.addWidget(widgets.label(count, "small", self))
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
            for column, words in enumerate((collection_label(item.collection), item.name, said(item, who))):
                cell = QTableWidgetItem(words)
                cell.setToolTip(words)
                self.table.setItem(row, column, cell)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        outer.addWidget(self.table, 1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(widgets.button(_("Close"), self.accept, self, role="primary"))
        outer.addLayout(line)
        self.resize(760, 520)


def said(item: Difference, who: str) -> str:
    """What differs, in words."""
    if item.side == "mine":
        return _("only in your version")
    if item.side == "theirs":
        return _("only in that of {who}").format(who=who)
    return _("differs: {fields}").format(fields=", ".join(field_label(name) for name in item.fields))


def show_versions(mine: Organisation, theirs: Organisation, who: str, parent: QWidget | None) -> None:
    """Show the differences until the dialog is closed."""
    dialog = VersionsDialog(mine, theirs, who, parent)
    dialog.exec()
    dialog.deleteLater()
