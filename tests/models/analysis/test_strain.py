"""Workload and control as reported, what stays hidden, and what the structure suggests."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organisatiecanvas.models.analysis import analyse, strain
from organisatiecanvas.models.analysis.suppression import suppressed
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import ModelError
from organisatiecanvas.models.organisation import Answer
from tests.models.analysis import drawn
from tests.models.analysis.drawn import by, decision, disturbance, mastery, people, role, skills, task, unit

NEA = {"demands": [2, 3, 3], "autonomy": [2, 3, 2, 3, 2]}
# learn, creative, skill, variety, develop, repetitive, own decisions, little freedom, say
JCQ = {"demands": [3, 3, 3, 3, 3], "autonomy": [3, 3, 3, 3, 3, 2, 3, 2, 3]}


def survey(group: str, *answers, instrument: str = "nea", name: str = ""):
    return {"id": name or f"{instrument}-{group}", "instrument": instrument, "group": group, "answers": list(answers)}


def groups(*surveys, units=(), roles=(), **rules):
    units = units or [unit(item["group"]) for item in surveys]
    basis = drawn.basis({"units": list(units), "roles": list(roles), "surveys": list(surveys)}, rules=rules)
    return by(basis.figures("strain")["groups"], "group")


def test_nea_worked_case():
    row = groups(survey("U", NEA), minimum_group=1)["U"]
    assert round(row["demands"], 2) == 2.67
    assert row["demands"] == pytest.approx((2 + 3 + 3) / 3)
    assert row["autonomy"] == pytest.approx((2 + 3 + 2 + 3 + 2) / 5) == 2.4
    assert (row["n"], row["quadrant"], row["suppressed"], row["careful"]) == (1, "slopend", False, True)


def test_jcq_worked_case():
    assert strain.jcq_latitude(JCQ["autonomy"]) == 2 * (15 + 3) + 4 * (3 + 3 + 3) == 72
    assert strain.jcq_demands(JCQ["demands"]) == 3 * 6 + 2 * (15 - 9) == 30
    row = groups(survey("U", JCQ, instrument="jcq"), minimum_group=1)["U"]
    assert (row["demands"], row["autonomy"]) == (30, 72)
    assert row["quadrant"] == "ontspannen"  # at the median: neither high demands nor low control


def test_jcq_scales_reach_their_ends():
    assert strain.jcq_demands([1, 1, 4, 4, 4]) == 12
    assert strain.jcq_demands([4, 4, 1, 1, 1]) == 48
    assert strain.jcq_latitude([1, 1, 1, 1, 1, 4, 1, 4, 1]) == 24
    assert strain.jcq_latitude([4, 4, 4, 4, 4, 1, 4, 1, 4]) == 96


def nea_answer(demands: float, autonomy: float):
    """An answer with these sums of 3 and 5 items."""
    return {"demands": spread(demands, 3), "autonomy": spread(autonomy, 5)}


def spread(total, count):
    return [total // count + (index < total % count) for index in range(count)]


@pytest.mark.parametrize(
    ("demands", "autonomy", "quadrant"),
    [(15, 25, "actief"), (15, 24, "slopend"), (14, 25, "ontspannen"), (14, 24, "passief")],
)
def test_nea_cut_offs(demands, autonomy, quadrant):
    """Two answers: 15 of 6 items is exactly 2.5, high; 25 of 10 items is exactly 2.5, not low."""
    answers = [nea_answer(demands // 2, autonomy // 2), nea_answer(demands - demands // 2, autonomy - autonomy // 2)]
    assert groups(survey("U", *answers), minimum_group=2)["U"]["quadrant"] == quadrant


def jcq_answer(demands, autonomy):
    return {"demands": [demands, demands, 2, 2, 2], "autonomy": [autonomy] * 5 + [2, autonomy, 2, autonomy]}


def test_jcq_medians_by_hand():
    surveys = [
        survey("A", *[jcq_answer(4, 1)] * 5, instrument="jcq"),
        survey("B", *[jcq_answer(1, 4)] * 5, instrument="jcq"),
        survey("C", *[jcq_answer(2, 2)] * 5, instrument="jcq"),
        survey("D", *[NEA] * 5),
    ]
    rows = groups(*surveys)
    assert [rows[name]["quadrant"] for name in "ABC"] == ["slopend", "ontspannen", "ontspannen"]
    assert rows["D"]["instrument"] == "nea"


def test_wrong_answers_are_an_error():
    for wrong in ({**NEA, "demands": [2, 3]}, {**NEA, "demands": [2, 3, 5]}, {**NEA, "autonomy": [4, 1, 1, 1, 1]}):
        with pytest.raises(ModelError, match="answers"):
            groups(survey("U", wrong))
    with pytest.raises(ModelError, match="answers"):
        groups(survey("U", NEA, instrument="jcq"))


def test_a_unit_pools_itself_and_all_below_it():
    low, high = nea_answer(3, 5), nea_answer(12, 15)
    rows = groups(
        survey("plant", *[low] * 6),
        survey("team", *[high] * 5),
        survey("maker", *[high] * 7),
        units=[unit("plant"), unit("team", parent="plant")],
        roles=[role("maker", "team")],
    )
    assert {name: row["n"] for name, row in rows.items()} == {"plant": 18, "team": 12, "maker": 7}
    assert rows["plant"]["demands"] == pytest.approx((6 * 1 + 12 * 4) / 18)
    assert rows["plant"]["autonomy"] == pytest.approx((6 * 1 + 12 * 3) / 18)


def test_small_groups_are_hidden():
    basis = drawn.basis({"units": [unit("U")], "surveys": [survey("U", *[NEA] * 4)]})
    figures = basis.figures("strain")
    assert figures["groups"] == [
        {
            "group": "U",
            "instrument": "nea",
            "n": None,
            "demands": None,
            "autonomy": None,
            "quadrant": None,
            "suppressed": True,
            "careful": False,
        }
    ]
    assert drawn.nulls("strain", figures) == {key for key in drawn.reasons(basis) if key.startswith("strain")}
    assert drawn.findings(basis, "strain") == []
    assert groups(survey("U", *[NEA] * 5))["U"]["n"] == 5
    assert groups(survey("U"), minimum_group=0)["U"]["demands"] is None


def hidden(parents: dict[str, str | None], own: dict[str, int], minimum: int = 5) -> set[str]:
    return suppressed({name: own.get(name, 0) for name in parents}, parents, minimum)


TREE = {"plant": None, "A": "plant", "B": "plant", "C": "plant"}


def test_a_hidden_part_takes_the_smallest_shown_one_along():
    assert hidden(TREE, {"A": 3, "B": 9, "C": 8}) == {"A", "C"}
    assert hidden(TREE, {"A": 3, "B": 8, "C": 8}) == {"A", "B"}  # of equal ones the first in the document
    assert hidden(TREE, {"A": 3, "B": 2, "C": 8}) == {"A", "B"}  # together 5: enough
    assert hidden(TREE, {"A": 3, "B": 1, "C": 8}) == {"A", "B", "C"}
    assert hidden(TREE, {"A": 5, "B": 6, "C": 8}) == set()
    assert hidden(TREE, {"A": 0, "B": 6, "C": 8}) == {"A"}  # nothing to hide, so nothing goes along


def test_own_answers_are_a_part_that_is_never_shown():
    assert hidden(TREE, {"plant": 3, "A": 7, "B": 6}) == {"B", "C"}
    assert hidden(TREE, {"plant": 5, "A": 7, "B": 6}) == {"C"}


def test_below_a_hidden_part_its_own_parts_count_as_shown():
    tree = {"plant": None, "A": "plant", "B": "plant", "A1": "A", "A2": "A"}
    # B's 2 ask for a companion: A (12) goes, but A1 and A2 are shown and leave nothing of it, so A1 goes as well
    assert hidden(tree, {"A1": 6, "A2": 6, "B": 2}) == {"A", "A1", "B"}
    # here the rest of A is its own 5 answers: enough
    assert hidden(tree, {"A": 5, "A1": 6, "A2": 6, "B": 2}) == {"A", "B"}


def test_inner_totals_come_first():
    tree = {"plant": None, "A": "plant", "A1": "A", "A2": "A", "B": "plant"}
    assert hidden(tree, {"A1": 3, "A2": 9, "B": 7}) == {"A1", "A2"}


def test_a_hidden_role_hides_its_neighbour_on_screen():
    rows = groups(
        survey("maker", *[NEA] * 3),
        survey("fitter", *[NEA] * 9),
        survey("cell", *[NEA]),
        units=[unit("cell")],
        roles=[role("maker", "cell"), role("fitter", "cell")],
    )
    assert {name: row["n"] for name, row in rows.items()} == {"cell": 13, "maker": None, "fitter": None}


@st.composite
def nestings(draw):
    """Groups nested at random: parents come before their parts or after them."""
    count = draw(st.integers(1, 8))
    names = draw(st.permutations([f"g{i}" for i in range(count)]))
    parents = {
        f"g{i}": None if i == 0 else draw(st.sampled_from([None, *(f"g{k}" for k in range(i))])) for i in range(count)
    }
    return {name: parents[name] for name in names}, {name: draw(st.integers(0, 9)) for name in names}


def members(parents: dict[str, str | None]) -> dict[str, set[str]]:
    """Group → the groups whose own answers its figure holds."""
    found: dict[str, set[str]] = {name: set() for name in parents}
    for name in parents:
        above: str | None = name
        while above is not None:
            found[above].add(name)
            above = parents[above]
    return found


@settings(max_examples=150)
@given(nestings(), st.integers(2, 6))
def test_no_sum_or_difference_of_what_is_shown_isolates_a_few(nesting, minimum):
    """Try to get hold of hidden answers: every combination −1, 0, 1 of the shown figures, and all linear ones."""
    parents, own = nesting
    inside = members(parents)
    kept = hidden(parents, own, minimum)
    names = list(parents)
    shown = [[float(part in inside[name]) for part in names] for name in names if name not in kept]
    for signs in itertools.product((-1, 0, 1), repeat=len(shown)):
        combined = [sum(sign * row[i] for sign, row in zip(signs, shown, strict=True)) for i in range(len(names))]
        if set(combined) <= {0, 1}:
            answers = sum(own[name] for name, present in zip(names, combined, strict=True) if present)
            assert answers == 0 or answers >= minimum
    # Of own answers that are few, no linear combination whatever tells the sum.
    filled = [i for i, name in enumerate(names) if own[name]]
    known = np.array([[row[i] for i in filled] for row in shown]).reshape(len(shown), len(filled))
    for position, i in enumerate(filled):
        if own[names[i]] < minimum:
            alone = np.zeros(len(filled))
            alone[position] = 1
            assert np.linalg.matrix_rank(np.vstack([known, alone])) > np.linalg.matrix_rank(known)


@settings(max_examples=100)
@given(nestings(), st.integers(2, 6))
def test_no_more_is_hidden_than_needed_where_nothing_is_small(nesting, minimum):
    parents, own = nesting
    roomy = {name: count + minimum for name, count in own.items()}
    assert hidden(parents, roomy, minimum) == set()
    assert hidden(parents, own, 1) == {name for name in parents if not sum(own[m] for m in members(parents)[name])}


def test_hidden_figures_are_nowhere_in_what_analyse_gives():
    """The one answer of B differs from all others, so its values would stand out."""
    basis = drawn.basis(
        {
            "units": [unit("plant"), unit("A", parent="plant"), unit("B", parent="plant")],
            "surveys": [survey("A", *[nea_answer(6, 10)] * 9), survey("B", nea_answer(11, 14))],
        }
    )
    given = analyse(basis.organisation)
    rows = by(given["strain"]["groups"], "group")
    assert [rows[name]["suppressed"] for name in ("plant", "A", "B")] == [False, True, True]
    assert [value for value in (11 / 3, 14 / 5) if f": {value}," in json.dumps(given)] == []
    assert f": {6 / 3}," not in json.dumps(given["strain"])


def estimated(**variant):
    """Two welders, 67 h of work for 80 h; one decision of two theirs; one learns."""
    return drawn.basis(
        {
            "units": [unit("cell"), unit("head")],
            "roles": [role("maker", "cell", "P1", "P2")],
            "tasks": [
                task("weld", "cell", role="maker", hours_per_week=40, cycle_seconds=60),
                task("mill", "cell", skill="milling", hours_per_week=20, cycle_seconds=600),
                task("saw", "cell", skill="sawing", hours_per_week=1),
            ],
            "disturbances": [disturbance("scrap", "cell", 6, "outside")],
            "decisions": [
                decision("1", "cell", per_week=3, authority={"maker": "decides"}),
                decision("2", "cell", level="tactical", authority={"head": "decides"}),
                decision("3", "cell", level="strategic", per_week=9, authority={"cell": "decides"}),
            ],
            **variant,
        },
        people=people("P1", "P2"),
        skills=skills("milling", "sawing"),
        mastery=[*mastery(P1="milling"), {"person": "P2", "skill": "sawing", "level": 1, "target": 3}],
    )


def test_an_estimate_by_hand():
    rows = estimated().figures("strain")["estimates"]
    assert [row["unit"] for row in rows] == ["cell"]  # the head has no people of its own
    occupancy = (40 + 20 + 1 + 6) / 80
    demand = ((occupancy - 0.7) / 0.4 + (6 / 80) / 0.15 + 40 / 60) / 3
    assert rows[0]["demand_index"] == pytest.approx(demand)
    specialisation = ((3 - 2) / 2 + (3 - 1) / 2) / 2  # P1 welds and mills, P2 welds
    control = (3 / 4 + (1 - specialisation) + 1 / 2) / 3
    assert rows[0]["control_index"] == pytest.approx(control)
    assert rows[0]["quadrant"] == "actief"


def test_an_estimate_takes_what_is_known():
    basis = drawn.basis({"units": [unit("U")], "roles": [role("r", "U", "P1")]}, people=people("P1"))
    row = basis.figures("strain")["estimates"][0]
    assert row["demand_index"] == 0  # nothing asked of 40 h
    assert row["control_index"] is row["quadrant"] is None
    assert drawn.nulls("strain", basis.figures("strain")) == {
        key for key in drawn.reasons(basis) if key.startswith("strain")
    }
    basis = drawn.basis({"units": [unit("U")], "roles": [role("r", "U", "P1")]}, people=people("P1", hours_per_week=0))
    assert basis.figures("strain")["estimates"][0]["demand_index"] is None


def test_findings_say_what_they_rest_on():
    basis = drawn.basis(
        {
            "units": [unit("A"), unit("B"), unit("C")],
            "surveys": [
                survey("A", *[NEA] * 5),
                survey("B", *[nea_answer(12, 15)] * 30),
                survey("C", *[jcq_answer(2, 2)] * 5, instrument="jcq"),
            ],
        }
    )
    found = {item.code: item for item in drawn.findings(basis, "strain")}
    assert set(found) == {"strain-nea", "strain-active-nea", "jcq-few-answers"}
    assert found["strain-nea"].message == (
        "A reports high demands with little control: high-strain work (5 answers). Few answers: read with care."
    )
    assert (found["strain-nea"].severity, found["strain-active-nea"].severity) == ("problem", "note")
    assert "43 % of people in active jobs" in found["strain-active-nea"].message
    assert "care" not in found["strain-active-nea"].message
    assert "fewer than 20 answers" in found["jcq-few-answers"].message


def test_estimates_are_called_an_indication():
    decisions = [decision("1", "cell", authority={"head": "decides"})]
    (found,) = drawn.findings(estimated(decisions=decisions, roles=[role("maker", "cell", "P1")]), "strain")
    assert found.code == "strain-estimate"
    assert "not a measurement" in found.message


def test_scores_are_means_of_each_answers_own_mean():
    answers = [Answer(demands=(1, 2, 4), autonomy=(1, 1, 2, 3, 3)), Answer(demands=(4, 4, 4), autonomy=(3,) * 5)]
    assert strain.nea(answers).means() == (pytest.approx((7 / 3 + 4) / 2), pytest.approx((10 / 5 + 3) / 2))


def test_the_example(bosch: Document):
    for variant in bosch.organisation.variants.values():
        basis = drawn.Basis(bosch.organisation, variant)
        figures = basis.figures("strain")
        assert any(row["suppressed"] for row in figures["groups"])
        assert any(not row["suppressed"] for row in figures["groups"])
        assert {row["unit"] for row in figures["estimates"]} == {name for name, own in basis.own_people.items() if own}
        assert drawn.nulls("strain", figures) == {key for key in drawn.reasons(basis) if key.startswith("strain")}
