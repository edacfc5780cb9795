"""The look of the window: colours and measures from the tokens, as a palette and a style sheet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from organisatiecanvas.canvas import style

MARKS = Path(__file__).parent / "icons" / "marks"  # the small pictures that the style sheet names
LEAST_CONTRAST = 3.0  # of what is no text
CHOICES = ("system", "light", "dark")


@dataclass(frozen=True)
class Theme:
    """Colours by what they are for: those of the tokens, and the few shades that only widgets need."""

    name: str
    tokens: style.Palette
    disabled: str
    strong_line: str  # borders under the pointer
    pressed: str
    accent_dark: str
    wrong: str  # ground of a field that was filled in wrongly

    def __getattr__(self, name: str) -> str:
        return getattr(self.tokens, name)

    @property
    def attention_text(self) -> str:
        return self.tokens.on_attention if self.tokens is style.LIGHT else self.tokens.attention


LIGHT = Theme("light", style.LIGHT, "#98a2ae", "#b3bcc7", "#dfe4e9", "#0b5e57", "#fff8f5")
DARK = Theme("dark", style.DARK, "#66717e", "#566473", "#364250", "#6fd0c5", "#3a211a")
_current = LIGHT


def current() -> Theme:
    return _current


def choose(choice: str) -> bool:
    """Use `light`, `dark`, or what the `system` asks for; whether that is another look than before."""
    global _current
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    scheme = Qt.ColorScheme
    asked = {"light": scheme.Light, "dark": scheme.Dark}.get(choice, scheme.Unknown)
    app.styleHints().setColorScheme(asked)  # title bars and native dialogs follow too; unknown: the system's own
    if asked == scheme.Unknown:
        asked = system_scheme()
    before, _current = _current, DARK if asked == scheme.Dark else LIGHT
    if _current is not before:
        apply(app)
    return _current is not before


def system_scheme() -> Qt.ColorScheme:
    """What the system asks of applications."""
    return QGuiApplication.styleHints().colorScheme()


def soft(severity: str) -> tuple[str, str]:
    """Ground and text of a pill: `good`, `attention`, `problem`, anything else neutral."""
    theme = current()
    return {
        "good": (theme.good_tint, theme.on_good),
        "attention": (theme.attention_tint, theme.on_attention),
        "problem": (theme.problem_tint, theme.on_problem),
    }.get(severity, (theme.hover, theme.muted))


def strong(severity: str) -> str:
    """The text colour of a figure, at least 4.5:1 on a panel."""
    theme = current()
    return {"good": theme.good, "attention": theme.attention_text, "problem": theme.problem}.get(severity, theme.ink)


def graphic(severity: str) -> str:
    """The colour of a bar or mark, at least 3:1 on a panel."""
    return style.legible(getattr(current(), severity), current().panel, LEAST_CONTRAST)


def family(colour: str, least: float = LEAST_CONTRAST) -> str:
    """The colour of an order family or a kind, another where the window is dark and it would hardly be seen.

    `least`: contrast with a panel, 4.5 for text in a colour that is no family's.
    """
    if _current is not DARK:
        return colour
    if colour in style.FAMILIES:
        return style.FAMILIES_DARK[style.FAMILIES.index(colour)]
    share = 1.0
    while style.contrast(style.mix(colour, share), DARK.panel) < least and share > 0:
        share -= 0.05
    return style.mix(colour, max(share, 0.0))


SYMBOLS = {**style.SYMBOLS, "note": "i"}


def apply(app: QApplication) -> None:
    """Give the application its style, font, palette and style sheet."""
    app.setPalette(_palette(_current))
    app.setStyleSheet(style_sheet(_current))
    app.setFont(_font())  # last: with a style sheet Qt takes the system's own fonts of labels, buttons and menus again


def _font() -> QFont:
    font = QFont(style.families())
    font.setPixelSize(13)
    return font


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in {
        roles.Window: theme.panel,
        roles.WindowText: theme.ink,
        roles.Base: theme.panel,
        roles.AlternateBase: theme.ground,
        roles.Text: theme.ink,
        roles.Button: theme.panel,
        roles.ButtonText: theme.ink,
        roles.BrightText: theme.problem,
        roles.Highlight: theme.accent,
        roles.HighlightedText: theme.on_accent,
        roles.ToolTipBase: theme.ink,
        roles.ToolTipText: theme.panel,
        roles.PlaceholderText: theme.muted,
        roles.Link: theme.accent,
        roles.Accent: theme.accent,
        roles.Light: theme.panel,
        roles.Midlight: theme.hover,
        roles.Mid: theme.line,
        roles.Dark: theme.line,
        roles.Shadow: theme.muted,
    }.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.disabled))
    return palette


def style_sheet(theme: Theme) -> str:
    names = (*theme.__dataclass_fields__, *theme.tokens.__dataclass_fields__)
    values = {name: getattr(theme, name) for name in names if name not in ("name", "tokens")}
    words = (Path(__file__).parent / "style.qss").read_text("utf-8")
    return Template(words).substitute(values, marks=(MARKS / theme.name).as_posix())
