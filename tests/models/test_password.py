"""A document under a password: nothing of it can be read without, wherever it lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from organisatiecanvas.models import interchange, storage, working
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import NotADocumentError, OrganisationError, PasswordError, SaveConflictError
from organisatiecanvas.models.organisation import Person

NAME = "Medewerker Geheimzinnig"
WORD = "zeg 't 'ns: één €"


def locked_file(tmp_path: Path, password: str = WORD) -> Path:
    with Document.new("Besloten") as document:
        add(document, "p")
        document.protect(password)
        return document.save(tmp_path / "besloten.orgcanvas")


def add(document: Document, identity: str) -> None:
    with document.edit("Add"):
        document.add(Person(id=identity, name=NAME))


def nowhere(folder: Path, *words: str) -> bool:
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert files
    return not any(word.encode() in content for content in files for word in (words or (NAME,)))


def test_nothing_is_readable_in_file_backup_or_working_copy(tmp_path: Path, state: Path) -> None:
    with Document.new("Besloten") as document:
        add(document, "p")
        path = document.save(tmp_path / "besloten.orgcanvas")
        assert not nowhere(tmp_path)
        document.protect(WORD)
        assert document.modified
        document.save()
        add(document, "q")  # stands in the write-ahead log only
        assert storage.backup_path(path).exists()
        assert nowhere(tmp_path, NAME, "Besloten")
        assert document.undo() == "Add"
        assert document.undo() == "Add"  # from before the password
        assert document.organisation.people == {}
    assert path.stat().st_size > 4096


def test_the_password_opens_it_and_no_other_does(tmp_path: Path, state: Path) -> None:
    path = locked_file(tmp_path)
    before = path.read_bytes()
    for wrong in ("", "x", WORD + " ", WORD.upper()):
        with pytest.raises(PasswordError) as caught:
            Document.open(path, password=wrong)
        assert caught.value.wrong == bool(wrong)
        assert path.name in str(caught.value)
    assert list((state / "working").iterdir()) == []
    decomposed = WORD.replace("é", "e\u0301")  # the same signs as another system sends them
    with Document.open(path, password=decomposed) as document:
        assert [person.name for person in document.organisation.people.values()] == [NAME]
        assert document.locked
        assert nowhere(tmp_path)
    assert path.read_bytes() == before


def test_a_password_is_changed_and_taken_off_with_the_backup(tmp_path: Path) -> None:
    path = locked_file(tmp_path)
    with Document.open(path, password=WORD) as document:
        document.protect("nieuw")
        document.save()
    for one in (path, storage.backup_path(path)):
        with pytest.raises(PasswordError):
            Document.open(one, read_only=True, password=WORD)
        with Document.open(one, read_only=True, password="nieuw") as document:
            assert document.organisation.people["p"].name == NAME
    with Document.open(path, password="nieuw") as document:
        document.protect("")
        document.save()
    with Document.open(path, password="is not needed") as document:
        assert not document.locked
        assert storage.damage(path) == []
    with Document.open(storage.backup_path(path), read_only=True) as document:
        assert document.organisation.people["p"].name == NAME


def test_a_locked_working_copy_is_offered_by_name_and_asks_its_password(tmp_path: Path) -> None:
    path = locked_file(tmp_path)
    document = Document.open(path, password=WORD)
    add(document, "q")
    left = interchange.dump(document.organisation)
    assert working.recoverable() == []  # in use by this very process
    document.abandon()
    (offer,) = working.recoverable()
    assert (offer.path, offer.locked) == (path, True)
    with pytest.raises(PasswordError):
        Document.recover(offer, "wrong")
    with Document.recover(offer, WORD) as recovered:
        assert interchange.dump(recovered.organisation) == left
        recovered.save()
        assert nowhere(tmp_path)
    assert working.recoverable() == []


def test_a_colleague_who_changed_the_password_is_not_overwritten(tmp_path: Path) -> None:
    path = locked_file(tmp_path)
    with Document.open(path, password=WORD) as ours:
        with Document.open(path, password=WORD, take_over=True) as theirs:
            theirs.protect("van hen")
            theirs.save()
        before = path.read_bytes()
        add(ours, "q")
        with pytest.raises(SaveConflictError):
            ours.save()
        assert path.read_bytes() == before


def test_every_flipped_bit_is_noticed(tmp_path: Path) -> None:
    path = locked_file(tmp_path)
    whole = path.read_bytes()
    hurt = tmp_path / "hurt.orgcanvas"
    for place in range(100, len(whole), len(whole) // 4):
        hurt.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            with Document.open(hurt, read_only=True, password=WORD) as document:
                assert document.organisation.people["p"].name == NAME  # an empty page
        except (PasswordError, NotADocumentError):
            pass


def test_a_password_that_can_t_be_one_changes_nothing(document: Document, tmp_path: Path) -> None:
    with pytest.raises(OrganisationError):
        document.protect("a\0b")
    assert not document.locked
    document.protect("x'" + "0" * 64 + "'")  # looks like a raw key, and is one
    path = document.save(tmp_path / "raw.orgcanvas")
    with pytest.raises(PasswordError):
        Document.open(path, password="'" + "0" * 64 + "'")
