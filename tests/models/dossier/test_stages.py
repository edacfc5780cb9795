"""Stages, their dates, the month's wait and the next date that counts; what is still lacking, by country."""

from __future__ import annotations

import datetime

import pytest

from organisatiecanvas.models.document import Document
from organisatiecanvas.models.dossier import build, stages
from organisatiecanvas.models.dossier.checklists import CHECKLISTS, TECHNOLOGY, topics
from organisatiecanvas.models.errors import ModelError
from organisatiecanvas.models.organisation import Action, ChecklistEntry, StageDates


def day(words: str) -> datetime.date:
    return datetime.date.fromisoformat(words)


def lay(document: Document, **fields: object) -> None:
    with document.edit("Fill in the dossier"):
        for name, value in fields.items():
            setattr(document.organisation.dossier, name, value)


def test_coming_to_a_stage_gives_it_its_day_and_can_be_undone(bosch: Document) -> None:
    stages.set_stage(bosch, "consulted", day("2027-01-11"))
    assert bosch.organisation.dossier.stage == "consulted"
    assert bosch.organisation.dossier.stage_dates.consulted == day("2027-01-11")
    stages.set_stage(bosch, "consulted", day("2027-02-01"))
    assert bosch.organisation.dossier.stage_dates.consulted == day("2027-01-11")
    bosch.undo()
    assert bosch.organisation.dossier.stage == "requested"
    assert bosch.organisation.dossier.stage_dates == StageDates()
    stages.set_day(bosch, "decided", day("2027-02-01"))
    stages.set_day(bosch, "decided", None)
    assert bosch.organisation.dossier.stage_dates.decided is None


@pytest.mark.parametrize(
    ("outcome", "waived", "country", "first"),
    [
        ("follows", None, "nl", "2027-01-31"),
        ("departs", None, "nl", "2027-02-28"),  # a month later: February has no 31st
        ("departs", "2027-02-10", "nl", "2027-02-10"),
        ("departs", "2027-04-01", "nl", "2027-02-28"),
        ("departs", None, "be", "2027-01-31"),  # the month is Dutch law
    ],
)
def test_when_execution_may_begin(bosch: Document, outcome, waived, country, first) -> None:
    assert stages.may_start(bosch.organisation) is None
    lay(
        bosch,
        stage="decided",
        outcome=outcome,
        country=country,
        wait_waived=day(waived) if waived else None,
        stage_dates=StageDates(decided=day("2027-01-31"), executed=day("2027-01-30")),
    )
    assert stages.may_start(bosch.organisation) == day(first)
    assert any(first in words for words in stages.faults(bosch.organisation))


def test_the_next_date_that_counts(bosch: Document) -> None:
    following = stages.next_date(bosch.organisation, day("2026-12-01"))
    assert following is not None
    assert (following.day, following.late) == (day("2027-01-18"), False)  # the reply
    lay(bosch, stage_dates=StageDates(consulted=day("2027-01-11")))
    following = stages.next_date(bosch.organisation, day("2027-01-12"))
    assert following is not None
    assert (following.day, following.words, following.late) == (day("2027-01-11"), "Consultation meeting", True)
    lay(bosch, stage="decided", outcome="departs", stage_dates=StageDates(decided=day("2027-02-01")))
    following = stages.next_date(bosch.organisation, day("2027-02-02"))
    assert following is not None
    assert following.day == day("2027-03-01")
    lay(bosch, stage="executed")
    assert stages.next_date(bosch.organisation, day("2027-02-02")) is None


def test_the_tracker_leaves_out_what_does_not_apply(bosch: Document) -> None:
    assert [line.state for line in stages.lines(bosch.organisation.dossier)] == ["done", "now", *["ahead"] * 5]
    lay(bosch, stage="decided", outcome="follows")
    states = {line.stage: line.state for line in stages.lines(bosch.organisation.dossier)}
    assert (states["suspended"], states["executed"]) == ("skipped", "ahead")
    lay(bosch, country="be")
    assert "suspended" not in {line.stage for line in stages.lines(bosch.organisation.dossier)}


def test_faults_name_dates_out_of_order_and_what_is_missing(bosch: Document) -> None:
    lay(
        bosch,
        stage="decided",
        reply_by=day("2026-12-01"),
        stage_dates=StageDates(
            intended=day("2026-11-01"),
            requested=day("2026-12-01"),
            advised=day("2026-11-20"),
            decided=day("2027-01-10"),
        ),
    )
    assert list(stages.faults(bosch.organisation)) == [
        "Consultation meeting has no date yet.",
        "Advice (2026-11-20) lies before Request for advice (2026-12-01).",
        "The reply is wanted by 2026-12-01, which leaves no time after the request.",
        "It is not said whether the decision departs from the advice; if it does, it waits a month.",
    ]


def test_what_bosch_still_lacks_and_how_it_becomes_complete(bosch: Document) -> None:
    contents = build(bosch.organisation)
    assert {section.name for section in contents.sections if not section.complete} == {"planning", "privacy"}
    lay(
        bosch,
        privacy="Alleen het eigen team ziet de matrix.",
        stage_dates=StageDates(intended=day("2026-11-02"), requested=day("2026-11-30")),
    )
    assert build(bosch.organisation).complete
    with bosch.edit("Start too early"):
        bosch.organisation.actions["a-cellen"].start = day("2027-01-04")
    lacks = build(bosch.organisation).section("planning").lacks
    assert len(lacks) == 1
    assert "Afdelingen omzetten" in lacks[0]
    with bosch.edit("Leave gaps"):
        action = bosch.organisation.actions["a-cellen"]
        action.start, action.accompanying_measure = None, ""
        bosch.organisation.dossier.reply_by = None
    contents = build(bosch.organisation)
    assert [section.name for section in contents.sections if not section.complete] == [
        "decision",
        "measures",
        "planning",
    ]


def test_a_variant_that_goes_is_no_longer_the_one_chosen(bosch: Document) -> None:
    lay(bosch, before="ist", after="soll-1")
    with bosch.edit("Delete"):
        bosch.remove(bosch.organisation.variants["soll-1"])
    assert bosch.organisation.dossier.after is None
    assert build(bosch.organisation).after is None
    bosch.undo()
    assert bosch.organisation.dossier.after == "soll-1"
    with pytest.raises(ModelError, match=r"dossier\.after"):
        lay(bosch, after="soll-9")


def test_belgium_asks_for_technology_three_months_ahead(bosch: Document) -> None:
    lay(bosch, country="be")
    contents = build(bosch.organisation)
    assert contents.section("technology").lacks == ("The text is a proposal: take it over or write it yourself.",)
    assert contents.table("technology.actions").rows == ()
    assert "(cao 9, cao 39 …)" in " ".join(contents.section("decision").lacks)  # its grounds are Dutch
    with bosch.edit("Bring in a robot"):
        bosch.add(
            Action(
                id="robot",
                title="Lasrobot",
                start=day("2027-05-31"),
                due=day("2027-06-30"),
                works_council_ground="cao 39",
            )
        )
    contents = build(bosch.organisation)
    assert contents.table("technology.actions").rows == (("Lasrobot", day("2027-05-31"), day("2027-02-28")),)
    assert any("Lasrobot" in words for words in contents.section("planning").lacks)
    lay(bosch, technology="Een lasrobot.", stage_dates=StageDates(requested=day("2027-02-28")))
    assert not any("Lasrobot" in words for words in build(bosch.organisation).section("planning").lacks)


def test_checklists_stand_as_data_and_say_what_is_open(bosch: Document) -> None:
    assert [len(one.topics) for one in CHECKLISTS] == [7, 5, 3]
    assert all(entry is not None for _topic, entry in topics(bosch.organisation, TECHNOLOGY))
    entries = dict(bosch.organisation.dossier.checklists["technology_assessment"])
    del entries["werkgelegenheid"]
    entries["lawaai"] = ChecklistEntry(effect=-2)
    lay(bosch, checklists={"technology_assessment": entries})
    contents = build(bosch.organisation)
    assert contents.section("annexes").lacks == (
        "Technology assessment: 1 topic is open.",
        "Technology assessment: no measure for what gets worse: lawaai.",
    )
    rows = contents.table("annexes.technology_assessment").rows
    assert rows[-1][:2] == ("lawaai", "−2 much worse")
    lay(bosch, checklists={"digitalisation": {"maatregelen nemen": ChecklistEntry(effect=0, done=True)}})
    rows = build(bosch.organisation).table("annexes.digitalisation").rows
    assert [row[1] for row in rows] == [None, None, None, "done", None]
