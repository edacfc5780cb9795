"""What became of every element between two variants, and of the people who work in them (method.md 8 and 12)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, Literal, TypedDict

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.mapping import json_name
from organisatiecanvas.models.organisation import LOOKS, PART_CLASSES, ROWS, Variant

Status = Literal["new", "removed", "moved", "changed", "unchanged"]
STATUSES: tuple[Status, ...] = ("new", "removed", "moved", "changed", "unchanged")
# The fields that say where an element stands, by collection: the collections that have elements, in their order.
PLACES: dict[str, tuple[str, ...]] = {
    "units": ("parent",),
    "roles": ("unit",),
    "tasks": ("unit",),
    "links": ("from_", "to_"),
    "decisions": ("about",),
    "disturbances": ("unit",),
    "meetings": (),
}


class Element(TypedDict):
    """`fields` are those that differ, by their JSON names, the place first; empty where one side has no element."""

    collection: str
    id: str
    status: Status
    fields: list[str]


class Headcount(TypedDict):
    """People with a role before and after (backups and external units left out), and where the others are after.

    `before` + `joined` = `in_roles` + those before who have no role after: on the bench, leavers or `unaccounted`.
    """

    before: int
    in_roles: int
    bench: int
    leavers: int
    joined: int
    unaccounted: list[str]


class _Comparer:
    """Compares rows of one collection by value, with the rows they hold; in which order these stand doesn't count."""

    def __init__(self, collection: str) -> None:
        cls = ROWS[collection]
        self.places = PLACES[collection]
        others = [name for name in cls.FIELDS if name not in (*cls.KEY, *LOOKS, *self.places)]
        self.names = [*self.places, *others]
        self.values = attrgetter(*self.names)
        self.parts = {part: attrgetter(*PART_CLASSES[collection, part].FIELDS) for part in cls.PARTS}

    def differing(self, one: Any, other: Any) -> list[str]:
        """The attributes that differ, the place first, then fields, then what the rows hold."""
        found: list[str] = []
        mine, theirs = self.values(one), self.values(other)
        if mine != theirs:
            found += [name for name, a, b in zip(self.names, mine, theirs, strict=True) if a != b]
        for part, values in self.parts.items():
            a, b = getattr(one, part), getattr(other, part)
            if a.keys() != b.keys() or any(values(row) != values(b[key]) for key, row in a.items()):
                found.append(part)
        return found


_COMPARERS = {collection: _Comparer(collection) for collection in PLACES}


def compare_elements(before: Variant, after: Variant) -> list[Element]:
    """Every element of either variant, once: those there were in their order, then the new ones, by collection."""
    return [element for collection in PLACES for element in _compare_collection(collection, before, after)]


def _compare_collection(collection: str, before: Variant, after: Variant) -> Iterator[Element]:
    comparer = _COMPARERS[collection]
    mine: Mapping[str, Any] = getattr(before, collection)
    theirs: Mapping[str, Any] = getattr(after, collection)
    for identity, row in mine.items():
        other = theirs.get(identity)
        if other is None:
            yield {"collection": collection, "id": identity, "status": "removed", "fields": []}
            continue
        names = comparer.differing(row, other)
        status: Status = "unchanged"
        if names:
            status = "moved" if names[0] in comparer.places else "changed"
        yield {"collection": collection, "id": identity, "status": status, "fields": [json_name(n) for n in names]}
    for identity in theirs:
        if identity not in mine:
            yield {"collection": collection, "id": identity, "status": "new", "fields": []}


def no_counts() -> dict[str, int]:
    """Every status with 0."""
    counts: dict[str, int] = dict.fromkeys(STATUSES, 0)
    return counts


def count(elements: Sequence[Element]) -> dict[str, int]:
    """How many elements have each status. All but `new` add up to the total before, all but `removed` to after."""
    counts = no_counts()
    for element in elements:
        counts[element["status"]] += 1
    return counts


def holders_of(basis: Basis, role: str) -> list[str]:
    """People who hold a role, backups left out; nobody where the variant has no such role or its unit is external."""
    row = basis.variant.roles.get(role)
    if row is None or basis.variant.units[row.unit].kind == "external":
        return []
    return [holder.person for holder in row.holders.values() if not holder.backup]


def roles_held(basis: Basis) -> dict[str, set[str]]:
    """Person → the roles held."""
    held: dict[str, set[str]] = {}
    for role in basis.variant.roles:
        for person in holders_of(basis, role):
            held.setdefault(person, set()).add(role)
    return held


def people_affected(before: Basis, after: Basis, elements: Sequence[Element]) -> list[str]:
    """Whose roles held differ, who hold a role or are own people of a unit that is not unchanged; in document order."""
    earlier, later = roles_held(before), roles_held(after)
    found = {person for person in earlier.keys() | later.keys() if earlier.get(person) != later.get(person)}
    for element in elements:
        if element["status"] == "unchanged":
            continue
        for basis in (before, after):
            if element["collection"] == "roles":
                found.update(holders_of(basis, element["id"]))
            elif element["collection"] == "units":
                found.update(basis.own_people.get(element["id"], ()))
    return [person for person in before.organisation.people if person in found]


def headcount(before: Basis, after: Basis) -> Headcount:
    """Where everyone who had a role is after; `bench` and `leavers` are the lengths of the later variant's lists."""
    earlier, later = roles_held(before).keys(), roles_held(after).keys()
    placed = {*later, *after.variant.bench, *after.variant.leavers}
    return {
        "before": len(earlier),
        "in_roles": len(later),
        "bench": len(after.variant.bench),
        "leavers": len(after.variant.leavers),
        "joined": len(later - earlier),
        "unaccounted": [name for name in before.organisation.people if name in earlier and name not in placed],
    }
