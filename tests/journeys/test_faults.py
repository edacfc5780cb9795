"""Scenario 59 and what is like it: an internal error, a setting that makes no sense, an analysis that fails."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from organisatiecanvas.desktop import analysis_runner, crash
from organisatiecanvas.desktop.settings import DEFAULTS, FILE_NAME, Settings
from organisatiecanvas.desktop.window import MainWindow
from organisatiecanvas.models import interchange, language, working
from organisatiecanvas.models.document import Document
from tests.desktop.conftest import answers, bosch_window, close, routed_file, saved, settle, window  # noqa: F401 - fixtures

pytestmark = pytest.mark.journey
# Of each kind the values that a damaged file, another version or a curious hand would leave.
HOSTILE = {
    str: ("\0", "\u202e" * 3, "x" * 100_000, "../../etc", "🙂"),
    bool: (True, False),
    int: (-(10**12), 0, 10**12),
    float: (float("nan"), float("inf"), -1.0, 1e300),
    list: ([None], [[[]], {}], ["\0", 3], [1e300, -1, 10**12, 0], ["a"] * 1000),
    dict: ({"a": None}, {"": [{}]}, {"x": {"y": "z"}}),
}


def test_59_an_internal_error_costs_nothing_and_the_work_goes_on(window, answers, saved, state, qtbot):  # noqa: F811
    language.use("nl")
    crash.install(window)
    try:
        assert window.open_path(saved())
        document = window.session.document
        with document.edit("Before"):
            document.organisation.people["p01"].name = "Wilhelmina Onbekend"

        def fail() -> None:
            with document.edit("Half"):
                document.organisation.people["p02"].name = "Half"
                raise ZeroDivisionError("Wilhelmina Onbekend")

        button = QPushButton(window)
        button.clicked.connect(fail)
        with qtbot.captureExceptions() as caught:
            button.click()
        answers.give("ok")
        sys.excepthook(*caught[0])
        assert answers.asked[-1] == "Er ging iets mis in het programma"
        (report,) = (state / "reports").iterdir()
        words = report.read_text("utf-8")
        assert "ZeroDivisionError" in words
        assert "Wilhelmina" not in words
        assert "Half" not in words
        assert document.organisation.people["p02"].name != "Half"
        with document.edit("After"):
            document.organisation.workshop.title = "Verder"
        left = interchange.dump(document.organisation)
        window._detach().abandon()
        with Document.recover(working.recoverable()[0]) as recovered:
            assert interchange.dump(recovered.organisation) == left
    finally:
        crash.remove()


@pytest.mark.parametrize("round_", range(max(map(len, HOSTILE.values()))))
def test_no_stored_setting_blocks_a_start(qtbot, qapp, answers, bosch_file, state, round_):  # noqa: F811
    state.mkdir(parents=True)
    values = {name: HOSTILE[type(value)][round_ % len(HOSTILE[type(value)])] for name, value in DEFAULTS.items()}
    (state / FILE_NAME).write_text(json.dumps(values), "utf-8")
    shown = MainWindow(Settings())
    shown.show()
    document = Document.open(bosch_file, as_copy=True)
    shown.settings._values["layers"] |= {document.document_id: (None, 5, {"a": 1}, [None], "x")[round_]}
    shown.show_document(document)
    for place in ("skills", "flow", "canvas"):
        shown.workspace.show_place(place)
    settle(qtbot, shown)
    assert shown.isVisible()
    close(shown)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[" * 100_000, b"null", b'{"geometry": "x"}', b"{"])
def test_a_damaged_settings_file_gives_way_to_the_defaults(state: Path, content: bytes) -> None:
    state.mkdir(parents=True)
    (state / FILE_NAME).write_bytes(content)
    assert Settings().get("findings_open") is True


def test_an_analysis_that_fails_stays_in_its_panel(bosch_window, qtbot, monkeypatch):  # noqa: F811
    def fail(*_what: object, **_more: object) -> None:
        raise ArithmeticError("broken")

    runner = bosch_window.session.runner
    monkeypatch.setattr(runner, "work", fail)
    with bosch_window.session.document.edit("Hours"):
        bosch_window.session.organisation.people["p01"].hours_per_week = 30.0
    settle(qtbot, bosch_window)
    assert runner.problem == "ArithmeticError"
    for place in ("skills", "flow", "control", "workload", "compare", "actions", "canvas"):
        bosch_window.workspace.show_place(place)
    monkeypatch.setattr(runner, "work", analysis_runner.figures_of)
    assert bosch_window.session.document.undo() == "Hours"
    settle(qtbot, bosch_window)
    assert runner.problem == ""
    assert runner.figures is not None
