"""What lies near a place, by the squares of a coarse grid."""

from __future__ import annotations

from organisatiecanvas.canvas.nearby import SQUARE, Nearby
from organisatiecanvas.canvas.refs import Box


def test_what_moved_is_near_its_new_place_only_and_leaves_nothing_behind() -> None:
    nearby: Nearby[str] = Nearby()
    for step in range(100):
        nearby.put("a", [Box(step * 2 * SQUARE, 0, 10, 10)])
    nearby.put("b", [Box(0, 0, 2 * SQUARE, 10)])
    assert nearby.near(Box(198 * SQUARE, 0, 5, 5)) == {"a"}
    assert nearby.near(Box(5, 5, 5, 5)) == {"b"}
    assert len(nearby._squares) == 4  # one of a, three of b
    nearby.drop("a")
    nearby.drop("b")
    nearby.drop("never there")
    assert nearby._squares == {}
