"""Editors of lists, records, fixed rows of numbers and colours, composed of the plain ones."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.combo_editor import NONE_TEXT, ComboEditor, Options, names_of
from organisatiecanvas.desktop.editors import (
    DateEditor,
    Editor,
    FlagEditor,
    LineEditor,
    MultilineEditor,
    NumberEditor,
    number_editor,
)
from organisatiecanvas.desktop.widgets import ElidedButton
from organisatiecanvas.models.fields import Field, parts_of
from organisatiecanvas.models.labels import choice_label, field_label
from organisatiecanvas.models.language import _

SEARCHED_FROM = 12  # entries from which a list is narrowed by typing


class PickList(QFrame):
    """A list in a pop-up, narrowed by typing. With `many`, entries are ticked; otherwise a click picks one."""

    picked = Signal(object)
    closed = Signal()

    def __init__(self, entries: list[tuple[Any, str]], ticked: tuple[Any, ...], parent: QWidget, *, many: bool) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self._many = many
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Search"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setProperty("role", "popup")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        for value, words in entries:
            item = QListWidgetItem(words, self.list)
            item.setData(Qt.ItemDataRole.UserRole, value)
            if many:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if value in ticked else Qt.CheckState.Unchecked)
        self.search.setVisible(len(entries) > 8)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._pick_first)
        self.list.itemClicked.connect(self._clicked)
        self.list.itemActivated.connect(self._clicked)

    def ticked(self) -> tuple[Any, ...]:
        items = [self.list.item(i) for i in range(self.list.count())]
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def open_below(self, widget: QWidget) -> None:
        rows = min(12, max(2, self.list.count()))
        self.resize(max(widget.width(), 220), rows * 29 + (52 if self.search.isVisibleTo(self) else 22))
        corner = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        screen = widget.screen().availableGeometry()
        corner.setX(max(screen.left(), min(corner.x(), screen.right() - self.width())))
        if corner.y() + self.height() > screen.bottom():
            corner.setY(max(screen.top(), widget.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2))
        self.move(corner)
        self.show()
        (self.search if self.search.isVisible() else self.list).setFocus()

    def _narrow(self, words: str) -> None:
        for index in range(self.list.count()):
            item = self.list.item(index)
            item.setHidden(words.casefold() not in item.text().casefold())

    def _pick_first(self) -> None:
        item = next((self.list.item(i) for i in range(self.list.count()) if not self.list.item(i).isHidden()), None)
        if item is not None:
            if self._many:
                checked = item.checkState() == Qt.CheckState.Checked
                item.setCheckState(Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)
            else:
                self._clicked(item)

    def _clicked(self, item: QListWidgetItem) -> None:
        if not self._many:
            value = item.data(Qt.ItemDataRole.UserRole)
            self.close()
            self.picked.emit(value)

    def closeEvent(self, event: Any) -> None:
        self.closed.emit()
        super().closeEvent(event)


class TickEditor(Editor):
    """Several of a list: a box with their names that opens a list to tick."""

    def __init__(self, options: Options, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = options
        self.button = ElidedButton("", self, spare=18)
        self.button.setProperty("picks", True)
        self.hold(self.button)
        self.button.clicked.connect(self._open)
        self._value: tuple[Any, ...] = ()

    def main(self) -> QWidget:
        return self.button

    def set_name(self, words: str) -> None:
        self.button.set_purpose(words)

    def value(self) -> tuple[Any, ...]:
        return self._value

    def show_value(self, value: Any) -> None:
        self._value = tuple(value or ())
        self.button.set_words(", ".join(names_of(self.options, self._value)) or NONE_TEXT)

    def _open(self) -> None:
        entries = list(self.options())
        popup = PickList(entries, self._value, self, many=True)
        popup.closed.connect(lambda: self._closed(popup))
        popup.open_below(self.button)

    def _closed(self, popup: PickList) -> None:
        chosen = popup.ticked()
        # What was chosen before keeps its order; what is new comes after it.
        kept = tuple(one for one in self._value if one in chosen)
        fresh = kept + tuple(one for one in chosen if one not in kept)
        if fresh != self._value:
            self.show_value(fresh)
            self.committed.emit()


class PickEditor(Editor):
    """One of a long list: a box with its name that opens a list narrowed by typing."""

    def __init__(self, options: Options, parent: QWidget | None = None, *, nullable: bool = False) -> None:
        super().__init__(parent)
        self.options, self.nullable = options, nullable
        self.button = ElidedButton("", self, spare=18)
        self.button.setProperty("picks", True)
        self.hold(self.button)
        self.button.clicked.connect(self.open_list)
        self._value: Any = None

    def main(self) -> QWidget:
        return self.button

    def set_name(self, words: str) -> None:
        self.button.set_purpose(words)

    def value(self) -> Any:
        return self._value

    def show_value(self, value: Any) -> None:
        self._value = value
        self.button.set_words(NONE_TEXT if value is None else names_of(self.options, (value,))[0])

    def open_list(self) -> None:
        entries = list(self.options())
        if self.nullable:
            entries.insert(0, (None, NONE_TEXT))
        popup = PickList(entries, (), self, many=False)
        popup.picked.connect(self.choose)
        popup.open_below(self.button)

    def choose(self, value: Any) -> None:
        if value != self._value:
            self.show_value(value)
            self.committed.emit()


class NumbersEditor(Editor):
    """A fixed number of numbers side by side, such as a box or a least and a most."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert field.item is not None
        assert field.length is not None
        self.nullable = field.nullable
        self.parts: list[NumberEditor] = []
        for index in range(field.length[0]):
            if index and field.length[0] == 2:  # from the least to the most
                self._row.addWidget(QLabel("–", self))
            part = NumberEditor(self, nullable=True, whole=field.item.kind == "whole")
            part.line.setMinimumWidth(20)
            part.committed.connect(self._part_done)
            self.parts.append(part)
            self._row.addWidget(part, 1)
        self.setFocusProxy(self.parts[0])

    def set_name(self, words: str) -> None:
        super().set_name(words)
        for number, part in enumerate(self.parts, start=1):
            part.set_name(_("{name}, {number} of {count}").format(name=words, number=number, count=len(self.parts)))

    def _part_done(self) -> None:
        written = [part.line.text().strip() for part in self.parts]
        if all(written) or not any(written):
            self.committed.emit()

    def busy(self) -> bool:
        return any(part.line.hasFocus() for part in self.parts)

    def set_wrong(self, wrong: bool) -> None:
        for part in self.parts:
            part.set_wrong(wrong)

    def value(self) -> tuple[float, ...] | None:
        found = [part.value() for part in self.parts]
        if self.nullable and all(one is None for one in found):
            return None
        return tuple(0 if one is None else one for one in found)

    def show_value(self, value: Any) -> None:
        for part, one in zip(self.parts, value or [None] * len(self.parts), strict=True):
            part.show_value(one)


class ColourEditor(Editor):
    """A colour by name or none: the swatches of the tokens, and whatever the document already holds."""

    SWATCHES = ("#0f766e", "#3f51b5", "#475569", "#9a6700", "#6d28d9", "#b4531a", "#0072B2", "#009E73", "#C2679A")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combo = ComboEditor(self._options, self, nullable=True)
        self.combo.committed.connect(self.committed)
        self.hold(self.combo)
        self._own = ""
        self._paint()

    def main(self) -> QWidget:
        return self.combo.box

    def _options(self) -> list[tuple[str, str]]:
        own = [(self._own, self._own)] if getattr(self, "_own", "") and self._own not in self.SWATCHES else []
        return own + [(colour, colour) for colour in self.SWATCHES]

    def _paint(self) -> None:
        for index in range(self.combo.box.count()):
            colour = self.combo.box.itemData(index)
            if colour:
                self.combo.box.setItemIcon(index, swatch(colour))
            else:
                self.combo.box.setItemText(index, _("by kind"))

    def value(self) -> str | None:
        return self.combo.value()

    def show_value(self, value: Any) -> None:
        self._own = value or ""
        self.combo.show_value(value)
        self._paint()


def swatch(colour: str) -> QIcon:
    """A small square of a colour."""
    pixmap = QPixmap(28, 28)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(colour))
    painter.setPen(QColor(theme.current().line))
    painter.drawRoundedRect(1, 1, 26, 26, 6, 6)
    painter.end()
    pixmap.setDevicePixelRatio(2)
    return QIcon(pixmap)


class RecordEditor(Editor):
    """A nested record: its parts below each other; where it may be left out, a tick says whether it is known."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert field.value is not None
        self._type, self.nullable = field.value, field.nullable
        frame = QWidget(self)
        grid = QGridLayout(frame)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.known = QCheckBox(_("Filled in"), frame)
        self.known.setVisible(self.nullable)
        self.known.clicked.connect(self._toggled)
        grid.addWidget(self.known, 0, 0, 1, 2)
        self.parts: dict[str, Editor] = {}
        self._labels: list[QLabel] = []
        for line, (name, part) in enumerate(parts_of(field.value).items(), start=1):
            editor = editor_for(part, name, None, frame)
            label = QLabel(choice_label(name) if _is_choice(name) else field_label(name), frame)
            label.setProperty("role", "label")
            label.setWordWrap(True)
            editor.set_name(label.text())
            editor.committed.connect(self.committed)
            grid.addWidget(label, line, 0)
            grid.addWidget(editor, line, 1)
            self.parts[name] = editor
            self._labels.append(label)
        self._grid = grid
        self._row.addWidget(frame, 1)
        self.setFocusProxy(self.known if self.nullable else next(iter(self.parts.values())))

    def set_label_width(self, width: int) -> None:
        """Bring the parts in line with the fields around them."""
        self._grid.setColumnMinimumWidth(0, width)

    def _toggled(self) -> None:
        self._show_parts(self.known.isChecked())
        self.committed.emit()

    def _show_parts(self, shown: bool) -> None:
        for widget in (*self.parts.values(), *self._labels):
            widget.setVisible(shown)

    def busy(self) -> bool:
        return any(part.busy() for part in self.parts.values())

    def set_wrong(self, wrong: bool) -> None:
        for part in self.parts.values():
            part.set_wrong(wrong)

    def value(self) -> Any:
        if self.nullable and not self.known.isChecked():
            return None
        found = {name: editor.value() for name, editor in self.parts.items()}
        fields = parts_of(self._type)
        for name, value in found.items():
            if value is None and not fields[name].nullable:
                found[name] = 0.0 if fields[name].kind == "number" else value
        return self._type(**found)

    def show_value(self, value: Any) -> None:
        self.known.setChecked(value is not None)
        self._show_parts(value is not None or not self.nullable)
        fields = parts_of(self._type)
        for name, editor in self.parts.items():
            if value is not None:
                editor.show_value(getattr(value, name))
            elif not fields[name].required:
                editor.show_value(fields[name].initial())
            elif fields[name].kind == "number":
                editor.show_value(0.0)


def _is_choice(name: str) -> bool:
    return name in ("decides", "consents", "advises", "informed")


def plain_editor(field: Field, options: Options | None, parent: QWidget | None = None) -> Editor | None:
    """The editor of a field that holds one value; None for lists, records and maps."""
    if options is not None:
        kind = PickEditor if len(options()) >= SEARCHED_FROM else ComboEditor
        return kind(options, parent, nullable=field.nullable)
    if field.kind == "flag":
        return FlagEditor(parent)
    if field.kind == "date":
        return DateEditor(parent, nullable=field.nullable)
    if field.kind in ("number", "whole"):
        return number_editor(field, parent)
    if field.kind == "text":
        return MultilineEditor(parent, nullable=field.nullable, flow=not field.multiline)
    return None


def editor_for(field: Field, name: str, options: Options | None, parent: QWidget | None = None) -> Editor:
    """The editor of any field. `name` is its JSON name; `options` lists what a reference can point to."""
    if name == "colour":
        return ColourEditor(parent)
    if field.choices:
        options = lambda: [(one, choice_label(one, name)) for one in field.choices]  # noqa: E731
    plain = plain_editor(field, options, parent) if field.kind not in ("list", "object", "map") else None
    if plain is not None:
        return plain
    if field.kind == "object":
        return RecordEditor(field, parent)
    assert field.item is not None
    if field.length is not None:
        return NumbersEditor(field, parent)
    if field.item.choices:
        choices = field.item.choices
        return TickEditor(lambda: [(one, choice_label(one, name)) for one in choices], parent)
    if options is not None:
        return TickEditor(options, parent)
    if field.item.kind == "text":
        return MultilineEditor(parent, lines=True)
    return LineEditor(parent)
