"""Rows of the outline: what each stands for, where it hangs, and which ones a change touches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.models.changes import Change

Key = tuple[str, str]  # units, roles, out, in (the two ends of a link), decisions, notes or group; and the id
ROOT: Key = ("group", "")
NOTES: Key = ("group", "notes")
DECIDING = "decisions of "


def deciding(unit: str) -> Key:
    """The heading over the decisions about a unit."""
    return ("group", DECIDING + unit)


def unit_deciding(key: Key) -> str | None:
    """The unit whose decisions stand under this heading; None for any other row."""
    return key[1].removeprefix(DECIDING) if key[0] == "group" and key[1].startswith(DECIDING) else None


def ref_of(key: Key) -> Ref | None:
    """The element that a row shows; None for a heading."""
    collection = {"out": "links", "in": "links"}.get(key[0], key[0])
    return Ref(collection, key[1]) if collection != "group" else None


def key_of(ref: Ref) -> Key:
    """The row that shows an element; of a link the end where it begins."""
    return ("out" if ref.collection == "links" else ref.collection, ref.id)


def unit_of(key: Key, variant: Any) -> str | None:
    """The unit that a row is or hangs under; None for the notes and what is gone."""
    ref = ref_of(key)
    if ref is None:
        return unit_deciding(key)
    if ref.collection in ("units", "notes"):
        return ref.id if ref.collection == "units" else None
    row = getattr(variant, ref.collection).get(ref.id)
    home = {"roles": "unit", "decisions": "about"}.get(ref.collection) or ("from_" if key[0] == "out" else "to_")
    return str(getattr(row, home)) if row is not None else None


def path_to(key: Key, variant: Any) -> list[Key]:
    """The rows to unfold one after the other until this one is there."""
    if key[0] == "notes":
        return [NOTES]
    unit = unit_of(key, variant)
    if key[0] == "units":
        unit = variant.units[key[1]].parent
    path: list[Key] = [("units", one) for one in reversed(list(chain(variant, unit)))] if unit else []
    return [*path, deciding(unit)] if key[0] == "decisions" and unit is not None else path


def chain(variant: Any, unit: str) -> Iterator[str]:
    """A unit, the one around it, and so on."""
    seen: set[str] = set()
    now: str | None = unit
    while now is not None and now in variant.units and now not in seen:
        seen.add(now)
        yield now
        now = variant.units[now].parent


def _taken_by(variant: Any, party: str) -> list[str]:
    """The decisions in which a unit or role takes part."""
    return [row.id for row in variant.decisions.values() if any(one.party == party for one in row.authority.values())]


def affected(change: Change, variant: Any) -> tuple[dict[Key, None], dict[Key, None]]:
    """Rows under which something came or went, and rows that may say something else."""
    parents: dict[Key, None] = {}
    rows: dict[Key, None] = {}
    for row in change.rows:
        if row.key[:1] != (variant.id,):
            continue
        values = [part for part in (row.before, row.after) if part]
        if row.collection == "units":
            unit = row.key[1]
            rows[("units", unit)] = None
            homes = {part["parent"] for part in values if "parent" in part}
            parents.update(dict.fromkeys(("units", home) if home else ROOT for home in homes))
            if "name" in row.fields:
                rows.update(dict.fromkeys(("decisions", one) for one in _taken_by(variant, unit)))
                for link in variant.links.values():
                    if unit in (link.from_, link.to_):
                        rows.update({("out", link.id): None, ("in", link.id): None})
                        rows.update({("units", link.from_): None, ("units", link.to_): None})
        elif row.collection in ("roles", "holders"):
            role = variant.roles.get(row.key[1])
            homes = {part["unit"] for part in values if "unit" in part} | ({role.unit} if role else set())
            parents.update(dict.fromkeys(("units", home) for home in homes))
            rows[("roles", row.key[1])] = None
            if row.collection == "roles" and "name" in row.fields:
                rows.update(dict.fromkeys(("decisions", one) for one in _taken_by(variant, row.key[1])))
        elif row.collection == "links":
            link = variant.links.get(row.key[1])
            ends = {part[end] for part in values for end in ("from_", "to_") if end in part}
            ends |= {link.from_, link.to_} if link else set()
            parents.update(dict.fromkeys(("units", end) for end in ends))
            rows.update({("out", row.key[1]): None, ("in", row.key[1]): None})
        elif row.collection in ("decisions", "authorities"):
            decision = variant.decisions.get(row.key[1])
            homes = {part["about"] for part in values if "about" in part} | ({decision.about} if decision else set())
            for home in homes:
                parents.update({("units", home): None, deciding(home): None})
                rows[deciding(home)] = None
            rows[("decisions", row.key[1])] = None
        elif row.collection == "notes":
            parents.update({ROOT: None, NOTES: None})
            rows.update({NOTES: None, ("notes", row.key[1]): None})
    for key in [*parents, *rows]:  # counts of people go up to what is around
        if key[0] == "units" and key[1] in variant.units:
            rows.update(dict.fromkeys(("units", unit) for unit in chain(variant, key[1])))
    return parents, rows
