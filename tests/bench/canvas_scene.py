"""The canvas against a bare graphics scene with the same boxes and links, turn by turn in one run.

What is compared is processor time of the quietest round. «Open» is what happens between the rows of a variant, with
their routes, and the first picture of all of it: items, index, fit, paint. Reading the file is measured elsewhere.
Memory is what the scene and its view add to the process by then and after a close look at the middle.
"""

from __future__ import annotations

import gc
import math
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import psutil
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtWidgets import QApplication

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.canvas.routing import Bundle, Router
from organisatiecanvas.canvas.scene import CanvasScene
from organisatiecanvas.canvas.view import CanvasView
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.events import Event
from organisatiecanvas.models.organisation import Dossier, Link, Organisation, Rules, Unit, Variant, Workshop
from tests.bench.canvas_floor import FAR, MARGIN, VIEW, Floor, Work, probe, work
from tests.bench.measure import Row
from tests.bench.neighbourhood_care import neighbourhood_care

FRAME_MS = 33.0
REGULAR = {"open": 2.0, "memory": 2.0}
LARGE = 2.0


class Still:
    """An organisation that stays as it is."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.changed: Event[[Change]] = Event()


class Ours:
    """The real scene in the real view."""

    def __init__(self, load: Work, document: Still, probe: str) -> None:
        self.load, self.document, self.probe = load, document, probe
        self.scene = CanvasScene(document)
        self.view = CanvasView(self.scene)
        self.view.resize(*VIEW)
        self.view.show()

    def build(self) -> None:
        self.scene.set_variant("v")

    def fit(self) -> None:
        bounds = self.load.bounds
        self.view.fit_margin = round(MARGIN * min(VIEW[0] / bounds.width(), VIEW[1] / bounds.height()))
        self.view.fit()

    def close_up(self) -> None:
        self.zoom(1.0)

    def zoom(self, zoom: float) -> None:
        """To a zoom, around the probe."""
        self.view.set_zoom(zoom)
        self.view.centerOn(QPointF(*self.load.boxes[self.load.probe].centre))

    def pan(self, way: int) -> None:
        self.view.scroll_by(QPointF(way, 0) / self.view.zoom())

    def move(self, dx: float) -> None:
        ref = Ref("units", self.probe)
        box = self.scene.box(ref)
        assert box is not None
        self.scene.preview_move({ref: box.moved(dx, 0)})

    def close(self) -> None:
        self.scene.close()
        self.view.close()
        self.view.deleteLater()


Side = Floor | Ours


@dataclass(frozen=True)
class Figure:
    """The quietest round of ours and of the floor, in milliseconds of processor time (megabytes for memory)."""

    ours: float
    floor: float

    @property
    def ratio(self) -> float:
        return self.ours / self.floor


@dataclass(frozen=True)
class Drawing:
    """What is drawn on both sides."""

    name: str
    load: Work
    organisation: Organisation
    probe: str

    def sides(self) -> list[Side]:
        made: list[Side] = [Floor(self.load), Ours(self.load, Still(self.organisation), self.probe)]
        QApplication.processEvents()
        return made


def plain(count: int) -> Drawing:
    """Teams with a name and order flows between them, nothing else."""
    load = work(count)
    organisation = Organisation()
    organisation.workshop, organisation.rules, organisation.dossier = Workshop(title="Bench"), Rules(), Dossier()
    variant = organisation.variants["v"] = Variant(id="v", name="V", kind="current")
    for number, box in enumerate(load.boxes):
        variant.units[f"u{number}"] = Unit(id=f"u{number}", name=load.names[number], kind="team", box=tuple(box))
    for number, (start, end) in enumerate(load.links):
        name = f"l{number}"
        variant.links[name] = Link(id=name, kind="order", from_=f"u{start}", to_=f"u{end}")
    route(variant)
    return Drawing(f"{count} units", load, organisation, f"u{load.probe}")


def care() -> Drawing:
    """Home care in 1,200 teams: regions around teams, seven roles with their holders in each."""
    organisation = neighbourhood_care()
    variant = organisation.variants["v"]
    route(variant)
    at = {unit: number for number, unit in enumerate(variant.units)}
    rows: list[list[tuple[str, str]]] = [[] for _unit in at]
    for role in variant.roles.values():
        held = " · ".join(organisation.people[person].name for person in role.holders)
        rows[at[role.unit]].append((role.name, held[:24]))
    boxes = [Box(*unit.box or ()) for unit in variant.units.values()]
    dashes = [style.LINKS[link.kind].dash for link in variant.links.values()]
    links = [(at[link.from_], at[link.to_]) for link in variant.links.values()]
    middle = probe(boxes, set(links))
    load = Work(boxes, [unit.name for unit in variant.units.values()], links, middle, rows, dashes)
    return Drawing("1200 home care teams", load, organisation, list(variant.units)[middle])


def route(variant: Variant) -> None:
    """Routes as a document keeps them, of the nearest shapes."""
    router = Router()
    for unit in variant.units.values():
        router.place(unit.id, Box(*unit.box or ()), None)
    for link in variant.links.values():
        bundle = Bundle((link.from_, link.to_), 1)
        link.route = tuple(router.quick_lanes(bundle)[0])


# -- measuring -------------------------------------------------------------------------------------------------------


def figures(drawing: Drawing, rounds: int = 5) -> dict[str, Figure]:
    """Open, repaint and move one unit fitted and at 100 %, pan at 100 %."""
    _app = QApplication.instance() or QApplication([])
    found = {"open": _opening(drawing, max(2, rounds - 2)), "memory": weight(drawing.name)}
    sides = drawing.sides()
    for side in sides:
        side.build()
    for name, place in (("fitted", "fit"), ("at 100 %", "close_up")):
        for side in sides:
            if place == "close_up" and isinstance(side, Floor):
                side.furnish()
            getattr(side, place)()
            _settled(side)
        found[f"repaint {name}"] = _compare(sides, lambda side: side.view.viewport().repaint(), rounds, 3)
        found[f"move one {name}"] = _compare(sides, _move_and_paint, rounds, 8)
    found["pan at 100 %"] = _compare(sides, _pan_and_paint, rounds, 8)
    for side in sides:
        side.close()
    _forget()
    return found


def _opening(drawing: Drawing, rounds: int) -> Figure:
    best = [math.inf, math.inf]
    for _round in range(rounds):
        sides = drawing.sides()
        gc.collect()
        for number, side in enumerate(sides):
            spent = _spent(lambda side=side: (side.build(), side.fit(), side.view.viewport().repaint()))
            best[number] = min(best[number], spent)
        for side in sides:
            side.close()
        del side, sides
        _forget()
    return Figure(best[1], best[0])


def crossing(drawing: Drawing, rounds: int = 4) -> tuple[Figure, Figure]:
    """Crossing the threshold of texts for the first time: the longest frame or wait, and the sharp picture after it.

    A frame is the change of zoom, in or out, with its picture, and every turn after it until all that is seen has
    been made and painted. The sharp picture is one whole repaint once all is made; it came in bands before.
    """
    waits, sharp = [math.inf, math.inf], [math.inf, math.inf]
    for _round in range(rounds):
        sides = drawing.sides()
        for number, side in enumerate(sides):
            side.build()
            side.fit()
            side.zoom(FAR - 0.005)
            _settled(side)
            side.view.viewport().repaint()
            frames = [_spent(partial(_zoomed, side, FAR + 0.01))]
            frames += _turns(side)
            sharp[number] = min(sharp[number], *(_spent(side.view.viewport().repaint) for _turn in range(3)))
            frames.append(_spent(partial(_zoomed, side, FAR - 0.005)))
            frames += _turns(side)
            waits[number] = min(waits[number], max(frames))
            side.close()
        del side, sides
        _forget()
    return Figure(waits[1], waits[0]), Figure(sharp[1], sharp[0])


def _turns(side: Side) -> Iterator[float]:
    """How long every turn takes until nothing is left to make or to paint."""
    while isinstance(side, Ours) and side.scene.detail.filling:
        yield _spent(QApplication.processEvents)
    yield _spent(QApplication.processEvents)


def _zoomed(side: Side, zoom: float) -> None:
    side.zoom(zoom)
    side.view.viewport().repaint()


def weight(name: str) -> Figure:
    """Megabytes that a scene and its view take, each side in a process of its own."""
    found = []
    for side in ("ours", "floor"):
        command = [sys.executable, "-m", "tests.bench.canvas_scene", side, name]
        found.append(float(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    return Figure(*found)


def _weigh(side_name: str, name: str) -> float:
    app = QApplication([])
    small = plain(12)
    for side in small.sides():  # fonts and what else is loaded once
        side.build()
        side.fit()
        side.close_up()
        side.view.viewport().repaint()
        app.processEvents()
    drawing = care() if name.endswith("teams") else plain(int(name.split(maxsplit=1)[0]))
    gc.collect()
    before = psutil.Process().memory_info().rss
    side = (
        Floor(drawing.load) if side_name == "floor" else Ours(drawing.load, Still(drawing.organisation), drawing.probe)
    )
    side.build()
    for place in ("fit", "close_up"):
        if place == "close_up" and isinstance(side, Floor):
            side.furnish()
        getattr(side, place)()
        side.view.viewport().repaint()
        _settled(side)
    gc.collect()
    return (psutil.Process().memory_info().rss - before) / 2**20


def _settled(side: Side) -> None:
    """Until all that a place shows has been made."""
    QApplication.processEvents()
    while isinstance(side, Ours) and side.scene.detail.filling:
        QApplication.processEvents()


def _forget() -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def _move_and_paint(side: Side) -> None:
    for dx in (1.0, -1.0):
        side.move(dx)
        QApplication.processEvents()


def _pan_and_paint(side: Side) -> None:
    for way in (20, -20):
        side.pan(way)
        QApplication.processEvents()


def _compare(sides: list[Side], action: Callable[[Side], object], rounds: int, repeats: int) -> Figure:
    best = [math.inf, math.inf]
    for side in sides:
        action(side)
    for _round in range(rounds):
        for number, side in enumerate(sides):
            spent = _spent(lambda side=side: [action(side) for _turn in range(repeats)]) / repeats
            best[number] = min(best[number], spent)
    return Figure(best[1], best[0])


def _spent(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return (time.process_time() - start) * 1000


def rows() -> Iterator[Row]:
    """For `make bench`."""
    for drawing, limits, rounds in ((plain(1000), REGULAR, 7), (plain(5000), {}, 3), (care(), REGULAR, 4)):
        usual = LARGE if drawing.name.startswith("5000") else 1.5
        for name, figure in figures(drawing, rounds).items():
            unit = "MB" if name == "memory" else "ms"
            yield Row(f"canvas, {drawing.name}: {name}", figure.ours, unit, figure.floor, limits.get(name, usual))
        if drawing.name.startswith("1000"):
            frame, sharp = crossing(drawing)
            yield Row("canvas, 1000 units: longest frame across the text zoom", frame.ours, limit=FRAME_MS)
            yield Row("canvas, 1000 units: sharp picture after it", sharp.ours, "ms", sharp.floor, 1.5)


if __name__ == "__main__":
    print(_weigh(sys.argv[1], " ".join(sys.argv[2:])))
