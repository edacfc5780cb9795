"""Variants as wholes: a new one from an existing one, a new name, away with it."""

from __future__ import annotations

import itertools
import re

from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _
from organisatiecanvas.models.mapping import Row
from organisatiecanvas.models.organisation import Organisation, Variant


def copy_variant(document: Document, source: str, name: str | None = None) -> str:
    """A redesign that starts as a complete copy of another variant, as one step; returns its id.

    Everything in it keeps its id, because the same id in two variants means the same thing before and after.
    """
    organisation = document.organisation
    original = organisation.variants[source]
    name = name or free_name(organisation)
    _refuse_name(organisation, name)
    identity = free_id(organisation, name)
    with document.edit(_("New variant {name}").format(name=name)):
        copy = document.add(Variant(id=identity, name=name, kind="redesign", based_on=source, summary=original.summary))
        copy.bench, copy.leavers = original.bench, original.leavers
        _copy_parts(document, original, copy)
    return identity


def rename_variant(document: Document, variant: str, name: str) -> None:
    """Another name. Raises OrganisationError when it is empty or taken."""
    row = document.organisation.variants[variant]
    if row.name == name.strip():
        return
    _refuse_name(document.organisation, name)
    with document.edit(_("Name {name}").format(name=name.strip())):
        row.name = name.strip()


def move_variant(document: Document, variant: str, place: int) -> None:
    """Another place among the variants, counting from 0, as one step; nothing where it is there already."""
    row = document.organisation.variants[variant]
    names = list(document.organisation.variants)
    if names.index(variant) == max(0, min(place, len(names) - 1)):
        return
    with document.edit(_("Move {name}").format(name=row.name)):
        document.reorder(row, place)


def delete_variant(document: Document, variant: str) -> None:
    """Delete a variant with all that is in it. Raises OrganisationError for the last one."""
    row = document.organisation.variants[variant]
    if len(document.organisation.variants) == 1:
        raise OrganisationError(_("This is the only variant; a document needs one."))
    with document.edit(_("Delete {name}").format(name=row.name)):
        document.remove(row)


def free_name(organisation: Organisation) -> str:
    """«SOLL 2» or whichever is the next that is not used."""
    taken = [variant.name.casefold() for variant in organisation.variants.values()]
    used = {int(found.group(1)) for name in taken if (found := re.match(r"soll (\d+)\b", name))}
    return next(f"SOLL {number}" for number in itertools.count(1) if number not in used)


def free_id(organisation: Organisation, name: str) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "variant"
    names = itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2)))
    return next(one for one in names if one not in organisation.variants)


def _refuse_name(organisation: Organisation, name: str) -> None:
    if not name.strip():
        raise OrganisationError(_("A name can't be empty."))
    if any(variant.name.casefold() == name.strip().casefold() for variant in organisation.variants.values()):
        raise OrganisationError(_("There is already a variant called {name}.").format(name=name.strip()))


def _copy_parts(document: Document, original: Row, copy: Row) -> None:
    for part in original.PARTS:
        for row in getattr(original, part).values():
            values = {name: getattr(row, name) for name in row.FIELDS}
            _copy_parts(document, row, document.add(type(row)(**values), copy))
