"""Somebody erased for good: gone from every row and text, from the steps to undo and from the working copy."""

from __future__ import annotations

import itertools
from pathlib import Path

from organisatiecanvas.models import storage, working
from organisatiecanvas.models.anonymous import cleaned, cleaner
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Organisation, Person
from organisatiecanvas.models.working import Recovery


def erase(document: Document, person: str) -> str:
    """Erase a person of this id; returns what stands in texts instead of the name.

    It can't be undone, nor can what was done before it. The file still holds the person until it is saved, and
    `copies_with` tells what holds them after that. Raises OrganisationError, and then nothing was erased.
    """
    organisation = document.organisation
    row = organisation.people[person]
    alias = _free_alias(organisation)
    clean = cleaner(organisation, {person: alias})
    with document.edit(_("Erase a person")):
        document.remove(row)
        for other in organisation.rows():
            for name, field in other.FIELDS.items():
                if isinstance(other, Person) and name in ("name", "email"):
                    continue  # a namesake keeps the name
                value = getattr(other, name)
                new = cleaned(field, value, clean)
                if new != value:
                    setattr(other, name, new)
        for action in organisation.actions.values():
            head, colon, subject = (action.proposal or "").rpartition(":")
            if subject == person:
                action.proposal = f"{head}{colon}{alias}"
    document.forget_steps()
    return alias


def _free_alias(organisation: Organisation) -> str:
    """«former employee 1» or a higher number, that no text holds yet."""
    texts = [
        value for row in organisation.rows() for name in row.FIELDS if isinstance(value := getattr(row, name), str)
    ]
    names = (_("former employee {number}").format(number=number) for number in itertools.count(1))
    return next(name for name in names if not any(name in text for text in texts))


def copies_with(document: Document) -> list[Path | Recovery]:
    """What still holds the document as it was: its backup, and working copies that a crash left behind."""
    found: list[Path | Recovery] = []
    if document.path is not None:
        backup = storage.backup_path(document.path)
        found += [backup] if backup.exists() else []
        found += [offer for offer in working.recoverable() if offer.path == document.path]
    return found


def delete_copy(copy: Path | Recovery) -> None:
    """Delete one of `copies_with`. Raises OSError."""
    if isinstance(copy, Path):
        copy.unlink(missing_ok=True)
    else:
        working.discard(copy)
