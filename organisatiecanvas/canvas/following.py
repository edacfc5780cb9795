"""Which elements of a variant a change of the model touches."""

from __future__ import annotations

from dataclasses import dataclass, field

from organisatiecanvas.models.changes import Change, RowChange
from organisatiecanvas.models.organisation import Variant


@dataclass
class Touched:
    """Ids of elements that may look otherwise now, came or went; `everything` keeps the order of the model."""

    units: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    wiring: bool = False
    everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.units or self.links or self.notes)


def touched(change: Change, variant: Variant, *, loose: bool) -> Touched:
    """What a change touches in this variant; `loose` says that units without a box were placed around each other."""
    what = Touched()
    people: set[str] = set()
    moved = False
    for row in change.rows:
        own = row.key[:1] == (variant.id,)
        if row.collection == "units" and own:
            _unit(what, row, variant)
        elif row.collection == "roles" and own:
            what.units |= {values["unit"] for values in (row.before, row.after) if values and "unit" in values}
            role = variant.roles.get(row.key[1])
            if role is not None:
                what.units.add(role.unit)
        elif row.collection == "holders" and own:
            role = variant.roles.get(row.key[1])
            if role is not None:
                what.units.add(role.unit)
        elif row.collection == "links" and own:
            what.links.add(row.key[1])
        elif row.collection == "notes" and own:
            what.notes.add(row.key[1])
        elif row.collection == "people":
            people.add(row.key[0])
        elif row.collection == "orders":
            what.links |= {link.id for link in variant.links.values() if link.kind == "order"}
    if people:
        what.units |= {role.unit for role in variant.roles.values() if people.intersection(role.holders)}
    moved = any(row.collection in ("units", "roles", "links", "notes") for row in change.rows)
    if moved and (loose or any(unit.box is None for unit in variant.units.values())):
        what.units |= variant.units.keys()
        what.notes |= variant.notes.keys()
    for unit in list(what.units):  # counts of people go up to what is around
        parent = variant.units[unit].parent if unit in variant.units else None
        while parent is not None and parent not in what.units:
            what.units.add(parent)
            parent = variant.units[parent].parent
    return what


def _unit(what: Touched, row: RowChange, variant: Variant) -> None:
    unit = row.key[1]
    what.units.add(unit)
    if "name" in row.fields:  # links tell in their tooltip what they join
        what.links |= {link.id for link in variant.links.values() if unit in (link.from_, link.to_)}
    if "parent" in row.fields:
        for values in (row.before, row.after):
            parent = (values or {}).get("parent")
            while parent is not None and parent in variant.units:
                what.units.add(parent)
                parent = variant.units[parent].parent
        _inside(what, unit, variant)


def _inside(what: Touched, unit: str, variant: Variant) -> None:
    """All that lies in a unit: it is one container deeper or less deep."""
    waiting = [unit]
    while waiting:
        outer = waiting.pop()
        inner = [other.id for other in variant.units.values() if other.parent == outer and other.id not in what.units]
        what.units.update(inner)
        waiting.extend(inner)
