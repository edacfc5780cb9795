"""Routes are kept in the document: what an edit moves or makes gets its route in the same edit.

`follow` connects this to a document. Opening a document changes nothing: a link without a route that fits is routed
for the eye only, and gets its route with the next edit that changes the drawing. Without Qt.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator

from organisatiecanvas.canvas.drawing import Drawing, Route, Wire, bundle_of, lanes_from, shared_out
from organisatiecanvas.canvas.keeping import MOST_AT_ONCE, Keeping
from organisatiecanvas.canvas.routing import HURRIED, Pair, Router
from organisatiecanvas.models.changes import Change, RowChange
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.language import _

SHAPING = {
    "units": frozenset({"box", "parent"}),
    "notes": frozenset({"box"}),
    "links": frozenset({"from_", "to_", "kind", "order", "route", "by_hand"}),
}
MOST_KEPT = 2  # variants of which everything is remembered from edit to edit
_keepers: weakref.WeakKeyDictionary[Document, Keeper] = weakref.WeakKeyDictionary()


def follow(document: Document) -> None:
    """Keep the routes of a document, after whoever else settles an edit; once is enough, more does no harm."""
    keeper = _keepers.get(document)
    if keeper is None:
        keeper = _keepers[document] = Keeper()
    leave(document)
    document.settling.connect(settle)
    document.changed.connect(keeper.hear)


def leave(document: Document) -> None:
    """Keep its routes no longer."""
    keeper = _keepers.get(document)
    document.settling.disconnect(settle)
    if keeper is not None:
        keeper.forget()
        document.changed.disconnect(keeper.hear)


def settle(document: Document, change: Change) -> None:
    """Give routes to what this edit moved or made, and to what its boxes now stand in the way of."""
    _keepers[document].settle(document, change)


def shapes(row: RowChange) -> bool:
    """Whether a change of this row may change the ways in a drawing."""
    if row.collection not in SHAPING:
        return False
    return row.kind != "changed" or bool(row.fields & SHAPING[row.collection])


class Keeper:
    """The ways of the variants of one document, from edit to edit."""

    def __init__(self) -> None:
        self._kept: dict[str, Keeping] = {}
        self._document: weakref.ref[Document] | None = None
        self._open = False  # an edit was settled, and nobody said yet that it stands

    def settle(self, document: Document, change: Change) -> None:
        """Write the routes that an edit changes, as a part of it."""
        if self._open:  # the last edit was taken back after all
            self._kept.clear()
        self._document, self._open = weakref.ref(document), True
        fresh = {row.key[0] for row in change.rows if row.collection == "variants" and row.before is None}
        organisation = document.organisation
        for variant_id, rows in _shaping(change).items():
            variant = organisation.variants.get(variant_id)
            kept = self._kept.pop(variant_id, None)
            if variant is None or variant_id in fresh:
                continue
            if kept is None:
                kept = Keeping(organisation, variant)
            for link, route in kept.settle(organisation, variant, rows).items():
                variant.links[link].route = route
            while len(self._kept) >= MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[variant_id] = kept

    def hear(self, change: Change) -> None:
        """Follow what stands now: an edit, or one that was undone or redone."""
        self._open = False
        document = self._document() if self._document is not None else None
        if document is None or change.touches("orders"):
            self._kept.clear()
            return
        for variant_id, rows in _shaping(change).items():
            variant = document.organisation.variants.get(variant_id)
            kept = self._kept.pop(variant_id, None)
            if kept is not None and variant is not None:
                kept.follow(document.organisation, variant, rows)
                self._kept[variant_id] = kept

    def forget(self) -> None:
        """Know nothing any more."""
        self._kept.clear()
        self._open = False


def _shaping(change: Change) -> dict[str, list[RowChange]]:
    """The rows that may change the ways in a drawing, by variant."""
    found: dict[str, list[RowChange]] = {}
    for row in change.rows:
        if shapes(row):
            found.setdefault(row.key[0], []).append(row)
    return found


def fill(drawing: Drawing) -> Iterator[dict[str, Route]]:
    """A route for every link of a drawing that has none that fits, one bundle after the other, nearest first."""
    bundles = drawing.bundles()
    known = {wire.id: wire.route for wire in drawing.wires.values() if wire.route and wire.fits(drawing.boxes)}
    missing = {key for key, members in bundles.items() if any(wire.id not in known for wire in members)}
    router = drawing.router()
    _keep_known(router, drawing, bundles, known)
    if len(bundles) > HURRIED and len(missing) < MOST_AT_ONCE:
        router.narrow(missing)
    for bundle in router.ordered(bundle_of(bundles[key]) for key in missing):
        yield shared_out(bundles[bundle.key], router.route(bundle))


def _keep_known(router: Router, drawing: Drawing, bundles: dict[Pair, list[Wire]], known: dict[str, Route]) -> None:
    """Let what has its route occupy its place."""
    for wire in drawing.wires.values():
        if wire.by_hand:
            router.keep(wire.group, [list(known[wire.id])], (wire.from_, wire.to_))
    for key, members in bundles.items():
        if all(wire.id in known for wire in members):
            ends = members[0].from_, members[0].to_
            router.keep(key, lanes_from(members, [known[wire.id] for wire in members]), ends)


def renew(document: Document, variant_id: str) -> None:
    """Find every route of a variant anew, in one edit; corners placed by hand stay."""
    variant = document.organisation.variants[variant_id]
    follow(document)
    with document.edit(_("Find all routes anew")):
        for link in variant.links.values():
            if not link.by_hand:
                link.route = None
