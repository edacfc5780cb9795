"""The was-wordt list that works councils ask for: functions, teams, FTE and decisions (method.md 8)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, TypedDict

from organisatiecanvas.models.analysis import variant_of
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.comparison.elements import Element, Status, compare_elements, holders_of
from organisatiecanvas.models.comparison.wording import Wording, field_words
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Organisation

Part = Literal["functions", "teams", "fte", "decisions"]
_PARTS: dict[Part, str] = {"functions": "roles", "teams": "units"}
ALIKE = 1e-9  # hours a week
Hours = dict[str, dict[str, float]]  # id of a role or unit → person → hours a week


class WasBecomes(TypedDict):
    """One line. `was` and `becomes` are words, of `fte` numbers; None where there was or will be nothing.

    `actions` are the ids of the actions about the element; `people` how many people the line concerns: holders of the
    function, own people of the team, those whose hours differ, those who have another say in the decision.
    """

    part: Part
    collection: str
    id: str
    name: str
    status: Status
    was: str | float | None
    becomes: str | float | None
    actions: list[str]
    people: int


def was_wordt(organisation: Organisation, before: str, after: str, *, counted: bool = True) -> list[WasBecomes]:
    """What differs between two variants (their ids): functions, then teams, then FTE, then decisions.

    FTE are role hours of holders / `rules.hours_per_week`, per function, per unit (its own people) and, always, for the
    whole variant. Customers, suppliers and other external units and their roles are left out. `counted=False`: the
    words don't tell how many people hold a function, for one with few holders is known by it. Raises OrganisationError
    for an unknown variant.
    """
    sides = [Basis(organisation, variant_of(organisation, identity)) for identity in (before, after)]
    return _List(sides[0], sides[1], counted=counted).lines()


class _List:
    def __init__(self, before: Basis, after: Basis, *, counted: bool) -> None:
        self.before, self.after = before, after
        self.wordings = Wording(before, counted=counted), Wording(after, counted=counted)
        self.actions: dict[str, list[str]] = {}
        sides = {None, before.variant.id, after.variant.id}
        for action in before.organisation.actions.values():
            if action.about is not None and action.variant in sides:
                self.actions.setdefault(action.about, []).append(action.id)

    def lines(self) -> list[WasBecomes]:
        elements = [item for item in compare_elements(self.before.variant, self.after.variant) if self._ours(item)]
        differing = [item for item in elements if item["status"] != "unchanged"]
        return [
            *self._described("functions", differing, self._holders),
            *self._described("teams", differing, self._own_people),
            *self._fte(elements),
            *self._decisions(differing),
        ]

    def _ours(self, element: Element) -> bool:
        """Whether it is a part of the organisation itself before or after, not only of a customer or supplier."""
        for basis in (self.before, self.after):
            row = getattr(basis.variant, element["collection"]).get(element["id"])
            if row is None:
                continue
            if element["collection"] == "roles":
                row = basis.variant.units[row.unit]
            if getattr(row, "kind", "") != "external":
                return True
        return False

    def _described(
        self, part: Part, elements: Sequence[Element], people: Callable[[str], set[str]]
    ) -> Iterator[WasBecomes]:
        for element in elements:
            if element["collection"] == _PARTS[part]:
                yield self._line(part, element, len(people(element["id"])))

    def _line(self, part: Part, element: Element, people: int) -> WasBecomes:
        collection, identity = element["collection"], element["id"]
        rows = [getattr(basis.variant, collection).get(identity) for basis in (self.before, self.after)]
        was = self.wordings[0].element(collection, rows[0], rows[1], element["fields"])
        becomes = self.wordings[1].element(collection, rows[1], rows[0], element["fields"])
        if was == becomes and becomes is not None:
            # The same number of other people, say: the words don't show it, so the fields are named.
            becomes = _("{words}; other: {fields}").format(words=becomes, fields=field_words(element["fields"]))
        return {
            "part": part,
            "collection": collection,
            "id": identity,
            "name": self._name(collection, identity),
            "status": element["status"],
            "was": was,
            "becomes": becomes,
            "actions": self.actions.get(identity, []),
            "people": people,
        }

    def _name(self, collection: str, identity: str) -> str:
        for basis in (self.after, self.before):
            row = getattr(basis.variant, collection).get(identity)
            if row is not None:
                return str(row.name)
        return identity

    def _holders(self, role: str) -> set[str]:
        return {person for basis in (self.before, self.after) for person in holders_of(basis, role)}

    def _own_people(self, unit: str) -> set[str]:
        return {person for basis in (self.before, self.after) for person in basis.own_people.get(unit, ())}

    def _fte(self, elements: Sequence[Element]) -> Iterator[WasBecomes]:
        for collection, kind in (("roles", _role_hours), ("units", _unit_hours)):
            hours = kind(self.before), kind(self.after)
            for element in elements:
                if element["collection"] == collection:
                    yield from self._fte_line(collection, element["id"], hours)
        total = _total_hours(self.before), _total_hours(self.after)
        everyone = self.before.variant.id, self.after.variant.id
        was, becomes = (self._as_fte(sum(hours.values())) for hours in total)
        yield {
            "part": "fte",
            "collection": "variants",
            "id": everyone[1],
            "name": _("In all"),
            "status": "changed" if _differ(*total) else "unchanged",
            "was": was,
            "becomes": becomes,
            "actions": [action for variant in dict.fromkeys(everyone) for action in self.actions.get(variant, [])],
            "people": _differ(*total),
        }

    def _fte_line(self, collection: str, identity: str, hours: tuple[Hours, Hours]) -> Iterator[WasBecomes]:
        there = [identity in getattr(basis.variant, collection) for basis in (self.before, self.after)]
        mine, theirs = (side.get(identity, {}) for side in hours)
        one, other = sum(mine.values()), sum(theirs.values())
        if all(there) and math.isclose(one, other, rel_tol=ALIKE, abs_tol=ALIKE):
            return
        if not mine and not theirs:
            return  # an empty frame that comes or goes has no FTE to tell
        yield {
            "part": "fte",
            "collection": collection,
            "id": identity,
            "name": self._name(collection, identity),
            "status": "changed" if all(there) else "removed" if there[0] else "new",
            "was": self._as_fte(one) if there[0] else None,
            "becomes": self._as_fte(other) if there[1] else None,
            "actions": self.actions.get(identity, []),
            "people": _differ(mine, theirs),
        }

    def _as_fte(self, hours: float) -> float | None:
        week = self.before.organisation.rules.hours_per_week
        return hours / week if week else None

    def _decisions(self, elements: Sequence[Element]) -> Iterator[WasBecomes]:
        for element in elements:
            if element["collection"] == "decisions":
                yield self._line("decisions", element, len(self._other_say(element["id"])))

    def _other_say(self, decision: str) -> set[str]:
        """People of the parties whose part in a decision differs; of all its parties where it is new or gone."""
        earlier, later = _says(self.before, decision), _says(self.after, decision)
        found: set[str] = set()
        for party in earlier.keys() | later.keys():
            if earlier.get(party) != later.get(party):
                for basis, says in ((self.before, earlier), (self.after, later)):
                    found.update(_people(basis, party) if party in says else ())
        return found


def _says(basis: Basis, decision: str) -> dict[str, set[str]]:
    """Party → its parts in a decision: a mode of authority, or a place in the control loop."""
    row = basis.variant.decisions.get(decision)
    found: dict[str, set[str]] = {}
    if row is not None:
        for entry in row.authority.values():
            found.setdefault(entry.party, set()).add(entry.mode)
        for place in ("sensor", "judge", "actor"):
            party = getattr(row, place)
            if party is not None:
                found.setdefault(party, set()).add(place)
    return found


def _people(basis: Basis, party: str) -> list[str]:
    """A unit stands for its people, those below it included; a role for its holders."""
    return basis.people[party] if party in basis.variant.units else holders_of(basis, party)


def _role_hours(basis: Basis) -> Hours:
    found: Hours = {}
    for (role, person), hours in basis.role_hours.items():
        found.setdefault(role, {})[person] = hours
    return found


def _unit_hours(basis: Basis) -> Hours:
    found: Hours = {}
    for (unit, person), hours in basis.unit_hours.items():
        found.setdefault(unit, {})[person] = hours
    return found


def _total_hours(basis: Basis) -> dict[str, float]:
    found: dict[str, float] = {}
    for (_role, person), hours in basis.role_hours.items():
        found[person] = found.get(person, 0.0) + hours
    return found


def _differ(one: dict[str, float], other: dict[str, float]) -> int:
    """How many people have other hours; hours 0 and no place at all differ too."""
    people = one.keys() | other.keys()
    return sum(
        (person in one) != (person in other)
        or not math.isclose(one.get(person, 0.0), other.get(person, 0.0), rel_tol=ALIKE, abs_tol=ALIKE)
        for person in people
    )
