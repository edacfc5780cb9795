"""Which links share a way, where each runs, and where its label lies.

A route that the document holds is shown as it is. A link without one that fits is routed for the eye only: at once
where few are missing, else by the nearest shape until the background has found its way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from organisatiecanvas.canvas import routes, simple, ways
from organisatiecanvas.canvas.corners import followed
from organisatiecanvas.canvas.drawing import BY_HAND, Drawing, Route, Wire, bundle_of, shared_out
from organisatiecanvas.canvas.labelling import Taken
from organisatiecanvas.canvas.links import LinkItem, label_groups
from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.canvas.routing import HURRIED, Bundle, Pair, Router

FEW = 12  # bundles that look for boxes in their way while they are dragged
AT_ONCE = 40  # bundles that are routed while one waits, in a drawing with very many

Mark = tuple[str | None, str, Box, Box, int, int]


class Wiring:
    """The links between placed units. Tell it what changed, then `settle`.

    `background` takes a drawing whose links lack routes and brings them later to `bring`; without it, `settle` waits.
    """

    def __init__(self, links: Mapping[str, LinkItem]) -> None:
        self.router = Router()
        self.variant_id: str | None = None
        self.background: Callable[[Drawing], object] | None = None
        self._links = links
        self._wires: dict[str, Wire] = {}
        self._bundles: dict[Pair, dict[str, None]] = {}
        self._of_link: dict[str, Pair] = {}
        self._of_unit: dict[str, set[Pair]] = {}
        self._stale: set[Pair] = set()
        self._found: dict[Mark, Route] = {}  # what was routed for the eye, for the places where it was
        self._provisional: set[Pair] = set()  # shown by the nearest shape until the background brings better
        self._obstacles_moved = False
        self._shown: dict[str, Route] = {}
        self._previewed: set[Pair] = set()

    def place(self, unit: str, box: Box, band: Box | None, around: Iterable[str]) -> None:
        """Where a unit lies now."""
        known = frozenset(around)
        router = self.router
        if router.boxes.get(unit) == box and router.bands.get(unit) == band and router.around.get(unit) == known:
            return
        router.place(unit, box, band, known)
        self._stale |= self._of_unit.get(unit, set())
        self._obstacles_moved = True

    def forget(self, unit: str) -> None:
        """A unit is gone, and its links before it."""
        self.router.forget(unit)
        self._obstacles_moved = True

    def place_note(self, note: str, box: Box | None) -> None:
        """Where a note lies now; None: it is gone."""
        if self.router.soft.get(note) != box:
            self.router.place_note(note, box)
            self._obstacles_moved = True

    def connect(self, link: str, route: Route | None = None, by_hand: bool = False) -> None:
        """A link is there, or it looks or runs otherwise."""
        self.disconnect(link)
        looks = self._links[link].looks
        assert looks is not None
        wire = Wire(link, looks.from_, looks.to_, looks.kind, looks.rank, route, by_hand and route is not None)
        self._wires[link] = wire
        between = wire.key
        key = (link, BY_HAND) if wire.by_hand else between
        self._of_link[link] = key
        self._bundles.setdefault(key, {})[link] = None
        for unit in between:
            self._of_unit.setdefault(unit, set()).add(key)
        self._stale.add(key)

    def disconnect(self, link: str) -> None:
        """A link is gone."""
        key = self._of_link.pop(link, None)
        if key is None:
            return
        wire = self._wires.pop(link)
        self._shown.pop(link, None)
        members = self._bundles[key]
        del members[link]
        self._stale.add(key)
        if not members:
            del self._bundles[key]
            for unit in wire.key:
                self._of_unit[unit].discard(key)

    def runs(self, link: str) -> tuple[Route | None, bool]:
        """The route that the document holds for a link, as it was last told, and whether it was placed by hand."""
        wire = self._wires[link]
        return wire.route, wire.by_hand

    def clear(self) -> None:
        """No units and no links."""
        self.router = Router()
        self._obstacles_moved = False
        for kept in (self._wires, self._bundles, self._of_link, self._of_unit, self._shown):
            kept.clear()
        for marks in (self._stale, self._provisional, self._previewed):
            marks.clear()

    # -- routing -----------------------------------------------------------------------------------------------

    @property
    def unsettled(self) -> bool:
        """Whether something came, went or moved since it was settled."""
        return bool(self._stale or self._previewed) or self._obstacles_moved

    def settle(self) -> None:
        """Give every link its way: the one that the document holds, else one that was or is found for the eye."""
        if not self.unsettled:
            return
        stale = self._stale | self._previewed
        self._stale, self._previewed = set(), set()
        missing: set[Pair] = set()
        for key in stale:
            self._provisional.discard(key)
            if key in self._bundles and not self._show_known(key):
                missing.add(key)
        if missing:
            self._find(missing)
        many = len(self._bundles) > HURRIED
        changed = [link for key in stale & self._bundles.keys() for link in self._bundles[key]]
        self._place_labels(changed if many else list(self._of_link))
        self._obstacles_moved = False

    def _show_known(self, key: Pair) -> bool:
        """Draw a bundle whose routes are known; False where one is not."""
        members, boxes = self._lanes(key), self.router.boxes
        if key[1] == BY_HAND:
            wire = members[0]
            assert wire.route is not None
            self._draw({wire.id: tuple(followed(wire.route, boxes[wire.from_], boxes[wire.to_]))}, 1)
            return True
        found: dict[str, Route] = {}
        for lane, wire in enumerate(members):
            route = wire.route
            if not ways.fits(route, boxes[wire.from_], boxes[wire.to_]):
                route = self._found.get(self._mark(wire, lane, len(members)))
            if route is None:
                return False
            found[wire.id] = route
        self._draw(found, len(members))
        return True

    def _find(self, missing: set[Pair]) -> None:
        """Ways for bundles that have none: now, or by the nearest shape until they are brought."""
        if self.background is None or len(missing) <= (AT_ONCE if len(self._bundles) > HURRIED else HURRIED):
            for found in routes.fill(self.drawing(missing)):
                self._keep(found)
            return
        for key in missing:
            members = self._lanes(key)
            self._draw(shared_out(members, self.router.quick_lanes(bundle_of(members))), len(members))
        self._provisional |= missing
        self.background(self.drawing(self._provisional))

    def drawing(self, without: Iterable[Pair] = ()) -> Drawing:
        """A copy of what is shown, without the routes of these bundles."""
        left_out = set(without)
        boxes = self.router.boxes
        wires = {}
        for link, wire in self._wires.items():
            key = self._of_link[link]
            shown = self._shown.get(link)
            if key in left_out:
                shown = None
            elif key[1] == BY_HAND and wire.route is not None:
                shown = tuple(followed(wire.route, boxes[wire.from_], boxes[wire.to_]))
            wires[link] = wire._replace(route=shown)
        router = self.router
        return Drawing(dict(boxes), dict(router.bands), dict(router.around), dict(router.soft), wires)

    def bring(self, found: Mapping[str, Route]) -> None:
        """What the background found, as far as it still fits."""
        boxes = self.router.boxes
        fitting: dict[str, Route] = {}
        for link, route in found.items():
            wire = self._wires.get(link)
            if wire is None or self._of_link[link] not in self._provisional:
                continue
            if ways.fits(route, boxes[wire.from_], boxes[wire.to_]):
                fitting[link] = route
        brought: list[str] = []
        for key in {self._of_link[link] for link in fitting}:
            if all(link in fitting for link in self._bundles[key]):
                self._provisional.discard(key)
                self._keep({link: fitting[link] for link in self._bundles[key]})
                brought.extend(self._bundles[key])
        self._place_labels(brought)

    def _keep(self, found: Mapping[str, Route]) -> None:
        """Draw a bundle that was routed for the eye, and remember it for these places."""
        for key in {self._of_link[link] for link in found}:
            members = self._lanes(key)
            for lane, wire in enumerate(members):
                self._found[self._mark(wire, lane, len(members))] = found[wire.id]
            self._draw(found, len(members))

    def route(self, link: str) -> Route:
        """Where a link runs on the screen, from its first unit to its second."""
        return self._shown[link]

    def preview(self, link: str, points: Sequence[ways.Point]) -> None:
        """Show a link along these points, without the model."""
        self._draw({link: tuple(points)}, len(self._bundles[self._of_link[link]]))

    def shown(self, link: str) -> Route | None:
        """Where a link runs that has no route yet; None while only its nearest shape is shown."""
        key = self._of_link.get(link)
        if key is None or key in self._provisional or key in self._stale | self._previewed:
            return None
        wire = self._wires[link]
        lane = [other.id for other in self._lanes(key)].index(link)
        return self._found.get(self._mark(wire, lane, len(self._bundles[key])))

    def _mark(self, wire: Wire, lane: int, lanes: int) -> Mark:
        boxes = self.router.boxes
        return self.variant_id, wire.id, boxes[wire.from_], boxes[wire.to_], lane, lanes

    def follow(self) -> None:
        """While something is dragged: only the links of what moved, in simple shapes."""
        stale = [key for key in self._stale if key in self._bundles]
        few = len(stale) <= FEW and len(self._bundles) <= HURRIED
        self.router.clear()
        if few:
            self.router.narrow(key for key in stale if key[1] != BY_HAND)
        for key in stale:
            if not few and self._slide(key):
                continue
            members = self._lanes(key)
            if key[1] == BY_HAND:
                self._show_known(key)
                continue
            bundle: Bundle = bundle_of(members)
            lanes = self.router.route(bundle, search=False) if few else self.router.quick_lanes(bundle)
            self._draw(shared_out(members, lanes), len(members))
        links = [link for key in stale for link in self._bundles[key]]
        if few:
            self._place_labels(links)
        else:
            for link in links:
                item = self._links[link]
                if item.label is not None:
                    item.label.setPos(*item.label_box(*item.label_places()[0])[:2])
        self._previewed |= self._stale
        self._stale = set()
        self._obstacles_moved = True

    def _slide(self, key: Pair) -> bool:
        """Draw a link that runs alone between two units with room between them; False where it is otherwise."""
        members = self._bundles[key]
        if key[1] == BY_HAND or len(members) > 1:
            return False
        wire = self._wires[next(iter(members))]
        points = simple.facing(self.router.boxes[wire.from_], self.router.boxes[wire.to_])
        if points is None:
            return False
        self._shown[wire.id] = tuple(points)
        self._links[wire.id].route(ways.lane(points, 0.5), bundled=False)
        return True

    def _lanes(self, key: Pair) -> list[Wire]:
        members = [self._wires[link] for link in self._bundles[key]]
        if len(members) > 1:
            members.sort(key=lambda wire: wire.rank)
        return members

    def _draw(self, found: Mapping[str, Sequence[ways.Point]], lanes: int) -> None:
        for link, route in found.items():
            self._shown[link] = tuple(route)
            # half a unit beside, an odd width covers whole pixels at 100 %
            self._links[link].route(ways.lane(list(route), 0.0 if lanes > 1 else 0.5), bundled=lanes > 1)

    # -- labels ------------------------------------------------------------------------------------------------

    def place_labels(self) -> None:
        """Find every label its place anew, after their sizes changed; the ways stay."""
        self._place_labels(list(self._of_link))

    def _place_labels(self, links: Iterable[str]) -> None:
        """Each label at its best place that is under no unit, in no heading and on no other label."""
        moving = {link for link in links if self._links[link].label is not None}
        labels: dict[str, Box] = {}
        for link, item in self._links.items():
            if item.label is not None and link not in moving and item.points:
                place = item.label.pos()
                labels[link] = Box(place.x(), place.y(), *item.label_size)
        if not moving and not (labels and self._obstacles_moved):
            return
        router = self.router
        taken = Taken()
        for unit, box in router.boxes.items():
            if unit not in router.bands:
                taken.add(box.grown(2))
        for box in (*router.bands.values(), *router.soft.values()):
            taken.add(box)
        if self._obstacles_moved:  # something may have come to lie on a label
            covered = {link for link, box in labels.items() if taken.hit(box)}
            moving |= covered
            for link in covered:
                del labels[link]
        for box in labels.values():
            taken.add(box)
        for key in sorted({self._of_link[link] for link in moving}):
            items = [self._links[wire.id] for wire in self._lanes(key)]
            for item, box in self._label_boxes([item for item in items if item.label is not None], taken):
                taken.add(box.grown(1))
                assert item.label is not None
                item.label.setPos(box.x, box.y)

    def _label_boxes(self, items: list[LinkItem], taken: Taken) -> Iterator[tuple[LinkItem, Box]]:
        """The labels of one bundle: together in the order of the lanes, else each by itself."""
        for boxes in label_groups(items):
            if not any(taken.hit(box) for box in boxes):
                yield from zip(items, boxes, strict=True)
                return
        for item in items:
            places = [item.label_box(x, y) for x, y in item.label_places()]
            box = next((box for box in places if not taken.hit(box)), None)
            if box is None:  # crowded: where it hides least
                box = min(places, key=taken.hits)
            yield item, box
