"""What rows are called on screen, what one line says of them, and what a reference can point to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from organisatiecanvas.desktop.values import number_text, plain_text
from organisatiecanvas.models import check
from organisatiecanvas.models.fields import Field
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.mapping import Row
from organisatiecanvas.models.organisation import COLLECTIONS, Organisation, Variant


def variant_of(row: Row) -> Variant | None:
    if isinstance(row, Variant):
        return row
    return next((owner for owner in row.owners() if isinstance(owner, Variant)), None)


def title(organisation: Organisation, row: Any) -> str:
    """What a row is called: its name, or the names of what it joins."""
    table = row.__tablename__
    if table == "links":
        units = row.owner.units
        ends = [units[end].name if end in units else end for end in (row.from_, row.to_)]
        return " → ".join(ends)
    if table == "requirements":
        return _name(organisation.skills, row.skill)
    if table in ("holders", "absences"):
        return _name(organisation.people, row.person)
    if table == "authorities":
        return party_name(row.owner.owner, row.party)
    if table == "mastery":
        return f"{_name(organisation.people, row.person)} · {_name(organisation.skills, row.skill)}"
    for name in ("name", "title", "text"):
        if name in row.FIELDS:
            words = " ".join(str(getattr(row, name)).split())
            return words if len(words) <= 60 else words[:59] + "…"
    return noun(row)


def noun(row: Row) -> str:
    """The kind of a row: «cell», «role», «order flow»."""
    kind = getattr(row, "kind", None)
    if row.__tablename__ in ("units", "links") and kind:
        return choice_label(kind, "kind")
    return _(check.NOUNS.get(row.__tablename__, row.__tablename__))


def _name(rows: dict[str, Any], identity: str) -> str:
    return rows[identity].name if identity in rows else identity


def party_name(variant: Any, identity: str | None) -> str:
    """The name of a unit or role; empty for none."""
    if identity is None:
        return ""
    for rows in (variant.units, variant.roles):
        if identity in rows:
            return rows[identity].name
    return identity


def summary(organisation: Organisation, row: Row) -> str:
    """What the inspector says of a row in one box."""
    writer = _SUMMARIES.get(row.__tablename__)
    return writer(organisation, row) if writer is not None else ""


def _role(organisation: Organisation, role: Any) -> str:
    main = [_name(organisation.people, item.person) for item in role.holders.values() if not item.backup]
    spare = [_name(organisation.people, item.person) for item in role.holders.values() if item.backup]
    words = ", ".join(main)
    if spare:
        words += " " + _("(backup: {names})").format(names=", ".join(spare))
    return words.strip() or _("nobody yet")


def _disturbance(_organisation: Organisation, row: Any) -> str:
    often = _("{count} × a week").format(count=number_text(row.per_week))
    if row.solved == "outside" and row.escalates_to:
        return f"{often} · {party_name(row.owner, row.escalates_to)}"
    return f"{often} · {choice_label(row.solved, 'solved')}"


def _task(organisation: Organisation, row: Any) -> str:
    if row.setup_minutes or row.run_minutes:
        words = _("{setup} + {run} min").format(setup=number_text(row.setup_minutes), run=number_text(row.run_minutes))
    else:
        words = _("{hours} h a week").format(hours=number_text(row.hours_per_week))
    return f"{_name(organisation.orders, row.order)} · {words}" if row.order else words


def _order(_organisation: Organisation, row: Any) -> str:
    words = _("{pieces} a week in lots of {lot}")
    return words.format(pieces=number_text(row.pieces_per_week), lot=number_text(row.lot_size))


def _decision(_organisation: Organisation, row: Any) -> str:
    deciding = [party_name(row.owner, item.party) for item in row.authority.values() if item.mode == "decides"]
    return ", ".join(deciding) or choice_label(row.level, "level")


def _machine(_organisation: Organisation, row: Any) -> str:
    return _("{count} of them").format(count=row.count)


def _requirement(_organisation: Organisation, row: Any) -> str:
    return ngettext("{count} person", "{count} people", row.people).format(count=row.people)


def _meeting(_organisation: Organisation, row: Any) -> str:
    often = _("{count} × a week").format(count=number_text(row.per_week))
    return f"{often} · " + _("{minutes} min").format(minutes=number_text(row.minutes))


def _holder(_organisation: Organisation, row: Any) -> str:
    if row.hours_per_week is None:
        words = _("equal share")
    else:
        words = _("{hours} h a week").format(hours=number_text(row.hours_per_week))
    return f"{words} · {_('backup')}" if row.backup else words


def _authority(_organisation: Organisation, row: Any) -> str:
    return choice_label(row.mode, "mode")


def _link(organisation: Organisation, row: Any) -> str:
    parts = [_name(organisation.orders, row.order) if row.order else choice_label(row.kind, "kind"), row.label]
    return " · ".join(part for part in parts if part)


_SUMMARIES = {
    "roles": _role,
    "disturbances": _disturbance,
    "tasks": _task,
    "orders": _order,
    "decisions": _decision,
    "machines": _machine,
    "requirements": _requirement,
    "meetings": _meeting,
    "holders": _holder,
    "authorities": _authority,
    "links": _link,
}


# -- references --------------------------------------------------------------------------------------------------


def options(organisation: Organisation, row: Row, field: Field) -> list[tuple[str, str]]:
    """What a reference can point to, as (id, name), in document order; never the row itself."""
    found: list[tuple[str, str]] = []
    for rows in _targets(organisation, row, field):
        found += [(item.id, item.name) for item in rows.values() if item is not row]
    return found


def option_name(organisation: Organisation, row: Row, field: Field, identity: Any) -> str | None:
    """What one of the `options` is called, without listing the others; None when it is none of them."""
    for rows in _targets(organisation, row, field):
        if identity in rows and rows[identity] is not row:
            return str(rows[identity].name)
    return None


def _targets(organisation: Organisation, row: Row, field: Field) -> Iterable[Mapping[str, Any]]:
    variant = variant_of(row)
    for name in field.refers:
        if name in COLLECTIONS:
            yield getattr(organisation, name)
        elif variant is None:
            yield {}
        elif name == "machines":
            unit = variant.units.get(getattr(row, "unit", ""))
            yield unit.machines if unit is not None else {}
        else:
            yield getattr(variant, name)


def value_text(organisation: Organisation, row: Row, name: str) -> str:
    """One field as a table shows it, references by name."""
    field, value = row.FIELDS[name], getattr(row, name)
    item = field.item if field.kind == "list" else field
    if item is not None and item.refers and value is not None:
        names = dict(options(organisation, row, item))
        if field.kind == "list":
            return ", ".join(names.get(one, one) for one in value)
        return names.get(value, value)
    if row.__tablename__ == "actions" and name == "about":
        return subject_name(organisation, value, row.variant)  # type: ignore[attr-defined]
    return plain_text(field, value, name.rstrip("_"))


def subject_name(organisation: Organisation, identity: str | None, variant: str | None) -> str:
    """The name of whatever element has this id, in the variant or the document; the id itself where none has."""
    if identity is None:
        return ""
    row = find_element(organisation, identity, variant)
    return title(organisation, row) if row is not None else identity


def find_element(
    organisation: Organisation, identity: str, variant: str | None, collection: str | None = None
) -> Row | None:
    """The element with this id: in the variant first, then in the document, then in other variants."""
    first = [organisation.variants[variant]] if variant in organisation.variants else []
    others = [item for item in organisation.variants.values() if item not in first]
    top = ("people", "skills", "orders", "variants", "actions")
    places: list[dict[Any, Any]] = []
    for item in first:
        places += [getattr(item, part) for part in Variant.PARTS if collection in (None, part)]
    places += [getattr(organisation, name) for name in top if collection in (None, name)]
    for item in others:
        places += [getattr(item, part) for part in Variant.PARTS if collection in (None, part)]
    return next((place[identity] for place in places if identity in place), None)
