"""Routing and arranging at the size of the canvas bench: 1000 units with 1500 links, and the main example.

Promises: a unit that is released has its routes, and is drawn with them in an open window, within 50 ms (median,
processor time); all links are routed in a worker within 6 s while the event loop never stands still for long (of the
quietest round); arranging everything takes less than a second.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

import organisatiecanvas.models.examples as examples
from organisatiecanvas.canvas import arranging, editing, routes
from organisatiecanvas.canvas.drawing import Drawing
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.canvas.scene import CanvasScene
from organisatiecanvas.canvas.view import CanvasView
from organisatiecanvas.models import interchange
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.organisation import Dossier, Link, Organisation, Rules, Unit, Variant, Workshop
from tests.bench.canvas_scene import work
from tests.bench.measure import Row, median, p95

RELEASES = 31
ROUNDS = 3
TICK = 5  # milliseconds between two looks at the event loop
GAP = 100.0  # milliseconds; a tenth of a second is when people notice


def organisation(count: int) -> Organisation:
    """The drawing of the canvas bench, without routes."""
    load = work(count)
    made = Organisation()
    made.workshop, made.rules, made.dossier = Workshop(title="Bench"), Rules(), Dossier()
    variant = made.variants["v"] = Variant(id="v", name="V", kind="current")
    for number, (name, box) in enumerate(zip(load.names, load.boxes, strict=True)):
        variant.units[f"u{number}"] = Unit(id=f"u{number}", name=name, kind="team", box=tuple(box))
    for number, (start, end) in enumerate(load.links):
        name = f"l{number}"
        variant.links[name] = Link(id=name, kind="order", from_=f"u{start}", to_=f"u{end}")
    return made


def in_the_background(document: Document) -> tuple[float, float, dict[str, tuple[tuple[float, float], ...]]]:
    """Seconds until every link has its way in an open window, the longest gap in milliseconds, and the routes."""
    app = QApplication.instance() or QApplication([])
    scene = CanvasScene(document)
    scene.routing.use_background()
    view = CanvasView(scene)
    view.resize(1920, 1080)
    view.show()
    scene.set_variant("v")
    view.fit()
    app.processEvents()
    background = scene.routing.background
    assert background is not None
    gaps = [0.0]
    last = [time.perf_counter()]

    def tick() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.setInterval(TICK)
    timer.timeout.connect(tick)
    timer.start()
    loop = QEventLoop()
    background.done.connect(loop.quit)
    start = time.perf_counter()
    if background.busy:
        loop.exec()
    took = time.perf_counter() - start
    timer.stop()
    found = {link: route for link in scene.links if (route := scene.wiring.shown(link)) is not None}
    assert len(found) == len(scene.links)
    view.close()
    scene.close()
    return took, max(gaps) * 1000, found


def releases(document: Document) -> tuple[list[float], list[float]]:
    """Milliseconds of processor time, sorted: of the routing, and of the whole edit with the scene that follows it."""
    spent: list[float] = []

    def timed(one: Document, change: Change) -> None:
        start = time.process_time()
        routes.settle(one, change)
        spent.append((time.process_time() - start) * 1000)

    app = QApplication.instance() or QApplication([])
    scene = CanvasScene(document)
    view = CanvasView(scene)
    view.resize(1920, 1080)
    view.show()
    scene.set_variant("v")
    view.fit()
    app.processEvents()
    document.settling.disconnect(routes.settle)
    document.settling.connect(timed)
    chance = random.Random(3)
    whole = []
    for unit in chance.sample(sorted(document.organisation.variants["v"].units), RELEASES):
        way = chance.choice([-60.0, 60.0]), chance.choice([-40.0, 40.0])
        start = time.process_time()
        editing.move(document, "v", [Ref("units", unit)], *way)
        whole.append((time.process_time() - start) * 1000)
        app.processEvents()
    document.settling.disconnect(timed)
    routes.leave(document)
    view.close()
    scene.close()
    return sorted(spent), sorted(whole)


def rows() -> Iterator[Row]:
    """For `make bench`."""
    with Document.new(rows=organisation(1000)) as document:
        start = time.process_time()
        rounds = [in_the_background(document) for _round in range(ROUNDS)]
        spent_s = (time.process_time() - start) / ROUNDS
        found = rounds[0][2]
        yield Row("routing, 1500 links in a worker", min(took for took, _gap, _found in rounds), "s", limit=6.0)
        yield Row("routing, processor time of that and of opening the window", spent_s, "s")
        gap = min(gap for _took, gap, _found in rounds)
        yield Row("routing, longest gap of the window meanwhile", gap, "ms", limit=GAP)
        variant = document.organisation.variants["v"]
        with document.edit("Routes"):
            for link, route in found.items():
                variant.links[link].route = route
        spent, whole = releases(document)
        yield Row("routing, one of 1000 units released, median", median(spent), "ms", limit=50.0)
        yield Row("routing, one of 1000 units released, 95th percentile", p95(spent))
        yield Row("the whole edit of such a release in a window, median", median(whole), "ms", limit=50.0)
        start = time.process_time()
        arranging.arrange(document, "v")
        yield Row("arranging 1000 units", time.process_time() - start, "s", limit=1.0)
    folder = Path(examples.__file__).parent
    example = interchange.read_file(folder / "bosch.json")
    for name, variant in example.variants.items():
        start = time.process_time()
        count = sum(len(part) for part in routes.fill(Drawing.of(example, variant)))
        spent_ms = (time.process_time() - start) * 1000
        yield Row(f"routing, all {count} links of the main example ({name})", spent_ms, limit=500.0)
