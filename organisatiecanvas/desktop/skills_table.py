"""The skills matrix on screen, with the keys of a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from organisatiecanvas.desktop import skills_edit
from organisatiecanvas.desktop.cell_table import CellTable
from organisatiecanvas.desktop.skills_model import Place, SkillsModel
from organisatiecanvas.desktop.skills_paint import CELL, LINE, CountHeader, LevelDelegate
from organisatiecanvas.models.language import _

Keys = Qt.KeyboardModifier


class SkillsTable(CellTable):
    """0–4 set the level of what is selected, + and − step it, Delete makes it unknown; Alt+0–4 sets a target.

    Copy, cut, paste and fill down (Ctrl+D) as in a spreadsheet. `card_wanted` asks for all there is about one cell.
    """

    message = Signal(str)
    card_wanted = Signal(QModelIndex)

    def __init__(self, model: SkillsModel, parent: QWidget, assessor: Callable[[], str]) -> None:
        super().__init__(parent)
        self._model, self._assessor = model, assessor
        self.setModel(model)
        self.setItemDelegate(LevelDelegate(self))
        self.setHorizontalHeader(CountHeader(Qt.Orientation.Horizontal, model, self))
        self.setVerticalHeader(CountHeader(Qt.Orientation.Vertical, model, self))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(LINE)
        self.horizontalHeader().setDefaultSectionSize(CELL)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("Skills matrix"))
        self.doubleClicked.connect(self.card_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        header = self.horizontalHeader()
        assert isinstance(header, CountHeader)
        header.set_room(self.height())
        super().resizeEvent(event)

    # -- keys ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: Any) -> None:
        standard = {
            QKeySequence.StandardKey.Copy: self.copy,
            QKeySequence.StandardKey.Cut: self.cut,
            QKeySequence.StandardKey.Paste: self.paste,
        }
        for key, run in standard.items():
            if event.matches(key):
                run()
                return
        if not self._edit_key(event.key(), event.modifiers() & ~Keys.KeypadModifier, event.text()):
            super().keyPressEvent(event)

    def _edit_key(self, key: int, keys: Keys, words: str) -> bool:
        digit = key - Qt.Key.Key_0
        if keys == Keys.AltModifier and 0 <= digit <= 4:
            self.set_target(digit or None)
        elif keys == Keys.ControlModifier and key == Qt.Key.Key_D:
            self.fill_down()
        elif keys & (Keys.ControlModifier | Keys.AltModifier | Keys.MetaModifier):
            return False
        elif words in ("0", "1", "2", "3", "4"):
            self.set_level(int(words))
        elif words in ("+", "=", "-", "−"):
            self.step(1 if words in "+=" else -1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_level(None)
        elif key in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.card_wanted.emit(self.currentIndex())
        elif key == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.set_level(((self._model.level(self.currentIndex()) or 0) + 1) % 5)
        else:
            return False
        return True

    # -- edits ---------------------------------------------------------------------------------------------------

    def places(self) -> list[Place]:
        """The cells that are selected, headings of groups left out."""
        return [place for index in self.selectedIndexes() if (place := self._model.place(index))[0]]

    def _refused(self) -> bool:
        """Whether nothing can be changed because an earlier day is shown; tells so."""
        if self._model.day is not None:
            self.message.emit(_("This is the matrix of an earlier day; choose «now» to change levels."))
        return self._model.day is not None

    def _apply(self, levels: skills_edit.Levels) -> None:
        if not self._refused():
            problem = skills_edit.set_levels(self._model.session, levels, self._assessor())
            if problem:
                self.message.emit(problem)

    def set_level(self, level: int | None) -> None:
        """Give every selected cell this level (None: unknown), as one step."""
        self._apply(dict.fromkeys(self.places(), level))

    def step(self, by: int) -> None:
        """One level up or down for every selected cell; unknown counts as 0 upwards and stays unknown downwards."""
        levels: dict[Place, int | None] = {}
        for place in self.places():
            level = self._model.level_at(place)
            if level is not None or by > 0:
                levels[place] = max(0, min(4, (level or 0) + by))
        self._apply(levels)

    def set_target(self, target: int | None) -> None:
        if not self._refused():
            problem = skills_edit.set_targets(self._model.session, self.places(), target)
            if problem:
                self.message.emit(problem)

    def fill_down(self) -> None:
        """Give the cells of each selected column the level of its first one."""
        columns: dict[str, list[Place]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda one: one.row()):
            place = self._model.place(index)
            if place[0]:
                columns.setdefault(place[1], []).append(place)
        levels = {place: self._model.level_at(places[0]) for places in columns.values() for place in places[1:]}
        self._apply(levels)

    # -- clipboard -----------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """The selected block as a spreadsheet takes it; unknown cells are empty."""
        indexes = [index for index in self.selectedIndexes() if self._model.place(index)[0]]
        if not indexes:
            return
        rows = sorted({index.row() for index in indexes})
        columns = sorted({index.column() for index in indexes})
        lines = ["\t".join(str(self._model.data(self._model.index(r, c))) for c in columns) for r in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def cut(self) -> None:
        self.copy()
        self.set_level(None)

    def paste(self) -> None:
        """One value fills the selection; a block lands from its upper left cell."""
        indexes = [index for index in self.selectedIndexes() if self._model.place(index)[0]]
        if not indexes or self._refused():
            return
        words = QGuiApplication.clipboard().text()
        level = skills_edit.one_level(self._model.session, words)
        if level is not None:
            self.set_level(level)
            return
        row, column = min(index.row() for index in indexes), min(index.column() for index in indexes)
        people = [person for person in self._model.people[row:] if person]
        done = skills_edit.paste_levels(
            self._model.session, people, self._model.skills[column:], words, self._assessor()
        )
        self._model.refuse(done.refused)
        self.message.emit(done.message)

    # -- places --------------------------------------------------------------------------------------------------

    def select_place(self, place: Place) -> bool:
        """Go to the cell of a person and a skill; False when it is not shown."""
        people = self._model.people
        if place[0] not in people or place[1] not in self._model.skills:
            return False
        index = self._model.index(people.index(place[0]), self._model.skills.index(place[1]))
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        return True
