"""Hours asked and available per unit and per skill, against figures computed by hand."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organisatiecanvas.models.analysis.capacity import band
from organisatiecanvas.models.analysis.hours import Hours
from organisatiecanvas.models.analysis.shortage import shortages
from organisatiecanvas.models.document import Document
from tests.models.analysis import drawn
from tests.models.analysis.drawn import by, disturbance, link, mastery, meeting, order, people, role, skills, task, unit


def worked_case(**hours: float):
    """The worked case of method.md 2: three people of 28 net hours, and hours a week asked per skill."""
    return drawn.basis(
        {
            "units": [unit("shop")],
            "roles": [role("maker", "shop", "P1", "P2", "P3")],
            "tasks": [task(f"t-{name}", "shop", skill=name, hours_per_week=value) for name, value in hours.items()],
        },
        people=people("P1", "P2", "P3", hours_per_week=35, deployability=0.8),
        skills=skills("Laser", "Kant", "Las"),
        mastery=mastery(P1="Laser Kant", P2="Laser", P3="Las"),
    )


def test_worked_case_of_the_method():
    basis = worked_case(Laser=30, Kant=20, Las=30)
    figures = basis.figures("capacity")
    row = figures["units"][0]
    assert row["available_hours"] == pytest.approx(3 * 35 * 0.8) == 84
    assert row["demand_hours"] == 30 + 20 + 30 == 80
    served = row["demand_hours"] - figures["unserved_hours"]
    assert served == pytest.approx(28 + 50) == 78  # P3 does 28 of Las, P1 and P2 all 50 of the rest
    assert figures["bottleneck_skills"] == ["Las"]
    (found,) = [item for item in drawn.findings(basis, "capacity") if item.code == "bottleneck-skill"]
    assert (found.severity, found.collection, found.subject) == ("problem", "skills", "Las")
    assert found.message == "Las asks 30.0 hours a week; those who master it have 28.0: 2.0 stay undone."


def test_a_skill_that_just_fits_is_no_bottleneck():
    figures = worked_case(Laser=36, Kant=20, Las=28).figures("capacity")
    assert figures["unserved_hours"] == 0  # Laser and Kant ask 56 of the 56 of P1 and P2, Las 28 of 28
    assert figures["bottleneck_skills"] == []


def test_skills_that_share_people_fall_short_together():
    basis = worked_case(Laser=40, Kant=20, Las=10)
    figures = basis.figures("capacity")
    assert figures["unserved_hours"] == pytest.approx(40 + 20 - 2 * 28) == 4
    assert figures["bottleneck_skills"] == ["Laser", "Kant"]
    (found,) = [item for item in drawn.findings(basis, "capacity") if item.code == "bottleneck-skill"]
    assert found.message.startswith("Laser and Kant together ask 60.0 hours a week; those who master one of them")


def test_rounding_makes_no_shortage():
    third = 100 / 3
    masters = frozenset("abc")
    assert shortages({"a": third, "b": third, "c": third}, {masters: third + third + third}) == []
    assert shortages({"a": 0.1 + 0.2}, {frozenset("a"): 0.3}) == []


@settings(max_examples=60)
@given(
    asked=st.dictionaries(st.sampled_from("abcde"), st.integers(0, 60), max_size=5),
    supply=st.lists(st.tuples(st.frozensets(st.sampled_from("abcde")), st.integers(0, 40)), max_size=6),
)
def test_the_shortage_is_the_worst_over_all_sets_of_skills(asked, supply):
    """Hall's condition, slowly: unserved = the largest excess of any set of skills over all who master one of them."""
    groups: dict[frozenset[str], int] = {}
    for masters, hours in supply:
        groups[masters] = groups.get(masters, 0) + hours
    excess = {
        chosen: sum(asked[s] for s in chosen) - sum(h for masters, h in groups.items() if masters & set(chosen))
        for count in range(len(asked) + 1)
        for chosen in itertools.combinations(sorted(asked), count)
    }
    worst = max(excess.values())
    smallest = min((set(chosen) for chosen, value in excess.items() if value == worst), key=len)
    found = shortages(asked, groups)
    assert sum(part.unserved for part in found) == pytest.approx(worst)
    assert {skill for part in found for skill in part.skills} == smallest
    assert all(part.unserved > 0 for part in found)


def small_shop(**variant):
    """Sales hands over to the shop, where 20 % goes round again; two people in the shop, one of whom also sells."""
    return drawn.basis(
        {
            "units": [unit("customer", "external"), unit("sales"), unit("shop", "cell")],
            "roles": [
                role("seller", "sales", {"person": "P1", "hours_per_week": 10}),
                role("maker", "shop", "P1", "P2", {"person": "P3", "backup": True}, hours_per_week=2),
            ],
            "links": [
                link("in", "customer", "sales", "A"),
                link("on", "sales", "shop", "A"),
                link("again", "shop", "shop", "A", share=0.2),
            ],
            "tasks": [
                task("quote", "sales", "preparing", order="A", setup_minutes=30),
                task("make", "shop", order="A", setup_minutes=60, run_minutes=3, attended=0.5),
                task("clean", "shop", "supporting", hours_per_week=4),
                task("pack", "customer", order="A", setup_minutes=600),
            ],
            "disturbances": [
                disturbance("scrap", "shop", 4, "partly"),
                disturbance("rush", "shop", 3, "outside"),
                disturbance("chip", "shop", 9, "inside"),
            ],
            "meetings": [meeting("start", "shop", "seller", "maker", minutes=30, per_week=2)],
            **variant,
        },
        people=people("P1", "P2", "P3", deployability=0.9),
        orders=[order("A", 200, 20)],
        rules={"gross_net_factor": 1.25},
    )


def test_a_unit_computed_by_hand():
    basis = small_shop()
    hours = basis.once(Hours)
    lots, visits = 200 / 20, 1 / (1 - 0.2)
    assert hours.by_order["make"] == pytest.approx(lots * visits * (60 + 20 * 3) / 60) == 25
    assert hours.of["make"] == pytest.approx(25 * 0.5)
    assert "pack" not in hours.of  # external units do no work of ours
    rows = by(basis.figures("capacity")["units"], "unit")
    shop, sales = rows["shop"], rows["sales"]
    # P1: 10 h sales and 30 h shop; the meeting of 1 h splits 1 : 3. The backup comes to no meeting.
    demand = 12.5 + 4 + 2 + (0.75 + 1) + (4 * 0.5 + 3 * 1 + 9 * 0)
    assert shop["demand_hours"] == pytest.approx(demand) == 25.25
    assert shop["available_hours"] == pytest.approx((30 + 40) * 0.9 / 1.25) == 50.4
    assert shop["occupancy"] == pytest.approx(25.25 / 50.4)
    assert shop["band"] == "room"
    assert shop["fte_short"] == 0
    assert shop["occupancy_one_absent"] == pytest.approx(25.25 / (30 * 0.9 / 1.25))  # without P2
    assert sales["demand_hours"] == pytest.approx(lots * 0.5 + 0.25)
    assert sales["available_hours"] == pytest.approx(10 * 0.9 / 1.25)
    assert sales["occupancy_one_absent"] is None
    assert drawn.reasons(basis)["capacity.units.sales.occupancy_one_absent"] == "Nobody is left when one is away."
    assert "customer" not in rows


def one_unit(hours: float):
    return drawn.basis(
        {
            "units": [unit("shop", name="Cel Verspanen")],
            "roles": [role("maker", "shop", "P1")],
            "tasks": [task("make", "shop", hours_per_week=hours)],
        },
        people=people("P1", hours_per_week=25),
    )


def test_findings_on_occupancy():
    assert drawn.findings(one_unit(20), "capacity") == []
    (found,) = drawn.findings(one_unit(23.5), "capacity")
    assert found.message == "Cel Verspanen is 94 % occupied; the target is at most 80 %."
    assert (found.severity, found.code) == ("attention", "occupancy")
    (found,) = drawn.findings(one_unit(20.1), "capacity")
    assert found.message == "Cel Verspanen is 80.4 % occupied; the target is at most 80 %."
    (found,) = drawn.findings(one_unit(30), "capacity")
    assert found.severity == "problem"
    assert found.message == (
        "Cel Verspanen is 120 % occupied and lacks 5.0 hours a week (0.12 FTE); the target is at most 80 %."
    )


@pytest.mark.parametrize(
    ("occupancy", "expected"),
    [
        (0, "room"),
        (0.699, "room"),
        (0.7, "target"),
        (0.849, "target"),
        (0.85, "tight"),
        (1, "tight"),
        (1.01, "overloaded"),
    ],
)
def test_bands(occupancy: float, expected: str):
    assert band(occupancy) == expected


def test_the_shortage_in_full_time_jobs():
    row = one_unit(35).figures("capacity")["units"][0]
    assert row["fte_short"] == pytest.approx((35 - 25) * 1 / 40)


def test_work_without_people_is_not_full_occupancy():
    basis = drawn.basis(
        {
            "units": [unit("shop"), unit("office")],
            "roles": [role("clerk", "office", "P1")],
            "tasks": [task("make", "shop", hours_per_week=12)],
        },
        people=people("P1"),
    )
    row = by(basis.figures("capacity")["units"], "unit")["shop"]
    assert (row["demand_hours"], row["available_hours"], row["fte_short"]) == (12, 0, 12 / 40)
    assert row["occupancy"] is row["band"] is row["occupancy_one_absent"] is None
    (found,) = drawn.findings(basis, "capacity")
    assert found.message == "shop has 12.0 hours of work a week and nobody with hours to do it."


def test_a_closed_loop_leaves_the_other_figures():
    basis = drawn.basis(
        {
            "units": [unit("customer", "external"), unit("sales"), unit("shop")],
            "roles": [role("seller", "sales", "P1"), role("maker", "shop", "P2")],
            "links": [link("in", "customer", "shop", "A"), link("round", "shop", "shop", "A")],
            "tasks": [
                task("make", "shop", order="A", setup_minutes=60, skill="milling"),
                task("sell", "sales", "preparing", hours_per_week=5),
            ],
        },
        people=people("P1", "P2"),
        skills=skills("milling"),
        orders=[order("A", 10)],
    )
    figures = basis.figures("capacity")
    rows = by(figures["units"], "unit")
    assert rows["sales"]["occupancy"] == 5 / 40
    assert rows["shop"]["available_hours"] == 40
    assert rows["shop"]["demand_hours"] is rows["shop"]["occupancy"] is rows["shop"]["fte_short"] is None
    assert figures["unserved_hours"] is figures["bottleneck_skills"] is None
    assert "closed loop" in drawn.reasons(basis)["capacity.unserved_hours"]
    assert drawn.nulls("capacity", figures) == set(drawn.reasons(basis))
    drawn.findings(basis, "capacity")


def test_rules_of_zero_are_a_reason_not_a_crash():
    basis = drawn.basis(
        {"units": [unit("shop")], "roles": [role("r", "shop", "P1")], "tasks": [task("t", "shop", skill="S")]},
        people=people("P1"),
        skills=skills("S"),
        rules={"gross_net_factor": 0},
    )
    figures = basis.figures("capacity")
    assert figures["units"][0]["available_hours"] is None
    assert drawn.nulls("capacity", figures) == set(drawn.reasons(basis))
    basis = drawn.basis(
        {"units": [unit("shop")], "roles": [role("r", "shop", "P1")]}, people=people("P1"), rules={"hours_per_week": 0}
    )
    assert basis.figures("capacity")["units"][0]["fte_short"] is None
    assert "full working week" in drawn.reasons(basis)["capacity.units.shop.fte_short"]


def test_a_task_off_the_route_counts_no_hours():
    basis = small_shop(links=[link("in", "customer", "sales", "A")])
    assert basis.once(Hours).by_order["make"] == 0
    assert basis.once(Hours).by_order["quote"] == pytest.approx(10 * 0.5)


def test_without_links_an_order_comes_once():
    basis = small_shop(links=[])
    assert basis.once(Hours).by_order["make"] == pytest.approx(10 * 120 / 60)


def test_no_roles_at_all_counts_everyone_for_skills_only():
    basis = drawn.basis(
        {"units": [unit("shop")], "tasks": [task("t", "shop", skill="S", hours_per_week=50)]},
        people=people("P1"),
        skills=skills("S"),
        mastery=mastery(P1="S"),
    )
    figures = basis.figures("capacity")
    assert figures["unserved_hours"] == 10
    assert figures["units"][0]["occupancy"] is None
    assert [item.code for item in drawn.findings(basis, "capacity")] == ["bottleneck-skill"]


def test_the_example(bosch: Document):
    for variant in bosch.organisation.variants.values():
        basis = drawn.Basis(bosch.organisation, variant)
        figures = basis.figures("capacity")
        assert {row["unit"] for row in figures["units"]} == {item.id for item in basis.internal_units}
        assert all(0 < row["occupancy"] < 1.5 for row in figures["units"] if row["occupancy"] is not None)
        assert drawn.nulls("capacity", figures) == set(drawn.reasons(basis))
