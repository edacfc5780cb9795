"""The skills matrix on paper: exactly the people and skills it is given, on as few sheets as can be read.

Everything is laid out in units of which a sheet decides the size: as large as one sheet allows. Where that would be too
small to read, the matrix goes on over more sheets, each with its own names, and page x of y. Lengths of paper are
millimetres.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from organisatiecanvas.canvas import style, texts
from organisatiecanvas.canvas.balls import CLOCK, TARGET, draw_ball, draw_step
from organisatiecanvas.canvas.papers import PAGE_MARGIN, SHORT_LONG
from organisatiecanvas.models.labels import level_label
from organisatiecanvas.models.language import _

Size = Literal["A4", "A3"]
LEAST, SPREAD, MOST = 0.175, 0.2, 0.3  # millimetres of a unit: to be read at all, over several sheets, large enough
TEXT, SMALL = 11, 10  # units
CELL, MARKED_CELL, STEP_CELL, LINE, BALL = 27.0, 45.0, 53.0, 19.0, 11.5
WIDER = 1.5  # times as wide cells become where a sheet has room to spare
COUNT_WIDTH, COUNT_HEIGHT, BAND = 52.0, 18.0, 16.0
TOP, LEGEND_LINE, FOOT = 58.0, 17.0, 20.0
LEAST_NAME, MOST_NAME, LEAST_HEAD, MOST_HEAD = 90.0, 210.0, 60.0, 190.0
INK = style.LIGHT
GRID = INK.line
_ALIGNED = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "centre": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


@dataclass(frozen=True)
class Tally:
    """«2 / 3» with how that is (good, attention, problem or nothing), and the change since an earlier day."""

    words: str = ""
    state: str = ""
    since: int = 0


@dataclass(frozen=True)
class Square:
    """A cell: level (None: unknown), target still to reach, whether its last day comes or came, when it is learned."""

    level: int | None = None
    target: int | None = None
    expired: bool | None = None
    step: str | None = None


@dataclass(frozen=True)
class Column:
    """A skill; `group` is empty where skills are not under groups."""

    name: str
    group: str
    count: Tally


@dataclass(frozen=True)
class Line:
    """A person with a square for each column, or without any the heading of those below it."""

    name: str
    count: Tally
    squares: tuple[Square, ...] = ()
    away: bool = False


@dataclass(frozen=True)
class Matrix:
    """What is printed: `shown` says what was chosen, `rule` what is asked, `origin` whose it is and from when."""

    title: str
    subject: str
    rule: str
    shown: str
    origin: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class _Measures:
    """Sizes in units that follow from the texts."""

    names: float
    head: float
    cell: float
    content: float  # of a cell, in the middle of it
    band: float

    @property
    def left(self) -> float:
        return self.names + COUNT_WIDTH


def _measures(matrix: Matrix) -> _Measures:
    people = max((texts.width(line.name, TEXT) for line in matrix.lines), default=0.0)
    skills = max((texts.width(column.name, TEXT, True) for column in matrix.columns), default=0.0)
    squares = [square for line in matrix.lines for square in line.squares]
    cell = CELL
    if any(square.step is not None for square in squares):
        cell = STEP_CELL
    elif any(square.target is not None or square.expired is not None for square in squares):
        cell = MARKED_CELL
    return _Measures(
        min(MOST_NAME, max(LEAST_NAME, people + 14)),
        min(MOST_HEAD, max(LEAST_HEAD, skills + 12)),
        cell,
        cell,
        BAND if any(column.group for column in matrix.columns) else 0.0,
    )


class MatrixSheets:
    """The sheets of a matrix on paper of this size, lying or standing: whichever shows it larger."""

    def __init__(self, matrix: Matrix, paper: Size = "A3") -> None:
        self.matrix, self.title = matrix, matrix.title
        self._sizes = _measures(matrix)
        short, long = SHORT_LONG[paper]
        lying, standing = self._unit_of(long, short), self._unit_of(short, long)
        wide = lying >= LEAST or standing < LEAST  # standing only where that saves sheets
        self.width, self.height = (long, short) if wide else (short, long)
        unit = lying if wide else standing
        self._one = unit >= LEAST
        self._unit = min(unit, MOST) if self._one else SPREAD
        if self._one and matrix.columns:
            spare = (self.width - 2 * PAGE_MARGIN) / self._unit - self._sizes.left
            cell = max(self._sizes.cell, min(spare / len(matrix.columns), WIDER * self._sizes.cell))
            self._sizes = replace(self._sizes, cell=cell)
        self._blocks = list(self._divided())
        self.count = len(self._blocks)
        self.smallest_text = SMALL * self._unit

    # -- division --------------------------------------------------------------------------------------------------

    def _unit_of(self, width: float, height: float) -> float:
        """The largest unit with which the whole matrix stands on one sheet."""
        sizes = self._sizes
        wide = sizes.left + sizes.cell * max(1, len(self.matrix.columns))
        unit = (width - 2 * PAGE_MARGIN) / wide
        for _round in range(3):  # a smaller unit leaves the legend fewer lines
            high = self._around((width - 2 * PAGE_MARGIN) / unit) + LINE * max(1, len(self.matrix.lines))
            unit = min((width - 2 * PAGE_MARGIN) / wide, (height - 2 * PAGE_MARGIN) / high, MOST)
        return unit

    def _around(self, width: float) -> float:
        """What stands above and below the people, in units."""
        sizes = self._sizes
        legend = LEGEND_LINE * len(self._legend_lines(width))
        return TOP + sizes.band + sizes.head + COUNT_HEIGHT + 10 + legend + FOOT

    def _divided(self) -> Iterator[tuple[Sequence[int], Sequence[Line]]]:
        """Columns and lines of each sheet: first across, then down; a group that goes on is named again."""
        columns, lines = range(len(self.matrix.columns)), self.matrix.lines
        if self._one:
            yield columns, lines
            return
        width = (self.width - 2 * PAGE_MARGIN) / self._unit
        height = (self.height - 2 * PAGE_MARGIN) / self._unit
        across = max(1, int((width - self._sizes.left) // self._sizes.cell))
        down = max(2, int((height - self._around(width)) // LINE))
        across = math.ceil(len(columns) / math.ceil(len(columns) / across))  # no sheet with a column or two
        for some in _lines_by_sheet(lines, down):
            for first in range(0, max(1, len(columns)), across):
                yield columns[first : first + across], some

    # -- painting ----------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint a sheet, counted from 0; the painter is in millimetres."""
        painter.fillRect(QRectF(0, 0, self.width, self.height), style.brush("#ffffff"))
        painter.translate(PAGE_MARGIN, PAGE_MARGIN)
        painter.scale(self._unit, self._unit)
        width = (self.width - 2 * PAGE_MARGIN) / self._unit
        height = (self.height - 2 * PAGE_MARGIN) / self._unit
        columns, lines = self._blocks[number]
        self._paint_top(painter, width)
        top = TOP + self._sizes.band + self._sizes.head + COUNT_HEIGHT
        self._paint_heads(painter, [self.matrix.columns[at] for at in columns], top)
        right = self._sizes.left + self._sizes.cell * len(columns)
        for at, line in enumerate(lines):
            self._paint_line(painter, line, columns, top + LINE * at, right)
        self._paint_grid(painter, len(columns), lines, top)
        bottom = min(top + LINE * len(lines) + 10, height - FOOT - LEGEND_LINE)
        self._paint_legend(painter, width, bottom)
        self._paint_foot(painter, width, height, number)

    def _paint_top(self, painter: QPainter, width: float) -> None:
        matrix = self.matrix
        room = width * 0.62
        _write(painter, QRectF(0, 0, room, 22), matrix.subject, 17, bold=True)
        _write(painter, QRectF(room, 0, width - room, 22), matrix.title, TEXT, INK.muted, at="right")
        _write(painter, QRectF(0, 22, width, 15), matrix.rule, SMALL, INK.muted)
        _write(painter, QRectF(0, 36, width, 15), matrix.shown, SMALL, INK.ink)

    def _paint_heads(self, painter: QPainter, columns: Sequence[Column], bottom: float) -> None:
        """Names upright with their counts below them, and above skills of a group its name."""
        sizes = self._sizes
        start = 0
        for at, column in enumerate(columns):
            left = sizes.left + sizes.cell * at
            painter.save()
            painter.translate(left, bottom - COUNT_HEIGHT - 4)
            painter.rotate(-90)
            _write(painter, QRectF(0, 0, sizes.head - 4, sizes.cell), column.name, TEXT, bold=True)
            painter.restore()
            _paint_count(painter, QRectF(left, bottom - COUNT_HEIGHT, sizes.cell, COUNT_HEIGHT), column.count)
            last = at + 1 == len(columns) or columns[at + 1].group != column.group
            if last and sizes.band:
                band = QRectF(sizes.left + sizes.cell * start, TOP, sizes.cell * (at + 1 - start), BAND)
                painter.fillRect(band.adjusted(0, 0, -1, 0), style.brush(INK.hover))
                _write(painter, band.adjusted(4, 0, -2, 0), column.group, SMALL, INK.muted, bold=True)
                start = at + 1

    def _paint_line(self, painter: QPainter, line: Line, columns: Sequence[int], top: float, right: float) -> None:
        sizes = self._sizes
        if not line.squares:
            painter.fillRect(QRectF(0, top, right, LINE), style.brush(INK.hover))
            _write(painter, QRectF(4, top, right - 8, LINE), f"{line.name} · {line.count.words}", TEXT, bold=True)
            return
        colour = INK.muted if line.away else INK.ink
        _write(painter, QRectF(4, top, sizes.names - 8, LINE), line.name, TEXT, colour, struck=line.away)
        _paint_count(painter, QRectF(sizes.names, top, COUNT_WIDTH, LINE), line.count)
        for at, column in enumerate(columns):
            place = QRectF(sizes.left + sizes.cell * at, top, sizes.cell, LINE)
            _paint_square(painter, place, line.squares[column], sizes.content)

    def _paint_grid(self, painter: QPainter, columns: int, lines: Sequence[Line], top: float) -> None:
        sizes = self._sizes
        right, bottom = sizes.left + sizes.cell * columns, top + LINE * len(lines)
        painter.setPen(style.pen(GRID, 0.8))
        for at in range(len(lines) + 1):
            painter.drawLine(QPointF(0, top + LINE * at), QPointF(right, top + LINE * at))
        for at in range(columns + 1):
            left = sizes.left + sizes.cell * at
            painter.drawLine(QPointF(left, TOP + sizes.band), QPointF(left, bottom))

    def _paint_foot(self, painter: QPainter, width: float, height: float, number: int) -> None:
        painter.setPen(style.pen(GRID, 0.8))
        painter.drawLine(QPointF(0, height - FOOT + 4), QPointF(width, height - FOOT + 4))
        page = _("Page {page} of {pages}").format(page=number + 1, pages=self.count)
        _write(painter, QRectF(0, height - 14, width - 110, 14), self.matrix.origin, SMALL, INK.muted)
        _write(painter, QRectF(width - 100, height - 14, 100, 14), page, SMALL, INK.muted, at="right")

    # -- legend ------------------------------------------------------------------------------------------------------

    def _legend_entries(self) -> list[tuple[str, str]]:
        """A sign and what it means, in order; signs that the matrix does not have are left out."""
        squares = [square for line in self.matrix.lines for square in line.squares]
        states = {
            count.state for count in (*(c.count for c in self.matrix.columns), *(n.count for n in self.matrix.lines))
        }
        found = [(str(level), f"{level} {level_label(level)}") for level in range(5)]
        found.append(("·", _("unknown")))
        if any(square.expired is not None for square in squares):
            found.append((CLOCK, _("expiring or expired")))
        if any(square.target is not None for square in squares):
            found.append((TARGET, _("target")))
        if any(square.step is not None for square in squares):
            found.append(("step", _("step of the training plan")))
        words = {"good": _("as asked"), "attention": _("too few"), "problem": _("falls short")}
        found += [(style.SYMBOLS[state], words[state]) for state in words if state in states]
        return found

    def _legend_lines(self, width: float) -> list[list[tuple[str, str]]]:
        """The legend over as many lines as it needs."""
        found: list[list[tuple[str, str]]] = [[]]
        used = 0.0
        for entry in self._legend_entries():
            room = _entry_width(entry[1])
            if found[-1] and used + room > width:
                found.append([])
                used = 0.0
            found[-1].append(entry)
            used += room
        return found

    def _paint_legend(self, painter: QPainter, width: float, top: float) -> None:
        for at, entries in enumerate(self._legend_lines(width)):
            left = 0.0
            for sign, words in entries:
                place = QRectF(left, top + LEGEND_LINE * at, 16, LEGEND_LINE)
                if sign.isdigit():
                    _ball(painter, place, int(sign))
                elif sign == "step":
                    draw_step(painter, place.adjusted(0, 3, -1, -3), INK.selection, 1.2)
                else:
                    _write(painter, place, sign, TEXT, at="centre")
                room = _entry_width(words)
                _write(painter, QRectF(left + 20, place.top(), room - 20, LEGEND_LINE), words, SMALL, INK.muted)
                left += room


def _entry_width(words: str) -> float:
    return 20 + texts.width(words, SMALL) + 14


def _lines_by_sheet(lines: Sequence[Line], down: int) -> Iterator[list[Line]]:
    """At most so many lines a sheet; a heading goes with who stands below it, and comes again where they go on."""
    some: list[Line] = []
    heading: Line | None = None
    for at, line in enumerate(lines):
        if not line.squares:
            heading = line
        alone = not line.squares and len(some) == down - 1 and at + 1 < len(lines)
        if len(some) == down or alone:
            yield some
            some = [heading] if heading is not None and line is not heading else []
        some.append(line)
    yield some


def _paint_square(painter: QPainter, place: QRectF, square: Square, width: float) -> None:
    """The ball with its number, in the middle of its place, and beside it when it is learned, or clock and target."""
    if square.step is not None:
        draw_step(painter, place.adjusted(1.5, 1.5, -1.5, -1.5), INK.selection, 1.2)
    left = place.left() + (place.width() - width) / 2
    if square.level is None:
        _write(painter, QRectF(left, place.top(), CELL, LINE), "·", TEXT, INK.muted, at="centre")
    else:
        _ball(painter, QRectF(left + 2, place.top(), 13, LINE), square.level)
        _write(painter, QRectF(left + 16.5, place.top(), 10, LINE), str(square.level), TEXT)
    beside = QRectF(left + CELL - 2, place.top(), width - CELL, LINE)
    if square.step is not None:
        _write(painter, beside, square.step, SMALL - 2, INK.selection, bold=True, at="right", least=6)
        return
    if square.expired is not None:
        colour = INK.on_problem if square.expired else INK.on_attention
        upper = beside.adjusted(0, 0, 0, -LINE / 2 + 1) if square.target is not None else beside
        _write(painter, upper, CLOCK + ("!" if square.expired else ""), SMALL - 1, colour, bold=True, at="right")
    if square.target is not None:
        lower = beside.adjusted(0, LINE / 2 - 1, 0, 0) if square.expired is not None else beside
        _write(painter, lower, f"{TARGET}{square.target}", SMALL - 1, INK.muted, at="right")


def _ball(painter: QPainter, place: QRectF, level: int) -> None:
    ball = QRectF(0, 0, BALL, BALL)
    ball.moveCenter(QPointF(place.left() + 1 + BALL / 2, place.center().y()))
    draw_ball(painter, ball, level, INK.accent, INK.muted, "#ffffff")


def _paint_count(painter: QPainter, place: QRectF, count: Tally) -> None:
    if not count.words:
        return
    tints = {
        "good": (INK.good_tint, INK.on_good),
        "attention": (INK.attention_tint, INK.on_attention),
        "problem": (INK.problem_tint, INK.on_problem),
    }
    ground, ink = tints.get(count.state, ("", INK.ink))
    if ground:
        painter.fillRect(place, style.brush(ground))
    words = count.words.replace(" ", "") if place.width() < COUNT_WIDTH else count.words
    signs = style.SYMBOLS.get(count.state, "")
    since = f" {count.since:+d}" if count.since else ""
    for shown in (f"{signs} {words}{since}".strip(), f"{signs}{words}{since}", f"{words}{since}"):
        if texts.width(shown, SMALL, True) <= place.width() - 1:
            break
    _write(painter, place, shown, SMALL, ink, bold=bool(count.state), at="centre", least=7)


def _write(
    painter: QPainter,
    place: QRectF,
    words: str,
    size: int,
    colour: str = INK.ink,
    *,
    bold: bool = False,
    at: Literal["left", "centre", "right"] = "left",
    struck: bool = False,
    least: int = 0,
) -> None:
    """One line of text in its place; elided where it does not fit, or made smaller first where `least` is given."""
    while least and size > least and texts.width(words, size, bold) > place.width():
        size -= 1
    font = style.font(size, bold)
    if struck:
        font = QFont(font)
        font.setStrikeOut(True)
    painter.setFont(font)
    painter.setPen(QPen(QColor(colour)))
    shown = texts.elided(words, place.width(), size, bold)
    painter.drawText(place, _ALIGNED[at] | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, shown)
