"""When something fails: one message, a report without names, and on with the work."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QPushButton

from organisatiecanvas.desktop import crash


@pytest.fixture
def hook(window):
    crash.install(window)
    yield window
    crash.remove()


def fail(name: str) -> None:
    secret = f"{name} Jansen"
    raise RuntimeError(f"no place for {secret}")


def test_a_failure_is_told_and_reported_without_names(hook, answers, state, capsys):
    answers.give("ok")
    try:
        fail("Zoë")
    except RuntimeError:
        sys.excepthook(*sys.exc_info())
    assert "went wrong" in answers.asked[0]
    (report,) = (state / "reports").iterdir()
    words = report.read_text("utf-8")
    assert "Zoë" not in words
    assert "Jansen" not in words
    assert "RuntimeError" in words
    assert "in fail" in words
    assert str(state) not in words


def test_a_failure_in_a_button_does_not_end_the_window(hook, answers, qtbot):
    button = QPushButton(hook)
    button.clicked.connect(lambda: fail("x"))
    with qtbot.captureExceptions() as caught:
        button.click()
    assert caught
    answers.give("ok")
    sys.excepthook(*caught[0])
    assert hook.isVisible()


def test_failures_during_the_message_do_not_pile_up(hook, monkeypatch, state):
    shown: list[int] = []

    def show(*_what: object) -> None:
        shown.append(1)
        try:
            fail("y")
        except RuntimeError:
            sys.excepthook(*sys.exc_info())

    monkeypatch.setattr(crash, "show", show)
    try:
        fail("x")
    except RuntimeError:
        sys.excepthook(*sys.exc_info())
    assert shown == [1]
    assert len(list((state / "reports").iterdir())) == 2
