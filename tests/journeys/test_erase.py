"""Scenario 38: somebody who left or asks for erasure is gone, and it is said which copies still hold them."""

from __future__ import annotations

from pathlib import Path

import pytest

from organisatiecanvas.desktop import erase_dialog
from organisatiecanvas.models import interchange, storage
from organisatiecanvas.models.document import Document
from tests.desktop.conftest import answers, saved, window  # noqa: F401 - fixtures

pytestmark = pytest.mark.journey
NAME, MAIL = "Quirijn Zoutebier", "quirijn@voorbeeld.invalid"


@pytest.fixture
def known(window, saved, monkeypatch):  # noqa: F811
    """A file that holds somebody in every way that a document can."""
    path = saved()
    assert window.open_path(path)
    document = window.session.document
    with document.edit("Known"):
        organisation = document.organisation
        person = organisation.people["p01"]
        person.name, person.email = NAME, MAIL
        next(iter(organisation.actions.values())).owner_ = NAME
        note = next(iter(organisation.variants["ist"].notes.values()))
        note.text = f"Vraag Quirijn of mail {MAIL}"
        cell = next(row for row in organisation.mastery.values() if row.person != "p01")
        cell.assessor = NAME
        organisation.people["p02"].name = "Zoutebier junior"
    window.commands.run("file.save")
    with document.edit("Something else"):
        organisation.workshop.title = "Later"
    window.commands.run("file.save")
    monkeypatch.setattr(erase_dialog, "ask_whom", lambda _organisation, _parent: "p01")
    return path


def holding(folder: Path, words: str) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()}


def test_38_a_person_is_gone_and_the_copies_are_named(window, answers, known, state, monkeypatch):  # noqa: F811
    assert holding(state.parent, NAME)
    told: list[str] = []
    ask = erase_dialog.dialogs.ask
    monkeypatch.setattr(
        erase_dialog.dialogs, "ask", lambda head, words, *rest, **more: (told.append(words), ask(head))[1]
    )
    answers.give("keep")
    window.commands.run("people.erase")
    document = window.session.document
    assert str(storage.backup_path(known)) in told[-1]
    assert holding(state.parent, NAME) == holding(state.parent, MAIL) == {storage.backup_path(known).name}
    assert document.undo_name is None
    organisation = document.organisation
    assert next(iter(organisation.actions.values())).owner_ == "former employee 1"
    assert (
        next(iter(organisation.variants["ist"].notes.values())).text
        == "Vraag former employee 1 of mail former employee 1"
    )
    assert "p01" not in {row.person for row in (*organisation.mastery.values(), *organisation.assessments.values())}
    assert organisation.people["p02"].name == "Zoutebier junior"
    with Document.open(known, read_only=True) as reopened:
        assert interchange.dump(reopened.organisation) == interchange.dump(organisation)


def test_38_the_copies_are_deleted_when_asked(window, answers, known, state):  # noqa: F811
    answers.give("delete")
    window.commands.run("people.erase")
    assert "Zoutebier is erased" in answers.asked[-1]
    assert holding(state.parent, NAME) == holding(state.parent, MAIL) == set()
    assert not storage.backup_path(known).exists()
    assert known.exists()
