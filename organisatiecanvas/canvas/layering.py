"""Units in columns along the order flow: flow against the stream left out, few crossings, straight where that goes.

Pure functions of sizes and weighted flows; places are scene units. Without Qt.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.refs import Box

GAP_X, GAP_Y = 100.0, 60.0
WIDEST_GAP = 320.0
LANE_ROOM = 12.0  # scene units that each link adds to the gap between two columns
SWEEPS = 6
ASPECT = 1.6  # a screen
WIDE = 2.4  # times as wide as high: goes on below
TURNED = 0.15  # of all flow, that may run back where a row goes on below
MOST_FOLDS = 3
Size = tuple[float, float]
Flows = Mapping[tuple[str, str], float]  # (from, to) → how much flows


def forward(units: Sequence[str], flows: Flows) -> dict[str, int]:
    """An order of the units in which little flows backwards: Eades, Lin and Smyth (1993), with weights."""
    leaving: dict[str, dict[str, float]] = {unit: {} for unit in units}
    coming: dict[str, dict[str, float]] = {unit: {} for unit in units}
    for (start, end), weight in flows.items():
        leaving[start][end] = coming[end][start] = weight
    left = dict.fromkeys(units)
    head: list[str] = []
    tail: list[str] = []

    def take(unit: str) -> None:
        del left[unit]
        for other in leaving[unit]:
            coming[other].pop(unit, None)
        for other in coming[unit]:
            leaving[other].pop(unit, None)
        near = (*leaving[unit], *coming[unit])
        ready.extend(other for other in near if other in left and not (leaving[other] and coming[other]))

    ready = [unit for unit in units if not leaving[unit] or not coming[unit]]
    while left:
        while ready:
            unit = ready.pop(0)
            if unit in left:
                (head if not coming[unit] else tail).append(unit)
                take(unit)
        if left:  # a circle: begin where most leaves and least comes in, first what was drawn first
            unit = max(left, key=lambda one: sum(leaving[one].values()) - sum(coming[one].values()))
            head.append(unit)
            take(unit)
    return {unit: place for place, unit in enumerate([*head, *reversed(tail)])}


def columns(units: Sequence[str], flows: Flows, outside: Iterable[str] = ()) -> list[list[str]]:
    """Units by their longest way from a start; who only receives from `outside` comes last."""
    place = forward(units, flows)
    ahead: dict[str, list[str]] = {unit: [] for unit in units}
    for start, end in flows:
        if place[start] < place[end]:
            ahead[start].append(end)
    order = sorted(units, key=place.__getitem__)
    rank = dict.fromkeys(units, 0)
    for unit in order:
        for other in ahead[unit]:
            rank[other] = max(rank[other], rank[unit] + 1)
    starts = {end for _start, end in flows}
    external = set(outside)
    for unit in reversed(order):  # a start of its own stands right before where it flows to
        if unit not in starts and unit not in external and ahead[unit]:
            rank[unit] = min(rank[other] for other in ahead[unit]) - 1
    last = max(rank.values(), default=0)
    for unit in external:
        if unit in rank and unit in starts and not any(start == unit for start, _end in flows):
            rank[unit] = last
    found: list[list[str]] = [[] for _rank in range(last + 1)]
    for unit in units:
        found[rank[unit]].append(unit)
    return [column for column in found if column]


def uncrossed(found: list[list[str]], flows: Flows) -> None:
    """Sort each column by the mean place of its neighbours, to and fro (the barycentre rule)."""
    near: dict[str, list[str]] = {}
    for start, end in flows:
        near.setdefault(start, []).append(end)
        near.setdefault(end, []).append(start)
    place = {unit: (index + 0.5) / len(column) for column in found for index, unit in enumerate(column)}
    for sweep in range(SWEEPS):
        for column in found if sweep % 2 == 0 else reversed(found):
            wish = {
                unit: sum(place[other] for other in near[unit]) / len(near[unit]) if unit in near else place[unit]
                for unit in column
            }
            column.sort(key=wish.__getitem__)
            place.update({unit: (index + 0.5) / len(column) for index, unit in enumerate(column)})


def layered(
    units: Sequence[str],
    sizes: Mapping[str, Size],
    flows: Flows,
    outside: Iterable[str] = (),
    within: float | None = None,
) -> dict[str, Box]:
    """Boxes from (0, 0) on for units that flow into each other; `within` lets a wide row go on below (see `folds`)."""
    found = columns(units, flows, outside)
    uncrossed(found, flows)
    boxes: dict[str, Box] = {}
    y = 0.0
    cuts = [] if within is None else folds(found, sizes, flows, within)
    for start, end in itertools.pairwise([0, *cuts, len(found)]):
        part = {unit for column in found[start:end] for unit in column}
        row = _in_columns(found[start:end], sizes, {pair: w for pair, w in flows.items() if part.issuperset(pair)})
        boxes.update({unit: box.moved(0.0, y) for unit, box in row.items()})
        lanes = sum(1 for one, two in flows if (one in part) != (two in part))
        y = snap(y + max(box.bottom for box in row.values()) + _gap(lanes))
    return boxes


def _gap(lanes: int) -> float:
    """Room between two columns, or rows, for so many links."""
    return min(max(GAP_X, 60.0 + LANE_ROOM * lanes), WIDEST_GAP)


def _in_columns(found: list[list[str]], sizes: Mapping[str, Size], flows: Flows) -> dict[str, Box]:
    tops = _tops(found, sizes, flows)
    lowest = min(tops.values(), default=0.0)
    of_column = {unit: index for index, column in enumerate(found) for unit in column}
    boxes: dict[str, Box] = {}
    x = 0.0
    for index, column in enumerate(found):
        width = max(sizes[unit][0] for unit in column)
        for unit in column:
            own_width, own_height = sizes[unit]
            boxes[unit] = Box(snap(x + (width - own_width) / 2), snap(tops[unit] - lowest), own_width, own_height)
        lanes = sum(
            1
            for start, end in flows
            if of_column[start] != of_column[end] and index in (of_column[start], of_column[end] - 1)
        )
        x = snap(x + width + _gap(lanes))
    return boxes


def folds(found: list[list[str]], sizes: Mapping[str, Size], flows: Flows, within: float) -> list[int]:
    """Before which columns a row too wide for a screen goes on below, as a text does.

    What flows from one row to the next mostly runs back to the left: that may be TURNED of the weight of all flows
    `within` these units, their content included.
    """
    widths = [max(sizes[unit][0] for unit in column) + GAP_X for column in found]
    heights = [height_of(column, sizes) + GAP_X for column in found]
    if len(found) < 2 or sum(widths) < WIDE * max(heights):
        return []
    place = {unit: index for index, column in enumerate(found) for unit in column}
    between: dict[tuple[int, int], float] = {}
    for (start, end), weight in flows.items():
        pair = place[start], place[end]
        if pair[0] < pair[1]:
            between[pair] = between.get(pair, 0.0) + weight
    best: tuple[float, list[int]] = (abs(math.log(sum(widths) / max(heights) / ASPECT)), [])
    most = MOST_FOLDS if len(found) <= 24 else 1
    for count in range(1, most + 1):
        for cuts in itertools.combinations(range(1, len(found)), count):
            ends = list(itertools.pairwise([0, *cuts, len(found)]))
            row_of = {column: row for row, (start, end) in enumerate(ends) for column in range(start, end)}
            left = {column: sum(widths[ends[row][0] : column]) + widths[column] / 2 for column, row in row_of.items()}
            turned = sum(weight for (one, two), weight in between.items() if left[two] <= left[one])
            if turned > TURNED * within:
                continue
            rows_wide = [sum(widths[start:end]) for start, end in ends]
            if min(rows_wide) < max(rows_wide) / 2:  # a few words on a line of their own
                continue
            height = sum(max(heights[start:end]) for start, end in ends)
            best = min(best, (abs(math.log(max(rows_wide) / height / ASPECT)), list(cuts)))
    return best[1]


def _tops(found: list[list[str]], sizes: Mapping[str, Size], flows: Flows) -> dict[str, float]:
    """Where each unit begins from above: level with its neighbours, as far as those in its column leave room."""
    near: dict[str, list[tuple[str, float]]] = {}
    for (start, end), weight in flows.items():
        near.setdefault(start, []).append((end, weight))
        near.setdefault(end, []).append((start, weight))
    tallest = max(height_of(column, sizes) for column in found)
    tops: dict[str, float] = {}
    for column in found:
        y = (tallest - height_of(column, sizes)) / 2
        for unit in column:
            tops[unit] = y
            y += sizes[unit][1] + GAP_Y
    for sweep in range(SWEEPS):
        for column in found if sweep % 2 == 0 else reversed(found):
            wishes = []
            for unit in column:
                others = near.get(unit, [])
                total = sum(weight for _other, weight in others)
                middle = sum((tops[other] + sizes[other][1] / 2) * weight for other, weight in others)
                wishes.append(middle / total - sizes[unit][1] / 2 if total else tops[unit])
            heights = [sizes[unit][1] + GAP_Y for unit in column]
            tops.update(zip(column, stacked(wishes, heights), strict=True))
    return tops


def stacked(wishes: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Places as near as can be to the wishes (least squares), in their order and without overlap."""
    blocks: list[tuple[float, int]] = []  # mean of what is wished once all heights above are taken off, and how many
    offset = 0.0
    for wish, height in zip(wishes, heights, strict=True):
        mean, count = wish - offset, 1
        while blocks and blocks[-1][0] > mean:
            other, many = blocks.pop()
            mean, count = (mean * count + other * many) / (count + many), count + many
        blocks.append((mean, count))
        offset += height
    found: list[float] = []
    offset = 0.0
    for mean, count in blocks:
        for _one in range(count):
            found.append(mean + offset)
            offset += heights[len(found) - 1]
    return found


def rows(units: Sequence[str], sizes: Mapping[str, Size], width: float) -> dict[str, Box]:
    """Boxes from (0, 0) on, one after the other in rows of at most this width."""
    boxes: dict[str, Box] = {}
    x = y = tallest = 0.0
    for unit in units:
        own_width, own_height = sizes[unit]
        if x and x + own_width > width:
            x, y, tallest = 0.0, y + tallest + GAP_Y, 0.0
        boxes[unit] = Box(snap(x), snap(y), own_width, own_height)
        x, tallest = snap(x) + own_width + GAP_Y, max(tallest, own_height)
    return boxes


def placed(
    units: Sequence[str],
    sizes: Mapping[str, Size],
    flows: Flows,
    outside: Iterable[str] = (),
    leading: Iterable[str] = (),
    ties: Iterable[tuple[str, str]] = (),
    within: float | None = None,
) -> dict[str, Box]:
    """Boxes from (0, 0) on for all of these: the flow in the middle, who leads above it, who has no flow below.

    `ties` are other links: who has no flow stands near those it is tied to. `within`: see `layered`.
    """
    flowing = {unit for pair in flows for unit in pair}
    main = [unit for unit in units if unit in flowing]
    alone = [unit for unit in units if unit not in flowing]
    boxes = layered(main, sizes, flows, outside, within) if main else {}
    width = max((box.right for box in boxes.values()), default=0.0)
    area = sum((sizes[unit][0] + GAP_Y) * (sizes[unit][1] + GAP_Y) for unit in alone)
    width = max(width, math.sqrt(1.6 * area), max((sizes[unit][0] for unit in alone), default=0.0))
    middles: dict[str, list[float]] = {}
    for one, two in ties:
        for own, other in ((one, two), (two, one)):
            if other in boxes:
                middles.setdefault(own, []).append(boxes[other].centre[0])
    wish = {unit: sum(middles[unit]) / len(middles[unit]) if unit in middles else 0.0 for unit in alone}
    alone.sort(key=wish.__getitem__)
    leaders = set(leading)
    above = _near(rows([unit for unit in alone if unit in leaders], sizes, width), wish, width)
    below = _near(rows([unit for unit in alone if unit not in leaders], sizes, width), wish, width)
    top = max((box.bottom + GAP_X for box in above.values()), default=0.0)
    bottom = max((box.bottom + top + GAP_X for box in boxes.values()), default=top)
    return {
        **above,
        **{unit: box.moved(0, snap(top)) for unit, box in boxes.items()},
        **{unit: box.moved(0, snap(bottom)) for unit, box in below.items()},
    }


def _near(boxes: dict[str, Box], wish: Mapping[str, float], width: float) -> dict[str, Box]:
    """Each row moved sideways, as a whole, towards what its units are tied to."""
    found: dict[str, Box] = {}
    for y in sorted({box.y for box in boxes.values()}):
        row = {unit: box for unit, box in boxes.items() if box.y == y}
        gaps = [wish[unit] - box.centre[0] for unit, box in row.items() if wish[unit]]
        shift = sum(gaps) / len(gaps) if gaps else 0.0
        shift = min(max(shift, 0.0), max(width - max(box.right for box in row.values()), 0.0))
        found.update({unit: box.moved(snap(shift), 0) for unit, box in row.items()})
    return found


def height_of(column: Sequence[str], sizes: Mapping[str, Size]) -> float:
    """Height of a column with its gaps."""
    return sum(sizes[unit][1] for unit in column) + GAP_Y * (len(column) - 1)


def snap(value: float) -> float:
    """On the grid."""
    return round(value / style.GRID) * style.GRID
