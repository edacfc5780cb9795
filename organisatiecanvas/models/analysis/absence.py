"""Who is away in a period, which skills then drop below need, and who could fill in (method.md 1)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.skills import needs
from organisatiecanvas.models.analysis.wording import listed
from organisatiecanvas.models.language import _, ngettext

FILL_IN_LEVEL = 2  # who is at least at this level could fill in, if need be under guidance
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Away:
    """A person and the days away, both included, within the period asked for."""

    person: str
    first: datetime.date
    last: datetime.date


@dataclass(frozen=True)
class FillIn:
    """Who could fill in: the level (2 to 4), whether it is still valid, and whether it is one of the unit's people."""

    person: str
    level: int
    valid: bool
    of_unit: bool


@dataclass(frozen=True)
class Drop:
    """A skill that drops below need: of a unit, or of everyone (`unit` None) where no unit requires skills.

    `cover`: people who master it when nobody is away; `present`: without everyone who is away in the period;
    `days`: days of the period on which it is below need, counting only who is away on that day.
    `fill_in`: the nearest first.
    """

    unit: str | None
    skill: str
    needed: int
    cover: int
    present: int
    days: int
    fill_in: tuple[FillIn, ...]


@dataclass(frozen=True)
class AbsenceView:
    """A period, both days included: who of the people counted is away, and what drops below need, the gravest first."""

    first: datetime.date
    last: datetime.date
    away: tuple[Away, ...]
    drops: tuple[Drop, ...]


def absence_view(basis: Basis, first: datetime.date, last: datetime.date) -> AbsenceView:
    """What absence does to the skills of a variant in a period; hardly more than counting.

    Raises ValueError when the period ends before it begins.
    """
    if last < first:
        raise ValueError("the period ends before it begins")
    away = tuple(_away(basis, first, last))
    gone = {item.person for item in away}
    drops = [drop for drop in _drops(basis, away, gone) if drop.present < drop.needed]
    drops.sort(key=lambda drop: (drop.present > 0, drop.present - drop.needed))
    return AbsenceView(first, last, away, tuple(drops))


def _away(basis: Basis, first: datetime.date, last: datetime.date) -> Iterator[Away]:
    counted = set(basis.counted)
    found = [item for item in basis.organisation.absences.values() if item.person in counted]
    for item in sorted(found, key=lambda item: item.from_):
        if item.from_ <= last and item.to_ >= first:
            yield Away(item.person, max(first, item.from_), min(last, item.to_))


def _drops(basis: Basis, away: tuple[Away, ...], gone: set[str]) -> Iterator[Drop]:
    """Every need that somebody who is away helps to meet, whether it drops below or not."""
    need = basis.once(needs)
    if any(need.required.values()):
        asked = [
            (unit, skill, min(people, len(basis.people[unit])), set(basis.people[unit]))
            for unit, required in need.required.items()
            for skill, people in required.items()
        ]
    else:
        everyone = set(basis.counted)
        asked = [(None, skill, people, everyone) for skill, people in need.skills.items()]  # type: ignore[misc]
    for unit, skill, needed, people in asked:
        masters = need.masters[skill] & people
        missing = masters & gone
        if missing:
            present = masters - gone
            days = _days_below(away, missing, max(0, len(masters) - needed))
            fill_in = tuple(_fill_in(basis, skill, people if unit is not None else set(), present | gone))
            yield Drop(unit, skill, needed, len(masters), len(present), days, fill_in)


def _days_below(away: Iterable[Away], people: set[str], spare: int) -> int:
    """Days on which more of these people are away than can be spared."""
    spans = [item for item in away if item.person in people]
    changes = sorted({item.first for item in spans} | {item.last + DAY for item in spans})
    days = 0
    for start, end in pairwise(changes):
        if len({item.person for item in spans if item.first <= start <= item.last}) > spare:
            days += (end - start).days
    return days


def _fill_in(basis: Basis, skill: str, unit: set[str], without: set[str]) -> list[FillIn]:
    """Present people of level 2 and up who don't count yet: highest level first, then valid, of the unit, in order."""
    today = basis.organisation.workshop.reference_date
    found = []
    for person in basis.organisation.people:
        cell = basis.cells_of(person).get(skill)
        if person not in without and person in _here(basis) and cell is not None and cell.level >= FILL_IN_LEVEL:
            valid = cell.valid_until is None or cell.valid_until >= today
            found.append(FillIn(person, cell.level, valid, person in unit))
    return sorted(found, key=lambda item: (-item.level, not item.valid, not item.of_unit))


def _here(basis: Basis) -> frozenset[str]:
    return basis.once(_who_is_here)


def _who_is_here(basis: Basis) -> frozenset[str]:
    """Counted people and those on the bench of the variant: whoever could be asked."""
    return frozenset((*basis.counted, *basis.variant.bench))


def drop_sentence(basis: Basis, drop: Drop) -> str:
    """One sentence on what drops and who could fill in."""
    names = {"skill": basis.organisation.skills[drop.skill].name, "present": drop.present, "needed": drop.needed}
    if drop.unit is None:
        words = _("{skill}: {present} of the {needed} people needed are there.").format(**names)
    else:
        words = _("{skill} in {unit}: {present} of the {needed} people needed are there.").format(
            **names, unit=basis.variant.units[drop.unit].name
        )
    if not drop.fill_in:
        return words + " " + _("Nobody of level {level} or higher could fill in.").format(level=FILL_IN_LEVEL)
    people = listed([_candidate(basis, item) for item in drop.fill_in], 3)
    return (
        words
        + " "
        + ngettext("{people} could fill in.", "{people} could fill in, the nearest first.", len(drop.fill_in)).format(
            people=people
        )
    )


def _candidate(basis: Basis, item: FillIn) -> str:
    values = {"person": basis.person(item.person).name, "level": item.level}
    if item.valid:
        return _("{person} (level {level})").format(**values)
    return _("{person} (level {level}, expired)").format(**values)
