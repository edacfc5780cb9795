"""Texts that fit: elided, whole names and a count, wrapped; and the simple text items that show them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSimpleTextItem

from organisatiecanvas.canvas import style

SEPARATOR = " · "
PITCH = 1.22  # line to line, of the size


def width(words: str, size: int, bold: bool = False) -> float:
    """How wide a text is, in scene units."""
    return style.metrics(size, bold).horizontalAdvance(words)


def elided(words: str, room: float, size: int, bold: bool = False) -> str:
    """The text, ending in … where it is too wide."""
    if room <= 0:
        return ""
    return style.metrics(size, bold).elidedText(words, Qt.TextElideMode.ElideRight, room)


def listed(names: Sequence[str], room: float, size: int) -> str:
    """As many whole names as fit, then how many more there are: «Eef · Fatma +3»."""
    return shown(names, room, size)[0]


def shown(names: Sequence[str], room: float, size: int, separator: str = SEPARATOR) -> tuple[str, int]:
    """As `listed`, and how many of the names can be read in it."""
    whole = separator.join(names)
    if width(whole, size) <= room:
        return whole, len(names)
    for count in range(len(names) - 1, 0, -1):
        words = f"{separator.join(names[:count])}{separator if separator.isspace() else ' '}+{len(names) - count}"
        if width(words, size) <= room:
            return words, count
    if not names:
        return "", 0
    more = f" +{len(names) - 1}" if len(names) > 1 else ""
    return elided(names[0], room - width(more, size), size) + more, 1


def wrapped(words: str, room: float, lines: int, size: int) -> list[str]:
    """The text in at most so many lines, broken at spaces, the last elided."""
    found: list[str] = []
    for paragraph in words.splitlines() or [""]:
        current = ""
        for word in paragraph.split():
            longer = f"{current} {word}" if current else word
            if current and width(longer, size) > room:
                found.append(current)
                current = word
            else:
                current = longer
        found.append(current)
    if len(found) > lines:
        found = [*found[: max(lines - 1, 0)], " ".join(found[max(lines - 1, 0) :])] if lines > 0 else []
    return [elided(line, room, size) for line in found]


def fitting(words: str, room: float, height: float, largest: int, least: int, step: int = 1) -> tuple[int, list[str]]:
    """The largest size, of bold text, at which a name fits a space uncut, and its lines; cut at the least size."""
    for size in range(largest, least, -step):
        lines = broken(words, room, size)
        if len(lines) * size * PITCH <= height and all(width(line, size, True) <= room for line in lines):
            return size, lines
    count = max(1, int(height // (least * PITCH)))
    lines = broken(words, room, least)
    if len(lines) > count:
        lines = [*lines[: count - 1], " ".join(lines[count - 1 :])]
    return least, [elided(line, room, least, True) for line in lines]


def broken(words: str, room: float, size: int) -> list[str]:
    """Bold text in lines, broken at spaces, and after a slash or hyphen where it must."""
    found = [""]
    for part in words.replace("/", "/\u200b").replace("-", "-\u200b").split():
        pieces = part.split("\u200b")
        for index, piece in enumerate(pieces):
            joint = " " if index == 0 and found[-1] else ""
            if found[-1] and width(found[-1] + joint + piece, size, True) > room:
                found.append(piece)
            else:
                found[-1] += joint + piece
    return found


def label(
    parent: QGraphicsItem, words: str, x: float, baseline: float, size: int, colour: str, bold: bool = False
) -> QGraphicsSimpleTextItem:
    """A text in an item, standing on `baseline`."""
    item = QGraphicsSimpleTextItem(words, parent)
    item.setFont(style.font(size, bold))
    item.setBrush(style.brush(colour))
    item.setPos(x, baseline - style.metrics(size, bold).ascent())
    return item
