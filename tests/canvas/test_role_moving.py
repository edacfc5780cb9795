"""Roles to another unit: the work they alone do goes along, what others do too stays; occupancies by hand."""

from __future__ import annotations

import pytest

from organisatiecanvas.canvas import clipboard, editing, pasting
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.canvas.role_moving import along, move_roles
from organisatiecanvas.models.analysis import analyse
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.interchange import dump
from organisatiecanvas.models.organisation import Holder, Machine, Person, Role, Task, Unit, Variant
from organisatiecanvas.models.snapshot import with_values


@pytest.fixture
def works(document: Document) -> Document:
    """Old: Zagen (2 people), Frezen (1); new: Lassen (1). Everyone has 37.5 h, at a factor of 1.25 thus 30 h net."""
    with document.edit("Works"):
        document.organisation.rules.gross_net_factor = 1.25
        variant = document.add(Variant(id="a", name="A", kind="current"))
        document.add(Variant(id="b", name="B", kind="redesign"))
        for unit in ("oud", "nieuw"):
            document.add(Unit(id=unit, name=unit.title(), kind="cell"), variant)
        document.add(Machine(id="zaag", name="Kolomzaag"), variant.units["oud"])
        for role, unit, people in (("zagen", "oud", "12"), ("frezen", "oud", "3"), ("lassen", "nieuw", "4")):
            made = document.add(Role(id=role, name=role.title(), unit=unit), variant)
            for number in people:
                person = document.add(Person(id=f"p{number}", name=f"Medewerker 0{number}", hours_per_week=37.5))
                document.add(Holder(person=person.id), made)
        for name, unit, role, hours in (
            ("t-zagen", "oud", "zagen", 20.0),
            ("t-frezen", "oud", "frezen", 10.0),
            ("t-opruimen", "oud", None, 5.0),
            ("t-lassen", "nieuw", "lassen", 12.0),
        ):
            values = {"kind": "executing", "role": role, "hours_per_week": hours}
            document.add(Task(id=name, name=name[2:].title(), unit=unit, **values), variant)
        variant.tasks["t-zagen"].machine = "zaag"
    return document


def occupancies(organisation) -> dict[str, float | None]:
    return {row["unit"]: row["occupancy"] for row in analyse(organisation, "a", training=False)["capacity"]["units"]}


def place(document: Document, task: str, variant: str = "a") -> tuple[str, str | None, str | None]:
    row = document.organisation.variants[variant].tasks[task]
    return row.unit, row.role, row.machine


def test_the_work_of_a_role_goes_along_in_one_step(works: Document) -> None:
    before = dump(works.organisation)
    assert occupancies(works.organisation) == pytest.approx({"oud": 35 / 90, "nieuw": 12 / 30})
    going = along(works.organisation, works.organisation.variants["a"], ["zagen"], "nieuw")
    supposed = analyse(with_values(works.snapshot(), "a", going.values), "a", training=False)
    told = move_roles(works, "a", ["zagen"], "nieuw")
    assert told == ("1 task went along: Zagen. Kolomzaag stays in Oud. Opruimen stays in Oud, where others do it too.")
    assert works.undo_name == "Move Zagen into Nieuw"
    assert occupancies(works.organisation) == pytest.approx({"oud": 15 / 30, "nieuw": 32 / 90})
    assert supposed == analyse(works.organisation, "a", training=False)
    assert place(works, "t-zagen") == ("nieuw", "zagen", None)
    works.undo()
    assert dump(works.organisation) == before
    assert place(works, "t-zagen") == ("oud", "zagen", "zaag")


def test_work_given_to_nobody_goes_with_the_last_who_can_do_it(works: Document) -> None:
    move_roles(works, "a", ["zagen"], "nieuw")
    told = move_roles(works, "a", ["frezen"], "nieuw")
    assert told == "2 tasks went along: Frezen and Opruimen."
    assert place(works, "t-opruimen") == ("nieuw", "frezen", None)
    assert occupancies(works.organisation) == {"oud": None, "nieuw": pytest.approx(47 / 120)}  # 35 + 12 of 4 × 30


def test_several_roles_at_once_share_what_they_shared(works: Document) -> None:
    told = move_roles(works, "a", ["zagen", "lassen", "frezen"], "nieuw")
    assert told == "3 tasks went along: Zagen, Frezen and Opruimen. Kolomzaag stays in Oud."
    assert place(works, "t-opruimen") == ("nieuw", None, None)
    assert works.undo_name == "Move 2 roles into Nieuw"
    works.undo()
    assert {role.unit for role in works.organisation.variants["a"].roles.values()} == {"oud", "nieuw"}


def test_where_it_belongs_already_nothing_happens(works: Document) -> None:
    name = works.undo_name
    assert move_roles(works, "a", ["zagen"], "oud") == ""
    assert works.undo_name == name


def test_work_of_a_role_in_another_unit_stays_there(works: Document) -> None:
    with works.edit("Help"):
        works.organisation.variants["a"].tasks["t-lassen"].role = "zagen"
        works.add(Unit(id="derde", name="Derde", kind="cell"), works.organisation.variants["a"])
    move_roles(works, "a", ["zagen"], "derde")
    assert place(works, "t-lassen") == ("nieuw", "zagen", None)
    assert place(works, "t-zagen") == ("derde", "zagen", None)


def cut(document: Document, role: str) -> clipboard.Elements:
    data = clipboard.copied(document, "a", [Ref("roles", role)])
    editing.delete(document, "a", [Ref("roles", role)])
    return clipboard.read(data)


def test_cut_and_pasted_elsewhere_the_work_comes_too(works: Document) -> None:
    part = cut(works, "zagen")
    assert place(works, "t-zagen") == ("oud", None, "zaag")  # the work stays to be done until it is pasted
    made = pasting.paste(works, "a", part, into="nieuw")
    assert made.sentence == "1 task went along: Zagen. Kolomzaag stays in Oud."
    assert place(works, "t-zagen") == ("nieuw", "zagen", None)
    assert place(works, "t-opruimen") == ("oud", None, None)
    assert occupancies(works.organisation) == pytest.approx({"oud": 15 / 30, "nieuw": 32 / 90})
    works.undo()
    assert place(works, "t-zagen") == ("oud", None, "zaag")


def test_cut_and_pasted_back_all_is_as_it_was(works: Document) -> None:
    before = occupancies(works.organisation)
    pasting.paste(works, "a", cut(works, "zagen"), into="oud")
    assert place(works, "t-zagen") == ("oud", "zagen", "zaag")
    assert occupancies(works.organisation) == before


def test_a_copy_of_a_role_doubles_no_work(works: Document) -> None:
    part = clipboard.read(clipboard.copied(works, "a", [Ref("roles", "zagen"), Ref("roles", "frezen")]))
    made = pasting.paste(works, "a", part, into="nieuw")
    assert made.sentence.startswith("Zagen, Frezen and Opruimen stay with who does them now.")
    assert len(works.organisation.variants["a"].tasks) == 4
    assert place(works, "t-zagen") == ("oud", "zagen", "zaag")
    assert place(works, "t-opruimen") == ("oud", None, None)


def test_into_a_variant_without_that_work_it_is_copied(works: Document) -> None:
    with works.edit("Cell"):
        works.add(Unit(id="cel", name="Cel", kind="cell"), works.organisation.variants["b"])
    part = clipboard.read(clipboard.copied(works, "a", [Ref("roles", "zagen")]))
    made = pasting.paste(works, "b", part, into="cel")
    assert made.sentence.startswith("1 task went along: Zagen.")
    assert place(works, "t-zagen", "b") == ("cel", "zagen", None)
    assert place(works, "t-zagen") == ("oud", "zagen", "zaag")
    with Document.new("Other") as other:
        with other.edit("Cell"):
            variant = other.add(Variant(id="x", name="X", kind="current"))
            unit = other.add(Unit(id="cel", name="Cel", kind="cell"), variant)
            other.add(Machine(id="zaag", name="Lintzaag"), unit)
        pasting.paste(other, "x", part, into="cel")
        assert place(other, "t-zagen", "x") == ("cel", "zagen", None)
