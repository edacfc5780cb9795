"""Names taken out: consistent codes, nothing left in any text, and the copy loads like any other."""

from __future__ import annotations

import datetime
import json

import pytest

from organisatiecanvas.models import interchange
from organisatiecanvas.models.anonymous import Names, anonymous, pseudonyms
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.organisation import Action, Assessment, Holder, Mastery, Note, Person, Role, Skill, Unit


@pytest.fixture
def named(document: Document) -> Document:
    with document.edit("Fill"):
        variant = document.organisation.variants["ist"]
        document.add(Person(id="zoe", name="Zoë 't Hart-Łukasz", email="zoe@example.org", note="left-handed"))
        document.add(Person(id="jan", name="Jan de Vries"))
        document.add(Skill(id="s", name="Zagen"))
        document.add(Mastery(person="zoe", skill="s", level=3, assessor="Jan de Vries"))
        document.add(
            Assessment(
                person="zoe",
                skill="s",
                assessed_on=datetime.date(2026, 3, 2),
                level=2,
                assessor="Jan de Vries",
                source="Lijst van Jan de Vries.xlsx",
            )
        )
        document.add(
            Assessment(
                person="zoe", skill="s", assessed_on=datetime.date(2026, 4, 2), level=2, assessor="Een Buitenstaander"
            )
        )
        document.add(Unit(id="a", name="Cel van Jan", kind="cell"), variant)
        role = document.add(
            Role(id="r", name="Rol", unit="a", purpose="Vraag zoe@example.org of ZOË 'T HART-ŁUKASZ"), variant
        )
        document.add(Holder(person="zoe"), role)
        document.add(Note(id="n", text="Vries het niet in; januari"), variant)
        document.add(
            Action(
                id="x",
                title="Opleiden van Jan de Vries",
                owner_="Zoë 't Hart-Łukasz",
                about="jan",
                proposal="person-breadth:jan",
            )
        )
        variant.bench = ("jan",)
        variant.leavers = ()
    return document


@pytest.mark.parametrize("names", ["codes", "none"])
def test_no_name_is_left_and_ordinary_words_stay(named: Document, names: Names) -> None:
    text = interchange.dump(anonymous(named.organisation, names, seed="x"))
    for word in (
        "Zoë",
        "ZOË",
        "Hart-Łukasz",
        "Jan",
        "de Vries",
        "example.org",
        "left-handed",
        "Buitenstaander",
        '"zoe"',
        '"jan"',
        ":jan",
    ):
        assert word not in text, word
    assert "Vries het niet in; januari" in text or "januari" in text
    assert interchange.dump(interchange.read_text(text)) == text


def test_codes_agree_everywhere(named: Document) -> None:
    codes = pseudonyms(named.organisation, "x")
    content = json.loads(interchange.dump(anonymous(named.organisation, "codes", seed="x")))
    variant = content["variants"][0]
    assert content["mastery"][0]["person"] == codes["zoe"]
    assert content["mastery"][0]["assessor"] == codes["jan"]
    assert content["assessments"][0]["person"] == codes["zoe"]
    assert content["assessments"][0]["assessor"] == codes["jan"]
    assert content["assessments"][0]["source"] == f"Lijst van {codes['jan']}.xlsx"
    assert variant["roles"][0]["holders"][0]["person"] == codes["zoe"]
    assert variant["bench"] == [codes["jan"]]
    assert variant["units"][0]["name"] == f"Cel van {codes['jan']}"
    assert content["actions"][0]["title"] == f"Opleiden van {codes['jan']}"
    assert content["actions"][0]["owner"] == codes["zoe"]
    assert content["actions"][0]["about"] == codes["jan"]
    assert content["actions"][0]["proposal"] == f"person-breadth:{codes['jan']}"
    assert sorted(codes.values()) == ["P01", "P02"]


def test_the_original_is_untouched_and_the_order_depends_on_the_document(bosch: Document) -> None:
    before = interchange.dump(bosch.organisation)
    anonymous(bosch.organisation, seed="x")
    assert interchange.dump(bosch.organisation) == before
    assert pseudonyms(bosch.organisation, "x") == pseudonyms(bosch.organisation, "x")
    assert pseudonyms(bosch.organisation, "x") != pseudonyms(bosch.organisation, "y")


def test_a_snapshot_serves_as_well(named: Document) -> None:
    live = interchange.dump(anonymous(named.organisation, seed="x"))
    assert interchange.dump(anonymous(named.snapshot(), seed="x")) == live
