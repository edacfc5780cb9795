"""Overlays: figures by hand into classes, readable in every class, told apart without colour, off as it was before."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtGui import QImage

from organisatiecanvas.canvas import overlays, style
from organisatiecanvas.canvas.overlays import NAMES, Overlay, colours
from organisatiecanvas.models.analysis import analyse
from organisatiecanvas.models.document import Document

from .conftest import Hand

KEYS = (("room", "good"), ("good", "good"), ("attention", "attention"), ("problem", "problem"), ("none", "none"))


def made(document: Document, name: str, figures: dict | None, variant: str = "ist", *, stale: bool = False) -> Overlay:
    organisation = document.organisation
    return overlays.overlay(name, figures, organisation, organisation.variants[variant], stale=stale)


@pytest.fixture(scope="module")
def figures() -> dict[str, dict]:
    from organisatiecanvas.models import examples

    with pytest.MonkeyPatch.context() as patch:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            patch.setenv("ORGANISATIECANVAS_STATE", folder)
            with Document.new(rows=examples.read("bosch")) as document:
                still = document.snapshot()
                return {name: analyse(still, name) for name in document.organisation.variants}


@pytest.mark.parametrize("name", NAMES)
def test_every_unit_is_in_one_class_and_counted(bosch, figures, name):
    found = made(bosch, name, figures["ist"])
    variant = bosch.organisation.variants["ist"]
    assert set(found.units) == {unit.id for unit in variant.units.values() if unit.kind != "external"}
    assert sum(one.count for one in found.classes) == len(found.units)
    assert sum(one.links for one in found.classes) == len(found.links)
    for tint in found.units.values():
        assert (tint.level == "none") == tint.hatched
        assert tint.tooltip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("stale", [False, True])
def test_text_on_every_colour_can_be_read(bosch, figures, name, stale):
    for variant, known in figures.items():
        for tint in made(bosch, name, known, variant, stale=stale).units.values():
            assert style.contrast(tint.fill, tint.ink) >= 4.5
            assert style.contrast(tint.body, style.LIGHT.ink) >= 4.5


def test_classes_differ_in_symbol_and_most_in_lightness():
    for (one, level), (two, other) in combinations(KEYS, 2):
        assert colours(one, level)[0] != colours(two, other)[0]
    lights = [style.luminance(colours(key, level)[1]) for key, level in KEYS]
    assert all(abs(one - two) > 0.05 for one, two in combinations(lights, 2))


def test_occupancy_follows_the_bands(bosch):
    rows = [
        {"unit": unit, "occupancy": share, "band": band, "demand_hours": 10.0, "available_hours": 10.0}
        for unit, share, band in (
            ("verkoop", 0.5, "room"),
            ("inkoop", 0.8, "target"),
            ("cnc", 0.95, "tight"),
            ("zagerij", 1.2, "overloaded"),
        )
    ]
    missing = [{"key": "capacity.units.kantoor.occupancy", "reason": "Nobody has hours in this unit."}]
    found = made(bosch, "occupancy", {"capacity": {"units": rows}, "missing": missing})
    assert [found.units[row["unit"]].symbol for row in rows] == ["○", "✓", "!", "✕"]
    assert found.units["zagerij"].text == "120 %"
    assert found.units["kantoor"].tooltip == "Nobody has hours in this unit."
    assert {one.key: one.count for one in found.classes}["none"] == len(found.units) - 4


def test_lead_time_takes_the_largest_share_and_colours_links_that_wait(bosch):
    order, other = list(bosch.organisation.orders)[:2]
    link = next(one for one in bosch.organisation.variants["ist"].links.values() if one.wait_days)
    flow = {
        "units": [],
        "orders": [{"order": order, "mct_days": 10.0}, {"order": other, "mct_days": 40.0}],
        "path_steps": [
            {"order": order, "unit": "zagerij", "link": None, "touch_days": 0.5, "wait_days": 2.5},
            {"order": other, "unit": "zagerij", "link": None, "touch_days": 1.0, "wait_days": 1.0},
            {"order": order, "unit": "cnc", "link": None, "touch_days": 0.5, "wait_days": 0.4},
            {"order": order, "unit": None, "link": link.id, "touch_days": 0.0, "wait_days": 1.0},
        ],
    }
    found = made(bosch, "lead_time", {"flow": flow})
    assert (found.units["zagerij"].text, found.units["zagerij"].level) == ("30 %", "problem")
    assert (found.units["cnc"].text, found.units["cnc"].level) == ("9 %", "good")
    assert {name: tint.level for name, tint in found.links.items()} == {link.id: "attention"}


def test_thresholds_stand_in_the_legend_as_the_rules_have_them(bosch, figures):
    with bosch.edit("Rule"):
        bosch.organisation.rules.people_per_skill = 5
    assert "5" in made(bosch, "skills", figures["ist"]).classes[0].words


def picture(hand: Hand) -> QImage:
    return hand.view.grab().toImage()


@pytest.mark.parametrize("name", NAMES)
def test_off_is_exactly_as_before(canvas: Hand, figures, name):
    canvas.view.fit()
    before = picture(canvas)
    items = len(canvas.scene.items())
    places = {unit: item.root.sceneBoundingRect() for unit, item in canvas.scene.units.items()}
    canvas.scene.set_overlay(made(canvas.document, name, figures["ist"]))
    assert picture(canvas) != before
    assert {unit: item.root.sceneBoundingRect() for unit, item in canvas.scene.units.items()} == places
    canvas.scene.set_overlay(None)
    assert picture(canvas) == before
    assert len(canvas.scene.items()) <= items + len(places) * 2  # pills stay, hidden


def test_units_that_come_and_change_take_the_colour(canvas: Hand, figures):
    canvas.scene.set_overlay(made(canvas.document, "control", figures["ist"]))
    fill = canvas.scene.overlay.units["zagerij"].fill
    with canvas.document.edit("Name"):
        canvas.variant.units["zagerij"].name = "Zagen en knippen"
    item = canvas.scene.units["zagerij"]
    assert fill in {part.brush().color().name() for part in shapes(item.root)}
    canvas.scene.set_variant("soll1")
    canvas.scene.set_variant("ist")
    assert fill in {part.brush().color().name() for part in shapes(canvas.scene.units["zagerij"].root)}


def shapes(root):
    found = [root]
    for part in found:
        found += [child for child in part.childItems() if hasattr(child, "brush")]
    return found


def test_stale_figures_are_pale_and_say_so(bosch, figures):
    fresh, stale = (made(bosch, "control", figures["ist"], stale=one) for one in (False, True))
    assert stale.stale
    for unit, tint in stale.units.items():
        assert tint.fill != fresh.units[unit].fill
        assert "computing" in tint.tooltip
    assert made(bosch, "control", None, stale=True).units == {}


def test_an_unknown_overlay_is_refused(bosch):
    with pytest.raises(KeyError):
        made(bosch, "colourful", {})
