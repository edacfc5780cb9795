"""The skills matrix: people by skills, levels as Harvey balls, keys 0 to 4, counts in the headers."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from organisatiecanvas.desktop import theme, widgets
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.skills_edit import paste_levels, set_levels
from organisatiecanvas.desktop.values import date_text
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.labels import level_label
from organisatiecanvas.models.language import _

Index = QModelIndex | QPersistentModelIndex
CELL = 44
LINE = 28
NAME_WIDTH = 168
COUNT_WIDTH = 58
HEAD_HEIGHT = 150
BALL = 17
"""Severity of a skill's status in a header."""
STATUS = {"gap": "problem", "single": "problem", "fragile": "attention", "covered": "good", "exempt": ""}


class SkillsModel(QAbstractTableModel):
    """Levels by person and skill, for everyone or for one unit."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.unit: str | None = None
        self.people: list[str] = []
        self.skills: list[str] = []
        self.person_figures: dict[str, Any] = {}
        self.skill_figures: dict[str, Any] = {}
        self.expiring: dict[tuple[str, str], bool] = {}
        self._collect()
        session.changed.connect(self._on_change)
        session.runner.changed.connect(self._on_figures)
        session.variant_changed.connect(lambda _variant: self.show_unit(None))
        self._on_figures()

    def show_unit(self, unit: str | None) -> None:
        """Only the people of a unit and the skills it must cover; None for all."""
        self.beginResetModel()
        self.unit = unit
        self._collect()
        self.endResetModel()

    def _collect(self) -> None:
        organisation, variant = self.session.organisation, self.session.variant
        self.people, self.skills = list(organisation.people), list(organisation.skills)
        if variant is not None and self.unit in variant.units:
            basis = Basis(organisation, variant)
            wanted = {skill for unit in basis.below(self.unit) for skill in variant.units[unit].skills}
            self.people = [one for one in self.people if one in set(basis.people[self.unit])]
            self.skills = [one for one in self.skills if one in wanted]

    def _on_change(self, change: Change) -> None:
        if change.touches("people", "skills", "units", "roles", "holders", "requirements"):
            self.beginResetModel()
            self._collect()
            self.endResetModel()
            return
        if not change.touches("mastery") or not self.people or not self.skills:
            return
        # Only the cells that changed are painted again.
        lines = {name: at for at, name in enumerate(self.people)}
        columns = {name: at for at, name in enumerate(self.skills)}
        for item in change.rows:
            if item.collection == "mastery" and item.key[0] in lines and item.key[1] in columns:
                index = self.index(lines[item.key[0]], columns[item.key[1]])
                self.dataChanged.emit(index, index)

    def _on_figures(self) -> None:
        figures = self.session.runner.figures
        skills = (figures or {}).get("skills") or {}
        self.person_figures = {row["person"]: row for row in skills.get("people", ())}
        self.skill_figures = {row["skill"]: row for row in skills.get("skills", ())}
        self.expiring = {(row["person"], row["skill"]): row["expired"] for row in skills.get("expiring", ())}
        if self.people:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.people) - 1)
        if self.skills:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.skills) - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.skills)

    def place(self, index: Index) -> tuple[str, str]:
        return self.people[index.row()], self.skills[index.column()]

    def level(self, index: Index) -> int:
        mastery = self.session.organisation.mastery.get(self.place(index))
        return mastery.level if mastery is not None else 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self.level(index))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(index)
        return None

    def _words(self, index: Index) -> str:
        person, skill = self.place(index)
        organisation = self.session.organisation
        level = self.level(index)
        words = f"{organisation.people[person].name} · {organisation.skills[skill].name}: {level}, {level_label(level)}"
        mastery = organisation.mastery.get((person, skill))
        if mastery is not None and mastery.valid_until is not None:
            words += " · " + _("valid until {day}").format(day=date_text(mastery.valid_until))
        return words

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.session.organisation.people[self.people[section]].name
        return self.session.organisation.skills[self.skills[section]].name

    def count(self, orientation: Qt.Orientation, section: int) -> tuple[str, str]:
        """«2 / 3» of a person or skill, and how that stands; empty where nothing is asked."""
        if orientation == Qt.Orientation.Vertical:
            row = self.person_figures.get(self.people[section])
            if row is None:
                return "", ""
            state = "" if row["ok"] is None else "good" if row["ok"] else "problem"
            return f"{row['breadth']} / {row['needed']}", state
        row = self.skill_figures.get(self.skills[section])
        if row is None:
            return "", ""
        return f"{row['cover']} / {row['needed']}", STATUS.get(row["status"], "")


def draw_ball(painter: QPainter, rect: QRectF, level: int, colour: str, empty: str, ground: str) -> None:
    """A Harvey ball: a quarter filled for every level."""
    painter.setPen(QPen(QColor(colour if level else empty), 1.6))
    painter.setBrush(QColor(ground))
    painter.drawEllipse(rect)
    if level:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawPie(rect, 90 * 16, -level * 90 * 16)


class _LevelDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.current()
        model = index.model()
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, QColor(colours.accent_tint))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ball = QRectF(0, 0, BALL, BALL)
        ball.moveCenter(rect.toRectF().center())
        draw_ball(painter, ball, model.level(index), colours.accent, colours.line, colours.panel)
        expired = model.expiring.get(model.place(index))
        if expired is not None:
            painter.setPen(QColor(colours.problem if expired else colours.attention_text))
            font = QFont(option.font)
            font.setPixelSize(11)
            painter.setFont(font)
            painter.drawText(rect.adjusted(0, 0, -3, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "◷")
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.selection), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))


class _CountHeader(QHeaderView):
    """Names with their count, which stays in sight while the matrix scrolls; skills are turned upright."""

    def __init__(self, orientation: Qt.Orientation, model: SkillsModel, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._model = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        if self.orientation() == Qt.Orientation.Vertical:
            return QSize(NAME_WIDTH + COUNT_WIDTH, super().sizeHint().height())
        return QSize(super().sizeHint().width(), HEAD_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        colours = theme.current()
        painter.save()
        painter.fillRect(rect, QColor(colours.panel))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        name = str(self._model.headerData(section, self.orientation()))
        count, state = self._model.count(self.orientation(), section)
        font = QFont(self.font())
        font.setPixelSize(12)
        if self.orientation() == Qt.Orientation.Horizontal:
            self._paint_upright(painter, rect, name, font)
            pill = QRect(rect.left(), rect.bottom() - 24, rect.width() - 1, 24)
        else:
            painter.setPen(QColor(colours.ink))
            painter.setFont(font)
            room = rect.adjusted(10, 0, -COUNT_WIDTH - 6, 0)
            words = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
            pill = QRect(rect.right() - COUNT_WIDTH, rect.top(), COUNT_WIDTH, rect.height() - 1)
        if count:
            ground, ink = theme.soft(state)
            fresh = self._model.session.runner.fresh
            painter.fillRect(pill, QColor(ground if state else colours.panel))
            font.setPixelSize(11)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(QColor(ink if fresh else colours.disabled))
            symbol = theme.SYMBOLS[state] + " " if state in ("problem", "attention") else ""
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, f"{symbol}{count}" if pill.width() > 50 else count)
        painter.restore()

    def _paint_upright(self, painter: QPainter, rect: QRect, name: str, font: QFont) -> None:
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(theme.current().ink))
        room = rect.height() - 40
        words = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.save()
        painter.translate(rect.left(), rect.bottom() - 32)
        painter.rotate(-90)
        turned = QRect(0, 0, room, rect.width())
        painter.drawText(turned, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class SkillsTable(QTableView):
    """Digits set the level of what is selected; Delete and 0 take it away; copy and paste as in Excel."""

    message = Signal(str)

    def __init__(self, model: SkillsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_LevelDelegate(self))
        self.setHorizontalHeader(_CountHeader(Qt.Orientation.Horizontal, model, self))
        self.setVerticalHeader(_CountHeader(Qt.Orientation.Vertical, model, self))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(LINE)
        self.horizontalHeader().setDefaultSectionSize(CELL)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: Any) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.text() in ("0", "1", "2", "3", "4"):
            self.set_level(int(event.text()))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_level(0)
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.set_level((self._model.level(self.currentIndex()) + 1) % 5)
        else:
            super().keyPressEvent(event)

    def set_level(self, level: int) -> None:
        """Give every selected cell this level, as one step; a single cell moves on downwards."""
        places = [self._model.place(index) for index in self.selectedIndexes()]
        problem = set_levels(self._model.session, dict.fromkeys(places, level))
        if problem:
            self.message.emit(problem)

    def _copy(self) -> None:
        indexes = self.selectedIndexes()
        if not indexes:
            return
        rows = sorted({index.row() for index in indexes})
        columns = sorted({index.column() for index in indexes})
        lines = ["\t".join(str(self._model.level(self._model.index(r, c))) for c in columns) for r in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _paste(self) -> None:
        start = self.currentIndex()
        if not start.isValid():
            return
        people = self._model.people[start.row() :]
        skills = self._model.skills[start.column() :]
        self.message.emit(paste_levels(self._model.session, people, skills, QGuiApplication.clipboard().text()))


class SkillsPage(QWidget):
    """Heading, choice of unit, and the matrix."""

    message = Signal(str)
    lists_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 16)
        layout.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.heading = widgets.label("", "heading", self)
        self.hint = widgets.ElidedLabel("", self, role="small")
        words.addWidget(self.heading)
        words.addWidget(self.hint)
        head.addLayout(words, 1)
        self.units = QComboBox(self)
        self.units.setMinimumWidth(190)
        self.units.setAccessibleName(_("Unit"))
        head.addWidget(self.units)
        head.addWidget(widgets.button(_("Skills…"), lambda: self.lists_wanted.emit("skills"), self))
        head.addWidget(widgets.button(_("People…"), lambda: self.lists_wanted.emit("people"), self))
        layout.addLayout(head)
        self.model = SkillsModel(session, self)
        self.table = SkillsTable(self.model, self)
        layout.addWidget(self.table, 1)
        legend = _Legend(self)
        layout.addWidget(legend)
        self.table.message.connect(self.message)
        self.units.activated.connect(lambda _index: self.show_unit(self.units.currentData()))
        session.changed.connect(self._on_change)
        session.variant_changed.connect(lambda _variant: self._refresh())
        self._refresh()

    def show_unit(self, unit: str | None) -> None:
        self.model.show_unit(unit)
        self._refresh()

    def _on_change(self, change: Change) -> None:
        if change.touches("units", "rules", "variants", "requirements"):
            self._refresh()

    def _refresh(self) -> None:
        variant = self.session.variant
        units = [] if variant is None else [one for one in variant.units.values() if one.skills]
        self.units.blockSignals(True)
        self.units.clear()
        self.units.addItem(_("Everybody"), None)
        for unit in units:
            self.units.addItem(unit.name, unit.id)
        self.units.setCurrentIndex(max(0, self.units.findData(self.model.unit)))
        self.units.blockSignals(False)
        names = {unit.id: unit.name for unit in units}
        where = names.get(self.model.unit or "")
        self.heading.setText(_("Skills") + (f" · {where}" if where else ""))
        rules = self.session.organisation.rules
        self.hint.set_words(
            _(
                "Everyone {skills} skills, every skill {people} people · mastered from level {level} · "
                "keys 0–4 set the level"
            ).format(skills=rules.skills_per_person, people=rules.people_per_skill, level=rules.mastery_level)
        )


class _Legend(QWidget):
    """What the balls mean."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(22)

    def paintEvent(self, _event: Any) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(12)
        painter.setFont(font)
        left = 2.0
        for level in range(5):
            draw_ball(painter, QRectF(left, 3, 15, 15), level, colours.accent, colours.disabled, colours.panel)
            words = f"{level} {level_label(level)}"
            painter.setPen(QColor(colours.muted))
            width = QFontMetrics(font).horizontalAdvance(words)
            painter.drawText(QRectF(left + 21, 0, width + 4, 22), Qt.AlignmentFlag.AlignVCenter, words)
            left += 21 + width + 22
        painter.drawText(
            QRectF(left, 0, 400, 22), Qt.AlignmentFlag.AlignVCenter, "◷ " + _("certificate expires soon or has expired")
        )
