"""Every colour, size, font, pen and brush of the drawing, in one place; the window takes its colours here too.

The canvas and everything printed stay light; DARK is for the window around it. Lengths are scene units.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontDatabase, QFontMetricsF, QPen


@dataclass(frozen=True)
class Palette:
    """Colours of the window and the paper, as #rrggbb."""

    ink: str
    muted: str
    line: str
    ground: str
    panel: str
    hover: str
    accent: str
    on_accent: str
    accent_tint: str
    selection: str
    good: str
    attention: str
    problem: str
    good_tint: str
    attention_tint: str
    problem_tint: str
    on_good: str
    on_attention: str
    on_problem: str
    dot: str


LIGHT = Palette(
    ink="#1b2430",
    muted="#5b6675",
    line="#d5dae1",
    ground="#f7f8fa",
    panel="#ffffff",
    hover="#eef1f4",
    accent="#0f766e",
    on_accent="#ffffff",
    accent_tint="#e6f2f1",
    selection="#2563eb",
    good="#1a7f8e",
    attention="#e0a100",
    problem="#c2410c",
    good_tint="#dcf0f1",
    attention_tint="#fdf3d3",
    problem_tint="#fde7dc",
    on_good="#125e69",
    on_attention="#7a5700",
    on_problem="#9a3412",
    dot="#d9dee4",
)
DARK = Palette(
    ink="#e7ecf2",
    muted="#a3afbd",
    line="#3a4653",
    ground="#161d26",
    panel="#1e2731",
    hover="#2a3541",
    accent="#4fb8ad",
    on_accent="#06231f",
    accent_tint="#1d3a3a",
    selection="#7aa2f7",
    good="#58b9c7",
    attention="#e8b93c",
    problem="#f28b5b",
    good_tint="#173c43",
    attention_tint="#41360f",
    problem_tint="#4a2416",
    on_good="#9bdce5",
    on_attention="#f3d88a",
    on_problem="#ffc3a3",
    dot="#2b3540",
)

KINDS = {
    "cell": "#0f766e",
    "team": "#3f51b5",
    "department": "#475569",
    "support": "#9a6700",
    "control": "#6d28d9",
    "external": "#7b8794",
}
# Told apart with any colour vision (by lightness too), at least 3:1 on the ground; a family may bring its own colour.
FAMILIES = ("#0f766e", "#b4531a", "#1133cc", "#9955cc", "#aa7755", "#663322", "#443366", "#8888bb")
# The same families, in that order, where a dark window shows them.
FAMILIES_DARK = ("#93f3cf", "#ff9f33", "#6363ff", "#9f57b7", "#f3cf87", "#cf4b3f", "#cfcfff", "#878793")
GUIDE = "#d6336c"  # lines that help to place things; no other mark has this colour
NOTE = "#fff3b0"
NOTE_LINE = "#e6d67a"
NOTE_INK = "#6d5e12"
STAR = "★"
SYMBOLS = {"good": "✓", "attention": "!", "problem": "✕"}

GRID = 20.0
FAR_ZOOM = 0.4  # below it texts are unreadable: hidden in one pass
RADIUS = 12.0
HEADER = 42.0
PAD = 12.0
ROW = 34.0
ROW_PITCH = 40.0
SLIM_ROW = 20.0
SLIM_PITCH = 24.0
FOOTER = 30.0
CONTAINER_PAD = 20.0
CONTAINER_TOP = 60.0
UNIT_SIZE = (220.0, 200.0)
EXTERNAL_SIZE = (120.0, 100.0)
NOTE_SIZE = (180.0, 120.0)
LEAST_SIZE = (80.0, 60.0)
LANE = 10.0
NOTE_TURN = -2.0  # degrees

# What lies over what. Containers take CONTAINER_Z plus their depth.
CONTAINER_Z = 0.0
LINK_Z = 1000.0
UNIT_Z = 1001.0
LABEL_Z = 2000.0
NOTE_Z = 2001.0
GUIDE_Z = 3000.0


@dataclass(frozen=True)
class LinkLook:
    """How links of one kind are drawn: `dash` in units (none: solid), hollow or filled heads, at one end or both."""

    colour: str
    width: float
    dash: tuple[float, float] | None = None
    hollow: bool = False
    both: bool = False


LINKS = {
    "order": LinkLook(LIGHT.muted, 3.0),
    "information": LinkLook(LIGHT.muted, 1.5, (3.5, 2.5), hollow=True),
    "consultation": LinkLook("#3f51b5", 1.5, (8.5, 2.5), both=True),
    "control": LinkLook("#6d28d9", 1.75),
    "support": LinkLook("#9a6700", 1.75, (12.75, 3.25), hollow=True),
}


@cache
def mix(colour: str, share: float, ground: str = "#ffffff") -> str:
    """This share of the colour, the rest of the ground."""
    one, two = QColor(colour), QColor(ground)
    parts = [
        round(a * share + b * (1 - share))
        for a, b in zip((one.red(), one.green(), one.blue()), (two.red(), two.green(), two.blue()), strict=True)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2)."""
    value = QColor(colour)
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value.redF(), value.greenF(), value.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@cache
def contrast(one: str, two: str) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2)."""
    lighter, darker = sorted((luminance(one), luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@cache
def legible(colour: str, ground: str = "#ffffff", least: float = 4.5) -> str:
    """The colour itself, or darkened as little as needed to be read on a light ground."""
    share = 1.0
    while contrast(mix(colour, share, "#000000"), ground) < least and share > 0:
        share -= 0.05
    return mix(colour, max(share, 0.0), "#000000")


@cache
def ink_on(fill: str) -> str:
    """White where it can be read on this fill, else the ink of paper."""
    return "#ffffff" if contrast(fill, "#ffffff") >= 4.5 else LIGHT.ink


@cache
def valid(colour: str | None) -> str | None:
    """A colour of the model as #rrggbb; None when it is none."""
    value = QColor(colour) if colour else QColor()
    return value.name() if value.isValid() else None


@cache
def brush(colour: str | None) -> QBrush:
    """A shared brush; None paints nothing."""
    return QBrush(QColor(colour)) if colour else QBrush(Qt.BrushStyle.NoBrush)


@cache
def pen(
    colour: str | None, width: float = 1.0, dash: tuple[float, float] | None = None, *, lines: bool = False
) -> QPen:
    """A shared pen; width 0 is one pixel at every zoom; `dash` in scene units.

    Ends are flat: square ones, and those of each dash, take a quarter longer to paint. Only where nothing but `lines`
    are drawn, each by itself, they are square, so that corners are whole.
    """
    if colour is None:
        return QPen(Qt.PenStyle.NoPen)
    made = QPen(QColor(colour), width)
    made.setCapStyle(Qt.PenCapStyle.SquareCap if lines and not dash else Qt.PenCapStyle.FlatCap)
    made.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    made.setMiterLimit(4.0)  # arrow heads stay pointed
    if dash and width:
        made.setDashPattern([part / width for part in dash])
    return made


def families() -> list[str]:
    """Font families in order of wish: Inter where it is installed, else what the system uses."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).families()
    return ["Inter", "Segoe UI Variable Text", "Segoe UI", *system, "DejaVu Sans"]


TITLED = 13  # the size from which letters are kerned: below it nobody sees that, and it takes a third of painting them


@cache
def font(size: int, bold: bool = False) -> QFont:
    """A shared font, `size` in scene units; unhinted, so that a text keeps its width at every zoom."""
    made = QFont(families())
    made.setPixelSize(size)  # not points: a printer would scale them once more
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    if size < TITLED:
        made.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
    for feature in ("calt", "liga"):  # signs drawn as another glyph are lost to who copies or searches text in a PDF
        made.setFeature(QFont.Tag(feature), 0)
    return made


@cache
def metrics(size: int, bold: bool = False) -> QFontMetricsF:
    return QFontMetricsF(font(size, bold))
