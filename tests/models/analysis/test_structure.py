"""De Sitter's parameters: their extremes, and each computed by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organisatiecanvas.models.document import Document
from tests.models.analysis import drawn
from tests.models.analysis.drawn import decision, link, mastery, order, people, role, skills, task, unit


def grid(hours):
    """One unit per row, one order family per column, with these order hours."""
    tasks = [
        task(f"t{i}-{k}", f"U{i}", order=f"O{k}", setup_minutes=60 * value)
        for i, row in enumerate(hours)
        for k, value in enumerate(row)
    ]
    return drawn.basis(
        {"units": [unit(f"U{i}") for i in range(len(hours))], "tasks": tasks},
        orders=[order(f"O{k}", 1) for k in range(len(hours[0]))],
    )


def concentration(hours):
    return grid(hours).figures("structure")["functional_concentration"]


@pytest.mark.parametrize(("units", "families"), [(1, 2), (3, 3), (7, 3), (4, 49), (11, 6)])
def test_departments_that_serve_all_families_equally_are_fully_concentrated(units, families):
    assert concentration([[0.1 * (i + 1)] * families for i in range(units)]) == 1


@pytest.mark.parametrize("families", [2, 3, 7])
def test_one_cell_per_family_is_not_concentrated(families):
    assert concentration([[0.3 + i if i == k else 0 for k in range(families)] for i in range(families)]) == 0


def test_concentration_by_hand():
    """U0 6 h of O0 and 2 h of O1; U1 2 h of O2."""
    entropy = -(0.75 * math.log(0.75) + 0.25 * math.log(0.25))
    expected = 8 / 10 * (math.exp(entropy) - 1) / 2 + 2 / 10 * 0
    assert concentration([[6, 2, 0], [0, 0, 2]]) == pytest.approx(expected)


@settings(max_examples=30)
@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=4))
def test_concentration_stays_within_its_scale(hours):
    value = concentration(hours)
    if value is None:
        assert sum(any(row[k] for row in hours) for k in range(3)) < 2
    else:
        assert 0 <= value <= 1


def test_one_family_gives_no_concentration():
    basis = grid([[4], [5]])
    assert basis.figures("structure")["functional_concentration"] is None
    assert drawn.reasons(basis)["structure.functional_concentration"] == "Fewer than two order families have hours."


def test_differentiation_by_hand():
    basis = drawn.basis(
        {
            "units": [unit("office"), unit("cell"), unit("store")],
            "tasks": [
                task("draw", "office", "preparing", order="A", setup_minutes=60 * 3),
                task("set up", "cell", "preparing", order="A", setup_minutes=60 * 2),
                task("fetch", "store", "supporting", order="A", setup_minutes=60 * 1),
                task("mill", "cell", order="A", setup_minutes=60 * 9),
                task("saw", "store", order="A", setup_minutes=60 * 1),  # exactly 10 % of the executing hours
                task("plan", "office", "regulating", order="A", setup_minutes=60 * 50),
                task("quote", "cell", "preparing", order="B", setup_minutes=60 * 4),  # B has no executing hours
                task("keep", "office", "supporting", hours_per_week=30),  # not driven by an order
            ],
        },
        orders=[order("A", 1), order("B", 1)],
    )
    assert basis.figures("structure")["differentiation"] == pytest.approx((3 + 4) / (3 + 2 + 1 + 4))


def test_specialisation_by_hand():
    basis = drawn.basis(
        {
            "units": [unit("cell"), unit("paint"), unit("office")],
            "roles": [
                role("welder", "cell", "P1", {"person": "P4", "backup": True}),
                role("all-round", "cell", "P2"),
                role("painter", "paint", "P3"),
                role("clerk", "office", "P4"),
            ],
            "tasks": [
                task("weld", "cell", role="welder"),
                task("mill", "cell", skill="milling"),
                task("saw", "cell", skill="sawing"),
                task("press", "cell", role="all-round", skill="pressing"),
                task("free", "cell"),  # no role, no skill: nobody's
                task("spray", "paint", role="painter"),
                task("order", "office", "preparing"),
            ],
        },
        people=people("P1", "P2", "P3", "P4"),
        skills=skills("milling", "sawing", "pressing"),
        mastery=mastery(P1="pressing", P2="milling sawing"),
    )
    # P1: weld of 5; P2: press, mill, saw of 5; P3: the only one; P4: no executing tasks, left out
    expected = ((5 - 1) / 4 + (5 - 3) / 4 + 0) / 3
    assert basis.figures("structure")["specialisation"] == pytest.approx(expected)


def test_nobody_does_less_than_one_task():
    basis = drawn.basis(
        {
            "units": [unit("cell")],
            "roles": [role("helper", "cell", "P1")],
            "tasks": [task("weld", "cell", skill="S"), task("mill", "cell", skill="S")],
        },
        people=people("P1"),
        skills=skills("S"),
    )
    assert basis.figures("structure")["specialisation"] == 1


def test_separation_by_hand():
    basis = drawn.basis(
        {
            "units": [unit("cell"), unit("line"), unit("office")],
            "roles": [role("maker", "cell", "P1", "P2"), role("runner", "line", "P3"), role("clerk", "office", "P4")],
            "tasks": [task("weld", "cell"), task("run", "line"), task("type", "office", "preparing")],
            "decisions": [
                decision("1", "cell", per_week=3, authority={"maker": "decides"}),
                decision("2", "cell", per_week=1, authority={"office": "decides"}),
                decision("3", "line", per_week=2, authority={"line": "advises"}),
                decision("4", "line", level="tactical", per_week=99, authority={"line": "decides"}),
                decision("5", "office", per_week=99, authority={"office": "decides"}),  # executes nothing
            ],
        },
        people=people("P1", "P2", "P3", "P4"),
    )
    held, every = 2 * 3 * 1 + 2 * 1 * 0 + 1 * 2 * 0.33, 2 * 3 + 2 * 1 + 1 * 2
    assert basis.figures("structure")["separation"] == pytest.approx(1 - held / every)


def test_control_levels_by_hand():
    basis = drawn.basis(
        {
            "units": [unit("cell"), unit("head")],
            "decisions": [
                decision("1", "cell", "quality", authority={"cell": "decides", "head": "informed"}),
                decision("2", "cell", "Quality", "tactical", authority={"cell": "consents", "head": "decides"}),
                decision("3", "cell", "quality", "strategic", authority={"head": "decides"}),
                decision("4", "cell", "people", authority={"cell": "advises"}),
                decision("5", "cell", "people", "tactical"),  # nobody decides on either level: left out
                decision("6", "cell", "money", authority={"head": "decides"}),  # one level only
            ],
        }
    )
    # quality: operational–tactical 1/2, operational–strategic 0, tactical–strategic 1/2
    assert basis.figures("structure")["control_levels"] == pytest.approx(1 - (1 / 2 + 0 + 1 / 2) / 3)


def test_control_parts_by_hand():
    def loop(name, sensor, judge, actor):
        return decision(name, "cell", sensor=sensor, judge=judge, actor=actor)

    basis = drawn.basis(
        {
            "units": [unit("cell"), unit("head"), unit("lab")],
            "decisions": [
                loop("1", "cell", "cell", "cell"),
                loop("2", "lab", "head", "cell"),
                loop("3", "cell", "head", "cell"),
                loop("4", "cell", None, "head"),  # incomplete: left out
            ],
        }
    )
    assert basis.figures("structure")["control_parts"] == pytest.approx((0 + 1 + 0.5) / 3)


def test_control_specialisation_by_hand():
    basis = drawn.basis(
        {
            "units": [unit("cell"), unit("line"), unit("yard"), unit("A"), unit("B"), unit("C")],
            "decisions": [
                *(
                    decision(f"c{i}", "cell", d, authority={p: "decides"})
                    for i, (d, p) in enumerate(["xA", "yB", "zB"])
                ),
                *(
                    decision(f"l{i}", "line", d, authority={p: "decides"})
                    for i, (d, p) in enumerate(["xA", "yB", "yC"])
                ),
                decision("y1", "yard", "x", authority={"A": "consents"}),
                decision("y2", "yard", "y"),
                decision("a1", "A", "x", authority={"A": "decides"}),  # one domain: left out
            ],
        }
    )
    # cell: 2 parties over 3 domains; line: 3 parties over 2 domains, held at 1; yard: nobody decides, held at 0
    assert basis.figures("structure")["control_specialisation"] == pytest.approx((1 / 2 + 1 + 0) / 3)


def test_handoffs_and_density_by_hand():
    basis = drawn.basis(
        {
            "units": [unit("in", "external"), *(unit(name) for name in ("a", "b", "c", "d"))],
            "links": [
                link("1", "in", "a", "A"),
                link("2", "a", "b", "A", share=0.5),
                link("3", "a", "c", "A", share=0.5),
                link("4", "b", "c", "A"),
                link("5", "c", "c", "A", share=0.2),
                link("6", "c", "in", "A", share=0.8),
                link("7", "d", "c", "B"),
                link("8", "a", "d"),  # no order: a pair, but no flow
                link("9", "c", "a", kind="control"),
                link("10", "in", "d", kind="support"),
            ],
        },
        orders=[order("A", 60, 20), order("B", 1), order("idle", 0)],
    )
    figures = basis.figures("structure")
    # A: 3 lots, a→b ½, a→c ½, b→c ½; B: 1 lot, d→c once
    assert figures["handoffs_per_order"] == pytest.approx((3 * 1.5 + 1 * 1) / 4)
    # ab, ac, bc, dc, ad of 6
    assert figures["team_pair_density"] == 5 / 6


def test_every_branch_of_a_parallel_split_is_handed_over():
    basis = drawn.basis(
        {
            "units": [unit("a"), unit("b"), unit("c")],
            "links": [link("1", "a", "b", "A", parallel=True), link("2", "a", "c", "A", parallel=True)],
        },
        orders=[order("A", 5)],
    )
    assert basis.figures("structure")["handoffs_per_order"] == 2


def test_the_score_is_the_mean_of_what_is_known():
    basis = drawn.basis(
        {
            "units": [unit("cell"), unit("head")],
            "decisions": [
                decision("1", "cell", sensor="cell", judge="head", actor="cell"),
                decision("2", "cell", "other", authority={"cell": "decides", "head": "decides"}),
            ],
        }
    )
    figures = basis.figures("structure")
    assert (figures["control_parts"], figures["control_specialisation"]) == (0.5, 1)
    assert figures["score"] == 0.75
    assert figures["separation"] is figures["control_levels"] is None


def test_nothing_to_count_is_null_with_a_reason():
    basis = drawn.basis({})
    figures = basis.figures("structure")
    assert set(figures.values()) == {None}
    assert drawn.nulls("structure", figures) == {key for key in drawn.reasons(basis) if key.startswith("structure")}
    assert drawn.findings(basis, "structure") == []


def test_a_closed_loop_leaves_what_does_not_flow():
    basis = drawn.basis(
        {
            "units": [unit("in", "external"), unit("a"), unit("b")],
            "links": [link("1", "in", "a", "A"), link("2", "a", "b", "A"), link("3", "b", "a", "A")],
            "tasks": [task("t", "a", order="A", setup_minutes=5), task("u", "b", "preparing", order="A")],
        },
        orders=[order("A", 1)],
    )
    figures = basis.figures("structure")
    assert figures["functional_concentration"] is figures["differentiation"] is figures["handoffs_per_order"] is None
    assert figures["team_pair_density"] == 1
    assert "closed loop" in drawn.reasons(basis)["structure.handoffs_per_order"]


def test_remarks_are_notes():
    found = drawn.findings(grid([[1, 1], [1, 1]]), "structure")
    assert [(item.code, item.severity, item.collection) for item in found] == [
        ("functional-concentration", "note", "variants")
    ]


def test_the_example_gets_simpler(bosch: Document):
    before, after = (
        drawn.Basis(bosch.organisation, bosch.organisation.variants[name]).figures("structure")
        for name in ("ist", "soll-1")
    )
    assert all(0 <= value <= 1 for name, value in before.items() if name != "handoffs_per_order")
    for name in ("functional_concentration", "separation", "score", "handoffs_per_order"):
        assert after[name] < before[name], name
