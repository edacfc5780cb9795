"""The real window on the main example, with questions answered by the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from organisatiecanvas.canvas import routes
from organisatiecanvas.canvas.drawing import Drawing
from organisatiecanvas.desktop import app as application
from organisatiecanvas.desktop import dialogs
from organisatiecanvas.desktop.window import MainWindow
from organisatiecanvas.models.document import Document


class Answers:
    """Answers the questions of the window in order and keeps what was asked."""

    def __init__(self) -> None:
        self.waiting: list[object] = []
        self.asked: list[str] = []

    def give(self, *answers: object) -> None:
        self.waiting.extend(answers)

    def answer(self, heading: str) -> object:
        self.asked.append(heading)
        assert self.waiting, f"nobody answers: {heading}"
        return self.waiting.pop(0)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Answers]:
    """Questions are answered here, because a modal dialog would wait for ever; the dialogs have tests of their own."""
    given = Answers()
    monkeypatch.setattr(dialogs, "ask", lambda heading, *_rest, **_more: given.answer(heading))
    monkeypatch.setattr(dialogs, "ask_text", lambda heading, *_rest, **_more: given.answer(heading))
    monkeypatch.setattr(dialogs, "ask_open", lambda *_rest: given.answer("open"))
    monkeypatch.setattr(dialogs, "ask_save", lambda *_rest: given.answer("save"))
    yield given
    assert not given.waiting, f"never asked: {given.waiting}"


@pytest.fixture
def window(qtbot, answers: Answers) -> Iterator[MainWindow]:
    """A shown window on its start page."""
    application.make_application()
    made = MainWindow()
    made.resize(1440, 900)
    made.show()
    qtbot.waitExposed(made)
    yield made
    close(made)


@pytest.fixture(scope="session")
def routed_file(bosch_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The main example as it is once somebody has drawn in it: its links have their routes."""
    folder = tmp_path_factory.mktemp("routed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ORGANISATIECANVAS_STATE", str(folder / "state"))
        with Document.open(bosch_file, as_copy=True) as document:
            with document.edit("Routes"):
                for variant in document.organisation.variants.values():
                    for found in routes.fill(Drawing.of(document.organisation, variant)):
                        for link, route in found.items():
                            variant.links[link].route = route
            return document.save(folder / "bosch.orgcanvas")


@pytest.fixture
def bosch_window(window: MainWindow, qtbot, routed_file: Path) -> MainWindow:
    """A shown window on the main example, with its figures; never saved."""
    window.show_document(Document.open(routed_file, as_copy=True))
    settle(qtbot, window)
    return window


def settle(qtbot, window: MainWindow) -> None:
    """Wait until the figures are those of the document as it is."""
    assert window.session is not None
    qtbot.waitUntil(lambda: window.session.runner.fresh and not window.session.runner.busy, timeout=20000)


def close(window: MainWindow) -> None:
    """Close without saving, whatever is open."""
    document = window._detach()
    if document is not None:
        document.close()
    window.start = None
    window.close()
    window.deleteLater()


def child(widget: QWidget, name: str, kind: type = QWidget) -> QWidget:
    """The shown widget with this object name."""
    found = [one for one in widget.findChildren(kind, name) if one.isVisibleTo(widget)]
    assert found, f"no {name}"
    return found[-1]


@pytest.fixture
def saved(bosch_file: Path, tmp_path: Path) -> Callable[[str], Path]:
    """A file that holds the main example."""

    def make(name: str = "werkplaats.orgcanvas") -> Path:
        with Document.open(bosch_file, as_copy=True) as document:
            return document.save(tmp_path / name)

    return make
