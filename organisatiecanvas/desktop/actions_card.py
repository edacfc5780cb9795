"""How one action looks on the board: title, owner, dates, progress, and what is the matter with it."""

from __future__ import annotations

import datetime
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.actions_filter import span_words, title_of
from organisatiecanvas.desktop.flow_paint import LEFT, sized, width_of, write
from organisatiecanvas.desktop.widgets import fitted
from organisatiecanvas.models import plan_figures
from organisatiecanvas.models.language import _, date_text, percent
from organisatiecanvas.models.works_council import TooEarly

LINE, PAD, TITLE_LINES = 17, 8, 4
SCROLL_BAR = 10
WORKED_ON = ("open", "running", "postponed")


def card_words(row: Any, early: TooEarly | None, today: datetime.date) -> str:
    """What a card says, in one sentence."""
    parts = [title_of(row), row.owner_ or _("without an owner"), span_words(row), percent(row.progress)]
    if plan_figures.late(row, today):
        parts.append(_("late"))
    if early is not None:
        parts.append(_("before the works council"))
    return " · ".join(parts)


class CardDelegate(QStyledItemDelegate):
    """Paints a card as high as its title needs, up to four lines."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def _title(self, row: Any, width: int) -> list[str]:
        metrics = QFontMetrics(sized(self._view, 13, bold=True))
        return fitted(title_of(row), metrics, width, TITLE_LINES).split("\n")

    def _inner(self) -> int:
        """Pixels for words: as many with a scroll bar as without, so that no card has to be measured anew."""
        return self._view.width() - SCROLL_BAR - 2 * self._view.spacing() - 2 * PAD

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = index.data(Qt.ItemDataRole.UserRole)
        lines = len(self._title(row, self._inner())) + len(_marks(row, index)) + 2 if row is not None else 1
        return QSize(self._inner() + 2 * PAD, lines * LINE + 2 * PAD + 4)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if row is None:
            return
        colours = theme.current()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.line), 1.5 if chosen else 1))
        painter.setBrush(QColor(colours.accent_tint if chosen else colours.panel))
        painter.drawRoundedRect(rect, 8, 8)
        place = QRectF(rect.left() + PAD, rect.top() + PAD, rect.width() - 2 * PAD, LINE)
        painter.setFont(sized(self._view, 13, bold=True))
        painter.setPen(QColor(colours.ink))
        for words in self._title(row, self._inner()):
            write(painter, place, words)
            place.translate(0, LINE)
        painter.setFont(sized(self._view, 12))
        painter.setPen(QColor(colours.muted))
        span = span_words(row)
        if row.due is not None and width_of(painter.font(), span) > place.width():
            span = _("by {day}").format(day=date_text(row.due))
        for words in (row.owner_ or _("without an owner"), span):
            write(painter, place, words)
            place.translate(0, LINE)
        for severity, words in _marks(row, index):
            painter.setPen(QColor(theme.strong(severity)))
            painter.drawText(place, LEFT, f"! {words}")
            place.translate(0, LINE)
        self._progress(painter, row, rect)
        painter.restore()

    def _progress(self, painter: QPainter, row: Any, rect: QRectF) -> None:
        """A thin line below: how far it is."""
        if not row.progress or row.status not in WORKED_ON:
            return
        colours = theme.current()
        ground = QRectF(rect.left() + PAD, rect.bottom() - 7, rect.width() - 2 * PAD, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.pressed))
        painter.drawRoundedRect(ground, 1.5, 1.5)
        ground.setWidth(ground.width() * row.progress)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(ground, 1.5, 1.5)


def _marks(row: Any, index: QModelIndex | QPersistentModelIndex) -> list[tuple[str, str]]:
    """What is the matter: how bad, and in words."""
    found = []
    if plan_figures.late(row, datetime.date.today()):
        found.append(("problem", _("late")))
    if index.data(Qt.ItemDataRole.UserRole + 1) is not None:
        found.append(("attention", _("before the works council")))
    return found
