"""The questions themselves: what each button answers, and that everything fits a small screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from organisatiecanvas.desktop import app as application
from organisatiecanvas.desktop.dialogs import Choice, Question, TextQuestion


@pytest.fixture
def question(qtbot):
    application.make_application()
    choices = [Choice("discard", "Don't", "danger"), Choice("cancel", "Cancel"), Choice("save", "Save", "primary")]
    made = Question(
        "Save?", "A sentence that is long enough to be wrapped over more than one line. " * 4, choices, None
    )
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("answer", ["discard", "cancel", "save"])
def test_every_button_gives_its_answer(question, answer):
    question.buttons[answer].click()
    assert question.answer == answer


def test_escape_is_cancel_and_enter_the_first_choice(question, qtbot):
    question.show()
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert question.answer == "cancel"
    question.show()
    qtbot.keyClick(question, Qt.Key.Key_Return)
    assert question.answer == "save"


@pytest.mark.parametrize("answer", ["discard", "cancel", "save"])
def test_enter_presses_the_button_that_has_the_keys(question, qtbot, answer):
    question.show()
    question.buttons[answer].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(question.buttons[answer], Qt.Key.Key_Return)
    assert question.answer == answer
    assert not question.isVisible()


def test_it_fits_the_smallest_screen(question):
    question.adjustSize()
    assert question.width() <= 640
    assert question.height() <= 400


def test_no_button_is_cut_off_on_a_small_screen(qtbot):
    words = [f"Save this under another name {number}" for number in range(3)]
    question = Question("Saved elsewhere", "Both stay.", [Choice(one, one) for one in words], None)
    qtbot.addWidget(question)
    question.show()
    question.resize(300, 200)
    for button in question.buttons.values():
        assert button.width() >= button.sizeHint().width()
        assert question.rect().contains(button.geometry())


def test_a_text_question_needs_a_text(qtbot):
    application.make_application()
    asked = TextQuestion("Name", "", "SOLL 2", "Make", None)
    qtbot.addWidget(asked)
    assert asked.line.selectedText() == "SOLL 2"
    asked.line.setText("  ")
    assert not asked.buttons["ok"].isEnabled()
    asked.line.setText("SOLL 3")
    asked.buttons["ok"].click()
    assert asked.answer == "ok"
