"""Blocks of cells of a table as a spreadsheet has them: copied, pasted, filled down and emptied, each as one step."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtGui import QGuiApplication

from organisatiecanvas.desktop import elements, values
from organisatiecanvas.desktop.forms import reference_options, set_field
from organisatiecanvas.desktop.session import Key
from organisatiecanvas.desktop.tables import RowTable
from organisatiecanvas.desktop.values import InputError
from organisatiecanvas.models import fields as f
from organisatiecanvas.models.changes import full_key
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.mapping import Row, json_name
from organisatiecanvas.models.organisation import ROWS

Cell = tuple[int, int]  # line and column of the table


@dataclass
class _Done:
    """How many cells were written, what was left alone and why, and what did not fit in the table."""

    written: int = 0
    refused: list[str] = field(default_factory=list)
    outside: int = 0

    def words(self) -> str:
        told = [ngettext("{count} cell filled", "{count} cells filled", self.written).format(count=self.written)]
        if self.refused:
            count = len(self.refused)
            words = ngettext("{count} left as it was ({why})", "{count} left as they were ({why}, …)", count)
            told.append(words.format(count=count, why=self.refused[0]))
        if self.outside:
            words = ngettext("{count} fell outside the table", "{count} fell outside the table", self.outside)
            told.append(words.format(count=self.outside))
        return "; ".join(told)


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
    """By what is written for it: its name, or its id."""
    named = {words.casefold(): value for value, words in reversed(entries)}
    return named | {str(value).casefold(): value for value, _words in entries}


def _one(words: str, described: f.Field, named: dict[str, Any], *, strict: bool) -> Any:
    """One value; what is listed goes by its name, and `strict` allows nothing else."""
    if words.casefold() in named:
        return named[words.casefold()]
    if strict:
        raise InputError(_("«{words}» is none of the choices.").format(words=words))
    if described.kind == "flag":
        return words.casefold() in (_("yes"), "x", "1", "true", "✓")
    if described.kind == "date":
        return values.parse_date(words)
    if f.is_share(described):
        return values.parse_share(words)
    if described.kind in ("number", "whole"):
        number = values.parse_time(words, described.time) if described.time else values.parse_number(words)
        return int(number) if described.kind == "whole" and number == int(number) else number
    return words


def copy(model: RowTable, cells: Sequence[Cell]) -> None:
    """The rectangle around these cells on the clipboard, as people read it; cells that aren't chosen are empty."""
    if not cells:
        return
    chosen = set(cells)
    lines, columns = ({cell[at] for cell in cells} for at in (0, 1))
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter="\t", lineterminator="\n")
    for line in sorted(lines):
        row = model.row(line)
        if row is not None:
            organisation = model.session.organisation
            shown = [
                elements.value_text(organisation, row, model.columns[column]) if (line, column) in chosen else ""
                for column in sorted(columns)
            ]
            writer.writerow(shown)
    QGuiApplication.clipboard().setText(buffer.getvalue().rstrip("\n"))


def paste(model: RowTable, cells: Sequence[Cell], add: Callable[[], Row] | None = None) -> str:
    """Put the clipboard in the table as one step; returns what to tell.

    One value fills every chosen cell; a block lands from the upper left one, over headings of groups. What is no value
    of its cell is left alone and told. Lines below the last become new rows where `add` makes them.
    """
    words = QGuiApplication.clipboard().text().rstrip("\r\n")
    block = list(csv.reader(io.StringIO(words), delimiter="\t"))
    if not cells or not block:
        return ""
    done = _Done()
    if len(block) == 1 and len(block[0]) == 1:
        return _write(model, [(model.keys[line], line, column, block[0][0]) for line, column in cells], done)
    first, left = (min(cell[at] for cell in cells) for at in (0, 1))
    lines = [line for line in range(first, model.rowCount()) if model.row(line) is not None]
    name = ngettext("Paste {count} line", "Paste {count} lines", len(block)).format(count=len(block))

    def work() -> None:
        for at, values_ in enumerate(block):
            if at >= len(lines) and add is None:
                done.outside += len(values_)
                continue
            key = model.keys[lines[at]] if at < len(lines) else full_key(add())  # type: ignore[misc]
            for column, cell in enumerate(values_, start=left):
                if column >= len(model.columns):
                    done.outside += 1
                else:
                    _set(model, key, column, cell, done)

    return model.session.attempt(name, work) or done.words()


def fill_down(model: RowTable, cells: Sequence[Cell]) -> str:
    """Give the chosen cells of each column the value of the first one, as one step; returns what to tell."""
    columns: dict[int, list[int]] = {}
    for line, column in sorted(cells):
        columns.setdefault(column, []).append(line)
    done = _Done()

    def work() -> None:
        for column, lines in columns.items():
            first = model.row(lines[0])
            for line in lines[1:]:
                _keep(model, model.keys[line], column, getattr(first, model.columns[column]), done)

    return model.session.attempt(_("Fill down"), work) or done.words()


def clear(model: RowTable, cells: Sequence[Cell]) -> str:
    """Empty the chosen cells as one step; returns what to tell."""
    return _write(model, [(model.keys[line], line, column, "") for line, column in cells], _Done())


def _write(model: RowTable, cells: Sequence[tuple[Key, int, int, str]], done: _Done) -> str:
    name = ngettext("Fill {count} cell", "Fill {count} cells", len(cells)).format(count=len(cells))

    def work() -> None:
        for key, _line, column, words in cells:
            _set(model, key, column, words, done)

    return model.session.attempt(name, work) or done.words()


def _set(model: RowTable, key: Key, column: int, words: str, done: _Done) -> None:
    try:
        value = read_words(model, key, column, words)
    except InputError as error:
        done.refused.append(str(error))
        return
    _keep(model, key, column, value, done)


def _keep(model: RowTable, key: Key, column: int, value: Any, done: _Done) -> None:
    problem = set_field(model.session, model.collection, key, model.columns[column], value)
    if problem:
        done.refused.append(problem)
    else:
        done.written += 1
