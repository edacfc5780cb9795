"""Where the matrix stands on a sheet: which way it lies, which row holds the headers, which column the names.

Nothing is expected of the place. The row that names most skills is the header, the column that names most people is
that of the people, and the way round that recognises most is the way the sheet lies. A long list (one row per person
and skill) is known by rows that name both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from organisatiecanvas.exports.name_matching import Names, plain
from organisatiecanvas.exports.register import Register
from organisatiecanvas.exports.sheet_reader import Table

MATRIX_HEADS = 2  # skills on one row that make it a header
SAMPLE = 500  # rows that show which column holds ids or teams


@dataclass
class Segment:
    """Rows under one header; a sheet may hold several, one below the other. `zone`: rows that belong to the header."""

    header: int
    zone: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)


@dataclass
class Layout:
    """How a sheet lies; `skills` is the column of skills in a long list, None in a matrix."""

    table: Table
    names: int
    ids: int | None
    team: int | None
    segments: list[Segment]
    skills: int | None = None
    skill_ids: int | None = None


@dataclass
class _Sighting:
    """Ids seen per row and per column."""

    rows: dict[int, set[str]] = field(default_factory=dict)
    columns: dict[int, set[str]] = field(default_factory=dict)

    @property
    def best_row(self) -> int:
        return max(map(len, self.rows.values()), default=0)

    @property
    def best_column(self) -> int:
        return max(map(len, self.columns.values()), default=0)

    def column(self, leave: int | None = None) -> int:
        """The column that names most; of equal ones the first."""
        columns = [column for column in sorted(self.columns) if column != leave]
        return max(columns, key=lambda column: len(self.columns[column]), default=0)


def find_layout(table: Table, register: Register) -> Layout | None:
    """How the sheet lies; None when it names no person and skill that are known."""
    people, skills = _sightings(table, register)
    if not people.best_column and not people.best_row:
        return None
    if skills.best_row <= MATRIX_HEADS and people.best_row <= MATRIX_HEADS:
        long = _long_list(table, register, people, skills)
        if long is not None:
            return long
    upright, turned = people.best_column * skills.best_row, people.best_row * skills.best_column
    if turned > upright or (turned == upright and not _is_upright(people, skills)):
        table = table.turned()
        people, skills = (_Sighting(found.columns, found.rows) for found in (people, skills))
    if not people.best_column:
        return None
    return _matrix(table, register, people, skills)


def _sightings(table: Table, register: Register) -> tuple[_Sighting, _Sighting]:
    """Where people and where skills are named."""
    seen = _Sighting(), _Sighting()
    known: dict[str | int, tuple[frozenset[str], frozenset[str]]] = {}
    for row, line in table.cells.items():
        for column, value in line.items():
            if not isinstance(value, (str, int)) or isinstance(value, bool):
                continue
            if value not in known:
                known[value] = register.person_ids(str(value)), register.skill_ids(str(value))
            for sighting, found in zip(seen, known[value], strict=True):
                for key in found:
                    sighting.rows.setdefault(row, set()).add(key)
                    sighting.columns.setdefault(column, set()).add(key)
    return seen


def _is_upright(people: _Sighting, skills: _Sighting) -> bool:
    """Of a sheet that can be read both ways: whether skills stand above the people and to their right."""
    if not skills.rows:
        return len(people.columns) <= len(people.rows)
    return min(skills.rows) < min(people.rows) or (min(skills.columns) > min(people.columns))


def _matrix(table: Table, register: Register, people: _Sighting, skills: _Sighting) -> Layout | None:
    names = _name_column(table, register, people)
    person_rows = [row for row in sorted(table.cells) if register.person_ids(table.text(row, names))]
    if not person_rows:
        return None
    least = min(MATRIX_HEADS, skills.best_row)
    heads = [row for row in sorted(skills.rows) if least and len(skills.rows[row]) >= least and row not in person_rows]
    if not any(row < person_rows[-1] for row in heads):
        head = _likely_head(table, person_rows[0])
        if head is None:
            return None
        heads = [head]
    segments = _segments(table, register, heads, person_rows, skills)
    ids = _agreeing_column(table, register.people, names, person_rows)
    taken = {names, ids}
    team = _team_column(table, register, person_rows, taken)
    return Layout(table, names, ids, team, segments)


def _name_column(table: Table, register: Register, people: _Sighting) -> int:
    """The column of names rather than that of ids, where both name as many."""
    by_name = {
        column: sum(bool(register.people.find(table.text(row, column))) for row in table.cells)
        for column, found in people.columns.items()
        if len(found) == people.best_column
    }
    return max(sorted(by_name), key=lambda column: by_name[column])


def _likely_head(table: Table, first: int) -> int | None:
    """The row above the people with most texts, for a sheet in which every header is written otherwise."""
    above = [row for row in table.cells if row < first and len(table.cells[row]) > 1]
    return max(above, key=lambda row: (len(table.cells[row]), row), default=None)


def _segments(
    table: Table, register: Register, heads: Sequence[int], person_rows: Sequence[int], skills: _Sighting
) -> list[Segment]:
    """One segment per header with people below it; headers with nobody between them are one, told by its fullest."""
    groups: list[list[int]] = []
    for row in heads:
        if groups and not any(groups[-1][-1] < person < row for person in person_rows):
            groups[-1].append(row)
        else:
            groups.append([row])
    segments = []
    for place, group in enumerate(groups):
        header = max(group, key=lambda row: (_named(table, register, row), len(skills.rows.get(row, ())), row))
        end = groups[place + 1][0] if place + 1 < len(groups) else None
        before = [row for row in person_rows if row < group[0]]
        start = before[-1] + 1 if before else 0
        first = next((row for row in person_rows if row > header), None)
        segment = Segment(header)
        for row in sorted(table.cells):
            if start <= row <= header or (first is not None and header < row < first and row in group):
                segment.zone.append(row)
            elif header < row and (end is None or row < end):
                segment.rows.append(row)
        segments.append(segment)
    _sub_headers(table, register, segments)
    return segments


def _named(table: Table, register: Register, row: int) -> int:
    """How many skills a row names by name, not by id: names make the better header."""
    return len({found for column in table.cells[row] for found in register.skills.find(table.text(row, column))})


def _sub_headers(table: Table, register: Register, segments: list[Segment]) -> None:
    """Rows right below a header that say «niveau» or «geldig tot» of its columns belong to it."""
    words = {word for labels in register.labels.values() for word in labels}
    for segment in segments:
        for row in list(segment.rows):
            texts = [plain(table.text(row, column)) for column in table.cells[row]]
            if not texts or sum(text in words for text in texts) * 2 < len(texts):
                break
            segment.rows.remove(row)
            segment.zone.append(row)


def _agreeing_column(table: Table, names: Names, column: int, rows: Sequence[int]) -> int | None:
    """The column whose texts are the ids of those named beside them, more often than not."""
    hits: dict[int, int] = {}
    filled: dict[int, int] = {}
    for row in rows[:SAMPLE]:
        named = names.find(table.text(row, column))
        for other in table.cells.get(row, {}):
            if other == column:
                continue
            filled[other] = filled.get(other, 0) + 1
            found = names.by_id(table.text(row, other))
            if found is not None and (found in named or not named):
                hits[other] = hits.get(other, 0) + 1
    agreeing = [other for other in sorted(hits) if hits[other] * 2 > filled[other]]
    return max(agreeing, key=lambda other: hits[other], default=None)


def _team_column(table: Table, register: Register, rows: Sequence[int], taken: set[int | None]) -> int | None:
    hits: dict[int, int] = {}
    for row in rows[:SAMPLE]:
        for column in table.cells.get(row, {}):
            if column not in taken and register.units.find(table.text(row, column).split(" / ")[0]):
                hits[column] = hits.get(column, 0) + 1
    return max(sorted(hits), key=lambda column: hits[column], default=None)


def _long_list(table: Table, register: Register, people: _Sighting, skills: _Sighting) -> Layout | None:
    """A list with a person and a skill on each row, and a header that says which column holds the level."""
    names, column = people.column(), 0
    column = skills.column(leave=names)
    if not names or not column:
        return None
    rows = [
        row
        for row in sorted(table.cells)
        if register.person_ids(table.text(row, names)) and register.skill_ids(table.text(row, column))
    ]
    if not rows:
        return None
    above = [row for row in table.cells if row < rows[0] and len(table.cells[row]) > MATRIX_HEADS]
    if not above:
        return None
    words = {word for labels in register.labels.values() for word in labels}
    header = max(above)
    if not any(plain(table.text(header, other)) in words for other in table.cells[header]):
        return None
    name_column, skill_column = (
        _named_column(table, register.people, names, rows),
        _named_column(table, register.skills, column, rows),
    )
    segment = Segment(header, [header], [row for row in sorted(table.cells) if row > header])
    return Layout(
        table,
        name_column,
        _agreeing_column(table, register.people, name_column, rows),
        None,
        [segment],
        skill_column,
        _agreeing_column(table, register.skills, skill_column, rows),
    )


def _named_column(table: Table, names: Names, column: int, rows: Sequence[int]) -> int:
    """The column of names beside one of ids."""
    if any(names.find(table.text(row, column)) for row in rows):
        return column
    hits: dict[int, int] = {}
    for row in rows:
        wanted = names.by_id(table.text(row, column))
        for other in table.cells[row]:
            if wanted is not None and wanted in names.find(table.text(row, other)):
                hits[other] = hits.get(other, 0) + 1
    return max(sorted(hits), key=lambda other: hits[other], default=column)
