"""Asking for the password of a document, and choosing one."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from organisatiecanvas.desktop import theme, widgets
from organisatiecanvas.desktop.dialogs import Choice, Question
from organisatiecanvas.models.language import _


def _secret(parent: QWidget, name: str) -> QLineEdit:
    line = QLineEdit(parent)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setAccessibleName(name)
    return line


class PasswordQuestion(Question):
    """One line to type the password in; `wrong` says that the last one did not fit."""

    def __init__(self, name: str, *, wrong: bool, parent: QWidget | None) -> None:
        choices = [Choice("cancel", _("Cancel")), Choice("ok", _("Open"), "primary")]
        words = _("Without its password nothing in it can be read.")
        super().__init__(_("{name} is protected").format(name=name), words, choices, parent, "lock")
        self.line = _secret(self, _("Password"))
        self.extra.addWidget(self.line)
        self.problem = widgets.label(_("That password does not open it. Mind capitals."), "plain", self, wrap=True)
        self.problem.setStyleSheet(f"color: {theme.strong('problem')}")
        self.problem.setVisible(wrong)
        self.extra.addWidget(self.problem)
        self.buttons["ok"].setEnabled(False)
        self.line.textChanged.connect(lambda text: self.buttons["ok"].setEnabled(bool(text)))
        self.line.setFocus()


class NewPasswordQuestion(Question):
    """The password twice, and what it means to lose it; where there is one, it can be taken off."""

    def __init__(self, name: str, *, locked: bool, parent: QWidget | None) -> None:
        choices = [Choice("cancel", _("Cancel")), Choice("ok", _("Protect"), "primary")]
        if locked:
            choices.insert(0, Choice("remove", _("Take the password off"), "danger"))
        words = (
            _("The file, its backup (.bak) and the working copy are encrypted and open with this password only.")
            + "\n\n"
            + _("There is no other way in: whoever loses the password loses the work. Keep it in a safe place.")
            + "\n\n"
            + _("Copies and exports made before, and every export made from now on, stay readable without it.")
        )
        heading = _("Another password for {name}") if locked else _("Protect {name} with a password")
        super().__init__(heading.format(name=name), words, choices, parent, "lock")
        form = QFormLayout()
        self.first, self.again = _secret(self, _("Password")), _secret(self, _("Once more"))
        form.addRow(_("Password"), self.first)
        form.addRow(_("Once more"), self.again)
        self.extra.addLayout(form)
        self.hint = widgets.label("", "small", self, wrap=True)
        self.extra.addWidget(self.hint)
        for line in (self.first, self.again):
            line.textChanged.connect(lambda _text: self._check())
        self._check()
        self.first.setFocus()

    def _check(self) -> None:
        first, again = self.first.text(), self.again.text()
        differ = bool(again) and first != again
        words = _("The two are not the same.") if differ else _("A short sentence is harder to guess than a word.")
        if words != self.hint.text():
            self.hint.setText(words)
            widgets.aloud(self.hint, words)
        self.buttons["ok"].setEnabled(bool(first) and first == again)


def ask_password(name: str, *, wrong: bool, parent: QWidget | None) -> str | None:
    """The password as it was typed; None when it was cancelled."""
    question = PasswordQuestion(name, wrong=wrong, parent=parent)
    question.exec()
    password = question.line.text() if question.answer == "ok" else None
    question.deleteLater()
    return password


def ask_new_password(name: str, *, locked: bool, parent: QWidget | None) -> str | None:
    """The new password, "" to take it off, None when it was cancelled."""
    question = NewPasswordQuestion(name, locked=locked, parent=parent)
    question.exec()
    answers = {"ok": question.first.text(), "remove": ""}
    password = answers.get(question.answer)
    question.deleteLater()
    return password
