"""Levels that change and are kept: one step, the day's last word, the older level, unknown again, looking back."""

from __future__ import annotations

import datetime

import pytest

from organisatiecanvas.models import interchange
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import ModelError
from organisatiecanvas.models.mastery import Growth, growth, history_of, matrix_on, set_levels
from organisatiecanvas.models.organisation import Mastery, Person, Skill

MARCH, JUNE, NOVEMBER = (datetime.date(2026, month, 23) for month in (3, 6, 11))
Cell = tuple[str, str]


@pytest.fixture
def shop(document: Document) -> Document:
    """Two people, two skills; one level with its day and one without."""
    with document.edit("Fill"):
        document.organisation.workshop.reference_date = NOVEMBER
        for number in (1, 2):
            document.add(Person(id=f"p{number}", name=f"Medewerker 0{number}"))
        for name in ("zagen", "lassen"):
            document.add(Skill(id=name, name=name.capitalize()))
        document.add(Mastery(person="p1", skill="zagen", level=1, assessed_on=MARCH, assessor="Medewerker 02"))
        document.add(Mastery(person="p2", skill="zagen", level=3))
    return document


def kept(document: Document, cell: Cell) -> list[tuple[datetime.date, int | None, str, str]]:
    rows = history_of(document.organisation, *cell)
    return [(row.assessed_on, row.level, row.assessor, row.source) for row in rows]


def levels(document: Document, day: datetime.date) -> dict[Cell, int]:
    return {cell: standing.level for cell, standing in matrix_on(document.organisation, day).items()}


def test_each_change_keeps_its_day_assessor_and_source_and_the_level_before(shop: Document) -> None:
    changed = set_levels(shop, {("p1", "zagen"): 3, ("p2", "zagen"): 3}, JUNE, "Teamleider", "matrix.xlsx")
    assert changed == [("p1", "zagen")]  # the other one was so already
    row = shop.organisation.mastery["p1", "zagen"]
    assert (row.level, row.assessed_on, row.assessor) == (3, JUNE, "Teamleider")
    assert kept(shop, ("p1", "zagen")) == [(JUNE, 3, "Teamleider", "matrix.xlsx"), (MARCH, 1, "Medewerker 02", "")]
    assert kept(shop, ("p2", "zagen")) == []
    assert shop.undo_name == "Medewerker 01, Zagen: level 3"


def test_of_several_changes_on_one_day_the_last_one_is_kept(shop: Document) -> None:
    for level in (2, 4, 3):
        set_levels(shop, {("p1", "zagen"): level}, JUNE, f"Assessor {level}")
    assert kept(shop, ("p1", "zagen")) == [(JUNE, 3, "Assessor 3", ""), (MARCH, 1, "Medewerker 02", "")]
    set_levels(shop, {("p1", "zagen"): 0}, MARCH)  # the very day on which the level before it was given
    assert kept(shop, ("p1", "zagen"))[1] == (MARCH, 0, "", "")


def test_a_level_without_a_day_leaves_nothing_to_keep(shop: Document) -> None:
    set_levels(shop, {("p2", "zagen"): 4}, JUNE)
    assert kept(shop, ("p2", "zagen")) == [(JUNE, 4, "", "")]


def test_unknown_again_takes_the_cell_away_and_keeps_the_history(shop: Document) -> None:
    before = interchange.dump(shop.organisation)
    assert set_levels(shop, {("p1", "zagen"): None, ("p2", "lassen"): None}, JUNE) == [("p1", "zagen")]
    assert ("p1", "zagen") not in shop.organisation.mastery
    assert kept(shop, ("p1", "zagen")) == [(JUNE, None, "", ""), (MARCH, 1, "Medewerker 02", "")]
    assert levels(shop, MARCH) == {("p1", "zagen"): 1, ("p2", "zagen"): 3}
    assert levels(shop, JUNE) == {("p2", "zagen"): 3}
    assert interchange.dump(interchange.read_text(interchange.dump(shop.organisation))) == interchange.dump(
        shop.organisation
    )
    shop.undo()
    assert interchange.dump(shop.organisation) == before


def test_none_of_it_is_kept_when_a_level_is_refused(shop: Document) -> None:
    before = interchange.dump(shop.organisation)
    for cells in ({("p1", "zagen"): 2, ("p2", "zagen"): 5}, {("p1", "zagen"): 2, ("p9", "zagen"): 2}):
        with pytest.raises(ModelError):
            set_levels(shop, cells, JUNE)
        assert interchange.dump(shop.organisation) == before


def test_a_renewed_certificate_is_an_assessment_at_the_same_level(shop: Document) -> None:
    cell = ("p1", "zagen")
    assert set_levels(shop, {cell: 1}, JUNE, valid_until={cell: NOVEMBER}) == [cell]
    assert set_levels(shop, {cell: 1}, NOVEMBER, valid_until={cell: NOVEMBER}) == []
    assert [row.valid_until for row in history_of(shop.organisation, *cell)] == [NOVEMBER, None]


def test_the_matrix_as_of_a_day(shop: Document) -> None:
    set_levels(shop, {("p1", "zagen"): 2, ("p1", "lassen"): 3}, JUNE, "Teamleider", "matrix.xlsx")
    set_levels(shop, {("p1", "zagen"): 3}, NOVEMBER)
    assert levels(shop, MARCH - datetime.timedelta(1)) == {("p2", "zagen"): 3}  # never dated: holds for every day
    assert levels(shop, MARCH) == {("p1", "zagen"): 1, ("p2", "zagen"): 3}
    assert levels(shop, NOVEMBER - datetime.timedelta(1)) == {
        ("p1", "zagen"): 2,
        ("p1", "lassen"): 3,
        ("p2", "zagen"): 3,
    }
    assert levels(shop, NOVEMBER)[("p1", "zagen")] == 3
    standing = matrix_on(shop.organisation, JUNE)["p1", "zagen"]
    assert (standing.assessed_on, standing.assessor, standing.source) == (JUNE, "Teamleider", "matrix.xlsx")
    assert matrix_on(shop.snapshot(), JUNE) == matrix_on(shop.organisation, JUNE)


def test_growth_per_person_and_per_skill_by_hand(shop: Document) -> None:
    set_levels(shop, {("p1", "zagen"): 3, ("p1", "lassen"): 2, ("p2", "zagen"): 2}, JUNE)
    set_levels(shop, {("p2", "zagen"): None}, NOVEMBER)
    people, skills = growth(shop.organisation, MARCH)
    # On 23 March: p1 zagen 1. p2 zagen had no day, so what it was before June is not known.
    assert people["p1"] == Growth(before=0, now=1, raised=1, lowered=0, first=1, cleared=0)
    assert people["p2"] == Growth(before=0, now=0, raised=0, lowered=0, first=0, cleared=0)
    assert skills["zagen"] == Growth(before=0, now=1, raised=1, lowered=0, first=0, cleared=0)
    people, skills = growth(shop.organisation, JUNE)
    assert people["p2"] == Growth(before=0, now=0, raised=0, lowered=0, first=0, cleared=1)
    assert skills["lassen"] == Growth(before=0, now=0, raised=0, lowered=0, first=0, cleared=0)


def test_what_expired_counted_while_it_was_valid(shop: Document) -> None:
    set_levels(shop, {("p1", "zagen"): 3}, MARCH, valid_until={("p1", "zagen"): JUNE})
    assert growth(shop.organisation, MARCH)[0]["p1"] == Growth(1, 0, 0, 0, 0, 0)
