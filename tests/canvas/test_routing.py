"""Ways between boxes: right-angled, on the sides of their units, around what stands between, clear of each other."""

from __future__ import annotations

import itertools
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from organisatiecanvas.canvas import ways
from organisatiecanvas.canvas.drawing import crosses
from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.canvas.routing import Bundle, Router
from organisatiecanvas.canvas.style import LANE
from organisatiecanvas.canvas.ways import fits

PLACE = st.integers(min_value=-30, max_value=30).map(lambda step: step * 20.0)


def placed(**boxes: Box) -> Router:
    router = Router()
    for name, box in boxes.items():
        router.place(name, box, None)
    return router


@settings(max_examples=60)
@given(PLACE, PLACE, PLACE, PLACE, st.integers(min_value=1, max_value=4))
def test_a_way_is_right_angled_and_joins_its_units(ax: float, ay: float, bx: float, by: float, lanes: int) -> None:
    one, two = Box(ax, ay, 220, 200), Box(bx, by, 120, 100)
    found = placed(a=one, b=two).route(Bundle(("a", "b"), lanes))
    assert len(found) == lanes
    for points in found:
        assert fits(points, one, two)


def test_a_way_goes_around_what_stands_between() -> None:
    wall = Box(200, -60, 100, 220)
    router = placed(a=Box(0, 0, 100, 100), wall=wall, b=Box(400, 0, 100, 100))
    assert not crosses(router.route(Bundle(("a", "b"), 1))[0], wall)


def test_released_ways_leave_no_trace() -> None:
    router = placed(a=Box(0, 0, 100, 100), b=Box(300, 40, 100, 100))
    first = router.route(Bundle(("a", "b"), 2))
    router.release(("a", "b"))
    assert router.route(Bundle(("a", "b"), 2)) == first
    assert router.route(Bundle(("a", "b"), 2)) == first


def test_what_is_in_line_is_joined_straight() -> None:
    router = placed(a=Box(0, 0, 100, 100), b=Box(300, 20, 100, 100))
    assert len(router.route(Bundle(("a", "b"), 1))[0]) == 2


@st.composite
def crowds(draw: st.DrawFn) -> tuple[dict[str, Box], list[tuple[str, str, int]]]:
    """Boxes on a trembling grid with room for a way between any two, some missing, and links between them."""
    chance = random.Random(draw(st.integers(min_value=0, max_value=10_000)))
    boxes = {}
    for column, row in itertools.product(range(5), range(4)):
        if chance.random() < 0.85:
            x, y = column * 240.0 + chance.randint(0, 3) * 10, row * 200.0 + chance.randint(-17, 17)
            boxes[f"u{column}{row}"] = Box(
                x, y, chance.choice([100.0, 130.0, 160.0]), chance.choice([60.0, 97.0, 120.0])
            )
    links = []
    for _number in range(8):
        one, two = chance.sample(sorted(boxes), 2)
        if not any({one, two} == {start, end} for start, end, _lanes in links):
            links.append((one, two, chance.choice([1, 1, 1, 2, 3])))
    return boxes, links


@settings(max_examples=30)
@given(crowds())
def test_no_way_runs_through_a_box_and_lanes_keep_apart(
    crowd: tuple[dict[str, Box], list[tuple[str, str, int]]],
) -> None:
    boxes, links = crowd
    router = placed(**boxes)
    for bundle in router.ordered(Bundle((one, two), lanes) for one, two, lanes in links):
        router.route(bundle)
    everything = []
    for one, two, lanes in links:
        found = router.ways[min(one, two), max(one, two)].lanes
        assert len(found) == lanes
        for points in found:
            assert fits(points, boxes[one], boxes[two]) or fits(points[::-1], boxes[one], boxes[two])
            for name, box in boxes.items():
                assert name in (one, two) or not crosses(points, box), (one, two, name, points)
            everything.append(points)
    assert shared(everything) == 0.0


def shared(routes: list[list[ways.Point]]) -> float:
    """The length over which different routes lie nearer to each other than a lane."""
    total = 0.0
    pieces = [list(ways.segments(points, 0.0)) for points in routes]
    for one, two in itertools.combinations(pieces, 2):
        for first, second in itertools.product(one, two):
            if first.horizontal == second.horizontal and abs(first.at - second.at) < LANE - 0.01:
                total += max(0.0, min(first.high, second.high) - max(first.low, second.low))
    return total


def test_taking_away_what_stood_and_ran_there_leaves_the_tracks_as_they_were() -> None:
    router = placed(a=Box(0, 0, 100, 100), wall=Box(200, -60, 100, 220), b=Box(400, 0, 100, 100))
    first = router.route(Bundle(("a", "b"), 2))
    router.place("wall", Box(200, 300, 100, 220), None)
    router.place_note("n", Box(120, -80, 60, 300))
    router.place("cell", Box(150, -100, 200, 400), Box(150, -100, 200, 42))
    router.keep(("wall", "b"), [[(250.0, 300.0), (250.0, 50.0), (400.0, 50.0)]])
    assert router.route(Bundle(("a", "b"), 2)) != first
    router.release(("wall", "b"))
    router.forget("cell")
    router.place_note("n", None)
    router.place("wall", Box(200, -60, 100, 220), None)
    assert router.route(Bundle(("a", "b"), 2)) == first


def test_a_long_way_is_mended_where_something_came_to_stand_in_it() -> None:
    boxes = {"a": Box(0, 0, 100, 100), "b": Box(3000, 600, 100, 100), "wall": Box(1400, 900, 100, 200)}
    router = placed(**boxes)
    bundle = Bundle(("a", "b"), 2)
    before = router.route(bundle)
    (x, y), (end, _y) = next(
        (one, two) for one, two in itertools.pairwise(before[0]) if one[1] == two[1] and abs(one[0] - two[0]) > 1000
    )
    wall = Box((x + end) / 2 - 50, y - 100, 100, 200)
    router.place("wall", wall, None)
    mended = router.mend(bundle, before, wall)
    assert mended is not None
    for lane, old in zip(mended, before, strict=True):
        assert fits(lane, boxes["a"], boxes["b"])
        assert not crosses(lane, wall)
        assert (lane[:2], lane[-1]) == (old[:2], old[-1])
    assert router.ways[bundle.key].lanes == mended
    moved = Box(0, 200, 100, 100)
    router.place("a", moved, None)
    again = router.mend(bundle, mended, boxes["a"].united(moved))
    assert again is not None
    assert all(fits(lane, moved, boxes["b"]) for lane in again)
    assert [lane[-2:] for lane in again] == [lane[-2:] for lane in mended]


def test_a_way_stays_out_of_containers_that_it_has_nothing_to_do_with() -> None:
    router = placed(a=Box(0, 100, 100, 100), b=Box(900, 100, 100, 100), child=Box(320, 400, 100, 60))
    router.around["child"] = frozenset({"cell"})
    router.place("cell", Box(300, -100, 400, 600), Box(300, -100, 400, 42))
    points = router.route(Bundle(("a", "b"), 1))[0]
    assert not crosses(points, router.boxes["cell"])
    inside = router.route(Bundle(("a", "child"), 1))[0]
    assert fits(inside, router.boxes["a"], router.boxes["child"])


def test_a_container_is_joined_with_its_own_content_on_the_inside() -> None:
    router = placed(child=Box(120, 200, 100, 60))
    router.around["child"] = frozenset({"cell"})
    cell = Box(0, 0, 500, 500)
    router.place("cell", cell, Box(0, 0, 500, 42))
    points = router.route(Bundle(("cell", "child"), 1))[0]
    assert all(cell.contains(x, y) for x, y in points)
    assert fits(points, cell, router.boxes["child"])


def test_where_there_is_no_way_the_nearest_shape_is_taken() -> None:
    router = placed(a=Box(0, 0, 100, 100), b=Box(102, 0, 100, 100))
    points = router.route(Bundle(("a", "b"), 1))[0]
    assert fits(points, router.boxes["a"], router.boxes["b"])
    far = placed(a=Box(0, 0, 100, 100), b=Box(9e6, 9e6, 100, 100))
    assert fits(far.route(Bundle(("a", "b"), 1))[0], far.boxes["a"], far.boxes["b"])
