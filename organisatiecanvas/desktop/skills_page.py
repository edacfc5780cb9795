"""The workspace of the skills matrix: for everybody, for one unit or for what is selected on the canvas."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from organisatiecanvas.canvas.balls import CLOCK, TARGET, draw_ball, draw_step
from organisatiecanvas.desktop import theme, widgets
from organisatiecanvas.desktop.forms import set_field
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.skills_commands import side_titles
from organisatiecanvas.desktop.skills_model import SkillsModel
from organisatiecanvas.desktop.skills_side import Side
from organisatiecanvas.desktop.skills_table import SkillsTable
from organisatiecanvas.desktop.skills_tools import SkillsTools, day_banner
from organisatiecanvas.desktop.values import date_text
from organisatiecanvas.models import splitting
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.labels import level_label
from organisatiecanvas.models.language import _, percent

SIDE_WIDTH = 330
LOW = 440  # pixels


class SkillsPage(QWidget):
    """Heading, tools, the matrix, and at its right a panel that is asked for (`show_side`)."""

    message = Signal(str)
    lists_wanted = Signal(str)
    rules_wanted = Signal()
    action_wanted = Signal(str)  # id
    command_wanted = Signal(str)  # id of a command of the window

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        selected: Callable[[], tuple[str, ...]] = tuple,
    ) -> None:
        super().__init__(parent)
        self.session = session
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 16)
        layout.setSpacing(10)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.heading = widgets.ElidedLabel("", self, role="heading")
        self.hint = widgets.ElidedLabel("", self, role="small")
        self.head.addWidget(self.heading, 1)
        words.addLayout(self.head)
        words.addWidget(self.hint)
        layout.addLayout(words)
        self.tools = SkillsTools(session, selected, self)
        layout.addWidget(self.tools)
        self.banner, self._banner_words = day_banner(lambda: self.tools.show_day(None), self)
        self.banner.hide()
        layout.addWidget(self.banner)
        self.model = SkillsModel(session, self)
        self.table = SkillsTable(self.model, self, self.tools.assessor.text)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setHandleWidth(8)
        self.split.addWidget(self._matrix())
        self.sides: dict[str, Side] = {}
        self.side_buttons: dict[str, QPushButton] = {}
        self.side_shown = ""
        self.side = QStackedWidget(self)
        self.side.hide()
        self._add_buttons()
        self.split.addWidget(self.side)
        self.split.setStretchFactor(0, 1)
        self.split.setCollapsible(0, False)
        layout.addWidget(self.split, 1)
        widgets.tab_as_laid_out(self)
        self._connect()
        self._refresh()

    def _matrix(self) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.empty: QLabel = widgets.label("", "muted", holder, wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.table, 1)
        self.blank = QWidget(holder)
        middle = QVBoxLayout(self.blank)
        middle.setSpacing(14)
        middle.addStretch(1)
        middle.addWidget(self.empty)
        self.first = widgets.button(
            _("Read a workbook…"), lambda: self.command_wanted.emit("skills.import"), holder, role="primary"
        )
        middle.addWidget(self.first, 0, Qt.AlignmentFlag.AlignCenter)
        middle.addStretch(1)
        column.addWidget(self.blank, 1)
        self.legend = _Legend(holder)
        column.addWidget(self.legend)
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the matrix goes before its legend; cells tell in words what they mean."""
        super().resizeEvent(event)
        self.legend.setVisible(self.height() >= LOW)

    def _connect(self) -> None:
        self.table.message.connect(self.message)
        self.table.card_wanted.connect(self.show_card)
        self.table.horizontalHeader().sectionDoubleClicked.connect(lambda at: self._rename("skills", at))
        self.table.verticalHeader().sectionDoubleClicked.connect(lambda at: self._rename("people", at))
        self.tools.changed.connect(self._on_shown)
        self.tools.day_changed.connect(self._on_day)
        self.tools.problem.connect(self.message)
        self.model.laid_out.connect(self._show_empty)
        self.model.counted.connect(self._show_heading)
        self.session.changed.connect(self._on_change)
        self.session.variant_changed.connect(lambda _variant: self._on_variant())

    def _add_buttons(self) -> None:
        """The panels beside the matrix, and what can be done with workbooks and lists."""
        for name, words in side_titles().items():
            made = widgets.button(words, None, self)
            made.setCheckable(True)
            made.clicked.connect(lambda on, one=name: self.show_side(one if on else ""))
            self.side_buttons[name] = made
            self.head.addWidget(made)
        books = QMenu(self)
        books.addAction(_("Read a workbook…"), lambda: self.command_wanted.emit("skills.import"))
        books.addAction(_("Make a workbook…"), lambda: self.command_wanted.emit("export.skills"))
        self._add_menu(_("Excel"), books)
        books.addSeparator()
        books.addAction(_("Print or PDF…"), lambda: self.command_wanted.emit("skills.print"))
        lists = QMenu(self)
        lists.addAction(_("Skills…"), lambda: self.lists_wanted.emit("skills"))
        lists.addAction(_("People…"), lambda: self.lists_wanted.emit("people"))
        lists.addSeparator()
        lists.addAction(_("Rename the skill of this column…"), lambda: self._rename_chosen("skills"))
        lists.addAction(_("Rename the person on this line…"), lambda: self._rename_chosen("people"))
        lists.addAction(_("Split the task or machine of this column…"), self.split_skill)
        self._add_menu(_("Lists"), lists)

    def _add_menu(self, words: str, menu: QMenu) -> None:
        made = widgets.button(words, None, self)
        made.setProperty("hasMenu", True)
        made.setMenu(menu)
        self.head.addWidget(made)

    def _rename_chosen(self, collection: str) -> None:
        index = self.table.currentIndex()
        if not index.isValid():
            self.message.emit(_("Choose a cell in its line or column first."))
        else:
            self._rename(collection, index.column() if collection == "skills" else index.row())

    def _rename(self, collection: str, section: int) -> None:
        """Another name for the skill of a column or the person on a line; history and requirements stay with it."""
        from organisatiecanvas.desktop import dialogs

        rows = getattr(self.session.organisation, collection)
        row = rows.get((self.model.skills if collection == "skills" else self.model.people)[section])
        if row is None:
            return  # the heading of a group
        name = dialogs.ask_text(_("Rename {name}").format(name=row.name), "", row.name, _("Rename"), self)
        if name is None:
            return
        known = {one.name.casefold() for one in rows.values() if one is not row}
        if collection == "skills" and name.casefold() in known:
            self.message.emit(_("There is a skill {name} already.").format(name=name))
            return
        self.message.emit(set_field(self.session, collection, (row.id,), "name", name))

    def split_skill(self) -> None:
        """Two columns instead of the one that is chosen, with the same levels, history and requirements."""
        from organisatiecanvas.desktop import dialogs

        index = self.table.currentIndex()
        skill = self.session.organisation.skills.get(self.model.skills[index.column()]) if index.isValid() else None
        if skill is None:
            self.message.emit(_("Choose a cell in the column that is to be split first."))
            return
        name = dialogs.ask_text(
            _("Split {name}").format(name=skill.name),
            _("What is the second one called? Levels, history and requirements are taken along."),
            skill.name,
            _("Split"),
            self,
        )
        if name is None:
            return
        problem = self.session.attempt(
            _("Split {name}").format(name=skill.name),
            lambda: splitting.split_skill(self.session.document, skill.id, str(name)),
        )
        self.message.emit(problem or _("{name} stands beside it now.").format(name=str(name).strip()))

    # -- the panel at the right ----------------------------------------------------------------------------------

    def show_side(self, name: str) -> None:
        """Show a panel beside the matrix (`side_titles`); nothing shows the matrix alone."""
        if self.side_shown:
            self.sides[self.side_shown].deactivate()
        self.side_shown = name
        for one, button in self.side_buttons.items():
            button.setChecked(one == name)
        if not name:
            self.side.hide()
            return
        if name not in self.sides:
            self.sides[name] = self._make_side(name)
        self.side.setCurrentWidget(self.sides[name])
        if self.side.isHidden():
            self.side.show()
            self.split.setSizes([max(self.width() - SIDE_WIDTH - 48, 200), SIDE_WIDTH])
        self.sides[name].activate()

    def _make_side(self, name: str) -> Side:
        from organisatiecanvas.desktop import absence_side, plan_side, rule_sides

        kinds: dict[str, type[Any]] = {
            "plan": plan_side.PlanSide,
            "absence": absence_side.AbsenceSide,
            "expiry": rule_sides.ExpirySide,
            "rule": rule_sides.RuleSide,
            "day_one": rule_sides.DayOneSide,
        }
        made: Side = kinds[name](self.session, self)
        made.closed.connect(lambda: self.show_side(""))
        made.cell_wanted.connect(self.show_place)
        made.message.connect(self.message)
        self.side.addWidget(made)
        return made

    # -- what is shown -------------------------------------------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.tools.refresh()  # what is selected on the canvas may be something else now
        if self.side_shown:
            self.sides[self.side_shown].activate()

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        if self.side_shown:
            self.sides[self.side_shown].deactivate()  # nothing is computed for what nobody sees

    def show_place(self, person: str, skill: str) -> None:
        """Go to a cell, also when it was filtered away."""
        if not self.table.select_place((person, skill)):
            self.tools.search.clear()
            self.tools.seek()
            self.tools.gaps.setChecked(False)
            self.tools.choose_units(())
            self.table.select_place((person, skill))
        self.table.setFocus()

    def show_card(self, index: QModelIndex) -> None:
        """All there is about one cell, to read and to change."""
        from organisatiecanvas.desktop.skills_card import SkillCard

        place = self.model.place(index)
        if not place[0]:
            return
        card = SkillCard(self.session, place, self.tools.assessor.text(), self)
        card.exec()
        card.deleteLater()

    def _on_shown(self, shown: Any) -> None:
        self.model.show_only(shown)
        self._refresh()

    def _on_day(self, day: datetime.date | None) -> None:
        self.model.show_day(day)
        self.banner.setVisible(day is not None)
        if day is not None:
            words = _("As of {day}, to read only · +1: more than then").format(day=date_text(day))
            self._banner_words.set_words(words)

    def _on_variant(self) -> None:
        self.tools.shown = self.model.shown
        self._refresh()

    def _on_change(self, change: Change) -> None:
        if change.touches("units", "rules", "variants", "requirements", "people", "skills"):
            self.tools.shown = self.model.shown
            self._refresh()

    def _refresh(self) -> None:
        self.tools.refresh()
        self._show_heading()
        self._show_empty()

    def _show_heading(self) -> None:
        variant, units = self.session.variant, self.model.shown.units
        names = [variant.units[unit].name for unit in units if unit in variant.units] if variant is not None else []
        self.heading.set_words(" · ".join([_("Skills"), ", ".join(names)] if names else [_("Skills")]))
        self.hint.set_words(f"{self.rule_words()} · {_('keys 0–4 set the level')}")

    def rule_words(self) -> str:
        """What the rule asks, and how much of it is met."""
        rules = self.session.organisation.rules
        words = _("Everyone {skills} skills, every skill {people} people · mastered from level {level}").format(
            skills=rules.skills_per_person, people=rules.people_per_skill, level=rules.mastery_level
        )
        score = ((self.session.runner.figures or {}).get("skills") or {}).get("score")
        if score is None or not (self.session.organisation.people and self.session.organisation.skills):
            return words  # of an empty matrix all of it would meet the rule
        return _("{share} meets the rule").format(share=percent(score)) + " · " + words

    def _show_empty(self) -> None:
        organisation = self.session.organisation
        words = ""
        self.first.setVisible(not organisation.people or not organisation.skills)
        if not organisation.people or not organisation.skills:
            words = _(
                "Add people and skills under Lists, or start from your own list in Excel: then the matrix stands here."
            )
        elif not self.model.lines or not self.model.skills:
            words = _("Nobody and nothing fits what you chose. Choose «Everybody» or empty the search field.")
        self.empty.setText(words)
        self.blank.setVisible(bool(words))
        self.table.setVisible(not words)


class _Legend(QWidget):
    """What the balls and marks mean, over as many lines as the width asks."""

    LINE, SIGN, GAP = 22, 22, 16

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._font = QFont(self.font())
        self._font.setPixelSize(12)
        levels = [(str(level), f"{level} {level_label(level)}") for level in range(5)]
        marks = [(CLOCK, _("expiring or expired")), (TARGET, _("target")), ("step", _("step of the training plan"))]
        self._entries = [*levels, *marks]

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        places = self._places()
        self.setFixedHeight(places[-1].bottom() + 1)

    def _places(self) -> list[QRect]:
        metrics, left, top = QFontMetrics(self._font), 2, 0
        places: list[QRect] = []
        for _sign, words in self._entries:
            width = self.SIGN + metrics.horizontalAdvance(words) + 4
            if places and left + width > self.width():
                left, top = 2, top + self.LINE
            places.append(QRect(left, top, width, self.LINE))
            left += width + self.GAP
        return places

    def paintEvent(self, _event: Any) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        for (sign, words), place in zip(self._entries, self._places(), strict=True):
            ball = QRectF(place.left(), place.top() + 3, 15, 15)
            painter.setPen(QColor(colours.muted))
            painter.drawText(place.adjusted(self.SIGN, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
            if sign.isdigit():
                draw_ball(painter, ball, int(sign), colours.accent, colours.disabled, colours.panel)
            elif sign == "step":
                draw_step(painter, ball.adjusted(-1, 1, 3, -1), colours.selection)
            else:
                painter.drawText(ball, Qt.AlignmentFlag.AlignCenter, sign)
