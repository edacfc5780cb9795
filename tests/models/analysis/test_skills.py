"""The 1-3-1 rule against figures computed by hand, and against a slow count over sets."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisatiecanvas.models import interchange
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.skills import SkillsFigures, skills
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.organisation import Organisation
from tests.models.analysis.shop import organisation

REFERENCE = datetime.date(2026, 11, 23)


def figures(content: Organisation) -> SkillsFigures:
    return skills(Basis(content, next(iter(content.variants.values()))))


def by(rows, key: str) -> dict:
    return {row[key]: row for row in rows}


WORKED = {
    "P1": ["Laser", "Kant", "Zet"],
    "P2": ["Laser", "Kant"],
    "P3": ["Laser"],
    "P4": ["Zet", "Las"],
    "P5": ["Lak"],
}


def test_worked_case_of_the_method():
    found = figures(organisation(WORKED, skills=["Laser", "Kant", "Zet", "Las", "Lak"]))
    rows, people = by(found["skills"], "skill"), by(found["people"], "person")
    assert {name: row["cover"] for name, row in rows.items()} == {"Laser": 3, "Kant": 2, "Zet": 2, "Las": 1, "Lak": 1}
    assert {name: row["status"] for name, row in rows.items()} == {
        "Laser": "covered",
        "Kant": "fragile",
        "Zet": "fragile",
        "Las": "single",
        "Lak": "single",
    }
    assert found["versatility"] == (3 + 2 + 2 + 1 + 1) / (5 * 5) == 0.36
    assert {name: row["breadth"] for name, row in people.items()} == {"P1": 3, "P2": 2, "P3": 1, "P4": 2, "P5": 1}
    assert sum(max(0, row["needed"] - row["breadth"]) for row in people.values()) == 0 + 1 + 2 + 1 + 2 == 6
    assert sum(max(0, row["needed"] - row["cover"]) for row in rows.values()) == 0 + 1 + 1 + 2 + 2 == 6
    assert found["mean_breadth"] == pytest.approx(9 / 5)
    assert found["score"] == (1 + 1) / (5 + 5)  # P1 and Laser
    assert found["hire"] == found["waived"] == []


def test_needs_are_capped_at_what_is_possible():
    """Two people, two skills: 3/3 is out of reach, 2/2 is asked and the rest named."""
    found = figures(organisation({"P1": ["A", "B"], "P2": ["A"]}, skills=["A", "B"]))
    assert [(row["needed"], row["ok"]) for row in found["people"]] == [(2, True), (2, False)]
    assert [(row["needed"], row["status"]) for row in found["skills"]] == [(2, "covered"), (2, "single")]
    assert found["hire"] == [{"skill": "A", "people": 1}, {"skill": "B", "people": 1}]
    assert found["waived"] == [{"person": "P1", "skills": 1}, {"person": "P2", "skills": 1}]
    assert found["score"] == (1 + 1) / 4


def test_single_master_is_enough_where_one_is_needed():
    found = figures(organisation({"P1": ["A"]}, skills=["A"]))
    assert found["skills"] == [{"skill": "A", "cover": 1, "needed": 1, "status": "covered"}]
    assert found["score"] == 1.0


def test_units_decide_who_may_learn_what():
    """Saw asks for A by 1 and B by 2, paint for C by 4; D is asked by nobody. P3 works in paint only."""
    found = figures(
        organisation(
            {"P1": ["A"], "P2": ["A", "B", "D"], "P3": ["A"]},
            skills=["A", "B", "C", "D"],
            units={"saw": (["P1", "P2"], {"A": 1, "B": 2}), "paint": (["P3"], {"C": 4})},
        )
    )
    rows = by(found["skills"], "skill")
    assert (rows["A"]["needed"], rows["A"]["status"]) == (1, "covered")
    assert (rows["B"]["needed"], rows["B"]["status"]) == (2, "single")
    assert (rows["C"]["needed"], rows["C"]["status"]) == (1, "gap")  # only P3 may learn it
    assert (rows["D"]["needed"], rows["D"]["status"]) == (0, "single")
    assert found["hire"] == [{"skill": "C", "people": 4 - 1}]
    # mastered or allowed: P1 {A, B}, P2 {A, B, D}, P3 {A, C}
    assert [row["needed"] for row in found["people"]] == [2, 3, 2]
    assert found["waived"] == [{"person": "P1", "skills": 1}, {"person": "P3", "skills": 1}]
    # P2 ok, A covered; three people and the three skills that are asked
    assert found["score"] == pytest.approx(2 / 6)
    units = by(found["units"], "unit")
    assert units["saw"]["skills"] == [{"skill": "A", "cover": 2, "needed": 1}, {"skill": "B", "cover": 1, "needed": 2}]
    assert units["saw"]["bus_factor"] == 1
    assert units["paint"] == {"unit": "paint", "skills": [{"skill": "C", "cover": 0, "needed": 1}], "bus_factor": 0}


def test_exempt_people_and_skills_ask_nothing_but_cover():
    content = organisation(
        {"P1": ["A", "X"], "P2": ["A", "B"], "P3": ["A"]},
        skills=["A", "B", "X"],
        exempt_people={"P1": "apprentice"},
        exempt_skills={"X": "everyone can"},
    )
    found = figures(content)
    people, rows = by(found["people"], "person"), by(found["skills"], "skill")
    assert people["P1"] == {"person": "P1", "breadth": 1, "needed": 0, "ok": None, "exempt": "apprentice"}
    assert rows["X"] == {"skill": "X", "cover": 1, "needed": 0, "status": "exempt"}
    assert rows["A"] == {"skill": "A", "cover": 3, "needed": 3, "status": "covered"}  # P1 covers
    assert rows["B"]["needed"] == 2  # P2 and P3 may learn it, P1 is not asked
    assert people["P2"]["needed"] == 2  # A and B; X is not counted
    assert found["versatility"] == pytest.approx((3 + 1) / (3 * 2))
    assert found["mean_breadth"] == pytest.approx((1 + 2 + 1) / 3)
    assert found["score"] == pytest.approx((1 + 1) / (2 + 2))  # P2 and A
    assert found["waived"] == [{"person": "P2", "skills": 1}, {"person": "P3", "skills": 1}]


def test_requirement_on_an_exempt_skill_is_ignored():
    content = organisation(
        {"P1": ["A"]},
        skills=["A", "X"],
        units={"saw": (["P1"], {"A": 1, "X": 1})},
        exempt_skills={"X": "everyone can"},
    )
    (unit,) = figures(content)["units"]
    assert unit == {"unit": "saw", "skills": [{"skill": "A", "cover": 1, "needed": 1}], "bus_factor": 1}


@pytest.mark.parametrize(
    ("valid_until", "masters", "listed"),
    [
        (REFERENCE - datetime.timedelta(1), False, True),
        (REFERENCE, True, False),
        (REFERENCE + datetime.timedelta(90), True, False),
        (REFERENCE + datetime.timedelta(91), True, None),
        (None, True, None),
    ],
)
def test_validity_around_the_reference_date(valid_until, masters, listed):
    """`listed`: None when it isn't, else whether it has expired."""
    content = organisation({"P1": ["A"]}, skills=["A"], reference=REFERENCE)
    content.mastery["P1", "A"].valid_until = valid_until
    found = figures(content)
    assert found["skills"][0]["cover"] == masters
    if listed is None:
        assert found["expiring"] == []
    else:
        (row,) = found["expiring"]
        assert row == {"person": "P1", "skill": "A", "valid_until": valid_until.isoformat(), "expired": listed}


def test_last_day_of_the_calendar():
    content = organisation({"P1": ["A"]}, skills=["A"], reference=datetime.date.max)
    content.mastery["P1", "A"].valid_until = datetime.date.max
    assert figures(content)["expiring"][0]["expired"] is False


def test_expiring_leaves_exempt_and_uncounted_people_out():
    content = organisation(
        {"P1": ["A"], "P2": ["A"], "P3": ["A"]}, skills=["A"], people_in_roles=["P1", "P2"], exempt_people={"P2": "new"}
    )
    for cell in content.mastery.values():
        cell.valid_until = content.workshop.reference_date
        cell.target = 4
    found = figures(content)
    assert [row["person"] for row in found["expiring"]] == ["P1"]
    assert found["readiness"] == 1 - (4 - 3) / 4


def test_readiness_is_null_without_targets():
    content = organisation(WORKED, skills=["Laser", "Kant", "Zet", "Las", "Lak"])
    basis = Basis(content, next(iter(content.variants.values())))
    assert skills(basis)["readiness"] is None
    assert "skills.readiness" in [item["key"] for item in basis.missing.items]
    content.mastery["P1", "Laser"].target = 2  # reached: 3
    content.mastery["P2", "Kant"].target = 4  # one short of it
    assert figures(content)["readiness"] == pytest.approx(1 - 1 / 6)


def test_nothing_there_gives_nothing_with_its_reason():
    content = organisation({}, skills=[])
    basis = Basis(content, next(iter(content.variants.values())))
    found = skills(basis)
    assert [found[key] for key in ("score", "versatility", "mean_breadth", "readiness")] == [None] * 4  # type: ignore[literal-required]
    keys = {item["key"] for item in basis.missing.items}
    assert {"skills.score", "skills.versatility", "skills.mean_breadth", "skills.readiness"} <= keys
    assert all(item["reason"] for item in basis.missing.items)


def test_people_of_a_parent_unit_are_those_below_too():
    """The hall asks for A of everyone in it; the saw inside it has no requirements of its own."""
    content = organisation({"P1": ["A"], "P2": []}, skills=["A"], units={"hall": ([], {"A": 2}), "saw": (["P1"], {})})
    variant = content.variants["v"]
    variant.units["saw"].parent = "hall"
    found = figures(content)
    assert by(found["units"], "unit")["hall"]["skills"] == [{"skill": "A", "cover": 1, "needed": 1}]
    assert by(found["units"], "unit")["saw"]["bus_factor"] is None
    assert [row["person"] for row in found["people"]] == ["P1"]  # P2 holds no role


def test_external_units_and_backups_count_nowhere():
    content = organisation(
        {"P1": ["A"], "P2": ["A"]}, skills=["A"], units={"saw": (["P1"], {}), "plater": (["P2"], {})}
    )
    content.variants["v"].units["plater"].kind = "external"
    found = figures(content)
    assert [row["person"] for row in found["people"]] == ["P1"]
    assert [row["unit"] for row in found["units"]] == ["saw"]
    content.variants["v"].units["plater"].kind = "cell"
    for holder in content.variants["v"].roles["plater-role"].holders.values():
        holder.backup = True
    assert [row["person"] for row in figures(content)["people"]] == ["P1"]


LEVELS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)),
    st.tuples(st.integers(0, 4), st.none() | st.integers(-3, 3), st.none() | st.integers(0, 4)),
)
UNITS = st.lists(
    st.tuples(st.sets(st.integers(0, 4)), st.dictionaries(st.integers(0, 4), st.integers(0, 5))), max_size=4
)


@given(LEVELS, UNITS, st.sets(st.integers(0, 4)), st.sets(st.integers(0, 4)), st.integers(0, 4), st.integers(0, 4))
def test_equals_a_slow_count(cells, units, exempt_people, exempt_skills, per_person, per_skill):
    people, names = [f"P{i}" for i in range(5)], [f"S{i}" for i in range(5)]
    content = organisation(
        {name: [] for name in people},
        skills=names,
        units={
            f"u{i}": ([f"P{p}" for p in sorted(members)], {f"S{s}": count for s, count in asked.items()})
            for i, (members, asked) in enumerate(units)
        },
        exempt_people={f"P{i}": "x" for i in exempt_people},
        exempt_skills={f"S{i}": "x" for i in exempt_skills},
        levels={
            (f"P{p}", f"S{s}"): (level, None if days is None else REFERENCE + datetime.timedelta(days), target)
            for (p, s), (level, days, target) in cells.items()
        },
        reference=REFERENCE,
    )
    content.rules.skills_per_person, content.rules.people_per_skill = per_person, per_skill
    found = figures(content)

    # The same from the sentences of the method, one set at a time.
    variant = content.variants["v"]
    held = {p for role in variant.roles.values() for p in role.holders}
    counted = [p for p in people if p in held] if variant.roles else people
    can = {
        (p, s)
        for (p, s), cell in content.mastery.items()
        if p in counted and cell.level >= 3 and (cell.valid_until is None or cell.valid_until >= REFERENCE)
    }
    free_people = {p for p in counted if content.people[p].exempt is None}
    free_skills = {s for s in names if content.skills[s].exempt is None}
    asked = [
        (set(variant.roles[f"{unit.id}-role"].holders), s, item.people)
        for unit in variant.units.values()
        for s, item in unit.skills.items()
        if s in free_skills
    ]
    if asked:
        allowed = {(p, s) for members, s, _count in asked for p in members}
    else:
        allowed = {(p, s) for p in counted for s in free_skills}
    for row in found["skills"]:
        s = row["skill"]
        wanted = max((n for _m, t, n in asked if t == s), default=0) if asked else per_skill
        possible = {p for p in counted if (p, s) in can or ((p, s) in allowed and p in free_people)}
        assert row["cover"] == len({p for p in counted if (p, s) in can})
        assert row["needed"] == (min(wanted, len(possible)) if s in free_skills else 0)
    good = total = 0
    for person in found["people"]:
        p = person["person"]
        mine = {s for s in free_skills if (p, s) in can}
        possible = {s for s in free_skills if (p, s) in can or (p, s) in allowed}
        assert person["breadth"] == len(mine)
        if p in free_people:
            assert person["needed"] == min(per_person, len(possible))
            assert person["ok"] is (len(mine) >= person["needed"])
            good, total = good + person["ok"], total + 1
        else:
            assert (person["needed"], person["ok"]) == (0, None)
    judged = {s for _m, s, _n in asked} if asked else free_skills
    good += sum(row["status"] == "covered" for row in found["skills"] if row["skill"] in judged)
    total += len(judged)
    assert found["score"] == (good / total if total else None)
    places = len(counted) * len(free_skills)
    assert found["versatility"] == (len({c for c in can if c[1] in free_skills}) / places if places else None)


def test_live_rows_and_snapshots_give_the_same(bosch: Document):
    for variant in bosch.organisation.variants:
        live = skills(Basis(bosch.organisation, bosch.organisation.variants[variant]))
        copy = bosch.snapshot()
        assert skills(Basis(copy, copy.variants[variant])) == live


def test_json_in_gives_the_same_figures():
    """Rows as the reader makes them, with whatever it leaves out."""
    content = interchange.from_json(
        interchange.to_json(organisation(WORKED, skills=["Laser", "Kant", "Zet", "Las", "Lak"]))
    )
    assert figures(content)["versatility"] == 0.36
