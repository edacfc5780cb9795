"""The drawing as a tree: units in units, their roles and flows, and the notes. It follows every change by its rows.

What hangs under a unit is filled in when it is first unfolded, so that a large organisation opens at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from organisatiecanvas.canvas import style
from organisatiecanvas.desktop import icons, theme
from organisatiecanvas.desktop.outline_keys import NOTES, ROOT, Key, affected, path_to, ref_of, unit_deciding
from organisatiecanvas.desktop.outline_words import Index, shown, spoken
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.labels import collection_label
from organisatiecanvas.models.language import _

KEY, BESIDE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
ICONS = {"roles": "role", "notes": "note", "decisions": "decision"}
LEAST_BESIDE = 36  # pixels
FOLLOWED = ("units", "roles", "links", "notes", "holders", "decisions", "authorities")
KINDS = {"cell": "cell", "team": "team"}


class OutlineTree(QTreeWidget):
    """Signals ask for what the panel does: `rename` gives a key and the new words."""

    renamed = Signal(tuple, str)
    dropped = Signal(list, object)  # keys, and the key of the unit they were dropped on or None
    key_pressed = Signal(QKeyEvent)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.items: dict[Key, QTreeWidgetItem] = {}
        self.filled: set[Key] = set()
        self.touched = 0  # rows made or written since the start: what following an edit costs
        self._unfolded: set[Key] = set()
        self._stale = True
        self._busy = False
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setItemDelegate(_NameDelegate(self))
        self.setAccessibleName(_("Structure"))
        self.itemExpanded.connect(self._on_unfolded)
        self.itemCollapsed.connect(lambda item: self._unfolded.discard(self.key(item)))
        session.changed.connect(self._on_change)
        session.variant_changed.connect(lambda _variant: self.rebuild())

    @staticmethod
    def key(item: QTreeWidgetItem) -> Key:
        return item.data(0, KEY)

    # -- filling -------------------------------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Begin anew; what was unfolded and selected stays so."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        chosen = [self.key(item) for item in self.selectedItems()]
        self._busy = True
        self.clear()
        self.items, self.filled = {}, set()
        variant = self.session.variant
        if variant is not None:
            self._diff(ROOT, Index(variant))
        self._busy = False
        self.choose(chosen)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._stale:
            self.rebuild()

    def _wanted(self, key: Key, index: Index) -> list[Key]:
        """What stands under a row."""
        if key == ROOT:
            units: list[Key] = [("units", unit.id) for unit in index.units.get(None, ())]
            return [*units, NOTES] if index.variant.notes else units
        if key == NOTES:
            return [("notes", note) for note in index.variant.notes]
        unit = unit_deciding(key)
        if unit is not None:
            return [("decisions", row.id) for row in index.decisions.get(unit, ())]
        return index.keys(key[1]) if key[0] == "units" else []

    def _diff(self, key: Key, index: Index) -> None:
        """Bring the rows under one row in line with the model, touching only those that differ."""
        parent = self.invisibleRootItem() if key == ROOT else self.items[key]
        self.filled.add(key)
        wanted = self._wanted(key, index)
        keep = set(wanted)
        for child_item in _children(parent):
            if self.key(child_item) not in keep:
                parent.removeChild(child_item)
                self._forget(child_item)
        for place, child in enumerate(wanted):
            there = parent.child(place)
            if there is not None and self.key(there) == child:
                continue
            item = self.items.get(child)
            if item is not None and item.parent() is (None if key == ROOT else parent):
                parent.takeChild(parent.indexOfChild(item))
            else:
                if item is not None:
                    (item.parent() or self.invisibleRootItem()).removeChild(item)
                    self._forget(item)
                item = self._make(child)
            parent.insertChild(place, item)
            self._write(item, index)
            self._unfold_again(item)

    def _make(self, key: Key) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setData(0, KEY, key)
        self.items[key] = item
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
        if key[0] != "group":
            flags |= Qt.ItemFlag.ItemIsEditable
        if key[0] in ("units", "roles"):
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        item.setFlags(flags)
        return item

    def _forget(self, item: QTreeWidgetItem) -> None:
        for inner in _children(item):
            self._forget(inner)
        key = self.key(item)
        self.filled.discard(key)
        if self.items.get(key) is item:
            del self.items[key]

    def _unfold_again(self, item: QTreeWidgetItem) -> None:
        if self.key(item) in self._unfolded:
            item.setExpanded(True)

    def _on_unfolded(self, item: QTreeWidgetItem) -> None:
        key = self.key(item)
        self._unfolded.add(key)
        variant = self.session.variant
        if key not in self.filled and variant is not None:
            self._quietly(lambda: self._diff(key, Index(variant)))

    def _quietly(self, work: Any) -> None:
        busy, self._busy = self._busy, True
        try:
            work()
        finally:
            self._busy = busy

    def _write(self, item: QTreeWidgetItem, index: Index) -> None:
        """Say in a row what the model says now."""
        self.touched += 1
        key = self.key(item)
        colours = theme.current()
        if key[0] == "group":
            self._write_heading(item, key, index)
            return
        ref = ref_of(key)
        assert ref is not None
        organisation = self.session.organisation
        row = getattr(index.variant, ref.collection)[ref.id]
        name, beside = shown(organisation, index, key[0], row)
        item.setText(0, name)
        item.setData(0, BESIDE, beside)
        words = spoken(organisation, index.variant, key[0], row, index)
        item.setToolTip(0, words)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, words)
        if key[0] == "units":
            colour = style.legible(style.valid(row.colour) or style.KINDS[row.kind], colours.panel, 3.0)
            item.setIcon(0, icons.icon(KINDS.get(row.kind, "unit"), colour))
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold)
            item.setFont(0, font)
            policy = QTreeWidgetItem.ChildIndicatorPolicy
            holds = bool(index.keys(row.id))
            item.setChildIndicatorPolicy(policy.ShowIndicator if holds else policy.DontShowIndicator)
        elif key[0] in ICONS:  # flows have an arrow in their words
            item.setIcon(0, icons.icon(ICONS[key[0]], colours.muted))

    def _write_heading(self, item: QTreeWidgetItem, key: Key, index: Index) -> None:
        """Over the notes, or over the decisions about a unit with how many there are."""
        unit = unit_deciding(key)
        collection = "notes" if unit is None else "decisions"
        count = len(index.variant.notes if unit is None else index.decisions.get(unit, ()))
        words = collection_label(collection)
        item.setText(0, words)
        item.setData(0, BESIDE, str(count))
        item.setIcon(0, icons.icon(ICONS[collection], theme.current().muted))
        item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{words}, {count}")

    # -- following -----------------------------------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        variant = self.session.variant
        if self._stale or variant is None:
            return
        if not self.isVisible():
            self._stale = True
        elif change.everything or change.touches("people", "orders", "variants"):
            self.rebuild()
        elif change.touches(*FOLLOWED):
            self._quietly(lambda: self._apply(change, variant))

    def _apply(self, change: Change, variant: Any) -> None:
        index = Index(variant)
        parents, rows = affected(change, variant)
        for key in parents:
            if key in self.filled and (key == ROOT or key in self.items):
                self._diff(key, index)
        for key in rows:
            item = self.items.get(key)
            if item is not None:
                ref = ref_of(key)
                if ref is None or ref.id in getattr(variant, ref.collection):
                    self._write(item, index)

    # -- selection -----------------------------------------------------------------------------------------------

    def choose(self, keys: Iterable[Key]) -> None:
        """Select rows, unfolding what they lie in; nothing is told."""
        keys = list(keys)
        if keys == [self.key(item) for item in self.selectedItems()]:
            return
        self._quietly(lambda: self._choose(keys))

    def _choose(self, keys: list[Key]) -> None:
        self.clearSelection()
        items = [item for key in keys if (item := self.row_of(key)) is not None]
        if items:
            self.setCurrentItem(items[0])
        for item in items:
            item.setSelected(True)
        if items:
            self.scrollToItem(items[0])

    def row_of(self, key: Key) -> QTreeWidgetItem | None:
        """The row of an element, filled in on the way there; None when it has none."""
        variant = self.session.variant
        ref = ref_of(key)
        if variant is None or ref is None or ref.id not in getattr(variant, ref.collection):
            return self.items.get(key)
        for step in path_to(key, variant):
            if step in self.items and step not in self.filled:
                self._diff(step, Index(variant))
        return self.items.get(key)

    def chosen(self) -> list[Key]:
        """The rows that are selected."""
        return [self.key(item) for item in self.selectedItems()]

    @property
    def busy(self) -> bool:
        """Whether it is being filled, so that what it tells of the selection means nothing."""
        return self._busy

    # -- hands ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        if self.state() == QAbstractItemView.State.EditingState:
            return  # what the editor of a name leaves over means nothing here
        self.key_pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        target = self.key(item) if item is not None else None
        event.setDropAction(Qt.DropAction.IgnoreAction)  # the model moves it, not the tree
        event.accept()
        self.dropped.emit(self.chosen(), target)


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for place in range(item.childCount()) if (child := item.child(place)) is not None]


class _NameDelegate(QStyledItemDelegate):
    """Edits the bare name, text or label; the model is asked to change, and the row follows it."""

    def __init__(self, tree: OutlineTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        beside = index.data(BESIDE)
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        style_ = self._tree.style()
        words: Any = style_.subElementRect(QStyle.SubElement.SE_ItemViewItemText, shown, self._tree)
        taken = shown.fontMetrics.horizontalAdvance(shown.text) + 16  # type: ignore[attr-defined]
        rect = words.adjusted(taken, 0, -4, 0)
        if not beside or rect.width() < LEAST_BESIDE:
            return
        painter.save()
        painter.setFont(self._tree.font())
        painter.setPen(QColor(theme.current().muted))
        fitting = painter.fontMetrics().elidedText(beside, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, fitting)
        painter.restore()

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName(_("Name"))
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        ref = ref_of(index.siblingAtColumn(0).data(KEY))
        variant = self._tree.session.variant
        if ref is None or variant is None or not isinstance(editor, QLineEdit):
            return
        row = getattr(variant, ref.collection)[ref.id]
        field = {"links": "label", "notes": "text"}.get(ref.collection, "name")
        editor.setText(" ".join(getattr(row, field).split()))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        assert isinstance(editor, QLineEdit)
        self._tree.renamed.emit(index.siblingAtColumn(0).data(KEY), editor.text().strip())
