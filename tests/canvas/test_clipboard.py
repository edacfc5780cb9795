"""Copying parts of a drawing within a variant, between variants and between documents; pasting lines of text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from organisatiecanvas.canvas import clipboard, editing, pasting
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.models import variants
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.interchange import dump, row_to_json
from organisatiecanvas.models.organisation import (
    Authority,
    Decision,
    Disturbance,
    Holder,
    Link,
    Machine,
    Order,
    Person,
    Requirement,
    Role,
    Skill,
    Task,
    Unit,
    Variant,
)


@pytest.fixture
def shop(document: Document) -> Document:
    """Two cells with all that hangs on them, one inside a department, and an empty variant."""
    with document.edit("Shop"):
        add = document.add
        variant = add(Variant(id="a", name="A", kind="current"))
        add(Variant(id="b", name="B", kind="redesign"))
        for number in (1, 2):
            add(Person(id=f"p{number}", name=f"Medewerker 0{number}", hours_per_week=36.0))
        add(Skill(id="lassen", name="Lassen"))
        add(Order(id="serie", name="Serie", pieces_per_week=10))
        add(Unit(id="fabriek", name="Fabriek", kind="department", box=(0.0, 0.0, 900.0, 400.0)), variant)
        for name, x in (("las", 20.0), ("zaag", 400.0)):
            unit = add(
                Unit(id=name, name=name.title(), kind="cell", parent="fabriek", box=(x, 60.0, 220.0, 200.0)), variant
            )
            add(Machine(id="m1", name="Bank"), unit)
            add(Requirement(skill="lassen", people=2), unit)
        role = add(Role(id="lasser", name="Lasser", unit="las"), variant)
        add(Holder(person="p1", hours_per_week=36.0), role)
        add(Holder(person="p2", backup=True), role)
        add(Role(id="planner", name="Planner", unit="zaag"), variant)
        values = {"role": "lasser", "skill": "lassen", "order": "serie", "machine": "m1", "run_minutes": 3.0}
        add(Task(id="t1", name="Lassen", unit="las", kind="executing", **values), variant)
        add(Link(id="l1", kind="order", from_="zaag", to_="las", order="serie"), variant)
        decision = add(
            Decision(
                id="d1",
                name="Volgorde",
                domain="method",
                level="operational",
                scope="internal",
                about="las",
                sensor="lasser",
                judge="planner",
            ),
            variant,
        )
        add(Authority(party="planner", mode="decides"), decision)
        add(Authority(party="las", mode="informed"), decision)
        values = {"per_week": 2.0, "hours_each": 1.0, "solved": "partly", "escalates_to": "zaag", "skill": "lassen"}
        add(Disturbance(id="s1", name="Breuk", domain="method", unit="las", **values), variant)
        editing.create_note(document, "a", (0.0, 500.0, 180.0, 120.0), "Let op")
    return document


@pytest.fixture
def other() -> Iterator[Document]:
    opened = Document.new("Ander")
    with opened.edit("Begin"):
        variant = opened.add(Variant(id="x", name="X", kind="current"))
        opened.add(Unit(id="las", name="Iets anders", kind="team", box=(0.0, 0.0, 220.0, 200.0)), variant)
        opened.add(Person(id="p9", name="medewerker 01", hours_per_week=20.0))
        opened.add(Skill(id="lassen", name="Lassen"))
    yield opened
    opened.close()


def taken_along(document: Document, *refs: Ref) -> clipboard.Elements:
    return clipboard.read(clipboard.copied(document, "a", refs))


def part(variant: Variant, name: str) -> dict[str, Any]:
    return {key: row_to_json(row) for key, row in getattr(variant, name).items()}


def test_a_team_comes_into_another_variant_with_all_that_hangs_on_it_under_the_same_ids(shop: Document) -> None:
    before = dump(shop.organisation)
    steps = shop.undo_name
    made = pasting.paste(shop, "b", taken_along(shop, Ref("units", "las")))
    a, b = shop.organisation.variants["a"], shop.organisation.variants["b"]
    assert made.refs == [Ref("units", "las")]
    assert part(b, "units")["las"] == {**part(a, "units")["las"], "parent": None}
    for name in ("roles", "tasks", "disturbances", "decisions"):
        kept = {key: row for key, row in part(a, name).items() if key != "planner"}
        assert part(b, name).keys() == kept.keys(), name
    assert part(b, "roles")["lasser"] == part(a, "roles")["lasser"]
    assert part(b, "tasks") == part(a, "tasks")
    assert not b.links
    assert (b.decisions["d1"].sensor, b.decisions["d1"].judge) == ("lasser", None)  # the planner is not in B
    assert list(b.decisions["d1"].authority) == ["las"]
    assert b.disturbances["s1"].escalates_to is None
    assert list(shop.organisation.people) == ["p1", "p2"]
    assert shop.undo_name == "Paste Las"
    shop.undo()
    assert dump(shop.organisation) == before
    assert shop.undo_name == steps


def test_a_copy_in_the_same_variant_has_ids_of_its_own_and_the_same_surroundings(shop: Document) -> None:
    made = pasting.paste(shop, "a", taken_along(shop, Ref("units", "las")), 40.0, 40.0)
    a = shop.organisation.variants["a"]
    copy = a.units[made.refs[0].id]
    assert copy.id not in ("las", "zaag")
    assert (copy.name, copy.parent, copy.box) == ("Las", "fabriek", (60.0, 100.0, 220.0, 200.0))
    decision = next(row for row in a.decisions.values() if row.about == copy.id)
    assert (decision.judge, list(decision.authority)) == ("planner", [copy.id, "planner"])
    role = next(row for row in a.roles.values() if row.unit == copy.id)
    assert list(role.holders) == ["p1", "p2"]
    assert next(row for row in a.tasks.values() if row.unit == copy.id).role == role.id
    assert len(a.links) == 1
    assert "Placed for more hours than the contract has: Medewerker 01." in made.sentence


def test_links_between_what_is_copied_go_along_and_content_of_a_container(shop: Document) -> None:
    made = pasting.paste(shop, "b", taken_along(shop, Ref("units", "fabriek")))
    b = shop.organisation.variants["b"]
    assert list(b.units) == ["fabriek", "las", "zaag"]
    assert [(link.from_, link.to_, link.order) for link in b.links.values()] == [("zaag", "las", "serie")]
    assert b.units["las"].parent == "fabriek"
    assert made.sentence == ""


def test_roles_by_themselves_come_into_the_unit_that_is_chosen(shop: Document) -> None:
    elements = taken_along(shop, Ref("roles", "planner"))
    with pytest.raises(OrganisationError, match="Select the unit"):
        pasting.paste(shop, "b", elements)
    made = pasting.paste(shop, "a", elements, into="las")
    assert shop.organisation.variants["a"].roles[made.refs[0].id].unit == "las"
    assert made.refs[0].id != "planner"


def test_another_document_gets_who_it_knows_by_name_and_the_rest_once(shop: Document, other: Document) -> None:
    elements = taken_along(shop, Ref("units", "las"), Ref("units", "zaag"))
    made = pasting.paste(other, "x", elements)
    x = other.organisation.variants["x"]
    ids = [ref.id for ref in made.refs]
    assert "las" not in ids  # there it means something else
    people = {person.id: person.name for person in other.organisation.people.values()}
    assert people == {"p9": "medewerker 01", "p2": "Medewerker 02"}
    role = next(role for role in x.roles.values() if role.name == "Lasser")
    assert list(role.holders) == ["p9", "p2"]
    assert "New in the list of people: Medewerker 02." in made.sentence
    assert "medewerker 01" in made.sentence  # 36 hours do not fit in 20
    assert list(other.organisation.skills) == ["lassen"]
    assert list(other.organisation.orders) == ["serie"]
    pasting.paste(other, "x", elements, 40.0)
    assert len(other.organisation.people) == 2
    assert len(other.organisation.orders) == 1
    other.undo()
    other.undo()
    assert list(x.units) == ["las"]
    assert list(other.organisation.people) == ["p9"]


def test_who_comes_into_a_role_leaves_the_bench(shop: Document) -> None:
    with shop.edit("Bench"):
        shop.organisation.variants["b"].bench = ("p1", "p2")
    pasting.paste(shop, "b", taken_along(shop, Ref("units", "las")))
    assert shop.organisation.variants["b"].bench == ("p2",)  # a backup is no place


def test_a_whole_copied_variant_is_the_variant(bosch: Document) -> None:
    """Everything but what belongs to the variant itself or to groups: surveys and meetings."""
    ist = bosch.organisation.variants["ist"]
    refs = [Ref(name, key) for name in ("units", "notes") for key in getattr(ist, name)]
    with bosch.edit("Empty"):
        bosch.add(Variant(id="leeg", name="Leeg", kind="redesign"))
    pasting.paste(bosch, "leeg", clipboard.read(clipboard.copied(bosch, "ist", refs)))
    copy = bosch.organisation.variants["leeg"]
    for name in ("units", "roles", "tasks", "links", "decisions", "disturbances"):
        assert _without_routes(part(copy, name)) == _without_routes(part(ist, name)), name
    variants.delete_variant(bosch, "leeg")


def _without_routes(rows: dict[str, Any]) -> dict[str, Any]:
    return {
        key: {name: _sorted(value) for name, value in row.items() if name not in ("route", "locked")}
        for key, row in rows.items()
    }


def _sorted(value: Any) -> Any:
    return sorted(value, key=json.dumps) if isinstance(value, list) and value and isinstance(value[0], dict) else value


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"rubbish",
        b"[]",
        b"{}",
        b'{"format": "organisatiecanvas-elements"}',
        b'{"format": "organisatiecanvas-elements", "document": 1, "variant": 2, "hosts": [], "parents": {},'
        b' "outside": [], "organisation": {"format": "organisatiecanvas", "version": 1, "workshop": {"title": ""}}}',
        b'{"format": "organisatiecanvas-elements", "document": 1, "variant": 2, "hosts": [], "parents": {},'
        b' "outside": [], "organisation": {"variants": [{"id": "a", "name": "a", "kind": "current",'
        b' "units": [{"id": "u"}]}]}}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
    ],
)
def test_rubbish_is_refused_with_one_sentence(data: bytes) -> None:
    with pytest.raises(OrganisationError) as refused:
        clipboard.read(data)
    assert str(refused.value) == "What is on the clipboard can't be pasted on the canvas."


def test_nothing_selected_or_links_alone_are_refused(shop: Document) -> None:
    for refs in ([], [Ref("links", "l1")]):
        with pytest.raises(OrganisationError, match="links go along"):
            clipboard.copied(shop, "a", refs)


def test_text_for_elsewhere_is_a_list_of_names(shop: Document) -> None:
    refs = [Ref("units", "las"), Ref("roles", "planner")]
    assert clipboard.plain_text(shop.organisation.variants["a"], refs) == "Las\nPlanner"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Frezer\nDraaier\n\n", ["Frezer", "Draaier"]),
        ("Frezer\t0,8\r\nDraaier\t1\r\n", ["Frezer", "Draaier"]),
        ('"Frezer\nCNC"\tx\n', ["Frezer CNC"]),
        ("=1+1\t\n\t\n", ["=1+1"]),
        ('"Niet gesloten\nDraaier', ["Niet gesloten Draaier"]),
    ],
)
def test_a_column_of_names_becomes_roles_in_one_step(shop: Document, text: str, names: list[str]) -> None:
    before = dump(shop.organisation)
    lines = pasting.lines_of(text)
    made = pasting.paste_roles(shop, "a", lines, "zaag", "executing")
    a = shop.organisation.variants["a"]
    assert [a.roles[ref.id].name for ref in made.refs] == names
    assert {a.roles[ref.id].unit for ref in made.refs} == {"zaag"}
    shop.undo()
    assert dump(shop.organisation) == before


def test_lines_become_notes_or_units_that_lie_free_of_each_other(shop: Document) -> None:
    lines = pasting.lines_of("\n".join(f"Punt {number}\tdetail" for number in range(7)))
    notes = pasting.paste_notes(shop, "b", lines, (0.0, 0.0))
    b = shop.organisation.variants["b"]
    assert b.notes[notes.refs[0].id].text == "Punt 0 · detail"
    assert len({b.notes[ref.id].box for ref in notes.refs}) == 7
    units = pasting.paste_units(shop, "b", lines, "team", (0.0, 0.0))
    assert {b.units[ref.id].kind for ref in units.refs} == {"team"}
    assert shop.undo_name == "Paste 7 units"


@pytest.mark.parametrize("text", ["", " \n\t\n", "x\n" * 201])
def test_text_without_words_or_with_too_many_is_refused(text: str) -> None:
    with pytest.raises(OrganisationError):
        pasting.lines_of(text)
