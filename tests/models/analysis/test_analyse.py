"""`analyse` as a whole: its keys, its choice of variant, one computation per section, and the report."""

from __future__ import annotations

import json

import pytest

from organisatiecanvas.models.analysis import analyse, report, sections
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.sections import NAMES, SECTIONS, Section
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.organisation import Variant
from tests.models.analysis.shop import organisation

KEYS = ["variant", "rules", *NAMES, "findings", "missing"]


def test_the_example_gives_every_key_in_order_as_plain_json(bosch: Document):
    for variant in bosch.organisation.variants:
        figures = analyse(bosch.organisation, variant)
        assert list(figures) == KEYS
        assert figures["variant"] == variant
        assert json.loads(json.dumps(figures, allow_nan=False)) == figures
        assert figures["skills"]["people"]
        assert all(item["key"] and item["reason"] for item in figures["missing"])


def test_rules_are_those_used(bosch: Document):
    with bosch.edit("Rule"):
        bosch.organisation.rules.people_per_skill = 2
    assert analyse(bosch.organisation)["rules"]["people_per_skill"] == 2


def test_a_snapshot_gives_the_same(bosch: Document):
    assert analyse(bosch.snapshot()) == analyse(bosch.organisation)


def test_the_first_current_variant_is_the_default():
    content = organisation({"P1": []}, skills=["A"])
    content.variants = {"new": Variant(id="new", name="New", kind="redesign"), **content.variants}
    assert analyse(content)["variant"] == "v"


def test_an_unknown_variant_names_those_there_are():
    content = organisation({"P1": []}, skills=["A"])
    content.variants["new"] = Variant(id="new", name="New", kind="redesign")
    with pytest.raises(OrganisationError, match="There is no variant soll; known: v, new"):
        analyse(content, "soll")
    content.variants.clear()
    with pytest.raises(OrganisationError, match="no variant yet"):
        analyse(content)


def test_an_empty_variant_is_no_error():
    content = organisation({}, skills=[], units={})
    figures = analyse(content)
    assert figures["skills"]["score"] is None
    assert report(figures, content)


def test_sections_ask_for_each_other_once(monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []

    def first(basis: Basis) -> int:
        asked.append("first")
        return 20 + basis.figures("second")

    def second(basis: Basis) -> int:
        asked.append("second")
        return 1

    monkeypatch.setattr(sections, "SECTIONS", {"first": Section(first), "second": Section(second)})
    content = organisation({}, skills=[])
    basis = Basis(content, content.variants["v"])
    assert basis.figures("first") == 21
    assert basis.figures("second") == 1
    assert basis.figures("first") == 21
    assert asked == ["first", "second"]


def test_sections_that_wait_for_each_other_are_told_apart(monkeypatch: pytest.MonkeyPatch):
    around = {"a": Section(lambda basis: basis.figures("b")), "b": Section(lambda basis: basis.figures("a"))}
    monkeypatch.setattr(sections, "SECTIONS", around)
    content = organisation({}, skills=[])
    with pytest.raises(RuntimeError, match="a → b → a"):
        Basis(content, content.variants["v"]).figures("a")


def test_steps_that_sections_share_are_taken_once():
    content = organisation({}, skills=[])
    basis = Basis(content, content.variants["v"])
    taken: list[Basis] = []

    def step(of: Basis) -> int:
        taken.append(of)
        return len(taken)

    assert (basis.once(step), basis.once(step)) == (1, 1)


def test_missing_stands_in_the_order_of_the_sections(bosch: Document):
    tops = [item["key"].split(".")[0] for item in analyse(bosch.organisation)["missing"]]
    assert tops == sorted(tops, key=list(NAMES).index)
    assert set(SECTIONS) <= set(NAMES)


def test_the_report_says_it_all(bosch: Document):
    for variant in bosch.organisation.variants.values():
        figures = analyse(bosch.organisation, variant.id)
        text = report(figures, bosch.organisation)
        assert variant.name in text
        for finding in figures["findings"]:
            assert finding["message"] in text
        for person in bosch.organisation.people.values():
            assert person.name in text
        assert text.index(figures["findings"][0]["message"]) < text.index("SKILLS")
        assert not any(line.endswith(" ") for line in text.splitlines())
        assert text.endswith("\n")


def test_figures_in_the_report_stand_under_each_other():
    content = organisation({"P1": ["A"], "P2": []}, skills=["A"])
    content.people["P2"].name = "A much longer name"
    lines = report(analyse(content), content).splitlines()
    start = next(index for index, line in enumerate(lines) if line.strip() == "People")
    head, first, second = lines[start + 1 : start + 4]
    end = head.index("Skills mastered") + len("Skills mastered")
    assert (first[end - 1], second[end - 1]) == ("1", "0")
    assert first.startswith("    Person P1 ")


def test_what_is_unknown_is_left_out_of_a_cell():
    content = organisation({"P1": ["A"]}, skills=["A"])
    figures = analyse(content)
    levels = {
        "operational": {"internal": 0.5, "external": None},
        "tactical": {"internal": None, "external": None},
    }
    figures["control"] = {"units": [{"unit": "all", "authority": levels}]}
    assert "Unit all  operational (internal 0.5)\n" in report(figures, content)


def test_figures_of_small_groups_are_not_printed():
    content = organisation({"P1": ["A"]}, skills=["A"])
    figures = analyse(content)
    figures["strain"] = {
        "groups": [
            {"group": "all", "instrument": "nea", "n": None, "demands": None, "suppressed": True},
            {"group": "all", "instrument": "nea", "n": 9, "demands": 2.5, "suppressed": False},
        ]
    }
    text = report(figures, content)
    assert [line.split() for line in text.splitlines() if "NEA" in line] == [
        ["Unit", "all", "NEA", "<", "5", "<", "5", "yes"],
        ["Unit", "all", "NEA", "9", "2.5", "no"],
    ]
