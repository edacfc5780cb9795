"""Who has a place, whose hours do not fit, and whether heads add up."""

from __future__ import annotations

import pytest

from organisatiecanvas.models.document import Document
from organisatiecanvas.models.organisation import Holder, Person, Role, Unit, Variant
from organisatiecanvas.models.places import Places, base_of, heads, waiting_note


@pytest.fixture
def teams(document: Document) -> Document:
    """Four people of 38 hours; Lassen and Frezen as it is and as it could be, with one new person there."""
    with document.edit("Begin"):
        for number in range(1, 5):
            document.add(Person(id=f"p{number}", name=f"Medewerker {number:02d}", hours_per_week=38.0))
        for name, kind in (("nu", "current"), ("soll", "redesign")):
            document.add(Variant(id=name, name=name.upper(), kind=kind, based_on="nu" if name == "soll" else None))
            variant = document.organisation.variants[name]
            document.add(Unit(id="werkplaats", name="Werkplaats", kind="team"), variant)
            document.add(Unit(id="klant", name="Klant", kind="external"), variant)
            for role in ("lassen", "frezen"):
                document.add(Role(id=role, name=role.title(), unit="werkplaats"), variant)
            document.add(Role(id="inkoper", name="Inkoper", unit="klant"), variant)
        hold(document, "nu", "lassen", "p1", "p2")
        hold(document, "nu", "frezen", "p3")
        hold(document, "soll", "lassen", "p1")
        hold(document, "soll", "frezen", "p4")
    return document


def hold(document: Document, variant: str, role: str, *people: str, hours: float | None = None) -> None:
    row = document.organisation.variants[variant].roles[role]
    for person in people:
        document.add(Holder(person=person, hours_per_week=hours), row)


def places(document: Document, variant: str = "soll") -> Places:
    return Places(document.organisation, document.organisation.variants[variant])


def counted(document: Document, variant: str = "soll"):
    base = base_of(document.organisation, document.organisation.variants[variant])
    return heads(places(document, variant), Places(document.organisation, base) if base is not None else None)


def test_two_times_six_tenths_is_too_much_and_is_not_counted_double(teams):
    with teams.edit("Two teams"):
        for role in ("lassen", "frezen"):
            row = teams.organisation.variants["soll"].roles[role]
            document_holder = row.holders.get("p1")
            if document_holder is not None:
                document_holder.hours_per_week = 22.8
            else:
                hold(teams, "soll", role, "p1", hours=22.8)
    found = places(teams)
    assert found.hours("p1") == {"lassen": 22.8, "frezen": 22.8}
    assert found.placed("p1") == pytest.approx(45.6)
    assert found.over("p1")
    assert "45.6 of 38.0 hours a week: 1.2 FTE" in found.warning("p1")
    assert len(found.settled) == 2


def test_roles_without_hours_share_what_is_left(teams):
    with teams.edit("Also"):
        teams.organisation.variants["soll"].roles["lassen"].holders["p1"].hours_per_week = 30.0
        hold(teams, "soll", "frezen", "p1")
    found = places(teams)
    assert found.hours("p1") == {"lassen": 30.0, "frezen": 8.0}
    assert not found.warning("p1")


def test_a_role_that_gets_no_hours_is_told(teams):
    with teams.edit("Also"):
        teams.organisation.variants["soll"].roles["lassen"].holders["p1"].hours_per_week = 38.0
        hold(teams, "soll", "frezen", "p1")
    found = places(teams)
    assert not found.over("p1")
    assert "no hours left" in found.warning("p1")


def test_backups_and_roles_of_customers_are_no_place(teams):
    with teams.edit("Elsewhere"):
        hold(teams, "soll", "inkoper", "p2")
        teams.add(Holder(person="p3", backup=True), teams.organisation.variants["soll"].roles["lassen"])
    found = places(teams)
    assert found.waiting() == ["p2", "p3"]
    assert found.hours("p3") == {}


def test_who_leaves_does_not_wait(teams):
    with teams.edit("Leave"):
        teams.organisation.variants["soll"].leavers = ("p2",)
        teams.organisation.variants["soll"].bench = ("p3",)
    assert places(teams).waiting() == ["p3"]


def test_without_any_holder_nobody_waits_but_those_on_the_bench(document):
    with document.edit("Begin"):
        document.add(Person(id="p1", name="Medewerker 01"))
        document.add(Variant(id="v", name="V", kind="current", bench=()))
    assert places(document, "v").waiting() == []


def test_heads_add_up(teams):
    with teams.edit("Leave"):
        teams.organisation.variants["soll"].leavers = ("p2",)
        teams.organisation.variants["soll"].bench = ("p3",)
    found = counted(teams)
    assert (found.before, found.joined) == (3, 1)
    assert (found.placed, found.bench, found.leavers) == (2, 1, 1)
    assert found.adds_up
    assert counted(teams, "nu").before is None


def test_heads_counted_twice_are_named(teams):
    with teams.edit("Bench"):
        teams.organisation.variants["soll"].bench = ("p1",)
    found = counted(teams)
    assert found.double == ("p1",)
    assert not found.adds_up


def test_an_update_equals_gathering_anew(teams):
    found = places(teams)
    variant = teams.organisation.variants["soll"]
    with teams.edit("Move"):
        teams.remove(variant.roles["lassen"].holders["p1"])
        hold(teams, "soll", "frezen", "p2", hours=20.0)
    found.update({"p1", "p2"})
    anew = places(teams)
    assert {name: sorted(held) for name, held in found.held.items()} == {
        name: sorted(held) for name, held in anew.held.items()
    }
    assert (found.settled, found.waiting()) == (anew.settled, anew.waiting())


def test_the_note_of_an_export_names_the_variant(teams):
    variants = teams.organisation.variants
    assert waiting_note(teams.organisation, [variants["soll"]]) == "2 people have no place yet in SOLL."
    assert waiting_note(teams.organisation, [variants["nu"], variants["soll"]]).splitlines() == [
        "1 person has no place yet in NU.",
        "2 people have no place yet in SOLL.",
    ]
