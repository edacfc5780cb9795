"""Questions and messages in the look of the window. Answers are names, so that code and tests read the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from organisatiecanvas.desktop import icons, theme, widgets
from organisatiecanvas.models.language import _

NARROWEST, WIDEST = 420, 620  # pixels, unless the buttons need more


class Choice(NamedTuple):
    """A button of a question: what it answers, its text, and `primary`, `danger` or nothing."""

    answer: str
    words: str
    role: str = ""


class Question(QDialog):
    """A heading, a few sentences, and buttons. Escape answers «cancel»."""

    def __init__(
        self, heading: str, words: str, choices: Sequence[Choice], parent: QWidget | None, icon: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Organisatiecanvas")
        self.answer = "cancel"
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 20, 22, 18)
        outer.setSpacing(18)
        body = QHBoxLayout()
        body.setSpacing(14)
        if icon:
            picture = QLabel(self)
            picture.setPixmap(icons.pixmap(icon, 28, theme.current().accent, self.devicePixelRatioF()))
            body.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(6)
        texts.addWidget(widgets.label(heading, "heading", self, wrap=True))
        self.text = widgets.label(words, "plain", self, wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setMinimumWidth(360)
        texts.addWidget(self.text)
        body.addLayout(texts, 1)
        outer.addLayout(body)
        self.extra = QVBoxLayout()
        outer.addLayout(self.extra)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        self.buttons = {}
        for choice in choices:
            button = widgets.button(choice.words, None, self, role=choice.role)
            button.clicked.connect(lambda _checked=False, one=choice.answer: self._answer(one))
            if choice.role == "primary":
                button.setDefault(True)
                button.setFocus()
            self.buttons[choice.answer] = button
            line.addWidget(button)
            button.ensurePolished()
        outer.addLayout(line)
        margins = outer.contentsMargins()
        whole = line.sizeHint().width() + margins.left() + margins.right()  # of buttons whose words are long
        self.setMinimumWidth(max(NARROWEST, whole))
        self.setMaximumWidth(max(WIDEST, whole))

    def showEvent(self, event: QShowEvent) -> None:
        widgets.tab_as_laid_out(self)
        super().showEvent(event)

    def _answer(self, answer: str) -> None:
        self.answer = answer
        self.accept()


def ask(heading: str, words: str, choices: Sequence[Choice], parent: QWidget | None, icon: str = "") -> str:
    """Ask and wait; the answer chosen, `cancel` when the dialog was closed."""
    question = Question(heading, words, choices, parent, icon)
    question.exec()
    answer = question.answer
    question.deleteLater()
    return answer


def tell(heading: str, words: str, parent: QWidget | None, icon: str = "warning") -> None:
    """Say something that must be seen."""
    ask(heading, words, [Choice("ok", _("OK"), "primary")], parent, icon)


class TextQuestion(Question):
    """A question with one line to fill in."""

    def __init__(self, heading: str, words: str, value: str, ok: str, parent: QWidget | None) -> None:
        choices = [Choice("cancel", _("Cancel")), Choice("ok", ok, "primary")]
        super().__init__(heading, words, choices, parent)
        self.text.setVisible(bool(words))
        self.line = QLineEdit(value, self)
        self.line.setAccessibleName(heading)
        self.line.selectAll()
        self.extra.addWidget(self.line)
        self.line.textChanged.connect(lambda text: self.buttons["ok"].setEnabled(bool(text.strip())))
        self.line.setFocus()


def ask_text(heading: str, words: str, value: str, ok: str, parent: QWidget | None) -> str | None:
    """Ask for one line; None when it was cancelled."""
    question = TextQuestion(heading, words, value, ok, parent)
    question.exec()
    answer = question.line.text().strip() if question.answer == "ok" else None
    question.deleteLater()
    return answer


# -- the questions of files --------------------------------------------------------------------------------------


def save_changes(name: str, parent: QWidget | None, *, ever: bool) -> str:
    """`save`, `discard` or `cancel`; `ever`: whether it was saved before."""
    since = _("Without saving, everything since the last save is lost.")
    return ask(
        _("Save the changes in {name}?").format(name=name),
        since if ever else _("This was never saved: without saving, all of it is lost."),
        [
            Choice("discard", _("Don't save"), "danger"),
            Choice("cancel", _("Cancel")),
            Choice("save", _("Save"), "primary"),
        ],
        parent,
    )


def in_use(name: str, holder: str, since: str, parent: QWidget | None) -> str:
    """`read`, `copy`, `take` or `cancel`."""
    return ask(
        _("{name} is open elsewhere").format(name=name),
        _(
            "{holder} has had it open since {since}. You can read it, or work in a copy of your own. "
            "Take it over only when you are sure that nobody works in it any more."
        ).format(holder=holder, since=since),
        [
            Choice("take", _("Take over"), "danger"),
            Choice("cancel", _("Cancel")),
            Choice("copy", _("Open a copy")),
            Choice("read", _("Open to read"), "primary"),
        ],
        parent,
        "lock",
    )


def conflict(name: str, who: str, when: str, parent: QWidget | None) -> str:
    """`compare`, `save_as`, `theirs` or `cancel`."""
    return ask(
        _("{name} was saved by someone else").format(name=name),
        _(
            "{who} saved it at {when}, after you opened it. Nothing was overwritten. Look at what differs, save yours "
            "under another name, or go on with theirs: yours is then kept beside it. Either way both stay."
        ).format(who=who, when=when),
        [
            Choice("cancel", _("Cancel")),
            Choice("theirs", _("Take theirs")),
            Choice("compare", _("Compare…")),
            Choice("save_as", _("Save elsewhere…"), "primary"),
        ],
        parent,
        "warning",
    )


def damaged(words: str, *, has_backup: bool, ours: bool, parent: QWidget | None) -> str:
    """`backup`, `rescue` or `cancel`; where nothing can be done there is only a message."""
    heading = _("This file can't be opened")
    if not has_backup and not ours:
        tell(heading, words, parent)
        return "cancel"
    choices = [Choice("cancel", _("Cancel"))]
    if ours:
        choices.append(Choice("rescue", _("Save what can be read"), "" if has_backup else "primary"))
    if has_backup:
        words += " " + _("Beside it lies the version before the last save.")
        choices.append(Choice("backup", _("Open the previous version"), "primary"))
    return ask(heading, words + " " + _("The damaged file stays as it is."), choices, parent, "warning")


def left_behind(name: str, when: str, parent: QWidget | None) -> str:
    """`recover`, `saved` or `cancel`: the file has work of a program that ended before it was saved."""
    return ask(
        _("{name} has work that was never saved").format(name=name),
        _(
            "The program ended at {when} without saving it. Recover that work, or open the file as it was saved last."
        ).format(when=when),
        [
            Choice("cancel", _("Cancel")),
            Choice("saved", _("As it was saved")),
            Choice("recover", _("Recover"), "primary"),
        ],
        parent,
        "recover",
    )


FILTER_SUFFIX = "*.orgcanvas"


def ask_open(parent: QWidget | None, folder: Path) -> Path | None:
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("Open"), str(folder), _documents())
    return Path(chosen) if chosen else None


def ask_save(parent: QWidget | None, title: str, suggestion: Path) -> Path | None:
    """Where to save; the suffix is added when it was left out."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(suggestion), _documents())
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(".orgcanvas")


def _documents() -> str:
    return _("Organisatiecanvas documents") + f" ({FILTER_SUFFIX})"
