"""The registry of commands as people read it: the palette on Ctrl+K and the list of keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.desktop import shortcut_list, widgets
from organisatiecanvas.desktop.command_list import ALSO, entries, matching
from organisatiecanvas.desktop.command_palette import CommandPalette
from organisatiecanvas.models import language


def found(window, text, recent=()):
    return [entry.id for entry in matching(entries(window), text, recent)]


def test_every_command_is_found_by_its_words_in_either_language(window):
    known = {entry.id: entry for entry in entries(window)}
    assert known.keys() == {command.id for command in window.commands}
    assert found(window, "lead time")[0] == "go.flow"
    assert found(window, "doorlooptijd")[0] == "go.flow"
    assert "file.save" in found(window, "bewar")
    assert found(window, "uitlijn links")[0] == "align.left"
    window.use_language("nl")
    assert found(window, "align left")[0] == "align.left"
    assert next(e.title for e in entries(window) if e.id == "go.flow") == "Doorlooptijd"


def test_a_command_is_found_by_what_people_call_it(window):
    known = {command.id for command in window.commands}
    assert ALSO.keys() <= known
    for words, command in (("zonder namen", "file.anonymous_copy"), ("taal", "edit.preferences")):
        assert command in found(window, words)


def test_what_begins_with_the_words_comes_first_and_what_was_used_last_before_its_equals(window):
    first = found(window, "draw a")
    assert first[0].startswith("tool.")
    assert found(window, "draw a", ["tool.team"])[0] == "tool.team"
    assert found(window, "", ["view.fit", "file.open"])[:2] == ["view.fit", "file.open"]
    assert found(window, "there is nothing like this") == []


def test_what_can_not_be_used_says_what_to_do_first(bosch_window):
    window = bosch_window
    reasons = {entry.id: entry.why_not for entry in entries(window)}
    assert reasons["file.save"] == ""
    assert reasons["align.left"] == "Select at least 2 units or notes on the canvas first."
    assert reasons["edit.undo"] == "There is nothing to undo."
    window.workspace.canvas.scene.select([Ref("units", unit) for unit in list(window.session.variant.units)[:2]])
    assert next(e.why_not for e in entries(window) if e.id == "align.left") == ""
    window.workspace.show_place("flow")
    assert next(e.why_not for e in entries(window) if e.id == "align.left") == "Go to the canvas first."


@pytest.mark.parametrize("spoken", ["nl", "en"])
def test_no_command_that_can_not_be_used_is_without_a_reason(window, spoken):
    window.use_language(spoken)
    for entry in entries(window):
        assert bool(entry.why_not) != window.commands.command(entry.id).enabled(), entry.id


def test_ctrl_k_runs_what_was_typed_and_remembers_it(bosch_window, qtbot):
    window = bosch_window

    def type_into() -> None:
        palette = QApplication.activeModalWidget()
        assert isinstance(palette, CommandPalette)
        qtbot.keyClicks(palette.field, "regelcap")
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    QTimer.singleShot(0, window, type_into)
    window.commands.action("help.palette").trigger()
    assert window.workspace.place == "control"
    assert window.settings.get("commands_used") == ["go.control"]


def test_enter_on_what_can_not_be_used_does_nothing(window, qtbot):
    palette = CommandPalette(window)
    qtbot.addWidget(palette)
    palette.field.setText("undo")
    assert palette.entry().why_not == "Open a document first."
    palette.take()
    assert palette.chosen == ""
    palette.field.setText("qqqq")
    assert palette.entry() is None
    assert palette.none.isVisibleTo(palette)


def test_the_list_of_keys_holds_every_key_of_the_registry(window, qtbot):
    listed = [key for _heading, rows in shortcut_list.groups(window) for _words, key in rows]
    for command in window.commands:
        shortcut = window.commands.action(command.id).shortcut()
        if not shortcut.isEmpty():
            assert shortcut.toString(shortcut.SequenceFormat.NativeText) in listed, command.id
    shown = shortcut_list.ShortcutList(window)
    qtbot.addWidget(shown)
    shown.show()
    shown.field.setText("undo")
    words = [widgets[0].text() for _words, widgets in shown.rows if widgets[0].isVisible()]
    assert words == ["Undo"]


def test_a_language_spoken_for_a_moment_is_not_that_of_the_window():
    with language.speaking("nl"):
        assert (language.current(), language._("Cancel")) == ("nl", "Annuleren")
    assert (language.current(), language._("Cancel")) == ("en", "Cancel")


class Reader:
    """Stands where Qt hands what is said to a screen reader."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def isActive(self) -> bool:
        return True

    def updateAccessibility(self, event) -> None:
        self.heard.append(event.message())


def test_a_screen_reader_hears_what_enter_would_do_and_what_the_status_line_says(window, qtbot, monkeypatch):
    reader = Reader()
    monkeypatch.setattr(widgets, "QAccessible", reader)
    window.commands.run("file.new")
    window.say("Saved.")
    assert reader.heard[-1] == "Saved."
    palette = CommandPalette(window)
    qtbot.addWidget(palette)
    qtbot.keyClicks(palette.field, "lead time")
    first, second = (palette.list.item(row).text() for row in range(2))
    assert reader.heard[-1].startswith(first)
    assert len(reader.heard) == 2 + len("lead time")  # once each time
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert reader.heard[-1].startswith(second)
    qtbot.keyClicks(palette.field, "xyz")
    assert reader.heard[-1] == "No command has these words."
