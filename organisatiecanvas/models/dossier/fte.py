"""FTE before and after of groups that are large enough, for a dossier without names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from organisatiecanvas.models.dossier.content import Cell
from organisatiecanvas.models.dossier.facts import Facts
from organisatiecanvas.models.language import _


@dataclass
class _Place:
    """Hours a week and the people who work them, before and after."""

    name: str
    hours: list[float] = field(default_factory=lambda: [0.0, 0.0])
    people: tuple[set[str], set[str]] = field(default_factory=lambda: (set(), set()))

    def hides(self, smallest: int) -> bool:
        return all(not people or len(people) >= smallest for people in self.people)

    def take(self, other: _Place) -> None:
        for side in (0, 1):
            self.hours[side] += other.hours[side]
            self.people[side].update(other.people[side])


def fte_rows(facts: Facts) -> Iterator[tuple[Cell, ...]]:
    """Name, «team», FTE before, FTE after: per unit, small ones together until they are large enough, and in all.

    Nothing per function, for what is left of a unit would tell the hours of one person. Nothing at all where fewer than
    `minimum_group` people have a role.
    """
    week, smallest = facts.organisation.rules.hours_per_week, facts.smallest
    places = _places(facts)
    whole, rest = _Place(_("In all")), _Place(_("Other units together"))
    for place in places.values():
        whole.take(place)
    if not week or not whole.hides(smallest):
        return
    shown = []
    for place in places.values():
        if place.hides(smallest):
            shown.append(place)
        else:
            rest.take(place)
    while not rest.hides(smallest) and shown:
        least = min(shown, key=lambda place: len(place.people[0]) + len(place.people[1]))
        shown.remove(least)
        rest.take(least)
    if any(rest.people):
        shown.append(rest)
    for place in [*shown, whole] if len(shown) > 1 else [whole]:
        yield (
            place.name,
            None if place is whole else _("team"),
            *(hours / week if people else None for hours, people in zip(place.hours, place.people, strict=True)),
        )


def _places(facts: Facts) -> dict[str, _Place]:
    found: dict[str, _Place] = {}
    for side, basis in enumerate(facts.bases):
        for unit in basis.internal_units:
            people = basis.own_people[unit.id]
            if people:
                place = found.setdefault(unit.id, _Place(unit.name))
                place.people[side].update(people)
                place.hours[side] += sum(basis.unit_hours[unit.id, person] for person in people)
    return found
