"""What goes along when a part of a drawing is copied, and how it comes into the same or another document.

A copy is a small organisation of its own: the elements with what hangs on them (roles, tasks, machines, requirements,
disturbances, decisions) and the people, skills and order families that they name. So the reader of interchange.py
checks every word of it before anything is pasted. Links go along only between units that are copied, and with a role
without its unit goes the work that it alone does there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from organisatiecanvas.canvas import layout
from organisatiecanvas.canvas.nesting import with_content
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.canvas.role_moving import own_tasks
from organisatiecanvas.models import interchange
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Organisation, Variant

MIME = "application/x-organisatiecanvas-elements"
FORMAT = "organisatiecanvas-elements"
MAX_BYTES = 50_000_000
PARTY_FIELDS = {"decisions": ("sensor", "judge", "actor"), "disturbances": ("escalates_to",)}


@dataclass
class Elements:
    """What was copied. `hosts` are units that only tell where roles came from; `parents` where units belonged.

    `outside` are the parts that others take in it, as (collection, id, field, party): they come back where the same
    party is there under the same id in the same document.
    """

    document: str
    variant_id: str
    organisation: Organisation
    hosts: frozenset[str] = frozenset()
    parents: dict[str, str] = field(default_factory=dict)
    outside: list[tuple[str, str, str, str]] = field(default_factory=list)

    @property
    def variant(self) -> Variant:
        return next(iter(self.organisation.variants.values()))

    def around(self) -> Box | None:
        """The box around all that has a place."""
        rows: list[Any] = [unit for unit in self.variant.units.values() if unit.id not in self.hosts]
        rows += self.variant.notes.values()
        boxes = [Box(*row.box) for row in rows if row.box is not None]
        found: Box | None = None
        for box in boxes:
            found = box if found is None else found.united(box)
        return found


def copied(document: Document, variant_id: str, refs: Iterable[Ref]) -> bytes:
    """The elements with all that goes along, as text that `read` understands. Raises when nothing can be copied."""
    organisation = document.organisation
    variant = organisation.variants[variant_id]
    part = _Part(variant, list(refs))
    if not part.units and not part.roles and not part.notes:
        raise OrganisationError(_("Select units, roles or notes to copy; links go along with the units at both ends."))
    content = {
        "format": FORMAT,
        "document": document.document_id,
        "variant": variant_id,
        "hosts": sorted(part.hosts),
        "parents": {unit: variant.units[unit].parent for unit in part.units if part.leaves(unit)},
        "outside": part.outside,
        "organisation": {
            "format": interchange.FORMAT,
            "version": interchange.VERSION,
            "workshop": {"title": ""},
            "rules": interchange.row_to_json(organisation.rules),
            "variants": [part.content()],
            **{name: _named(getattr(organisation, name), part.named[name]) for name in ("people", "skills", "orders")},
        },
    }
    return json.dumps(content, ensure_ascii=False).encode()


def plain_text(variant: Variant, refs: Iterable[Ref]) -> str:
    """The names of elements, one on a line, for where only text can be pasted."""
    lines = []
    for ref in refs:
        row = getattr(variant, ref.collection).get(ref.id)
        words = getattr(row, "text", None) or getattr(row, "name", None) or getattr(row, "label", "")
        if words:
            lines.append(" ".join(str(words).split()))
    return "\n".join(lines)


def read(data: bytes) -> Elements:
    """What `copied` wrote. Raises OrganisationError with one plain sentence for anything else."""
    refused = OrganisationError(_("What is on the clipboard can't be pasted on the canvas."))
    if len(data) > MAX_BYTES:
        raise refused
    try:
        content = json.loads(data)
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            raise refused
        organisation = interchange.from_json(content["organisation"])
        if len(organisation.variants) != 1:
            raise refused
        return Elements(
            str(content["document"]),
            str(content["variant"]),
            organisation,
            frozenset(map(str, content["hosts"])),
            {str(unit): str(parent) for unit, parent in content["parents"].items()},
            [tuple(map(str, item)) for item in content["outside"] if len(item) == 4],  # type: ignore[misc]
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OrganisationError):
        raise refused from None


def _named(rows: dict[str, Any], wanted: set[str]) -> list[dict[str, Any]]:
    return [interchange.row_to_json(row) for name, row in rows.items() if name in wanted]


class _Part:
    """The part of a variant that is copied."""

    def __init__(self, variant: Variant, refs: list[Ref]) -> None:
        self.variant = variant
        chosen = set(with_content(variant, [ref.id for ref in refs if ref.collection == "units"]))
        lone = {ref.id for ref in refs if ref.collection == "roles"}
        self.units = [unit for unit in variant.units if unit in chosen]
        self.roles = [role.id for role in variant.roles.values() if role.unit in chosen or role.id in lone]
        self._lone = [role for role in self.roles if variant.roles[role].unit not in chosen]
        self.notes = [ref.id for ref in refs if ref.collection == "notes"]
        self.hosts = {variant.roles[role].unit for role in self.roles} - chosen
        self.parties = chosen | set(self.roles)
        self.outside: list[tuple[str, str, str, str]] = []
        self.named: dict[str, set[str]] = {"people": set(), "skills": set(), "orders": set()}
        self._chosen = chosen
        self._content = self._collect()

    def leaves(self, unit: str) -> bool:
        """Whether the unit around this one is not copied."""
        parent = self.variant.units[unit].parent
        return parent is not None and parent not in self._chosen

    def content(self) -> dict[str, Any]:
        """The part as a variant in the interchange format."""
        return self._content

    def _collect(self) -> dict[str, Any]:
        variant, chosen = self.variant, self._chosen
        parts: dict[str, list[dict[str, Any]]] = {"units": self._units()}
        parts["roles"] = [interchange.row_to_json(variant.roles[role]) for role in self.roles]
        parts["notes"] = self._notes()
        alone = own_tasks(variant, self._lone)
        tasks = [one for one in variant.tasks.values() if one.unit in chosen or one.id in alone]
        parts["tasks"] = [interchange.row_to_json(one) for one in tasks]
        for task in parts["tasks"]:
            task["role"] = alone.get(task["id"], task["role"])
        parts["links"] = [
            interchange.row_to_json(one) for one in variant.links.values() if {one.from_, one.to_} <= chosen
        ]
        parts["decisions"] = [interchange.row_to_json(one) for one in variant.decisions.values() if one.about in chosen]
        parts["disturbances"] = [
            interchange.row_to_json(one) for one in variant.disturbances.values() if one.unit in chosen
        ]
        for task in parts["tasks"]:
            if task["role"] not in self.parties:
                task["role"] = None
        for link in parts["links"]:
            if not link.get("by_hand"):
                link.pop("route", None)  # found anew where it comes
        self._let_go_of_others(parts)
        self._gather_names(parts)
        return {"id": "copied", "name": "copied", "kind": "current", **parts}

    def _units(self) -> list[dict[str, Any]]:
        boxes = layout.missing_boxes(self.variant)
        found = []
        for unit in self.units:
            row = interchange.row_to_json(self.variant.units[unit])
            if row["box"] is None:
                row["box"] = list(boxes[unit])
            if row["parent"] not in self._chosen:
                row["parent"] = None
            found.append(row)
        for unit in sorted(self.hosts):
            host = self.variant.units[unit]
            machines = [interchange.row_to_json(machine) for machine in host.machines.values()]
            found.append({"id": unit, "name": host.name, "kind": host.kind, "machines": machines})
        return found

    def _notes(self) -> list[dict[str, Any]]:
        boxes = layout.missing_notes(self.variant)
        found = [interchange.row_to_json(self.variant.notes[note]) for note in self.notes]
        for row in found:
            if row["box"] is None:
                row["box"] = list(boxes[row["id"]])
            row["votes"] = 0  # nobody voted for the copy
        return found

    def _let_go_of_others(self, parts: dict[str, list[dict[str, Any]]]) -> None:
        """Set apart what units and roles that are not copied do in decisions and disturbances."""
        for collection, names in PARTY_FIELDS.items():
            for row in parts[collection]:
                for name in names:
                    if row[name] is not None and row[name] not in self.parties:
                        self.outside.append((collection, row["id"], name, row[name]))
                        row[name] = None
        for row in parts["decisions"]:
            others = [one for one in row["authority"] if one["party"] not in self.parties]
            row["authority"] = [one for one in row["authority"] if one["party"] in self.parties]
            self.outside += [("decisions", row["id"], one["mode"], one["party"]) for one in others]

    def _gather_names(self, parts: dict[str, list[dict[str, Any]]]) -> None:
        """The people, skills and families that the part names."""
        people, skills, orders = self.named["people"], self.named["skills"], self.named["orders"]
        for role in parts["roles"]:
            people.update(holder["person"] for holder in role["holders"])
        for unit in parts["units"]:
            skills.update(need["skill"] for need in unit.get("skills", ()))
        for row in (*parts["tasks"], *parts["disturbances"]):
            skills.update({row["skill"]} - {None})
        for row in (*parts["tasks"], *parts["links"]):
            orders.update({row["order"]} - {None})
