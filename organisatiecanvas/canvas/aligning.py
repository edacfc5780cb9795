"""Putting several units and notes in line: align, distribute, same size. Each is one step; content moves along.

What is locked stays: the others come to it. Lengths are scene units.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from organisatiecanvas.canvas import nesting, style
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Variant

EDGES = ("left", "centre", "right", "top", "middle", "bottom")
SIZES = ("width", "height", "both")


def alignable(variant: Variant, refs: Iterable[Ref]) -> list[Ref]:
    """The units and notes among these, without units inside another of them."""
    refs = [ref for ref in dict.fromkeys(refs) if nesting.row_of(variant, ref) is not None]
    tops = set(nesting.top_units(variant, [ref.id for ref in refs if ref.collection == "units"]))
    return [ref for ref in refs if ref.collection == "notes" or (ref.collection == "units" and ref.id in tops)]


def align(document: Document, variant_id: str, refs: Iterable[Ref], edge: str) -> None:
    """Bring one of EDGES in line: with those that are locked, or else with the outermost; middles with all."""
    variant = document.organisation.variants[variant_id]
    chosen = _chosen(variant, refs, 2)
    with nesting.settled(document, variant, _align_name(edge)):
        boxes = _boxes(variant, chosen)
        fixed = [box for ref, box in boxes.items() if nesting.row_of(variant, ref).locked]
        around = _united(fixed or list(boxes.values()))
        for ref in _free(variant, chosen):
            box = boxes[ref]
            dx, dy = {
                "left": (around.x - box.x, 0.0),
                "centre": (around.centre[0] - box.centre[0], 0.0),
                "right": (around.right - box.right, 0.0),
                "top": (0.0, around.y - box.y),
                "middle": (0.0, around.centre[1] - box.centre[1]),
                "bottom": (0.0, around.bottom - box.bottom),
            }[edge]
            nesting.shift(variant, ref, dx, dy)
        nesting.grow_around(variant, [ref.id for ref in chosen if ref.collection == "units"])


def distribute(document: Document, variant_id: str, refs: Iterable[Ref], *, across: bool) -> None:
    """Make the distances between them equal, across or down; the two outermost stay."""
    variant = document.organisation.variants[variant_id]
    chosen = _chosen(variant, refs, 3)
    name = _("Distribute horizontally") if across else _("Distribute vertically")
    with nesting.settled(document, variant, name):
        boxes = _boxes(variant, chosen)
        spans = {ref: (box.x, box.right) if across else (box.y, box.bottom) for ref, box in boxes.items()}
        row = sorted(chosen, key=lambda ref: sum(spans[ref]))
        lengths = sum(spans[ref][1] - spans[ref][0] for ref in row)
        gap = (spans[row[-1]][1] - spans[row[0]][0] - lengths) / (len(row) - 1)
        place = spans[row[0]][0]
        for ref in row:
            way = place - spans[ref][0]
            place += spans[ref][1] - spans[ref][0] + gap
            if not nesting.row_of(variant, ref).locked:
                nesting.shift(variant, ref, way if across else 0.0, 0.0 if across else way)
        nesting.grow_around(variant, [ref.id for ref in chosen if ref.collection == "units"])


def same_size(document: Document, variant_id: str, refs: Iterable[Ref], what: str) -> None:
    """Give all the width, height or both of the one that was selected first; what holds others stays around them."""
    variant = document.organisation.variants[variant_id]
    chosen = _chosen(variant, refs, 2)
    names = {"width": _("Same width"), "height": _("Same height"), "both": _("Same size")}
    with nesting.settled(document, variant, names[what]):
        boxes = _boxes(variant, chosen)
        first = boxes[chosen[0]]
        for ref in _free(variant, chosen[1:]):
            box = boxes[ref]
            width = first.width if what in ("width", "both") else box.width
            height = first.height if what in ("height", "both") else box.height
            wanted = Box(box.x, box.y, max(width, style.LEAST_SIZE[0]), max(height, style.LEAST_SIZE[1]))
            nesting.row_of(variant, ref).box = tuple(nesting.around_content(variant, ref, wanted))
        nesting.grow_around(variant, [ref.id for ref in chosen if ref.collection == "units"])


def _chosen(variant: Variant, refs: Iterable[Ref], least: int) -> list[Ref]:
    chosen = alignable(variant, refs)
    if len(chosen) < least:
        raise OrganisationError(_("Select at least {count} units or notes first.").format(count=least))
    if not _free(variant, chosen):
        raise OrganisationError(_("These are locked; unlock them to move or resize them."))
    return chosen


def _free(variant: Variant, refs: Iterable[Ref]) -> list[Ref]:
    return [ref for ref in refs if not nesting.row_of(variant, ref).locked]


def _boxes(variant: Variant, refs: Iterable[Ref]) -> dict[Ref, Box]:
    return {ref: Box(*nesting.row_of(variant, ref).box) for ref in refs}


def _united(boxes: Sequence[Box]) -> Box:
    found = boxes[0]
    for box in boxes[1:]:
        found = found.united(box)
    return found


def _align_name(edge: str) -> str:
    return {
        "left": _("Align left"),
        "centre": _("Align centres"),
        "right": _("Align right"),
        "top": _("Align top"),
        "middle": _("Align middles"),
        "bottom": _("Align bottom"),
    }[edge]
