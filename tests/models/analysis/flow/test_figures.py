"""The flow block: what is missing and why, choices, joins, overload, findings, the example and generated workshops."""

import pytest

from organisatiecanvas.models import interchange
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow import findings, flow, labour
from organisatiecanvas.models.analysis.flow.lots import best_point, fine_curve, lot_curve, lot_sizes
from tests.bench.shops import shop
from tests.conftest import EXAMPLES
from tests.models.analysis.flow.drawing import chain, draw

EXTERNAL = {"kind": "external"}
DAY = {"hours_per_week": 7}  # an hour of work is a day
KEYS = {
    "units": {"unit", "lots_per_week", "service_hours", "utilisation", "wait_hours", "lots_present"},
    "orders": {"order", "mct_days", "mct_longest_days", "touch_hours", "wait_hours", "white_space", "handoffs",
               "critical_path", "slack_days", "flow_hours", "lots_in_process", "reliability"},
}  # fmt: skip


def reasons(basis):
    return {item["key"]: item["reason"] for item in basis.missing.items}


def codes(basis, figures):
    return {(finding.code, finding.subject): finding.message for finding in findings(basis, figures)}


def quiet(days, links, **orders):
    """Units that work for this many days on a lot, at next to no load."""
    return draw(
        dict.fromkeys(days, DAY),
        links,
        [{"unit": name, "setup_minutes": 60 * length, "scv": 0} for name, length in days.items()],
        orders or {"k": {"pieces_per_week": 1e-6, "arrival_scv": 1}},
    )


def test_every_null_has_its_reason_and_every_figure_its_key():
    basis = draw(
        {"busy": {"hours_per_week": 40}, "free": {}, "closed": {}, "world": EXTERNAL, "still": {"hours_per_week": 0}},
        [("world", "closed", {"order": "loop"}), ("closed", "closed", {"order": "loop"})],
        [
            {"unit": "busy", "setup_minutes": 60},
            {"unit": "still", "setup_minutes": 60, "order": "late"},
            {"unit": "free", "setup_minutes": 6, "order": "apart"},
            {"unit": "closed", "setup_minutes": 6, "order": "apart"},
        ],
        {"k": {"pieces_per_week": 50}, "loop": {}, "late": {}, "apart": {}, "none": {}},
    )
    figures = flow(basis)
    nulls = set()
    for name, about in (("units", "unit"), ("orders", "order")):
        for row in figures[name]:
            assert KEYS[name] <= set(row)
            nulls |= {f"flow.{name}.{row[about]}.{key}" for key in KEYS[name] - {"reliability"} if row[key] is None}
    told = reasons(basis)
    assert nulls == {key for key in told if not key.endswith("link_days")}
    assert told["flow.orders.k.mct_days"] == "busy is loaded at 125 %: its orders pile up."
    assert "closed" in told["flow.orders.loop.mct_days"]
    assert told["flow.orders.late.mct_days"] == "still has orders but works 0 hours a week."
    assert "no links between" in told["flow.orders.apart.mct_days"]
    assert "no links and no tasks" in told["flow.orders.none.mct_days"]
    assert not figures["stable"]
    found = codes(basis, figures)
    assert ("overloaded", "still") in found
    assert ("closed-loop", "loop") in found
    assert found["overloaded", "busy"] == (
        "busy is loaded at 125 %: orders pile up. At 80 % it would take 2 places instead of 1."
    )


def test_overloaded_machines_and_people_are_told_apart():
    machine = {"id": "m", "name": "Press", "count": 2}
    for attended, places, expected in ((0.1, 2, "m"), (1.0, 1, None)):
        basis = draw(
            {"u": {"hours_per_week": 40, "places": places, "machines": [machine]}},
            tasks=[{"unit": "u", "machine": "m", "setup_minutes": 60, "attended": attended}],
            orders={"k": {"pieces_per_week": 90 if expected else 60}},
        )
        figures = flow(basis)
        needed = figures["needed"][0]
        assert needed["machine"] == expected
        assert needed["count"] == (3 if expected else 2)
        assert figures["orders"][0]["mct_days"] is None
        assert ("overloaded", "u") in codes(basis, figures)


def test_a_machine_that_never_works_is_no_division_by_zero():
    machine = {"id": "m", "name": "Press", "mttf_hours": 0, "mttr_hours": 5}
    for pieces in (0, 5):
        basis = draw(
            {"u": {"machines": [machine]}},
            tasks=[{"unit": "u", "machine": "m", "setup_minutes": 60}],
            orders={"k": {"pieces_per_week": pieces}},
        )
        assert flow(basis)["orders"][0]["mct_days"] is None
        assert "never works" in reasons(basis)["flow.orders.k.mct_days"]


def test_no_orders_no_time_but_a_lead_time():
    basis = draw({"u": DAY}, tasks=[{"unit": "u", "setup_minutes": 120}], orders={"k": {"pieces_per_week": 0}})
    figures = flow(basis)
    assert figures["orders"][0]["mct_days"] == pytest.approx(2)
    assert figures["orders"][0]["lots_in_process"] == 0
    assert figures["units"][0]["wait_hours"] is None


def test_a_choice_takes_the_largest_share_and_the_longest_is_told_beside_it():
    basis = quiet(
        {"a": 1, "b": 2, "c": 5, "d": 1},
        [("a", "b", {"share": 0.6}), ("a", "c", {"share": 0.4}), *chain("b", "d"), *chain("c", "d")],
    )
    order = flow(basis)["orders"][0]
    assert order["mct_days"] == pytest.approx(4, abs=1e-3)
    assert order["mct_longest_days"] == pytest.approx(7, abs=1e-3)
    assert order["critical_path"] == ["a", "b", "d"]
    assert order["handoffs"] == 2


def test_rework_lengthens_the_units_it_goes_through_and_leaves_the_path():
    basis = quiet(
        {"a": 1, "b": 2, "c": 3, "repair": 9},
        [*chain("a", "b", "c"), ("c", "b", {"share": 0.1}), ("c", "repair", {"share": 0.1}), *chain("repair", "b")],
    )
    order = flow(basis)["orders"][0]
    assert order["mct_days"] == pytest.approx(1 + 5 / 0.8, abs=1e-3)
    assert order["critical_path"] == ["a", "b", "c"]
    assert "repair" not in order["slack_days"]


def test_scrap_is_no_rework():
    basis = quiet({"a": 1, "b": 2}, [("a", "b", {"share": 0.5})])
    assert flow(basis)["orders"][0]["mct_days"] == pytest.approx(3, abs=1e-3)


@pytest.mark.parametrize(("short", "close"), [(7.9, False), (8.1, True)])
def test_a_join_of_branches_nearly_as_long_is_flagged(short, close):
    both = {"parallel": True}
    basis = quiet(
        {"s": 1, "p": 10, "q": short, "j": 1},
        [("s", "p", both), ("s", "q", both), *chain("p", "j"), *chain("q", "j")],
    )
    figures = flow(basis)
    assert [join["unit"] for join in figures["joins"]] == (["j"] if close else [])
    assert (("close-join", "j") in codes(basis, figures)) == close
    if close:
        assert figures["joins"][0]["second_days"] == pytest.approx(8.1, abs=1e-3)


def test_a_supplier_on_the_way_is_on_the_path_but_is_no_handoff():
    basis = draw(
        {"buy": {}, "steel": EXTERNAL, "saw": {}, "customer": EXTERNAL},
        [("customer", "buy", {}), ("buy", "steel", {"wait_days": 1}), ("steel", "saw", {"wait_days": 12}),
         ("saw", "customer", {"wait_days": 2})],
    )  # fmt: skip
    figures = flow(basis)
    order = figures["orders"][0]
    assert order["critical_path"] == ["customer", "buy", "steel", "saw", "customer"]
    assert (order["mct_days"], order["handoffs"], order["white_space"]) == (15, 1, 1)
    message = codes(basis, figures)["white-space", "k"]
    assert "between steel and saw: 12.0 days" in message
    assert [unit["unit"] for unit in figures["units"]] == ["buy", "saw"]


@pytest.mark.parametrize(
    ("load", "scv", "expected"), [(0.5, 1, "±10 %"), (0.5, 2, "±25 %"), (0.96, 1, "onbetrouwbaar")]
)
def test_reliability(load, scv, expected):
    basis = draw(
        {"u": {"hours_per_week": 40}},
        tasks=[{"unit": "u", "setup_minutes": 60}],
        orders={"k": {"pieces_per_week": 40 * load, "arrival_scv": scv}},
    )
    figures = flow(basis)
    assert figures["orders"][0]["reliability"] == figures["units"][0]["reliability"] == expected
    assert (("nearly-full", "u") in codes(basis, figures)) == (expected == "onbetrouwbaar")
    assert (("irregular-arrivals", "k") in codes(basis, figures)) == (scv == 2)


def test_shares_above_one_are_a_finding():
    basis = draw({"a": {}, "b": {}, "c": {}}, [("a", "b", {}), ("a", "c", {})])
    assert "sum to more than 100 %" in codes(basis, flow(basis))["shares-over-one", "a"]


def test_lot_curve_agrees_with_the_formula_for_one_station():
    basis = draw(
        {"u": {"hours_per_week": 7}},
        tasks=[{"unit": "u", "setup_minutes": 60, "run_minutes": 3.6}],
        orders={"k": {"pieces_per_week": 70, "lot_size": 100}},
    )
    points = {point.lot_size: point for point in lot_curve(basis, "k", [20, 57.274861, 100])}
    assert points[20].mct_days is None
    assert points[20].reason
    assert points[100].mct_days == pytest.approx(23.333333, abs=1e-6)
    assert points[100].utilisation == pytest.approx(0.7)
    assert points[57.274861].mct_days == pytest.approx(19.682458, abs=1e-6)
    sizes = lot_sizes(100)
    assert 100 in sizes
    curve = fine_curve(basis, "k")
    assert {*sizes} < {point.lot_size for point in curve}
    best = best_point(curve)
    assert best is not None
    assert best.lot_size == pytest.approx(57.274861, rel=0.01)
    smallest = min(point.lot_size for point in curve if point.mct_days is not None)
    assert 25 < smallest < 25 * 1.02  # Q_min = D·S/(1−u)
    assert flow(basis)["orders"][0]["mct_days"] == pytest.approx(23.333333, abs=1e-6)


def test_cards_of_the_loops_between_cells():
    basis = draw(
        {"a": {"kind": "cell", **DAY}, "b": {"kind": "cell", **DAY}, "c": DAY},
        [("a", "b", {"wait_days": 0.5}), *chain("b", "c")],
        [{"unit": "a", "setup_minutes": 120, "scv": 0}, {"unit": "b", "setup_minutes": 60, "scv": 0}],
        {"k": {"pieces_per_week": 1, "arrival_scv": 0}},
    )
    (loop,) = flow(basis)["polca"]
    assert (loop["from"], loop["to"], loop["lots_per_week"]) == ("a", "b", 1)
    assert loop["cards"] == 1  # (2 + 0.5 + 1 + 0.5) / 7 × 1.1 and no waiting worth the name


def test_occupancy_is_that_of_the_queue():
    chances = labour.occupancy(2, 1.6)
    assert chances == pytest.approx([1 / 9, 1.6 / 9, 6.4 / 9])  # M/M/2 at 0.8
    assert labour.occupancy(3, 4) == [0, 0, 0, 1]
    assert labour.thinned([0, 0, 1], 0.25) == pytest.approx([0.5625, 0.375, 0.0625])
    # With two machines always busy and asking, and one person, one waits.
    assert labour.excess(1, [labour.Served(2, 9, 1, 1)], 0) == 1


def test_people_who_are_enough_cause_no_wait_and_more_people_never_more():
    stations = (labour.Served(3, 2.0, 1.0, 0.6), labour.Served(2, 1.2, 1.0, 0.9))
    waits = [labour.labour_wait(people, stations) for people in range(3, 7)]
    assert waits[2:] == [0, 0]
    assert waits[0] is not None
    assert waits[1] is not None
    assert waits[0] > waits[1] > 0
    in_fixed_point = labour.excess(3, stations, waits[0]) / 3.2
    assert in_fixed_point == pytest.approx(waits[0], rel=1e-9)


@pytest.mark.parametrize(("variant", "weighted"), [("ist", 27.89), ("soll-1", 8.35)])
def test_the_example_comes_near_the_study_it_was_drawn_from(variant, weighted):
    organisation = interchange.read_file(EXAMPLES / "bosch.json")
    basis = Basis(organisation, organisation.variants[variant])
    figures = flow(basis)
    assert figures["stable"]
    lots = {name: order.pieces_per_week / order.lot_size for name, order in organisation.orders.items()}
    mean = sum(lots[row["order"]] * row["mct_days"] for row in figures["orders"]) / sum(lots.values())
    assert mean == pytest.approx(weighted, rel=0.1)


@pytest.mark.parametrize("seed", range(5))
def test_generated_workshops_keep_up(seed):
    organisation = shop(30, seed, machines=0.5)
    basis = Basis(organisation, organisation.variants["now"])
    figures = flow(basis)
    assert figures["stable"]
    for row in figures["orders"]:
        assert 0 <= row["white_space"] <= 1
        assert row["mct_longest_days"] >= row["mct_days"] - 1e-9
        assert min(row["slack_days"].values()) == 0
    # Little, over the whole workshop: lots in units and on links are the lots in process.
    inside = sum(unit["lots_present"] for unit in figures["units"])
    on_links = sum(
        organisation.orders[row["order"]].pieces_per_week
        / organisation.orders[row["order"]].lot_size
        * basis.routes[row["order"]].link_days
        / 7
        for row in figures["orders"]
    )
    assert inside + on_links == pytest.approx(sum(row["lots_in_process"] for row in figures["orders"]))


def test_a_load_that_only_rounding_keeps_below_one_has_no_days():
    def figures(places):
        tasks = [{"unit": "u", "setup_minutes": 60}]
        return flow(draw({"u": {"hours_per_week": 40}}, tasks=tasks, orders={"k": {"pieces_per_week": places}}))

    nearly, below = figures(40 * (1 - 5e-7)), figures(40 * (1 - 5e-6))
    assert nearly["units"][0]["wait_hours"] is None
    assert nearly["orders"][0]["mct_days"] is None
    assert nearly["needed"] == [{"unit": "u", "machine": None, "count": 2}]
    assert below["orders"][0]["mct_days"] == pytest.approx(7 / 40 / 5e-6, rel=1e-3)
