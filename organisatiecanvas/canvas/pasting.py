"""Pasting on a drawing: a part of the same or another drawing, or lines of text. Each is one step."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from organisatiecanvas.canvas import editing, layout, style
from organisatiecanvas.canvas.clipboard import PARTY_FIELDS, Elements
from organisatiecanvas.canvas.nesting import grow_around, settled
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.canvas.role_moving import TOLD, Along, along_words, left_behind, taken_along
from organisatiecanvas.models import blocks
from organisatiecanvas.models.analysis.wording import listed
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.mapping import Row
from organisatiecanvas.models.organisation import MODES, Authority, Organisation, Variant
from organisatiecanvas.models.places import Places

MAX_LINES = 200
PER_ROW = 5  # units or notes beside each other
PARTS = ("units", "roles", "tasks", "links", "decisions", "disturbances", "notes")


@dataclass(frozen=True)
class Pasted:
    """What came, and what to know about it, as one or two sentences."""

    refs: list[Ref]
    sentence: str


def paste(
    document: Document,
    variant_id: str,
    elements: Elements,
    dx: float = 0.0,
    dy: float = 0.0,
    *,
    parent: str | None = editing.KEEP,
    into: str | None = None,
    name: str = "",
) -> Pasted:
    """Bring elements into a variant, shifted; `parent` is the unit they come to lie in, `into` the unit of lone roles.

    What is free in the variant keeps its id within a document, because the same id in two variants means the same
    thing. People, skills and families are those of the document where they are there by id and name, or by a name
    that occurs once; else they are added.
    """
    target = document.organisation.variants[variant_id]
    copy = _Copy(document, target, elements, into)
    before = Places(document.organisation, target)
    rows = [Ref(part, row.id) for part in ("units", "roles", "notes") for row in copy.tops(part)]
    title = name or _paste_name(elements, rows)
    with settled(document, target, title):
        copy.make(dx, dy, parent)
    refs = [Ref(ref.collection, copy.ids[ref.id]) for ref in rows]
    return Pasted(refs, _told(document.organisation, target, copy, before))


def _paste_name(elements: Elements, rows: list[Ref]) -> str:
    if len(rows) == 1:
        return _("Paste {name}").format(name=editing.title_of(elements.variant, rows[0]))
    return ngettext("Paste {count} element", "Paste {count} elements", len(rows)).format(count=len(rows))


def _told(organisation: Organisation, target: Variant, copy: _Copy, before: Places) -> str:
    """Whose hours do not fit any more, who else has two places now, and who came new."""
    now = Places(organisation, target)
    people = dict.fromkeys(copy.named["people"][holder] for holder in copy.holders())
    names = {person: organisation.people[person].name for person in people}
    sentences = [_told_of_tasks(target, copy)]
    full = [names[person] for person in people if now.over(person) or now.squeezed(person)]
    twice = [names[one] for one in people if before.has_place(one) and names[one] not in full]
    if copy.same_document and copy.elements.variant_id != target.id:
        tops = [row for part in ("units", "roles") for row in copy.tops(part)]
        known = [row.name for row in tops if copy.ids[row.id] != row.id]
        if known:
            sentences.append(_("Were here already and came as a second: {names}.").format(names=", ".join(known)))
    if full:
        sentences.append(_("Placed for more hours than the contract has: {names}.").format(names=", ".join(full)))
    if twice:
        sentences.append(_("Now also placed here: {names}.").format(names=", ".join(twice)))
    if copy.new_people:
        added = ", ".join(organisation.people[person].name for person in copy.new_people)
        sentences.append(_("New in the list of people: {names}.").format(names=added))
    return " ".join(sentence for sentence in sentences if sentence)


def _told_of_tasks(target: Variant, copy: _Copy) -> str:
    """What came with roles that came without their unit, and what did not."""
    hosts = [host for host in copy.elements.hosts if host in target.units]
    of_roles = [task for task in copy.source.tasks.values() if task.unit in copy.elements.hosts]
    came = tuple(task.name for task in of_roles if task.id not in copy.tasks_staying)
    words = along_words(target, hosts, Along((), came, tuple(copy.machines_left), ()))
    staying = [target.tasks[task].name for task in copy.tasks_staying]
    if not staying:
        return words
    told = ngettext("{names} stays with who does it now.", "{names} stay with who does them now.", len(staying))
    return " ".join(filter(None, (words, told.format(names=listed(staying, TOLD)))))


class _Copy:
    """One paste: which id becomes which, and the rows that follow from it."""

    def __init__(self, document: Document, target: Variant, elements: Elements, into: str | None) -> None:
        self.document, self.target, self.elements = document, target, elements
        self.source = elements.variant
        self.same_document = elements.document == document.document_id
        self.ids: dict[str, str] = {}
        self.named: dict[str, dict[str, str]] = {}
        self.new_people: list[str] = []
        self.machines_left: dict[str, None] = {}
        self._find_hosts(into)
        self._name_parts()
        self.tasks_moving, self.tasks_staying = self._tasks_of_lone_roles()

    def _find_hosts(self, into: str | None) -> None:
        """The units that take in the roles that were copied without theirs."""
        for host in self.elements.hosts:
            if into is not None:
                self.ids[host] = into
            elif self.same_document and host in self.target.units:
                self.ids[host] = host
            else:
                raise OrganisationError(_("Select the unit in which the roles should come, then paste again."))

    def _name_parts(self) -> None:
        variants = self.document.organisation.variants.values()
        everywhere = {name for one in variants for part in Variant.PARTS for name in getattr(one, part)}
        here = {name for part in Variant.PARTS for name in getattr(self.target, part)}
        # In another document the same id may mean something else in any of its variants.
        taken = set(here if self.same_document else everywhere)
        for part in PARTS:
            for identity in getattr(self.source, part):
                if identity in self.elements.hosts and part == "units":
                    continue
                new = identity
                if identity in taken:
                    stem = re.sub(r"-\d+$", "", identity)
                    numbered = (f"{stem}-{number}" for number in itertools.count(1))
                    new = next(one for one in numbered if one not in taken and one not in everywhere)
                taken.add(new)
                self.ids[identity] = new

    def _tasks_of_lone_roles(self) -> tuple[list[str], list[str]]:
        """Work of roles without their unit that is here already: what they left when they were cut, and the rest.

        The first comes to them, the second stays with who does it now: a copy of a role doubles no work.
        """
        left: list[str] = []
        done: list[str] = []
        for task in self.source.tasks.values() if self.same_document else ():
            here = self.target.tasks.get(task.id)
            if here is None or task.unit not in self.elements.hosts:
                continue
            same = [role.id for role in self.source.roles.values() if (role.unit, role.kind) == (task.unit, task.kind)]
            cut = all(self.ids[role] == role for role in ([task.role] if task.role is not None else same))
            self.ids[task.id] = task.id
            (left if cut and here.role is None and here.unit == task.unit else done).append(task.id)
        return left, done

    def tops(self, part: str) -> list[Any]:
        """The rows that are selected afterwards."""
        rows = [row for row in getattr(self.source, part).values() if row.id not in self.elements.hosts]
        if part == "units":
            return [row for row in rows if row.parent is None]
        if part == "roles":
            return [row for row in rows if row.unit in self.elements.hosts]
        return rows

    def holders(self) -> list[str]:
        """The people who come along in a role, as they were called where they come from."""
        roles = self.source.roles.values()
        return [holder.person for role in roles for holder in role.holders.values() if not holder.backup]

    def make(self, dx: float, dy: float, parent: str | None) -> None:
        """Add everything; inside an edit."""
        self._meet_names()
        here = {*self.elements.hosts, *self.tasks_moving, *self.tasks_staying}
        for part in PARTS:
            for row in getattr(self.source, part).values():
                if part not in ("units", "tasks") or row.id not in here:
                    self._add(row, self.target, {**self._shifted(row, dx, dy), **self._without_machine(row)})
        for task in self.tasks_moving:
            self._take_along(task)
        units = [self.ids[row.id] for row in self.tops("units")]
        for row in self.tops("units"):
            self.target.units[self.ids[row.id]].parent = self._home(row.id, parent)
        self._bring_back_others()
        grow_around(self.target, units)
        placed = {self.named["people"][person] for person in self.holders()}
        for name in ("bench", "leavers"):
            listed = getattr(self.target, name)
            if placed.intersection(listed):
                setattr(self.target, name, tuple(person for person in listed if person not in placed))

    def _home(self, unit: str, parent: str | None) -> str | None:
        if parent != editing.KEEP:
            return parent
        old = self.elements.parents.get(unit)
        return old if self.same_document and old in self.target.units else None

    def _without_machine(self, row: Any) -> dict[str, Any]:
        """A machine stays behind in its unit, unless a task that comes with a lone role comes there too."""
        if row.__tablename__ != "tasks" or row.unit not in self.elements.hosts:
            return {}
        there = self.target.units[self.ids[row.unit]].machines
        return {} if self.same_document and row.machine in there else {"machine": None}

    def _take_along(self, task: str) -> None:
        source = self.source.tasks[task]
        role = self.ids[source.role] if source.role is not None else None
        changed = taken_along(self.document.organisation, self.target, task, self.ids[source.unit], role)
        self.machines_left |= left_behind(self.target, changed)
        for value in changed:
            setattr(self.target.tasks[task], value.field, value.new)

    @staticmethod
    def _shifted(row: Any, dx: float, dy: float) -> dict[str, Any]:
        changed: dict[str, Any] = {}
        if getattr(row, "box", None) is not None:
            x, y, width, height = row.box
            changed["box"] = (x + dx, y + dy, width, height)
        if getattr(row, "route", None) is not None:
            changed["route"] = tuple((x + dx, y + dy) for x, y in row.route)
        if hasattr(row, "locked"):
            changed["locked"] = False
        return changed

    def _meet_names(self) -> None:
        """Find the people, skills and families that are meant; add those that are not there."""
        for name in ("people", "skills", "orders"):
            own = getattr(self.document.organisation, name)
            found = self.named[name] = {}
            for row in getattr(self.elements.organisation, name).values():
                known = self._known(own, row)
                if known is None:
                    known = _free(row.id, own)
                    self.document.add(_clone(row, {"id": known}))
                    if name == "people":
                        self.new_people.append(known)
                found[row.id] = known

    def _known(self, own: Mapping[str, Any], row: Any) -> str | None:
        same_id = own.get(row.id)
        if same_id is not None and (self.same_document or same_id.name == row.name):
            return str(row.id)
        alike = [one.id for one in own.values() if one.name.casefold() == row.name.casefold()]
        if len(alike) == 1:
            return str(alike[0])
        numbered = (f"{row.id}-{number}" for number in range(2, 2 + len(alike)))
        return next((one for one in numbered if one in alike), None)  # added by an earlier paste

    def _add(self, row: Row, owner: Row, changed: dict[str, Any]) -> None:
        """A copy of a row and of what it holds, with its references as they are called here."""
        values = dict(changed)
        for name, described in row.FIELDS.items():
            value = getattr(row, name)
            if name == "id" and row.__tablename__ != "machines":
                values[name] = self.ids[value]
            elif described.refers and isinstance(value, str) and name not in changed:
                values[name] = self._meant(described.refers, value)
        made = self.document.add(_clone(row, values), owner)
        for part in row.PARTS:
            for inner in getattr(row, part).values():
                self._add(inner, made, {})

    def _meant(self, collections: tuple[str, ...], value: str) -> str:
        named = self.named.get(collections[0])
        if named is not None:
            return named[value]
        return value if collections == ("machines",) else self.ids[value]

    def _bring_back_others(self) -> None:
        """Who takes part from outside, where the same party is there too."""
        if not self.same_document:
            return
        parties = self.target.units.keys() | self.target.roles.keys()
        for collection, identity, name, party in self.elements.outside:
            row: Any = getattr(self.target, collection, {}).get(self.ids.get(identity, ""))
            if row is None or party not in parties:
                continue
            if name in PARTY_FIELDS.get(collection, ()):
                setattr(row, name, party)
            elif collection == "decisions" and name in MODES and party not in row.authority:
                self.document.add(Authority(party=party, mode=name), row)


def _clone(row: Row, changed: dict[str, Any]) -> Row:
    values = {name: getattr(row, name) for name in row.FIELDS}
    return type(row)(**{**values, **changed})


def _free(identity: str, taken: Mapping[str, Any]) -> str:
    names = itertools.chain([identity], (f"{identity}-{number}" for number in itertools.count(2)))
    return next(one for one in names if one not in taken)


# -- text ----------------------------------------------------------------------------------------------------------


def lines_of(text: str) -> list[list[str]]:
    """The filled cells of each line: a block out of a sheet, or plain lines. Raises when there are none or too many."""
    block = "\t" in text or text.startswith('"')
    rows = blocks.read(text) if block else [[line] for line in text.splitlines()]
    tidy = [[" ".join(_printable(cell).split()) for cell in row] for row in rows]
    found = [[cell for cell in row if cell] for row in tidy if any(row)]
    if not found:
        raise OrganisationError(_("What is on the clipboard can't be pasted on the canvas."))
    if len(found) > MAX_LINES:
        raise OrganisationError(
            _("{count} lines are too many to paste on the canvas; at most {limit} fit.").format(
                count=len(found), limit=MAX_LINES
            )
        )
    return found


def _printable(words: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in words)


def paste_roles(document: Document, variant_id: str, lines: list[list[str]], unit: str, kind: str) -> Pasted:
    """A role in a unit for each line, called after its first cell."""
    count = len(lines)
    name = ngettext("Paste {count} role", "Paste {count} roles", count).format(count=count)
    return _paste_lines(
        document, name, lines, lambda line: editing.create_role(document, variant_id, unit, kind, line[0])
    )


def paste_units(
    document: Document, variant_id: str, lines: list[list[str]], kind: str, place: tuple[float, float]
) -> Pasted:
    """A unit for each line, called after its first cell, in rows from a place on."""
    count = len(lines)
    name = ngettext("Paste {count} unit", "Paste {count} units", count).format(count=count)
    boxes = _grid(place, layout.preferred_size(kind, 0), 4 * style.GRID)
    return _paste_lines(
        document,
        name,
        lines,
        lambda line: editing.create_unit(document, variant_id, kind, next(boxes), None, line[0]),
    )


def paste_notes(document: Document, variant_id: str, lines: list[list[str]], place: tuple[float, float]) -> Pasted:
    """A note for each line, with all its cells, in rows from a place on."""
    count = len(lines)
    name = ngettext("Paste {count} note", "Paste {count} notes", count).format(count=count)
    boxes = _grid(place, style.NOTE_SIZE, style.GRID)
    return _paste_lines(
        document, name, lines, lambda line: editing.create_note(document, variant_id, next(boxes), " · ".join(line))
    )


def _paste_lines(document: Document, name: str, lines: list[list[str]], make: Callable[[list[str]], Ref]) -> Pasted:
    with document.edit(name):
        return Pasted([make(line) for line in lines], "")


def _grid(place: tuple[float, float], size: tuple[float, float], gap: float) -> Iterator[Box]:
    width, height = size
    for number in itertools.count():
        row, column = divmod(number, PER_ROW)
        yield Box(place[0] + column * (width + gap), place[1] + row * (height + gap), width, height)
