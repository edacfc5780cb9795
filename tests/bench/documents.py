"""Opening, changing and saving 400 people × 120 skills, in one variant and in three."""

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


def large(people: int = 400, skills: int = 120, units: int = 20, seed: int = 4, variants: int = 1) -> Organisation:
    """An organisation with a full matrix: every person has a level in every skill, and a role in every variant."""
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
    for index in range(variants):
        identity, kind = (f"soll-{index}", "redesign") if index else ("ist", "current")
        variant = organisation.variants[identity] = Variant(id=identity, name=identity.upper(), kind=kind)
        for number in range(units):
            unit = variant.units[f"u{number}"] = Unit(id=f"u{number}", name=f"Cel {number}", kind="cell")
            role = variant.roles[f"r{number}"] = Role(id=f"r{number}", name="Vakwerk", unit=unit.id)
            role.holders = {f"p{n}": Holder(person=f"p{n}") for n in range(number, people, units)}
            unit.skills = {f"s{n}": Requirement(skill=f"s{n}") for n in range(number, skills, units)}
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

        yield from _three_variants(Path(folder))


def _three_variants(folder: Path) -> Iterator[Row]:
    """Against SQLite copying the same file page by page, which checks nothing and keeps no previous version.

    Processor time: how long a disk takes to say that it has written is its own affair.
    """
    for word, what in (("", ""), ("geheim", " with a password")):
        yield from _saved_and_opened(folder, word, what)


def _saved_and_opened(folder: Path, word: str, what: str) -> Iterator[Row]:
    path, copy = folder / f"three{word}.orgcanvas", folder / "copy three"
    with Document.new(rows=large(variants=3)) as document:
        plain = document.save(folder / "plain.orgcanvas")
        document.protect(word)
        document.save(path)
        saved = pair(document.save, lambda: _copy(plain, copy), clock=time.process_time)
    how = {"read_only": True, "password": word}
    read = pair(lambda: Document.open(path, **how).close(), lambda: _copy(plain, copy), 3, time.process_time)
    yield Row(f"save 400 × 120 × 3 variants{what} against SQLite's copy", saved[0], floor=saved[1])
    yield Row(f"open 400 × 120 × 3 variants{what} against SQLite's copy", read[0], floor=read[1])


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
