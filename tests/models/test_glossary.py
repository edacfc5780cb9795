"""The words of the field: complete in both languages, tied to figures that exist."""

from __future__ import annotations

import pytest

from organisatiecanvas.models import glossary, language
from organisatiecanvas.models.analysis import figure_labels
from organisatiecanvas.models.labels import CHOICES, COLLECTIONS, FIELDS


def test_every_term_stands_in_both_languages_with_its_source():
    terms = glossary.terms()
    assert len(terms) >= 60
    for term in terms.values():
        for code in language.LANGUAGES:
            assert term.names[code].strip()
            assert term.texts[code].strip().endswith(".")
            assert term.sources[code].strip()
        assert term.mark in glossary.MARKS
    assert len({term.names["nl"] for term in terms.values()}) == len(terms)


def test_what_a_term_explains_is_a_figure_field_choice_or_list_of_the_model():
    known = {*figure_labels.FIGURES, *figure_labels.LISTS, *figure_labels.SECTIONS, *FIELDS, *CHOICES, *COLLECTIONS}
    known |= {"qrm_number", "authority_weights"}
    wrong = {name for term in glossary.terms().values() for name in term.figures} - known
    assert not wrong
    explained = [name for term in glossary.terms().values() for name in term.figures]
    assert len(explained) == len(set(explained)), "two terms explain one figure"


@pytest.mark.parametrize(("code", "name", "source"), [("nl", "Bezetting", "Bron: "), ("en", "Occupancy", "Source: ")])
def test_a_tooltip_speaks_the_language_in_use(code, name, source):
    language.use(code)
    tip = glossary.tip("capacity.units.cel-a.occupancy")
    assert tip.startswith(f"{name}: ")
    assert source in tip
    assert glossary.tip("no-such-figure") == ""


def test_what_stands_under_the_label_of_a_figure_is_explained():
    language.use("nl")
    assert glossary.tip_of_label("Witte tijd").startswith("Witte tijd: ")
    assert glossary.tip_of_label("Bezetting") == glossary.tip("occupancy")
    language.use("en")
    assert glossary.tip_of_label("White\nspace") == glossary.tip("white_space")
    assert glossary.tip_of_label("Variant") == ""


def test_searching_puts_names_before_texts():
    language.use("nl")
    found = [term.id for term in glossary.found("regelkring")]
    assert found[0] == "control_loop"
    assert "control_parts" in found
    assert list(glossary.found("zzz")) == []
