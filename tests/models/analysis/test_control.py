"""Control capacity against figures computed by hand."""

from __future__ import annotations

import pytest

from organisatiecanvas.models.analysis.control import light
from organisatiecanvas.models.document import Document
from tests.models.analysis import drawn
from tests.models.analysis.drawn import by, decision, disturbance, link, meeting, people, role, unit


def welding(**variant):
    """Team Lassen solves one of four disturbances; planning decides most of what it would need."""
    return drawn.basis(
        {
            "units": [unit("Lassen", name="Team Lassen"), unit("Planning", "control"), unit("client", "external")],
            "roles": [role("welder", "Lassen", "P1", "P2"), role("planner", "Planning", "P3")],
            "disturbances": [
                disturbance("materiaaltekort", "Lassen", 2, "outside", "material", escalates_to="Planning"),
                disturbance("spoed", "Lassen", 1, "outside", "planning", escalates_to="Planning"),
                disturbance("maatafwijking", "Lassen", 3, "partly", escalates_to="Planning"),
                disturbance("lasdraad", "Lassen", 2, "inside", "Quality "),
                disturbance("klacht", "client", 5, "outside"),
            ],
            "decisions": [
                decision("order of work", "Lassen", "planning", per_week=6, authority={"Planning": "decides"}),
                decision("release", "Lassen", per_week=2, authority={"welder": "consents", "Lassen": "advises"}),
                decision("overtime", "Lassen", "people", scope="external", authority={"Lassen": "decides"}),
                decision("standard", "Lassen", "quality", "tactical", authority={"Planning": "decides"}),
                decision("their own", "client", authority={"client": "decides"}),
            ],
            **variant,
        },
        people=people("P1", "P2", "P3"),
    )


def test_a_unit_computed_by_hand():
    basis = welding()
    row = by(basis.figures("control")["units"], "unit")["Lassen"]
    assert row["required_hours"] == 2 + 1 + 3 + 2 == 8
    assert row["required_share"] == 8 / 80
    assert row["coverage"] == (2 * 0 + 1 * 0 + 3 * 0.5 + 2 * 1) / 8 == 0.4375
    assert row["authority"]["operational"]["internal"] == pytest.approx((6 * 0 + 2 * 0.67) / 8)
    assert row["authority"]["operational"]["external"] == 1
    assert row["authority"]["tactical"] == {"internal": 0, "external": None}
    assert row["authority_total"] == pytest.approx((6 * 0 + 2 * 0.67 + 1 * 1 + 1 * 0) / 10)
    assert row["light"] == "problem"


def test_uncovered_are_disturbances_in_whose_domain_the_unit_has_no_say():
    rows = welding().figures("control")["uncovered"]
    assert [(row["disturbance"], row["domain"], row["authority"]) for row in rows] == [
        ("materiaaltekort", "material", 0),  # no decision in that domain at all
        ("spoed", "planning", 0),
    ]  # quality: welders consent to the release


def test_to_advise_is_no_say_and_consent_is_whatever_it_weighs():
    advice = decision("a", "U", authority={"U": "advises"})
    consent = decision("c", "U", authority={"U": "consents"})
    variant = {"units": [unit("U")], "disturbances": [disturbance("d", "U", 1, "outside")]}
    (row,) = drawn.basis({**variant, "decisions": [advice]}).figures("control")["uncovered"]
    assert row["authority"] == 0.33
    rules = {"authority_weights": {"decides": 1, "consents": 0.5, "advises": 0.4, "informed": 0}}
    assert not drawn.basis({**variant, "decisions": [consent]}, rules=rules).figures("control")["uncovered"]
    tactical = decision("t", "U", level="tactical", authority={"U": "decides"})
    assert drawn.basis({**variant, "decisions": [tactical]}).figures("control")["uncovered"]


def test_nothing_is_inherited_from_a_parent_unit():
    basis = drawn.basis(
        {
            "units": [unit("plant"), unit("team", parent="plant")],
            "decisions": [decision("d", "team", authority={"plant": "decides"})],
        }
    )
    assert by(basis.figures("control")["units"], "unit")["team"]["authority_total"] == 0


@pytest.mark.parametrize(
    ("coverage", "share", "operational", "expected"),
    [
        (None, 0.2, 0.1, None),
        (0.49, 0, 1, "problem"),
        (0.5, 0, 1, "attention"),
        (0.9, 0.076, 0.39, "problem"),
        (0.9, 0.075, 0.39, "attention"),
        (0.9, 0.2, 0.4, "attention"),
        (0.8, 0.2, 0.6, "good"),
        (0.79, 0.0, 0.9, "attention"),
        (0.9, None, 0.9, "good"),
        (0.9, 0.2, None, "attention"),  # a null authority meets no condition
        (0.9, None, 0.1, "attention"),
    ],
)
def test_the_light(coverage, share, operational, expected):
    assert light(coverage, share, operational) == expected


def test_the_sentence_on_a_unit_that_leans_on_others():
    found = {item.code: item for item in drawn.findings(welding(), "control")}
    lamp = found["control-capacity"]
    assert (lamp.severity, lamp.subject) == ("problem", "Lassen")
    assert lamp.message == (
        "Team Lassen solves 1 of 4 disturbances itself: materiaaltekort, spoed and maatafwijking go to Planning. "
        "Disturbances ask 10 % of the hours of Team Lassen, while its authority over operational decisions is 0.26 "
        "on a scale of 0 to 1."
    )
    assert found["uncovered-disturbances"].message == (
        "Team Lassen may not act on 2 of its 4 disturbances: it does not decide about material and planning."
    )


def test_the_sentence_names_the_three_that_get_most():
    basis = drawn.basis(
        {
            "units": [unit("U"), *(unit(name) for name in "ABCD")],
            "disturbances": [
                disturbance("a", "U", 1, "outside", escalates_to="A"),
                disturbance("b", "U", 1, "partly"),
                disturbance("c", "U", 1, "outside", escalates_to="C"),
                disturbance("d", "U", 1, "outside", escalates_to="D"),
                disturbance("e", "U", 1, "outside", escalates_to="D"),
            ],
        }
    )
    lamp = next(item for item in drawn.findings(basis, "control") if item.code == "control-capacity")
    assert lamp.message == (
        "U solves 0 of 5 disturbances itself: d and e go to D; a goes to A; b needs others; 1 other goes elsewhere."
    )


def test_little_authority_beside_good_coverage():
    solved = {"units": [unit("U")], "disturbances": [disturbance("d", "U", 1, "inside")]}
    (lamp,) = [item for item in drawn.findings(drawn.basis(solved), "control") if item.code == "control-capacity"]
    assert lamp.severity == "attention"
    assert lamp.message == "U solves its disturbances, but no operational decisions about it are recorded."
    basis = drawn.basis({**solved, "decisions": [decision("x", "U", authority={"U": "advises"})]})
    lamp = next(item for item in drawn.findings(basis, "control") if item.code == "control-capacity")
    assert "its authority over operational decisions is 0.33" in lamp.message


def test_meetings_by_hand():
    """A unit brings all below it, a role its holders, each once; backups and people outside don't come."""
    basis = drawn.basis(
        {
            "units": [unit("plant"), unit("team", parent="plant"), unit("office"), unit("client", "external")],
            "roles": [
                role("lead", "plant", "P1"),
                role("maker", "team", "P1", "P2", {"person": "P4", "backup": True}),
                role("clerk", "office", "P3", "P4"),
                role("buyer", "client", "P5"),
            ],
            "meetings": [
                meeting("start", "plant", "lead", minutes=15, per_week=5),
                meeting("week", "maker", "client", "buyer", minutes=180),
            ],
        },
        people=people("P1", "P2", "P3", "P4", "P5"),
    )
    shares = by(basis.figures("control")["meetings"], "person")
    assert shares["P1"]["share"] == shares["P2"]["share"] == pytest.approx((5 * 0.25 + 3) / 40)
    assert shares["P3"]["share"] == shares["P4"]["share"] == 0
    assert "P5" not in shares
    found = [item for item in drawn.findings(basis, "control") if item.code == "meeting-load"]
    assert [item.subject for item in found] == ["P1", "P2"]
    assert found[0].message == "P1 spends 11 % of the week in meetings; more than 10 % is much."
    assert found[0].collection == "people"


def test_decision_coverage_by_hand():
    basis = welding(meetings=[meeting("week", "Planning", decisions=["order of work", "their own"])])
    # listed: order of work; the unit decides: overtime; not: release, standard; external ones count nowhere
    assert basis.figures("control")["decision_coverage"] == 2 / 4


def test_interface_coverage_by_hand():
    basis = drawn.basis(
        {
            "units": [
                unit("office"),
                unit("plant"),
                unit("saw", parent="plant"),
                unit("weld", parent="plant"),
                unit("client", "external"),
            ],
            "roles": [role("planner", "office")],
            "links": [
                link("1", "client", "office"),
                link("2", "office", "saw"),
                link("3", "saw", "weld"),
                link("4", "weld", "saw"),
                link("5", "weld", "client"),
                link("6", "office", "weld", kind="information"),
                link("7", "saw", "saw"),
            ],
            "meetings": [meeting("plant", "plant"), meeting("plan", "planner", "weld")],
        }
    )
    # pairs: office–saw (no meeting of both), saw–weld (both through plant)
    assert basis.figures("control")["interface_coverage"] == 1 / 2


def test_without_data_there_are_reasons_and_no_zeros():
    basis = drawn.basis({"units": [unit("U")], "roles": [role("r", "U", "P1")]}, people=people("P1", hours_per_week=0))
    figures = basis.figures("control")
    row = figures["units"][0]
    assert row["required_hours"] == 0  # a sum over nothing
    assert row["coverage"] is row["light"] is row["authority_total"] is row["required_share"] is None
    assert figures["decision_coverage"] is figures["interface_coverage"] is None
    assert figures["meetings"] == [{"person": "P1", "share": None}]
    assert drawn.nulls("control", figures) == {key for key in drawn.reasons(basis) if key.startswith("control")}
    assert drawn.findings(basis, "control") == []


def test_disturbances_that_never_happen_give_no_coverage():
    basis = drawn.basis({"units": [unit("U")], "disturbances": [disturbance("d", "U", 0, "inside")]})
    assert basis.figures("control")["units"][0]["coverage"] is None


def test_the_example(bosch: Document):
    lights = {}
    for name, variant in bosch.organisation.variants.items():
        basis = drawn.Basis(bosch.organisation, variant)
        figures = basis.figures("control")
        assert drawn.nulls("control", figures) == {key for key in drawn.reasons(basis) if key.startswith("control")}
        lights[name] = [row["light"] for row in figures["units"]]
        assert all(item.message for item in drawn.findings(basis, "control"))
    assert lights["ist"].count("problem") > lights["soll-1"].count("problem")
    assert lights["soll-1"].count("good") > lights["ist"].count("good")
