"""Surveys and their answers: no order, one step of undo for all sheets of a sitting."""

from __future__ import annotations

import itertools

import pytest

from organisatiecanvas.models import survey_items, surveys
from organisatiecanvas.models.check import SHEETS
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import ModelError, OrganisationError
from organisatiecanvas.models.organisation import Answer


def answer(value: int) -> Answer:
    return Answer((value,) * 3, (min(3, value),) * 5)


def test_answers_keep_no_order(bosch: Document):
    given = [answer(3), answer(1), answer(4), answer(2)]
    kept = set()
    for order in itertools.permutations(given):
        made = surveys.create_survey(bosch, "ist", "cnc", "nea")
        for one in order:
            surveys.add_answers(bosch, "ist", made, [one])
        kept.add(bosch.organisation.variants["ist"].surveys[made].answers)
        surveys.remove_survey(bosch, "ist", made)
    assert kept == {tuple(answer(value) for value in (1, 2, 3, 4))}


def test_a_sitting_is_one_step_and_its_name_tells_nothing_of_an_answer(bosch: Document):
    made = surveys.create_survey(bosch, "ist", "cnc", "nea")
    for value in (3, 1, 2):
        surveys.add_answers(bosch, "ist", made, [answer(value)], sitting="one")
    assert bosch.undo_name == "Answer sheets: CNC-frezen"
    bosch.undo()
    assert bosch.organisation.variants["ist"].surveys[made].answers == ()
    bosch.redo()
    surveys.add_answers(bosch, "ist", made, [answer(4)], sitting="two")
    bosch.undo()
    assert len(bosch.organisation.variants["ist"].surveys[made].answers) == 3


def test_an_id_is_new_in_every_variant(bosch: Document):
    first = surveys.create_survey(bosch, "ist", "cnc", "nea")
    assert surveys.create_survey(bosch, "soll-1", "cel-a", "nea") != first


def test_removing_a_survey_is_undone_with_its_answers(bosch: Document):
    before = bosch.organisation.variants["ist"].surveys["v-werkplaats"].answers
    surveys.remove_survey(bosch, "ist", "v-werkplaats")
    assert "v-werkplaats" not in bosch.organisation.variants["ist"].surveys
    with pytest.raises(OrganisationError, match="no longer there"):
        surveys.add_answers(bosch, "ist", "v-werkplaats", [answer(1)])
    bosch.undo()
    assert bosch.organisation.variants["ist"].surveys["v-werkplaats"].answers == before


def test_an_answer_outside_its_scale_is_refused_whole(bosch: Document):
    made = surveys.create_survey(bosch, "ist", "cnc", "nea")
    with pytest.raises(ModelError):
        surveys.add_answers(bosch, "ist", made, [answer(1), Answer((5, 1, 1), (1,) * 5)])
    assert bosch.organisation.variants["ist"].surveys[made].answers == ()


def test_the_sheet_asks_what_an_answer_holds():
    items = survey_items.nea_items()
    assert [item.code for item in items] == survey_items.codes("nea")
    assert [len(item.options) for item in items] == [4] * 3 + [3] * 5
    assert len(survey_items.codes("jcq")) == sum(count for count, _highest in SHEETS["jcq"])
    assert "CBS" in survey_items.source("nea")
    assert "licence" in survey_items.source("jcq")
