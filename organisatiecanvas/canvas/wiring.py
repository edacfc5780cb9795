"""Which links share a way, where each runs, and where its label lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from organisatiecanvas.canvas import style, ways
from organisatiecanvas.canvas.links import LinkItem, label_groups
from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.canvas.routing import WIDEST_SEARCH, Bundle, Pair, Router, key_of

FEW = 12  # bundles that are routed in full while they are dragged


class Wiring:
    """The links between placed units. Tell it what changed, then `settle`."""

    def __init__(self, links: Mapping[str, LinkItem]) -> None:
        self.router = Router()
        self._links = links
        self._bundles: dict[Pair, dict[str, None]] = {}
        self._of_link: dict[str, Pair] = {}
        self._of_unit: dict[str, set[Pair]] = {}
        self._stale: set[Pair] = set()
        self._moved = False

    def place(self, unit: str, box: Box, band: Box | None, around: Iterable[str]) -> None:
        """Where a unit lies now."""
        known = frozenset(around)
        router = self.router
        if router.boxes.get(unit) == box and router.bands.get(unit) == band and router.around.get(unit) == known:
            return
        router.place(unit, box, band, known)
        self._stale |= self._of_unit.get(unit, set())
        self._moved = True

    def forget(self, unit: str) -> None:
        """A unit is gone, and its links before it."""
        self.router.forget(unit)
        self._moved = True

    def place_note(self, note: str, box: Box | None) -> None:
        """Where a note lies now; None: it is gone."""
        if self.router.soft.get(note) != box:
            if box is None:
                del self.router.soft[note]
            else:
                self.router.soft[note] = box
            self._moved = True

    def connect(self, link: str) -> None:
        """A link is there, or it looks or runs otherwise."""
        self.disconnect(link)
        looks = self._links[link].looks
        assert looks is not None
        key = key_of(looks.from_, looks.to_)
        self._of_link[link] = key
        self._bundles.setdefault(key, {})[link] = None
        for unit in key:
            self._of_unit.setdefault(unit, set()).add(key)
        self._stale.add(key)

    def disconnect(self, link: str) -> None:
        """A link is gone."""
        key = self._of_link.pop(link, None)
        if key is None:
            return
        members = self._bundles[key]
        del members[link]
        self._stale.add(key)
        if not members:
            del self._bundles[key]
            for unit in key:
                self._of_unit[unit].discard(key)

    def links_of(self, unit: str) -> list[str]:
        """Links that begin or end at a unit."""
        return [link for key in self._of_unit.get(unit, ()) for link in self._bundles[key]]

    def clear(self) -> None:
        """No units and no links."""
        self.router = Router()
        for kept in (self._bundles, self._of_link, self._of_unit, self._stale):
            kept.clear()

    # -- routing -----------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Give every link its way. In a drawing of normal size all are found anew, so that the same
        drawing always looks the same, however it came about.
        """
        if not self._stale and not self._moved:
            return
        if len(self._bundles) > WIDEST_SEARCH:
            self._route(self._stale, quick=True)
        else:
            self.router.clear()
            self._route(self._bundles, quick=False)
            self._stale.clear()
            self._place_labels(list(self._of_link))
        self._stale.clear()
        self._moved = False

    def follow(self) -> None:
        """While something is dragged: only the links of what moved."""
        stale = {key for key in self._stale if key in self._bundles}
        few = len(stale) <= FEW and len(self._bundles) <= WIDEST_SEARCH
        for key in stale:
            self.router.release(key)
        self._route(stale, quick=not few)
        if few:
            self._place_labels([link for key in stale for link in self._bundles[key]])
        self._stale.clear()
        self._moved = True  # the next settle looks at everything

    def _route(self, keys: Iterable[Pair], *, quick: bool) -> None:
        keys = list(keys)
        bundles = []
        for key in keys:
            if key not in self._bundles:
                self.router.release(key)
                continue
            first = self._lanes(key)[0].looks
            assert first is not None
            bundles.append(Bundle((first.from_, first.to_), len(self._bundles[key]), first.kind == "order"))
        self.router.route_all(bundles, quick=quick)
        for bundle in bundles:
            self._draw(bundle)
        if quick:
            for bundle in bundles:
                for link in self._bundles[bundle.key]:
                    item = self._links[link]
                    if item.label is not None:
                        item.label.setPos(*item.label_box(*item.label_places()[0])[:2])

    def _lanes(self, key: Pair) -> list[LinkItem]:
        items = [self._links[link] for link in self._bundles[key]]
        return sorted(items, key=lambda item: item.looks.rank if item.looks is not None else (0, 0, ""))

    def _draw(self, bundle: Bundle) -> None:
        middle = self.router.ways[bundle.key].points
        items = self._lanes(bundle.key)
        for index, item in enumerate(items):
            # half a unit beside, an odd width covers whole pixels at 100 %
            points = ways.lane(middle, index * style.LANE - bundle.half if len(items) > 1 else 0.5)
            assert item.looks is not None
            if item.looks.from_ != bundle.pair[0]:
                points = points[::-1]
            item.route(points, bundled=len(items) > 1)

    def _place_labels(self, links: list[str]) -> None:
        """Each label at its best place that is under no unit, in no heading and on no other label."""
        moving = {link for link in links if self._links[link].label is not None}
        router = self.router
        taken = [box.grown(2) for unit, box in router.boxes.items() if unit not in router.bands]
        taken += [*router.bands.values(), *router.soft.values()]
        for link, item in self._links.items():
            if item.label is not None and link not in moving and item.points:
                place = item.label.pos()
                taken.append(Box(place.x(), place.y(), *item.label_size))
        for key in sorted({self._of_link[link] for link in moving}):
            for item, box in self._label_boxes([item for item in self._lanes(key) if item.label is not None], taken):
                taken.append(box.grown(1))
                assert item.label is not None
                item.label.setPos(box.x, box.y)

    def _label_boxes(self, items: list[LinkItem], taken: list[Box]) -> Iterator[tuple[LinkItem, Box]]:
        """The labels of one bundle: together in the order of the lanes, else each by itself."""
        for boxes in label_groups(items):
            if not any(_overlap(box, other) for box in boxes for other in taken):
                yield from zip(items, boxes, strict=True)
                return
        taken = list(taken)
        for item in items:
            places = [item.label_box(x, y) for x, y in item.label_places()]
            box = next((box for box in places if not any(_overlap(box, other) for other in taken)), None)
            if box is None:  # crowded: where it hides least
                box = min(places, key=lambda box: sum(_overlap(box, other) for other in taken))
            taken.append(box.grown(1))
            yield item, box


def _overlap(one: Box, two: Box) -> bool:
    return one.x < two.right and two.x < one.right and one.y < two.bottom and two.y < one.bottom
