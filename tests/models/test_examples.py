"""The examples that ship: sound, marked as what they are, nobody's name in them, and with something to find."""

from __future__ import annotations

import datetime
import re

import pytest

from organisatiecanvas.models import examples, interchange
from organisatiecanvas.models.analysis import analyse
from organisatiecanvas.models.analysis.absence import absence_view
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.stress import stress_test
from organisatiecanvas.models.analysis.timetable import Options, timetable
from organisatiecanvas.models.analysis.training import training_plan
from organisatiecanvas.models.comparison import compare
from organisatiecanvas.models.dossier import build
from organisatiecanvas.models.mastery import growth
from organisatiecanvas.models.organisation import Organisation
from organisatiecanvas.models.works_council import all_too_early

ELEMENTS = ("units", "roles", "tasks", "links", "decisions", "disturbances", "meetings")
MOST_FINDINGS = 50  # more is a wall that nobody reads


def facts(organisation: Organisation) -> tuple[Basis, ...]:
    return tuple(Basis(organisation, variant) for variant in organisation.variants.values())


@pytest.mark.parametrize("name", examples.names())
def test_an_example_says_what_it_is_and_names_nobody(name: str) -> None:
    organisation = examples.read(name)
    text = interchange.dump(organisation)
    assert "Voorbeeld geïnspireerd op SER-advies 23/03" in text
    assert "illustratief" in text
    assert all(re.fullmatch(r"Medewerker \d{2,3}", person.name) for person in organisation.people.values())
    assert all(not person.email for person in organisation.people.values())


@pytest.mark.parametrize("name", examples.names())
def test_an_example_has_findings_to_talk_about_and_no_wall_of_them(name: str) -> None:
    organisation = examples.read(name)
    for variant in organisation.variants:
        figures = analyse(organisation, variant)
        assert 5 <= len(figures["findings"]) <= MOST_FINDINGS
        assert figures["flow"]["stable"]
        assert 0.4 <= figures["skills"]["score"] < 1
        assert all(row["occupancy"] is None or row["occupancy"] <= 1.2 for row in figures["capacity"]["units"])


@pytest.mark.parametrize("name", ["aldowa", "kinkelder"])
def test_the_examples_of_skills_show_every_view_of_them(name: str) -> None:
    organisation = examples.read(name)
    basis, today = facts(organisation)[0], organisation.workshop.reference_date
    figures = basis.figures("skills")
    assert figures["readiness"] is not None
    assert {row["expired"] for row in figures["expiring"]} == {True, False}
    assert {row["status"] for row in figures["skills"]} >= {"single", "fragile", "covered", "exempt"}
    assert absence_view(basis, today, today + datetime.timedelta(days=20)).drops
    plan = training_plan(basis)
    lessons = timetable(basis, plan, Options(today, trainer_hours=40.0)).lessons
    assert len({lesson.quarter for lesson in lessons}) >= 2
    assert {lesson.how for lesson in lessons} >= {"trainer", "course-no-trainer"}
    people, _skills = growth(organisation, datetime.date(2025, 12, 31))
    assert sum(row.raised for row in people.values()) > 20


def test_kinkelder_is_what_the_advice_says() -> None:
    organisation = examples.read("kinkelder")
    assert len(organisation.people) > 100
    for variant in organisation.variants.values():
        (coach,) = [role for role in variant.roles.values() if role.name == "Bedrijfsleermeester"]
        assert len(coach.holders) == 1
    redesign = Basis(organisation, organisation.variants["soll"])
    stops = {item.unit for item in stress_test(redesign) if item.state == "stops"}
    assert {"cel-maatwerk", "cel-service"} <= stops  # the stress test has something to tell


def test_aldowa_is_what_the_advice_says() -> None:
    organisation = examples.read("aldowa")
    assert len(organisation.people) == 65
    assert (organisation.rules.skills_per_person, organisation.rules.people_per_skill) == (3, 3)
    meetings = organisation.variants["ist"].meetings.values()
    assert any("stand-up" in meeting.name and meeting.per_week == 5 for meeting in meetings)


def test_den_hartogh_is_what_the_advice_says() -> None:
    """Two offices into one and drivers from five to four days; their survey is small before and shown after."""
    organisation = examples.read("den-hartogh")
    before, after = facts(organisation)
    offices = [unit.name for unit in before.variant.units.values() if "Kantoor" in unit.name]
    assert (len(offices), [unit.name for unit in after.variant.units.values() if "Kantoor" in unit.name]) == (
        2,
        ["Kantoor"],
    )
    action = organisation.actions["a-rooster"]
    assert (action.from_value, action.to_value) == ("5 dagen", "4 dagen")
    rows = {row["group"]: row for row in before.figures("strain")["groups"]}
    assert [rows[name]["suppressed"] for name in ("kantoor-noord", "kantoor-zuid")] == [True, True]
    assert rows["rijden-noord"]["quadrant"] == "slopend"
    later = {row["group"]: row for row in after.figures("strain")["groups"]}
    assert later["rijden-noord"]["quadrant"] == "ontspannen"
    assert not later["kantoor"]["suppressed"]


CONTROL = ("buurtzorg", "otolift", "westervier", "vermeulen", "pro6", "van-dorp", "cts")
LATER = ("remo-frit", "kesselaar", "tante-louise", "solvay")


@pytest.mark.parametrize("name", [*CONTROL, *LATER])
def test_the_examples_of_control_capacity_have_something_to_show(name: str) -> None:
    """Before: disturbances that may not be acted on, lights of several colours; after: fewer, decided nearer."""
    before, after = (basis.figures("control") for basis in facts(examples.read(name)))
    assert before["uncovered"]
    assert before["decision_coverage"] < 1
    assert len({row["light"] for row in before["units"]} - {None}) >= 2
    assert len(after["uncovered"]) < len(before["uncovered"])
    assert after["decision_coverage"] > before["decision_coverage"]


@pytest.mark.parametrize("name", examples.names())
def test_an_example_compares_and_everything_adds_up(name: str) -> None:
    """Elements add up to both variants' totals, and nobody of the earlier one is lost."""
    organisation = examples.read(name)
    first, *others = facts(organisation)
    for later in others:
        found = compare(organisation, first.variant.id, later.variant.id, training=False)
        counts, head = found["counts"], found["headcount"]
        totals = [sum(len(getattr(one.variant, part)) for part in ELEMENTS) for one in (first, later)]
        kept = counts["moved"] + counts["changed"] + counts["unchanged"]
        assert [kept + counts["removed"], kept + counts["new"]] == totals
        assert head["unaccounted"] == []
        assert head["before"] + head["joined"] == head["in_roles"] + head["bench"] + head["leavers"]


@pytest.mark.parametrize("name", examples.names())
def test_no_action_of_an_example_starts_before_the_works_council_has_had_its_say(name: str) -> None:
    assert list(all_too_early(examples.read(name))) == []


@pytest.mark.parametrize("name", LATER)
def test_the_later_examples_have_a_dossier_in_which_nothing_lacks(name: str) -> None:
    contents = build(examples.read(name))
    assert contents.complete
    assert {examples.read(one).dossier.country for one in LATER} == {"nl", "be"}


def own_people(basis: Basis, unit: str) -> int:
    roles = [role for role in basis.variant.roles.values() if role.unit == unit]
    return len({person for role in roles for person, holder in role.holders.items() if not holder.backup})


def test_buurtzorg_is_one_team_of_twelve() -> None:
    assert [own_people(basis, "team") for basis in facts(examples.read("buurtzorg"))] == [12, 12]


def test_westervier_is_what_the_advice_says() -> None:
    """A ward of 58 becomes homes of 24 to 28 with teams of 10 to 12, five team roles each, and a council."""
    before, after = facts(examples.read("westervier"))
    assert "58 bewoners" in before.variant.units["afdeling"].name
    for home in ("wo-a", "wo-b"):
        residents = re.search(r"(\d+) bewoners", after.variant.units[home].name)
        assert residents is not None
        assert 24 <= int(residents[1]) <= 28
        assert 10 <= own_people(after, home) <= 12
        stars = [role for role in after.variant.roles.values() if role.unit == home and role.kind == "star"]
        assert len(stars) == 5
    assert any(meeting.name == "Woonraad" for meeting in after.variant.meetings.values())


def test_otolift_and_vermeulen_are_what_the_advice_says() -> None:
    meetings = facts(examples.read("otolift"))[0].variant.meetings.values()
    cascade = [meeting for meeting in meetings if meeting.name.startswith("Cascade")]
    assert all(meeting.per_week == 5 for meeting in cascade)
    assert [meeting.minutes for meeting in cascade if "kwartier" in meeting.name] == [15] * 4
    vermeulen = examples.read("vermeulen")
    assert len(vermeulen.people) == 35
    assert {"Team Bedrijven", "Team Onderwijs", "Team Onderhoud"} <= {
        unit.name for unit in vermeulen.variants["soll"].units.values()
    }


def test_remo_frit_goes_from_one_line_to_three_units_that_meet_three_times_a_week() -> None:
    before, after = facts(examples.read("remo-frit"))
    assert [
        unit.name for unit in before.variant.units.values() if unit.parent is None and unit.kind == "department"
    ] == ["De lijn"]
    units = [unit.name for unit in after.variant.units.values() if unit.kind == "cell"]
    assert units == ["Unit Verse friet", "Unit Grootkeuken", "Unit Kleinverpakking"]
    (meeting,) = [row for row in after.variant.meetings.values() if row.name == "Productieoverleg"]
    assert meeting.per_week == 3
    days = [
        max(row["mct_days"] for row in basis.figures("flow")["orders"]) for basis in (before, after)
    ]  # nothing waits for the same cutter any longer
    assert days[1] < days[0] / 2


def test_at_kesselaar_everybody_at_the_mixed_table_has_the_same_voice() -> None:
    (_before, after) = facts(examples.read("kesselaar"))
    (table,) = [row for row in after.variant.meetings.values() if row.name == "Projecttafel"]
    assert {"r-cm", "r-calc", "r-uit", "comakers"} <= set(table.participants)
    (price,) = [row for row in after.variant.decisions.values() if row.name == "Prijs en aanpak"]
    assert {after.variant.roles[party].kind for party in price.authority} == {"regulating", "preparing", "executing"}
    assert {row.mode for row in price.authority.values()} <= {"decides", "consents"}


@pytest.mark.parametrize("name", ["tante-louise", "solvay"])
def test_the_examples_of_technology_hold_a_whole_assessment(name: str) -> None:
    """All seven topics, each with its groups and measure, some better and some worse; decided at one table."""
    organisation = examples.read(name)
    entries = organisation.dossier.checklists["technology_assessment"]
    assert len(entries) == 7
    assert all(-2 <= entry.effect <= 2 and entry.groups and entry.measure for entry in entries.values())
    assert min(entry.effect for entry in entries.values()) < 0 < max(entry.effect for entry in entries.values())
    meetings = organisation.variants["soll"].meetings.values()
    assert any("tafel" in meeting.name for meeting in meetings)
    grounds = {action.works_council_ground for action in organisation.actions.values()}
    asked = {"nl": {"25.1.k", "27.1.k", "27.1.f"}, "be": {"cao 9", "cao 39"}}
    assert asked[organisation.dossier.country] <= grounds
