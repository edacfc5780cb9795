"""Opening, editing, undoing, saving and closing through the real window."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel

from organisatiecanvas.desktop import files
from organisatiecanvas.desktop.app import translate_qt
from organisatiecanvas.desktop.settings import Settings
from organisatiecanvas.desktop.window import MainWindow
from organisatiecanvas.models import language, storage, working
from organisatiecanvas.models.document import Document

from .conftest import close, settle


def test_a_new_document_has_a_variant_to_draw_in(window, answers):
    window.commands.run("file.new")
    assert [variant.name for variant in window.session.organisation.variants.values()] == ["IST"]
    assert window.workspace.place == "canvas"


def test_undo_names_its_step_and_takes_it_back(bosch_window):
    session = bosch_window.session
    unit = session.variant.units["zagerij"]
    old = unit.name
    session.attempt("Other name", lambda: setattr(unit, "name", "Zagen"))
    assert "Other name" in bosch_window.commands.action("edit.undo").text()
    bosch_window.commands.run("edit.undo")
    assert session.variant.units["zagerij"].name == old
    bosch_window.commands.run("edit.redo")
    assert session.variant.units["zagerij"].name == "Zagen"


def test_a_long_message_is_shortened_in_its_place_and_whole_as_hint(bosch_window, qtbot):
    bosch_window.resize(1024, 768)
    message, words = bosch_window.workspace.status.message, "<b>Nothing</b> was changed. " * 20
    bosch_window.say(words)
    qtbot.waitUntil(lambda: message.text().endswith("…"))
    assert message.text().startswith("<b>")
    assert message.textFormat() == Qt.TextFormat.PlainText
    assert message.toolTip() == words
    assert bosch_window.workspace.status.minimumSizeHint().width() < 700


def test_save_writes_the_file_and_says_so(bosch_window, answers, tmp_path):
    target = tmp_path / "bosch.orgcanvas"
    assert "Saved" not in bosch_window.workspace.status.saved.text()  # nowhere yet
    answers.give(target)
    assert bosch_window.commands.run("file.save")
    assert target.exists()
    assert "Saved" in bosch_window.workspace.status.saved.text()
    assert target.name in bosch_window._document_label.text()
    session = bosch_window.session
    session.attempt("Title", lambda: setattr(session.organisation.workshop, "title", "Anders"))
    assert "Not saved" in bosch_window.workspace.status.saved.text()
    bosch_window.commands.run("edit.undo")
    assert "Saved" in bosch_window.workspace.status.saved.text()
    assert bosch_window.settings.recent() == [target]


@pytest.mark.parametrize(("answer", "left"), [("cancel", False), ("discard", True)])
def test_closing_with_changes_asks(bosch_window, answers, answer, left):
    session = bosch_window.session
    session.attempt("Title", lambda: setattr(session.organisation.workshop, "title", "Anders"))
    answers.give(answer)
    assert bosch_window.close_document() is left
    assert (bosch_window.session is None) is left


def test_closing_with_save_keeps_the_change(window, answers, saved):
    path = saved()
    assert window.open_path(path)
    window.session.attempt("Title", lambda: setattr(window.session.organisation.workshop, "title", "Anders"))
    answers.give("save")
    assert window.close()
    with Document.open(path) as document:
        assert document.organisation.workshop.title == "Anders"


def test_save_a_copy_leaves_the_document_where_it_is(window, answers, saved, tmp_path):
    path = saved()
    window.open_path(path)
    answers.give(tmp_path / "kopie.orgcanvas")
    assert window.commands.run("file.save_copy")
    assert window.session.document.path == path
    with Document.open(tmp_path / "kopie.orgcanvas") as copy:
        assert copy.document_id != window.session.document.document_id
        assert list(copy.organisation.people) == list(window.session.organisation.people)


@pytest.mark.parametrize(("answer", "read_only", "has_path"), [("read", True, True), ("copy", False, False)])
def test_a_file_in_use_can_be_read_or_copied(window, answers, saved, answer, read_only, has_path):
    path = saved()
    note = '{"holder": "Medewerker 01", "host": "elders", "process": 1, "since": "2026-11-23", "token": "x"}'
    working.note_path(path).write_text(note, "utf-8")
    answers.give(answer)
    assert window.open_path(path)
    assert "open elsewhere" in answers.asked[0]
    assert window.session.document.read_only is read_only
    assert (window.session.document.path is not None) is has_path


def test_a_save_of_someone_else_is_not_overwritten(window, answers, saved, tmp_path):
    path = saved()
    window.open_path(path)
    with Document.open(path, take_over=True) as other:
        other.save()
    before = path.read_bytes()
    window.session.attempt("Title", lambda: setattr(window.session.organisation.workshop, "title", "Anders"))
    answers.give("save_as", tmp_path / "mijne.orgcanvas")
    assert files.save(window)
    assert path.read_bytes() == before
    with Document.open(tmp_path / "mijne.orgcanvas", read_only=True) as mine:
        assert mine.organisation.workshop.title == "Anders"


def test_a_damaged_file_offers_the_version_before(window, answers, saved):
    path = saved()
    window.open_path(path)
    window.session.attempt("Title", lambda: setattr(window.session.organisation.workshop, "title", "Anders"))
    files.save(window)
    window.show_start()
    assert storage.backup_path(path).exists()
    damaged = path.read_bytes()[:3000]
    path.write_bytes(damaged)
    answers.give("backup")
    assert window.open_path(path)
    assert window.session.organisation.workshop.title == "BOSCH Scharnieren"
    assert path.read_bytes() == damaged


@pytest.mark.parametrize("content", [b"", b"just text", b"SQLite format 3\0" + b"\0" * 200])
def test_something_else_is_refused_in_plain_words(window, answers, tmp_path, content):
    path = tmp_path / "vreemd.orgcanvas"
    path.write_bytes(content)
    answers.give("ok")
    assert not window.open_path(path)
    assert path.read_bytes() == content
    assert window.session is None


def test_a_file_that_is_gone_leaves_the_list(window, answers, tmp_path):
    gone = tmp_path / "weg.orgcanvas"
    window.settings.remember_file(gone)
    answers.give("ok")
    assert not window.open_path(gone)
    assert window.settings.recent() == []


def test_json_with_faults_names_them_all_and_makes_nothing(window, answers, tmp_path, monkeypatch):
    path = tmp_path / "fout.json"
    path.write_text('{"format": "organisatiecanvas", "version": 1, "people": [{"id": "a"}, {"id": "a", "name": 3}]}')
    answers.give("ok")
    assert not files.open_json(window, path)
    assert window.session is None
    assert "faults" in answers.asked[0]


def test_the_language_can_be_changed_around_an_open_document(bosch_window, qtbot):
    bosch_window.session.attempt("Step", lambda: setattr(bosch_window.session.organisation.workshop, "title", "Anders"))
    bosch_window.use_language("nl")
    settle(qtbot, bosch_window)
    assert language.current() == "nl"
    assert bosch_window.workspace.status.language.text() == "NL"
    assert bosch_window.session.organisation.workshop.title == "Anders"
    assert bosch_window.session.document.undo_name == "Step"


@pytest.mark.parametrize(
    "content",
    ["", "[1, 2", '{"geometry": "wide", "recent": [3, null], "inspector_width": "x"}', '{"geometry": [9, 9, 5, 5]}'],
)
def test_bad_settings_never_block_a_start(qtbot, state, content):
    state.mkdir(parents=True)
    (state / "settings.json").write_text(content)
    window = MainWindow()
    window.show()
    assert window.isVisible()
    close(window)


def test_a_window_kept_on_a_screen_that_is_gone_comes_back_in_sight(qtbot):
    Settings().set(geometry=[9000, 9000, 1200, 800])
    window = MainWindow()
    window.show()
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    assert any(screen.contains(QRect(window.geometry()).center()) for screen in screens)
    close(window)


def test_every_command_has_a_title_and_no_key_is_used_twice(window):
    keys: dict[str, str] = {}
    for command in window.commands:
        assert command.title().replace("&", "")
        for key in window.commands.action(command.id).shortcuts():
            assert key.toString() not in keys, f"{key.toString()}: {command.id} and {keys[key.toString()]}"
            keys[key.toString()] = command.id


def test_every_menu_entry_is_a_command(window):
    from organisatiecanvas.desktop.menus import menu_layout

    for _name, _title, entries in menu_layout():
        assert all(entry in window.commands for entry in entries if entry and not entry.startswith(">"))


def test_nothing_that_needs_a_document_can_be_used_without(window):
    free = {command.id for command in window.commands if command.enabled()}
    helping = {"help.here", "help.terms", "help.workshop", "help.tour", "help.palette", "help.keys", "help.about"}
    assert free == {"file.new", "file.open", "file.import_json", "file.quit", "edit.preferences"} | helping


def test_read_only_says_so_and_refuses_edits(window, answers, saved, tmp_path):
    path = saved()
    window.show_document(Document.open(path, read_only=True))
    assert "Read only" in window.workspace.status.saved.text()
    said = window.session.attempt("Title", lambda: setattr(window.session.organisation.workshop, "title", "x"))
    assert "read only" in said


def test_panels_fold_and_are_remembered(bosch_window):
    bosch_window.commands.run("view.findings")
    assert not bosch_window.workspace.canvas.findings_holder.isVisible()
    bosch_window.commands.run("view.inspector")
    assert not bosch_window.workspace.inspector.isVisible()
    kept = Settings()
    assert kept.get("findings_open") is False
    assert kept.get("inspector_open") is False


def test_at_1024_by_768_nothing_sticks_out(bosch_window, qtbot):
    bosch_window.resize(1024, 768)
    for place in ("data", "skills", "actions", "canvas"):
        page = bosch_window.workspace.show_place(place)
        qtbot.wait(1)
        assert bosch_window.width() == 1024, place
        assert page.mapTo(bosch_window, page.rect().bottomRight()).x() <= 1024
    palette = bosch_window.workspace.canvas.palette_
    assert palette.geometry().right() <= palette.parentWidget().width()


def test_settings_survive_a_folder_that_cannot_be_written(qtbot, tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("ORGANISATIECANVAS_STATE", str(blocked / "below"))
    settings = Settings()
    settings.set(folder=str(Path.home()))
    assert settings.get("folder") == str(Path.home())


def test_a_newer_file_is_refused_and_left_alone(window, answers, saved):
    path = saved()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    before = path.read_bytes()
    answers.give("ok")
    assert not window.open_path(path)
    assert "newer" in answers.asked[0]
    assert path.read_bytes() == before


def test_the_letters_on_the_palette_are_the_keys_of_the_tools(bosch_window, qtbot):
    canvas = bosch_window.workspace.canvas
    for tool, button in canvas.palette_.buttons.items():
        canvas.view.set_tool("hand")
        letter = button.text().split()[-1]
        qtbot.keyClick(canvas.view, letter.lower())
        assert canvas.view.tool == tool
        assert button.isChecked()


def test_every_button_has_a_name_for_a_screen_reader(bosch_window):
    for place in ("canvas", "data", "skills", "actions"):
        bosch_window.workspace.show_place(place)
        for button in bosch_window.findChildren(QAbstractButton):
            if button.isVisible() and button.metaObject().className() != "QTableCornerButton":
                where = f"{place}: {button.objectName()} in {button.parentWidget()}"
                assert button.accessibleName() or button.text(), where


def test_qt_itself_speaks_the_language_of_the_window(qapp):
    language.use("nl")
    translate_qt()
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuleren"
    language.use("en")
    translate_qt()
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_the_names_in_the_menu_bar_keep_their_place_when_the_language_changes(bosch_window, qtbot):
    def first_menu() -> int:
        bar = bosch_window.menuBar()
        return bar.actionGeometry(bar.actions()[0]).left()

    name = bosch_window.findChild(QLabel, "applicationName")
    before = first_menu()
    assert before >= name.geometry().right()
    bosch_window.use_language("nl")
    qtbot.waitUntil(lambda: first_menu() == before)
    assert [one.isVisible() for one in bosch_window.findChildren(QLabel, "applicationName")] == [True]


def test_a_long_message_stands_whole_on_a_beamer_and_gives_the_counts_their_place_back(bosch_window, qtbot):
    status = bosch_window.workspace.status
    bosch_window.resize(1024, 768)
    bosch_window.say("Saved.")
    assert status.counts.isVisible()
    bosch_window.say(
        "An anonymised copy was saved: codes instead of names. " + "Names of firms and teams stay in it. " * 2
    )
    qtbot.waitUntil(lambda: status.message.text() == status.message.full)
    assert not status.counts.isVisible()
    status._timer.timeout.emit()
    assert status.counts.isVisible()
