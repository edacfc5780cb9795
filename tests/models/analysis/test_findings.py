"""Findings: one sentence per matter, with how far it is from the rule; drawings that break nothing have none."""

from __future__ import annotations

import datetime

import pytest

from organisatiecanvas.models import language
from organisatiecanvas.models.analysis import findings as all_findings
from organisatiecanvas.models.analysis.common import SEVERITIES, Basis, Finding
from organisatiecanvas.models.analysis.findings import TITLES, collect, title
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.organisation import (
    Holder,
    Link,
    Mastery,
    Order,
    Organisation,
    Requirement,
    Skill,
    Task,
    Unit,
    Variant,
)
from tests.models.analysis.shop import add_role, add_unit, organisation

SEVEN = [f"P{number}" for number in range(1, 8)]


def sound() -> Organisation:
    """Seven people in one cell who all master the three skills it asks for: nothing to find."""
    return organisation(
        {person: ["A", "B", "C"] for person in SEVEN},
        skills=["A", "B", "C"],
        units={"cell": (SEVEN, {"A": 3, "B": 3, "C": 3})},
    )


def found(content: Organisation, variant: str = "v") -> list[Finding]:
    """What skills and the drawing say; other sections have tests of their own."""
    return [item for item in collect(Basis(content, content.variants[variant])) if item.code in TITLES]


def only(content: Organisation, code: str, variant: str = "v") -> Finding:
    (finding,) = [item for item in found(content, variant) if item.code == code]
    return finding


def codes(content: Organisation, variant: str = "v") -> list[str]:
    return [item.code for item in found(content, variant)]


def test_a_sound_organisation_has_none():
    assert found(sound()) == []


# -- skills ------------------------------------------------------------------------------------------------------


def test_a_skill_below_its_need_names_the_nearest_person():
    content = sound()
    for number, person in enumerate(SEVEN):
        content.mastery[person, "B"].level = (3, 3, 1, 2, 0, 2, 1)[number]
    content.mastery["P6", "C"].level = 0  # P6 is short of two, so two steps in one
    finding = only(content, "skill-fragile")
    assert finding.message == (
        "Skill B is mastered by 2 people; Unit cell asks for 3. Shortest training: Person P4 (level 2 → 3)."
    )
    assert (finding.severity, finding.subject, finding.collection) == ("attention", "B", "skills")
    content.skills["B"].exempt = "being replaced"
    assert "skill-fragile" not in codes(content)


def test_of_equal_levels_whoever_is_short_of_skills_is_nearest():
    """P1 has enough skills, P2 and P3 have not: of the three at level 0 for D the first of those."""
    content = organisation({"P1": ["A", "B", "C"], "P2": ["A"], "P3": ["B", "C"]}, skills=["A", "B", "C", "D"])
    assert only(content, "skill-gap").message == (
        "Skill D is mastered by nobody; 1-3-1 asks for 3. Shortest training: Person P2 (level 0 → 3)."
    )
    content.rules.people_per_skill = 2
    assert only(content, "skill-gap").message.startswith("Skill D is mastered by nobody; the rule asks for 2.")


@pytest.mark.parametrize(("critical", "severity"), [(True, "problem"), (False, "attention")])
def test_a_single_master_is_a_problem_where_the_skill_is_critical(critical, severity):
    content = sound()
    content.skills["C"].critical = critical
    for person in SEVEN[1:]:
        content.mastery[person, "C"].level = 2
    finding = only(content, "skill-single")
    assert finding.severity == severity
    assert finding.message.startswith("Skill C is mastered by 1 person; Unit cell asks for 3.")


def test_a_gap_is_a_problem_and_the_unit_says_so_too():
    content = sound()
    for person in SEVEN:
        del content.mastery[person, "C"]
    assert only(content, "skill-gap").severity == "problem"
    assert only(content, "unit-skill-gap").message == "Nobody in Unit cell masters Skill C; its work asks for it."


def test_a_skill_that_nobody_is_asked_for_is_no_matter():
    content = sound()
    content.skills["D"] = Skill(id="D", name="Skill D")
    content.variants["v"].units["cell"].skills["D"] = Requirement(skill="D", people=0)
    assert found(content) == []
    content.mastery["P1", "D"] = Mastery(person="P1", skill="D", level=3)
    assert found(content) == []


def test_expired_mastery_is_nearest_to_its_renewal():
    content = sound()
    today = content.workshop.reference_date
    for person in SEVEN[2:]:
        content.mastery[person, "A"].level = 2
    content.mastery["P2", "A"].valid_until = today - datetime.timedelta(1)
    content.mastery["P1", "A"].valid_until = today + datetime.timedelta(12)
    assert only(content, "skill-single").message.endswith("Nearest: Person P2, whose validity has expired (level 3).")
    expired, expiring = only(content, "mastery-expired"), only(content, "mastery-expiring")
    assert (expired.severity, expired.message) == (
        "problem",
        "Skill A has expired for Person P2 and no longer counts.",
    )
    assert (expiring.severity, expiring.message) == (
        "attention",
        "Skill A expires soon for Person P1: the first in 12 days.",
    )


def test_a_person_below_the_skills_asked():
    content = sound()
    content.mastery["P3", "A"].level = 2
    content.mastery["P3", "B"].level = 1
    finding = only(content, "breadth")
    assert finding.subject == "P3"
    assert finding.message == "Person P3 masters 1 skill; 1-3-1 asks for 3. Shortest training: Skill A (level 2 → 3)."
    content.people["P3"].exempt = "apprentice"
    assert "breadth" not in codes(content)


def test_a_unit_of_two_gets_one_plain_sentence():
    """Two people and two skills: the rule is out of reach, and that alone is said."""
    content = organisation(
        {"P1": ["A", "B"], "P2": ["A", "B"]}, skills=["A", "B"], units={"cell": (["P1", "P2"], {"A": 3, "B": 3})}
    )
    content.rules.team_size = (1, 12)
    (finding,) = found(content)
    assert (finding.code, finding.severity, finding.subject) == ("unit-too-small", "note", "cell")
    assert finding.message == (
        "3/3 can't be met in Unit cell: 2 people work there and its work asks for 2 skills. "
        "It would take 1 more person, help from another unit or a lower requirement."
    )


def test_two_people_without_units_that_ask_get_one_sentence_too():
    content = organisation({"P1": ["A", "B"], "P2": ["A", "B"]}, skills=["A", "B"])
    content.rules.team_size = (1, 12)
    assert [item.message for item in found(content)] == ["3/3 can't be met here: 2 people and 2 skills."]


def test_too_few_who_may_learn_it():
    """The cell is large enough, but four of its five are exempt."""
    people = ["P1", "P2", "P3", "P4", "P5"]
    content = organisation(
        {"P1": ["A"], **{name: [] for name in people[1:]}},
        skills=["A"],
        units={"cell": (people, {"A": 3})},
        exempt_people=dict.fromkeys(people[2:], "seasonal"),
    )
    content.rules.team_size, content.rules.skills_per_person = (1, 12), 1
    message = only(content, "skill-single").message
    assert "asks for 3. At most 2 people can be reached here. Shortest training: Person P2" in message
    content.mastery["P2", "A"] = Mastery(person="P2", skill="A", level=3)
    assert only(content, "skill-hire").message == (
        "Unit cell asks for 3 people who master Skill A, but only 2 people here master it or may learn it."
    )


# -- the drawing -------------------------------------------------------------------------------------------------


def test_hours_above_contract():
    content = sound()
    variant = content.variants["v"]
    add_role(variant, "second", "cell", ["P1"])
    variant.roles["second"].holders["P1"].hours_per_week = 19.0
    variant.roles["cell-role"].holders["P1"].hours_per_week = 19.0
    assert found(content) == []  # 38 of 38
    variant.roles["second"].holders["P1"].hours_per_week = 26.6
    finding = only(content, "hours-over-contract")
    assert finding.message == "Person P1 holds roles for 45.6 h a week; the contract is 38.0 h."
    variant.roles["second"].holders["P1"].backup = True
    assert "hours-over-contract" not in codes(content)


@pytest.mark.parametrize(
    ("purpose", "accountabilities", "words"),
    [
        ("", (), "has no purpose and no accountability."),
        (" ", ("x",), "has no purpose."),
        ("x", (), "has no accountability."),
    ],
)
def test_a_role_says_what_it_is_for(purpose, accountabilities, words):
    content = sound()
    role = content.variants["v"].roles["cell-role"]
    role.purpose, role.accountabilities = purpose, accountabilities
    assert only(content, "role-unclear").message == f"Role cell-role in Unit cell {words}"


def test_a_role_without_a_holder():
    content = sound()
    role = add_role(content.variants["v"], "idle", "cell")
    role.holders["P1"] = Holder(person="P1", backup=True)
    finding = only(content, "role-vacant")
    assert (finding.subject, finding.message) == ("idle", "Nobody holds Role idle in Unit cell.")


@pytest.mark.parametrize(
    ("holders", "backups", "severity", "words"),
    [
        (1, 1, None, ""),
        (1, 0, "attention", "has no backup."),
        (0, 1, "problem", "has a backup but no holder."),
        (0, 0, "problem", "has no holder and no backup."),
        (2, 1, "problem", "has 2 holders; one is the rule."),
        (2, 0, "problem", "has 2 holders and no backup; one and a backup is the rule."),
    ],
)
def test_a_star_role_has_one_holder_and_a_backup(holders, backups, severity, words):
    content = sound()
    role = add_role(content.variants["v"], "quality", "cell", SEVEN[:holders], kind="star")
    for person in SEVEN[5 : 5 + backups]:
        role.holders[person] = Holder(person=person, backup=True)
    if severity is None:
        assert found(content) == []
    else:
        finding = only(content, "star-role-cover")
        assert finding.severity == severity
        assert finding.message == f"Star role Role quality in Unit cell {words}"
        assert "role-vacant" not in codes(content)


def test_nobody_over_two_star_roles():
    content = sound()
    for number in range(3):
        assert "star-roles-many" not in codes(content)
        role = add_role(content.variants["v"], f"star{number}", "cell", ["P1"], kind="star")
        role.holders["P2"] = Holder(person="P2", backup=True)
    finding = only(content, "star-roles-many")
    assert finding.subject == "P1"
    assert "3 star roles (Role star0, Role star1 and Role star2); at most 2" in finding.message


def test_no_two_roles_with_the_same_domain():
    content = sound()
    variant = content.variants["v"]
    variant.roles["cell-role"].domains = ("Quality", "tools")
    other = add_role(variant, "other", "cell", ["P1"])
    other.domains = (" quality", "quality")
    finding = only(content, "domain-shared")
    assert finding.severity == "attention"
    assert finding.message == "Domain quality belongs to more than one role: Role cell-role and Role other."
    other.domains = ("planning",)
    assert found(content) == []


@pytest.mark.parametrize(("count", "ok"), [(6, False), (7, True), (12, True), (13, False)])
def test_team_size(count, ok):
    content = organisation({f"P{n}": [] for n in range(count)}, skills=[])
    assert ("team-size" not in codes(content)) is ok
    content.variants["v"].units["all"].kind = "department"
    assert "team-size" not in codes(content)


def test_a_cell_made_of_teams_is_judged_by_its_teams():
    content = sound()
    variant = content.variants["v"]
    add_unit(variant, "whole", ["P1"])
    assert only(content, "team-size").subject == "whole"
    variant.units["cell"].parent = "whole"
    assert found(content) == []


def test_a_unit_without_roles():
    content = sound()
    variant = content.variants["v"]
    variant.units["hall"] = Unit(id="hall", name="Hall", kind="department")
    assert only(content, "unit-without-roles").message == "Hall has no roles."
    variant.units["cell"].parent = "hall"
    assert found(content) == []
    variant.units["plater"] = Unit(id="plater", name="Plater", kind="external")
    assert found(content) == []


def redesign(content: Organisation, people: list[str]) -> Variant:
    variant = content.variants["new"] = Variant(id="new", name="New", kind="redesign")
    add_unit(variant, "cell", people, {"A": 3, "B": 3, "C": 3})
    return variant


def test_people_who_have_no_place_in_a_redesign():
    content = organisation({f"P{n}": ["A", "B", "C"] for n in range(1, 11)}, skills=["A", "B", "C"])
    variant = redesign(content, SEVEN)
    content.variants["v"].roles["all-role"].holders["P10"].backup = True  # never in a role, so nothing lost
    assert [item.subject for item in found(content, "new")] == ["P8", "P9"]
    assert found(content, "new")[0].message == (
        "Person P8 has a role in As it is, but here no role, no place on the bench and is no leaver."
    )
    variant.leavers = ("P8",)
    variant.bench = ("P9",)
    finding = only(content, "bench", "new")
    assert finding.message == "1 person waits on the bench without a place: Person P9."
    assert codes(content, "new") == ["bench"]
    assert found(content) == []


def test_order_families_flow_and_their_tasks_lie_on_the_way():
    content = sound()
    variant = content.variants["v"]
    add_unit(variant, "aside", SEVEN)
    content.orders["k"] = Order(id="k", name="Gates", pieces_per_week=1.0)
    variant.units["customer"] = Unit(id="customer", name="Customer", kind="external")
    variant.tasks["t"] = Task(id="t", name="Painting", unit="aside", kind="executing", order="k", run_minutes=5.0)
    assert only(content, "order-without-links").message == "Gates has no order links and can't flow."
    assert "task-off-route" not in codes(content)  # without links every unit is visited once
    variant.links["l"] = Link(id="l", kind="order", from_="customer", to_="cell", order="k")
    assert codes(content) == ["task-off-route"]
    assert only(content, "task-off-route").message == (
        "Painting in Unit aside is work for Gates, whose links never come there: it counts 0 h."
    )
    variant.links["m"] = Link(id="m", kind="order", from_="cell", to_="aside", order="k")
    assert found(content) == []


# -- together ----------------------------------------------------------------------------------------------------


def test_the_gravest_first_then_document_order():
    content = sound()
    for person in SEVEN:
        content.mastery[person, "C"].level = 0  # problem, attention
    content.mastery["P5", "A"].level = 0
    content.mastery["P2", "A"].level = 0
    content.variants["v"].roles["cell-role"].purpose = ""  # note
    rows = found(content)
    ranks = [SEVERITIES.index(item.severity) for item in rows]
    assert ranks == sorted(ranks)
    assert [item.subject for item in rows if item.code == "breadth"] == SEVEN
    assert [item.code for item in rows][:1] == ["skill-gap"]
    assert rows[-1].code == "role-unclear"


def test_many_of_one_kind_become_one_sentence_per_unit():
    people = [f"P{number}" for number in range(1, 11)]
    content = organisation(
        {person: ["A", "B"] for person in people},
        skills=["A", "B", "C"],
        units={"one": (people[:9], {"A": 3, "B": 3, "C": 3}), "two": (people[9:], {"C": 3})},
    )
    content.mastery["P4", "B"].level = 0
    rows = [item for item in found(content) if item.code == "breadth"]
    assert [(item.subject, item.collection) for item in rows] == [("P10", "people"), ("one", "units")]
    assert rows[1].message.startswith(
        "Person below the skills asked: 9 times in Unit one. The worst: Person P4 masters 1 skill"
    )
    assert rows[1].proposal == "breadth:one"


def test_findings_of_the_variant_as_a_whole_become_one_sentence():
    content = sound()
    variant = content.variants["v"]
    for number in range(all_findings.MOST_ALIKE + 1):
        assert codes(content).count("unit-without-roles") == number
        variant.units[f"u{number}"] = Unit(id=f"u{number}", name=f"U{number}", kind="cell")
    (finding,) = found(content)
    assert (finding.subject, finding.collection) == ("v", "variants")
    assert finding.message == "Unit without roles: 9 times. The worst: U0 has no roles."


def test_of_many_the_gravest_stand_alone():
    content = sound()
    variant = content.variants["v"]
    for number in range(all_findings.MOST_ALIKE):
        add_role(variant, f"held{number}", "cell", SEVEN[:1], kind="star")
    for number in range(2):
        add_role(variant, f"open{number}", "cell", kind="star")
    rows = [item for item in found(content) if item.code == "star-role-cover"]
    assert [(item.severity, item.subject) for item in rows] == [
        ("problem", "open0"),
        ("problem", "open1"),
        ("attention", "cell"),
    ]
    assert rows[2].message.startswith("Star role without one holder and a backup: 8 times in Unit cell. The worst:")


def test_every_proposal_is_told_apart(bosch: Document):
    for variant in bosch.organisation.variants.values():
        proposals = [item.proposal for item in collect(Basis(bosch.organisation, variant))]
        assert proposals
        assert len(proposals) == len(set(proposals))


def test_subjects_exist_where_they_are_said_to_stand(bosch: Document):
    content = bosch.organisation
    for variant in content.variants.values():
        for item in collect(Basis(content, variant)):
            rows = getattr(variant, item.collection, None) or getattr(content, item.collection)
            assert item.subject in rows, item


def test_titles_are_spoken_in_the_language_in_use():
    assert title("breadth") == "Person below the skills asked"
    assert title("of nobody's") == "The same finding"
    language.use("nl")
    assert title("breadth")
