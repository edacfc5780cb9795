"""Answer sheets typed over in the room: one question at a time, a key per answer, Enter keeps the sheet.

What was entered before is not shown and can't be called up: whoever looks at the screen sees a blank sheet.
"""

from __future__ import annotations

import uuid

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from organisatiecanvas.desktop import dialogs, theme, widgets
from organisatiecanvas.desktop.dialogs import Choice
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models import survey_items, surveys
from organisatiecanvas.models.errors import OrganisationError, in_words
from organisatiecanvas.models.language import _, ngettext

Keys = Qt.Key


class EntryDialog(QDialog):
    """One sitting: all sheets entered here are one step of undo."""

    def __init__(self, session: Session, survey: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.survey = session, survey
        self.variant = session.variant_id
        self.items = survey_items.nea_items()
        self.values: list[int | None] = [None] * len(self.items)
        self.at = 0
        self.kept = 0
        self._sitting = uuid.uuid4().hex
        self.setWindowTitle(_("Enter answer sheets"))
        self.setMinimumSize(640, 420)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 22, 28, 20)
        outer.setSpacing(12)
        outer.addLayout(self._head())
        self.dots = QLabel(self)
        self.dots.setTextFormat(Qt.TextFormat.RichText)
        outer.addWidget(self.dots)
        self.scale = widgets.label("", "section", self)
        outer.addWidget(self.scale)
        self.question = widgets.label("", "title", self, wrap=True)
        self.question.setMinimumHeight(70)
        self.question.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        outer.addWidget(self.question, 1)
        self.options = QHBoxLayout()
        self.options.setSpacing(8)
        self.buttons: list[QPushButton] = []
        for number in range(1, 5):
            button = widgets.button("", lambda one=number: self.choose(one), self)
            button.setMinimumHeight(46)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.buttons.append(button)
            self.options.addWidget(button, 1)
        outer.addLayout(self.options)
        self.hint = widgets.label("", "small", self, wrap=True)
        outer.addWidget(self.hint)
        outer.addLayout(self._foot())
        self._show()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        variant = self.session.organisation.variants[self.variant]
        group = surveys.group_name(variant, variant.surveys[self.survey].group)
        row.addWidget(widgets.ElidedLabel(group, self, role="heading"), 1)
        self.count = widgets.label("", "small", self)
        row.addWidget(self.count)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.wrong = widgets.label("", "error", self, wrap=True)
        row.addWidget(self.wrong, 1)
        self.back_button = widgets.button(_("Back"), self.back, self)
        self.keep_button = widgets.button(_("Keep sheet"), self.keep, self, role="primary")
        self.done_button = widgets.button(_("Done"), self.reject, self)
        for button in (self.back_button, self.keep_button, self.done_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        return row

    # -- answering -----------------------------------------------------------------------------------------------

    @property
    def complete(self) -> bool:
        return None not in self.values

    def choose(self, number: int) -> None:
        """Answer the question that is shown and go to the next that is open."""
        if self.at >= len(self.items) or not 1 <= number <= len(self.items[self.at].options):
            return
        self.values[self.at] = number
        later = [index for index in range(self.at + 1, len(self.items)) if self.values[index] is None]
        self.at = later[0] if later else (self.values.index(None) if not self.complete else len(self.items))
        self._show()

    def back(self) -> None:
        if self.at:
            self.at -= 1
            self._show()

    def keep(self) -> None:
        """Put the sheet with the others and start a blank one."""
        if not self.complete:
            return
        values = tuple(value for value in self.values if value is not None)
        try:
            surveys.add_answers(
                self.session.document,
                self.variant,
                self.survey,
                [surveys.answer("nea", values)],
                sitting=self._sitting,
            )
        except OrganisationError as error:
            self.wrong.setText(in_words(error))
            return
        self.kept += 1
        self.values = [None] * len(self.items)
        self.at = 0
        self._show()

    def reject(self) -> None:
        """Stop; a half-filled sheet is only given up after asking."""
        if any(value is not None for value in self.values):
            answer = dialogs.ask(
                _("This sheet is not kept yet"),
                _("What you typed of it goes away; the sheets before it stay."),
                [Choice("cancel", _("Go on")), Choice("drop", _("Leave it out"), "danger")],
                self,
            )
            if answer != "drop":
                return
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if Keys.Key_1 <= key <= Keys.Key_9:
            self.choose(key - Keys.Key_0)
        elif key in (Keys.Key_Backspace, Keys.Key_Left):
            self.back()
        elif key in (Keys.Key_Return, Keys.Key_Enter):
            self.keep()
        else:
            super().keyPressEvent(event)

    # -- showing -------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        self.wrong.setText("")
        colours = theme.current()
        marks = []
        for index, value in enumerate(self.values):
            colour = colours.accent if index == self.at else colours.ink if value is not None else colours.disabled
            marks.append(f'<span style="color:{colour}; font-size:15px">{"●" if value is not None else "○"}</span>')
        self.dots.setText("&nbsp;".join(marks))
        self.dots.setAccessibleName(
            _("{done} of {all} questions answered").format(
                done=sum(value is not None for value in self.values), all=len(self.values)
            )
        )
        self.count.setText(
            ngettext("{count} sheet kept now", "{count} sheets kept now", self.kept).format(count=self.kept)
        )
        self.back_button.setEnabled(self.at > 0)
        self.keep_button.setEnabled(self.complete)
        if self.at < len(self.items):
            self._show_question()
            return
        self.scale.setText("")
        self.question.setText(_("The sheet is complete."))
        self.hint.setText(_("Enter keeps it and starts the next sheet; Backspace goes back to change an answer."))
        for button in self.buttons:
            button.hide()

    def _show_question(self) -> None:
        item, value = self.items[self.at], self.values[self.at]
        self.scale.setText(f"{survey_items.scale_name(item.scale)} · {item.code}".upper())
        self.question.setText(item.text)
        for number, button in enumerate(self.buttons, start=1):
            button.setVisible(number <= len(item.options))
            if number <= len(item.options):
                button.setText(f"{number}   {item.options[number - 1]}")
                widgets_role = "primary" if value == number else ""
                button.setProperty("role", widgets_role)
                button.style().unpolish(button)
                button.style().polish(button)
        self.hint.setText(
            _("Keys 1–{highest} answer and go on; Backspace goes back; Enter keeps a full sheet.").format(
                highest=len(item.options)
            )
        )
