"""What a document that was never saved starts with."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from organisatiecanvas.models.changes import full_key
from organisatiecanvas.models.mapping import Row
from organisatiecanvas.models.organisation import Dossier, File, Organisation, Rules, Variant, Workshop


def empty(title: str) -> Organisation:
    """An organisation with one variant to draw the present in."""
    organisation = Organisation()
    organisation.workshop, organisation.rules, organisation.dossier = Workshop(title=title), Rules(), Dossier()
    organisation.variants["ist"] = Variant(id="ist", name="IST", kind="current")
    return organisation


def number_rows(organisation: Organisation) -> Iterator[Row]:
    """Every row of a new organisation, with its position and its owner's keys filled in."""
    for row in (organisation.workshop, organisation.rules, organisation.dossier):
        row.number = 1
        yield row
    for name in organisation.TOP:
        yield from _numbered(getattr(organisation, name), None)


def _numbered(collection: dict[object, Row], owner: Row | None) -> Iterator[Row]:
    context = full_key(owner) if owner is not None else ()
    for position, row in enumerate(collection.values()):
        row.owner = owner
        row.position = position
        for name, value in zip(row.CONTEXT, context, strict=True):
            setattr(row, name, value)
        yield row
        for part in row.PARTS:
            yield from _numbered(getattr(row, part), row)


def new_file() -> File:
    empty = {"saved_at": "", "saved_by": "", "path": "", "pending_save_id": "", "save_id": ""}
    file = File()
    for name, value in empty.items():
        setattr(file, name, value)
    file.number, file.document_id, file.revision, file.unsaved = (1, uuid.uuid4().hex, 0, False)
    return file
