"""Finding: accents and case don't matter, what begins with the words comes first, and it says where things are."""

from __future__ import annotations

import pytest

from organisatiecanvas.models.document import Document
from organisatiecanvas.models.organisation import Action, Machine, Note, Person, Unit, Variant
from organisatiecanvas.models.search import KINDS, folded, search


@pytest.mark.parametrize(
    ("words", "bare"), [("Zoë", "zoe"), ("ÉÉN", "een"), ("Straße", "strasse"), ("Łukasz", "łukasz"), ("abc", "abc")]
)
def test_accents_and_case_are_left_out(words, bare):
    assert folded(words) == bare


def test_51_everything_about_welding_is_found(bosch):
    variant = bosch.organisation.variants["ist"]
    with bosch.edit("Something to find"):
        bosch.add(Person(id="lasser", name="Lasser 01"))
        bosch.add(Note(id="n", text="Wie mag\nlassen?"), variant)
        bosch.add(Action(id="a", title="Opleiden tot lasser"))
        bosch.add(Machine(id="m", name="Lasrobot"), variant.units["lasserij"])
    found = search(bosch.organisation, variant, "LAS")
    assert {"units", "roles", "tasks", "people", "skills", "machines", "notes", "actions"} <= {
        hit.collection for hit in found
    }
    assert [hit.collection for hit in found] == sorted((hit.collection for hit in found), key=list(KINDS).index)
    where = {(hit.collection, hit.id): hit.unit for hit in found}
    assert where["machines", "m"] == "lasserij"
    assert where["people", "lasser"] is None


def test_what_begins_with_the_words_comes_first(document: Document):
    with document.edit("People"):
        for number, name in enumerate(("Plasman", "Van der Las", "Lasser", "Bos")):
            document.add(Person(id=f"p{number}", name=name, note="kan lassen" if name == "Bos" else ""))
    found = search(document.organisation, None, "las")
    assert [(hit.title, hit.rank) for hit in found] == [("Lasser", 0), ("Van der Las", 1), ("Plasman", 2), ("Bos", 3)]


def test_all_words_must_be_there(document: Document):
    with document.edit("Units"):
        variant = document.add(Variant(id="v", name="V", kind="redesign"))
        document.add(Unit(id="one", name="Team Lassen Noord", kind="team"), variant)
        document.add(Unit(id="two", name="Team Lassen", kind="team", parent="one"), variant)
    assert [hit.id for hit in search(document.organisation, variant, "noord las")] == ["one"]
    assert [hit.unit for hit in search(document.organisation, variant, "team")] == [None, "one"]
    assert search(document.organisation, variant, "  ") == []
