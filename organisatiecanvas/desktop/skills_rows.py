"""Which people and skills the matrix shows, and in what order: chosen units, words sought, groups, sorting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Organisation, Variant
from organisatiecanvas.models.search import folded

Figures = Mapping[str, Any]  # rows of the figures, by id


@dataclass(frozen=True)
class Shown:
    """What the matrix is asked to show.

    `units`: the people of these and the skills they must cover; none: everybody and everything. `words` are sought in
    the names of people and skills. `gaps` leaves out people and skills of which nothing is short, and who counts
    nowhere. `grouped`: people under the unit they belong to. `people_by`: document, name, fewest or most; `skills_by`:
    document, name, group or fewest (people who master it).
    """

    units: tuple[str, ...] = ()
    words: str = ""
    gaps: bool = False
    grouped: bool = False
    people_by: str = "document"
    skills_by: str = "document"


@dataclass(frozen=True)
class Line:
    """A line of the matrix: a person, or the heading of a group with how many there are in it."""

    person: str = ""
    heading: str = ""
    count: int = 0


def lines(
    organisation: Organisation, variant: Variant | None, shown: Shown, figures: Figures, skills: Iterable[str]
) -> list[Line]:
    """The people to show, one line each, below the headings of their groups where they are asked for.

    With words that are the name of a skill everybody stays: then it is the column that is sought.
    """
    basis = Basis(organisation, variant) if variant is not None else None
    people = list(organisation.people)
    if basis is not None and shown.units:
        own = {person for unit in shown.units for person in basis.people.get(unit, ())}
        people = [name for name in people if name in own]
    people = _sought(people, shown.words, lambda name: organisation.people[name].name) or (
        people if _sought(skills, shown.words, lambda name: organisation.skills[name].name) else []
    )
    if shown.gaps:
        people = [name for name in people if not figures or (name in figures and figures[name]["ok"] is False)]
    people = _sorted_people(people, organisation, shown.people_by, figures)
    if not shown.grouped or basis is None:
        return [Line(person=name) for name in people]
    return _in_groups(people, basis)


def _in_groups(people: list[str], basis: Basis) -> list[Line]:
    """Each person once, under the first unit in which they hold a role; those without one come last."""
    groups: dict[str, list[str]] = {unit.id: [] for unit in basis.internal_units}
    homes = {person: unit for unit in reversed(list(groups)) for person in basis.own_people.get(unit, ())}
    without: list[str] = []
    for person in people:
        (groups[homes[person]] if person in homes else without).append(person)
    names = {unit.id: unit.name for unit in basis.internal_units}
    found: list[Line] = []
    for heading, members in [*((names[unit], members) for unit, members in groups.items()), (_("No role"), without)]:
        if members:
            found.append(Line(heading=heading, count=len(members)))
            found.extend(Line(person=name) for name in members)
    return found


def columns(organisation: Organisation, variant: Variant | None, shown: Shown, figures: Figures) -> list[str]:
    """The skills to show. With words that are the name of a person only, all of them stay."""
    skills = list(organisation.skills)
    if variant is not None and shown.units:
        basis = Basis(organisation, variant)
        below = {one for unit in shown.units if unit in variant.units for one in basis.below(unit)}
        wanted = {skill for unit in below for skill in variant.units[unit].skills}
        skills = [name for name in skills if name in wanted] if wanted else skills
    skills = _sought(skills, shown.words, lambda name: organisation.skills[name].name) or skills
    if shown.gaps:
        skills = [name for name in skills if name not in figures or _short(figures[name])]
    return _sorted_skills(skills, organisation, shown.skills_by, figures)


def _short(row: Mapping[str, Any]) -> bool:
    return bool(row["needed"]) and row["cover"] < row["needed"]


def _sorted_people(people: list[str], organisation: Organisation, by: str, figures: Figures) -> list[str]:
    if by == "name":
        return sorted(people, key=lambda name: folded(organisation.people[name].name))
    if by in ("fewest", "most"):
        sign = 1 if by == "fewest" else -1
        return sorted(people, key=lambda name: sign * figures[name]["breadth"] if name in figures else 0)
    return people


def _sorted_skills(skills: list[str], organisation: Organisation, by: str, figures: Figures) -> list[str]:
    if by == "name":
        return sorted(skills, key=lambda name: folded(organisation.skills[name].name))
    if by == "group":
        return sorted(skills, key=lambda name: folded(organisation.skills[name].group))
    if by == "fewest":
        return sorted(skills, key=lambda name: figures[name]["cover"] if name in figures else 0)
    return skills


def _sought(names: Iterable[str], words: str, name_of: Callable[[str], str]) -> list[str]:
    """Those whose name holds every word, accents and capitals aside."""
    parts = folded(words).split()
    return [name for name in names if all(part in folded(name_of(name)) for part in parts)]
