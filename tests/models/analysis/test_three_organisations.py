"""Three whole organisations, every figure of control, structure and quality of work with its arithmetic beside it.

Weights of authority: decides 1, consents 0.67, advises 0.33, informed 0. A working week of 40 h, net is gross.
"""

from __future__ import annotations

import pytest

from tests.models.analysis import drawn
from tests.models.analysis.drawn import (
    by,
    decision,
    disturbance,
    link,
    mastery,
    meeting,
    people,
    role,
    skills,
    task,
    unit,
)

near = pytest.approx


def works():
    """A works of departments: the office prepares and decides, the mill and the weld shop serve families A and B."""
    return drawn.basis(
        {
            "units": [unit("office", "control"), unit("mill", "department"), unit("weld", "department")],
            "roles": [
                role("mill-a", "mill", "P1"),
                role("mill-b", "mill", "P2"),
                role("welder", "weld", "P3", work=WELDER),
                role("planner", "office", "P4"),
            ],
            "links": [
                link(f"{family}{at}", start, end, family)
                for family in "AB"
                for at, (start, end) in enumerate((("office", "mill"), ("mill", "weld")))
            ],
            "tasks": [
                *(task(f"prepare {one}", "office", "preparing", order=one, setup_minutes=12) for one in "AB"),
                task("mill A", "mill", order="A", setup_minutes=60, role="mill-a"),
                task("mill B", "mill", order="B", setup_minutes=60, role="mill-b"),
                *(task(f"weld {one}", "weld", order=one, setup_minutes=30, role="welder") for one in "AB"),
            ],
            "decisions": [
                decision("sequence", "mill", "planning", per_week=5, authority={"office": "decides"},
                         sensor="mill", judge="office", actor="mill"),
                decision("release", "mill", "quality", per_week=5, authority={"mill": "consents"}),
                decision("overtime", "weld", "planning", per_week=2, authority={"planner": "decides"},
                         sensor="weld", judge="planner", actor="office"),
                decision("capacity", "weld", "planning", "tactical", authority={"office": "decides"}),
            ],
            "disturbances": [
                disturbance("breakdown", "mill", 0.5, "outside", "planning") | {"per_week": 4},
                disturbance("scrap", "mill", 1, "partly", "quality") | {"per_week": 2},
                disturbance("rush", "weld", 0.4, "outside", "planning") | {"per_week": 5},
            ],
            "meetings": [meeting("weekly", "office", "mill", decisions=["sequence"])],
        },
        people=people("P1", "P2", "P3", "P4"),
        orders=[drawn.order("A", 10), drawn.order("B", 10)],
    )  # fmt: skip


WELDER = {
    "kinds": ["executing"],
    "organising": [],
    "autonomy": ["method"],
    "contact": "none",
    "information": ["norms", "feedback"],
    "difficulty_share": {"low": 0.8, "medium": 0.1, "high": 0.1},
    "short_cycle_share": 0.6,
}


def test_the_works_of_departments():
    basis = works()
    structure = basis.figures("structure")
    # Order hours a week: 10 lots × 12 min = 2 h prepare, × 60 = 10 h mill, × 30 = 5 h weld, of A and of B alike:
    # each unit serves both equally, N = 2 for all, so Σ h (2 − 1)/(2 − 1) = 1.
    assert structure["functional_concentration"] == 1
    # Preparing: 2 + 2 h, all in the office, which executes nothing of either order: 4 / 4.
    assert structure["differentiation"] == 1
    # P1 and P2 do one of the mill's two tasks: (2 − 1)/(2 − 1) = 1 each; P3 both of the weld shop's: 0; P4 none.
    assert structure["specialisation"] == near((1 + 1 + 0) / 3)
    # Mill, 2 people: Σ w = 5 + 5, Σ w a = 5 × 0 + 5 × 0.67. Weld, 1 person: Σ w = 2, Σ w a = 0.
    assert structure["separation"] == near(1 - (2 * 5 * 0.67 + 1 * 0) / (2 * 10 + 1 * 2))
    # Planning: on the operational level the office and the planner, on the tactical the office: overlap 1 of 2.
    assert structure["control_levels"] == 1 - 1 / 2
    # Sequence: mill, office, mill = 2 parties, (2 − 1)/2; overtime: 3 parties, (3 − 1)/2; the others have no loop.
    assert structure["control_parts"] == ((2 - 1) / 2 + (3 - 1) / 2) / 2 == 0.75
    # Mill: domains planning and quality, only the office decides: (1 − 1)/(2 − 1). Weld has one domain: left out.
    assert structure["control_specialisation"] == 0
    assert structure["score"] == near((1 + 1 + 2 / 3 + (1 - 6.7 / 22) + 0.5 + 0.75 + 0) / 7)
    # Each of 20 lots goes from the office to the mill and on to the weld shop.
    assert structure["handoffs_per_order"] == (20 + 20) / 20 == 2
    assert structure["team_pair_density"] == near(2 / 3)  # office–mill and mill–weld of three pairs

    control = basis.figures("control")
    units = by(control["units"], "unit")
    mill, weld, office = units["mill"], units["weld"], units["office"]
    assert mill["required_hours"] == 4 * 0.5 + 2 * 1 == 4
    assert mill["required_share"] == 4 / (2 * 40) == 0.05
    assert mill["coverage"] == (4 * 0.5 * 0 + 2 * 1 * 0.5) / 4 == 0.25
    assert mill["authority_operational"] == near((5 * 0 + 5 * 0.67) / 10)
    assert mill["light"] == "problem"  # it solves less than half
    assert (weld["required_hours"], weld["required_share"]) == (near(2), near(2 / 40))
    assert (weld["coverage"], weld["authority_total"], weld["light"]) == (0, (2 * 0 + 1 * 0) / 3, "problem")
    assert (office["required_hours"], office["coverage"], office["light"]) == (0, None, None)
    # Scrap falls under quality, where the mill decides along; planning is decided elsewhere.
    assert [(row["disturbance"], row["authority"]) for row in control["uncovered"]] == [("breakdown", 0), ("rush", 0)]
    # The weekly hour: P1 and P2 of the mill, P4 of the office; P3 sits in none.
    shares = {row["person"]: row["share"] for row in control["meetings"]}
    assert shares == {"P1": 1 / 40, "P2": 1 / 40, "P3": 0, "P4": 1 / 40}
    assert control["decision_coverage"] == 1 / 4  # the sequence; to consent is not to decide
    assert control["unmet_decisions"] == ["release", "overtime", "capacity"]
    assert control["interface_coverage"] == 1 / 2  # office–mill meet, mill–weld don't
    assert control["unmet_interfaces"] == [["mill", "weld"]]

    (welder,) = [row for row in basis.figures("work_quality")["roles"] if row["role"] == "welder"]
    assert welder == {
        "role": "welder",
        "completeness": 0,  # one kind of work of three
        "organising": 0,  # asked, and none
        "short_cycle": 0,  # 60 % is more than half
        "difficulty": 1,  # low and high both 10 % or more, but low above 70 %
        "autonomy": 0,  # one of four
        "contact": 0,
        "information": 1,  # two of three
    }


def cells():
    """The same families, each with a cell of its own that decides; one person prepares for B apart."""
    return drawn.basis(
        {
            "units": [unit("cell-a", "cell"), unit("cell-b", "cell"), unit("support", "support")],
            "roles": [
                role("operator", "cell-a", "P1", "P2"),
                role("welder", "cell-b", "P3"),
                role("preparer", "support", "P4"),
            ],
            "tasks": [
                task("make A", "cell-a", order="A", setup_minutes=60, role="operator"),
                task("prepare A", "cell-a", "preparing", order="A", setup_minutes=12),
                task("make B", "cell-b", order="B", setup_minutes=30, role="welder"),
                task("prepare B", "support", "preparing", order="B", setup_minutes=6),
            ],
            "decisions": [
                decision("sequence a", "cell-a", "planning", per_week=5, authority={"cell-a": "decides"},
                         sensor="cell-a", judge="cell-a", actor="cell-a"),
                decision("release a", "cell-a", "quality", per_week=5, authority={"operator": "decides"}),
                decision("sequence b", "cell-b", "planning", per_week=4,
                         authority={"cell-b": "decides", "support": "advises"}),
                decision("leave b", "cell-b", "people", scope="external",
                         authority={"support": "decides", "cell-b": "advises"}),
                decision("week b", "cell-b", "planning", "tactical",
                         authority={"cell-b": "decides", "support": "consents"}),
            ],
            "disturbances": [
                disturbance("scrap", "cell-a", 4, "inside", "quality"),
                disturbance("rush", "cell-b", 3, "inside", "planning"),
                disturbance("absent", "cell-b", 1, "partly", "people"),
            ],
            "meetings": [meeting("daily", "cell-a", minutes=10, per_week=5)],
        },
        people=people("P1", "P2", "P3", "P4"),
        orders=[drawn.order("A", 10), drawn.order("B", 10)],
    )  # fmt: skip


def test_the_cells():
    basis = cells()
    structure = basis.figures("structure")
    assert structure["functional_concentration"] == 0  # every unit works for one family
    # Preparing A: 10 × 12 min = 2 h, in the cell that makes all of A. Preparing B: 10 × 6 min = 1 h, apart.
    assert structure["differentiation"] == near(1 / (2 + 1))
    assert structure["specialisation"] == 0  # one executing task in each cell: nothing to divide
    # Cell A, 2 people: Σ w = Σ w a = 10. Cell B, 1 person: Σ w = 4 + 1, Σ w a = 4 × 1 + 1 × 0.33.
    assert structure["separation"] == near(1 - (2 * 10 + 1 * 4.33) / (2 * 10 + 1 * 5))
    # Planning: operational {cell A, cell B}, tactical {cell B, support}: one shared of three.
    assert structure["control_levels"] == near(1 - 1 / 3)
    assert structure["control_parts"] == (1 - 1) / 2 == 0  # one party notices, judges and acts
    # Cell A: two domains, decided by the cell and by its operators; cell B: two domains, by the cell and by support.
    assert structure["control_specialisation"] == ((2 - 1) / (2 - 1) + (2 - 1) / (2 - 1)) / 2 == 1
    assert structure["score"] == near((0 + 1 / 3 + 0 + (1 - 24.33 / 25) + 2 / 3 + 0 + 1) / 7)
    assert (structure["handoffs_per_order"], structure["team_pair_density"]) == (0, 0)  # nothing goes anywhere

    control = basis.figures("control")
    units = by(control["units"], "unit")
    a, b = units["cell-a"], units["cell-b"]
    assert (a["required_share"], a["coverage"], a["authority_operational"], a["light"]) == (4 / 80, 1, 1, "good")
    assert b["required_share"] == (3 + 1) / 40 == 0.1
    assert b["coverage"] == (3 * 1 + 1 * 0.5) / 4 == 0.875
    assert b["authority"]["operational"] == {"internal": 1, "external": near(0.33)}
    assert b["authority_operational"] == near((4 * 1 + 1 * 0.33) / 5)
    assert b["authority_total"] == near((4 * 1 + 1 * 0.33 + 1 * 1) / 6)
    assert b["light"] == "good"  # over 7.5 % asked, but with authority
    assert [(row["disturbance"], row["authority"]) for row in control["uncovered"]] == [("absent", 0.33)]
    shares = {row["person"]: row["share"] for row in control["meetings"]}
    assert shares == {"P1": near(5 * 10 / 60 / 40), "P2": near(5 * 10 / 60 / 40), "P3": 0, "P4": 0}
    assert control["decision_coverage"] == 4 / 5  # a role of the cell is the cell; leave is decided by support
    assert control["unmet_decisions"] == ["leave b"]
    assert control["interface_coverage"] is None


def home_care():
    """A team without order families, and an office of which nearly nothing was filled in."""
    return drawn.basis(
        {
            "units": [unit("team"), unit("office", "support")],
            "roles": [role("carer", "team", "P1", "P2"), role("clerk", "office", "P3")],
            "tasks": [
                task("wash", "team", skill="S1", hours_per_week=30),
                task("wound", "team", skill="S2", hours_per_week=10),
                task("talk", "team", hours_per_week=5),
            ],
            "decisions": [decision("roster", "team", "people", per_week=2, authority={"team": "decides"})],
            "disturbances": [
                disturbance("absence", "team", 3, "outside", "people") | {"per_week": 0},
                disturbance("computer", "office", 1, "outside", "technique"),
            ],
        },
        people=[*people("P1", "P2"), *people("P3", hours_per_week=0)],
        skills=skills("S1", "S2"),
        mastery=mastery(P1="S1 S2", P2="S1"),
    )


def test_the_care_team_says_what_is_missing_and_never_zero():
    basis = home_care()
    structure = basis.figures("structure")
    # Three tasks: P1 masters two of the skills, (3 − 2)/(3 − 1); P2 one, (3 − 1)/(3 − 1).
    assert structure["specialisation"] == (1 / 2 + 2 / 2) / 2 == 0.75
    assert structure["separation"] == 1 - (2 * 2 * 1) / (2 * 2) == 0
    missing = {
        "functional_concentration",
        "differentiation",
        "control_levels",
        "control_parts",
        "control_specialisation",
        "handoffs_per_order",
    }
    assert {name for name, value in structure.items() if value is None} == missing
    assert structure["score"] == (0.75 + 0) / 2  # of the two that are known
    assert structure["team_pair_density"] == 0 / 1  # one pair, without a link

    control = basis.figures("control")
    units = by(control["units"], "unit")
    team, office = units["team"], units["office"]
    assert (team["required_hours"], team["required_share"]) == (0 * 3, 0)
    assert (team["coverage"], team["light"]) == (None, None)  # it never happens: nothing to solve
    assert team["authority_operational"] == 1
    assert (office["required_hours"], office["required_share"]) == (1, None)  # nobody has hours there
    assert (office["coverage"], office["authority_total"], office["light"]) == (0, None, "problem")
    assert [row["disturbance"] for row in control["uncovered"]] == ["computer"]
    shares = {row["person"]: row["share"] for row in control["meetings"]}
    assert shares == {"P1": 0, "P2": 0, "P3": None}  # no contract hours to divide by
    assert control["decision_coverage"] == 1
    assert (control["interface_coverage"], control["unmet_interfaces"]) == (None, [])

    roles = by(basis.figures("work_quality")["roles"], "role")
    assert roles["clerk"] == {"role": "clerk", **dict.fromkeys(set(roles["clerk"]) - {"role"})}  # not asked
    # Every figure that is None has its reason.
    for section in ("structure", "control", "work_quality"):
        keys = {key for key in drawn.reasons(basis) if key.startswith(section)}
        assert drawn.nulls(section, basis.figures(section)) <= keys
