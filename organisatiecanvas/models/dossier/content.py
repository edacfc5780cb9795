"""What a dossier is made of: sections of paragraphs, tables with typed cells, and references to drawings.

Screen, workbook and PDF are views of the same sections; none of them computes anything.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from organisatiecanvas.models.anonymous import Names
from organisatiecanvas.models.language import date_text, decimal, percent

# `typed`: by people; `model`: a fact that follows from the organisation; `proposal`: a text to take over or replace.
Origin = Literal["typed", "model", "proposal"]
# number: 1 decimal; fine: 2 decimals; percent: a share 0..1; money: whole euros.
Kind = Literal["text", "whole", "number", "fine", "percent", "money", "date"]


@dataclass(frozen=True)
class Figure:
    """A number of another kind than its column: figures of several kinds stand below each other."""

    value: float
    kind: Kind


Cell = str | int | float | datetime.date | Figure | None  # None: not there, shown as «–»


@dataclass(frozen=True)
class Paragraph:
    """Plain text; a line break begins a new line."""

    text: str
    origin: Origin = "model"


@dataclass(frozen=True)
class Column:
    """What a column is called, and what its cells are unless they are a Figure."""

    title: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Table:
    """Rows as long as `columns`; `key` tells tables of a dossier apart, `note` stands below it.

    A table without rows says in `note` why.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Picture:
    """The drawing of a variant (its id), to be rendered with the names of the dossier."""

    variant: str
    caption: str


Block = Paragraph | Table | Picture


@dataclass(frozen=True)
class Section:
    """One sheet or chapter; `lacks` says in sentences what is still to be done, empty when it is complete.

    `name` is also the field of the dossier that holds what people typed: `typed` is that text as it may be shown,
    `proposal` what the model proposes in its place (it stands among the blocks as long as nothing was typed), `asked`
    what the law asks for here.
    """

    name: str
    title: str
    typed: str
    proposal: str
    blocks: tuple[Block, ...]
    asked: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        return not self.lacks


@dataclass(frozen=True)
class Contents:
    """A dossier as it will read. `before` and `after` are ids of variants, None where there is none.

    `date` is the day the figures refer to; `disclaimer` says that it is no legal advice and is part of every view.
    """

    title: str
    subtitle: str
    date: datetime.date
    country: str
    names: Names
    before: str | None
    after: str | None
    law: str
    disclaimer: str
    sections: tuple[Section, ...]

    def section(self, name: str) -> Section:
        """The section of that name. Raises KeyError."""
        for section in self.sections:
            if section.name == name:
                return section
        raise KeyError(name)

    @property
    def complete(self) -> bool:
        return all(section.complete for section in self.sections)

    def table(self, key: str) -> Table:
        """The table with that key. Raises KeyError."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Table) and block.key == key:
                    return block
        raise KeyError(key)


def cell_words(cell: Cell, kind: Kind = "text") -> str:
    """A cell as it is read in the language in use; «–» where there is nothing."""
    if isinstance(cell, Figure):
        return cell_words(cell.value, cell.kind)
    if cell is None:
        return "–"
    if isinstance(cell, datetime.date):
        return date_text(cell)
    if isinstance(cell, str):
        return cell
    if kind == "percent":
        return percent(cell)
    if kind == "money":
        return f"€ {decimal(cell, 0)}"
    return decimal(cell, {"number": 1, "fine": 2}.get(kind, 0))


def table(key: str, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], note: str = "") -> Table:
    """A table from lists."""
    return Table(key, title, tuple(columns), tuple(tuple(row) for row in rows), note)
