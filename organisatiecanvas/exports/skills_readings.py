"""The rows of a sheet: who each is about, and what its cells say of levels, targets and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from organisatiecanvas.exports.header_finder import Layout, Segment
from organisatiecanvas.exports.levels import Scale, read_date
from organisatiecanvas.exports.name_matching import as_written, plain
from organisatiecanvas.exports.register import LEGEND, TOTALS, Register, parts_of_name
from organisatiecanvas.exports.sheet_reader import Value, as_text
from organisatiecanvas.exports.skill_columns import Column, Pending
from organisatiecanvas.exports.skills_preview import Content, Doubtful, Findings, Skipped, Unknown
from organisatiecanvas.models.language import _

MAX_GUESSES = 200  # names of people compared with every name known
_LEGEND_LINE = re.compile(r"[0-4iluox✓●◕◑◔○]\s*[=:–-]\s*\w.*", re.IGNORECASE | re.DOTALL)


class CellReading(NamedTuple):
    """What one cell says; a value of None is an empty cell of our own workbook."""

    person: str
    skill: str
    field: str
    value: Content
    place: str


@dataclass
class Sheet:
    """A sheet while it is read: its columns per segment, and per row whom it is about."""

    layout: Layout
    columns: list[tuple[Segment, list[Column], list[Pending]]] = field(default_factory=list)
    people: dict[int, str] = field(default_factory=dict)


@dataclass
class Row:
    """What a row says of whom it is about."""

    number: int
    name: str
    id: str
    teams: tuple[str, ...]

    @property
    def shown(self) -> str:
        more = ", ".join(text for text in (self.id, *self.teams) if text)
        return f"{self.name} ({more})" if more else self.name


def know_people(sheet: Sheet, register: Register, findings: Findings) -> None:
    """Decide for every row whom it is about; rows about nobody known are listed with why they are not read."""
    layout, table = sheet.layout, sheet.layout.table
    by_name: dict[str, list[Row]] = {}
    heading = ""
    for segment, columns, _pending in sheet.columns:
        used = [column.column for column in columns]
        legend = False
        for number in segment.rows:
            row = _row(layout, number, heading)
            filled = any(table.value(number, column) is not None for column in used)
            if row.name or row.id:
                person = _whom(sheet, register, row, findings, by_name, filled=filled and not legend)
                if person is not None:
                    sheet.people[number], legend = person, False
                if number in sheet.people:
                    continue
            if not filled and register.units.find(row.name):
                heading = row.name
            legend = _say_why(sheet, register, row, findings, filled=filled, legend=legend)
    _same_names(sheet, register, by_name, findings)


def _row(layout: Layout, number: int, heading: str) -> Row:
    table = layout.table
    team = table.text(number, layout.team) if layout.team is not None else heading
    number_text = table.text(number, layout.ids) if layout.ids is not None else ""
    return Row(number, table.text(number, layout.names), number_text, tuple(team.split(" / ")) if team else ())


def _whom(
    sheet: Sheet, register: Register, row: Row, findings: Findings, by_name: dict[str, list[Row]], *, filled: bool
) -> str | None:
    """The person a row is about; None when nobody known, or nobody for sure."""
    decided = register.mapping.people.get(as_written(row.name))
    if decided in register.people.names:
        return decided
    named = set(register.person_ids(row.name)) if row.name else set()
    known = register.people.by_id(row.id) if row.id else None
    known = known or _told_in_name(register, row)
    if known is not None:
        if known in named or not row.name or (register.own and not named):
            return known
        if filled:
            _doubt(sheet, register, row, findings, {known, *named})
        return None
    if len(named) > 1:
        named = _of_team(register, row, named)
    if len(named) == 1 and not row.id:
        person = next(iter(named))
        by_name.setdefault(person, []).append(row)
        return person
    if filled and named:
        _doubt(sheet, register, row, findings, named)
    elif filled:
        _near(sheet, register, row, findings)
    return None


def _told_in_name(register: Register, row: Row) -> str | None:
    """The person whose id the name carries; a team that it carries is added to the row."""
    _name, more = parts_of_name(row.name)
    if not more or register.people.find(row.name):
        return None
    known = register.people.by_id(more)
    if known is None:
        row.teams = (*row.teams, more)
    return known


def _of_team(register: Register, row: Row, named: set[str]) -> set[str]:
    """Of people with the same name those of the team that the row tells; all of them when it tells nothing."""
    units = {unit for team in row.teams for unit in register.units.find(team)}
    members = {person for person in named if register.teams[person] & units}
    return members or named


def _doubt(sheet: Sheet, register: Register, row: Row, findings: Findings, candidates: Iterable[str]) -> None:
    ordered = sorted(candidates)
    names = _(" or ").join(register.describe(person) for person in ordered)
    reason = _("“{text}” may be {names}. Choose who, or add the id of the person.").format(text=row.shown, names=names)
    place = sheet.layout.table.row_place(row.number)
    findings.doubtful.append(Doubtful(place, reason, row.name, "person", tuple(ordered)))
    sheet.people[row.number] = ""


def _near(sheet: Sheet, register: Register, row: Row, findings: Findings) -> None:
    """A row with levels of somebody unknown: doubtful when a name is much like it, else unknown."""
    if _is_count(row.name) or register.units.find(row.name):
        return
    guesses = sum(item.kind == "person" for item in findings.doubtful) + sum(
        item.kind == "person" for item in findings.unknown
    )
    near = register.people.near(row.name) if guesses < MAX_GUESSES else []
    alike = [item.id for item in near if item.ratio >= NEAR_PERSON]
    if alike:
        _doubt(sheet, register, row, findings, alike)
        return
    place = sheet.layout.table.place(row.number, sheet.layout.names)
    findings.unknown.append(Unknown(place, row.name, "person"))
    sheet.people[row.number] = ""


NEAR_PERSON = 0.75  # names of people are more alike than those of skills


def _is_count(text: str) -> bool:
    words = plain(text).split()
    return bool(words) and words[0] in TOTALS


def _say_why(sheet: Sheet, register: Register, row: Row, findings: Findings, *, filled: bool, legend: bool) -> bool:
    """List a row that is about nobody; returns whether rows below it are a legend."""
    table = sheet.layout.table
    texts = [table.text(row.number, column) for column in sorted(table.cells[row.number])]
    first = plain(texts[0]).split() if texts else []
    if first and first[0] in LEGEND:
        legend = True
    if any(_is_count(text) for text in texts[:4]):
        reason = _("Counts or sums.")
    elif legend or (not filled and any(_LEGEND_LINE.fullmatch(text) for text in texts)):
        reason = _("Part of a legend.")
    elif row.name and register.units.find(row.name):
        reason = _("Heading of a team.")
    elif filled and not row.name:
        reason = _("Names nobody.")
    else:
        reason = _("No person with levels: “{text}”.").format(text=" · ".join(texts)[:80])
    findings.skipped.append(Skipped(table.row_place(row.number), reason))
    return legend


def _same_names(sheet: Sheet, register: Register, by_name: dict[str, list[Row]], findings: Findings) -> None:
    """Rows with the same name and nothing to tell them apart may be two people: neither is taken."""
    if sheet.layout.skills is not None:
        return
    for person, rows in by_name.items():
        if len(rows) > 1:
            for row in rows:
                reason = _(
                    "“{text}” stands on {count} rows; they may be different people. "
                    "Add the id of the person, or leave one."
                ).format(text=row.shown, count=len(rows))
                place = sheet.layout.table.row_place(row.number)
                findings.doubtful.append(Doubtful(place, reason, row.name, "person", (person,)))
                sheet.people[row.number] = ""


def values_of(sheet: Sheet) -> Iterable[Value]:
    """Everything that stands where a level is expected, of people who are known."""
    for segment, columns, _pending in sheet.columns:
        levels = [column.column for column in columns if column.field != "valid_until"]
        for row in segment.rows:
            if sheet.people.get(row):
                line = sheet.layout.table.cells[row]
                yield from (line[column] for column in levels if column in line)


def read_cells(sheet: Sheet, register: Register, scale: Scale, findings: Findings) -> Iterable[CellReading]:
    """What the cells say; unknown values go to the findings. Formulas of our own workbook follow others: not read."""
    table = sheet.layout.table
    for segment, columns, _pending in sheet.columns:
        for row in segment.rows:
            person = sheet.people.get(row)
            if not person:
                continue
            for column in columns:
                if register.own and (row, column.column) in table.formulas:
                    continue
                place, value = table.place(row, column.column), table.value(row, column.column)
                yield from cell_readings(person, column.skill, column.field, value, place, register, scale, findings)


def cell_readings(
    person: str,
    skill: str,
    name: str,
    value: Value | None,
    place: str,
    register: Register,
    scale: Scale,
    findings: Findings,
) -> Iterable[CellReading]:
    """What one cell says of one field of one person and skill."""
    if value is None:
        if register.own:
            yield CellReading(person, skill, name, None, place)
        return
    if name == "valid_until":
        day = read_date(value)
        if day is not None:
            yield CellReading(person, skill, name, day, place)
            return
    else:
        reading = scale.read(value)
        if reading is not None and reading.nothing:
            return
        if reading is not None and reading.level is not None:
            yield CellReading(person, skill, name, reading.level, place)
            if reading.valid_until is not None:
                yield CellReading(person, skill, "valid_until", reading.valid_until, place)
            return
    findings.unknown.append(Unknown(place, as_text(value)))
