"""The list beside the dossier: sections with how complete they are, and the checklists."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from organisatiecanvas.desktop import icons, theme
from organisatiecanvas.models.dossier import Contents, checklists
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.organisation import Organisation

PLACE = Qt.ItemDataRole.UserRole
CHECKLIST = "checklist:"  # how the place of a checklist begins


class SectionList(QListWidget):
    """`chosen` gives the name of a section, or «checklist:» and the key of one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dossierList")
        self.setAccessibleName(_("Sections of the dossier"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(14, 14))
        self.currentItemChanged.connect(self._on_current)

    def show_contents(self, contents: Contents, organisation: Organisation) -> None:
        """Bring marks and names up to date; what is chosen stays so where it is still there."""
        wanted = [*self._sections(contents), ("", _("Checklists").upper(), "", ""), *self._checklists(organisation)]
        if [place for place, *_rest in wanted] != self.places():
            self._make(wanted)
        for row, (_place, words, mark, told) in enumerate(wanted):
            item = self.item(row)
            item.setText(words)
            item.setToolTip(told)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}. {told}")
            if mark:
                severity = {"check": "good", "warning": "attention"}.get(mark, "")
                item.setIcon(icons.icon(mark, theme.strong(severity) if severity else theme.current().muted))

    def places(self) -> list[str]:
        return [str(self.item(row).data(PLACE) or "") for row in range(self.count())]

    def choose(self, place: str) -> None:
        """Go to a section or checklist."""
        if place in self.places():
            self.setCurrentRow(self.places().index(place))

    def _make(self, wanted: Iterable[tuple[str, str, str, str]]) -> None:
        kept = self.currentItem().data(PLACE) if self.currentItem() is not None else ""
        self.blockSignals(True)
        self.clear()
        for place, words, _mark, _told in wanted:
            item = QListWidgetItem(words, self)
            item.setData(PLACE, place)
            if not place:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        places = self.places()
        self.setCurrentRow(places.index(kept) if kept and kept in places else 0)
        self.blockSignals(False)

    def _sections(self, contents: Contents) -> Iterable[tuple[str, str, str, str]]:
        for section in contents.sections:
            told = "\n".join(section.lacks) or _("complete")
            yield section.name, section.title, "check" if section.complete else "warning", told

    def _checklists(self, organisation: Organisation) -> Iterable[tuple[str, str, str, str]]:
        for checklist in checklists.CHECKLISTS:
            found = checklists.topics(organisation, checklist)
            filled = sum(entry is not None for _topic, entry in found)
            told = ngettext("{filled} of {count} topic filled in", "{filled} of {count} topics filled in", len(found))
            mark = "check" if filled == len(found) else "minus" if not filled else "warning"
            yield f"{CHECKLIST}{checklist.key}", checklist.label, mark, told.format(filled=filled, count=len(found))

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(PLACE):
            self.chosen.emit(str(item.data(PLACE)))
