"""Exporting from the window, and a target that is open elsewhere."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from organisatiecanvas.desktop.export_dialog import ExportDialog
from organisatiecanvas.exports import TargetBusyError


@pytest.fixture
def dialog(bosch_window, qtbot, tmp_path):
    made: list[ExportDialog] = []

    def make(what: str) -> ExportDialog:
        shown = ExportDialog(bosch_window.session, what, tmp_path / "uit", bosch_window)
        qtbot.addWidget(shown)
        made.append(shown)
        return shown

    yield make
    for shown in made:
        shown.reject()


@pytest.mark.parametrize("what", ["skills", "actions", "flow"])
def test_workbooks_are_made_where_asked(dialog, qtbot, what, tmp_path):
    shown = dialog(what)
    shown.export_button.click()
    qtbot.waitUntil(lambda: bool(shown.made), timeout=30000)
    (path,) = shown.made
    assert path.parent == tmp_path / "uit"
    assert openpyxl.load_workbook(path).sheetnames


def test_the_variant_shown_is_the_one_exported(dialog, bosch_window, qtbot):
    bosch_window.session.show_variant("soll-1")
    shown = dialog("skills")
    assert shown.variant.currentData() == "soll-1"
    shown.export_button.click()
    qtbot.waitUntil(lambda: bool(shown.made), timeout=30000)
    assert "soll-1" in shown.made[0].name


def test_the_lead_time_of_all_variants_unless_one_is_chosen(dialog, bosch_window, qtbot):
    bosch_window.session.show_variant("soll-1")
    shown = dialog("flow")
    assert shown.variant.currentData() is None
    shown.variant.setCurrentIndex(shown.variant.findData("soll-1"))
    shown.export_button.click()
    qtbot.waitUntil(lambda: bool(shown.made), timeout=30000)
    assert shown.made[0].name.endswith("-flow-soll-1.xlsx")


def test_11_a_target_that_is_open_elsewhere_can_go_under_another_name(dialog, answers, qtbot, tmp_path, monkeypatch):
    shown = dialog("actions")
    shown.export_button.click()
    qtbot.waitUntil(lambda: bool(shown.made), timeout=30000)
    taken = shown.made[0]
    before = taken.read_bytes()
    lock = taken.with_name(f"~${taken.name}")
    lock.write_bytes(b"\x05user")
    other = tmp_path / "uit" / "anders.xlsx"
    monkeypatch.setattr(
        "organisatiecanvas.desktop.export_dialog.QFileDialog.getSaveFileName", lambda *_what: (str(other), "")
    )
    again = dialog("actions")
    answers.give("other")
    again.export_button.click()
    qtbot.waitUntil(lambda: bool(again.made), timeout=30000)
    assert again.made == [other]
    assert taken.read_bytes() == before
    assert "open in another program" in answers.asked[-1]


def test_giving_up_leaves_everything(dialog, answers, tmp_path):
    shown = dialog("actions")
    answers.give("cancel")
    shown._on_finished(TargetBusyError(tmp_path / "x.xlsx", "busy"))
    assert not shown.made


def test_a_folder_that_cannot_be_made_is_told(dialog, answers, qtbot, tmp_path):
    (tmp_path / "file").write_text("in the way")
    shown = dialog("actions")
    shown.folder.setText(str(Path(tmp_path / "file" / "below")))
    answers.give("ok")
    shown.export_button.click()
    qtbot.waitUntil(lambda: bool(answers.asked), timeout=30000)
    assert not shown.made
    assert shown.export_button.isEnabled()
