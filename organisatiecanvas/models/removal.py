"""What goes with a row when it is deleted, and what merely lets go of it."""

from __future__ import annotations

from typing import Any

from organisatiecanvas.models.mapping import Row
from organisatiecanvas.models.organisation import (
    Decision,
    Machine,
    Order,
    Organisation,
    Person,
    Role,
    Skill,
    Unit,
    Variant,
    below,
)


def doomed_by(organisation: Organisation, row: Row) -> list[Row]:
    """The rows to delete with this one, innermost first; references from rows that stay are cleared at once."""
    doomed: dict[int, Row] = {}
    _gather(organisation, row, doomed)
    gone = list(doomed.values())
    _let_go(organisation, gone, set(doomed))
    return list(reversed(gone))


def _gather(organisation: Organisation, row: Row, doomed: dict[int, Row]) -> None:
    for item in below([row]):
        if id(item) in doomed:
            continue
        doomed[id(item)] = item
        for dependent in _dependents(organisation, item):
            _gather(organisation, dependent, doomed)


def _dependents(organisation: Organisation, row: Row) -> list[Row]:
    """Rows that make no sense without this one."""
    if isinstance(row, Unit):
        return _of_unit(row.owner, row.id)
    if isinstance(row, Role):
        return [item for item in row.owner.surveys.values() if item.group == row.id] + _authorities(row.owner, row.id)
    if isinstance(row, Person):
        return _of_person(organisation, row.id)
    if isinstance(row, Skill):
        needs = [
            need
            for variant in organisation.variants.values()
            for unit in variant.units.values()
            for need in unit.skills.values()
        ]
        mastered: list[Any] = [*organisation.mastery.values(), *organisation.assessments.values()]
        return [item for item in [*mastered, *needs] if item.skill == row.id]
    if isinstance(row, Order):
        links = [link for variant in organisation.variants.values() for link in variant.links.values()]
        return [link for link in links if link.order == row.id]
    return []


def _of_unit(variant: Variant, unit: str) -> list[Row]:
    found: list[Row] = [item for item in variant.units.values() if item.parent == unit]
    found += [item for item in variant.roles.values() if item.unit == unit]
    found += [item for item in variant.tasks.values() if item.unit == unit]
    found += [item for item in variant.links.values() if unit in (item.from_, item.to_)]
    found += [item for item in variant.decisions.values() if item.about == unit]
    found += [item for item in variant.disturbances.values() if item.unit == unit]
    found += [item for item in variant.surveys.values() if item.group == unit]
    return found + _authorities(variant, unit)


def _authorities(variant: Variant, party: str) -> list[Row]:
    return [item.authority[party] for item in variant.decisions.values() if party in item.authority]


def _of_person(organisation: Organisation, person: str) -> list[Row]:
    found: list[Row] = [item for item in organisation.mastery.values() if item.person == person]
    found += [item for item in organisation.assessments.values() if item.person == person]
    found += [item for item in organisation.absences.values() if item.person == person]
    roles = [role for variant in organisation.variants.values() for role in variant.roles.values()]
    return found + [role.holders[person] for role in roles if person in role.holders]


def _let_go(organisation: Organisation, gone: list[Row], ids: set[int]) -> None:
    for row in gone:
        if isinstance(row, (Unit, Role, Decision)):
            _clear_in_variant(row.owner, row, ids)
        elif isinstance(row, Machine):
            tasks = [task for task in row.owner.owner.tasks.values() if task.unit == row.unit]
            _clear(tasks, "machine", row.id, ids)
        else:
            _clear_everywhere(organisation, row, ids)
    _clear_actions(organisation, gone, ids)


def _clear_in_variant(variant: Any, row: Any, ids: set[int]) -> None:
    for decision in variant.decisions.values():
        for name in ("sensor", "judge", "actor"):
            _clear([decision], name, row.id, ids)
    _clear(variant.disturbances.values(), "escalates_to", row.id, ids)
    for meeting in variant.meetings.values():
        name = "decisions" if isinstance(row, Decision) else "participants"
        _drop(meeting, name, row.id, ids)
    if isinstance(row, Role):
        _clear(variant.tasks.values(), "role", row.id, ids)


def _clear_everywhere(organisation: Organisation, row: Any, ids: set[int]) -> None:
    for variant in organisation.variants.values():
        if isinstance(row, Person):
            _drop(variant, "bench", row.id, ids)
            _drop(variant, "leavers", row.id, ids)
        elif isinstance(row, Skill):
            _clear(variant.tasks.values(), "skill", row.id, ids)
            _clear(variant.disturbances.values(), "skill", row.id, ids)
        elif isinstance(row, Order):
            _clear(variant.tasks.values(), "order", row.id, ids)
        elif isinstance(row, Variant):
            _clear([variant], "based_on", row.id, ids)
    if isinstance(row, Variant):
        _clear(organisation.actions.values(), "variant", row.id, ids)
        for name in ("before", "after"):
            _clear([organisation.dossier], name, row.id, ids)


def _clear(rows: Any, name: str, identity: str, ids: set[int]) -> None:
    for row in rows:
        if id(row) not in ids and getattr(row, name) == identity:
            setattr(row, name, None)


def _drop(row: Any, name: str, identity: str, ids: set[int]) -> None:
    if id(row) not in ids and identity in getattr(row, name):
        setattr(row, name, tuple(item for item in getattr(row, name) if item != identity))


def _clear_actions(organisation: Organisation, gone: list[Row], ids: set[int]) -> None:
    """An action stays when what it is about goes; it then stands by itself."""
    names = {row.identity for row in gone if isinstance(row.identity, str)}
    for action in organisation.actions.values():
        if id(action) not in ids and action.about in names and not _survives(organisation, ids, action):
            action.about = None


def _survives(organisation: Organisation, ids: set[int], action: Any) -> bool:
    """Whether what an action is about is still there once the rows in `ids` are gone."""
    variants = [organisation.variants[action.variant]] if action.variant else list(organisation.variants.values())
    places = [getattr(organisation, name) for name in ("people", "skills", "orders", "variants")]
    places += [getattr(variant, part) for variant in variants if id(variant) not in ids for part in Variant.PARTS]
    return any(action.about in place and id(place[action.about]) not in ids for place in places)
