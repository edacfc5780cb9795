"""Sheets as people keep them: a grid of values, disturbed and written as a workbook; parts of a file replaced."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from organisatiecanvas.exports.skills_preview import Preview
from organisatiecanvas.models.organisation import (
    Holder,
    Organisation,
    Person,
    Role,
    Rules,
    Skill,
    Unit,
    Variant,
    Workshop,
)

Grid = list[list[Any]]
SHEET = "xl/worksheets/sheet1.xml"


def firm() -> Organisation:
    """Six people, two of the same name in different teams, and skills that look alike."""
    organisation = Organisation()
    organisation.workshop, organisation.rules = Workshop(title="Proef"), Rules(mastery_level=3)
    names = ("Jansen, Ada", "Zoë 't Hart-Łukasz", "Jan de Vries", "Jan de Vries", "Piet Puk", "Bo")
    for number, name in enumerate(names, start=1):
        organisation.people[f"m{number}"] = Person(id=f"m{number}", name=name)
    skills = ("Kantbank 4 meter", "Kantbank 6 meter", "MIG-lassen", "TIG-lassen", "Lasersnijden", "Heftruck")
    for number, name in enumerate(skills, start=1):
        organisation.skills[f"v{number}"] = Skill(id=f"v{number}", name=name)
    variant = Variant(id="ist", name="IST", kind="current")
    for unit, people in (("Snijden", ("m1", "m3")), ("Lassen", ("m2", "m4", "m5"))):
        key = unit.lower()
        variant.units[key] = Unit(id=key, name=unit, kind="team")
        role = variant.roles[f"rol-{key}"] = Role(id=f"rol-{key}", name="Vakman", unit=key)
        role.holders = {person: Holder(person=person) for person in people}
    organisation.variants["ist"] = variant
    return organisation


def write(grid: Grid, path: Path, merged: tuple[str, ...] = ()) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = "Blad1"
    for row, line in enumerate(grid, start=1):
        for column, value in enumerate(line, start=1):
            if value is not None:
                sheet.cell(row, column, value)
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)
    return path


def turned(grid: Grid) -> Grid:
    width = max(map(len, grid))
    return [list(line) for line in zip(*(row + [None] * (width - len(row)) for row in grid), strict=True)]


def shuffled(grid: Grid, rng: random.Random, first_row: int = 1, first_column: int = 1) -> Grid:
    """Columns from the first and rows below the header, in another order."""
    columns = list(range(first_column, len(grid[0])))
    rng.shuffle(columns)
    rows = grid[first_row:]
    rng.shuffle(rows)
    order = [*range(first_column), *columns]
    return [[line[column] for column in order] for line in (*grid[:first_row], *rows)]


def without_place(preview: Preview) -> set[tuple[Any, ...]]:
    """What would change, wherever it stood."""
    return {change[:5] for change in preview.changes}


def levels(preview: Preview) -> dict[tuple[str, str], Any]:
    return {change.key[:2]: change.after for change in preview.changes if change.field == "level"}


def replace_part(source: Path, target: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The same file with one part of the package changed."""
    with ZipFile(source) as read, ZipFile(target, "w", ZIP_DEFLATED) as written:
        for name in read.namelist():
            content = read.read(name)
            written.writestr(name, change(content) if name == part else content)
    return target
