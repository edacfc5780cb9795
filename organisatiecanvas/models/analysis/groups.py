"""People in groups that are large enough to hide each of them: for whatever is shown without names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.language import _


class Group(NamedTuple):
    """`unit` is the id of the unit they are of; empty where units were put together or people have none."""

    unit: str
    name: str
    people: frozenset[str]


def groups(basis: Basis, people: Iterable[str], smallest: int, nowhere: str = "") -> list[Group]:
    """These people, each in one group of at least `smallest`: that of the first unit they have a role in.

    Groups that are smaller go up to the unit they are in, and then together, with the smallest of the others for as
    long as they are too small still, so that no difference of shown counts isolates fewer; empty when the people are
    fewer altogether. `nowhere` is what those without a unit are called. `smallest` 1: a group for every unit.
    """
    kept, rest = _gathered(basis, people, smallest)
    while rest and len(rest) < smallest and kept:
        rest |= kept.pop(min(kept, key=lambda name: len(kept[name])))
    units = basis.variant.units
    shown = [_group(basis, unit, kept[unit]) for unit in units if unit in kept]
    if "" in kept:
        shown.append(Group("", nowhere or _("Everyone"), frozenset(kept[""])))
    if len(rest) >= smallest:
        shown.append(Group("", _("Other units together") if shown else _("Everyone"), frozenset(rest)))
    return shown


def _gathered(basis: Basis, people: Iterable[str], smallest: int) -> tuple[dict[str, set[str]], set[str]]:
    """People by unit where they are enough, and the rest; a few in a part of a unit count with that unit."""
    places = _first_units(basis)
    found: dict[str, set[str]] = {}
    for person in people:
        found.setdefault(places.get(person, ""), set()).add(person)
    rest: set[str] = set()
    units = basis.variant.units
    for name in sorted(units, key=lambda unit: -_depth(basis, unit)):  # parts before the whole
        members = found.get(name, set())
        if members and len(members) < smallest:
            del found[name]
            parent = units[name].parent
            if parent is not None and units[parent].kind != "external":
                found.setdefault(parent, set()).update(members)
            else:
                rest |= members
    if len(found.get("", ())) < smallest:
        rest |= found.pop("", set())
    return found, rest


def _depth(basis: Basis, unit: str) -> int:
    """In how many units it lies."""
    parent = basis.variant.units[unit].parent
    return 0 if parent is None else 1 + _depth(basis, parent)


def _group(basis: Basis, unit: str, people: set[str]) -> Group:
    name = basis.variant.units[unit].name
    whole = set(basis.people[unit]) <= people
    return Group(
        unit,
        name if whole or people <= set(basis.own_people[unit]) else _("{unit}, other parts").format(unit=name),
        frozenset(people),
    )


def _first_units(basis: Basis) -> dict[str, str]:
    """Person → the first unit, in document order, in which they hold a role."""
    found: dict[str, str] = {}
    for unit in basis.internal_units:
        for person in basis.own_people[unit.id]:
            found.setdefault(person, unit.id)
    return found
