"""When an action may start: advice, the month after a decision that departs from it, consent, cao 9 and 39."""

from __future__ import annotations

import datetime

import pytest

from organisatiecanvas.models.analysis import analyse
from organisatiecanvas.models.organisation import STAGES, Action
from organisatiecanvas.models.works_council import (
    GROUNDS,
    Course,
    all_too_early,
    earliest_start,
    months_after,
    say_of,
    too_early,
    wait_ends,
)


def day(words: str) -> datetime.date:
    return datetime.date.fromisoformat(words)


DECIDED = {"decided": day("2027-01-31")}
REPLY = day("2027-01-18")


@pytest.mark.parametrize(
    ("ground", "say"),
    [
        ("25.1.e", "advice"),
        ("WOR art. 25 lid 1 d", "advice"),
        ("27.1.f", "consent"),
        ("cao 9", "advice"),
        ("CAO nr. 39", "technology"),
        ("125.1", None),
        ("overleg", None),
        ("", None),
        (None, None),
    ],
)
def test_what_a_ground_asks_for(ground, say):
    assert say_of(ground) == say
    assert all(say_of(one) is not None for one in GROUNDS)


@pytest.mark.parametrize(
    ("from_", "months", "wanted"),
    [
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-11-30", 3, "2027-02-28"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(from_, months, wanted):
    assert months_after(day(from_), months) == day(wanted)


@pytest.mark.parametrize(
    ("ground", "status", "course", "wanted"),
    [
        # No ground, no wait.
        (None, "none", Course(), None),
        # Advice: nothing known; by the day the council is asked to reply; by the day planned for the decision.
        ("25.1.e", "none", Course(), (None, False)),
        ("25.1.e", "requested", Course("requested", reply_by=REPLY), (REPLY, False)),
        ("25.1.e", "advice", Course("advised", DECIDED, REPLY), (DECIDED["decided"], False)),
        ("25.1.e", "advice", Course("decided", DECIDED), (DECIDED["decided"], True)),
        ("25.1.e", "advice", Course("decided"), (None, True)),
        # A decision that departs from the advice waits a month; so does one that the council objects to.
        ("25.1.e", "advice", Course("suspended", DECIDED, departs=True), (day("2027-02-28"), True)),
        ("25.1.e", "objection", Course("decided", DECIDED), (day("2027-02-28"), True)),
        ("25.1.e", "advice", Course("suspended", departs=True), (None, False)),
        ("25.1.e", "objection", Course("executed", DECIDED), (None, True)),
        # In Belgium there is no such month.
        ("cao 9", "objection", Course("decided", DECIDED), (DECIDED["decided"], True)),
        # Consent is per action.
        ("27.1.f", "requested", Course("decided", DECIDED, REPLY), (REPLY, False)),
        ("27.1.f", "consent", Course("intended"), (None, True)),
        ("27.1.f", "objection", Course("executed", DECIDED, REPLY), (None, False)),
        # New technology in Belgium: three months after the council was told.
        ("cao 39", "none", Course("requested", {"requested": day("2026-11-30")}), (day("2027-02-28"), True)),
        ("cao 39", "none", Course("intended", {"requested": day("2026-11-30")}), (day("2027-02-28"), False)),
        ("cao 39", "none", Course(), (None, False)),
    ],
)
def test_from_when_an_action_may_start(ground, status, course, wanted):
    found = earliest_start(ground, status, course)
    assert (None if found is None else (found.day, found.settled)) == wanted


def action(start: str | None, status: str = "open", ground: str | None = "25.1.e") -> Action:
    return Action(
        id="a",
        title="Move",
        start=day(start) if start else None,
        status=status,
        works_council_ground=ground,
        works_council_status="none",
    )


@pytest.mark.parametrize(
    ("row", "course", "early"),
    [
        (action("2027-01-17"), Course("requested", reply_by=REPLY), True),
        (action("2027-01-18"), Course("requested", reply_by=REPLY), False),
        (action(None), Course(), False),
        (action("2027-01-18"), Course(), True),
        (action("2027-01-18", "postponed"), Course(), False),
        (action("2027-01-18", "dropped"), Course(), False),
        (action(None, "running"), Course("requested", reply_by=REPLY), True),
        (action("2027-06-01", "done"), Course("advised", reply_by=REPLY), True),
        (action("2027-06-01", "done"), Course("decided", DECIDED), False),
        (action("2027-02-27", "running"), Course("suspended", DECIDED, departs=True), True),
        (action("2027-02-28", "running"), Course("suspended", DECIDED, departs=True), False),
        (action("2020-01-01", ground=None), Course(), False),
    ],
)
def test_an_action_starts_too_early_or_not(row, course, early):
    assert (too_early(row, course) is not None) == early


def test_every_stage_is_an_answer_and_only_a_decision_settles_advice():
    settled = [stage for stage in STAGES if earliest_start("25.1.e", "none", Course(stage)).settled]
    assert settled == ["decided", "suspended", "executed"]
    assert wait_ends(Course("decided", DECIDED)) is None
    assert wait_ends(Course("suspended", DECIDED, departs=True)) == day("2027-02-28")


def test_the_example_plans_after_the_reply_and_a_start_before_it_is_a_finding(bosch):
    """BOSCH asks for a reply by 18 January 2027; its seven actions with a ground start on 25 January or later."""
    assert not list(all_too_early(bosch.organisation))
    with bosch.edit("earlier"):
        bosch.organisation.actions["a-cellen"].start = day("2027-01-11")
    (found,) = all_too_early(bosch.organisation, "soll-1")
    assert found.action == "a-cellen"
    assert found.message == (
        "«Afdelingen omzetten in drie cellen en een kantoorcel» starts on 2027-01-11, but the works council's advice "
        "comes first (25.1.e): from 2027-01-18."
    )
    told = [one for one in analyse(bosch.snapshot(), "soll-1")["findings"] if one["code"] == "action-too-early"]
    assert [(one["subject"], one["collection"], one["message"]) for one in told] == [
        ("a-cellen", "actions", found.message)
    ]
    assert not any(one["code"] == "action-too-early" for one in analyse(bosch.snapshot(), "ist")["findings"])
