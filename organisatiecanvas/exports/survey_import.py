"""Answer sheets from CSV and Excel: all faults by row and column, and nothing is read from a file that has any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from organisatiecanvas.exports.sheet_reader import Table, Value, as_text, read_workbook
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Answer
from organisatiecanvas.models.survey_items import codes, highest
from organisatiecanvas.models.surveys import answer, in_no_order

HEADER_WITHIN = 20  # rows from the top
# What a heading may call an item, besides its code: E1 and «eisen 2» for D1 and D2, «autonomie 3» for A3.
_NAMES = (
    ("D", ("d", "e", "demand", "demands", "eis", "eisen", "taakeis", "taakeisen")),
    ("A", ("a", "autonomy", "autonomie", "regelruimte")),
)
_HEADING = re.compile(r"([a-z]+)[\s_.-]*0?(\d)$")


@dataclass(frozen=True)
class Sheets:
    """What a file holds: answers in no order, and headings of columns that are not kept."""

    answers: tuple[Answer, ...]
    left_out: tuple[str, ...]


class AnswersError(OrganisationError):
    """Every fault of a file, one per line, each with its place."""

    def __init__(self, name: str, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join([_("{name} was not read; nothing has changed.").format(name=name), *faults]))


def read_answers(path: Path, instrument: str) -> Sheets:
    """The answer sheets in a file, one per row under a heading of item codes. Raises AnswersError, OrganisationError.

    Semicolon, comma or tab; 3, 3,0 and 3.0 are the same answer. Empty rows are passed over.
    """
    book = read_workbook(path)
    wanted = codes(instrument)
    best: tuple[Table, int, dict[str, int]] | None = None
    for table in book.tables:
        for row in [number for number in table.cells if number <= HEADER_WITHIN]:
            found = _columns(table, row, wanted)
            if len(found) > (len(best[2]) if best is not None else 1):
                best = table, row, found
    if best is None:
        heads = ", ".join(wanted)
        raise AnswersError(
            path.name,
            [_("No row has the headings {heads}. The first row of a file names its columns.").format(heads=heads)],
        )
    table, head, columns = best
    faults = list(_missing(table, head, columns, wanted))
    answers: list[Answer] = []
    for row in sorted(number for number in table.cells if number > head):
        values = _row(table, row, columns, instrument, faults)
        if values is not None and len(values) == len(wanted):
            answers.append(answer(instrument, tuple(values[code] for code in wanted)))
    if not faults and not answers:
        faults.append(_("There are no answers under the headings in row {row}.").format(row=head))
    if faults:
        raise AnswersError(path.name, faults)
    kept = set(columns.values())
    left_out = [as_text(value) for column, value in table.cells[head].items() if column not in kept]
    return Sheets(in_no_order(answers), tuple(left_out))


def _columns(table: Table, row: int, wanted: list[str]) -> dict[str, int]:
    """Code → column, of the first column with each heading."""
    found: dict[str, int] = {}
    for column, value in table.cells[row].items():
        code = _code(as_text(value))
        if code in wanted:
            found.setdefault(code, column)
    return found


def _code(heading: str) -> str:
    match = _HEADING.match(heading.strip().casefold())
    if match is None:
        return ""
    return next((f"{letter}{match[2]}" for letter, names in _NAMES if match[1] in names), "")


def _missing(table: Table, head: int, columns: dict[str, int], wanted: list[str]) -> Iterator[str]:
    for code in wanted:
        if code not in columns:
            yield _("{place}: the column {column} is missing.").format(place=table.row_place(head), column=code)
    heads = [_code(as_text(value)) for value in table.cells[head].values()]
    for code in wanted:
        if heads.count(code) > 1:
            yield _("{place}: the column {column} stands there twice.").format(place=table.row_place(head), column=code)


def _row(table: Table, row: int, columns: dict[str, int], instrument: str, faults: list[str]) -> dict[str, int] | None:
    """The answers of one sheet by code; None for an empty row. Faults are added with their place."""
    cells = {code: table.value(row, column) for code, column in columns.items()}
    if all(value is None for value in cells.values()):
        return None
    found: dict[str, int] = {}
    for code, value in cells.items():
        most, place = highest(instrument, code), table.place(row, columns[code])
        number = _number(value)
        if value is None:
            faults.append(_("{place} ({column}): no answer.").format(place=place, column=code))
        elif number is None or number != int(number) or not 1 <= number <= most:
            faults.append(
                _("{place} ({column}): «{text}» is not a whole number from 1 to {highest}.").format(
                    place=place, column=code, text=as_text(value), highest=most
                )
            )
        else:
            found[code] = int(number)
    return found


def _number(value: Value | None) -> float | None:
    """The number in a cell, also as text with a decimal comma; None where there is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,6}([.,]\d{1,6})?", value.strip()):
        return float(value.strip().replace(",", "."))
    return None
