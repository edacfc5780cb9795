"""Levers on a copy, bands of uncertain inputs, and what the days of an order are spent on."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organisatiecanvas.models import interchange, lever_actions
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow import flow, queueing, whatif
from organisatiecanvas.models.analysis.flow.lights import light, too_high
from organisatiecanvas.models.analysis.flow.load import loads
from organisatiecanvas.models.analysis.flow.network import build
from organisatiecanvas.models.analysis.flow.stages import timeline
from organisatiecanvas.models.analysis.flow.whatif import Levers, Range, Spread
from organisatiecanvas.models.snapshot import snapshot
from tests.conftest import EXAMPLES
from tests.models.analysis.flow.drawing import chain, draw

DAY = {"hours_per_week": 7}  # an hour of work is a day


def frozen(basis):
    return snapshot(basis.organisation)


def days(organisation, variant="now"):
    return whatif.mct(organisation, variant)


def one_timeline(basis, order="k"):
    return timeline(basis, loads(basis, build(basis)), basis.organisation.orders[order])


@pytest.fixture(scope="module", params=["bosch", "aldowa", "kinkelder"])
def example(request):
    return interchange.read_file(EXAMPLES / f"{request.param}.json")


def two_queues(**second):
    """Two single exponential servers, each with a family of its own at λ 0.8 and μ 1 (an hour, a day)."""
    return draw(
        {"a": DAY, "b": DAY},
        None,
        [{"unit": "a", "setup_minutes": 60, "order": "k"}, {"unit": "b", "setup_minutes": 60, "order": "l", **second}],
        {"k": {"pieces_per_week": 5.6}, "l": {"pieces_per_week": 5.6}},
    )


# -- stages --------------------------------------------------------------------------------------------------------


def test_stages_add_up_to_the_lead_time_and_its_work_everywhere(example):
    for variant in example.variants.values():
        basis = Basis(example, variant)
        found = loads(basis, build(basis))
        figures = flow(basis)
        for row in figures["orders"]:
            line = timeline(basis, found, example.orders[row["order"]])
            if row["mct_days"] is None:
                assert line.reason
                continue
            assert line.days == pytest.approx(row["mct_days"])
            touch = sum(stage.causes.touch for stage in line.path)
            assert 1 - touch / line.days == pytest.approx(row["white_space"])
            assert {stage.unit for stage in line.beside} <= {unit for unit, slack in row["slack_days"].items() if slack}
            assert all(stage.begin >= 0 and stage.slack > 0 for stage in line.beside)


def test_causes_by_hand_without_machines():
    """Lots of 4 at 30 + 4 × 7.5 minutes, so an hour; M/M/1 at 0.8: 4 days of waiting for the place."""
    basis = draw({"a": DAY}, None, [{"unit": "a", "setup_minutes": 30, "run_minutes": 7.5}],
                 {"k": {"pieces_per_week": 22.4, "lot_size": 4}})  # fmt: skip
    (stage,) = one_timeline(basis).path
    assert stage.causes == pytest.approx((4.0, 0.0, 0.5, 0.125, 0.375, 0.0))
    assert stage.days == pytest.approx(5.0)


def test_people_who_are_short_are_told_from_machines_that_are():
    """Four people on eight fully attended machines: without them nobody would wait, says M/M/8 (flow.md, labour)."""
    basis = draw({"a": {**DAY, "places": 4, "machines": [{"id": "m", "name": "m", "count": 8}]}}, None,
                 [{"unit": "a", "setup_minutes": 60, "machine": "m"}], {"k": {"pieces_per_week": 3.4 * 7}})  # fmt: skip
    (stage,) = one_timeline(basis).path
    alone = queueing.mmm_wait(8, 1.0, 3.4 / 8)
    assert stage.causes.place == pytest.approx(alone, abs=1e-6)
    assert stage.causes.place + stage.causes.labour == pytest.approx(1.148860, abs=1e-6)


def test_a_supplier_is_transport_and_a_branch_with_slack_stands_beside():
    basis = draw(
        {"a": DAY, "b": DAY, "c": DAY, "d": DAY, "s": {"kind": "external"}},
        [*chain("a", "b", "d", parallel=True), *chain("a", "c", "d", parallel=True), ("d", "s", {"wait_days": 3})],
        [{"unit": unit, "setup_minutes": 60 * length, "scv": 0} for unit, length in {"a": 1, "b": 2, "c": 5}.items()],
        {"k": {"pieces_per_week": 1e-9}},
    )
    line = one_timeline(basis)
    assert [(stage.unit or stage.link, round(stage.begin, 6)) for stage in line.path] == [("a", 0), ("c", 1), ("l4", 6)]
    assert [(stage.unit, round(stage.begin, 6), round(stage.slack, 6)) for stage in line.beside] == [("b", 1, 3)]
    assert line.path[-1].causes.transport == 3


# -- levers --------------------------------------------------------------------------------------------------------


def test_levers_give_what_the_taken_over_edit_gives_and_leave_the_snapshot_alone(bosch):
    levers = Levers(volume=0.9, lot=0.8, setup=0.5, places=1, transfer=0.75, unit="cnc")
    before = bosch.snapshot()
    known = days(before, "ist")
    tried = flow(Basis(made := whatif.pulled(before, "ist", levers), made.variants["ist"]))
    assert days(before, "ist") == known
    assert flow(Basis(bosch.organisation, bosch.organisation.variants["ist"]))["orders"] != tried["orders"]
    changed = lever_actions.take_over(bosch, "ist", levers)
    assert changed == len(whatif.new_values(before, "ist", levers)) > 10
    after = flow(Basis(bosch.organisation, bosch.organisation.variants["ist"]))
    assert after["orders"] == tried["orders"]
    assert after["units"] == tried["units"]
    bosch.undo()
    assert days(bosch.snapshot(), "ist") == known


def test_each_lever_reaches_only_what_it_is_about(bosch):
    organisation = bosch.snapshot()
    variant = organisation.variants["ist"]
    setups = whatif.setup(variant, 0.5, "strip", "cnc")
    assert not setups  # strip doesn't come by there
    for value in whatif.setup(variant, 0.5, "zwaar", "cnc"):
        task = variant.tasks[value.id]
        assert (task.order, task.unit, value.new) == ("zwaar", "cnc", task.setup_minutes / 2)
    assert {value.id for value in whatif.lot_size(organisation, 0.5, "strip")} == {"strip"}
    assert [value.new for value in whatif.lot_size(organisation, 0.001)] == [1.0] * 4  # a lot is one piece or more
    assert [(value.id, value.new) for value in whatif.places(variant, -9, "cnc")] == [("cnc", 1)]
    assert {variant.links[value.id].order for value in whatif.transfer(variant, 0, "proto")} == {"proto"}


def test_pooled_people_are_one_station_with_both_places():
    """Two M/M/1 at 0.8 wait 4.0; their people together are M/M/2 at λ 1.6 and wait 1.777778 (flow.md)."""
    organisation = frozen(two_queues())
    made = whatif.pooled(organisation, "now", "a", "b")
    figures = {row["unit"]: row for row in flow(Basis(made, made.variants["now"]))["units"]}
    assert figures["a"]["wait_hours"] == pytest.approx(1.777778, abs=1e-6)
    assert figures["a"]["lots_per_week"] == pytest.approx(11.2)
    assert organisation.variants["now"].units["a"].places == 1
    with pytest.raises(ValueError, match="with itself"):
        whatif.pooled(organisation, "now", "a", "a")


def test_pooling_keeps_the_work_of_rework_and_of_both_clocks():
    """Half of what leaves b comes back to it: two visits there for one to a, all of which is work still to be done."""
    basis = draw(
        {"a": {"hours_per_week": 20}, "b": {"hours_per_week": 40, "places": 3}, "c": DAY},
        [*chain("a", "b"), ("b", "b", {"share": 0.5}), ("b", "c", {"share": 0.5})],
        [{"unit": "a", "setup_minutes": 60}, {"unit": "b", "setup_minutes": 30}],
        {"k": {"pieces_per_week": 8}},
    )
    made = whatif.pooled(frozen(basis), "now", "a", "b")
    pooled = Basis(made, made.variants["now"])
    unit = pooled.variant.units["a"]
    assert (unit.places, unit.hours_per_week) == (4, 35)
    load = next(row["utilisation"] for row in flow(pooled)["units"] if row["unit"] == "a")
    assert load == pytest.approx(8 * (1 + 2 * 0.5) / (4 * 35))


@settings(max_examples=20)
@given(st.floats(0.5, 0.99))
def test_less_setup_or_transfer_never_takes_longer(factor):
    organisation = frozen(two_queues(run_minutes=3))
    now = days(organisation)
    for levers in (Levers(setup=factor), Levers(transfer=factor), Levers(volume=factor)):
        then = days(whatif.pulled(organisation, "now", levers))
        assert all(then[order] is now[order] or then[order] <= now[order] + 1e-9 for order in now)


# -- uncertain inputs ----------------------------------------------------------------------------------------------


def test_a_triangle_has_its_ends_and_its_turn():
    triangle = Range(0.8, 1.0, 1.4)
    assert (triangle.at(0), triangle.at(1)) == (0.8, pytest.approx(1.4))
    assert triangle.at((1.0 - 0.8) / (1.4 - 0.8)) == pytest.approx(1.0)
    grid = [triangle.at((index + 0.5) / 1000) for index in range(1000)]
    assert sum(grid) / 1000 == pytest.approx((0.8 + 1.0 + 1.4) / 3, rel=1e-4)
    with pytest.raises(ValueError, match="likely"):
        Range(1.2, 1.0, 1.1).at(0.5)


def test_a_band_holds_what_is_likely_and_is_the_same_each_time(bosch):
    organisation = bosch.snapshot()
    now = days(organisation, "soll-1")
    spread = Spread(Range(0.95, 1, 1.05), Range(0.9, 1, 1.1), Range(0.8, 1, 1.3))
    found = whatif.bands(organisation, "soll-1", spread, draws=40)
    assert found == whatif.bands(organisation, "soll-1", spread, draws=40)
    assert set(found) == set(organisation.orders)
    for order, band in found.items():
        assert band.low < band.middle < band.high
        assert band.low < now[order] < band.high
        assert band.overloaded == 0
    certain = whatif.bands(organisation, "soll-1", Spread(), draws=2)
    assert all(band.low == band.high == now[order] for order, band in certain.items())


def test_where_orders_pile_up_a_band_has_no_end():
    """λ 0.8 drawn evenly up to nearly twice: over 1 it never ends, which is more than one draw in ten."""
    organisation = frozen(two_queues())
    band = whatif.bands(organisation, "now", Spread(volume=Range(0.5, 1.0, 1.9)))["k"]
    assert band.high is None
    assert band.low < 5 < 20
    above = (1.9 - 1.25) ** 2 / ((1.9 - 0.5) * (1.9 - 1.0))
    assert band.overloaded == pytest.approx(above, abs=0.02)


def test_an_order_without_a_way_has_no_band():
    basis = draw({"a": DAY}, [("a", "a", {})], [{"unit": "a", "setup_minutes": 6}])
    assert whatif.mct(frozen(basis), "now") == {"k": None}
    assert whatif.bands(frozen(basis), "now", Spread(), draws=2) == {}


def test_overload_is_infinite_days():
    basis = draw({"a": DAY}, None, [{"unit": "a", "setup_minutes": 60}], {"k": {"pieces_per_week": 8}})
    assert days(frozen(basis)) == {"k": math.inf}


def test_a_load_is_a_problem_where_waiting_is_twice_that_at_the_target():
    limit = too_high(0.8)
    assert limit == pytest.approx(8 / 9)
    assert limit / (1 - limit) == pytest.approx(2 * 0.8 / 0.2)
    assert [light(load, 0.8) for load in (0.8, 0.81, 0.88, 0.9, 1.2)] == [
        "good", "attention", "attention", "problem", "problem",
    ]  # fmt: skip
    assert light(1.0, 1.0) == "good"
