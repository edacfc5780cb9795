"""Paper: sizes, and how a poster is divided over smaller sheets. Lengths are millimetres; no Qt.

The poster on several sheets: each shows a window of it, all of one size, the next beginning where this one ends less
the overlap. Together the windows are the poster, and nothing of it is scaled.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Format = Literal["svg", "png", "pdf"]
Paper = Literal["A4", "A3", "A2", "A1", "A0"]
TilePaper = Literal["A4", "A3"]
CardSize = Literal["85x55", "A6"]

SHORT_LONG: Mapping[str, tuple[float, float]] = {
    "A4": (210.0, 297.0),
    "A3": (297.0, 420.0),
    "A2": (420.0, 594.0),
    "A1": (594.0, 841.0),
    "A0": (841.0, 1189.0),
}
PAPERS: tuple[Paper, ...] = ("A4", "A3", "A2", "A1", "A0")
TILE_PAPERS: tuple[TilePaper, ...] = ("A4", "A3")
CARD_SIZES: Mapping[str, tuple[float, float]] = {"85x55": (85.0, 55.0), "A6": (148.0, 105.0)}
PAGE_MARGIN = 10.0  # what most printers leave white, with some to spare
TILE_FOOT = 17.0  # below the window of a tile: its number and the map
OVERLAP = 10.0
MM_PER_INCH = 25.4
LEAST_DPI, MOST_DPI, SCREEN_DPI = 48, 600, 96
PNG_DPI = 192


@dataclass(frozen=True)
class Seen:
    """What of a variant is drawn, and how, where that is not everything.

    `only`: (collection, id) of units and notes, with all that lies in those units. `region`: (x, y, width, height) in
    scene units. `hidden` and `added`: names of layers (layers.py). `badges`: figures on the units. `overlay`: what the
    drawing is coloured by. `before`: the variant whose ghost is shown. Badges and overlay: see refs.py and overlays.py.
    """

    only: frozenset[tuple[str, str]] | None = None
    region: tuple[float, float, float, float] | None = None
    hidden: frozenset[str] = frozenset()
    badges: Mapping[str, Any] = field(default_factory=dict)
    overlay: Any = None
    before: str | None = None
    added: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Options:
    """How a picture is laid out. `paper` None: by itself (PDF: A4 or A3), or the size of the drawing (SVG, PNG).

    `tiles`: divide a poster of `paper` (A0 when None) over sheets of this size. `dpi`: of a PNG; 96 is one pixel a
    scene unit.
    """

    paper: Paper | None = None
    tiles: TilePaper | None = None
    dpi: int = PNG_DPI
    card: CardSize = "85x55"
    seen: Seen = Seen()


def turned(paper: str, *, wide: bool) -> tuple[float, float]:
    """Width and height of a sheet that lies (`wide`) or stands."""
    short, long = SHORT_LONG[paper]
    return (long, short) if wide else (short, long)


def unit_on(paper: str) -> float:
    """Millimetres of one unit of title and legend: larger on larger paper, less than in proportion."""
    return float(0.19 * (SHORT_LONG[paper][0] / SHORT_LONG["A4"][0]) ** 0.75)


@dataclass(frozen=True)
class Tile:
    """One sheet of a poster; `number`, `row` and `column` count from 1, (`x`, `y`) is where its window begins."""

    number: int
    row: int
    column: int
    x: float
    y: float


@dataclass(frozen=True)
class Tiling:
    """A poster of `width` × `height` over `rows` × `columns` sheets of size `sheet`, each with a `window`."""

    width: float
    height: float
    sheet: tuple[float, float]
    window: tuple[float, float]
    rows: int
    columns: int

    @property
    def count(self) -> int:
        return self.rows * self.columns

    def tiles(self) -> Iterator[Tile]:
        """The sheets, row by row."""
        for number in range(self.count):
            row, column = divmod(number, self.columns)
            x, y = column * (self.window[0] - OVERLAP), row * (self.window[1] - OVERLAP)
            yield Tile(number + 1, row + 1, column + 1, x, y)


def tiling(width: float, height: float, paper: TilePaper) -> Tiling:
    """The division with the fewest sheets of this paper, lying or standing."""
    choices = []
    for wide in (True, False):
        across, down = turned(paper, wide=wide)
        columns = _steps(width, across - 2 * PAGE_MARGIN)
        rows = _steps(height, down - PAGE_MARGIN - TILE_FOOT)
        window = ((width + (columns - 1) * OVERLAP) / columns, (height + (rows - 1) * OVERLAP) / rows)
        choices.append(Tiling(width, height, (across, down), window, rows, columns))
    return min(choices, key=lambda one: one.count)


def _steps(length: float, window: float) -> int:
    """How many windows that overlap cover a length."""
    return max(1, math.ceil(round((length - OVERLAP) / (window - OVERLAP), 6)))
