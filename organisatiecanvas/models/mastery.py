"""Levels of mastery as they are given, kept and looked back on: the one way in which a level changes.

Every level that is given is also kept as an assessment, with its day, its assessor and where it came from; of several
on one day the last one counts. A level that is taken away (unknown again) is kept as an assessment without a level.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from organisatiecanvas.models.document import Document
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.organisation import Assessment, Mastery, Organisation

Cell = tuple[str, str]  # person, skill
Dates = Mapping[Cell, datetime.date | None]


class Standing(NamedTuple):
    """A level (0 to 4) as of some day, how long it is valid, and when and by whom it was given as far as is known."""

    level: int
    valid_until: datetime.date | None
    assessed_on: datetime.date | None
    assessor: str
    source: str


@dataclass(frozen=True)
class Growth:
    """What changed for a person or a skill since a day.

    `before` and `now`: skills the person masters, or people who master the skill, on that day and now. `raised` and
    `lowered` count cells known on both sides, `first` those that were unknown on that day, `cleared` those unknown now.
    """

    before: int
    now: int
    raised: int
    lowered: int
    first: int
    cleared: int


def set_levels(
    document: Document,
    cells: Mapping[Cell, int | None],
    on: datetime.date,
    assessor: str = "",
    source: str = "",
    *,
    valid_until: Dates | None = None,
) -> list[Cell]:
    """Give people these levels (0 to 4; None: unknown again) as one step that is kept; returns which cells changed.

    `valid_until` gives cells another last day; a renewal at the same level is an assessment too. Cells that are so
    already stay as they are. Joins the edit that is under way, if any. Raises ModelError for levels out of range and
    people or skills that aren't there.
    """
    dates = valid_until or {}
    wanted = [cell for cell, level in cells.items() if _differs(document.organisation, cell, level, dates)]
    if not wanted:
        return []
    history = _days(document.organisation)
    with document.edit(step_name(document.organisation, cells)):
        for cell in wanted:
            _keep_older(document, cell, on, history.get(cell, ()))
            row = _write(document, cell, cells[cell], on, assessor, dates)
            _keep(document, cell, row, on, assessor, source)
    return wanted


def _differs(organisation: Organisation, cell: Cell, level: int | None, dates: Dates) -> bool:
    row = organisation.mastery.get(cell)
    if row is None or level is None:
        return (row is None) != (level is None)
    return row.level != level or (cell in dates and dates[cell] != row.valid_until)


def step_name(organisation: Organisation, cells: Mapping[Cell, int | None]) -> str:
    """What giving these levels is called: the person, skill and level where only one differs, else how many do."""
    wanted = [cell for cell, level in cells.items() if _differs(organisation, cell, level, {})]
    if len(wanted) != 1:
        return ngettext("Change {count} level", "Change {count} levels", len(wanted)).format(count=len(wanted))
    person, skill = wanted[0]
    level = cells[person, skill]
    names = {
        "person": organisation.people[person].name if person in organisation.people else person,
        "skill": organisation.skills[skill].name if skill in organisation.skills else skill,
    }
    if level is None:
        return _("{person}, {skill}: unknown").format(**names)
    return _("{person}, {skill}: level {level}").format(**names, level=level)


def _days(organisation: Organisation) -> dict[Cell, list[datetime.date]]:
    """Cell → the days on which it was assessed, the first one first."""
    found: dict[Cell, list[datetime.date]] = {}
    for person, skill, day in organisation.assessments:
        found.setdefault((person, skill), []).append(day)
    for days in found.values():
        days.sort()
    return found


def _keep_older(document: Document, cell: Cell, on: datetime.date, known: list[datetime.date] | tuple[()]) -> None:
    """Keep a level that was there before the history began, under the day it was given."""
    row = document.organisation.mastery.get(cell)
    if row is not None and not known and row.assessed_on is not None and row.assessed_on < on:
        _keep(document, cell, row, row.assessed_on, row.assessor, "")


def _write(
    document: Document, cell: Cell, level: int | None, on: datetime.date, assessor: str, dates: Dates
) -> Mastery | None:
    row = document.organisation.mastery.get(cell)
    if level is None:
        if row is not None:
            document.remove(row)
        return None
    if row is None:
        row = document.add(Mastery(person=cell[0], skill=cell[1], level=level))
    row.level, row.assessed_on, row.assessor = level, on, assessor
    if cell in dates:
        row.valid_until = dates[cell]
    return row


def _keep(document: Document, cell: Cell, row: Mastery | None, on: datetime.date, assessor: str, source: str) -> None:
    """Put what the cell holds (None: unknown) in the history of the day."""
    level, last = (row.level, row.valid_until) if row is not None else (None, None)
    kept = document.organisation.assessments.get((*cell, on))
    if kept is None:
        document.add(
            Assessment(
                person=cell[0],
                skill=cell[1],
                assessed_on=on,
                level=level,
                valid_until=last,
                assessor=assessor,
                source=source,
            )
        )
    else:
        kept.level, kept.valid_until, kept.assessor, kept.source = level, last, assessor, source


def matrix_on(organisation: Organisation, day: datetime.date) -> dict[Cell, Standing]:
    """The levels as of a day, by (person, skill); cells that were unknown then are not in it.

    From the last assessment of a cell on, what the matrix holds counts; before it, the history tells. A level that
    was never dated holds for every day, because nothing tells since when.
    """
    found: dict[Cell, Standing] = {}
    latest: dict[Cell, Assessment] = {}
    last_day: dict[Cell, datetime.date] = {}
    for (person, skill, assessed_on), item in organisation.assessments.items():
        cell = person, skill
        last_day[cell] = max(assessed_on, last_day.get(cell, assessed_on))
        if assessed_on <= day and (cell not in latest or latest[cell].assessed_on < assessed_on):
            latest[cell] = item
    for cell, row in organisation.mastery.items():
        since = max((date for date in (row.assessed_on, last_day.get(cell)) if date is not None), default=None)
        if since is None or since <= day:
            kept = organisation.assessments.get((*cell, row.assessed_on)) if row.assessed_on is not None else None
            source = kept.source if kept is not None else ""
            found[cell] = Standing(row.level, row.valid_until, row.assessed_on, row.assessor, source)
            latest.pop(cell, None)
    for cell, item in latest.items():
        if item.level is not None:
            found[cell] = Standing(item.level, item.valid_until, item.assessed_on, item.assessor, item.source)
    return found


def history_of(organisation: Organisation, person: str, skill: str) -> list[Assessment]:
    """The assessments of one cell, the last one first; those without a level say that it was unknown again."""
    found = [item for item in organisation.assessments.values() if (item.person, item.skill) == (person, skill)]
    return sorted(found, key=lambda item: item.assessed_on, reverse=True)


def growth(organisation: Organisation, since: datetime.date) -> tuple[dict[str, Growth], dict[str, Growth]]:
    """What changed since a day, per person and per skill, in document order.

    Mastered then: level at least `mastery_level` and valid on that day; now: valid on the reference date.
    """
    level, today = organisation.rules.mastery_level, organisation.workshop.reference_date
    then = matrix_on(organisation, since)
    people: dict[str, list[int]] = {name: [0] * 6 for name in organisation.people}
    skills: dict[str, list[int]] = {name: [0] * 6 for name in organisation.skills}
    for cell in dict.fromkeys((*then, *organisation.mastery)):
        before, now = then.get(cell), organisation.mastery.get(cell)
        counts = (
            _mastered(before, level, since),
            _mastered(now, level, today),
            before is not None and now is not None and now.level > before.level,
            before is not None and now is not None and now.level < before.level,
            before is None,
            now is None,
        )
        for row in (people[cell[0]], skills[cell[1]]):
            row[:] = [count + found for count, found in zip(row, counts, strict=True)]
    return (
        {name: Growth(*row) for name, row in people.items()},
        {name: Growth(*row) for name, row in skills.items()},
    )


def _mastered(cell: Standing | Mastery | None, level: int, day: datetime.date) -> bool:
    return cell is not None and cell.level >= level and (cell.valid_until is None or cell.valid_until >= day)
