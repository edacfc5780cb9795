"""What a drop would do, while something is dragged: figures of the units it touches, lead times of order families."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from organisatiecanvas.desktop import theme, widgets
from organisatiecanvas.desktop.figures import BANDS, Figures
from organisatiecanvas.desktop.flow_paint import RIGHT, sized, width_of, write
from organisatiecanvas.desktop.flow_words import change_words, reliability_words
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models.language import _, decimal, percent

MOST_UNITS, MOST_NEWS = 4, 2
LINE, HEAD = 20, 24


class Line(NamedTuple):
    """One figure before and after; `severity` colours what comes after, "" where it is only a number."""

    group: str
    name: str
    before: str
    after: str
    change: str = ""
    severity: str = ""
    size: float = 0.0  # how large the difference is, to show the largest


def differences(before: Figures, after: Figures, names: dict[str, str]) -> list[Line]:
    """Figures that a drop would change, of two results of `analyse`: of units the most affected, of families all.

    What would read the same before and after is left out.
    """
    units = (_occupancies, _waits, _coverages, _authorities, _skills)
    found: list[Line] = []
    for lines in units:
        found += sorted(_seen(lines(before, after, names)), key=lambda line: -line.size)[:MOST_UNITS]
    return [*found, *_seen(_lead_times(before, after, names)), *_seen(_handoffs(before, after))]


def news(before: Figures, after: Figures) -> list[str]:
    """What would be a problem that isn't one now."""
    known = {(one["code"], one["subject"]) for one in before["findings"]}
    found = [one for one in after["findings"] if (one["code"], one["subject"]) not in known]
    return [one["message"] for one in found if one["severity"] == "problem"]


def _seen(lines: Iterator[Line]) -> list[Line]:
    return [line for line in lines if line.before != line.after]


def _apart(before: float | None, after: float | None) -> float:
    """By how much two figures differ, as a share of the first; one that comes or goes differs most."""
    if before is None or after is None:
        return 0.0 if before is after else math.inf
    return abs(after - before) / max(abs(before), 1e-9)


def _pairs(section: str, table: str, key: str, before: Figures, after: Figures) -> Iterator[tuple[str, Any, Any]]:
    old = {row[key]: row for row in before[section][table]}
    for row in after[section][table]:
        if row[key] in old:
            yield row[key], old[row[key]], row


def _occupancies(before: Figures, after: Figures, names: dict[str, str]) -> Iterator[Line]:
    for unit, old, row in _pairs("capacity", "units", "unit", before, after):
        was, now = (_("n/a") if one["occupancy"] is None else percent(one["occupancy"]) for one in (old, row))
        size, severity = _apart(old["occupancy"], row["occupancy"]), BANDS.get(row["band"] or "", "")
        yield Line(_("Occupancy"), names[unit], was, now, severity=severity, size=size)


def _waits(before: Figures, after: Figures, names: dict[str, str]) -> Iterator[Line]:
    for unit, old, row in _pairs("flow", "units", "unit", before, after):
        severity = "problem" if row["wait_hours"] is None and row["lots_per_week"] > 0 else ""
        size = _apart(old["wait_hours"], row["wait_hours"])
        yield Line(
            _relied(_("Waiting per lot"), row),
            names[unit],
            _wait_words(old),
            _wait_words(row),
            severity=severity,
            size=size,
        )


def _wait_words(row: Any) -> str:
    if row["wait_hours"] is None:
        return _("piling up") if row["lots_per_week"] > 0 else _("n/a")
    return _("{hours} h").format(hours=decimal(row["wait_hours"]))


def _coverages(before: Figures, after: Figures, names: dict[str, str]) -> Iterator[Line]:
    for unit, old, row in _pairs("control", "units", "unit", before, after):
        was, now = (_("n/a") if one["coverage"] is None else percent(one["coverage"]) for one in (old, row))
        size = _apart(old["coverage"], row["coverage"])
        yield Line(_("Control capacity"), names[unit], was, now, severity=row["light"] or "", size=size)


def _authorities(before: Figures, after: Figures, names: dict[str, str]) -> Iterator[Line]:
    """Over operational decisions, 0 to 1."""
    for unit, old, row in _pairs("control", "units", "unit", before, after):
        one, other = old["authority_operational"], row["authority_operational"]
        was, now = (_("n/a") if value is None else decimal(value, 2) for value in (one, other))
        severity = "" if one is None or other is None else "good" if other > one else "problem"
        yield Line(_("Authority"), names[unit], was, now, severity=severity, size=_apart(one, other))


def _skills(before: Figures, after: Figures, names: dict[str, str]) -> Iterator[Line]:
    """Skills that enough people of a unit master, of those it must have."""
    for unit, old, row in _pairs("skills", "units", "unit", before, after):
        counts = [
            (sum(one["cover"] >= one["needed"] for one in side["skills"]), len(side["skills"])) for side in (old, row)
        ]
        was, now = (f"{covered} / {asked}" for covered, asked in counts)
        severity = "good" if counts[1][0] > counts[0][0] else "problem"
        yield Line("1-3-1", names[unit], was, now, severity=severity, size=abs(counts[1][0] - counts[0][0]))


def _lead_times(before: Figures, after: Figures, names: dict[str, str]) -> Iterator[Line]:
    for order, old, row in _pairs("flow", "orders", "order", before, after):
        was, now = _days_words(before, old["mct_days"]), _days_words(after, row["mct_days"])
        change = change_words(row["mct_days"], old["mct_days"])
        severity = "good" if change.startswith("−") else "problem" if change.startswith("+") else ""
        if row["mct_days"] is None:
            severity = "problem"
        yield Line(_relied(_("Lead time (MCT)"), row), names[order], was, now, change, severity)


def _relied(what: str, row: Any) -> str:
    """What a figure is, and how far it can be relied on."""
    return " · ".join(part for part in (what, reliability_words(row["reliability"] or "")) if part)


def _days_words(figures: Figures, days: float | None) -> str:
    if days is None:
        return _("n/a") if figures["flow"]["stable"] else _("piling up")
    return _("{days} d").format(days=decimal(days))


def _handoffs(before: Figures, after: Figures) -> Iterator[Line]:
    old, now = before["structure"]["handoffs_per_order"], after["structure"]["handoffs_per_order"]
    if old is not None and now is not None:
        better = "good" if now < old else "problem"
        yield Line(_("Handoffs"), _("per order"), decimal(old), decimal(now), change_words(now, old), better)


class PreviewCard(QFrame):
    """Lies over the foot of a panel while something is dragged; pale while newer figures are computed."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("previewCard")
        self.session = session
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(2)
        layout.addWidget(widgets.label(_("If you drop it here"), "strong", self))
        self.lines = _Lines(self)
        layout.addWidget(self.lines)
        self.news = widgets.label("", "error", self, wrap=True)
        layout.addWidget(self.news)
        self.hide()
        session.preview.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what the preview of the session knows; hidden when nothing is dragged."""
        preview, before = self.session.preview, self.session.runner.figures
        if preview.values is None:
            self.hide()
            return
        if preview.problem:
            self.lines.show_lines([], _("The analysis failed ({kind}).").format(kind=preview.problem), fresh=True)
            self.news.hide()
        elif preview.figures is None or before is None:
            self.lines.show_lines([], _("computing…"), fresh=False)
            self.news.hide()
        elif preview.fresh:
            self._show_figures(before, preview.figures)
        else:
            self.lines.set_fresh(fresh=False)
        self.place()
        self.show()
        self.raise_()

    def _show_figures(self, before: Figures, after: Figures) -> None:
        organisation, variant = self.session.organisation, self.session.variant
        names = {order.id: order.name for order in organisation.orders.values()}
        if variant is not None:
            names |= {unit.id: unit.name for unit in variant.units.values()}
        found = differences(before, after, names)
        self.lines.show_lines(found, _("No figure changes."), fresh=True)
        words = news(before, after)
        self.news.setText("\n".join(f"✕ {one}" for one in words[:MOST_NEWS]))
        self.news.setVisible(bool(words))

    def place(self) -> None:
        """At the foot of the panel, as high as it needs."""
        panel = self.parentWidget()
        assert panel is not None
        width = panel.width() - 2
        wanted = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        height = min(wanted, panel.height())
        self.setGeometry(1, panel.height() - height, width, height)


class _Lines(QWidget):
    """The lines by group, painted: they change with every place the pointer comes to."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self.fresh = True
        self._nothing = ""

    def show_lines(self, lines: list[Line], nothing: str, *, fresh: bool) -> None:
        """`nothing` stands where there is no line."""
        self.lines, self._nothing, self.fresh = lines, nothing, fresh
        words = [f"{one.group}, {one.name}: {one.before} → {one.after} {one.change}".strip() for one in lines]
        self.setAccessibleName("; ".join(words) or nothing)
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def set_fresh(self, *, fresh: bool) -> None:
        self.fresh = fresh
        self.update()

    def sizeHint(self) -> QSize:
        groups = len({line.group for line in self.lines})
        return QSize(200, groups * HEAD + len(self.lines) * LINE if self.lines else LINE)

    def paintEvent(self, _event: Any) -> None:
        painter = QPainter(self)
        colours = theme.current()
        plain, bold = sized(self, 12), sized(self, 12, bold=True)
        if not self.lines:
            painter.setFont(plain)
            painter.setPen(QColor(colours.muted))
            write(painter, QRectF(0, 0, self.width(), LINE), self._nothing)
        after = max((width_of(bold, line.after) for line in self.lines), default=0) + 2
        before = max((width_of(plain, line.before) for line in self.lines), default=0) + 2
        change = max((width_of(plain, line.change) for line in self.lines), default=0) + 8
        right = self.width() - change
        top, group = 0.0, ""
        for line in self.lines:
            if line.group != group:
                group = line.group
                painter.setFont(sized(self, 11))
                painter.setPen(QColor(colours.muted))
                write(painter, QRectF(0, top + 4, self.width(), HEAD - 4), group)
                top += HEAD
            painter.setFont(plain)
            painter.setPen(QColor(colours.ink if self.fresh else colours.disabled))
            write(painter, QRectF(0, top, right - after - before - 26, LINE), line.name)
            painter.setPen(QColor(colours.muted if self.fresh else colours.disabled))
            write(painter, QRectF(right - after - 22 - before, top, before, LINE), line.before, RIGHT)
            write(painter, QRectF(right - after - 19, top, 16, LINE), "→")
            painter.setPen(QColor(theme.strong(line.severity) if self.fresh else colours.disabled))
            write(painter, QRectF(right, top, change, LINE), line.change, RIGHT)
            painter.setFont(bold)
            write(painter, QRectF(right - after, top, after, LINE), line.after, RIGHT)
            top += LINE
        painter.end()
