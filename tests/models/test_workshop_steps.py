"""The step list follows what is drawn: counted by hand on a drawing made step by step."""

from __future__ import annotations

from organisatiecanvas.models.organisation import Holder, Link, Order, Person, Role, Task, Unit, Variant
from organisatiecanvas.models.workshop_steps import steps


def states(document):
    variant = next(iter(document.organisation.variants.values()))
    return {step.id: (step.state, step.told) for step in steps(document.organisation, variant)}


def test_each_step_follows_the_drawing(document):
    rules = document.organisation.rules
    with document.edit("start"):
        variant = next(iter(document.organisation.variants.values()), None)
        if variant is None:
            variant = document.add(Variant(id="v", name="V", kind="redesign"))
    assert {state for state, _told in states(document).values()} == {"open"}
    with document.edit("surroundings"):
        for name, kind in (("customer", "external"), ("cell", "cell"), ("team", "team")):
            document.add(Unit(id=name, name=name, kind=kind, rules=rules), variant)
    found = states(document)
    assert found["surroundings"] == ("begun", "1 of 2")
    assert found["tasks"] == ("open", "0 of 2")
    with document.edit("flow and work"):
        document.add(Unit(id="supplier", name="supplier", kind="external", rules=rules), variant)
        document.add(Order(id="o", name="O", pieces_per_week=1))
        document.add(Link(id="l", kind="order", from_="customer", to_="cell", order="o"), variant)
        document.add(Task(id="t", name="T", unit="cell", kind="executing"), variant)
        role = document.add(Role(id="r", name="R", unit="cell", kind="executing"), variant)
        document.add(Person(id="p", name="Medewerker 01", rules=rules))
        document.add(Holder(person="p"), role)
    found = states(document)
    assert found["surroundings"][0] == "done"
    assert found["families"] == ("done", "1 of 1")
    assert found["tasks"] == ("begun", "1 of 2")
    assert found["roles"] == ("done", "1 of 1")
    assert found["decisions"][0] == "open"


def test_the_main_example_has_come_to_the_end_of_deciding(bosch):
    variant = bosch.organisation.variants["soll-1"]
    found = {step.id: step.state for step in steps(bosch.organisation, variant)}
    assert found["families"] == "done"
    assert found["decisions"] in ("begun", "done")
    assert [step.phase for step in steps(bosch.organisation, variant)] == ["Doing"] * 5 + ["Deciding"] * 3 + [
        "The rest"
    ]
