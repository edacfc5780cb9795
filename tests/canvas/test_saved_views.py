"""Saved views: kept in the document, in an order, each an edit that can be undone."""

from __future__ import annotations

import json

import pytest

from organisatiecanvas.canvas import saved_views
from organisatiecanvas.models import interchange
from organisatiecanvas.models.errors import OrganisationError


def names(document) -> list[str]:
    return [view.name for view in document.organisation.variants["ist"].views.values()]


@pytest.fixture
def three(bosch):
    for name in ("Kantoor", "Werkplaats", "Uitgaand"):
        saved_views.add(bosch, "ist", name, (0, 0, 400.04, 300))
    return bosch


def test_they_are_kept_in_order_and_in_the_file(three):
    assert names(three) == ["Kantoor", "Werkplaats", "Uitgaand"]
    written = json.loads(interchange.dump(three.organisation))
    variant = next(one for one in written["variants"] if one["id"] == "ist")
    assert [view["name"] for view in variant["views"]] == ["Kantoor", "Werkplaats", "Uitgaand"]
    assert variant["views"][0]["box"] == [0, 0, 400, 300]


def test_moving_changes_the_order_and_undo_takes_it_back(three):
    saved_views.move(three, "ist", 2, 0)
    assert names(three) == ["Uitgaand", "Kantoor", "Werkplaats"]
    three.undo()
    assert names(three) == ["Kantoor", "Werkplaats", "Uitgaand"]
    saved_views.move(three, "ist", 0, 5)
    saved_views.move(three, "ist", -1, 0)
    assert names(three) == ["Kantoor", "Werkplaats", "Uitgaand"]


def test_overwrite_keeps_the_name_and_delete_only_the_one(three):
    first, second, _third = three.organisation.variants["ist"].views
    saved_views.overwrite(three, "ist", first, (10, 20, 30, 40), "occupancy")
    view = three.organisation.variants["ist"].views[first]
    assert (view.name, view.box, view.overlay) == ("Kantoor", (10, 20, 30, 40), "occupancy")
    saved_views.delete(three, "ist", second)
    assert names(three) == ["Kantoor", "Uitgaand"]
    saved_views.add(three, "ist", saved_views.free_name(three.organisation.variants["ist"]), (0, 0, 1, 1))
    assert len(names(three)) == 3


@pytest.mark.parametrize("name", ["", "   ", "werkplaats"])
def test_a_name_is_needed_and_used_once(three, name):
    first = next(iter(three.organisation.variants["ist"].views))
    with pytest.raises(OrganisationError):
        saved_views.rename(three, "ist", first, name)
    with pytest.raises(OrganisationError):
        saved_views.add(three, "ist", name, (0, 0, 1, 1))
    assert names(three) == ["Kantoor", "Werkplaats", "Uitgaand"]
