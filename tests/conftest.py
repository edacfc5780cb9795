"""Shared fixtures: a state folder for every test, the examples, and guards against what a test leaves behind."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from organisatiecanvas.models import interchange, language
from organisatiecanvas.models.document import Document

EXAMPLES = Path(__file__).parent.parent / "organisatiecanvas" / "models" / "examples"
# Where every change is judged the same examples are tried each time; elsewhere new ones.
settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("house")


def pytest_collection_finish() -> None:
    """Leave everything that was imported out of the search for garbage: it stays anyway, and searching it is slow."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="module")
def small_heap() -> Iterator[None]:
    """The same for what a module's tests loaded and cached."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Working copies and settings of this test only."""
    folder = tmp_path / "state"
    monkeypatch.setenv("ORGANISATIECANVAS_STATE", str(folder))
    return folder


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Messages in their source language, unless a test chooses."""
    monkeypatch.delenv("ORGANISATIECANVAS_LANGUAGE", raising=False)
    language.use("en")
    yield
    language.use("en")


def _threads_since(before: set[threading.Thread]) -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread not in before and not thread.daemon]


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread behind."""
    before = set(threading.enumerate())
    yield
    if _threads_since(before):
        gc.collect()
    left = _threads_since(before)
    assert not left, f"threads left running: {left}"


@pytest.fixture(autouse=True)
def nothing_left_open(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a window or a running timer behind."""
    yield
    if "qtbot" not in request.fixturenames and "qapp" not in request.fixturenames:
        return
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    QThreadPool.globalInstance().waitForDone(5000)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    windows = [widget for widget in app.topLevelWidgets() if widget.isVisible()]
    names = [f"{type(widget).__name__} {widget.windowTitle()!r}" for widget in windows]
    for widget in windows:
        widget.close()
    timers = _running_timers()
    assert not names, f"windows left open: {names}"
    assert not timers, f"timers left running: {timers}"


def _running_timers() -> list[str]:
    """Timers made in Python that still run, stopped so that the next test has a clean start."""
    import shiboken6
    from PySide6.QtCore import QTimer

    things = gc.get_objects()
    # By type: there are a hundred thousand things, and this runs after every test of the window.
    kinds = {kind for kind in set(map(type, things)) if issubclass(kind, QTimer)}
    found = [thing for thing in things if type(thing) in kinds] if kinds else []
    left = [timer for timer in found if shiboken6.isValid(timer) and timer.isActive()]
    for timer in left:
        timer.stop()
    return [f"{timer.objectName() or 'timer'} every {timer.interval()} ms" for timer in left]


@pytest.fixture
def document() -> Iterator[Document]:
    """An empty document."""
    opened = Document.new("Test")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def bosch_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The main example, saved once: opening a file is quicker than reading its JSON for every test."""
    folder = tmp_path_factory.mktemp("bosch")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ORGANISATIECANVAS_STATE", str(folder / "state"))
        with Document.new(rows=interchange.read_file(EXAMPLES / "bosch.json")) as document:
            return document.save(folder / "bosch.orgcanvas")


@pytest.fixture
def bosch(bosch_file: Path) -> Iterator[Document]:
    """A document that holds the main example."""
    opened = Document.open(bosch_file, as_copy=True)
    yield opened
    opened.close()
