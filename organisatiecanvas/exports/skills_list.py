"""A long list: one row per person and skill, such as the sheet with all data of our own workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from organisatiecanvas.exports.header_finder import Layout
from organisatiecanvas.exports.levels import Scale, read_date
from organisatiecanvas.exports.name_matching import plain
from organisatiecanvas.exports.register import Register
from organisatiecanvas.exports.skill_columns import Column
from organisatiecanvas.exports.skills_grid import EXPORTED
from organisatiecanvas.exports.skills_preview import Content, Doubtful, Findings, Key, Unknown
from organisatiecanvas.exports.skills_readings import CellReading, Sheet, cell_readings
from organisatiecanvas.models.language import _


@dataclass
class Base:
    """What our own workbook held when it was exported, so that it can tell what somebody changed in it since."""

    known: bool = False
    values: dict[Key, Content] = field(default_factory=dict)


def list_columns(layout: Layout, register: Register) -> list[Column]:
    """The columns that hold a level, a target or a date, told by their header; the skill differs per row."""
    columns: dict[str, Column] = {}
    header = layout.segments[0].header
    for column in sorted(layout.table.cells[header]):
        for name, labels in register.labels.items():
            if plain(layout.table.text(header, column)) in labels:
                columns.setdefault(name, Column(column, "", name))
    return list(columns.values())


def exported_column(layout: Layout) -> int | None:
    """The hidden column with what each row held at the export; None in other people's lists."""
    header = layout.segments[0].header
    cells = layout.table.cells[header]
    return next((column for column in sorted(cells) if layout.table.text(header, column) == EXPORTED), None)


def read_list(sheet: Sheet, register: Register, scale: Scale, findings: Findings, base: Base) -> Iterable[CellReading]:
    """What the rows say. Fills `base` from a list of our own."""
    layout, table = sheet.layout, sheet.layout.table
    exported = exported_column(layout) if register.own else None
    base.known = base.known or exported is not None
    for segment, columns, _pending in sheet.columns:
        for row in segment.rows:
            person = sheet.people.get(row)
            skill = _skill(sheet, register, row, findings) if person else None
            if not person or not skill:
                continue
            if exported is not None:
                base.values |= _exported(person, skill, table.text(row, exported))
            for column in columns:
                place, value = table.place(row, column.column), table.value(row, column.column)
                yield from cell_readings(person, skill, column.field, value, place, register, scale, findings)


def _skill(sheet: Sheet, register: Register, row: int, findings: Findings) -> str | None:
    layout, table = sheet.layout, sheet.layout.table
    assert layout.skills is not None
    text = table.text(row, layout.skills)
    number = table.text(row, layout.skill_ids) if layout.skill_ids is not None else ""
    named, known = register.skill_ids(text) if text else frozenset(), register.skills.by_id(number) if number else None
    if known is not None and (known in named or not text or (register.own and not named)):
        return known
    if len(named) == 1 and known is None and not number:
        return next(iter(named))
    several = {*named, known} - {None} or {item.id for item in register.skills.near(text)}
    if several:
        names = _(" or ").join(f"“{register.skills.names[str(key)]}”" for key in sorted(map(str, several)))
        reason = _("“{text}” may be {names}. Choose which, or rename the header.").format(text=text, names=names)
        candidates = tuple(sorted(map(str, several)))
        findings.doubtful.append(Doubtful(table.row_place(row), reason, text, "skill", candidates))
    elif text or number:
        findings.unknown.append(Unknown(table.place(row, layout.skills), text or number, "skill"))
    return None


def _exported(person: str, skill: str, text: str) -> dict[Key, Content]:
    """Level, target and date as they were, written as «3|4|2027-12-31»."""
    level, target, day = [*text.split("|"), "", "", ""][:3]
    values: dict[Key, Content] = {
        (person, skill, "level"): int(level) if level.isdigit() else None,
        (person, skill, "target"): int(target) if target.isdigit() else None,
        (person, skill, "valid_until"): read_date(day),
    }
    return {key: value for key, value in values.items() if value is not None}
