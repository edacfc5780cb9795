"""Elements of one variant in words, for people who read what was and what becomes of it. No person is named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.comparison.elements import holders_of
from organisatiecanvas.models.fields import Field, is_share, parts_of
from organisatiecanvas.models.labels import choice_label, collection_label, field_label
from organisatiecanvas.models.language import _, decimal, ngettext, percent
from organisatiecanvas.models.mapping import json_name
from organisatiecanvas.models.organisation import MODES

# What the first words about an element already say.
SAID = {
    "units": frozenset({"name", "kind", "parent"}),
    "roles": frozenset({"name", "kind", "unit", "holders"}),
    "decisions": frozenset({"name", "about", "authority"}),
    "tasks": frozenset({"name", "unit"}),
    "links": frozenset({"from", "to"}),
    "disturbances": frozenset({"name", "unit"}),
    "meetings": frozenset({"name"}),
}


class Wording:
    """Words about the elements of one variant, in the language in use; `counted`: how many hold a role is told."""

    def __init__(self, basis: Basis, *, counted: bool = True) -> None:
        self.basis, self.counted = basis, counted

    def element(self, collection: str, row: Any, other: Any, fields: Iterable[str]) -> str | None:
        """What a row is and these of its fields, as far as they differ from the other's; parts are kept apart by «; ».

        Its name stands beside it wherever this is read, so that it is told only where the other has another one.
        None where there is no row.
        """
        if row is None:
            return None
        writers = {"units": self._unit, "roles": self._role, "decisions": self._decision}
        named = collection in writers and other is not None and row.name != other.name
        parts = [row.name] if named else []
        parts += writers[collection](row) if collection in writers else [self._placed(collection, row)]
        for name in fields:
            if name not in SAID[collection]:
                parts += self._field(row, other, name)
        return "; ".join(part.replace("; ", ";\u00a0") for part in parts)  # no mark between parts in a name or text

    def title(self, collection: str, row: Any) -> str:
        """What a row is called: links by their ends."""
        if collection == "links":
            ends = (self.name(["units"], end) for end in (row.from_, row.to_))
            return " → ".join(ends)
        return str(row.name)

    def _placed(self, collection: str, row: Any) -> str:
        title, unit = self.title(collection, row), getattr(row, "unit", None)
        return title if unit is None else _("{name} in {unit}").format(name=title, unit=self.name(["units"], unit))

    def name(self, collections: Iterable[str], identity: str) -> str:
        """What goes by this id, in the variant or the document; the id itself where nothing does."""
        for collection in collections:
            for holder in (self.basis.variant, self.basis.organisation):
                row = getattr(holder, collection, {}).get(identity)
                if row is not None:
                    return str(row.name)
        return identity

    def _unit(self, row: Any) -> list[str]:
        kind = choice_label(row.kind)
        if row.parent is None:
            return [kind]
        return [_("{kind} in {unit}").format(kind=kind, unit=self.name(["units"], row.parent))]

    def _role(self, row: Any) -> list[str]:
        unit = self.name(["units"], row.unit)
        words = _("{kind}, in {unit}").format(kind=choice_label(row.kind), unit=unit)
        if not self.counted:
            return [words]
        holders = len(holders_of(self.basis, row.id))
        return [words, ngettext("{count} person", "{count} people", holders).format(count=holders)]

    def _decision(self, row: Any) -> list[str]:
        parties: dict[str, list[str]] = {}
        for entry in row.authority.values():
            parties.setdefault(entry.mode, []).append(self.name(["units", "roles"], entry.party))
        who = [f"{choice_label(mode)}: {', '.join(parties[mode])}" for mode in MODES if mode in parties]
        about = _("about {unit}").format(unit=self.name(["units"], row.about))
        return [*(who or [_("nobody decides")]), about]

    def _field(self, row: Any, other: Any, name: str) -> list[str]:
        for attribute, field in row.FIELDS.items():
            if json_name(attribute) == name:
                value = getattr(row, attribute)
                if field.kind == "object":
                    return self._record(field, value, getattr(other, attribute)) or [f"{field_label(name)}: –"]
                return [f"{field_label(name)}: {self._value(field, value, name)}"]
        return [f"{_part_label(name)}: {self._part(name, getattr(row, name).values()) or '–'}"]

    def _record(self, field: Field, value: Any, other: Any, between: str = ": ") -> list[str]:
        """The parts of a record that differ from those of the other, each by its own label."""
        if value is None or field.value is None:
            return []
        words = []
        for name, inner in parts_of(field.value).items():
            one, theirs = getattr(value, name), getattr(other, name, None)
            if one != theirs:
                nested = inner.kind == "object"
                shown = ", ".join(self._record(inner, one, theirs, " ")) if nested else self._value(inner, one, name)
                words.append(f"{field_label(name)}{between}{shown or '–'}")
        return words

    def _value(self, field: Field, value: Any, name: str) -> str:
        if value in (None, "", ()):
            return "–"
        if field.kind == "list" and field.item is not None:
            inner = field.item
            return ", ".join(self._value(inner, item, name) for item in value)
        if field.refers:
            return self.name(field.refers, value)
        if field.choices:
            return choice_label(value, name)
        if is_share(field):
            return percent(value)
        if isinstance(value, (int, float)):
            return decimal(value, 0 if value == int(value) else 2)
        return " ".join(str(value).split())

    def _part(self, part: str, rows: Iterable[Any]) -> str:
        if part == "machines":
            return ", ".join(f"{row.name} ({row.count})" for row in rows)
        return ", ".join(f"{self.name(['skills'], row.skill)} ({row.people})" for row in rows)


def field_words(names: Iterable[str]) -> str:
    """The labels of fields of an element, or of what it holds, by their JSON names."""
    return ", ".join(_part_label(name) for name in names)


def _part_label(name: str) -> str:
    if name in ("machines", "skills", "holders", "authority"):
        return collection_label({"skills": "requirements", "authority": "authorities"}.get(name, name))
    return field_label(name)
