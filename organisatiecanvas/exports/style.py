"""The house style of workbooks: always light, for paper. Colours are the tokens of the canvas and tints of them."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from organisatiecanvas.models import language

# The tokens of canvas/style.py, which needs Qt; workbooks are written on machines that can't load it. A test holds
# the two together.
INK, MUTED, LINE, GROUND = "1B2430", "5B6675", "D5DAE1", "F7F8FA"
ACCENT, ACCENT_TINT = "0F766E", "E6F2F1"
GOOD, GOOD_TINT = "125E69", "DCF0F1"
ATTENTION, ATTENTION_TINT = "7A5700", "FDF3D3"
PROBLEM, PROBLEM_TINT = "9A3412", "FDE7DC"
# Shows text a little higher in a rotated heading, clear of the filter button, without changing what the cell holds.
ABOVE_BUTTON = '"      "@'
FONT = "Calibri"
PREFIX = "OC "  # keeps our named styles together in Excel's gallery
# The closing «_ » keeps right-aligned figures off the text in the next column.
DEFAULT_SIGN = '"○ "'  # before a number, without making it text
WHOLE, NUMBER, FRACTION, MONEY, PERCENT = "#,##0_ ", "#,##0.0_ ", "#,##0.00_ ", '"€ "#,##0_ ', "0 %_ "

_thin = Side(style="thin", color=LINE)
_box = Border(left=_thin, right=_thin, top=_thin, bottom=_thin)
_under = Border(left=_thin, right=_thin, bottom=Side(style="medium", color=INK))


def date_format() -> str:
    """Dates as people write them in the language in use."""
    return "dd-mm-yyyy" if language.current() == "nl" else "yyyy-mm-dd"


def letters(color: str = INK, size: float = 10, *, bold: bool = False, italic: bool = False) -> Font:
    return Font(name=FONT, size=size, color=color, bold=bold, italic=italic)


def _place(horizontal: str = "left", vertical: str = "center", *, wrap: bool = False, rotation: int = 0) -> Alignment:
    return Alignment(horizontal=horizontal, vertical=vertical, wrap_text=wrap, text_rotation=rotation)


def named_styles() -> Iterator[NamedStyle]:
    """Every named style, made anew: openpyxl binds each to its workbook."""
    yield from _headings()
    yield from _cells()


def _headings() -> Iterator[NamedStyle]:
    ground = PatternFill("solid", fgColor=GROUND)

    def head(name: str, font: Font, alignment: Alignment, number_format: str = "General") -> NamedStyle:
        return NamedStyle(PREFIX + name, font, ground, _under, alignment, number_format)

    yield NamedStyle(PREFIX + "title", letters(size=16, bold=True), alignment=_place())
    yield NamedStyle(PREFIX + "subtitle", letters(MUTED), alignment=_place())
    yield NamedStyle(PREFIX + "section", letters(ACCENT, 12, bold=True), alignment=_place())
    yield head("head", letters(bold=True), _place("left", "bottom", wrap=True))
    yield head("head number", letters(bold=True), _place("center", "bottom", wrap=True))
    yield head("head rotated", letters(), _place("center", "bottom", wrap=True, rotation=90), ABOVE_BUTTON)
    yield head("head critical", letters(bold=True), _place("center", "bottom", wrap=True, rotation=90), ABOVE_BUTTON)
    yield head(
        "head exempt", letters(MUTED, italic=True), _place("center", "bottom", wrap=True, rotation=90), ABOVE_BUTTON
    )
    yield head("head week", letters(MUTED, 8), _place("center", rotation=90), "dd-mm")
    yield NamedStyle(PREFIX + "group", letters(ACCENT, 9, bold=True), border=Border(left=_thin), alignment=_place())
    yield NamedStyle(PREFIX + "total label", letters(MUTED, 9, bold=True), alignment=_place("right"))


def _cells() -> Iterator[NamedStyle]:
    ground = PatternFill("solid", fgColor=GROUND)

    def cell(
        name: str,
        alignment: Alignment,
        number_format: str = "General",
        *,
        font: Font | None = None,
        total: bool = False,
    ) -> NamedStyle:
        font = font or letters(bold=total)
        return NamedStyle(PREFIX + name, font, ground if total else None, _box, alignment, number_format)

    yield NamedStyle(PREFIX + "plain", letters(), alignment=_place("left", "top", wrap=True))
    yield NamedStyle(PREFIX + "plain date", letters(), alignment=_place("left", "top"), number_format=date_format())
    yield NamedStyle(PREFIX + "label", letters(bold=True), alignment=_place("left", "top", wrap=True))
    yield NamedStyle(PREFIX + "hidden", letters(MUTED, 9), alignment=_place())
    yield cell("text", _place())
    yield cell("wrapped", _place(wrap=True))
    yield cell("person", _place(), font=letters(bold=True))
    yield cell("aside", _place(), font=letters(MUTED, 9))
    yield cell("symbol", _place("center"), font=letters(bold=True))
    yield cell("level", _place("center"), "0")
    yield cell("whole", _place("right"), WHOLE)
    yield cell("number", _place("right"), NUMBER)
    yield cell("fraction", _place("right"), FRACTION)
    yield cell("money", _place("right"), MONEY)
    yield cell("percent", _place("right"), PERCENT)
    yield cell("date", _place("center"), date_format())
    # A default that figures depend on: told by its sign, also in grey.
    assumed = letters(MUTED, italic=True)
    yield cell("assumed", _place("right"), font=assumed)
    yield cell("assumed whole", _place("right"), DEFAULT_SIGN + WHOLE, font=assumed)
    yield cell("assumed number", _place("right"), DEFAULT_SIGN + NUMBER, font=assumed)
    yield cell("assumed fraction", _place("right"), DEFAULT_SIGN + FRACTION, font=assumed)
    yield cell("assumed percent", _place("right"), DEFAULT_SIGN + PERCENT, font=assumed)
    yield cell("coverage", _place("center"), '0;-0;"–"')
    yield cell("none", _place("right"), font=letters(MUTED))
    yield cell("link", _place(), font=letters(ACCENT, bold=True))
    yield cell("total whole", _place("right"), WHOLE, total=True)
    yield cell("total fraction", _place("right"), FRACTION, total=True)
    yield cell("month", _place(), "mmm yyyy")
    yield cell("total", _place("center"), "0", total=True)
    yield cell("total text", _place(), total=True)
    yield cell("total hours", _place("right"), NUMBER, total=True)
    yield cell("total money", _place("right"), MONEY, total=True)
    yield cell("total share", _place("center"), PERCENT, total=True)
    yield cell("total decimal", _place("center"), "0.00", total=True)
