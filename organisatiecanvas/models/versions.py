"""Two versions of one document beside each other, row by row: what only one of them has, and what differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from organisatiecanvas.models import changes
from organisatiecanvas.models.labels import collection_label
from organisatiecanvas.models.mapping import Row
from organisatiecanvas.models.organisation import Organisation

Side = Literal["mine", "theirs", "both"]
_NAMES = ("name", "title", "text", "what", "id")  # what a row is called by, the first it has


@dataclass(frozen=True)
class Difference:
    """A row that is not the same in both: `side` tells who has it.

    Where both have it, `fields` are the names of what differs and `rows` mine and theirs.
    """

    collection: str
    name: str
    side: Side
    fields: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


def differences(mine: Organisation, theirs: Organisation) -> list[Difference]:
    """Every difference, in the order of the document; both organisations come from documents."""
    ours, others = (dict(_keyed(organisation)) for organisation in (mine, theirs))
    found = [_difference(place, row, others.get(place), mine) for place, row in ours.items()]
    found += [
        Difference(place[0], row_name(row, theirs), "theirs") for place, row in others.items() if place not in ours
    ]
    return [item for item in found if item is not None]


def _keyed(organisation: Organisation) -> Iterator[tuple[tuple[str, tuple[Any, ...]], Row]]:
    for row in organisation.rows():
        yield (row.__tablename__, changes.full_key(row)), row


def _difference(place: tuple[str, Any], row: Row, other: Row | None, mine: Organisation) -> Difference | None:
    if other is None:
        return Difference(place[0], row_name(row, mine), "mine")
    fields = tuple(name for name in row.FIELDS if getattr(row, name) != getattr(other, name))
    return Difference(place[0], row_name(row, mine), "both", fields, (row, other)) if fields else None


def row_name(row: Row, organisation: Organisation) -> str:
    """What a reader calls it: its own name, or those of the rows it ties together."""
    for name in _NAMES:
        words = getattr(row, name, None)
        if isinstance(words, str) and words:
            return " ".join(words.split())[:80]
    referred = [_referred(organisation, row, name) for name in (*row.KEY, "person", "skill") if name in row.FIELDS]
    words = " · ".join(dict.fromkeys(filter(None, referred)))
    return words or collection_label(row.__tablename__)


def _referred(organisation: Organisation, row: Row, name: str) -> str:
    value = getattr(row, name)
    for collection in row.FIELDS[name].refers:
        known = getattr(organisation, collection, {}).get(value)
        if known is not None:
            return str(known.name)
    return str(value or "")
