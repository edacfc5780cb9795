"""A new variant from an existing one, renaming and deleting, and findings that become actions once."""

from __future__ import annotations

import pytest

from organisatiecanvas.models import interchange, plan, variants
from organisatiecanvas.models.analysis import analyse
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.organisation import View


def without_name(variant):
    plain = interchange.row_to_json(variant)
    return {key: value for key, value in plain.items() if key not in ("id", "name", "kind", "based_on")}


def test_a_copy_holds_everything_with_the_same_ids(bosch):
    with bosch.edit("Draw"):
        original = bosch.organisation.variants["ist"]
        next(iter(original.links.values())).route = ((0.0, 0.0), (10.0, 0.0))
        bosch.add(View(id="kop", name="Kop", box=(0.0, 0.0, 100.0, 50.0)), original)
    before = interchange.dump(bosch.organisation)
    made = variants.copy_variant(bosch, "ist", "SOLL 3")
    copy, original = bosch.organisation.variants[made], bosch.organisation.variants["ist"]
    assert without_name(copy) == without_name(original)
    assert (copy.name, copy.kind, copy.based_on) == ("SOLL 3", "redesign", "ist")
    assert bosch.undo_name == "New variant SOLL 3"
    bosch.undo()
    assert interchange.dump(bosch.organisation) == before
    bosch.redo()
    assert without_name(bosch.organisation.variants[made]) == without_name(original)


def test_changing_the_copy_leaves_the_original(bosch):
    made = variants.copy_variant(bosch, "ist")
    original = interchange.row_to_json(bosch.organisation.variants["ist"])
    with bosch.edit("Change"):
        bosch.remove(bosch.organisation.variants[made].units["zagerij"])
        bosch.organisation.variants[made].units["cnc"].name = "Anders"
    assert interchange.row_to_json(bosch.organisation.variants["ist"]) == original


def test_a_copy_survives_saving(bosch, tmp_path):
    from organisatiecanvas.models.document import Document

    variants.copy_variant(bosch, "soll-1")
    shown = interchange.dump(bosch.organisation)
    path = bosch.save(tmp_path / "a.orgcanvas")
    with Document.open(path, read_only=True) as again:
        assert interchange.dump(again.organisation) == shown


def test_the_next_free_name(bosch):
    assert variants.free_name(bosch.organisation) == "SOLL 2"


@pytest.mark.parametrize("name", ["", "  ", "ist", "SOLL 1 · CELLEN"])
def test_a_name_that_is_empty_or_taken_is_refused(bosch, name):
    with pytest.raises(OrganisationError):
        variants.rename_variant(bosch, "ist" if name.strip() != "ist" else "soll-1", name)
    assert bosch.undo_name is None


def test_the_last_variant_stays(bosch):
    variants.delete_variant(bosch, "soll-1")
    with pytest.raises(OrganisationError):
        variants.delete_variant(bosch, "ist")
    bosch.undo()
    assert list(bosch.organisation.variants) == ["ist", "soll-1"]


def test_a_finding_becomes_an_action_once(bosch):
    finding = analyse(bosch.snapshot(), "ist")["findings"][0]
    count = len(bosch.organisation.actions)
    action = plan.add_action(bosch, "ist", finding)
    assert plan.add_action(bosch, "ist", finding) is action
    assert len(bosch.organisation.actions) == count + 1
    assert (action.variant, action.proposal, action.about) == ("ist", finding["proposal"], finding["subject"])
    assert plan.action_of(bosch.organisation, "soll-1", finding["proposal"]) is None
    bosch.undo()
    assert plan.action_of(bosch.organisation, "ist", finding["proposal"]) is None


def test_another_place_is_one_step_and_outlives_saving(bosch, tmp_path):
    third = variants.copy_variant(bosch, "soll-1", "SOLL 2")
    variants.move_variant(bosch, third, 0)
    wanted = [third, "ist", "soll-1"]
    assert list(bosch.organisation.variants) == list(bosch.snapshot().variants) == wanted
    variants.move_variant(bosch, third, -3)  # it is there already
    with Document.open(bosch.save(tmp_path / "order.orgcanvas"), read_only=True) as opened:
        assert list(opened.organisation.variants) == wanted
    bosch.undo()
    assert list(bosch.organisation.variants) == ["ist", "soll-1", third]
    bosch.redo()
    assert list(bosch.organisation.variants) == wanted


def test_an_order_that_is_refused_with_the_rest_of_its_step_stays(bosch):
    row = bosch.organisation.variants["soll-1"]
    with pytest.raises(ValueError, match="no"), bosch.edit("both"):
        bosch.reorder(row, 0)
        assert list(bosch.organisation.variants) == ["soll-1", "ist"]
        raise ValueError("no")
    assert list(bosch.organisation.variants) == ["ist", "soll-1"]
    assert [one.position for one in bosch.organisation.variants.values()] == [0, 1]
