"""The one way in: edits, undo, redo, refusal; saving, conflicts, locks and recovery."""

from __future__ import annotations

import datetime
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from organisatiecanvas.models import interchange, storage, working
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import (
    InUseError,
    ModelError,
    NewerVersionError,
    NotADocumentError,
    OrganisationError,
    SaveConflictError,
    SaveError,
)
from organisatiecanvas.models.organisation import Assessment, Holder, Link, Mastery, Person, Role, Skill, Unit
from organisatiecanvas.models.rescue import rescue


def dump(document: Document) -> str:
    return interchange.dump(document.organisation)


def fill(document: Document) -> None:
    with document.edit("Fill"):
        variant = document.organisation.variants["ist"]
        for name in ("a", "b", "c"):
            document.add(Unit(id=name, name=name.upper(), kind="cell"), variant)
        document.add(Person(id="p", name="Medewerker 01"))
        document.add(Skill(id="s", name="Zagen"))
        document.add(Mastery(person="p", skill="s", level=2))
        role = document.add(Role(id="r", name="Zagen", unit="a"), variant)
        document.add(Holder(person="p"), role)
        document.add(Link(id="l", kind="order", from_="a", to_="b"), variant)


def test_writing_outside_an_edit_is_refused(document: Document) -> None:
    fill(document)
    before = dump(document)
    with pytest.raises(RuntimeError):
        document.organisation.variants["ist"].units["a"].name = "X"
    with pytest.raises(RuntimeError):
        document.add(Person(id="q", name="Q"))
    with pytest.raises(RuntimeError):
        document.remove(document.organisation.people["p"])
    assert dump(document) == before


def test_an_edit_is_one_named_step_and_tells_what_changed(document: Document) -> None:
    fill(document)
    heard: list[Change] = []
    document.changed.connect(heard.append)
    with document.edit("Rename"):
        document.organisation.variants["ist"].units["a"].name = "Zaagcel"
        document.organisation.variants["ist"].units["b"].places = 3
    assert document.undo_name == "Rename"
    assert sorted((row.collection, row.key, row.fields) for row in heard[0].rows) == [
        ("units", ("ist", "a"), {"name"}),
        ("units", ("ist", "b"), {"places"}),
    ]
    assert {"name": "A"} in [row.before for row in heard[0].rows]


def test_an_edit_that_changes_nothing_is_no_step(document: Document) -> None:
    fill(document)
    with document.edit("Nothing"):
        document.organisation.variants["ist"].units["a"].name = "A"
    assert document.undo_name == "Fill"


def test_undo_brings_back_a_deleted_unit_with_all_that_hung_on_it(document: Document) -> None:
    fill(document)
    before = dump(document)
    with document.edit("Delete A"):
        document.remove(document.organisation.variants["ist"].units["a"])
    ist = document.organisation.variants["ist"]
    assert (list(ist.units), list(ist.roles), list(ist.links)) == (["b", "c"], [], [])
    assert document.undo() == "Delete A"
    assert dump(document) == before
    assert document.redo() == "Delete A"
    assert list(document.organisation.variants["ist"].units) == ["b", "c"]


@pytest.mark.parametrize(("collection", "identity"), [("people", "p"), ("skills", "s")])
def test_the_history_of_mastery_goes_with_the_person_or_the_skill(
    document: Document, collection: str, identity: str
) -> None:
    organisation = document.organisation
    with document.edit("Fill"):
        document.add(Person(id="p", name="Medewerker 01"))
        document.add(Skill(id="s", name="Zagen"))
        for month in (3, 9):
            document.add(Assessment(person="p", skill="s", assessed_on=datetime.date(2026, month, 1), level=2))
    with document.edit("Delete"):
        document.remove(getattr(organisation, collection)[identity])
    assert organisation.assessments == {}
    document.undo()
    assert [key[2].month for key in organisation.assessments] == [3, 9]


def test_a_refused_edit_names_every_fault_and_takes_everything_back(document: Document) -> None:
    fill(document)
    before = dump(document)
    with pytest.raises(ModelError) as caught, document.edit("Wrong"):
        ist = document.organisation.variants["ist"]
        ist.units["a"].places = 0
        ist.units["b"].parent = "nowhere"
        document.add(Unit(id="d", name="D", kind="cell"), ist)
        document.remove(ist.units["c"])
        document.organisation.people["p"].hours_per_week = float("nan")
    assert {fault.place for fault in caught.value.faults} == {
        "variants[0].units[0].places",
        "variants[0].units[1].parent",
        "people[0].hours_per_week",
    }
    assert dump(document) == before
    assert document.undo_name == "Fill"
    with document.edit("Right"):
        document.organisation.variants["ist"].units["c"].name = "still here"


def test_an_exception_in_an_edit_takes_everything_back(document: Document) -> None:
    fill(document)
    before = dump(document)
    with pytest.raises(ZeroDivisionError), document.edit("Broken"):
        document.remove(document.organisation.people["p"])
        document.add(Person(id="q", name="Q"))
        raise ZeroDivisionError
    assert dump(document) == before


def test_deleting_and_adding_the_same_id_in_one_edit(document: Document) -> None:
    fill(document)
    before = dump(document)
    with document.edit("Replace"):
        document.remove(document.organisation.people["p"])
        document.add(Person(id="p", name="Somebody else"))
    after = dump(document)
    assert document.organisation.mastery == {}
    document.undo()
    assert dump(document) == before
    document.redo()
    assert dump(document) == after


def test_a_row_that_was_changed_and_then_deleted_comes_back_as_it_was(document: Document) -> None:
    fill(document)
    before = dump(document)
    with document.edit("Change and delete"):
        document.organisation.people["p"].name = "Changed"
        document.remove(document.organisation.people["p"])
    document.undo()
    assert dump(document) == before
    with pytest.raises(ZeroDivisionError), document.edit("Broken"):
        document.organisation.people["p"].name = "Changed"
        document.remove(document.organisation.people["p"])
        document.add(Person(id="p", name="Another"))
        raise ZeroDivisionError
    assert dump(document) == before
    assert interchange.to_json(document.snapshot()) == interchange.to_json(document.organisation)
    with document.edit("Rename"):
        document.organisation.people["p"].name = "Renamed"
    document.undo()
    assert dump(document) == before


def test_steps_with_one_merge_key_become_one(document: Document) -> None:
    fill(document)
    before = dump(document)
    for places in (2, 3, 4):
        with document.edit("Places", merge="places:a"):
            document.organisation.variants["ist"].units["a"].places = places
    assert document.undo() == "Places"
    assert dump(document) == before
    document.redo()
    assert document.organisation.variants["ist"].units["a"].places == 4


def test_snapshots_don_t_move_and_share_what_stayed(document: Document) -> None:
    fill(document)
    first = document.snapshot()
    with document.edit("Rename"):
        document.organisation.variants["ist"].units["a"].name = "Z"
    second = document.snapshot()
    assert first.variants["ist"].units["a"].name == "A"
    assert second.variants["ist"].units["a"].name == "Z"
    assert second.variants["ist"].units["b"] is first.variants["ist"].units["b"]
    assert second.people["p"] is first.people["p"]
    assert interchange.to_json(second) == interchange.to_json(document.organisation)


def test_unsaved_follows_undo_back_to_the_saved_state(document: Document, tmp_path: Path) -> None:
    assert not document.modified
    fill(document)
    assert document.modified
    document.save(tmp_path / "x.orgcanvas")
    assert not document.modified
    with document.edit("Rename"):
        document.organisation.people["p"].name = "Q"
    document.undo()
    assert not document.modified
    document.undo()
    assert document.modified


def test_saving_keeps_the_previous_version_and_counts(document: Document, tmp_path: Path) -> None:
    fill(document)
    path = document.save(tmp_path / "werk.orgcanvas")
    first = path.read_bytes()
    with document.edit("Rename"):
        document.organisation.people["p"].name = "Q"
    document.save()
    assert document.revision == 2
    assert storage.backup_path(path).read_bytes() == first
    assert storage.read_header(path) == storage.Header(storage.APPLICATION_ID, storage.SCHEMA_VERSION)
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == [
        ".werk.orgcanvas.lock",
        "werk.orgcanvas",
        "werk.orgcanvas.bak",
    ]


def test_somebody_else_saved_in_between(document: Document, tmp_path: Path) -> None:
    fill(document)
    path = document.save(tmp_path / "werk.orgcanvas")
    with Document.open(path, take_over=True) as other:
        with other.edit("Theirs"):
            other.organisation.people["p"].name = "Theirs"
        other.save()
    theirs = path.read_bytes()
    with document.edit("Ours"):
        document.organisation.people["p"].name = "Ours"
    with pytest.raises(SaveConflictError) as caught:
        document.save()
    assert caught.value.saved_by == working.user_name()
    assert path.read_bytes() == theirs
    assert document.modified
    document.save(tmp_path / "ours.orgcanvas")
    with Document.open(tmp_path / "ours.orgcanvas", read_only=True) as ours:
        assert ours.organisation.people["p"].name == "Ours"
    assert path.read_bytes() == theirs


def test_a_second_opener_sees_the_holder(document: Document, tmp_path: Path) -> None:
    fill(document)
    path = document.save(tmp_path / "werk.orgcanvas")
    with pytest.raises(InUseError) as caught:
        Document.open(path)
    assert working.user_name() in caught.value.holder
    with Document.open(path, read_only=True) as reader:
        with pytest.raises(OrganisationError), reader.edit("No"):
            pass
        with pytest.raises(OrganisationError):
            reader.save()
    with Document.open(path, as_copy=True) as copied:
        assert copied.path is None
        assert copied.document_id != document.document_id
    assert working.read_note(path) is not None


def test_a_note_of_a_process_that_is_gone_is_stale(document: Document, tmp_path: Path) -> None:
    path = document.save(tmp_path / "werk.orgcanvas")
    note = json.loads(working.note_path(path).read_text())
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    working.note_path(path).write_text(json.dumps({**note, "process": gone.pid}))
    with Document.open(path) as opened:
        assert opened.path == path


def test_a_failed_save_leaves_the_old_file_and_the_changes(document: Document, tmp_path: Path) -> None:
    fill(document)
    path = document.save(tmp_path / "werk.orgcanvas")
    before = path.read_bytes()
    with document.edit("Rename"):
        document.organisation.people["p"].name = "Q"
    with pytest.raises(SaveError, match="save somewhere else"):
        document.save(tmp_path / "no such folder" / "x.orgcanvas")
    assert path.read_bytes() == before
    assert document.modified
    document.save()
    assert not document.modified


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + bytes(200), os.urandom(5000)])
def test_other_files_get_a_plain_message_and_stay_as_they_are(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.orgcanvas"
    path.write_bytes(content)
    with pytest.raises(NotADocumentError):
        Document.open(path)
    assert path.read_bytes() == content


def test_truncated_and_newer_files(document: Document, tmp_path: Path) -> None:
    fill(document)
    path = document.save(tmp_path / "werk.orgcanvas")
    whole = path.read_bytes()
    cut = tmp_path / "cut.orgcanvas"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(NotADocumentError):
        Document.open(cut)
    newer = tmp_path / "newer.orgcanvas"
    newer.write_bytes(whole)
    connection = sqlite3.connect(newer)
    connection.execute(f"PRAGMA user_version={storage.SCHEMA_VERSION + 1}")
    connection.commit()
    connection.close()
    with pytest.raises(NewerVersionError, match="later version"):
        Document.open(newer)


@pytest.mark.parametrize("name", ["Zag\x0een", "Zag\0en"])
def test_a_damaged_name_is_seen_on_opening_and_the_row_can_be_rescued(
    document: Document, tmp_path: Path, name: str
) -> None:
    fill(document)
    path = document.save(tmp_path / "werk.orgcanvas")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE people SET name = ?", (name,))
    connection.commit()
    connection.close()
    with pytest.raises(NotADocumentError, match="damaged"):
        Document.open(path, read_only=True)
    with rescue(path).document as rescued:
        assert [person.name for person in rescued.organisation.people.values()] == ["Zag\ufffden"]


def test_a_damaged_rule_is_rescued_as_that_of_a_new_document_and_the_others_stay(
    document: Document, tmp_path: Path
) -> None:
    fill(document)
    with document.edit("Rules"):
        document.organisation.rules.hours_per_week = 36.0
    path = document.save(tmp_path / "werk.orgcanvas")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE rules SET skills_per_person = 'three'")
    connection.commit()
    connection.close()
    with rescue(path).document as rescued:
        rules = rescued.organisation.rules
        assert (rules.skills_per_person, rules.hours_per_week) == (3, 36.0)
        assert list(rescued.organisation.people) == ["p"]


def test_a_working_copy_that_was_left_is_offered_and_complete(tmp_path: Path) -> None:
    document = Document.new("Workshop")
    fill(document)
    document.save(tmp_path / "werk.orgcanvas")
    with document.edit("Rename"):
        document.organisation.people["p"].name = "Q"
    left = dump(document)
    assert working.recoverable() == []  # in use by this very process
    document.abandon()
    (offer,) = working.recoverable()
    assert (offer.title, offer.path) == ("Workshop", (tmp_path / "werk.orgcanvas").resolve())
    with Document.recover(offer) as recovered:
        assert dump(recovered) == left
        assert recovered.modified
        recovered.save()
    assert working.recoverable() == []


def test_a_save_that_died_before_it_was_noted_is_recognised(tmp_path: Path) -> None:
    document = Document.new("Workshop")
    fill(document)
    path = document.save(tmp_path / "werk.orgcanvas")
    with document.edit("Rename"):
        document.organisation.people["p"].name = "Q"
    stamp = document._next_stamp(path)
    document._file.pending_save_id = stamp["save_id"]
    document._session.commit()
    storage.publish(document._engine, path, stamp)
    document.abandon()
    with Document.recover(working.recoverable()[0]) as recovered:
        recovered.save()
        assert recovered.revision == 3


def test_the_database_itself_refuses_what_the_model_would(document: Document, tmp_path: Path) -> None:
    fill(document)
    path = document.save(tmp_path / "werk.orgcanvas")
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys=ON")
    for statement in (
        "UPDATE units SET kind = 'bunch'",
        "UPDATE units SET places = 0",
        "UPDATE people SET deployability = 2",
        "UPDATE mastery SET level = 5",
        "UPDATE roles SET unit = 'nowhere'",
        "DELETE FROM people",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            with connection:
                connection.execute(statement)
    connection.close()
