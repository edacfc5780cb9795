"""Try to recover answers of a few people from everything that the app puts out, for groups nested at random."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from organisatiecanvas.canvas import overlays
from organisatiecanvas.canvas.papers import Options, Seen
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.survey_table import SurveyModel, survey_lines
from organisatiecanvas.desktop.survey_view import SurveyView
from organisatiecanvas.desktop.workload_figures import gather
from organisatiecanvas.exports import Still, export
from organisatiecanvas.models import interchange
from organisatiecanvas.models.analysis import analyse
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.report import report
from organisatiecanvas.models.comparison import compare
from organisatiecanvas.models.comparison.report import report as comparison_report
from organisatiecanvas.models.document import Document

MINIMUM = 5
ANSWER = st.tuples(*[st.integers(1, 4)] * 3, *[st.integers(1, 3)] * 5)


@st.composite
def organisations(draw):
    """Two variants with the same surveys: units, some inside others, and in the later one some elsewhere.

    The later one may hold some more answers in one survey, and a survey of its own.
    """
    count = draw(st.integers(2, 6))
    names = [f"Groep{number}" for number in range(count)]
    answers = {name: draw(st.lists(ANSWER, min_size=0, max_size=9)) for name in names}
    variants = []
    for variant in ("ist", "soll"):
        parents = {name: None if i == 0 else draw(st.sampled_from([None, *names[:i]])) for i, name in enumerate(names)}
        units = [{"id": name, "name": name, "kind": "cell", "parent": parents[name]} for name in names]
        surveys = [survey(f"v-{name}", name, answers[name]) for name in names if answers[name]]
        if variant == "soll" and surveys:
            more = draw(st.lists(ANSWER, max_size=2))
            chosen = draw(st.sampled_from(surveys))
            chosen["answers"] = [*chosen["answers"], *(sheet(values) for values in more)]
            if draw(st.booleans()):
                surveys.append(survey("v-nieuw", draw(st.sampled_from(names)), draw(st.lists(ANSWER, max_size=9))))
        variants.append({"id": variant, "name": variant.upper(), "units": units, "surveys": surveys})
    variants[0]["kind"], variants[1]["kind"] = "current", "redesign"
    variants[1]["based_on"] = "ist"
    return interchange.from_json(
        {
            "format": "organisatiecanvas",
            "version": 1,
            "workshop": {"title": "Proef", "reference_date": "2026-11-23"},
            "rules": {"minimum_group": MINIMUM},
            "variants": variants,
        }
    )


def sheet(values):
    return {"demands": list(values[:3]), "autonomy": list(values[3:])}


def survey(name, group, values):
    return {"id": name, "instrument": "nea", "group": group, "answers": [sheet(one) for one in values]}


# -- what is behind it: which answers each group holds --------------------------------------------------------------


def atoms(organisation):
    """(survey, answers) counted once for both variants: the part they share, and what the later one has more."""
    found: dict[tuple[str, str], int] = {}
    earlier = {name: Counter(one.answers) for name, one in organisation.variants["ist"].surveys.items()}
    for name, given_ in earlier.items():
        found[name, "shared"] = sum(given_.values())
    for name, one in organisation.variants["soll"].surveys.items():
        if name in earlier:
            found[name, "more"] = len(one.answers) - sum(earlier[name].values())
        else:
            found[name, "shared"] = len(one.answers)
    return {atom: count for atom, count in found.items() if count}


def held(organisation, variant, group, order):
    """Which atoms are in a group, as zeros and ones."""
    rows = organisation.variants[variant]
    inside = {group}
    grown = True
    while grown:
        grown = False
        for unit in rows.units.values():
            if unit.parent in inside and unit.id not in inside:
                inside.add(unit.id)
                grown = True
    mine = {name for name, one in rows.surveys.items() if one.group in inside}
    return [float(name in mine and (variant == "soll" or part == "shared")) for name, part in order]


# -- what comes out -------------------------------------------------------------------------------------------------


def told_by_json(organisation):
    """(variant, group) of every figure in `analyse`, `compare` and their texts."""
    figures = {variant: analyse(organisation, variant) for variant in organisation.variants}
    for variant, found in figures.items():
        for row in found["strain"]["groups"]:
            if any(row[name] is not None for name in ("n", "demands", "autonomy", "quadrant")):
                yield variant, row["group"]
        words = report(json.loads(json.dumps(found)), organisation)
        yield from ((variant, group) for group in told_by_lines(words, organisation))
        for finding in found["findings"]:
            if finding["code"].startswith("strain") and "estimate" not in finding["code"]:
                yield variant, finding["subject"]
    compared = compare(organisation, "ist", "soll")
    for row in compared["figures"]:
        match = re.match(r"strain\.groups\.(.+)\.nea\.(n|demands|autonomy|quadrant)$", row["key"])
        if match:
            yield from ((v, match[1]) for v, side in (("ist", "before"), ("soll", "after")) if row[side] is not None)
    comparison_report(compared, organisation, "ist", "soll")


def told_by_lines(words, organisation):
    """Groups of whose line in a report any figure with decimals or a number of answers can be read."""
    for line in words.splitlines():
        for group in organisation.variants["ist"].units:
            if re.search(rf"\b{group}\b.*\bNEA\b", line) and re.search(
                r"\d", re.sub(rf"{group}|< {MINIMUM}", "", line)
            ):
                yield group


def told_by_workbook(organisation, folder: Path):
    for variant in organisation.variants:
        for names in ("full", "codes", "none"):
            (path,) = export(Still(organisation, f"{variant}-{names}", "id", 1), folder, "workload", variant, names)
            book = load_workbook(path, data_only=True)
            for row in book["Workload"].iter_rows(values_only=True):
                if row[1] == "NEA" and any(isinstance(cell, (int, float)) for cell in row):
                    yield variant, row[0]


def told_by_screen(qtbot, organisation):
    with Document.new(rows=organisation) as document:
        session = Session(document)
        view = SurveyView(session, Path, None)
        qtbot.addWidget(view)
        for variant, before in (("ist", "soll"), ("soll", "ist")):
            session.show_variant(variant)
            gathered = gather(document.snapshot(), variant, before=before)
            view.show_gathered(gathered, fresh=True)
            yield from ((variant, point.id) for point in view.chart.points)
            yield from ((before, point.id) for point in view.chart.points if point.before is not None)
            model = SurveyModel()
            model.show_lines(list(survey_lines(session, gathered)))
            for row, line in enumerate(model.lines):
                words = [str(model.index(row, column).data()) for column in range(3, model.columnCount())]
                if set(words) - {f"< {MINIMUM}", "–"}:
                    yield variant, line.group
        session.close()


def refuse_to_tell_of_a_few(organisation, told):
    """Try every linear combination of all totals that are told, in both variants together."""
    known_atoms = atoms(organisation)
    order = list(known_atoms)
    known = np.array([held(organisation, variant, group, order) for variant, group in sorted(told)])
    known = known.reshape(len(told), len(order))
    rank = np.linalg.matrix_rank(known) if known.size else 0
    for chosen in itertools.product((0.0, 1.0), repeat=len(order)):
        answers = sum(known_atoms[atom] for atom, present in zip(order, chosen, strict=True) if present)
        if 0 < answers < MINIMUM:
            wider = np.linalg.matrix_rank(np.vstack([known, chosen]))
            assert wider > rank, (answers, [atom for atom, one in zip(order, chosen, strict=True) if one], told)


@settings(max_examples=80)
@given(organisations())
def test_no_figure_tells_of_a_few(organisation):
    told = set()
    for variant in organisation.variants.values():
        rows = Basis(organisation, variant).figures("strain")["groups"]
        told.update((variant.id, row["group"]) for row in rows if row["n"] is not None)
    refuse_to_tell_of_a_few(organisation, told)


@settings(max_examples=4, phases=(Phase.generate,))
@given(organisations())
def test_nothing_put_out_tells_of_a_few(qtbot, tmp_path_factory, organisation):
    """From JSON, texts, workbooks with and without names, and the screen."""
    told = {
        *told_by_json(organisation),
        *told_by_workbook(organisation, tmp_path_factory.mktemp("uit")),
        *told_by_screen(qtbot, organisation),
    }
    refuse_to_tell_of_a_few(organisation, told)


@pytest.mark.parametrize("name", ["strain", "occupancy"])
def test_pictures_are_the_same_whatever_people_answered(qapp, bosch: Document, tmp_path: Path, name):
    """Overlays show what the structure suggests; no picture holds anything of an answer."""

    def picture(folder):
        figures = analyse(bosch.snapshot(), "ist", training=False)
        variant = bosch.organisation.variants["ist"]
        made = overlays.overlay(name, figures, bosch.organisation, variant, stale=False)
        (path,) = export(bosch, tmp_path / folder, "canvas", "ist", picture=Options(seen=Seen(overlay=made)))
        return path.read_bytes()

    first = picture("a")
    with bosch.edit("Other answers"):
        for row in bosch.organisation.variants["ist"].surveys.values():
            row.answers = ()
    assert picture("b") == first


def test_two_few_apart_are_hidden_but_enough_is_shown(qtbot, tmp_path):
    """The attack finds what is there to find: a large group beside a small one is told, the small one isn't."""
    units = [{"id": name, "name": name, "kind": "cell"} for name in ("Groep0", "Groep1")]
    surveys = [survey("a", "Groep0", [(1,) * 8] * 3), survey("b", "Groep1", [(2,) * 8] * 6)]
    variant = {"units": units, "surveys": surveys}
    organisation = interchange.from_json(
        {
            "format": "organisatiecanvas",
            "version": 1,
            "workshop": {"title": "Proef", "reference_date": "2026-11-23"},
            "variants": [
                {"id": "ist", "name": "IST", "kind": "current", **variant},
                {"id": "soll", "name": "SOLL", "kind": "redesign", "units": units},
            ],
        }
    )
    told = {*told_by_json(organisation)}
    assert told == {*told_by_workbook(organisation, tmp_path)} == {*told_by_screen(qtbot, organisation)}
    assert told == {("ist", "Groep1")}
