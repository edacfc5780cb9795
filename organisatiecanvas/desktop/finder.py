"""Find: a slim field over the drawing. What is found stands below it by kind; choosing goes there and lights it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.desktop import icons, theme, widgets
from organisatiecanvas.models.labels import collection_label
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.search import Hit, search

if TYPE_CHECKING:
    from organisatiecanvas.desktop.canvas_page import CanvasPage

WIDTH = 380
MOST_ROWS = 9
MOST_A_KIND = 40  # shown; all are counted
ROW = 26
WAIT_MS = 90
MANY = 2000  # people and roles from which typing is waited for
HIT, PLACE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
ICONS = {
    "units": "unit",
    "roles": "role",
    "tasks": "task",
    "people": "people",
    "skills": "skills",
    "machines": "rules",
    "orders": "order",
    "links": "link",
    "notes": "note",
    "decisions": "decision",
    "disturbances": "warning",
    "meetings": "meeting",
    "actions": "actions",
}
TABLES = {"people": "people", "skills": "skills", "orders": "orders"}  # tabs of the page Data


class FindBar(QFrame):
    """`wanted_elsewhere` asks for a page of the window: collection and id of what is not on the canvas."""

    wanted_elsewhere = Signal(str, str)
    closed = Signal()

    def __init__(self, page: CanvasPage, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("finder")
        self._page = page
        self._before: tuple[float, tuple[int, int], list[Ref]] | None = None
        self._focus: QWidget | None = None
        self._room = 400
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 6, 8, 6)
        outer.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(2)
        self.field = _Field(self)
        self.field.setPlaceholderText(_("Find in everything"))
        self.field.setAccessibleName(_("Find in everything"))
        self.field.addAction(icons.icon("search", theme.current().muted), QLineEdit.ActionPosition.LeadingPosition)
        row.addWidget(self.field, 1)
        self.count = QLabel(self)
        self.count.setProperty("role", "small")
        self.count.setContentsMargins(6, 0, 4, 0)
        row.addWidget(self.count)
        row.addWidget(widgets.icon_button("chevron-up", _("Previous (Shift+Enter)"), lambda: self.step(-1), self))
        row.addWidget(widgets.icon_button("chevron-down", _("Next (Enter)"), lambda: self.step(1), self))
        row.addWidget(widgets.icon_button("close", _("Close and stay here"), self.stay, self))
        outer.addLayout(row)
        self.list = QListWidget(self)
        self.list.setProperty("role", "popup")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_HitDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("Found"))
        self.list.setUniformItemSizes(True)
        self.list.itemClicked.connect(self._clicked)
        outer.addWidget(self.list)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(WAIT_MS)
        self._typed.timeout.connect(self.look)
        self.field.textChanged.connect(self._on_typed)
        self.field.stepped.connect(self.step)
        self.field.left.connect(self.give_up)
        page.session.changed.connect(lambda _change: self._again())
        page.session.variant_changed.connect(lambda _variant: self._again())
        self.hits: list[Hit] = []
        self._held: dict[str, list[str]] | None = None
        self.hide()

    # -- opening and closing -------------------------------------------------------------------------------------

    def open(self) -> None:
        """Show it with the cursor in the field; a second time selects what was typed."""
        view = self._page.view
        if not self.isVisible():
            bars = view.horizontalScrollBar().value(), view.verticalScrollBar().value()
            self._before = (view.zoom(), bars, self._page.scene.selected())
            self._focus = self.window().focusWidget()
            self.show()
            self.raise_()
            self.look()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def give_up(self) -> None:
        """Back to what was seen before, with the focus where it was."""
        before, focus = self._before, self._focus
        self._close()
        if before is not None:
            view = self._page.view
            zoom, (across, down), selected = before
            view.set_zoom(zoom)
            view.horizontalScrollBar().setValue(across)
            view.verticalScrollBar().setValue(down)
            self._page.scene.select(selected)
        if focus is not None and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._page.view.setFocus()

    def stay(self) -> None:
        """Close and stay with what was found."""
        self._close()
        self._page.view.setFocus()

    def _close(self) -> None:
        self._typed.stop()
        self._before = self._focus = None
        self.hide()
        self._page.scene.highlight.show(())
        self.closed.emit()

    # -- finding -------------------------------------------------------------------------------------------------

    def _on_typed(self) -> None:
        """At once, but in a large organisation only when the typing pauses."""
        organisation = self._page.session.organisation
        if len(organisation.people) > MANY:
            self._typed.start()
        else:
            self.look()

    def _again(self) -> None:
        if self.isVisible():
            self.look()

    def look(self) -> None:
        """Look for what stands in the field, and keep the chosen hit where it is found again."""
        self._typed.stop()
        chosen = self.current()
        session = self._page.session
        found = search(session.organisation, session.variant, self.field.text())
        self.hits, self._held = [], None
        self.list.clear()
        counts: dict[str, int] = {}
        for hit in found:
            counts[hit.collection] = counts.get(hit.collection, 0) + 1
        kind = ""
        for hit in found:
            if hit.collection != kind:
                kind, shown = hit.collection, 0
                self._add_heading(kind, counts[kind])
            shown += 1
            if shown <= MOST_A_KIND:
                self.hits.append(hit)
                self._add_hit(hit)
        self._select(chosen)
        self._show_count(len(found))
        self.fit(self._room)

    def _add_heading(self, collection: str, count: int) -> None:
        words = collection_label(collection)
        if count > MOST_A_KIND:
            words = _("{kind} — the first {shown} of {count}").format(kind=words, shown=MOST_A_KIND, count=count)
        item = QListWidgetItem(words.upper() if count <= MOST_A_KIND else words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def _add_hit(self, hit: Hit) -> None:
        title = hit.title or self._title(hit)
        place = self._place(hit)
        item = QListWidgetItem(title)
        item.setData(HIT, hit)
        item.setData(PLACE, place)
        item.setIcon(icons.icon(ICONS[hit.collection], theme.current().muted))
        item.setToolTip(f"{title}\n{place}" if place else title)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{collection_label(hit.collection)}: {title}, {place}")
        self.list.addItem(item)

    def _title(self, hit: Hit) -> str:
        variant = self._page.session.variant
        if variant is not None and hit.collection == "links":
            link = variant.links[hit.id]
            return " → ".join(variant.units[end].name for end in (link.from_, link.to_))
        return _("without a name")

    def _place(self, hit: Hit) -> str:
        """Where it is: the unit; for a person the roles held."""
        variant = self._page.session.variant
        if variant is None:
            return ""
        if hit.collection == "people":
            roles = self._roles_of(variant).get(hit.id, [])
            return ", ".join(roles[:3]) + ("…" if len(roles) > 3 else "")
        if hit.unit is not None and hit.unit in variant.units:
            return str(variant.units[hit.unit].name)
        return ""

    def _roles_of(self, variant: Any) -> dict[str, list[str]]:
        """Person → the names of the roles held; gathered once a search, and only when people were found."""
        if self._held is None:
            self._held = {}
            for role in variant.roles.values():
                for person in role.holders:
                    self._held.setdefault(person, []).append(role.name)
        return self._held

    def current(self) -> Hit | None:
        """The hit that is chosen."""
        item = self.list.currentItem()
        return item.data(HIT) if item is not None else None

    def _select(self, chosen: Hit | None) -> None:
        same = None if chosen is None else (chosen.collection, chosen.id)
        for number in range(self.list.count()):
            hit = self.list.item(number).data(HIT)
            if hit is not None and (hit.collection, hit.id) == same:
                self.list.setCurrentRow(number)
                return
        self.list.setCurrentRow(-1)

    def _show_count(self, found: int) -> None:
        if not self.field.text().strip():
            words = ""
        elif not found:
            words = _("nothing found")
        else:
            words = ngettext("{count} found", "{count} found", found).format(count=found)
            chosen = self.current()
            if chosen is not None and chosen in self.hits:
                words = _("{number} of {count}").format(number=self.hits.index(chosen) + 1, count=found)
        if words != self.count.text():
            widgets.aloud(self.field, words)
        self.count.setText(words)
        self._found = found

    # -- going there ---------------------------------------------------------------------------------------------

    def step(self, way: int) -> None:
        """Go to the next hit (1) or the previous (−1); after the last comes the first."""
        if self._typed.isActive():
            self.look()
        lines = [number for number in range(self.list.count()) if self.list.item(number).data(HIT) is not None]
        if not lines:
            return
        now = self.list.currentRow()
        place = lines.index(now) + way if now in lines else (0 if way > 0 else -1)
        self.list.setCurrentRow(lines[place % len(lines)])
        self._go()
        widgets.aloud(self.field, self.list.currentItem().data(Qt.ItemDataRole.AccessibleTextRole))

    def _clicked(self, item: QListWidgetItem) -> None:
        if item.data(HIT) is not None:
            self._go(click=True)

    def _go(self, *, click: bool = False) -> None:
        hit = self.current()
        if hit is None:
            return
        self._show_count(self._found)
        if not self._page.show_found(hit.collection, hit.id, hit.unit):
            self._page.scene.highlight.show(())
            if click:
                self._close()
                self.wanted_elsewhere.emit(hit.collection, hit.id)
                return
            self._page.message.emit(_("{name} is not on the canvas; Ctrl+Enter opens it.").format(name=hit.title))
        self.field.setFocus()

    def open_elsewhere(self) -> None:
        """Show the chosen hit in its table."""
        hit = self.current()
        if hit is not None and hit.collection in (*TABLES, "actions"):
            self._close()
            self.wanted_elsewhere.emit(hit.collection, hit.id)

    # -- looks ---------------------------------------------------------------------------------------------------

    def fit(self, room: int) -> None:
        """Be no higher than what it holds, nor than `room` pixels."""
        self._room = room
        rows = min(self.list.count(), MOST_ROWS)
        head = self.field.sizeHint().height() + 14
        height = min(rows * ROW + 10, max(0, room - head - 12))
        self.list.setVisible(rows > 0 and height >= ROW)
        self.list.setFixedHeight(max(height, ROW))
        self.setFixedHeight(head + (height + 4 if self.list.isVisibleTo(self) else 0))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.current().strong_line))
        painter.setBrush(QColor(theme.current().panel))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)


class _Field(QLineEdit):
    """Enter and arrows go from hit to hit; Esc leaves."""

    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and keys & Qt.KeyboardModifier.ControlModifier:
            self.parent().open_elsewhere()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or key == Qt.Key.Key_F3:
            self.stepped.emit(-1 if keys & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _HitDelegate(QStyledItemDelegate):
    """A heading in small type, or symbol, name and, paler, where it is."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = theme.current()
        rect: QRect = option.rect.adjusted(4, 0, -4, 0)  # type: ignore[attr-defined]
        painter.save()
        font = painter.font()
        hit = index.data(HIT)
        words: Any = index.data()
        if hit is None:
            font.setPixelSize(11)
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(QColor(colours.muted))
            painter.drawText(rect.adjusted(0, 4, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_tint))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 5, 5)
        index.data(Qt.ItemDataRole.DecorationRole).paint(painter, QRect(rect.left() + 6, rect.top() + 6, 14, 14))
        font.setPixelSize(12)
        painter.setFont(font)
        place = index.data(PLACE) or ""
        room = rect.width() - 34
        metrics = painter.fontMetrics()
        least = min(metrics.horizontalAdvance(place), room // 3)
        title = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room - least - (10 if place else 0))
        line = rect.adjusted(28, 0, -6, 0)
        painter.setPen(QColor(colours.ink))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
        left = room - metrics.horizontalAdvance(title) - 10
        painter.setPen(QColor(colours.muted))
        shown = metrics.elidedText(place, Qt.TextElideMode.ElideRight, left)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)
        painter.restore()
