"""Which elements of a variant a change of the model touches."""

from __future__ import annotations

from dataclasses import dataclass, field

from organisatiecanvas.models.changes import Change, RowChange
from organisatiecanvas.models.lookup import Lookup, lookup
from organisatiecanvas.models.organisation import Organisation, Variant


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


def touched(change: Change, organisation: Organisation, variant: Variant, *, loose: bool) -> Touched:
    """What a change touches in this variant; `loose` says that units without a box were placed around each other."""
    what = Touched()
    people: set[str] = set()
    moved = False
    for row in change.rows:
        own = row.key[:1] == (variant.id,)
        if row.collection == "units" and own:
            _unit(what, row, variant, lookup(organisation, variant))
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
    if moved and (loose or _without_box(change, variant)):
        what.units |= variant.units.keys()
        what.notes |= variant.notes.keys()
    for unit in list(what.units):  # counts of people go up to what is around
        parent = variant.units[unit].parent if unit in variant.units else None
        while parent is not None and parent not in what.units:
            what.units.add(parent)
            parent = variant.units[parent].parent
    return what


def _without_box(change: Change, variant: Variant) -> bool:
    """Whether a unit of this change has no box now."""
    units = (variant.units.get(row.key[1]) for row in change.rows if row.collection == "units" and len(row.key) > 1)
    return any(unit is not None and unit.box is None for unit in units)


def _unit(what: Touched, row: RowChange, variant: Variant, known: Lookup) -> None:
    unit = row.key[1]
    what.units.add(unit)
    if "name" in row.fields:  # links tell in their tooltip what they join
        what.links |= {link.id for link in known.links.get(unit, ())}
    if "parent" in row.fields:
        for values in (row.before, row.after):
            parent = (values or {}).get("parent")
            while parent is not None and parent in variant.units:
                what.units.add(parent)
                parent = variant.units[parent].parent
        _inside(what, unit, known)


def _inside(what: Touched, unit: str, known: Lookup) -> None:
    """All that lies in a unit: it is one container deeper or less deep."""
    waiting = [unit]
    while waiting:
        outer = waiting.pop()
        inner = [other for other in known.inside.get(outer, ()) if other not in what.units]
        what.units.update(inner)
        waiting.extend(inner)
