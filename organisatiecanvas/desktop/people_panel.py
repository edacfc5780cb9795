"""The list of people beside the drawing: search, filter, drag onto roles, or put with the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from organisatiecanvas.canvas import staffing
from organisatiecanvas.canvas.people_drag import Load, Offer
from organisatiecanvas.canvas.view import CanvasView
from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.people_list import PeopleList, empty_words
from organisatiecanvas.desktop.people_model import ALL, LEAVERS, OVER, PLACED, WAITING, PeopleFilter, PeopleModel
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.language import _
from organisatiecanvas.models.lookup import lookup


class PeoplePanel(QFrame):
    """Everybody in the document, with place and hours in the variant shown."""

    folded = Signal()

    def __init__(self, view: CanvasView, model: PeopleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("peoplePanel")
        self.setMinimumWidth(190)
        self._view, self.model = view, model
        self._units: list[tuple[str, str]] = []
        self._items: dict[str, int] = {}  # unit id → its row among the groups
        self._first = 0  # the row of the first of them
        self._gathered = -1  # how often the model had gathered everything when the groups were listed
        self.filled = 0  # how many times they were
        outer = QVBoxLayout(self)
        outer.setContentsMargins(10, 10, 6, 8)
        outer.setSpacing(6)
        head = QHBoxLayout()
        title = widgets.label(_("People"), "strong", self)
        title.setStyleSheet("font-size: 14px; font-weight: 700;")
        head.addWidget(title)
        self.count = widgets.ElidedLabel("", self, role="small")
        head.addWidget(self.count, 1)
        head.addWidget(widgets.icon_button("close", _("Fold the list of people"), self.folded.emit, self, size=14))
        outer.addLayout(head)
        self.search = widgets.search_field(_("Search a name, role or team"), self)
        self.search.installEventFilter(self)
        outer.addWidget(self.search)
        self.group = QComboBox(self)
        widgets.name(self.group, _("Which people"))
        self.group.setMinimumContentsLength(8)
        self.group.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        outer.addWidget(self.group)
        self.proxy = PeopleFilter(model)
        self.list = PeopleList(view, self.proxy, self, chips=False)
        self.list.setAccessibleName(_("People"))
        outer.addWidget(self.list, 1)
        self.empty = widgets.label("", "muted", self, wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        outer.addWidget(self.empty)
        self.help: QLabel = widgets.label("", "small", self, wrap=True)
        outer.addWidget(self.help)
        self.search.textChanged.connect(self._search)
        self.group.currentIndexChanged.connect(lambda _row: self._group())
        model.counted.connect(self.refresh)
        model.session.changed.connect(self._follow_groups)
        view.canvas.selection_changed.connect(self.show_target)
        self.refresh()

    def refresh(self) -> None:
        """Groups and counts as they are now; the rows follow their model."""
        if self._gathered != self.model.gathered:
            self._fill_groups()
        self._show_count()
        self.show_target()

    def _follow_groups(self, change: Change) -> None:
        """Groups are units by name: only what comes, goes or is called otherwise says something else."""
        variant = self.model.session.variant_id
        rows = [row for row in change.rows if row.collection == "units" and row.key[0] == variant]
        if any(row.kind != "changed" or row.fields & {"kind", "position"} for row in rows):
            self._fill_groups()
            return
        for row in rows:
            item = self._items.get(row.key[1])
            if item is not None and row.after is not None and "name" in row.after:
                self.group.setItemText(item, row.after["name"])
                self._units[item - self._first] = (f"unit:{row.key[1]}", row.after["name"])

    def _fill_groups(self) -> None:
        self._gathered = self.model.gathered
        self.filled += 1
        variant = self.model.session.variant
        units = []
        if variant is not None:
            units = [(f"unit:{unit.id}", unit.name) for unit in variant.units.values() if unit.kind != "external"]
        if self.group.count() and units == self._units:
            return
        if self._units and [unit for unit, _name in units] == [unit for unit, _name in self._units]:  # names differ
            for row, (before, now) in enumerate(zip(self._units, units, strict=True)):
                if before != now:
                    self.group.setItemText(self._first + row, now[1])
            self._units = units
            return
        self._units = units
        fixed = [
            (ALL, _("Everybody")),
            (WAITING, _("Without a place")),
            (PLACED, _("With a place")),
            (OVER, _("Too many hours")),
            (LEAVERS, _("Leavers")),
        ]
        chosen = self.group.currentData() or ALL
        self.group.blockSignals(True)
        self.group.clear()
        for value, words in fixed:
            self.group.addItem(words, value)
        self.group.insertSeparator(len(fixed))
        self._first = self.group.count()
        self._items = {unit.removeprefix("unit:"): self._first + row for row, (unit, _name) in enumerate(units)}
        for value, words in units:
            self.group.addItem(words, value)
        self.group.setCurrentIndex(max(0, self.group.findData(chosen)))
        self.group.blockSignals(False)
        self.proxy.show_group(self.group.currentData())

    def show_group(self, group: str) -> None:
        """Choose whom to list."""
        self.group.setCurrentIndex(max(0, self.group.findData(group)))

    def _group(self) -> None:
        self.proxy.show_group(self.group.currentData() or ALL)
        self._show_count()

    def _search(self, words: str) -> None:
        self.proxy.search(words)
        self._show_count()
        if words and self.proxy.rowCount():
            self.list.setCurrentIndex(self.proxy.index(0, 0))

    def _show_count(self) -> None:
        shown, known = self.proxy.rowCount(), self.model.rowCount()
        words = str(known) if shown == known else _("{shown} of {count}").format(shown=shown, count=known)
        self.count.set_words(words)
        self.empty.setText(_("No people in this document yet.") if not known else empty_words(self.proxy.group))
        self.empty.setVisible(shown == 0)

    def show_target(self) -> None:
        """Say what Enter does: into the role that is selected."""
        role = target_role(self._view)
        variant = self._view.canvas.variant
        if role is None or variant is None:
            self.help.setText(_("Drag onto a role, or select a role and press Enter"))
        else:
            self.help.setText(_("Enter: into {role}  ·  Delete: out of it").format(role=variant.roles[role].name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search field straight into the list: arrows, and Enter for whoever is found."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.chosen():
                self.list.put_wanted.emit(self.list.chosen())
                self.search.selectAll()
                return True
            if event.key() == Qt.Key.Key_Escape:
                if self.search.text():
                    self.search.clear()
                else:
                    self._view.setFocus()
                return True
        return super().eventFilter(watched, event)

    # -- a place to drop holders -----------------------------------------------------------------------------------

    def begin(self, load: Load) -> None:
        """The list is there or it is not."""

    def end(self) -> None:
        """Nothing was made room for."""

    def leave(self) -> None:
        """Nothing was lit."""

    def offer(self, load: Load, place: QPoint, *, keep: bool) -> Offer | None:
        if not self.isVisible() or not self.rect().contains(self.mapFromGlobal(place)):
            return None
        variant = self.model.session.variant
        if load.role is None or variant is None:
            return Offer("", possible=False)
        return Offer(_("Out of {role}").format(role=variant.roles[load.role].name), possible=True)

    def drop(self, load: Load, place: QPoint, *, keep: bool) -> None:
        document, variant, role = self.model.session.document, self._view.variant_id, load.role
        assert role is not None
        self._view.attempt(lambda: staffing.take_out(document, variant, load.people[0], role))


def target_role(view: CanvasView) -> str | None:
    """The role that people are put in by key: the one selected, or the only one of the unit selected."""
    variant, selected = view.canvas.variant, view.canvas.selected()
    if variant is None or len(selected) != 1:
        return None
    ref = selected[0]
    if ref.collection == "roles":
        return ref.id if ref.id in variant.roles else None
    if ref.collection != "units":
        return None
    roles = lookup(view.canvas.document.organisation, variant).roles.get(ref.id, ())
    return roles[0].id if len(roles) == 1 else None
