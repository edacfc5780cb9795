"""Who has a place in a variant, who waits for one, and whether the heads add up (method.md 8, scenarios 43 and 52).

A place is a role that somebody holds, not as a backup. Hours are those of method.md: given hours count as given, the
roles without hours share equally what is left of the contract, so that totals never count anybody twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from organisatiecanvas.models.language import _, decimal, ngettext

SLACK = 1e-6  # hours


class Held(NamedTuple):
    """One role of a person; `hours` a week, or None where they follow from what is left."""

    role: str
    hours: float | None
    backup: bool


class Places:
    """Who holds what in one variant, gathered in one pass; for live rows and for snapshots."""

    def __init__(self, organisation: Any, variant: Any) -> None:
        self.organisation, self.variant = organisation, variant
        self.held: dict[str, list[Held]] = {}
        # Roles of customers and suppliers are no place in the organisation and take no hours.
        self._outside = {unit.id for unit in variant.units.values() if unit.kind == "external"}
        for role in variant.roles.values():
            if role.holders:
                name, outside = role.id, bool(self._outside) and role.unit in self._outside
                for person, holder in role.holders.items():
                    self.held.setdefault(person, []).append(Held(name, holder.hours_per_week, outside or holder.backup))
        self.settled = {person for person in self.held if self._settled(person)}

    def _settled(self, person: str) -> bool:
        return any(not held.backup for held in self.held.get(person, ()))

    def update(self, people: Iterable[str]) -> None:
        """Read anew what these people hold; roles and units must be the same as before."""
        chosen = set(people)
        for person in chosen:
            self.held.pop(person, None)
        for role in self.variant.roles.values():
            for person in chosen.intersection(role.holders):
                holder = role.holders[person]
                outside = role.unit in self._outside
                self.held.setdefault(person, []).append(Held(role.id, holder.hours_per_week, outside or holder.backup))
        self.settled -= chosen
        self.settled |= {person for person in chosen if self._settled(person)}

    def roles(self, person: str) -> list[str]:
        """The roles in which somebody has a place, in document order."""
        return [held.role for held in self.held.get(person, ()) if not held.backup]

    def has_place(self, person: str) -> bool:
        return person in self.settled

    def contract(self, person: str) -> float:
        """Hours a week."""
        return float(self.organisation.people[person].hours_per_week)

    def hours(self, person: str) -> dict[str, float]:
        """Role id → hours a week that the person gives it; backups give none."""
        own = [held for held in self.held.get(person, ()) if not held.backup]
        left = max(0.0, self.contract(person) - sum(held.hours for held in own if held.hours is not None))
        open_ = sum(held.hours is None for held in own)
        return {held.role: left / open_ if held.hours is None else held.hours for held in own}

    def placed(self, person: str) -> float:
        """Hours a week in all roles together."""
        return sum(self.hours(person).values())

    def over(self, person: str) -> bool:
        """Whether somebody is placed for more hours than the contract has."""
        return self.placed(person) > self.contract(person) + SLACK

    def squeezed(self, person: str) -> bool:
        """Whether a role without given hours gets none, because others take the whole contract."""
        return any(hours <= SLACK for hours in self.hours(person).values()) and self.contract(person) > 0

    def waiting(self) -> list[str]:
        """People without a place: those on the bench, and those without a role while others have one; no leavers."""
        people = self.organisation.people
        listed = [person for person in self.variant.bench if person in people]
        if not self.settled:
            return listed
        elsewhere = self.settled.union(self.variant.leavers, listed)
        return listed + [person for person in people if person not in elsewhere]

    def warning(self, person: str) -> str:
        """What is wrong with somebody's hours, as a sentence; empty when nothing is."""
        name, contract = self.organisation.people[person].name, self.contract(person)
        full_time = self.organisation.rules.hours_per_week
        if self.over(person):
            placed = self.placed(person)
            values = {"person": name, "hours": decimal(placed), "contract": decimal(contract)}
            if full_time > 0:
                fte = decimal(placed / full_time)
                return _("{person} is placed for {hours} of {contract} hours a week: {fte} FTE.").format(
                    **values, fte=fte
                )
            return _("{person} is placed for {hours} of {contract} hours a week.").format(**values)
        if self.squeezed(person):
            return _("{person} has no hours left for one of the roles: the others take all {contract}.").format(
                person=name, contract=decimal(contract)
            )
        return ""


@dataclass(frozen=True)
class Heads:
    """Heads of a redesign against the organisation as it is: `before` + `joined` = `placed` + `bench` + `leavers`.

    `before` and `joined` are None where there is nothing to compare with. `double` are people counted twice at the
    right, such as somebody on the bench who has a place.
    """

    before: int | None
    joined: int | None
    placed: int
    bench: int
    leavers: int
    double: tuple[str, ...]

    @property
    def right(self) -> int:
        return self.placed + self.bench + self.leavers

    @property
    def adds_up(self) -> bool:
        return not self.double and (self.before is None or self.before + (self.joined or 0) == self.right)


def heads(now: Places, before: Places | None) -> Heads:
    """Count heads in a variant, against those of what it is based on (`base_of`)."""
    bench, leavers = now.waiting(), now.variant.leavers
    waiting = set(bench)
    double = tuple(
        person
        for person in dict.fromkeys((*now.variant.bench, *leavers))
        if (person in now.settled) + (person in waiting) + (person in leavers) > 1
    )
    if before is None:
        return Heads(None, None, len(now.settled), len(bench), len(leavers), double)
    everyone = now.settled.union(bench, leavers)
    joined = len(everyone - before.settled)
    return Heads(len(before.settled), joined, len(now.settled), len(bench), len(leavers), double)


def base_of(organisation: Any, variant: Any) -> Any | None:
    """The organisation as it is, for a redesign: what it is based on where that is current, else the first current."""
    if variant.kind != "redesign":
        return None
    variants = organisation.variants
    based_on = variants.get(variant.based_on or "")
    if based_on is not None and based_on.kind == "current":
        return based_on
    return next((one for one in variants.values() if one.kind == "current"), None)


def waiting_note(organisation: Any, variants: Any) -> str:
    """What an export must warn of: «3 people have no place yet in SOLL 1.»; empty when nobody waits."""
    lines = []
    for variant in variants:
        count = len(Places(organisation, variant).waiting())
        if count:
            lines.append(
                ngettext(
                    "{count} person has no place yet in {variant}.",
                    "{count} people have no place yet in {variant}.",
                    count,
                ).format(count=count, variant=variant.name)
            )
    return "\n".join(lines)
