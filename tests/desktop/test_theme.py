"""Light and dark from one palette: what follows the system, what stays, and whether all can be read."""

from __future__ import annotations

import re
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.desktop import theme

from .conftest import settle


@pytest.fixture(autouse=True)
def light_again(qapp):
    yield
    theme.choose("light")


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK])
def test_the_small_pictures_have_the_colours_of_their_theme(look):
    marks = sorted((theme.MARKS / look.name).iterdir())
    named = set(re.findall(r"\$marks/([\w-]+\.svg)", (theme.MARKS.parent.parent / "style.qss").read_text("utf-8")))
    assert {mark.name for mark in marks} == named
    for mark in marks:
        role = "on_accent" if "on-accent" in mark.name else "accent" if "accent" in mark.name else "muted"
        assert f'stroke="{getattr(look, role)}"' in mark.read_text("utf-8"), mark.name


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK])
def test_texts_and_graphics_stand_out_on_every_ground_they_are_put_on(look, monkeypatch):
    monkeypatch.setattr(theme, "_current", look)
    severities = ("good", "attention", "problem", "")
    texts = [
        *((ink, ground) for ink in (look.ink, look.muted) for ground in (look.panel, look.ground, look.hover)),
        *((look.ink, ground) for ground in (look.pressed, look.accent_tint, look.wrong)),
        *((theme.strong(severity), look.panel) for severity in severities),
        *((ink, ground) for ground, ink in map(theme.soft, severities)),
        (look.accent, look.panel),
        (look.accent, look.accent_tint),
        (look.on_accent, look.accent),
        (look.on_accent, look.accent_dark),
        (look.panel, look.ink),  # tooltips
        (look.ink, look.attention_tint),
    ]
    assert [pair for pair in texts if style.contrast(*pair) < 4.5] == []
    graphics = [(getattr(look, name), look.panel) for name in ("accent", "good", "problem", "selection", "muted")]
    assert [pair for pair in graphics if style.contrast(*pair) < 3] == []


def test_another_look_is_built_around_what_is_open_and_shown(bosch_window, qtbot):
    window = bosch_window
    window.session.attempt("Step", lambda: setattr(window.session.organisation.workshop, "title", "Anders"))
    window.session.show_variant("soll-1")
    chosen = Ref("units", next(iter(window.session.variant.units)))
    window.workspace.canvas.scene.select([chosen])
    window.workspace.show_place("flow")
    window.use_theme("dark")
    settle(qtbot, window)
    assert theme.current() is theme.DARK
    assert window.settings.get("theme") == "dark"
    assert window.session.document.undo_name == "Step"
    assert (window.session.variant_id, window.workspace.place) == ("soll-1", "flow")
    assert window.workspace.canvas.scene.selected() == [chosen]
    ground = window.workspace.rail.grab().toImage().pixelColor(2, window.workspace.rail.height() - 3)
    assert ground.name() == theme.DARK.panel
    paper = window.workspace.canvas.view.palette().base().color().name()
    assert paper == style.LIGHT.ground  # the drawing is what is printed


def test_no_font_of_the_system_is_left_after_the_style_sheet():
    """With a sheet Qt takes the fonts that GNOME, macOS and Windows have for kinds of widgets; offscreen has none."""

    class Application:
        calls: ClassVar[list[str]] = []

        def __getattr__(self, name):
            return lambda _value: self.calls.append(name)

    theme.apply(Application())
    assert Application.calls.index("setFont") > Application.calls.index("setStyleSheet")


def test_the_look_follows_the_system_unless_one_was_chosen(window, monkeypatch):
    asked = [Qt.ColorScheme.Dark]
    monkeypatch.setattr(theme, "system_scheme", lambda: asked[0])
    changed = QGuiApplication.styleHints().colorSchemeChanged
    changed.emit(asked[0])
    assert theme.current() is theme.DARK
    window.use_theme("light")
    changed.emit(asked[0])
    assert theme.current() is theme.LIGHT
    window.use_theme("system")
    assert theme.current() is theme.DARK
    asked[0] = Qt.ColorScheme.Light
    changed.emit(asked[0])
    assert theme.current() is theme.LIGHT
