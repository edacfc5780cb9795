"""How wide the columns of a table are: what stands in them first, then the room there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QTableView

from organisatiecanvas.desktop.tables import WIDTHS, RowTable
from organisatiecanvas.models.organisation import ROWS

AROUND = 26  # pixels beside the words of a cell
HEAD_AROUND = 34  # and of a heading, with its arrow
MOST = 460  # pixels of a column of texts
NAME_AT_LEAST, TEXT_AT_LEAST = 180, 96
LOOKED_AT = 60  # rows; of longer tables the first ones tell enough


class Columns(QObject):
    """Keeps the columns of a table as wide as their words while there is room, until somebody drags one.

    `wide` are the columns that go first; `widths` are in pixels, instead of those of the kind of field.
    """

    def __init__(self, view: QTableView, model: RowTable, wide: Sequence[str], widths: Mapping[str, int]) -> None:
        super().__init__(view)
        self._view, self._model, self._wide, self._widths = view, model, wide, widths
        self._wanted: list[int] = []
        self._own, self._fitting = False, False  # whether somebody dragged one; whether this is not that
        view.horizontalHeader().sectionResized.connect(self._on_resized)
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self.look)
        view.viewport().installEventFilter(self)
        self.look()

    def look(self, *_what: Any) -> None:
        """What is in the columns may be of another length."""
        self._wanted = [self._words(column) for column in range(self._model.columnCount())]
        self.fit()

    def fit(self) -> None:
        """Share the room that there is."""
        if self._own:
            return
        room = self._view.viewport().width()
        usual = [self._usual(column) for column in range(len(self._wanted))]
        least = [min(width, max(self._head(at), self._short(at))) for at, width in enumerate(usual)]
        # Rather shortened texts than something out of sight; where that is so anyhow, texts as long as usual.
        start, most = (least, usual) if sum(least) <= room < sum(usual) else (usual, self._wanted)
        more = [max(0, wide - narrow) for narrow, wide in zip(start, most, strict=True)]
        share = min(1.0, (room - sum(start)) / sum(more)) if room > sum(start) and any(more) else 0.0
        self._fitting = True
        for column, width in enumerate(start):
            self._view.horizontalHeader().resizeSection(column, width + int(more[column] * share))
        self._fitting = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return False

    def _on_resized(self, column: int, _before: int, _now: int) -> None:
        # The last one takes what is left by itself.
        self._own |= not self._fitting and column != self._model.columnCount() - 1

    def _head(self, column: int) -> int:
        words = str(self._model.headerData(column, Qt.Orientation.Horizontal))
        metrics = self._view.horizontalHeader().fontMetrics()
        return max(metrics.horizontalAdvance(line) for line in words.splitlines()) + HEAD_AROUND

    def _words(self, column: int) -> int:
        """Pixels in which all words of a column fit, at most those of a column of texts."""
        metrics = self._view.fontMetrics()
        lines = range(min(self._model.rowCount(), LOOKED_AT))
        cells = (str(self._model.index(line, column).data() or "") for line in lines)
        longest = max((metrics.horizontalAdvance(cell) for cell in cells), default=0)
        around = AROUND + (self._view.iconSize().width() + 4 if self._name(column) == "colour" else 0)
        return max(self._head(column), min(MOST, longest + around))

    def _usual(self, column: int) -> int:
        """Pixels of a column where all of them don't fit: texts shortened, everything else whole."""
        name, wanted = self._name(column), self._wanted[column]
        if name is None or not self._is_text(name):
            return wanted
        return max(self._head(column), min(wanted, self._widths.get(name, 220 if name in self._wide else 140)))

    def _short(self, column: int) -> int:
        """Pixels that a column needs to be read at all."""
        name = self._name(column)
        if name is None or not self._is_text(name):
            return self._wanted[column]
        return NAME_AT_LEAST if column == 0 else TEXT_AT_LEAST

    def _is_text(self, name: str) -> bool:
        return name != "colour" and ROWS[self._model.collection].FIELDS[name].kind not in WIDTHS

    def _name(self, column: int) -> str | None:
        return self._model.columns[column] if column < len(self._model.columns) else None
