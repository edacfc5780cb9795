"""Every element of two variants as a line to read and to act on: what became of it, and in which fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

from organisatiecanvas.models.analysis import variant_of
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.comparison.elements import Element, Status, compare_elements
from organisatiecanvas.models.comparison.was_wordt import WasBecomes
from organisatiecanvas.models.comparison.wording import Wording, field_words
from organisatiecanvas.models.organisation import Organisation


class ElementLine(TypedDict):
    """A line of the was-wordt list for any element. `fields`: in words, those that differ."""

    part: str
    collection: str
    id: str
    name: str
    status: Status
    fields: str
    was: str | float | None
    becomes: str | float | None
    people: int


def element_lines(
    organisation: Organisation, before: str, after: str, known: Sequence[WasBecomes]
) -> list[ElementLine]:
    """Every element of either variant once, in the order of `compare_elements`.

    `known` is the was-wordt list of the same two: what stands in it is told in the same words. Raises
    OrganisationError for an unknown variant.
    """
    bases = [Basis(organisation, variant_of(organisation, identity)) for identity in (before, after)]
    wordings = [Wording(basis) for basis in bases]
    told = {(row["collection"], row["id"]): row for row in known if row["part"] != "fte"}
    found: list[ElementLine] = []
    for element in compare_elements(bases[0].variant, bases[1].variant):
        row = told.get((element["collection"], element["id"]))
        sides = [getattr(basis.variant, element["collection"]).get(element["id"]) for basis in bases]
        if row is not None:
            words: tuple[str | float | None, ...] = row["was"], row["becomes"]
        else:
            words = _words(element, sides, wordings)
        found.append(
            {
                "part": "elements",
                "collection": element["collection"],
                "id": element["id"],
                "name": _name(element["collection"], sides, wordings),
                "status": element["status"],
                "fields": field_words(element["fields"]),
                "was": words[0],
                "becomes": words[1],
                "people": row["people"] if row is not None else 0,
            }
        )
    return found


def _words(element: Element, sides: Sequence[Any], wordings: Sequence[Wording]) -> tuple[str | None, ...]:
    if element["status"] == "unchanged":
        return None, None
    others = (sides[1], sides[0])
    return tuple(
        wording.element(element["collection"], row, other, element["fields"])
        for wording, row, other in zip(wordings, sides, others, strict=True)
    )


def _name(collection: str, sides: Sequence[Any], wordings: Sequence[Wording]) -> str:
    """What the element is called, as the later variant has it."""
    at = 1 if sides[1] is not None else 0
    return wordings[at].title(collection, sides[at])
