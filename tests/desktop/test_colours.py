"""Colours as they come out: contrast of every text on the screen in both themes, and eyes that see fewer colours."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLabel, QLineEdit, QWidget

from organisatiecanvas.canvas import style
from organisatiecanvas.desktop import theme
from tests import walk

SHARP = 3  # device pixels a unit: the stem of a letter is as dark as its ink
FAINT = 4.3  # measured, for 4.5: even at this size a thin stem is a shade paler
# Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB.
EYES = {
    "all colours": np.eye(3),
    "no red": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "no green": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "no blue": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


@pytest.fixture(autouse=True)
def light_again(qapp):
    yield
    theme.choose("light")


def lab(colour: str, eyes: str) -> np.ndarray:
    """A colour as these eyes see it, in CIE L*a*b* (D65)."""
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    seen = XYZ @ np.clip(np.array(EYES[eyes]) @ linear, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    roots = np.where(seen > 0.008856, np.cbrt(seen), 7.787 * seen + 16 / 116)
    return np.array([116 * roots[1] - 16, 500 * (roots[0] - roots[1]), 200 * (roots[1] - roots[2])])


def alike(colours, eyes: str, least: float) -> list[tuple[str, str, int]]:
    """Pairs that are nearer to each other than this (CIE 1976: 2 is just seen, 10 at a glance)."""
    pairs = itertools.combinations(colours, 2)
    found = [(one, two, float(np.linalg.norm(lab(one, eyes) - lab(two, eyes)))) for one, two in pairs]
    return [(one, two, round(apart)) for one, two, apart in found if apart < least]


@pytest.mark.parametrize("eyes", EYES)
def test_47_families_kinds_and_states_are_told_apart_by_any_eyes(eyes):
    assert alike(style.FAMILIES, eyes, 20) == []
    assert alike(style.FAMILIES_DARK, eyes, 20) == []
    assert alike(style.KINDS.values(), eyes, 10) == []  # and their words say it
    for palette in (style.LIGHT, style.DARK):
        assert alike((palette.good, palette.attention, palette.problem), eyes, 20) == []
    assert len(set(style.SYMBOLS.values())) == len(style.SYMBOLS) == 3  # beside every one of these colours


def test_the_simulation_mixes_up_what_those_eyes_do():
    assert alike(("#b4531a", "#7a6a00"), "no green", 10)
    assert not alike(("#b4531a", "#7a6a00"), "all colours", 30)


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK])
def test_bars_and_lines_stand_out_from_the_panel(look, monkeypatch):
    from organisatiecanvas.desktop.control_charts import web_colours
    from organisatiecanvas.desktop.flow_paint import cause_colours

    monkeypatch.setattr(theme, "_current", look)
    marks = [*map(theme.graphic, style.SYMBOLS), *map(theme.family, style.FAMILIES), *web_colours()]
    marks += [colour for name, colour in cause_colours().items() if name != "transport"]  # that one has an outline
    marks += [look.muted, look.accent, look.selection]
    assert [colour for colour in marks if style.contrast(colour, look.panel) < 2.99] == []


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK])
def test_kinds_can_be_seen_and_read_on_a_panel(look, monkeypatch):
    """Meetings and pills of who decides are drawn in the colour of a kind, the lane of the council is named in one."""
    monkeypatch.setattr(theme, "_current", look)
    for kind in ("team", "control"):
        assert style.contrast(theme.family(style.KINDS[kind]), look.panel) >= 3.0
        assert style.contrast(theme.family(style.KINDS[kind], 4.5), look.panel) >= 4.5


def test_colours_of_the_window_come_from_the_palette():
    named = {
        path.stem
        for path in Path(theme.__file__).parent.glob("*.py")
        if re.search(r'"#\w{6}"', path.read_text("utf-8"))
    }
    own = {
        "theme",
        "flow_paint",
        "compound_editors",
        "layers_menu",
        "present",
        "present_view",
        "tour",
        "decision_table",
    }
    assert named <= own, "take them from theme.current() or canvas/style.py"


def contrast(widget: QWidget) -> float:
    """Of what stands out most on a widget with the colour most of it has."""
    size = widget.size()
    image = QImage(size * SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARP)
    image.fill(theme.current().panel)
    window = widget.window()
    window.render(image, QPoint(), QRegion(widget.rect().translated(widget.mapTo(window, QPoint()))))
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)[:, : image.width()]
    values, counts = np.unique(pixels & 0xFFFFFF, return_counts=True)
    ground = f"#{values[counts.argmax()]:06x}"
    often = values[np.argsort(counts)[-40:]]  # seldom ones are where two others meet
    return max(style.contrast(f"#{value:06x}", ground) for value in often)


def with_words(page: QWidget) -> list[QWidget]:
    kinds = (QLabel, QAbstractButton, QComboBox, QLineEdit)
    found = [
        one for one in page.findChildren(QWidget) if isinstance(one, kinds) and one.isVisible() and one.isEnabled()
    ]
    visible = [one for one in found if not one.visibleRegion().isEmpty() and one.width() > 8 and 8 < one.height() < 90]
    return [one for one in visible if said(one) and one.visibleRegion().boundingRect().height() == one.height()]


def said(widget: QWidget) -> str:
    words = widget.currentText() if isinstance(widget, QComboBox) else widget.text()
    return "" if isinstance(widget, QCheckBox) else words.strip()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_47_every_text_stands_out_in_every_workspace(bosch_window, look):
    window = bosch_window
    window.use_theme(look)
    walk.settle(window)
    faint: dict[str, str] = {}
    seen = 0
    for place in walk.places(window):
        window.workspace.show_place(place)
        walk.settle(window)
        for widget in with_words(window):
            key = f"{type(widget).__name__} {widget.property('role') or widget.objectName()}: {said(widget)[:40]!r}"
            if key in faint:
                continue
            seen += 1
            measured = contrast(widget)
            if measured < FAINT:
                faint[key] = f"{place}: {measured:.2f}"
    assert faint == {}
    assert seen > 150
