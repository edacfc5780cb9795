"""The seven conditions of work: every step of the scoring, and a role computed by hand."""

from __future__ import annotations

import pytest

from organisatiecanvas.models.analysis import work_quality as w
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.organisation import DifficultyShare
from tests.models.analysis import drawn
from tests.models.analysis.drawn import by, link, order, people, role, task, unit

WORK = {
    "kinds": ["executing", "preparing", "regulating"],
    "organising": ["own_team", "improving"],
    "autonomy": ["pace"],
    "contact": "limited",
    "information": ["norms", "ahead", "feedback"],
    "difficulty_share": {"low": 0.2, "medium": 0.5, "high": 0.3},
    "short_cycle_share": 0.3,
}


def rows(*tasks, work=None, **content):
    variant = {"units": [unit("cell")], "roles": [role("maker", "cell", "P1", work=work)], "tasks": list(tasks)}
    return drawn.basis(variant | content.pop("variant", {}), people=people("P1"), **content)


def profile(*tasks, work=None, **content):
    return rows(*tasks, work=work, **content).figures("work_quality")["roles"][0]


def test_a_role_by_hand():
    assert profile(work=WORK) == {
        "role": "maker",
        "completeness": 1,  # regulating is none of the three
        "organising": 2,  # two, with improving
        "short_cycle": 1,
        "difficulty": 2,
        "autonomy": 0,
        "contact": 1,
        "information": 2,
    }


@pytest.mark.parametrize(
    ("kinds", "score"),
    [
        ((), 0),
        (("own_team",), 1),
        (("improving",), 1),
        (("own_team", "other_teams"), 1),
        (("other_teams", "improving"), 2),
        (("own_team", "other_teams", "improving"), 2),
    ],
)
def test_organising(kinds, score):
    assert w.organising(kinds) == score


@pytest.mark.parametrize(
    ("share", "score"), [(None, None), (0, 2), (0.249, 2), (0.25, 1), (0.5, 1), (0.501, 0), (1, 0)]
)
def test_short_cycle(share, score):
    assert w.short_cycle(share) == score


@pytest.mark.parametrize(
    ("shares", "score"),
    [
        ((0, 1, 0), 0),
        ((0.4, 0, 0), 0),
        ((0.1, 0.8, 0.1), 2),
        ((0.7, 0.2, 0.1), 2),
        ((0.75, 0.15, 0.1), 1),
        ((0.05, 0.8, 0.15), 1),
        ((0.05, 0.05, 0.9), 1),
        ((0, 0, 0), None),
    ],
)
def test_difficulty(shares, score):
    assert w.difficulty(DifficultyShare(*shares)) == score


def test_autonomy_information_and_contact():
    kinds = ("pace", "method", "order", "place")
    assert [w.autonomy(kinds[:count]) for count in range(5)] == [0, 0, 1, 2, 2]
    assert [w.information(("ahead", "norms", "feedback")[:count]) for count in range(4)] == [0, 0, 1, 2]
    assert [w.contact(kind) for kind in ("at_will", "limited", "none", None)] == [2, 1, 0, None]


def test_not_asked_is_null_and_an_empty_list_means_none():
    assert set(profile().values()) == {"maker", None}
    given = profile(task("t", "cell", role="maker"), work={})
    assert (given["completeness"], given["organising"], given["autonomy"], given["information"]) == (0, 0, 0, 0)
    assert given["contact"] is given["difficulty"] is given["short_cycle"] is None


def test_tasks_tell_the_kinds_of_work_where_it_was_not_asked():
    kinds = ("executing", "preparing", "supporting")
    for count, score in ((1, 0), (2, 1), (3, 2)):
        tasks = [task(f"t{i}", "cell", kind, role="maker") for i, kind in enumerate(kinds[:count])]
        assert profile(*tasks)["completeness"] == score


def test_short_cycles_from_tasks_by_hand():
    """Order hours × attended + weekly hours: 10 × ½ + 1 = 6 h short of 16 h timed; without a cycle, left out."""
    tasks = [
        task(
            "press", "cell", role="maker", order="A", setup_minutes=60, attended=0.5, hours_per_week=1, cycle_seconds=89
        ),
        task("weld", "cell", role="maker", hours_per_week=10, cycle_seconds=90),
        task("tidy", "cell", role="maker", hours_per_week=99),
    ]
    assert profile(*tasks, orders=[order("A", 10)])["short_cycle"] == 1  # 37.5 %
    assert profile(*tasks, orders=[order("A", 10)], rules={"short_cycle_seconds": 91})["short_cycle"] == 0
    given = profile(*tasks, orders=[order("A", 10)], work={"short_cycle_share": 0.1})
    assert given["short_cycle"] == 2  # what was asked goes first


def test_reasons_are_told():
    timed = task("t", "cell", role="maker", order="A", setup_minutes=60, cycle_seconds=10)
    loop = {"links": [link("1", "cell", "other", "A"), link("2", "other", "cell", "A")]}
    basis = rows(timed, variant={"units": [unit("cell"), unit("other")], **loop}, orders=[order("A", 1)])
    figures = basis.figures("work_quality")
    assert figures["roles"][0]["short_cycle"] is None
    assert drawn.nulls("work_quality", figures) == set(drawn.reasons(basis))
    assert "closed loop" in drawn.reasons(basis)["work_quality.roles.maker.short_cycle"]
    basis = rows(work={"difficulty_share": {"low": 0, "medium": 0, "high": 0}})
    basis.figures("work_quality")
    assert drawn.reasons(basis)["work_quality.roles.maker.difficulty"] == "All shares of difficulty are 0."


def test_findings_name_what_is_insufficient():
    (found,) = drawn.findings(rows(work=WORK | {"contact": "none"}), "work_quality")
    assert found.message == "The work of maker is insufficient in: autonomy and contact with others."
    assert (found.collection, found.severity) == ("roles", "attention")
    assert drawn.findings(rows(task("t", "cell", role="maker")), "work_quality") == []


def test_roles_outside_are_left_out():
    basis = drawn.basis({"units": [unit("client", "external")], "roles": [role("buyer", "client")]})
    assert basis.figures("work_quality") == {"roles": []}


def test_the_example(bosch: Document):
    for variant in bosch.organisation.variants.values():
        basis = drawn.Basis(bosch.organisation, variant)
        figures = basis.figures("work_quality")
        assert set(by(figures["roles"], "role")) == set(variant.roles)
        assert drawn.nulls("work_quality", figures) == set(drawn.reasons(basis))
