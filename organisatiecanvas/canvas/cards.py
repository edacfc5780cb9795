"""Cards of equal size to cut out, one per unit and one per role, as many on a sheet as fit. Lengths are millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from organisatiecanvas.canvas import style, texts
from organisatiecanvas.canvas.appearance import Appearance
from organisatiecanvas.canvas.papers import CARD_SIZES, PAGE_MARGIN, CardSize, Paper, turned
from organisatiecanvas.canvas.shapes import band_path
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _

MARK, GAP = 4.0, 1.0
LINE = 0.12
UNIT_MM = {"85x55": 0.25, "A6": 0.4}  # millimetres of one unit of a card
BAND, PAD = 48.0, 14.0  # units
SIZES = (12, 11, 10, 9)  # of the texts below the heading: the largest that fits
HEADINGS = (17, 15, 13)
SPACE = 5.0  # between two entries
HALF_MARK = 2.5


@dataclass(frozen=True)
class Entry:
    """A text on a card with what it is; without one, a text on its own."""

    caption: str
    words: str


@dataclass(frozen=True)
class Card:
    """What a card says."""

    name: str
    second: str
    colour: str
    filled: bool  # the heading of a unit is filled, that of a role tinted
    dashed: bool
    entries: tuple[Entry, ...]


class Described(Protocol):
    """What cards need of a picture."""

    title: str
    organisation: Any
    variant: Any
    scene: Any


def cards_of(organisation: Any, variant: Any, names: str = "full") -> list[Card]:
    """A card for every unit, then for every role by unit; holders only with `names` «full»."""
    looks = Appearance(organisation, variant, names)
    units = list(variant.units.values())
    return [_unit_card(looks, unit) for unit in units] + [
        _role_card(looks, unit, role) for unit in units for role in looks.roles.get(unit.id, ())
    ]


def _unit_card(looks: Appearance, unit: Any) -> Card:
    shown = looks.unit(unit.id)
    parent = looks.variant.units[unit.parent].name if unit.parent is not None else ""
    second = " · ".join(part for part in (choice_label(unit.kind), parent) if part)
    inside = [looks.variant.units[child].name for child in looks.children.get(unit.id, ())]
    entries = [
        Entry("", unit.purpose),
        Entry(_("For"), unit.segment),
        Entry(_("People"), shown.footer),
        Entry(_("Holds"), texts.SEPARATOR.join(inside)),
        Entry(_("Roles"), texts.SEPARATOR.join(role.name for role in shown.roles)),
        Entry(_("Machines"), texts.SEPARATOR.join(machine.name for machine in unit.machines.values())),
    ]
    external = unit.kind == "external"
    return Card(unit.name, second, shown.colour, not external, external, _filled(entries))


def _role_card(looks: Appearance, unit: Any, role: Any) -> Card:
    shown = looks.unit(unit.id)
    own = next(one for one in shown.roles if one.id == role.id)
    name = f"{style.STAR} {role.name}" if own.star else role.name
    entries = [
        Entry("", role.purpose),
        Entry(_("Accountable for"), _list(role.accountabilities)),
        Entry(_("Decides about"), _list(role.domains)),
        Entry(_("Held by"), texts.SEPARATOR.join(own.holders)),
    ]
    return Card(name, f"{choice_label('role')} · {unit.name}", shown.colour, False, False, _filled(entries))


def _list(items: Sequence[str]) -> str:
    return "; ".join(items)


def _filled(entries: list[Entry]) -> tuple[Entry, ...]:
    return tuple(Entry(entry.caption, " ".join(entry.words.split())) for entry in entries if entry.words.strip())


@dataclass(frozen=True)
class Line:
    """A line of text on a card; `caption` is printed before it, in grey."""

    caption: str
    words: str
    x: float  # where the words begin


def lay_out(entries: Sequence[Entry], width: float, height: float) -> tuple[int, list[list[Line]]]:
    """The size of text and the lines of each entry, so that nothing lies outside; ends in … what does not fit."""
    for size in SIZES:
        found = [_lines(entry, width, size) for entry in entries]
        if _height(found, size) <= height:
            return size, found
    size = SIZES[-1]
    counts = [len(lines) for lines in found]
    while counts and _height([[Line("", "", 0)] * count for count in counts], size) > height:
        longest = max(range(len(counts)), key=lambda at: (counts[at], at))
        if counts[longest] > 1:
            counts[longest] -= 1
        else:
            counts.pop()
    return size, [_lines(entry, width, size, count) for entry, count in zip(entries, counts, strict=False)]


def _lines(entry: Entry, width: float, size: int, most: int = 99) -> list[Line]:
    """The lines of an entry, broken at spaces; the first begins after the caption, the last may end in …."""
    caption = f"{entry.caption}: " if entry.caption else ""
    indent = texts.width(caption, size, True)
    rows: list[list[str]] = [[]]
    for word in entry.words.split():
        room = width - (indent if len(rows) == 1 else 0.0)
        if rows[-1] and texts.width(" ".join([*rows[-1], word]), size) > room:
            rows.append([])
        rows[-1].append(word)
    rows = [*rows[: most - 1], [word for row in rows[most - 1 :] for word in row]] if len(rows) > most else rows
    return [
        Line(caption, texts.elided(" ".join(row), width - indent, size), indent)
        if at == 0
        else Line("", texts.elided(" ".join(row), width, size), 0.0)
        for at, row in enumerate(rows)
    ]


def _height(lines: Sequence[Sequence[Line]], size: int) -> float:
    return sum(len(one) for one in lines) * _pitch(size) + SPACE * max(len(lines) - 1, 0)


def _pitch(size: int) -> float:
    return size * 1.3


class CardSheets:
    """The cards of a picture on sheets of paper, with marks where to cut."""

    def __init__(self, picture: Described, size: CardSize, paper: Paper) -> None:
        self.title = picture.title
        self.cards = cards_of(picture.organisation, picture.variant, picture.scene.names)
        self.card = CARD_SIZES[size]
        self._unit = UNIT_MM[size]
        self.width, self.height = max(
            (turned(paper, wide=wide) for wide in (False, True)), key=lambda sheet: _fitting(sheet, self.card)
        )
        self.columns, self.rows = _across(self.width, self.card[0]), _across(self.height, self.card[1])
        self.per_sheet = self.columns * self.rows
        self.count = max(1, -(-len(self.cards) // self.per_sheet))
        self.smallest_text = SIZES[-1] * self._unit

    @property
    def corner(self) -> tuple[float, float]:
        """Where the first card of a sheet begins: the cards lie in the middle of the sheet."""
        return (self.width - self.columns * self.card[0]) / 2, (self.height - self.rows * self.card[1]) / 2

    def place(self, number: int) -> QRectF:
        """Where a card of a sheet lies, counted from 0."""
        row, column = divmod(number, self.columns)
        left, top = self.corner
        return QRectF(left + column * self.card[0], top + row * self.card[1], *self.card)

    def paint(self, painter: QPainter, number: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, self.width, self.height), style.brush("#ffffff"))
        cards = self.cards[number * self.per_sheet : (number + 1) * self.per_sheet]
        for index, card in enumerate(cards):
            place = self.place(index)
            painter.save()
            painter.translate(place.topLeft())
            painter.scale(self._unit, self._unit)
            paint_card(painter, card, place.width() / self._unit, place.height() / self._unit)
            painter.restore()
        self._paint_marks(painter, len(cards))

    def _paint_marks(self, painter: QPainter, count: int) -> None:
        """Marks outside the cards at every cut, and a small cross where cuts meet."""
        if not count:
            return
        rows = -(-count // self.columns)
        columns = min(count, self.columns)
        left, top = self.corner
        right, bottom = left + columns * self.card[0], top + rows * self.card[1]
        xs = [left + column * self.card[0] for column in range(columns + 1)]
        ys = [top + row * self.card[1] for row in range(rows + 1)]
        painter.setPen(style.pen(style.LIGHT.muted, LINE))
        for x in xs:
            for start, step in ((top - GAP, -MARK), (bottom + GAP, MARK)):
                painter.drawLine(QPointF(x, start), QPointF(x, start + step))
        for y in ys:
            for start, step in ((left - GAP, -MARK), (right + GAP, MARK)):
                painter.drawLine(QPointF(start, y), QPointF(start + step, y))
        for x in xs:
            for y in ys:
                painter.drawLine(QPointF(x - HALF_MARK, y), QPointF(x + HALF_MARK, y))
                painter.drawLine(QPointF(x, y - HALF_MARK), QPointF(x, y + HALF_MARK))


def _across(length: float, card: float) -> int:
    """How many cards lie in a length: within the margins of a printer where that costs no card, like A6 on A4."""
    return max(1, int((length - 2 * PAGE_MARGIN) // card), int(round(length, 3) // card) if card > length / 3 else 0)


def _fitting(sheet: tuple[float, float], card: tuple[float, float]) -> int:
    return _across(sheet[0], card[0]) * _across(sheet[1], card[1])


def paint_card(painter: QPainter, card: Card, width: float, height: float) -> None:
    """Draw a card from (0, 0) in units."""
    inset = 8.0  # white that stays when the knife slips
    frame = QRectF(inset, inset, width - 2 * inset, height - 2 * inset)
    ground = card.colour if card.filled else style.mix(card.colour, 0.12)
    ink = "#ffffff" if card.filled and style.contrast("#ffffff", card.colour) >= 4.5 else style.LIGHT.ink
    painter.save()
    painter.translate(frame.topLeft())
    painter.setPen(style.pen(None))
    painter.setBrush(style.brush(ground))
    painter.drawPath(band_path(frame.width(), BAND, 10.0))
    room = frame.width() - 2 * PAD
    size = next((size for size in HEADINGS if texts.width(card.name, size, True) <= room), HEADINGS[-1])
    _text(painter, texts.elided(card.name, room, size, True), PAD, 22, size, ink, True)
    second = ink if card.filled else style.LIGHT.muted
    _text(painter, texts.elided(card.second, room, 11), PAD, 38, 11, second)
    painter.setBrush(style.brush(None))
    painter.setPen(style.pen(card.colour, 1.5, (6.5, 2.5) if card.dashed else None))
    painter.drawRoundedRect(QRectF(0, 0, frame.width(), frame.height()), 10, 10)
    text_size, entries = lay_out(card.entries, room, frame.height() - BAND - 2 * 10)
    baseline = BAND + 10 + text_size * 0.95
    for lines in entries:
        for line in lines:
            if line.caption:
                _text(painter, line.caption, PAD, baseline, text_size, style.LIGHT.muted, True)
            _text(painter, line.words, PAD + line.x, baseline, text_size, style.LIGHT.ink)
            baseline += _pitch(text_size)
        baseline += SPACE
    painter.restore()


def _text(painter: QPainter, words: str, x: float, baseline: float, size: int, colour: str, bold: bool = False) -> None:
    painter.setFont(style.font(size, bold))
    painter.setPen(style.pen(colour))
    painter.drawText(QPointF(x, baseline), words)
