"""Scenarios 9, 10, 12, 29 to 32: files that somebody else has, that are damaged, or that can't be written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from organisatiecanvas.desktop import passwords, versions_dialog
from organisatiecanvas.models import interchange, language, storage, working
from organisatiecanvas.models.connection import connect
from organisatiecanvas.models.document import Document
from tests.desktop.conftest import answers, bosch_window, close, routed_file, saved, settle, window  # noqa: F401 - fixtures
from tests.trust.colleague import Colleague

pytestmark = pytest.mark.journey
FILES = Path(__file__).parents[1] / "models" / "files"


@pytest.fixture
def colleague(tmp_path: Path):
    made: list[Colleague] = []

    def come(path: Path) -> Colleague:
        made.append(Colleague(path, tmp_path / "their state"))
        return made[-1]

    yield come
    for one in made:
        if one.process.poll() is None:
            one.leaves()


def rename(window, title: str) -> None:  # noqa: F811
    organisation = window.session.organisation
    assert not window.session.attempt("Title", lambda: setattr(organisation.workshop, "title", title))


def title_of(path: Path) -> str:
    with Document.open(path, read_only=True) as document:
        return document.organisation.workshop.title


def test_09_both_saved_and_both_versions_stay(window, answers, saved, colleague, tmp_path, monkeypatch):  # noqa: F811
    path = saved()
    assert window.open_path(path)
    rename(window, "Van mij")
    an = colleague(path)
    assert an.saves()
    an.leaves()
    shown = []
    monkeypatch.setattr(versions_dialog, "show_versions", lambda mine, _theirs, who, _parent: shown.append((mine, who)))
    before = path.read_bytes()
    answers.give("compare", "cancel")
    assert not window.commands.run("file.save")
    ((mine, who),) = shown
    assert (mine.workshop.title, who) == ("Van mij", "An")
    assert path.read_bytes() == before
    assert window.session.document.modified
    answers.give("save_as", tmp_path / "mijn.orgcanvas")
    assert window.commands.run("file.save")
    assert (title_of(path), title_of(tmp_path / "mijn.orgcanvas")) == ("Van An", "Van mij")


def test_09_theirs_is_taken_and_mine_is_kept_beside_it(window, answers, saved, colleague):  # noqa: F811
    path = saved()
    assert window.open_path(path)
    rename(window, "Van mij")
    an = colleague(path)
    assert an.saves()
    an.leaves()
    answers.give("theirs")
    assert window.commands.run("file.save")
    assert window.session.organisation.workshop.title == "Van An"
    assert window.session.document.path == path
    (mine,) = path.parent.glob("werkplaats (my version *")
    assert title_of(mine) == "Van mij"


def test_09_the_versions_stand_beside_each_other(bosch, qapp):
    mine = interchange.from_json(interchange.to_json(bosch.organisation))
    with bosch.edit("Theirs"):
        person, unit = list(bosch.organisation.people.values())[:2], bosch.organisation.variants["ist"].units["cnc"]
        bosch.remove(person[0])
        was = unit.places
        unit.places, unit.segment = 7, ""
    with Document.new(rows=mine) as ours:
        dialog = versions_dialog.VersionsDialog(ours.organisation, bosch.organisation, "An", None)
        lines = {
            tuple(dialog.table.item(row, column).text() for column in range(3))
            for row in range(dialog.table.rowCount())
        }
        dialog.deleteLater()
    assert ("People", person[0].name, "only in your version") in lines
    before = mine.variants["ist"].units["cnc"].segment
    assert ("Units", unit.name, f"Market segment: {before}, with An —; Places: {was}, with An 7") in lines


def test_10_the_holder_is_named_and_there_is_a_way_round(window, answers, saved, colleague):  # noqa: F811
    path = saved()
    an = colleague(path)
    answers.give("cancel")
    assert not window.open_path(path)
    answers.give("read")
    assert window.open_path(path)
    assert window.session.document.read_only
    answers.give("copy")
    assert window.open_path(path)
    assert window.session.document.path is None
    assert all("werkplaats.orgcanvas is open elsewhere" in question for question in answers.asked)
    an.leaves()


def test_10_a_note_that_a_crash_left_is_cleared_and_told(window, answers, saved, colleague):  # noqa: F811
    path = saved()
    an = colleague(path)
    an.dies()
    assert working.read_note(path) is not None
    assert window.open_path(path)
    assert "An" in window.workspace.status.message.full
    assert working.read_note(path).process == os.getpid()
    note = working.read_note(path)
    window.commands.run("file.close")
    elsewhere = note.__dict__ | {"host": "laptop-an", "holder": "An"}
    working.note_path(path).write_text(working.json.dumps(elsewhere), "utf-8")
    answers.give("take")
    assert window.open_path(path)
    assert working.read_note(path).host != "laptop-an"


def test_10_a_file_replaced_underneath_is_noticed(window, answers, saved, colleague, qtbot):  # noqa: F811
    path = saved()
    assert window.open_path(path)
    an = colleague(path)
    assert an.saves()
    qtbot.waitUntil(lambda: "An" in window.workspace.status.message.full, timeout=5000)
    an.leaves()


@pytest.mark.parametrize("version", range(1, storage.SCHEMA_VERSION))
def test_12_an_older_file_opens_and_its_original_is_kept(window, answers, tmp_path, version):  # noqa: F811
    path = tmp_path / "oud.orgcanvas"
    shutil.copyfile(FILES / f"version_{version}.orgcanvas", path)
    original = path.read_bytes()
    assert window.open_path(path)
    assert f"format {version}" in window.workspace.status.message.full
    assert path.read_bytes() == original
    content = interchange.dump(window.session.organisation)
    assert window.commands.run("file.save")
    assert storage.backup_path(path).read_bytes() == original
    window.commands.run("file.close")
    assert window.open_path(path)
    assert window.session.document.converted_from is None
    assert interchange.dump(window.session.organisation) == content


def test_29_a_stick_that_is_gone_keeps_the_work_and_saves_elsewhere(window, answers, saved, tmp_path):  # noqa: F811
    stick = tmp_path / "stick"
    stick.mkdir()
    path = shutil.move(saved(), stick / "werk.orgcanvas")
    assert window.open_path(Path(path))
    rename(window, "Onderweg")
    language.use("nl")
    stick.rename(tmp_path / "stick in de zak")
    told: list[str] = []
    answers.answer, asked = lambda heading: (told.append(heading), asked(heading))[1], answers.answer
    answers.give("save_as", tmp_path / "elders.orgcanvas")
    assert window.commands.run("file.save")
    assert told[0] == "Niet bewaard"
    assert title_of(tmp_path / "elders.orgcanvas") == "Onderweg"
    assert title_of(tmp_path / "stick in de zak" / "werk.orgcanvas") != "Onderweg"
    language.use("en")


def test_30_a_truncated_file_offers_the_backup_and_what_can_be_read(window, answers, saved):  # noqa: F811
    path = saved()
    assert window.open_path(path)
    rename(window, "Later")
    assert window.commands.run("file.save")
    window.commands.run("file.close")
    cut = path.read_bytes()[:200_000]
    path.write_bytes(cut)
    answers.give("backup")
    assert window.open_path(path)
    assert window.session.organisation.workshop.title != "Later"
    assert window.session.document.path is None
    answers.give("rescue")
    assert window.open_path(path)
    assert window.session.document.modified
    assert len(window.session.organisation.people) > 10
    answers.give("discard", "cancel")
    path.write_bytes(b"")
    assert not window.open_path(path)
    assert path.read_bytes() == b""


def test_31_a_newer_file_is_refused_and_untouched(window, answers, saved):  # noqa: F811
    path = saved()
    connection = connect(path)
    connection.execute(f"PRAGMA user_version={storage.SCHEMA_VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    answers.give("ok")
    assert not window.open_path(path)
    assert "newer version" in answers.asked[-1]
    assert path.read_bytes() == before


def test_32_closing_asks_and_a_shutdown_leaves_a_copy(window, answers, saved):  # noqa: F811
    language.use("nl")
    path = saved()
    assert window.open_path(path)
    rename(window, "Nog niet klaar")
    answers.give("cancel")
    assert not window.close()
    assert answers.asked[-1] == "De wijzigingen in werkplaats bewaren?"
    language.use("en")
    window._detach().abandon()  # the system ends the program; nobody is there to answer
    (offer,) = working.recoverable()
    assert offer.path == path
    answers.give("recover")
    assert window.open_path(path)
    assert window.session.organisation.workshop.title == "Nog niet klaar"


def test_a_password_is_asked_until_it_fits(window, answers, saved, monkeypatch):  # noqa: F811
    path = saved()
    assert window.open_path(path)
    monkeypatch.setattr(passwords, "ask_new_password", lambda _name, **_how: "geheim")
    window.commands.run("file.password")
    assert not window.session.document.modified
    window.commands.run("file.close")
    heard, typed = [], iter(["mis", "geheim", None])
    monkeypatch.setattr(passwords, "ask_password", lambda _name, wrong, parent: (heard.append(wrong), next(typed))[1])
    assert window.open_path(path)
    assert heard == [False, True]
    assert window.session.document.locked
    assert not window.open_path(path)
