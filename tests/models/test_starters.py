"""Drawings to start from: sound, without people, in the language in use."""

from __future__ import annotations

import pytest

from organisatiecanvas.models import interchange, language, starters
from organisatiecanvas.models.analysis import analyse
from organisatiecanvas.models.document import Document

NAMES = [one.name for one in starters.STARTERS]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("code", language.LANGUAGES)
def test_a_starter_is_a_sound_document(name, code, tmp_path):
    language.use(code)
    with Document.new(rows=starters.starter(name).read()) as document:
        path = document.save(tmp_path / "new.orgcanvas")
        text = interchange.dump(document.organisation)
    with Document.open(path) as document:
        assert interchange.dump(document.organisation) == text
        variant = document.organisation.variants["ist"]
        assert not document.organisation.people
        assert len(variant.units) >= 4
        assert all(unit.box is not None for unit in variant.units.values())
        figures = analyse(document.organisation, "ist")
        assert not [one for one in figures["findings"] if one["code"].startswith("flow-loop")]


def test_boxes_of_a_starter_keep_clear_of_each_other():
    for one in starters.STARTERS:
        variant = one.read().variants["ist"]
        boxes = [unit.box for unit in variant.units.values()] + [note.box for note in variant.notes.values()]
        for index, (x, y, width, height) in enumerate(boxes):
            for x2, y2, width2, height2 in boxes[index + 1 :]:
                assert x + width <= x2 or x2 + width2 <= x or y + height <= y2 or y2 + height2 <= y, one.name


def test_the_languages_differ():
    texts = {}
    for code in language.LANGUAGES:
        language.use(code)
        texts[code] = [unit.name for unit in starters.starter("cells").read().variants["ist"].units.values()]
    assert texts["nl"] == ["Klant", "Offerte en order", "Cel 1", "Cel 2", "Aflevering"]
    assert texts["en"] == ["Customer", "Quote and order", "Cell 1", "Cell 2", "Delivery"]


def test_care_teams_have_the_seven_roles_each():
    variant = starters.starter("care").read().variants["ist"]
    assert [sum(role.unit == f"team-{n}" for role in variant.roles.values()) for n in (1, 2, 3)] == [7, 7, 7]
