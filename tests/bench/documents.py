"""Opening, changing and saving 400 people × 120 skills."""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from organisatiecanvas.models.document import Document
from organisatiecanvas.models.organisation import (
    Dossier,
    Holder,
    Mastery,
    Organisation,
    Person,
    Requirement,
    Role,
    Rules,
    Skill,
    Unit,
    Variant,
    Workshop,
)
from tests.bench.measure import Row, median, p95, pair


def large(people: int = 400, skills: int = 120, units: int = 20, seed: int = 4) -> Organisation:
    """An organisation with a full matrix: every person has a level in every skill."""
    rng = random.Random(seed)
    organisation = Organisation()
    organisation.workshop, organisation.rules, organisation.dossier = Workshop(title="Large"), Rules(), Dossier()
    organisation.people = {f"p{n}": Person(id=f"p{n}", name=f"Medewerker {n:03d}") for n in range(people)}
    organisation.skills = {f"s{n}": Skill(id=f"s{n}", name=f"Vaardigheid {n:03d}") for n in range(skills)}
    organisation.mastery = {
        (person, skill): Mastery(person=person, skill=skill, level=rng.choice((0, 0, 1, 2, 3, 3, 4)))
        for person in organisation.people
        for skill in organisation.skills
    }
    variant = Variant(id="ist", name="IST", kind="current")
    for number in range(units):
        unit = variant.units[f"u{number}"] = Unit(id=f"u{number}", name=f"Cel {number}", kind="cell")
        role = variant.roles[f"r{number}"] = Role(id=f"r{number}", name="Vakwerk", unit=unit.id)
        role.holders = {f"p{n}": Holder(person=f"p{n}") for n in range(number, people, units)}
        unit.skills = {f"s{n}": Requirement(skill=f"s{n}") for n in range(number, skills, units)}
    organisation.variants["ist"] = variant
    return organisation


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.orgcanvas"
        with Document.new(rows=large()) as document:
            document.save(path)
            edits = sorted(_edits(document, 200))
            saves = pair(document.save, lambda: _copy(path, Path(folder) / "copy.orgcanvas"))
        floor = sorted(_plain_edits(Path(folder) / "copy.orgcanvas", 200))
        yield Row("open 400 × 120 against reading the rows with sqlite3", *_opened(path))
        yield Row("save 400 × 120 against SQLite's own backup", saves[0], floor=saves[1])
        yield Row("one edit committed, median, against a bare UPDATE", median(edits), floor=median(floor))
        yield Row("one edit committed, 95th percentile", p95(edits), floor=p95(floor))


def _opened(path: Path) -> tuple[float, str, float]:
    ours, floor = pair(lambda: Document.open(path, read_only=True).close(), lambda: _read(path), rounds=3)
    return ours, "ms", floor


def _read(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return sum(len(connection.execute(f'SELECT * FROM "{name}"').fetchall()) for name in names)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


def _edits(document: Document, count: int) -> Iterator[float]:
    cells = list(document.organisation.mastery.values())
    for number in range(count):
        cell = cells[number * 37 % len(cells)]
        start = time.perf_counter()
        with document.edit("Level"):
            cell.level = (cell.level + 1) % 5
        yield (time.perf_counter() - start) * 1000


def _plain_edits(path: Path, count: int) -> Iterator[float]:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        keys = connection.execute("SELECT person, skill FROM mastery").fetchall()
        for number in range(count):
            key = keys[number * 37 % len(keys)]
            start = time.perf_counter()
            connection.execute("UPDATE mastery SET level = (level + 1) % 5 WHERE person = ? AND skill = ?", key)
            connection.commit()
            yield (time.perf_counter() - start) * 1000
