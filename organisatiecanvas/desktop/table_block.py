"""Blocks of cells of a table as a spreadsheet has them: copied, pasted, filled down and emptied.

Each is one step, or none at all: what can't be written is told of every cell at once (CellsError), and nothing changes.
Cells are those of the table itself, whatever the order they are shown in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from organisatiecanvas.desktop import elements, values
from organisatiecanvas.desktop.forms import reference_options, set_field
from organisatiecanvas.desktop.session import Key
from organisatiecanvas.desktop.tables import RowTable
from organisatiecanvas.desktop.values import InputError
from organisatiecanvas.models import blocks, check
from organisatiecanvas.models import fields as f
from organisatiecanvas.models.changes import full_key
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.mapping import Row, json_name
from organisatiecanvas.models.organisation import ROWS

Cell = tuple[int, int]  # line and column of the table
SEVERAL = object()


class CellsError(OrganisationError):
    """What can't be written, each with the cell it was meant for; nothing is."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(faults))


def read_words(model: RowTable, key: Key, column: int, words: str) -> Any:
    """The value that these words are in this cell, as people write it. Raises InputError."""
    name = model.columns[column]
    described = ROWS[model.collection].FIELDS[name]
    row = model.session.find(model.collection, key)
    if row is not None and elements.value_text(model.session.organisation, row, name) == words:
        return getattr(row, name)  # what is shown stays what it is, also where two things have one name
    plain = words.strip()
    options = reference_options(model.session, model.collection, key, name, described)
    item = described.item if described.kind == "list" else described
    assert item is not None
    listed = options() if options is not None else [(one, choice_label(one, json_name(name))) for one in item.choices]
    named = _named(listed)
    strict = bool(item.refers or item.choices or (options is not None and described.kind != "list"))
    if described.kind == "list":
        parts = [part.strip() for part in plain.split(",") if part.strip()]
        return tuple(_one(part, item, named, strict=strict) for part in parts)
    if not plain:
        if described.nullable:
            return None
        return "" if described.kind == "text" and not described.choices else _initial(model, described)
    return _one(plain, described, named, strict=strict)


def _initial(model: RowTable, described: f.Field) -> Any:
    if described.required:
        raise InputError(_("This can't be empty."))
    return described.initial(model.session.organisation.rules)


def _named(entries: Sequence[tuple[Any, str]]) -> dict[str, Any]:
    """By what is written for it: its name, or its id. A name that several have means none of them (SEVERAL)."""
    named: dict[str, Any] = {}
    for value, words in entries:
        known = words.casefold()
        named[known] = SEVERAL if known in named else value
    return named | {str(value).casefold(): value for value, _words in entries}


def _one(words: str, described: f.Field, named: dict[str, Any], *, strict: bool) -> Any:
    """One value; what is listed goes by its name, and `strict` allows nothing else."""
    if words.casefold() in named:
        value = named[words.casefold()]
        if value is SEVERAL:
            raise InputError(_("«{words}» is the name of several; choose it in the cell itself.").format(words=words))
        return value
    if strict:
        raise InputError(_("«{words}» is none of the choices.").format(words=words))
    if described.kind == "flag":
        return _flag(words)
    if described.kind == "date":
        return values.parse_date(words)
    if f.is_share(described):
        return values.parse_share(words)
    if described.kind in ("number", "whole"):
        number = values.parse_time(words, described.time) if described.time else values.parse_number(words)
        return int(number) if described.kind == "whole" and number == int(number) else number
    return words


def _flag(words: str) -> bool:
    plain = words.casefold()
    if plain in (_("yes"), "x", "1", "true", "✓"):
        return True
    if plain in (_("no"), "0", "false", "-"):
        return False
    raise InputError(_("«{words}» is neither yes nor no.").format(words=words))


class _Writing:
    """One step under way: what was written so far, and what could not be."""

    def __init__(self, model: RowTable) -> None:
        self.model = model
        self.faults: list[str] = []
        self.cells = self.lines = 0  # written, and made
        self._rows: dict[Key, str] = {}  # touched, and what they were called before

    def name(self, key: Key, words: str = "") -> str:
        """What a line is called in a fault."""
        if key not in self._rows:
            row = self.model.session.find(self.model.collection, key)
            assert row is not None
            self._rows[key] = words or elements.title(self.model.session.organisation, row)
        return self._rows[key]

    def fault(self, key: Key, column: int, words: str) -> None:
        self.faults.append(f"{self.name(key)} · {_title(self.model, column)}: {words}")

    def words(self, key: Key, column: int, words: str) -> None:
        """Write what people typed for a value."""
        self.name(key)
        if self._closed(key, column, words):
            return
        try:
            value = read_words(self.model, key, column, words)
        except InputError as error:
            self.fault(key, column, str(error))
        else:
            self._keep(key, column, value)

    def value(self, key: Key, column: int, value: Any) -> None:
        self.name(key)
        if not self._closed(key, column, None):
            self._keep(key, column, value)

    def _closed(self, key: Key, column: int, words: str | None) -> bool:
        """Whether a cell can't be written at all; what stands there may come in again."""
        columns = self.model.columns
        if column < len(columns) and columns[column] not in ROWS[self.model.collection].KEY:
            return False
        if words is None or words.strip() != shown(self.model, key, column):
            self.fault(key, column, _("is worked out from the rest and can't be filled in."))
        return True

    def _keep(self, key: Key, column: int, value: Any) -> None:
        model = self.model
        problem = set_field(model.session, model.collection, key, model.columns[column], value)
        if problem:
            self.fault(key, column, problem)
        else:
            self.cells += 1

    def _rules(self) -> None:
        """What is wrong between the fields of a line, such as an end before its start."""
        for key in self._rows:
            row = self.model.session.find(self.model.collection, key)
            assert row is not None
            for found in check.relation_faults(self.model.session.organisation, row, lambda *_row: ""):
                at = [n for n, name in enumerate(self.model.columns) if json_name(name) == found.place.strip(".")]
                title = f"{self.name(key)} · {_title(self.model, at[0])}" if at else self.name(key)
                self.faults.append(f"{title}: {found.message}")

    def as_step(self, name: str, work: Callable[[], None]) -> str:
        """Do it; returns what to tell. Raises CellsError, or what the document refuses, with nothing changed."""
        with self.model.session.document.edit(name):
            work()
            if not self.faults:
                self._rules()
            if self.faults:
                raise CellsError(self.faults)
        told = [ngettext("{count} cell filled", "{count} cells filled", self.cells).format(count=self.cells)]
        if self.lines:
            told.append(ngettext("{count} line added", "{count} lines added", self.lines).format(count=self.lines))
        return "; ".join(told)


def shown(model: RowTable, key: Key, column: int) -> str:
    """A cell as people read it, whole."""
    row = model.session.find(model.collection, key)
    assert row is not None
    if column >= len(model.columns):
        return model.derived[column - len(model.columns)].words(row)
    return elements.value_text(model.session.organisation, row, model.columns[column])


def copy(model: RowTable, lines: Sequence[int], cells: Iterable[Cell]) -> None:
    """The rectangle around these cells on the clipboard, as people read it; cells that aren't chosen are empty.

    `lines` are those of the table in the order shown.
    """
    chosen = set(cells)
    columns = sorted({column for _line, column in chosen})
    wanted = {line for line, _column in chosen}
    block = [
        [shown(model, model.keys[line], column) if (line, column) in chosen else "" for column in columns]
        for line in lines
        if line in wanted
    ]
    if block:
        QGuiApplication.clipboard().setText(blocks.written(block))


def paste(model: RowTable, lines: Sequence[int], cells: Sequence[Cell], add: Callable[[], Row]) -> str:
    """Put the clipboard in the table as one step; returns what to tell.

    One value fills every chosen cell; a block lands from the upper left one, in the order of `lines`, and in an empty
    table from its first column. What lies below the last becomes new rows, made by `add`; an empty line there is none.
    """
    block = blocks.read(QGuiApplication.clipboard().text())
    if not block:
        return ""
    if lines and not cells:
        return _("First choose the cell in which it begins.")
    writing = _Writing(model)
    if cells and len(block) == 1 and len(block[0]) == 1:
        return writing.as_step(_cells_name(len(cells)), lambda: _each(writing, cells, block[0][0]))
    chosen = {line for line, _column in cells}
    keys = [model.keys[line] for line in lines[next((at for at, line in enumerate(lines) if line in chosen), 0) :]]
    left = min((column for _line, column in cells), default=0)
    block = _without_headings(model, left, block)
    name = ngettext("Paste {count} line", "Paste {count} lines", len(block)).format(count=len(block))

    def work() -> None:
        for at, words in enumerate(block):
            if at < len(keys):
                _line(writing, keys[at], left, words)
            elif any(cell.strip() for cell in words):
                key = full_key(add())
                writing.name(key, _("line {number} of what was copied").format(number=at + 1))
                writing.lines += 1
                _line(writing, key, left, words)

    return writing.as_step(name, work)


def _without_headings(model: RowTable, left: int, block: list[list[str]]) -> list[list[str]]:
    """The lines below the headings of the columns, where those were copied too."""
    here = [_title(model, column) for column in range(left, model.columnCount())]
    return block[1:] if len(block) > 1 and [cell.strip() for cell in block[0]] == here[: len(block[0])] else block


def _title(model: RowTable, column: int) -> str:
    return " ".join(str(model.headerData(column, Qt.Orientation.Horizontal)).split())


def _line(writing: _Writing, key: Key, left: int, words: Sequence[str]) -> None:
    last = writing.model.columnCount()
    for column, cell in enumerate(words, start=left):
        if column < last:
            writing.words(key, column, cell)
        elif cell.strip():
            fault = _("{name}: «{words}» falls outside the table.")
            writing.faults.append(fault.format(name=writing.name(key), words=cell.strip()))


def _each(writing: _Writing, cells: Iterable[Cell], words: str) -> None:
    keys = [(writing.model.keys[line], column) for line, column in cells]
    for key, column in keys:
        writing.words(key, column, words)


def fill_down(model: RowTable, lines: Sequence[int], cells: Iterable[Cell]) -> str:
    """Give the chosen cells of each column the value of the uppermost, as one step; returns what to tell."""
    place = {line: at for at, line in enumerate(lines)}
    columns: dict[int, list[int]] = {}
    for line, column in sorted(cells, key=lambda cell: (place[cell[0]], cell[1])):
        columns.setdefault(column, []).append(line)
    writing = _Writing(model)

    def work() -> None:
        for column, found in columns.items():
            keys = [model.keys[line] for line in found]
            first = model.session.find(model.collection, keys[0])
            value = getattr(first, model.columns[column]) if column < len(model.columns) else None
            for key in keys[1:]:
                writing.value(key, column, value)

    return writing.as_step(_("Fill down"), work)


def clear(model: RowTable, cells: Sequence[Cell]) -> str:
    """Empty the chosen cells as one step; returns what to tell."""
    count = len(cells)
    name = ngettext("Empty {count} cell", "Empty {count} cells", count).format(count=count)
    writing = _Writing(model)
    writing.as_step(name, lambda: _each(writing, cells, ""))
    return ngettext("{count} cell emptied", "{count} cells emptied", count).format(count=count)


def _cells_name(count: int) -> str:
    return ngettext("Fill {count} cell", "Fill {count} cells", count).format(count=count)
