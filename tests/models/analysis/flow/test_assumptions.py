"""Which values the flow takes for granted: defaults that a figure depends on, and no others."""

from __future__ import annotations

from typing import Any

import pytest

from organisatiecanvas.models import examples, interchange
from organisatiecanvas.models.analysis import analyse, report
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow.assumptions import FIELDS, assumed, assumptions, grouped
from organisatiecanvas.models.organisation import ROWS, Organisation


def shop(**changes: dict[str, Any]) -> Organisation:
    """Two units and a supplier with everything filled in; `changes` put other values into rows, by id."""
    rows: dict[str, dict[str, Any]] = {
        "a": {"id": "a", "name": "A", "pieces_per_week": 20, "lot_size": 5, "arrival_scv": 0.8},
        "idle": {"id": "idle", "name": "Nobody asks", "pieces_per_week": 0},
        "saw": {"id": "saw", "name": "Saw", "kind": "cell", "places": 2, "hours_per_week": 40},
        "office": {"id": "office", "name": "Office", "kind": "team"},
        "out": {"id": "out", "name": "Supplier", "kind": "external"},
        "m": {"id": "m", "name": "Machine", "count": 2, "mttf_hours": 100, "mttr_hours": 4},
        "spare": {"id": "spare", "name": "Spare"},
        "t": {
            "id": "t", "name": "Sawing", "unit": "saw", "kind": "executing", "order": "a", "machine": "m",
            "attended": 0.5, "setup_minutes": 30, "run_minutes": 2, "scv": 0.5,
        },
        "u": {"id": "u", "name": "Meeting", "unit": "office", "kind": "regulating"},
        "l": {"id": "l", "kind": "order", "order": "a", "from": "out", "to": "saw", "wait_days": 2},
        "i": {"id": "i", "kind": "information", "from": "saw", "to": "office"},
    }  # fmt: skip
    for name, values in changes.items():
        rows[name] |= values
    saw = {**rows["saw"], "machines": [rows["m"], rows["spare"]]}
    return interchange.from_json(
        {
            "format": interchange.FORMAT,
            "version": interchange.VERSION,
            "workshop": {"title": "t"},
            "orders": [rows["a"], rows["idle"]],
            "variants": [
                {
                    "id": "now", "name": "Now", "kind": "current", "units": [saw, rows["office"], rows["out"]],
                    "tasks": [rows["t"], rows["u"]], "links": [rows["l"], rows["i"]],
                }
            ],
        }
    )  # fmt: skip


def found(organisation: Organisation) -> list[tuple[str, str, str]]:
    items = assumptions(Basis(organisation, organisation.variants["now"]))
    return [(item["collection"], item["id"], item["field"]) for item in items]


def test_what_was_filled_in_or_counts_for_nothing_is_no_assumption() -> None:
    assert found(shop()) == []


@pytest.mark.parametrize(
    ("row", "field", "value", "collection"),
    [
        ("a", "lot_size", 1, "orders"),
        ("a", "arrival_scv", 1.0, "orders"),
        ("saw", "places", 1, "units"),
        ("saw", "hours_per_week", 38, "units"),
        ("m", "count", 1, "machines"),
        ("m", "mttr_hours", None, "machines"),
        ("t", "setup_minutes", 0, "tasks"),
        ("t", "run_minutes", 0, "tasks"),
        ("t", "scv", 1.0, "tasks"),
        ("t", "attended", 1.0, "tasks"),
        ("l", "wait_days", 0, "links"),
    ],
)
def test_each_default_that_counts_is_one(row: str, field: str, value: float | None, collection: str) -> None:
    organisation = shop(**{row: {field: value}})
    assert found(organisation) == [(collection, row, field)]
    variant = organisation.variants["now"]
    rows = {
        "orders": organisation.orders,
        "units": variant.units,
        "machines": variant.units["saw"].machines,
        "tasks": variant.tasks,
        "links": variant.links,
    }
    marked = [
        (one, item.id, name)
        for one, items in rows.items()
        for item in items.values()
        for name in ROWS[one].FIELDS
        if assumed(organisation, variant, one, item, name)
    ]
    assert marked == [(collection, row, field)]


def test_a_machine_without_failures_says_so_once() -> None:
    assert found(shop(m={"mttf_hours": None, "mttr_hours": None})) == [("machines", "m", "mttf_hours")]


def test_of_a_task_in_lots_of_one_either_time_is_enough() -> None:
    alone = {"lot_size": 1}
    assert ("tasks", "t", "run_minutes") not in found(shop(a=alone, t={"run_minutes": 0}))
    assert ("tasks", "t", "setup_minutes") not in found(shop(a=alone, t={"setup_minutes": 0}))
    none = found(shop(a=alone, t={"setup_minutes": 0, "run_minutes": 0}))
    assert {("tasks", "t", "setup_minutes"), ("tasks", "t", "run_minutes")} <= set(none)


def test_every_field_named_exists_and_has_a_default() -> None:
    for collection, names in FIELDS.items():
        for name in names:
            assert not ROWS[collection].FIELDS[name].required


def test_they_stand_in_analyse_and_in_the_report_by_field() -> None:
    organisation = shop(t={"scv": 1.0}, m={"mttf_hours": None}, l={"wait_days": 0})
    figures = analyse(organisation, "now")
    assert figures["flow"]["assumptions"] == [
        {"collection": "machines", "id": "m", "field": "mttf_hours", "value": None},
        {"collection": "tasks", "id": "t", "field": "scv", "value": 1.0},
        {"collection": "links", "id": "l", "field": "wait_days", "value": 0.0},
    ]
    groups = grouped(organisation, organisation.variants["now"], figures["flow"]["assumptions"])
    assert [group.names for group in groups] == [["Machine"], ["Sawing"], ["Supplier → Saw"]]
    lines = report(figures, organisation).splitlines()
    begin = next(index for index, line in enumerate(lines) if "still hold their default" in line)
    told = [" ".join(line.split()) for line in lines[begin + 1 : begin + 4]]
    assert told[0].endswith("not filled in: Machine")
    assert told[1].endswith("1: Sawing")
    assert told[2].endswith("0: Supplier → Saw")


def test_the_report_names_what_a_step_or_a_loop_is_between() -> None:
    """No ids: a reader has never seen them. What takes no slack or is no machine is left out."""
    organisation = examples.read("bosch")
    figures = analyse(organisation, "soll-1")
    words = report(figures, organisation)
    lead_time = words[words.index("LEAD TIME") : words.index("WORK IN HOURS")]
    variant = organisation.variants["soll-1"]
    assert figures["flow"]["polca"]
    known = {*variant.units, *variant.links, *(name for unit in variant.units.values() for name in unit.machines)}
    shown = {word.strip(",") for line in lead_time.splitlines() for word in line.split()}
    assert not known & shown
    assert "Staalleverancier → Cel A strip en pers" in lead_time
