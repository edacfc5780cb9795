"""How often an order comes by each unit."""

import random
import sys

import numpy as np
import pytest

from organisatiecanvas.models.analysis.flow.route import make_route
from organisatiecanvas.models.analysis.flow.traffic import ClosedLoopError, NoEntryError, route_of, visits
from tests.models.analysis.flow.drawing import chain, draw

OUTSIDE = {"kind": "external"}


def named(*names, **others):
    return {**{name: {} for name in names}, **others}


def test_chain_is_visited_once_each():
    assert visits(draw(named("a", "b", "c"), chain("a", "b", "c")), "k") == {"a": 1, "b": 1, "c": 1}


def test_order_without_links_comes_once_where_its_tasks_are():
    basis = draw(named("a", "b"), tasks=[{"unit": "b"}, {"unit": "b"}, {"unit": "a", "order": None}])
    assert visits(basis, "k") == {"b": 1}


def test_shares_go_their_ways_and_the_rest_leaves():
    found = visits(draw(named("a", "b", "c"), [("a", "b", {"share": 0.3}), ("a", "c", {"share": 0.5})]), "k")
    assert found == pytest.approx({"a": 1, "b": 0.3, "c": 0.5})


def test_shares_above_one_are_scaled():
    basis = draw(named("a", "b", "c"), [("a", "b", {}), ("a", "c", {})])
    assert visits(basis, "k") == {"a": 1, "b": 0.5, "c": 0.5}
    assert route_of(basis, "k").crowded == ["a"]


def test_entries_without_an_external_unit_are_equal():
    found = visits(draw(named("a", "b", "c"), [("a", "c", {}), ("b", "c", {})]), "k")
    assert found == {"a": 0.5, "b": 0.5, "c": 1}


def test_entries_from_external_units_are_in_proportion():
    basis = draw(
        named("a", "b", "c", x=OUTSIDE, y=OUTSIDE),
        [("x", "a", {"share": 0.2}), ("x", "b", {"share": 0.2}), ("y", "b", {"share": 0.4}), ("c", "a", {})],
    )
    assert visits(basis, "k") == pytest.approx({"x": 0.5, "y": 0.5, "a": 0.25, "b": 0.75})


def test_a_link_to_itself_is_rework_and_no_entry_is_lost_by_it():
    found = visits(draw(named("a", "b"), [("a", "a", {"share": 0.2}), ("a", "b", {"share": 0.8})]), "k")
    assert found == pytest.approx({"a": 1.25, "b": 1})


def test_jackson_network():
    basis = draw(
        named("1", "2", "3", world=OUTSIDE),
        [
            ("world", "1", {"share": 5 / 30}),
            ("world", "2", {"share": 10 / 30}),
            ("world", "3", {"share": 15 / 30}),
            ("1", "2", {"share": 1 / 3}),
            ("1", "3", {"share": 1 / 3}),
            ("2", "3", {}),
            ("3", "2", {"share": 0.5}),
        ],
    )
    found = visits(basis, "k")
    assert [30 * found[name] for name in "123"] == pytest.approx([5, 40, 56.666667], abs=1e-6)


def test_and_split_gives_every_branch_the_lot_and_counts_it_once_at_the_join():
    parallel = {"parallel": True}
    basis = draw(
        named("s", "p", "q", "q2", "r", "j", "end"),
        [("s", "p", parallel), ("s", "q", parallel), ("s", "r", parallel), *chain("q", "q2", "j"),
         *chain("p", "j"), *chain("r", "j", "end"), ("q2", "q", {"share": 0.2})],
    )  # fmt: skip
    basis.variant.links["l4"].share = 0.8
    found = visits(basis, "k")
    assert found == pytest.approx({"s": 1, "p": 1, "q": 1.25, "q2": 1.25, "r": 1, "j": 1, "end": 1})


def test_splits_inside_splits_and_rework_over_the_join():
    parallel = {"parallel": True}
    basis = draw(
        named("s", "p", "p1", "p2", "pj", "q", "j", world=OUTSIDE),
        [("world", "s", {}), ("s", "p", parallel), ("s", "q", parallel), ("p", "p1", parallel), ("p", "p2", parallel),
         *chain("p1", "pj", "j"), *chain("p2", "pj"), *chain("q", "j"), ("j", "s", {"share": 0.5})],
    )  # fmt: skip
    twice = dict.fromkeys(["s", "p", "p1", "p2", "pj", "q", "j"], 2.0)
    assert visits(basis, "k") == pytest.approx({"world": 1, **twice})


def test_branches_that_never_meet_are_not_joined():
    basis = draw(named("s", "p", "q"), [("s", "p", {"parallel": True}), ("s", "q", {"parallel": True})])
    assert visits(basis, "k") == {"s": 1, "p": 1, "q": 1}


def test_rework_out_of_a_split_is_taken_first():
    basis = draw(
        named("a", "s", "p", "q", "j", world=OUTSIDE),
        [*chain("world", "a", "s"), ("s", "a", {"share": 0.2}),
         ("s", "p", {"parallel": True}), ("s", "q", {"parallel": True}),
         *chain("p", "j"), *chain("q", "j")],
    )  # fmt: skip
    assert visits(basis, "k") == pytest.approx({"world": 1, "a": 1.25, "s": 1.25, "p": 1, "q": 1, "j": 1})


def test_a_subcontractor_is_passed_through_and_a_customer_gets_what_it_ordered():
    basis = draw(
        named("sales", "weld", "paint", customer=OUTSIDE, zinc=OUTSIDE),
        [*chain("customer", "sales", "weld", "zinc", "paint", "customer"), ("paint", "weld", {"share": 0.1})],
    )
    basis.variant.links["l4"].share = 0.9
    found = visits(basis, "k")
    assert found == pytest.approx({"customer": 1, "sales": 1, "weld": 1 / 0.9, "zinc": 1 / 0.9, "paint": 1 / 0.9})


def test_a_supplier_that_answers_the_office_is_no_customer():
    basis = draw(
        named("office", "make", customer=OUTSIDE, supplier=OUTSIDE),
        [*chain("customer", "office", "make"), ("office", "supplier", {"share": 0.5}), ("supplier", "office", {})],
    )
    basis.variant.links["l1"].share = 0.5
    assert visits(basis, "k") == pytest.approx({"customer": 1, "office": 2, "make": 1, "supplier": 1})


def test_two_customers_who_share_the_way():
    basis = draw(
        named("sales", "make", one=OUTSIDE, two=OUTSIDE),
        [("one", "sales", {"share": 0.25}), ("two", "sales", {"share": 0.75}), *chain("sales", "make"),
         ("make", "one", {"share": 0.25}), ("make", "two", {"share": 0.75})],
    )  # fmt: skip
    assert visits(basis, "k") == pytest.approx({"one": 0.25, "two": 0.75, "sales": 1, "make": 1})


def test_closed_loop_names_its_units():
    basis = draw(named("a", "b", "c", "d"), [*chain("a", "b", "c", "d"), ("d", "c", {})])
    with pytest.raises(ClosedLoopError, match="c, d") as caught:
        visits(basis, "k")
    assert caught.value.units == ["c", "d"]


def test_loop_without_entry_or_way_out_is_closed():
    with pytest.raises(ClosedLoopError, match="a, b"):
        visits(draw(named("a", "b"), [("a", "b", {}), ("b", "a", {})]), "k")


def test_split_that_feeds_itself_is_closed():
    basis = draw(named("s", "p", "q", "r"), [*chain("r", "s"), ("s", "p", {"parallel": True}),
                                             ("s", "q", {"parallel": True}), ("p", "s", {})])  # fmt: skip
    with pytest.raises(ClosedLoopError, match="s, p"):
        visits(basis, "k")


def test_round_trip_without_a_first_unit_has_no_entry():
    with pytest.raises(NoEntryError, match="a, b"):
        visits(draw(named("a", "b"), [("a", "b", {}), ("b", "a", {"share": 0.5})]), "k")


@pytest.mark.parametrize("seed", range(20))
def test_same_as_the_matrix_equation(seed):
    """V = (I − Rᵀ)⁻¹ e by dense algebra, on drawings full of loops."""
    random.seed(seed)
    names = [f"u{index}" for index in range(12)]
    shares = np.zeros((12, 12))
    links = [("world", "u0", {"share": 0.5}), ("world", "u5", {"share": 0.5})]
    for one in range(12):
        for other in random.sample(range(12), 3):
            shares[one, other] = random.uniform(0.05, 0.3)
            links.append((names[one], names[other], {"share": shares[one, other]}))
    entry = np.zeros(12)
    entry[[0, 5]] = 0.5
    expected = np.linalg.solve(np.eye(12) - shares.T, entry)
    found = visits(draw(named(*names, world=OUTSIDE), links), "k")
    assert [found.get(name, 0.0) for name in names] == pytest.approx(expected, rel=1e-12, abs=1e-15)


def lines_run(action):
    """How many lines of Python it takes: the same on every machine, however busy."""
    count = 0

    def trace(_frame, event, _argument):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("kind", ["back one", "back to the first", "back to each", "one loop"])
def test_long_routes_cost_in_proportion(kind):
    def steps(count):
        names = [f"u{index}" for index in range(count)]
        links = [("world", names[0], {}), *chain(*names, share=0.9)]
        if kind == "back one":
            links += [(names[i], names[i - 1], {"share": 0.1}) for i in range(1, count - 1)]
        elif kind == "back to the first":
            links += [(names[i], names[0], {"share": 0.01}) for i in range(1, count - 1)]
        elif kind == "back to each":
            links += [(names[-1], names[i], {"share": 0.5 / count}) for i in range(count - 1)]
        else:
            links += [(names[-1], names[0], {"share": 0.5})]
        basis = draw(named(*names, world=OUTSIDE), links)
        basis.routes.clear()
        make_route.cache_clear()
        return lines_run(lambda: visits(basis, "k"))

    assert steps(2000) < 15 * steps(200)  # 10 when linear, 100 when quadratic
