"""What holders, bench and leavers would be after a drop of people: what `staffing` does, without doing it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from organisatiecanvas.models.organisation import Holder, Variant
from organisatiecanvas.models.places import Places
from organisatiecanvas.models.snapshot import Value, plain

Values = tuple[Value, ...]


def placed(variant: Variant, people: Sequence[str], role: str) -> Values:
    """After `staffing.place`: these people hold the role too."""
    now = _holders(variant, role)
    coming = [person for person in people if person not in now or now[person].backup]
    now |= {person: _holder(person, now[person].hours_per_week if person in now else None) for person in coming}
    return (Value("roles", role, "holders", now), *_lists(variant, coming))


def moved(variant: Variant, person: str, from_: str, to_: str, *, keep: bool) -> Values:
    """After `staffing.move`: from one role to another, or with `keep` into the other too."""
    source, target = _holders(variant, from_), _holders(variant, to_)
    holder = source[person]
    hours, backup = (None, False) if keep else (holder.hours_per_week, holder.backup)
    there = target.get(person)
    if there is None or (there.backup and not backup):
        target[person] = _holder(person, hours, backup=backup)
    found = [Value("roles", to_, "holders", target)]
    if not keep:
        del source[person]
        found.append(Value("roles", from_, "holders", source))
    return (*found, *(() if backup else _lists(variant, [person])))


def taken_out(variant: Variant, places: Places, person: str, role: str) -> Values:
    """After `staffing.take_out`: out of one role, onto the bench when no other place is left."""
    others = [one for one in places.roles(person) if one != role]
    waits = not others and not variant.roles[role].holders[person].backup
    return (_without(variant, [person], role), *(_lists(variant, [person], "bench") if waits else ()))


def out(variant: Variant, people: Sequence[str], listed: str) -> Values:
    """After `staffing.to_bench` or `mark_leavers`: out of every role; `listed` is «bench» or «leavers»."""
    held = [role.id for role in variant.roles.values() if any(person in role.holders for person in people)]
    return (*(_without(variant, people, role) for role in held), *_lists(variant, people, listed))


def _holders(variant: Variant, role: str) -> dict[str, Any]:
    return {person: plain(holder) for person, holder in variant.roles[role].holders.items()}


def _holder(person: str, hours: float | None, *, backup: bool = False) -> Any:
    return plain(Holder(person=person, hours_per_week=hours, backup=backup))


def _without(variant: Variant, people: Iterable[str], role: str) -> Value:
    gone = set(people)
    left = {person: holder for person, holder in _holders(variant, role).items() if person not in gone}
    return Value("roles", role, "holders", left)


def _lists(variant: Variant, people: Sequence[str], listed: str = "") -> list[Value]:
    """The bench and the leavers without these people, or with them on one of the two."""
    found = []
    for name in ("bench", "leavers"):
        before = getattr(variant, name)
        after = tuple(person for person in before if person not in people)
        if name == listed:
            after = (*before, *(person for person in people if person not in before))
        if after != before:
            found.append(Value("variants", variant.id, name, after))
    return found
