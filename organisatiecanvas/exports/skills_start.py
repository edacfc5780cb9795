"""A first matrix out of people's own sheet: who and what stands in it when nobody is known yet.

Levels tell where a matrix lies: the column with most different names beside them holds the people, the row with most
texts above them the skills. All of it is a proposal, to be changed by who knows the sheet; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from organisatiecanvas.exports.levels import LevelMapping, Scale
from organisatiecanvas.exports.name_matching import as_written, plain, words
from organisatiecanvas.exports.register import ATTRIBUTES, LEGEND, LEVEL, TARGET, TOTALS, VALID
from organisatiecanvas.exports.sheet_reader import Table, Workbook
from organisatiecanvas.models.organisation import Organisation, Person, Skill

NAME_WORDS = words("naam name medewerker medewerkers werknemer persoon person people employee")
LEAST_LETTERS = 2  # of a name
MANY = 60  # rows and columns to choose from, and signs of each that are shown


@dataclass(frozen=True)
class Choice:
    """Where a matrix stands: `header` is the row of skills and `names` the column of people, counted from 1.

    With `across` people stand beside each other: then `header` is a column of the sheet and `names` a row.
    """

    sheet: str
    across: bool
    header: int
    names: int


@dataclass(frozen=True)
class Start:
    """Names that are new here, in the order of the sheet; `perhaps`: people without any level, who may be headings;
    `twice`: names that stand on more than one row, of one person or of several.

    `sheets`, `headers` and `columns` are what can be chosen instead: number and what stands there.
    """

    choice: Choice
    people: tuple[str, ...]
    skills: tuple[str, ...]
    perhaps: frozenset[str]
    twice: frozenset[str]
    sheets: tuple[str, ...]
    headers: tuple[tuple[int, str], ...]
    columns: tuple[tuple[int, str], ...]


@dataclass
class _Sight:
    """A sheet, one way round, with where its levels stand: by row the columns."""

    table: Table
    scale: Scale
    levels: dict[int, set[int]] = field(default_factory=dict)


def propose(
    book: Workbook, organisation: Organisation, mapping: LevelMapping, choice: Choice | None = None
) -> Start | None:
    """Who and what a workbook would bring; of the sheet and place chosen, else of where most levels stand.

    None where nothing looks like a matrix.
    """
    mastered = organisation.rules.mastery_level
    sights = [
        _sight(one, mapping, mastered)
        for table in book.tables
        for one in (table, table.turned())
        if choice is None or (one.name, one.is_turned) == (choice.sheet, choice.across)
    ]
    best: Start | None = None
    found = (-1, 0)
    for sight in sights:
        place = choice if choice is not None and choice.header and choice.names else _place(sight)
        if place is None:
            continue
        start, count = _start(sight, place, organisation, tuple(table.name for table in book.tables))
        told = _leaning(sight.table, place)
        if (count and (told, count) > found) or choice is not None:
            best, found = start, (told, count)
    return best


def _sight(table: Table, mapping: LevelMapping, mastered: int) -> _Sight:
    scale = Scale((value for line in table.cells.values() for value in line.values()), mapping, mastered)
    sight = _Sight(table, scale)
    for row, line in table.cells.items():
        for column, value in line.items():
            reading = None if (row, column) in table.formulas else scale.read(value)
            if reading is not None and reading.level is not None:
                sight.levels.setdefault(row, set()).add(column)
    return sight


def _place(sight: _Sight) -> Choice | None:
    """The column with most different names beside levels, and above the first of them the row with most texts."""
    table = sight.table
    names: dict[int, dict[str, int]] = {}
    for row in sorted(sight.levels):
        last = max(sight.levels[row])
        for column in table.cells[row]:
            if column < last and _is_name(sight, row, column):
                names.setdefault(column, {}).setdefault(as_written(table.text(row, column)), row)
    titled = {one: any(plain(table.text(row, one)) in NAME_WORDS for row in table.cells) for one in names}
    column = max(sorted(names), key=lambda one: (len(names[one]), titled[one]), default=0)
    if not column:
        return None
    first = min(names[column].values())
    under = set().union(*sight.levels.values()) - {column}
    above = [row for row in table.cells if row < first]
    texts = {row: sum(_is_name(sight, row, one) for one in under if one in table.cells[row]) for row in above}
    header = max(sorted(above), key=lambda row: (texts[row], row), default=0)
    return Choice(table.name, table.is_turned, header, column) if header and texts[header] else None


def _leaning(table: Table, place: Choice) -> int:
    """1 where words such as «afdeling» and «totaal» stand beside the skills, -1 where they stand among the people."""
    beside = [table.text(place.header, column) for column in table.cells.get(place.header, {}) if column != place.names]
    among = [table.text(row, place.names) for row in table.cells if row != place.header]
    counts = [sum(plain(text) in ATTRIBUTES or plain(text) in TOTALS for text in texts) for texts in (beside, among)]
    return (counts[0] > counts[1]) - (counts[0] < counts[1])


def _is_label(text: str) -> bool:
    """Whether a header is a count, or tells something else of a person than a level (as in skill_columns)."""
    parts = plain(text).split()
    if not parts or parts[0] in TOTALS:
        return bool(parts)
    return plain(text) in ATTRIBUTES or (parts[0] in ATTRIBUTES and len(parts) < 3)


def _is_name(sight: _Sight, row: int, column: int) -> bool:
    value = sight.table.value(row, column)
    if not isinstance(value, str) or sum(sign.isalpha() for sign in value) < LEAST_LETTERS:
        return False
    return sight.scale.read(value) is None


def _start(sight: _Sight, place: Choice, organisation: Organisation, sheets: tuple[str, ...]) -> tuple[Start, int]:
    """What stands at this place, and how many levels that is."""
    table = sight.table
    known = [{as_written(row.name) for row in rows.values()} for rows in (organisation.people, organisation.skills)]
    columns = _skill_columns(sight, place)
    rows, perhaps, count = _people(sight, place, set(columns))
    people = list(dict.fromkeys(rows))
    skills = dict.fromkeys(table.text(place.header, column) for column in columns)
    start = Start(
        place,
        tuple(name for name in people if as_written(name) not in known[0]),
        tuple(name for name in skills if as_written(name) not in known[1]),
        frozenset(perhaps),
        frozenset(name for name in people if rows.count(name) > 1),
        sheets,
        tuple((row, _shown(table, ((row, one) for one in sorted(table.cells[row])))) for row in _some(table.cells)),
        tuple((one, _shown(table, ((row, one) for row in table.cells))) for one in _some(_columns(table))),
    )
    return start, count


def _skill_columns(sight: _Sight, place: Choice) -> list[int]:
    """Columns with a header that is no count and nothing else of a person, and mostly levels below it, or nothing."""
    table = sight.table
    below = [row for row in table.cells if row > place.header]
    with_levels = {column for row in below for column in sight.levels.get(row, ())}
    found = []
    for column in sorted(table.cells.get(place.header, {})):
        header = table.text(place.header, column)
        if column == place.names or _is_label(header) or plain(header) in {"", *VALID, *TARGET, *LEVEL}:
            continue
        filled = [row for row in below if column in table.cells[row]]
        levels = sum(column in sight.levels.get(row, ()) for row in filled)
        empty = not filled and bool(with_levels) and min(with_levels) < column
        if empty or (levels and 2 * levels >= len(filled)):
            found.append(column)
    return found


def _people(sight: _Sight, place: Choice, columns: set[int]) -> tuple[list[str], set[str], int]:
    """The name on each row below the header down to the last with a level, those without one, and how many levels."""
    table = sight.table
    rows = [row for row in sorted(table.cells) if row > place.header]
    last = max((row for row in rows if sight.levels.get(row, set()) & columns), default=0)
    found: list[str] = []
    perhaps: set[str] = set()
    count = 0
    for row in rows:
        name = table.text(row, place.names)
        parts = plain(name).split()
        if parts and parts[0] in LEGEND:
            break
        if row > last or not _is_name(sight, row, place.names) or parts[0] in TOTALS:
            continue
        found.append(name)
        levels = len(sight.levels.get(row, set()) & columns)
        count += levels
        if not levels:
            perhaps.add(name)
    return found, perhaps, count


def _columns(table: Table) -> list[int]:
    return sorted({column for line in table.cells.values() for column in line})


def _some(numbers: Iterable[int]) -> list[int]:
    return sorted(numbers)[:MANY]


def _shown(table: Table, cells: Iterable[tuple[int, int]]) -> str:
    """The first texts of a row or column."""
    shown = ""
    for row, column in cells:
        text = table.text(row, column)
        shown += (" · " if shown and text else "") + text
        if len(shown) > MANY:
            return shown[:MANY] + "…"
    return shown


def new_rows(organisation: Organisation, people: Iterable[str], skills: Iterable[str]) -> list[Person | Skill]:
    """People and skills of these names, with ids that are free in the organisation; not added to anything."""
    made: list[Person | Skill] = []
    for stem, names, rows in (("person", people, organisation.people), ("skill", skills, organisation.skills)):
        number = len(rows)
        for name in names:
            number += 1
            while f"{stem}-{number}" in rows:
                number += 1
            identity = f"{stem}-{number}"
            if stem == "person":
                made.append(Person(id=identity, name=name, rules=organisation.rules))
            else:
                made.append(Skill(id=identity, name=name))
    return made
