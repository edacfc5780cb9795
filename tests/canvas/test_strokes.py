"""Lines and heads of links: straight pieces by themselves, none so long that a pen dashes what nobody sees."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.strokes import STRETCH, heads_path, stretches

CORNERS = [(0.0, 0.0), (0.0, 2500.0), (3000.0, 2500.0), (3000.0, 2510.0)]


def lines_of(path: QPainterPath) -> list[tuple[QPointF, QPointF]]:
    """Its lines; fails where one goes on from another, which paints many times slower."""
    parts = [path.elementAt(at) for at in range(path.elementCount())]
    assert [part.isMoveTo() for part in parts] == [True, False] * (len(parts) // 2)
    return [(QPointF(one.x, one.y), QPointF(two.x, two.y)) for one, two in zip(parts[::2], parts[1::2], strict=True)]


@pytest.mark.parametrize("kind", list(style.LINKS))
def test_a_line_is_drawn_whole_in_pieces_by_themselves(kind: str) -> None:
    paths = stretches(CORNERS, kind, False)
    lines = [line for path in paths for line in lines_of(path)]
    assert all((one - two).manhattanLength() <= STRETCH for one, two in lines) == bool(style.LINKS[kind].dash)
    assert (len(paths) > 1) == bool(style.LINKS[kind].dash)
    assert sum((one - two).manhattanLength() for one, two in lines) == pytest.approx(5510, abs=25)  # up to the heads
    assert all(before[1] == after[0] for before, after in itertools.pairwise(lines))


@pytest.mark.parametrize("kind", [kind for kind, look in style.LINKS.items() if look.dash])
def test_dashes_go_on_where_a_long_piece_is_cut(kind: str) -> None:
    [(one, two)] = lines_of(stretches(CORNERS, kind, False)[1])
    dashes = (one - two).manhattanLength() / sum(style.LINKS[kind].dash or ())
    assert dashes == pytest.approx(round(dashes), abs=1e-6)


@pytest.mark.parametrize(("tip", "way"), [((100.0, 0.0), (1, 0)), ((0.0, -80.0), (0, -1))])
def test_a_head_ends_at_its_tip_and_points_along_the_line(tip: tuple[float, float], way: tuple[int, int]) -> None:
    box = heads_path([(0.0, 0.0), tip], "order", False).boundingRect()
    front = box.right() if way[0] else box.top()
    assert front == pytest.approx(tip[0] if way[0] else tip[1], abs=6)
    assert (tip[0] - box.left() if way[0] else box.bottom() - tip[1]) == pytest.approx(14, abs=4)
    assert abs(box.center().y() if way[0] else box.center().x()) < 0.01
