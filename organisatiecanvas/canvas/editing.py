"""What can be done to a drawing: the one set of operations for mouse, keyboard, inspector and outline.

Each is one `document.edit` with a translated step name, works on the variant with the given id, and raises
OrganisationError or ModelError when the model refuses. Boxes and distances are scene units.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from organisatiecanvas.canvas.nesting import (
    around_content,
    grow_around,
    numbers,
    row_of,
    settled,
    shift_row,
    shift_with_content,
    top_units,
    way_into,
    with_content,
)
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, capital, ngettext
from organisatiecanvas.models.organisation import Link, Note, Order, Role, Unit, Variant

KEEP = "\0keep"  # a move that leaves the units where they belong


def title_of(variant: Variant, ref: Ref) -> str:
    """What people call an element: its name, or for a link and a note what it says."""
    row = row_of(variant, ref)
    if row is None:
        return ref.id
    if ref.collection == "links":
        ends = " → ".join(variant.units[end].name for end in (row.from_, row.to_))
        return str(row.label) or ends
    words = row.text if ref.collection == "notes" else row.name
    line = " ".join(words.split())
    return line if len(line) <= 40 else line[:39] + "…"


# -- making --------------------------------------------------------------------------------------------------------


def create_unit(
    document: Document,
    variant_id: str,
    kind: str,
    box: Sequence[float] | None,
    parent: str | None = None,
    name: str | None = None,
    merge: str | None = None,
) -> Ref:
    """A new unit, called «Cell 3» or so unless named; the units around it grow to hold it."""
    variant = document.organisation.variants[variant_id]
    name = name or _free_name(choice_label(kind), [unit.name for unit in variant.units.values()])
    identity = free_id(document, kind)
    with settled(document, variant, _("Draw {name}").format(name=name), merge or f"create {identity}"):
        document.add(
            Unit(
                id=identity,
                name=name,
                kind=kind,
                parent=parent,
                box=None if box is None else numbers(box),
                rules=document.organisation.rules,
            ),
            variant,
        )
        grow_around(variant, [identity])
    return Ref("units", identity)


def create_role(
    document: Document, variant_id: str, unit: str, kind: str = "executing", name: str | None = None
) -> Ref:
    """A new role in a unit, called «Role 2» or so unless named."""
    variant = document.organisation.variants[variant_id]
    own = [role.name for role in variant.roles.values() if role.unit == unit]
    word = choice_label("star") if kind == "star" else _("role")
    name = name or _free_name(word, own)
    identity = free_id(document, "role")
    with document.edit(_("Add {name}").format(name=name), merge=f"create {identity}"):
        document.add(Role(id=identity, name=name, unit=unit, kind=kind), variant)
    return Ref("roles", identity)


def create_link(document: Document, variant_id: str, kind: str, from_: str, to_: str, order: str | None = None) -> Ref:
    """A new link between two units; `order` is the family of an order flow."""
    variant = document.organisation.variants[variant_id]
    identity = free_id(document, "link")
    name = _("Link {start} with {end}").format(start=variant.units[from_].name, end=variant.units[to_].name)
    with settled(document, variant, name):
        link = Link(id=identity, kind=kind, from_=from_, to_=to_, order=order if kind == "order" else None)
        document.add(link, variant)
    return Ref("links", identity)


def create_order(document: Document, name: str) -> str:
    """A new order family without a volume yet; its id. The id of the one that is called so already, if there is."""
    name = " ".join(name.split())
    if not name:
        raise OrganisationError(_("A name can't be empty."))
    known = document.organisation.orders
    same = next((order.id for order in known.values() if order.name.casefold() == name.casefold()), None)
    if same is not None:
        return same
    stem = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "order"
    names = itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2)))
    identity = next(one for one in names if one not in known)
    with document.edit(_("New order family {name}").format(name=name)):
        document.add(Order(id=identity, name=name, pieces_per_week=0.0))
    return identity


def create_note(document: Document, variant_id: str, box: Sequence[float], text: str = "") -> Ref:
    """A new sticky note."""
    variant = document.organisation.variants[variant_id]
    identity = free_id(document, "note")
    with document.edit(_("Stick a note"), merge=f"create {identity}"):
        document.add(Note(id=identity, text=text, box=numbers(box)), variant)
    return Ref("notes", identity)


def create_linked_unit(
    document: Document, variant_id: str, from_: str, box: Sequence[float], order: str | None = None
) -> Ref:
    """A unit of the same kind as another with an order flow towards it, in one step."""
    variant = document.organisation.variants[variant_id]
    source = variant.units[from_]
    kind = source.kind if source.kind != "external" else "cell"
    name = _free_name(choice_label(kind), [unit.name for unit in variant.units.values()])
    key = f"create {free_id(document, kind)}"
    with document.edit(_("Draw {name}").format(name=name), merge=key):
        made = create_unit(document, variant_id, kind, box, source.parent, name)
        create_link(document, variant_id, "order", from_, made.id, order)
    return made


def suggested_order(variant: Variant, from_: str, last: str | None, known: Iterable[str]) -> str | None:
    """The family of a new flow out of a unit: one that comes in there and does not go on yet, else the last used."""
    known = list(known)
    incoming = {link.order for link in variant.links.values() if link.to_ == from_ and link.order}
    leaving = {link.order for link in variant.links.values() if link.from_ == from_}
    waiting = [order for order in known if order in incoming and order not in leaving]
    if waiting:
        return last if last in waiting else waiting[0]
    if last in known:
        return last
    return known[0] if known else None


# -- changing ------------------------------------------------------------------------------------------------------


def rename(document: Document, variant_id: str, ref: Ref, name: str, merge: str | None = None) -> None:
    """Give an element another name; a link its label, a note its text. Nothing happens when it stays the same."""
    variant = document.organisation.variants[variant_id]
    row = row_of(variant, ref)
    field = {"links": "label", "notes": "text"}.get(ref.collection, "name")
    if row is None or getattr(row, field) == name:
        return
    if not name.strip() and field == "name":
        raise OrganisationError(_("A name can't be empty."))
    step = _("Name {name}").format(name=name) if field == "name" else _("Change the text")
    with document.edit(step, merge=merge):
        setattr(row, field, name)


def move(
    document: Document,
    variant_id: str,
    refs: Iterable[Ref],
    dx: float,
    dy: float,
    parent: str | None = KEEP,
    merge: str | None = None,
) -> None:
    """Move units with all that is in them, and notes; with `parent` they come to belong there (None: to nothing)."""
    variant = document.organisation.variants[variant_id]
    refs = [ref for ref in refs if ref.collection in ("units", "notes") and row_of(variant, ref) is not None]
    refs = refuse_locked(variant, refs)
    tops = top_units(variant, [ref.id for ref in refs if ref.collection == "units"])
    changes_home = parent != KEEP and any(variant.units[unit].parent != parent for unit in tops)
    if not refs or (dx == 0 and dy == 0 and not changes_home):
        return
    into = parent if changes_home else None
    with settled(document, variant, _move_name(variant, refs, into), merge):
        for unit in with_content(variant, tops):
            shift_row(variant.units[unit], dx, dy)
        for ref in refs:
            if ref.collection == "notes":
                shift_row(variant.notes[ref.id], dx, dy)
        if changes_home:
            for unit in tops:
                variant.units[unit].parent = parent
        grow_around(variant, tops)


def resize(document: Document, variant_id: str, ref: Ref, box: Sequence[float], merge: str | None = None) -> None:
    """Give a unit or note another box, never smaller than what is in it; units around it grow to hold it."""
    variant = document.organisation.variants[variant_id]
    row = row_of(variant, ref)
    if row is None or row.box == numbers(box):
        return
    refuse_locked(variant, [ref])
    with settled(document, variant, _("Resize {name}").format(name=title_of(variant, ref)), merge):
        row.box = numbers(around_content(variant, ref, Box(*box)))
        if ref.collection == "units":
            grow_around(variant, [ref.id])


def refuse_locked(variant: Variant, refs: Sequence[Ref]) -> list[Ref]:
    """Those that may be moved. Raises OrganisationError when they are all locked."""
    free = [ref for ref in refs if not row_of(variant, ref).locked]
    if refs and not free:
        if len(refs) == 1:
            name = title_of(variant, refs[0])
            raise OrganisationError(_("{name} is locked; unlock it to move or resize it.").format(name=name))
        raise OrganisationError(_("These are locked; unlock them to move or resize them."))
    return free


def set_locked(document: Document, variant_id: str, refs: Iterable[Ref], *, locked: bool) -> None:
    """Lock units and notes where they are, or unlock them."""
    variant = document.organisation.variants[variant_id]
    refs = [ref for ref in refs if ref.collection in ("units", "notes") and row_of(variant, ref) is not None]
    rows = [row_of(variant, ref) for ref in refs]
    if all(row.locked == locked for row in rows):
        return
    if len(refs) == 1:
        name = (_("Lock {name}") if locked else _("Unlock {name}")).format(name=title_of(variant, refs[0]))
    elif locked:
        name = ngettext("Lock {count} element", "Lock {count} elements", len(refs)).format(count=len(refs))
    else:
        name = ngettext("Unlock {count} element", "Unlock {count} elements", len(refs)).format(count=len(refs))
    with settled(document, variant, name):
        for row in rows:
            row.locked = locked


def nest(document: Document, variant_id: str, refs: Iterable[Ref], parent: str | None) -> None:
    """Put units inside another (None: in none); they get a place there when they lie elsewhere."""
    variant = document.organisation.variants[variant_id]
    units = [ref.id for ref in refs if ref.collection == "units" and ref.id in variant.units]
    tops = [unit for unit in top_units(variant, units) if variant.units[unit].parent != parent]
    if not tops:
        return
    name = _move_name(variant, [Ref("units", unit) for unit in tops], parent)
    with settled(document, variant, name):
        for unit in tops:
            if parent is not None:
                shift_with_content(variant, unit, *way_into(variant, unit, parent))
            variant.units[unit].parent = parent
        grow_around(variant, tops)


def delete(document: Document, variant_id: str, refs: Iterable[Ref]) -> None:
    """Delete elements with all that can't exist without them."""
    variant = document.organisation.variants[variant_id]
    refs = [ref for ref in dict.fromkeys(refs) if row_of(variant, ref) is not None]
    if not refs:
        return
    if len(refs) == 1:
        name = _("Delete {name}").format(name=title_of(variant, refs[0]))
    else:
        name = ngettext("Delete {count} element", "Delete {count} elements", len(refs)).format(count=len(refs))
    with settled(document, variant, name):
        for ref in refs:
            row = row_of(variant, ref)
            if row is not None:  # may have gone along with another
                document.remove(row)


# -- helpers -------------------------------------------------------------------------------------------------------


def free_id(document: Document, kind: str) -> str:
    """An id such as `cell-4` that is free in every variant: the same id means the same thing before and after."""
    stem = re.sub(r"[^a-z0-9]+", "-", kind.lower()).strip("-") or "element"
    variants = document.organisation.variants.values()
    taken = {name for variant in variants for part in Variant.PARTS for name in getattr(variant, part)}
    return next(name for name in (f"{stem}-{number}" for number in itertools.count(1)) if name not in taken)


def _move_name(variant: Variant, refs: Sequence[Ref], into: str | None) -> str:
    if len(refs) == 1:
        name = title_of(variant, refs[0])
        if into is not None:
            return _("Move {name} into {target}").format(name=name, target=variant.units[into].name)
        return _("Move {name}").format(name=name)
    return ngettext("Move {count} element", "Move {count} elements", len(refs)).format(count=len(refs))


def _free_name(word: str, taken: Iterable[str]) -> str:
    known = set(taken)
    names = (_("{word} {number}").format(word=capital(word), number=number) for number in itertools.count(1))
    return next(name for name in names if name not in known)
